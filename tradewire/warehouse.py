"""The warehouse: `<home>/warehouse/<table>/<batch>.parquet`, and `all.parquet` for corpus-level tables.

Files are sorted by key, hold the declared schema with its descriptions, and depend on nothing but their
rows: the same rows give the same bytes.  A file appears whole or not at all, and is left alone when its
content does not change.
"""

from __future__ import annotations

import filecmp
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from tradewire.schema import TABLES, Table
from tradewire.settings import ROW_GROUP_ROWS, ROW_GROUP_ROWS_TEXT

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
        target = self.path(table, batch)
        ordered = conform(TABLES[table], rows)
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{batch[:64]}.", suffix=".tmp")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as sink:
                write_parquet(TABLES[table], ordered, sink)
                sink.flush()
                os.fsync(sink.fileno())
            size = temporary.stat().st_size
            changed = not (target.exists() and filecmp.cmp(temporary, target, shallow=False))
            if changed:
                temporary.chmod(0o644)
                temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        return Written(target, ordered.num_rows, size, changed)

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


def conform(table: Table, rows: pa.Table) -> pa.Table:
    """The rows with the declared columns, types and metadata, sorted by key, in one chunk a column."""
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
    cast = rows.select(schema.names).cast(schema)
    return cast.sort_by([(name, "ascending") for name in table.key]).combine_chunks()


def write_parquet(table: Table, rows: pa.Table, sink: object) -> None:
    """Write conforming rows as Parquet: zstd, delta encoding for numbers, dictionaries for words.

    The row groups of tables with long texts are shorter, so that a reader holds little at a time.
    """
    numbers = {f.name: "DELTA_BINARY_PACKED" for f in table.fields if f.type in ("int32", "int64", "date")}
    words = [f.name for f in table.fields if f.name not in numbers and f.type != "bool"]
    long_text = table.name == "documents"
    pq.write_table(
        rows,
        sink,
        row_group_size=ROW_GROUP_ROWS_TEXT if long_text else ROW_GROUP_ROWS,
        compression="zstd",
        use_dictionary=[w for w in words if not (long_text and w == "text")],
        column_encoding=numbers,
        write_page_index=False,
        store_schema=True,
    )
