"""Parquet: a record a row, only the wanted columns, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from tradewire.ingest.columns import columns_of, document_of
from tradewire.ingest.inputs import Input, RefusedError
from tradewire.ingest.records import RawDocument, Reject
from tradewire.settings import MAX_PARQUET_GROUP_BYTES, MAX_RECORDS_PER_FILE, PARQUET_BATCH_ROWS

_MAGIC = b"PAR1"


class ParquetReader:
    """Rows of a Parquet file, whose own metadata is not trusted."""

    def accepts(self, item: Input) -> bool:
        """Whether it begins as Parquet does."""
        return item.head.startswith(_MAGIC)

    def read(self, item: Input) -> Iterator[RawDocument | Reject | Input]:
        """A document or reject per row."""
        try:
            with item.seekable() as opened:
                file = pq.ParquetFile(opened, memory_map=False, pre_buffer=False)
                names = file.schema_arrow.names
                columns = columns_of(names, item.source.columns)
                if "text" not in columns:
                    yield item.reject("no_text", f"no text column among {', '.join(names[:20])}")
                    return
                _check(item, file.metadata, set(columns.values()))
                yield from _rows(item, file, columns)
        except KeyError as error:
            yield item.reject("no_text", f"sources.toml names the column {error}, which the file lacks")
        except (pa.ArrowException, OSError, MemoryError, ValueError, UnicodeDecodeError) as error:
            yield item.reject("malformed", f"no sound Parquet: {str(error).splitlines()[0][:200]}")


def _check(item: Input, metadata: pq.FileMetaData, wanted: set[str]) -> None:
    """Refuse what declares more than could be decoded in the memory we have."""
    if metadata.num_rows > MAX_RECORDS_PER_FILE:
        raise RefusedError(item.reject("too_many", f"{metadata.num_rows} rows declared"))
    for group in range(metadata.num_row_groups):
        row_group = metadata.row_group(group)
        chunks = (row_group.column(i) for i in range(row_group.num_columns))
        size = sum(c.total_uncompressed_size for c in chunks if c.path_in_schema.partition(".")[0] in wanted)
        if not 0 <= size <= MAX_PARQUET_GROUP_BYTES:
            raise RefusedError(item.reject("too_large", f"a row group of {size} bytes; write smaller ones"))


def _rows(item: Input, file: pq.ParquetFile, columns: dict[str, str]) -> Iterator[RawDocument | Reject]:
    number = 0
    names = list(dict.fromkeys(columns.values()))
    for batch in file.iter_batches(batch_size=PARQUET_BATCH_ROWS, columns=names, use_threads=False):
        for row in batch.to_pylist():
            number += 1
            values = {ours: row[theirs] for ours, theirs in columns.items()}
            yield document_of(item, "parquet", values, number, None)
