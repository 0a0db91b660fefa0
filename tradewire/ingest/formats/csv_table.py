"""CSV and its kin: a header line, a record a row; comma, semicolon, tab or bar between."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from tradewire.ingest.columns import USUAL, columns_of, document_of
from tradewire.ingest.decoding import UndecodableError, decode, looks_binary, marked_encoding
from tradewire.ingest.inputs import Input, RefusedError
from tradewire.ingest.lines import bounded_lines
from tradewire.ingest.records import RawDocument, Reject
from tradewire.settings import MAX_DOCUMENT_BYTES, MAX_RECORDS_PER_FILE

_DELIMITERS = (",", "\t", ";", "|")
_SURROGATE = re.compile("[\udc80-\udcff]")


class CsvReader:
    """Rows under a header."""

    def accepts(self, item: Input) -> bool:
        """Whether the name says CSV, or the first line is a header with a usual name for the text."""
        if looks_binary(item.head):
            return False
        header = _header(item)
        if header is None or len(header) < 2:
            return item.name.endswith((".csv", ".tsv")) and header is not None
        named = item.name.endswith((".csv", ".tsv"))
        return named or any(name.strip().lower() in USUAL["text"] for name in header)

    def read(self, item: Input) -> Iterator[RawDocument | Reject | Input]:
        """A document or reject per row; a broken row ends the file, as none after it can be trusted."""
        csv.field_size_limit(MAX_DOCUMENT_BYTES)
        lines = _Lines(item)
        rows = csv.reader(lines, delimiter=_delimiter(item), strict=True)
        try:
            header = next(rows)
            columns = columns_of(header, item.source.columns)
            at = {ours: header.index(theirs) for ours, theirs in columns.items()}
            for number, row in enumerate(rows, start=1):
                if number > MAX_RECORDS_PER_FILE:
                    yield item.reject("too_many", f"more than {MAX_RECORDS_PER_FILE} records in a file")
                    return
                if row:
                    yield _row(item, row, at, number, rows.line_num)
        except StopIteration:
            yield item.reject("empty", "no header line")
        except KeyError as error:
            yield item.reject("no_text", f"sources.toml names the column {error}, which the header lacks")
        except csv.Error as error:
            said = f"{error}; the file is not read beyond this line"
            yield item.reject("malformed", said, line=max(1, rows.line_num))


def _row(item: Input, row: list[str], at: dict[str, int], number: int, line: int) -> RawDocument | Reject:
    values = {ours: row[i] for ours, i in at.items() if i < len(row)}
    if any(_SURROGATE.search(value) for value in values.values()):
        return item.reject("undecodable", "bytes that are not UTF-8", line=line, record=number)
    return document_of(item, "csv", values, number, line)


class _Lines:
    """Decoded lines of an input; a line beyond the limit ends it."""

    def __init__(self, item: Input) -> None:
        self._item = item
        marked = marked_encoding(item.head)
        self._encoding, self._mark = marked or (item.source.encoding or "utf-8", 0)
        if self._encoding.startswith(("utf-16", "utf-32")):  # no line ends can be seen in their bytes
            text = _decoded(item)
            self._lines: Iterator[tuple[int, bytes | None, int]] = (
                (n, line.encode(), len(line))
                for n, line in enumerate(text.splitlines(keepends=True), start=1)
            )
            self._encoding, self._mark = "utf-8", 0
        else:
            self._lines = bounded_lines(item.stream, MAX_DOCUMENT_BYTES)

    def __iter__(self) -> Iterator[str]:
        for number, line, length in self._lines:
            if line is None:
                said = f"line {number} has {length} bytes; the file is not read beyond it"
                raise RefusedError(self._item.reject("too_large", said, line=number, size=length))
            yield (line[self._mark :] if number == 1 else line).decode(self._encoding, "surrogateescape")


def _decoded(item: Input) -> str:
    try:
        return decode(item.read_all())
    except UndecodableError as error:
        raise RefusedError(item.reject("undecodable", str(error))) from error


def _first_line(item: Input) -> str | None:
    try:
        marked = marked_encoding(item.head)
        encoding, mark = marked or (item.source.encoding or "utf-8", 0)
        return item.head[mark:].decode(encoding, "replace").partition("\n")[0]
    except LookupError:
        return None


def _delimiter(item: Input) -> str:
    line = _first_line(item) or ""
    return max(_DELIMITERS, key=line.count)


def _header(item: Input) -> list[str] | None:
    line = _first_line(item)
    if line is None or len(line) > 4096:
        return None
    try:
        return next(csv.reader([line], delimiter=_delimiter(item)), None)
    except csv.Error:
        return None
