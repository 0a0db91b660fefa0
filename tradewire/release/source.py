"""What a release is made from: the warehouse, or tables in memory, seen as parts of (table, batch)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import polars as pl

from tradewire.release.layout import sha256_of


@runtime_checkable
class Source(Protocol):
    """Where publishing reads from."""

    def batches(self, table: str) -> Sequence[str]:
        """Names of the table's batches, sorted; `all` for a table of the whole corpus."""
        ...

    def fingerprint(self, table: str, batch: str) -> str | None:
        """A digest that changes whenever the part changes; None where only reading it would tell."""
        ...

    def read(self, table: str, batch: str) -> pl.DataFrame:
        """The rows of one part."""
        ...

    def scan(self, table: str, batch: str) -> pl.LazyFrame:
        """The same, lazily."""
        ...


class WarehouseLike(Protocol):
    """The part of `tradewire.warehouse.Warehouse` that publishing needs."""

    def batches(self, table: str) -> list[str]: ...

    def path(self, table: str, batch: str) -> Path: ...

    def read(self, table: str, batch: str | None = None) -> pl.DataFrame: ...

    def scan(self, table: str, batch: str | None = None) -> pl.LazyFrame: ...


class WarehouseSource:
    """The files of a warehouse; the fingerprint of a part is the SHA-256 of its file."""

    def __init__(self, warehouse: WarehouseLike) -> None:
        self._warehouse = warehouse
        self._seen: dict[Path, str] = {}

    def batches(self, table: str) -> Sequence[str]:
        return sorted(self._warehouse.batches(table))

    def fingerprint(self, table: str, batch: str) -> str | None:
        path = self._warehouse.path(table, batch)
        if path not in self._seen:
            self._seen[path] = sha256_of(path)
        return self._seen[path]

    def read(self, table: str, batch: str) -> pl.DataFrame:
        return self._warehouse.read(table, batch)

    def scan(self, table: str, batch: str) -> pl.LazyFrame:
        return self._warehouse.scan(table, batch)


class TablesSource:
    """Tables in memory: table → batch → Polars frame or Arrow table."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self._tables = tables

    def batches(self, table: str) -> Sequence[str]:
        return sorted(self._tables.get(table, {}))

    def fingerprint(self, table: str, batch: str) -> str | None:
        return None

    def read(self, table: str, batch: str) -> pl.DataFrame:
        found = self._tables[table][batch]
        if isinstance(found, pl.DataFrame):
            return found
        frame = pl.from_arrow(found)
        if not isinstance(frame, pl.DataFrame):
            raise TypeError(f"{table}/{batch} is no table")
        return frame

    def scan(self, table: str, batch: str) -> pl.LazyFrame:
        return self.read(table, batch).lazy()


def as_source(given: WarehouseLike | Mapping[str, Mapping[str, Any]] | Source) -> Source:
    """A source of what `publish` was given: a source, a warehouse, or table → batch → frame."""
    if isinstance(given, Mapping):
        return TablesSource(given)
    if isinstance(given, Source):
        return given
    return WarehouseSource(given)
