"""Where things lie in a tree of releases, what a version is called, and what is known of each file.

Nothing here writes; see `tradewire.release.shelf` for that.  The layout is that of the data contract:
`catalog.json`, `latest.json` and one immutable folder for each version.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

CATALOG = "catalog.json"
LATEST = "latest.json"
CATALOG_PAGE = "index.html"
DESCRIPTOR = "datapackage.json"
SUMS = "SHA256SUMS"
CARD = "README.md"
CHANGELOG = "CHANGELOG.md"
CHANGES = "changes.json"
QUALITY = "quality.json"
CITATION = "CITATION.cff"
DICTIONARY = "data-dictionary.md"
CROISSANT = "croissant.json"
PAGE = "index.html"
VALIDATION_SUMMARY = "validation/summary.json"
VALIDATION_BATCHES = "validation/batches.json"
VALIDATION_PAGE = "validation/index.html"

_VERSION = re.compile(r"(\d{8}T\d{6}Z)-([0-9a-f]{7})")
_STAMP = "%Y%m%dT%H%M%SZ"
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of a release.

    `path` is relative to the release; `source` is the digest of what it was made from (the warehouse
    file, the rights applied and the writer), by which an unchanged part is known without being read.
    """

    table: str
    batch: str
    path: str
    rows: int
    bytes: int
    sha256: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A published release.

    `location` is the folder or address of the release; `is_new` is False where publishing found the
    content unchanged and this is the release that already held it.  `held_back` names the batches of the
    warehouse that are not in it, with the reason.
    """

    version: str
    digest: str
    location: str
    tables: dict[str, dict[str, int]]
    is_new: bool = False
    held_back: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The folder of the release; raises ValueError where it lies in an object store."""
        if "://" in self.location:
            raise ValueError(f"{self.location} is an address, not a folder")
        return Path(self.location)

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table."""
        return {name: figures["rows"] for name, figures in self.tables.items()}


def version_name(now: datetime, digest: str) -> str:
    """The version of a release made at `now` (aware) with that content digest."""
    return f"{now.astimezone(UTC).strftime(_STAMP)}-{digest[:7]}"


def is_version(name: str) -> bool:
    """Whether a name is that of a version."""
    return _VERSION.fullmatch(name) is not None


def version_time(version: str) -> datetime:
    """When the version was made, in UTC; raises ValueError for a name that is no version."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError(f"{version} is not a version such as 20260102T030405Z-0a1b2c3")
    return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)


def content_digest(parts: Iterable[Part]) -> str:
    """SHA-256 over the sums and paths of the table files, in the form of a SHA256SUMS file sorted by path."""
    lines = sorted((part.path, part.sha256) for part in parts)
    return hashlib.sha256(sums_text(lines).encode()).hexdigest()


def sums_text(entries: Iterable[tuple[str, str]]) -> str:
    """Lines as `sha256sum` writes and checks them, from (path, sha256)."""
    return "".join(f"{digest}  {path}\n" for path, digest in entries)


def parse_sums(text: str) -> dict[str, str]:
    """Path to SHA-256 from the text of a SHA256SUMS file; raises ValueError for a line that is not one."""
    sums: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        digest, separator, path = line.partition("  ")
        if not separator or not re.fullmatch(r"[0-9a-f]{64}", digest) or not is_inside(path):
            raise ValueError(f"{SUMS} line {number} is not '<sha256>  <path>': {line[:100]!r}")
        sums[path] = digest
    return sums


def is_inside(path: str) -> bool:
    """Whether a relative path with forward slashes stays inside the folder that it is relative to."""
    steps = path.split("/")
    return path != "" and "\\" not in path and ":" not in path and not {"", ".", ".."} & set(steps)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_of(folder: Path) -> Iterator[str]:
    """Every file below a folder, as relative path with forward slashes, sorted."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def parts_of(descriptor: dict[str, Any]) -> list[Part]:
    """The Parquet files that a descriptor (datapackage.json) lists."""
    return [
        Part(
            table=resource["name"],
            batch=file["batch"],
            path=file["path"],
            rows=file["rows"],
            bytes=file["bytes"],
            sha256=file["hash"].removeprefix("sha256:"),
            source=file.get("source"),
        )
        for resource in descriptor["resources"]
        for file in resource["files"]
    ]


def figures_of(parts: Iterable[Part]) -> dict[str, dict[str, int]]:
    """Rows, bytes and files by table, in the order in which the tables first come."""
    figures: dict[str, dict[str, int]] = {}
    for part in parts:
        of_table = figures.setdefault(part.table, {"rows": 0, "bytes": 0, "files": 0})
        of_table["rows"] += part.rows
        of_table["bytes"] += part.bytes
        of_table["files"] += 1
    return figures


def release_of(descriptor: dict[str, Any], location: str, *, is_new: bool = False) -> Release:
    """The release that a descriptor describes."""
    return Release(
        version=descriptor["version"],
        digest=descriptor["content_digest"],
        location=location,
        tables=figures_of(parts_of(descriptor)),
        is_new=is_new,
    )
