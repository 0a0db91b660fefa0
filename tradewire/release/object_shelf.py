"""Releases in an object store that speaks S3, with the promises of a folder kept by conditional writes.

There is no rename, so a version is built in its final place, where nothing points to it: every object is
created (never overwritten) and read back, the descriptor comes last, and a version without one is none.
There is no lock, so `catalog.json` and `latest.json` are replaced only where they are still what this
publisher read; of two publishers the second is told, and takes its version away again.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradewire.release.catalog import catalog_entry, catalog_json, catalog_page
from tradewire.release.layout import (
    CATALOG,
    CATALOG_PAGE,
    DESCRIPTOR,
    LATEST,
    Part,
    files_of,
    is_version,
    parts_of,
    sha256_of,
    version_time,
)
from tradewire.release.shelf import PublishConflict, Say
from tradewire.settings import CATALOG_ATTEMPTS, STALE_UPLOAD_HOURS

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_TYPES = {".parquet": "application/vnd.apache.parquet", ".md": "text/markdown; charset=utf-8"}
_TYPES |= {".js": "text/javascript; charset=utf-8", ".html": "text/html; charset=utf-8", ".cff": "text/yaml"}


class ObjectShelf:
    """Releases under a prefix of a bucket."""

    def __init__(self, store: ObjectStore, address: str) -> None:
        self._store = store
        self.address = address.rstrip("/")
        self._pointer: str | None = None

    @classmethod
    def at(cls, address: str, **options: Any) -> ObjectShelf:
        """The shelf at an address such as `s3://bucket/releases`; what the address does not say comes from
        `options` (see obstore) or the usual `AWS_…` variables.  Raises ImportError without the extra `s3`."""
        try:
            from obstore.store import from_url
        except ImportError as error:
            raise ImportError("object stores need the extra: pip install 'tradewire[s3]'") from error
        if os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://"):
            options.setdefault("client_options", {"allow_http": True})
        return cls(from_url(address, **options), address)

    @contextmanager
    def lock(self, say: Say) -> Iterator[None]:
        yield

    # ------------------------------------------------------------------------------ reading
    def object(self, key: str) -> bytes:
        """What stands under a key; raises FileNotFoundError."""
        return self._get(key)[0]

    def read(self, version: str, path: str) -> bytes:
        return self._get(f"{version}/{path}")[0]

    def descriptor(self, version: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.read(version, DESCRIPTOR))
        return found

    def latest(self) -> str | None:
        try:
            content, self._pointer = self._get(LATEST)
        except FileNotFoundError:
            self._pointer = None
            return None
        return str(json.loads(content)["version"])

    def location(self, version: str) -> str:
        return f"{self.address}/{version}"

    def reusable(self, version: str) -> Mapping[str, tuple[Part, Path]]:
        return {}

    def unfinished(self, digest: str) -> str | None:
        return None  # it may be another publisher's, still at work

    def versions(self) -> list[str]:
        """Every version in the catalogue, oldest first."""
        return sorted(entry["version"] for entry in self._catalog()[0])

    # ------------------------------------------------------------------------------ writing
    def sweep(self) -> list[str]:
        listed = set(self.versions())
        import obstore

        prefixes = obstore.list_with_delimiter(self._store)["common_prefixes"]
        old = datetime.now(UTC) - timedelta(hours=STALE_UPLOAD_HOURS)
        left = [name for name in (prefix.rstrip("/") for prefix in prefixes) if is_version(name)]
        stale = [name for name in left if name not in listed and version_time(name) < old]
        for name in stale:
            self._delete(name)
        return stale

    @contextmanager
    def staging(self) -> Iterator[Path]:
        folder = Path(tempfile.mkdtemp(prefix="tradewire-"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def place(self, staged: Path, version: str) -> None:
        last = self.latest_parts()
        paths = sorted(files_of(staged), key=lambda path: path == DESCRIPTOR)
        for path in paths:
            digest = sha256_of(staged / path)
            source = last.get((path, digest))
            if source is None or not self._copy(source, f"{version}/{path}"):
                self._create(f"{version}/{path}", (staged / path).read_bytes())
            if hashlib.sha256(self.read(version, path)).hexdigest() != digest:
                raise OSError(f"{self.address}/{version}/{path} is not what was written")

    def latest_parts(self) -> dict[tuple[str, str], str]:
        """Path and sum of every part of the latest release, with its key."""
        try:
            version = str(json.loads(self._get(LATEST)[0])["version"])
            found = parts_of(self.descriptor(version))
        except FileNotFoundError:
            return {}
        return {(part.path, part.sha256): f"{version}/{part.path}" for part in found}

    def enter(self, version: str) -> None:
        entry = catalog_entry(self.descriptor(version))
        self._recatalog(lambda entries: [entry, *(one for one in entries if one["version"] != version)])

    def point(self, version: str) -> None:
        content = f'{{"version": "{version}"}}\n'.encode()
        if self._put_if(LATEST, content, self._pointer):
            return
        winner = self.latest()
        if winner != version:
            raise PublishConflict(
                f"another publisher published {winner} in the meantime, so {version} was not; run again"
            )

    def withdraw(self, version: str) -> None:
        """Takes a version of this publisher's away again, out of the catalogue first."""
        self._recatalog(lambda entries: [one for one in entries if one["version"] != version])
        self._delete(version)

    # ------------------------------------------------------------------------------ the store
    def _get(self, key: str) -> tuple[bytes, str | None]:
        import obstore
        from obstore.exceptions import NotFoundError

        try:
            found = obstore.get(self._store, key)
        except (NotFoundError, FileNotFoundError) as error:
            raise FileNotFoundError(f"{self.address}/{key} is not there") from error
        return bytes(found.bytes()), found.meta.get("e_tag")

    def _create(self, key: str, content: bytes) -> None:
        import obstore
        from obstore.exceptions import AlreadyExistsError

        try:
            obstore.put(
                self._store, key, content, mode="create", attributes=_attributes(key), use_multipart=False
            )
        except AlreadyExistsError:
            if self._get(key)[0] != content:
                raise FileExistsError(f"{self.address}/{key} exists and is not the same") from None

    def _copy(self, source: str, target: str) -> bool:
        import obstore
        from obstore.exceptions import BaseError

        try:
            obstore.copy(self._store, source, target)
        except (BaseError, OSError):
            return False
        return True

    def _put_if(self, key: str, content: bytes, e_tag: str | None) -> bool:
        """Writes where the object still has that tag, or is not there; False where it changed."""
        import obstore
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        mode: Any = "create" if e_tag is None else {"e_tag": e_tag}
        try:
            obstore.put(
                self._store, key, content, mode=mode, attributes=_attributes(key), use_multipart=False
            )
        except (AlreadyExistsError, PreconditionError):
            return False
        return True

    def _catalog(self) -> tuple[list[Any], str | None]:
        try:
            content, e_tag = self._get(CATALOG)
        except FileNotFoundError:
            return [], None
        return list(json.loads(content)["releases"]), e_tag

    def _recatalog(self, change: Callable[[list[Any]], list[Any]]) -> None:
        import obstore

        for _ in range(CATALOG_ATTEMPTS):
            before, e_tag = self._catalog()
            entries = sorted(change(before), key=lambda entry: str(entry["version"]), reverse=True)
            if self._put_if(CATALOG, catalog_json(entries).encode(), e_tag):
                page = catalog_page(entries).encode()
                obstore.put(self._store, CATALOG_PAGE, page, attributes=_attributes(CATALOG_PAGE))
                if self._catalog()[0] == entries:
                    return
        raise PublishConflict(f"{self.address}/{CATALOG} is changed by others faster than by this publisher")

    def _delete(self, version: str) -> None:
        import obstore

        keys = [meta["path"] for batch in obstore.list(self._store, prefix=f"{version}/") for meta in batch]
        first = sorted(keys, key=lambda key: not key.endswith(f"/{DESCRIPTOR}"))
        for key in first:
            obstore.delete(self._store, key)


def read_object(address: str) -> bytes:
    """The object at an address such as `s3://bucket/releases/latest.json`; raises FileNotFoundError."""
    folder, _, name = address.rpartition("/")
    return ObjectShelf.at(folder).object(name)


def _attributes(key: str) -> dict[str, str]:
    suffix = Path(key).suffix
    kind = _TYPES.get(suffix) or mimetypes.guess_type(key)[0] or "application/octet-stream"
    lasting = is_version(key.split("/")[0])
    cache = "public, max-age=31536000, immutable" if lasting else "no-cache"
    return {"Content-Type": kind, "Cache-Control": cache}
