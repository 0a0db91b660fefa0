"""Readers: each turns one kind of input into documents, rejects, or further inputs.

A reader is chosen by content: the first in `READERS` whose `accepts` says so.  An archive yields the
inputs that it holds, one at a time; each must be read before the next is asked for, so memory does
not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from tradewire.ingest.formats.archives import CompressedReader, TarReader, ZipReader
from tradewire.ingest.formats.csv_table import CsvReader
from tradewire.ingest.formats.html import HtmlReader
from tradewire.ingest.formats.json_lines import JsonReader
from tradewire.ingest.formats.parquet import ParquetReader
from tradewire.ingest.formats.text import TextReader
from tradewire.ingest.formats.warc import WarcReader
from tradewire.ingest.inputs import Input
from tradewire.ingest.records import RawDocument, Reject


class Reader(Protocol):
    """What a format needs."""

    def accepts(self, item: Input) -> bool:
        """Whether this is the format, by `item.head` first, `item.name` only to tell texts apart."""
        ...

    def read(self, item: Input) -> Iterator[RawDocument | Reject | Input]:
        """Documents, rejects and inputs within; may raise `RefusedError` for the whole input."""
        ...


READERS: tuple[Reader, ...] = (
    CompressedReader(),
    ZipReader(),
    TarReader(),
    ParquetReader(),
    WarcReader(),
    HtmlReader(),
    JsonReader(),
    CsvReader(),
    TextReader(),
)
"""Formats that begin with a signature first, plain text last."""


def reader_for(item: Input) -> Reader | None:
    """The first reader that accepts the input; null where none does."""
    return next((reader for reader in READERS if reader.accepts(item)), None)
