"""The landing zone: `<home>/landing/<batch>/…`, where raw text is dropped.

A batch is a folder, or one archive file, directly under the zone.  Its fingerprint tells cheaply
whether it changed: it covers names, sizes and times of the files, not their content.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tradewire.ingest.records import shown_path
from tradewire.ingest.sources import FILE_NAME

ABOUT_THE_BATCH = frozenset({FILE_NAME, "readme.md", "readme.txt", "readme", "thumbs.db", "desktop.ini"})
"""Files that describe a batch, or that systems leave behind; they are no documents (lower case)."""


@dataclass(frozen=True, slots=True)
class BatchState:
    """A batch at a glance: its fingerprint, files and bytes, and when it was last modified (Unix seconds)."""

    batch: str
    fingerprint: str
    files: int
    bytes: int
    modified: float


@dataclass(frozen=True, slots=True)
class LandedFile:
    """One file of a batch: where it is, and its path relative to the batch, safe to show."""

    path: Path
    relative: str


class Landing:
    """The landing zone under a home directory."""

    def __init__(self, home: str | os.PathLike[str]) -> None:
        self.root = Path(home) / "landing"

    def batches(self) -> list[str]:
        """Names of the batches, sorted: every folder and file directly in the zone that is not hidden."""
        if not self.root.is_dir():
            return []
        names = (e.name for e in os.scandir(self.root) if not passed_over(e.name))
        return sorted(name for name in names if is_batch_name(name))

    def folder(self, batch: str) -> Path:
        """Where a batch lies (for a batch of one archive: the file); raises FileNotFoundError."""
        if not is_batch_name(batch):
            raise ValueError(
                f"{shown_path(batch)!r} is no name for a batch: letters, digits, space and ._+@=- only"
            )
        path = self.root / batch
        if not path.exists():
            raise FileNotFoundError(f"no batch {batch!r} in {self.root}")
        return path

    def files(self, batch: str) -> Iterator[LandedFile]:
        """The files of a batch in order of path, links included; not hidden ones nor those about it."""
        top = self.folder(batch)
        if not top.is_dir() or top.is_symlink():
            yield LandedFile(top, shown_path(top.name))
            return
        for path, relative in _walk(top, ""):
            yield LandedFile(path, shown_path(relative))

    def state(self, batch: str) -> BatchState:
        """The state of a batch now; costs a stat per file and reads none."""
        digest, files, size, modified = hashlib.sha256(), 0, 0, 0.0
        top = self.folder(batch)
        paths = [*self._about(top), *(f.path for f in self.files(batch))]
        for path in paths:
            try:
                stat = path.lstat()
            except FileNotFoundError:  # went away since the folder was listed
                continue
            name = os.fsencode(path.relative_to(self.root))
            digest.update(b"%s\0%d\0%d\0" % (name, stat.st_size, stat.st_mtime_ns))
            files, size, modified = files + 1, size + stat.st_size, max(modified, stat.st_mtime)
        return BatchState(batch, digest.hexdigest()[:16], files, size, modified)

    def _about(self, top: Path) -> list[Path]:
        path = top / FILE_NAME
        return [path] if path.is_file() else []

    def mirror(self, folder: str | os.PathLike[str]) -> list[str]:
        """Bring a folder into the zone and return the names of its batches.

        A folder that holds loose files or a `sources.toml` becomes one batch of the folder's name;
        otherwise each of its folders does.  Files that are the same by size and time stay as they are, files
        that are gone from the folder go from the batch.  Raises FileNotFoundError, NotADirectoryError,
        or ValueError where a name cannot be a batch's.  An address (`s3://…`) is fetched, see
        `tradewire.ingest.remote`.
        """
        if "://" in os.fspath(folder):
            from tradewire.ingest.remote import fetch

            return [fetch(self, os.fspath(folder))]
        source = Path(folder).resolve()
        if not source.exists():
            raise FileNotFoundError(f"{folder} does not exist")
        if source == self.root.resolve():
            return self.batches()
        entries = sorted(e.name for e in os.scandir(source)) if source.is_dir() else []
        kept = [name for name in entries if not passed_over(name)]
        marked = not source.is_dir() or FILE_NAME in entries
        loose = marked or any((source / name).is_file() for name in kept)
        parts = [source] if loose else [source / name for name in kept]
        self.root.mkdir(parents=True, exist_ok=True)
        for part in parts:
            self._bring(part)
        return [batch_name(part.name) for part in parts]

    def _bring(self, source: Path) -> None:
        target = self.root / batch_name(source.name)
        if source.is_file():
            _copy(source, target)
            return
        target.mkdir(exist_ok=True)
        wanted = {relative for _, relative in _walk(source, "", everything=True)}
        for path, relative in list(_walk(target, "", everything=True)):
            if relative not in wanted:
                path.unlink()
        for relative in sorted(wanted):
            (target / relative).parent.mkdir(parents=True, exist_ok=True)
            _copy(source / relative, target / relative)


_SAFE = frozenset(" ._+@=-()")


def is_batch_name(name: str) -> bool:
    """Whether a name can be a batch's, hence a partition key and a file name: letters, digits, ._+@=-()."""
    plain = all(c.isalnum() or c in _SAFE for c in name)
    return plain and 0 < len(name.encode()) <= 200 and name[0] not in ". " and "..." not in name


def batch_name(name: str) -> str:
    """The name of the batch that a folder of this name becomes; raises ValueError where none is left."""
    made = "".join(c if c.isalnum() or c in _SAFE else "_" for c in name).lstrip(". ").replace("...", "_")
    if not is_batch_name(made):
        raise ValueError(
            f"a folder called {shown_path(name)!r} cannot be a batch; give it a shorter, plain name"
        )
    return made


def passed_over(name: str) -> bool:
    """Whether a file of this name is no document: hidden, half-written, or about the batch."""
    return name.startswith(".") or name.endswith(".tmp") or name.lower() in ABOUT_THE_BATCH


def _walk(folder: Path, prefix: str, everything: bool = False) -> Iterator[tuple[Path, str]]:
    """Files under a folder in order of relative path; folders that are links are yielded, not entered."""
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda e: os.fsencode(e.name))
    for entry in listed:
        hidden = entry.name.startswith(".") or entry.name.endswith(".tmp")
        if hidden or (not everything and entry.name.lower() in ABOUT_THE_BATCH):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, f"{prefix}{entry.name}/", everything)
        else:
            yield folder / entry.name, prefix + entry.name


def _copy(source: Path, target: Path) -> None:
    """Copy one file or link, with its times, so that it appears whole; nothing where it is there already."""
    if source.is_symlink():
        target.unlink(missing_ok=True)
        target.symlink_to(source.readlink())
        return
    stat = source.stat()
    if target.is_file() and not target.is_symlink():
        there = target.stat()
        if (there.st_size, there.st_mtime_ns) == (stat.st_size, stat.st_mtime_ns):
            return
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
    os.close(descriptor)
    try:
        shutil.copy2(source, name)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
