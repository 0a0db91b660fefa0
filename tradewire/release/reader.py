"""Opens a release for reading, from a folder or a web address."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradewire.release.layout import DESCRIPTOR, LATEST

if TYPE_CHECKING:
    import polars as pl

TIMEOUT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class OpenRelease:
    """A release that can be read: where it lies and what its descriptor says."""

    location: str
    descriptor: dict[str, Any]

    @property
    def version(self) -> str:
        """The version's name."""
        return str(self.descriptor["version"])

    def files(self, table: str) -> list[str]:
        """Paths or addresses of a table's Parquet files; raises KeyError for a table the release lacks."""
        for resource in self.descriptor["resources"]:
            if resource["name"] == table:
                path = resource["path"]
                return [f"{self.location}/{p}" for p in ([path] if isinstance(path, str) else path)]
        raise KeyError(f"release {self.version} has no table {table!r}")

    def table(self, table: str) -> pl.DataFrame:
        """All rows of a table; raises KeyError for a table the release lacks."""
        import polars as pl

        return pl.read_parquet(self.files(table), hive_partitioning=False, glob=False)


def open_release(location: str | Path) -> OpenRelease:
    """The release at ``location``: a release, or a folder of releases, of which the latest is taken.

    ``location`` is a folder, an ``http(s)`` address, or one of an object store such as ``s3://bucket/releases``.
    Raises FileNotFoundError where no release is there.
    """
    base = str(location).rstrip("/")
    pointer = _json(f"{base}/{LATEST}")
    if pointer is not None:
        base = f"{base}/{pointer['version']}"
    descriptor = _json(f"{base}/{DESCRIPTOR}")
    if descriptor is None:
        raise FileNotFoundError(f"no release at {location}: neither {LATEST} nor {DESCRIPTOR} is there")
    return OpenRelease(base, descriptor)


def _json(location: str) -> dict[str, Any] | None:
    """The JSON object at a path or address; None where there is no such file."""
    if "://" in location and not location.startswith(("http://", "https://")):
        from tradewire.release.object_shelf import read_object

        try:
            stored: dict[str, Any] = json.loads(read_object(location))
        except FileNotFoundError:
            return None
        return stored
    if not location.startswith(("http://", "https://")):
        path = Path(location)
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    try:
        with urllib.request.urlopen(location, timeout=TIMEOUT_SECONDS) as answer:
            found: dict[str, Any] = json.load(answer)
            return found
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise
