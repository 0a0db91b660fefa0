"""Rows that may not fit in memory, brought into order of key.

What is appended is written as sorted runs to temporary files once it grows too large; the runs are read
back in ranges of the first column of the key, each of which fits.  The rows come out the same, whether
they were spilled or not.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tradewire.settings import SPILL_BYTES, SPILL_ROW_GROUP

_RANGES = 4096
"""Prefixes of three hexadecimal digits, with which all ids of large tables begin."""


class SortedRuns:
    """Collects tables of one schema and gives them back sorted; use as a context manager."""

    def __init__(self, key: tuple[str, ...], folder: Path) -> None:
        self._key, self._order = key, [(name, "ascending") for name in key]
        self._folder = folder
        self._held: list[pa.Table] = []
        self._held_bytes = self._bytes = 0
        self._files: list[Path] = []
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> SortedRuns:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held = []
        if self._temporary is not None:
            self._temporary.cleanup()

    def append(self, rows: pa.Table) -> None:
        """Add rows in any order."""
        self._held.append(rows)
        self._held_bytes += rows.nbytes
        self._bytes += rows.nbytes
        if self._held_bytes > SPILL_BYTES:
            self._spill()

    def _spill(self) -> None:
        if self._temporary is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._temporary = tempfile.TemporaryDirectory(dir=self._folder, prefix=".runs-")
        path = Path(self._temporary.name) / f"{len(self._files)}.parquet"
        rows = pa.concat_tables(self._held).sort_by(self._order)
        pq.write_table(rows, path, row_group_size=SPILL_ROW_GROUP, compression="zstd")
        self._files.append(path)
        self._held, self._held_bytes = [], 0

    def tables(self, schema: pa.Schema) -> Iterator[pa.Table]:
        """All rows in order of key, in tables of bounded size."""
        if not self._files:
            whole = pa.concat_tables(self._held) if self._held else schema.empty_table()
            yield whole.sort_by(self._order)
            return
        if self._held:
            self._spill()
        parts = -(-2 * self._bytes // SPILL_BYTES)
        bounds = [f"{_RANGES * i // parts:03x}" for i in range(1, parts)]
        for low, high in zip([None, *bounds], [*bounds, None], strict=True):
            yield pa.concat_tables([self._range(f, low, high) for f in self._files]).sort_by(self._order)

    def _range(self, file: Path, low: str | None, high: str | None) -> pa.Table:
        field = pc.field(self._key[0])
        inside = pc.scalar(True)
        if low is not None:
            inside = inside & (field >= low)
        if high is not None:
            inside = inside & (field < high)
        return pq.read_table(file, filters=inside)
