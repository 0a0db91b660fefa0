"""JSON: a record a line (JSON Lines), or one file that is an object or a list of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import orjson

from tradewire.ingest.columns import columns_of, document_of
from tradewire.ingest.inputs import Input
from tradewire.ingest.lines import bounded_lines
from tradewire.ingest.records import RawDocument, Reject
from tradewire.settings import MAX_DOCUMENT_BYTES, MAX_JSON_BYTES, MAX_RECORDS_PER_FILE

_MARK = b"\xef\xbb\xbf"


class JsonReader:
    """Objects, one a line or in one value."""

    def accepts(self, item: Input) -> bool:
        """Whether the first line is a JSON object, or begins one or a list of them and the name says JSON."""
        head = item.head.removeprefix(_MARK).lstrip()
        if not head.startswith((b"{", b"[")):
            return False
        if item.name.endswith((".jsonl", ".ndjson", ".json")):
            return True
        first, newline, _ = head.partition(b"\n")
        return bool(newline or len(item.head) == len(head)) and isinstance(_parsed(first), dict)

    def read(self, item: Input) -> Iterator[RawDocument | Reject | Input]:
        """A document or reject per record."""
        head = item.head.removeprefix(_MARK).lstrip()
        first = head.partition(b"\n")[0]
        by_line = item.name.endswith((".jsonl", ".ndjson")) or isinstance(_parsed(first), dict)
        yield from _by_line(item) if by_line else _whole(item)


def _parsed(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return None


def _loads(data: bytes) -> Any:
    """The value; raises ValueError. Lone surrogates, which only the standard library takes, are let in."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        if "surrogate" not in str(error):
            raise
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _by_line(item: Input) -> Iterator[RawDocument | Reject]:
    record = 0
    for number, line, length in bounded_lines(item.stream, 2 * MAX_DOCUMENT_BYTES):
        if line is None:
            record += 1
            yield item.reject(
                "too_large", f"a line of {length} bytes", line=number, record=record, size=length
            )
            continue
        line = line.removeprefix(_MARK) if number == 1 else line
        if line.isspace() or not line:
            continue
        record += 1
        if record > MAX_RECORDS_PER_FILE:
            yield item.reject("too_many", f"more than {MAX_RECORDS_PER_FILE} records in a file")
            return
        try:
            value = _loads(line)
        except ValueError as error:
            yield item.reject(
                "malformed", f"no JSON: {error}", line=number, record=record, first_bytes=line, size=length
            )
            continue
        yield _document(item, value, record, number, line)


def _whole(item: Input) -> Iterator[RawDocument | Reject]:
    data = item.read_all(MAX_JSON_BYTES)
    try:
        value = _loads(data.removeprefix(_MARK))
    except ValueError as error:
        yield item.reject("malformed", f"no JSON: {error}")
        return
    records = value if isinstance(value, list) else [value]
    if not records:
        yield item.reject("empty", "a list of no records")
    for number, record in enumerate(records, start=1):
        yield _document(item, record, number, None, b"")


def _document(item: Input, value: Any, record: int, line: int | None, raw: bytes) -> RawDocument | Reject:
    if not isinstance(value, dict):
        said = f"a record is an object, this is {type(value).__name__}"
        return item.reject("malformed", said, line=line, record=record, first_bytes=raw or None)
    try:
        columns = columns_of(value, item.source.columns)
    except KeyError as error:
        said = f"sources.toml names the column {error}, which the record lacks"
        return item.reject("no_text", said, line=line, record=record, first_bytes=raw or None)
    return document_of(item, "jsonl", {ours: value[theirs] for ours, theirs in columns.items()}, record, line)
