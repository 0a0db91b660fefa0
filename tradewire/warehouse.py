"""The warehouse: `<home>/warehouse/<table>/<batch>.parquet`, and `all.parquet` for corpus-level tables.

Files are sorted by key, hold the declared schema with its descriptions, and depend on nothing but their
rows: the same rows give the same bytes.  A file appears whole or not at all, and is left alone when its
content does not change.
"""

from __future__ import annotations

import filecmp
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from tradewire.schema import TABLES, Table
from tradewire.settings import ROW_GROUP_ROWS, ROW_GROUP_ROWS_TEXT
from tradewire.sorted_runs import SortedRuns

if TYPE_CHECKING:
    import polars as pl

CORPUS = "all"
_SUFFIX = ".parquet"


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did: the file, its rows and bytes, and whether its content changed."""

    path: Path
    rows: int
    bytes: int
    changed: bool


class Warehouse:
    """Parquet tables under a home directory."""

    def __init__(self, home: str | os.PathLike[str]) -> None:
        self.root = Path(home) / "warehouse"

    def path(self, table: str, batch: str = CORPUS) -> Path:
        """Where the rows of a batch are kept; raises ValueError for an unknown table or unsafe name."""
        if table not in TABLES:
            raise ValueError(f"no table is called {table!r}; there are {', '.join(TABLES)}")
        if not batch or batch.startswith(".") or "/" in batch or "\0" in batch:
            raise ValueError(f"{batch!r} is no name for a batch: empty, hidden, or with a slash")
        return self.root / table / f"{batch}{_SUFFIX}"

    def batches(self, table: str) -> list[str]:
        """Names of the batches that have a file for this table, sorted."""
        folder = self.path(table).parent
        return sorted(p.name.removesuffix(_SUFFIX) for p in folder.glob(f"*{_SUFFIX}"))

    def write(self, table: str, batch: str, rows: pa.Table) -> Written:
        """Replace the rows of a batch, atomically.

        Columns may come in any order and in wider types; raises pyarrow.ArrowInvalid for values that do
        not fit the declared type, ValueError for missing or surplus columns and nulls in columns that
        hold none.
        """
        with self.writer(table, batch) as writer:
            writer.append(rows)
            return writer.finish()

    @contextmanager
    def writer(self, table: str, batch: str) -> Iterator[TableWriter]:
        """A writer that takes the rows of a batch piece by piece, in any order, in bounded memory.

        Nothing is visible until its `finish`; a block that is left without it leaves what was there.
        """
        target = self.path(table, batch)
        target.parent.mkdir(parents=True, exist_ok=True)
        with SortedRuns(TABLES[table].key, target.parent) as runs:
            yield TableWriter(TABLES[table], target, runs)

    def remove(self, table: str, batch: str) -> bool:
        """Drop the rows of a batch; returns whether there were any."""
        target = self.path(table, batch)
        existed = target.exists()
        target.unlink(missing_ok=True)
        return existed

    def read_arrow(self, table: str, batch: str | None = None) -> pa.Table:
        """Rows of one batch, or of all in order of batch name, as an Arrow table of the declared schema."""
        schema = TABLES[table].arrow_schema()
        names = self.batches(table) if batch is None else [batch]
        parts = [pq.read_table(self.path(table, name), schema=schema) for name in names]
        return pa.concat_tables(parts) if parts else schema.empty_table()

    def read(self, table: str, batch: str | None = None) -> pl.DataFrame:
        """Rows of one batch, or of all; an empty frame where nothing was written yet.

        Raises FileNotFoundError for a batch that has no file.
        """
        import polars as pl

        return pl.DataFrame(pl.from_arrow(self.read_arrow(table, batch)))

    def scan(self, table: str, batch: str | None = None) -> pl.LazyFrame:
        """The same, lazily: only the columns and rows that a query needs are read."""
        import polars as pl

        names = self.batches(table) if batch is None else [batch]
        if not names:
            return pl.DataFrame(pl.from_arrow(TABLES[table].arrow_schema().empty_table())).lazy()
        return pl.scan_parquet(
            [self.path(table, name) for name in names], hive_partitioning=False, glob=False
        )


class TableWriter:
    """Rows of one file, on their way; made by `Warehouse.writer`."""

    def __init__(self, table: Table, target: Path, runs: SortedRuns) -> None:
        self._table, self._target, self._runs = table, target, runs

    def append(self, rows: pa.Table) -> None:
        """Add rows; raises as `Warehouse.write` does where they do not conform."""
        self._runs.append(_fitted(self._table, rows))

    def finish(self, amend: Callable[[pa.Table], pa.Table] | None = None) -> Written:
        """Put the file in place, unless it is there already with the same content.

        `amend` may set other values in rows on their way, keys excepted.
        """
        target = self._target
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as sink:
                rows = self._write(sink, amend or _as_is)
                sink.flush()
                os.fsync(sink.fileno())
            size = temporary.stat().st_size
            changed = not (target.exists() and filecmp.cmp(temporary, target, shallow=False))
            if changed:
                temporary.chmod(0o644)
                temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        return Written(target, rows, size, changed)

    def _write(self, sink: IO[bytes], amend: Callable[[pa.Table], pa.Table]) -> int:
        """Write row groups of a fixed length, however the rows come."""
        schema = self._table.arrow_schema()
        length = _row_group(self._table)
        rows, carried = 0, schema.empty_table()
        with pq.ParquetWriter(sink, schema, **_options(self._table)) as writer:
            for part in self._runs.tables(schema):
                rows += part.num_rows
                carried = pa.concat_tables([carried, amend(part).cast(schema)])
                whole = carried.num_rows - carried.num_rows % length
                for start in range(0, whole, length):
                    writer.write_table(carried.slice(start, length).combine_chunks(), row_group_size=length)
                carried = carried.slice(whole)
            if carried.num_rows:
                writer.write_table(carried.combine_chunks(), row_group_size=length)
        return rows


def _as_is(rows: pa.Table) -> pa.Table:
    return rows


def conform(table: Table, rows: pa.Table) -> pa.Table:
    """The rows with the declared columns, types and metadata, sorted by key, in one chunk a column."""
    return _fitted(table, rows).sort_by([(name, "ascending") for name in table.key]).combine_chunks()


def write_parquet(table: Table, rows: pa.Table, sink: IO[bytes]) -> None:
    """Write conforming rows as the warehouse does, byte for byte."""
    with pq.ParquetWriter(sink, rows.schema, **_options(table)) as writer:
        writer.write_table(rows, row_group_size=_row_group(table))


def _row_group(table: Table) -> int:
    return ROW_GROUP_ROWS_TEXT if table.name == "documents" else ROW_GROUP_ROWS


def _fitted(table: Table, rows: pa.Table) -> pa.Table:
    """The rows with the declared columns, types and metadata, in the order they came."""
    schema = table.arrow_schema()
    missing = set(schema.names) - set(rows.column_names)
    surplus = set(rows.column_names) - set(schema.names)
    if missing or surplus:
        raise ValueError(
            f"columns of {table.name} do not fit: missing {sorted(missing)}, surplus {sorted(surplus)}"
        )
    for field in schema:
        nulls = rows.column(field.name).null_count
        if nulls and not field.nullable:
            raise ValueError(f"{table.name}.{field.name} holds no nulls, but {nulls} came")
    return rows.select(schema.names).cast(schema)


def _options(table: Table) -> dict[str, Any]:
    """How a table is written as Parquet: zstd, delta encoding for numbers, dictionaries for words."""
    numbers = {f.name: "DELTA_BINARY_PACKED" for f in table.fields if f.type in ("int32", "int64", "date")}
    words = [f.name for f in table.fields if f.name not in numbers and f.type != "bool"]
    whole_texts = table.name == "documents"
    return {
        "compression": "zstd",
        "use_dictionary": [w for w in words if not (whole_texts and w == "text")],
        "column_encoding": numbers,
    }
