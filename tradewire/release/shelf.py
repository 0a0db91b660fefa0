"""A folder of releases: its lock, its staging area, its catalogue and its pointer.

The same verbs for an object store are in `tradewire.release.object_shelf`; `publish` knows only `Shelf`.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from tradewire.release.catalog import catalog_entry, catalog_json, catalog_page
from tradewire.release.layout import CATALOG, CATALOG_PAGE, DESCRIPTOR, LATEST, Part, is_version, parts_of

_STAGING = ".staging-"
_LOCK = ".lock"
Say = Callable[[str], None]


class PublishConflict(OSError):  # noqa: N818 - the other publisher won; nothing is broken
    """Another publisher moved `latest` while this one was at work."""


class Shelf(Protocol):
    """Where releases stand."""

    def lock(self, say: Say) -> AbstractContextManager[None]:
        """Holds other publishers off, as far as the place can."""
        ...

    def sweep(self) -> list[str]:
        """Removes what a killed publisher left; returns names."""
        ...

    def latest(self) -> str | None:
        """The version that the pointer names, where it is there."""
        ...

    def descriptor(self, version: str) -> dict[str, Any]:
        """The datapackage.json of a version."""
        ...

    def location(self, version: str) -> str:
        """Folder or address of a version."""
        ...

    def reusable(self, version: str) -> Mapping[str, tuple[Part, Path]]:
        """Parts of a version that can be linked, by path."""
        ...

    def read(self, version: str, path: str) -> bytes:
        """A file of a version; raises FileNotFoundError."""
        ...

    def unfinished(self, digest: str) -> str | None:
        """A version newer than the latest with this content: placed, but never pointed to."""
        ...

    def staging(self) -> AbstractContextManager[Path]:
        """A new folder to build a release in, gone afterwards unless it was placed."""
        ...

    def place(self, staged: Path, version: str) -> None:
        """Makes the staged tree the version, whole or not at all."""
        ...

    def enter(self, version: str) -> None:
        """Enters the version into the catalogue."""
        ...

    def point(self, version: str) -> None:
        """Makes the version the latest; raises PublishConflict where another one came in between."""
        ...

    def withdraw(self, version: str) -> None:
        """Takes away a version that lost to another publisher's."""
        ...


class LocalShelf:
    """Releases in a folder of a local file system."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = Path(root)

    @contextmanager
    def lock(self, say: Say) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / _LOCK).open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("another publisher is at work; waiting for it")
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def sweep(self) -> list[str]:
        left = sorted(path for path in self.root.iterdir() if path.name.startswith(_STAGING))
        for path in left:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        return [path.name for path in left]

    def versions(self) -> list[str]:
        """Every version that stands here, oldest first."""
        if not self.root.is_dir():
            return []
        found = (path.name for path in self.root.iterdir() if (path / DESCRIPTOR).is_file())
        return sorted(name for name in found if is_version(name))

    def latest(self) -> str | None:
        try:
            pointer = json.loads((self.root / LATEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        version = str(pointer["version"])
        return version if (self.root / version / DESCRIPTOR).is_file() else None

    def descriptor(self, version: str) -> dict[str, Any]:
        found = json.loads((self.root / version / DESCRIPTOR).read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise ValueError(f"{self.root / version / DESCRIPTOR} is no JSON object")
        return found

    def location(self, version: str) -> str:
        return str(self.root / version)

    def reusable(self, version: str) -> Mapping[str, tuple[Part, Path]]:
        folder = self.root / version
        return {part.path: (part, folder / part.path) for part in parts_of(self.descriptor(version))}

    def read(self, version: str, path: str) -> bytes:
        return (self.root / version / path).read_bytes()

    def unfinished(self, digest: str) -> str | None:
        latest = self.latest() or ""
        newer = [version for version in self.versions() if version > latest and version.endswith(digest[:7])]
        for version in reversed(newer):
            if self.descriptor(version)["content_digest"] == digest:
                return version
        return None

    @contextmanager
    def staging(self) -> Iterator[Path]:
        folder = self.root / f"{_STAGING}{secrets.token_hex(6)}"
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def place(self, staged: Path, version: str) -> None:
        target = self.root / version
        if target.exists():
            raise FileExistsError(f"{target} exists already; a published version is never written again")
        staged.rename(target)
        sync_folder(self.root)

    def withdraw(self, version: str) -> None:
        shutil.rmtree(self.hide(version))
        self.enter(version)

    def hide(self, version: str) -> Path:
        """Takes a version out of sight, whole, and returns the folder, which `sweep` would remove too."""
        hidden = self.root / f"{_STAGING}{secrets.token_hex(6)}"
        (self.root / version).rename(hidden)
        return hidden

    def enter(self, version: str) -> None:
        known = self._catalogued()
        versions = reversed(self.versions())
        entries = [known.get(one) or catalog_entry(self.descriptor(one)) for one in versions]
        replace_file(self.root / CATALOG, catalog_json(entries).encode())
        replace_file(self.root / CATALOG_PAGE, catalog_page(entries).encode())

    def _catalogued(self) -> dict[str, dict[str, Any]]:
        """Entries of the catalogue by version; none where it is not there or cannot be read."""
        try:
            found = json.loads((self.root / CATALOG).read_text(encoding="utf-8"))
            return {entry["version"]: entry for entry in found["releases"]}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def point(self, version: str) -> None:
        replace_file(self.root / LATEST, f'{{"version": "{version}"}}\n'.encode())


def open_shelf(place: str | Path | Shelf) -> Shelf:
    """The shelf at a folder or an address such as `s3://bucket/releases`; a shelf is given back."""
    if isinstance(place, str) and "://" in place:
        from tradewire.release.object_shelf import ObjectShelf

        return ObjectShelf.at(place)
    return LocalShelf(place) if isinstance(place, str | Path) else place


def replace_file(path: Path, content: bytes) -> None:
    """Replaces a file so that a reader sees the old content or the new, never a part of either."""
    temporary = path.with_name(f"{_STAGING}{path.name}-{secrets.token_hex(6)}")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Puts the names in a folder on the disk, so that a rename survives a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
