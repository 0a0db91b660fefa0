"""WARC as Common Crawl and other crawlers ship it (ISO 28500): the pages among its responses.

Read by ourselves: a record is a line of version, named fields, an empty line and a block whose length they
give, so reading is short and every length can be bounded.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from tradewire.ingest.decoding import UndecodableError, decode
from tradewire.ingest.formats.html import page
from tradewire.ingest.inputs import Bounded, Input
from tradewire.ingest.records import RawDocument, Reject
from tradewire.settings import (
    MAX_HEADER_BYTES,
    MAX_HTML_BYTES,
    MAX_RECORDS_PER_FILE,
    READ_CHUNK_BYTES,
)

_PAGES = ("text/html", "application/xhtml+xml")
_WANTED = ("response", "resource", "conversion")


@dataclass(slots=True)
class Record:
    """A WARC record: its fields, names in lower case, and its block, read from the archive as it is read."""

    fields: Mapping[str, str]
    block: BinaryIO
    length: int


class WarcReader:
    """One document per page that was fetched well."""

    def accepts(self, item: Input) -> bool:
        """Whether it begins as a WARC record does."""
        return item.head.startswith(b"WARC/")

    def read(self, item: Input) -> Iterator[RawDocument | Reject | Input]:
        """A document or reject per page or text among the responses; the rest is passed over."""
        number = 0
        try:
            for number, record in enumerate(_records(item.stream), start=1):
                if number > MAX_RECORDS_PER_FILE:
                    yield item.reject("too_many", f"more than {MAX_RECORDS_PER_FILE} records in a file")
                    return
                found = _document(item, record, number)
                if found is not None:
                    yield found
        except (ValueError, EOFError, zlib.error) as error:
            said = f"{error}; the file is not read beyond this record"
            yield item.reject("malformed", said, record=number + 1)


def _records(stream: io.BufferedReader) -> Iterator[Record]:
    while line := stream.readline(MAX_HEADER_BYTES):
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            raise ValueError("no WARC record where one should begin")
        fields = _fields(stream)
        length = fields.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            raise ValueError(f"a record whose Content-Length is {length[:20]!r}")
        block = io.BufferedReader(_Block(stream, int(length)))
        yield Record(fields, block, int(length))
        while block.read(READ_CHUNK_BYTES):
            pass


class _Block(Bounded):
    """The block of one record; closing it leaves the archive open."""

    def close(self) -> None:
        io.RawIOBase.close(self)


def _fields(stream: BinaryIO) -> dict[str, str]:
    """Named fields up to the empty line; raises ValueError where they do not end."""
    fields: dict[str, str] = {}
    name, size = "", 0
    while line := stream.readline(MAX_HEADER_BYTES):
        size += len(line)
        if size > MAX_HEADER_BYTES:
            raise ValueError("header fields without end")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return fields
        if text[0] in " \t" and name:
            fields[name] += " " + text.strip()
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        fields.setdefault(name, value.strip())
    return fields


def _document(item: Input, record: Record, number: int) -> RawDocument | Reject | None:
    """The document of a record; null for what is no text or was not fetched well."""
    if record.fields.get("warc-type") not in _WANTED:
        return None
    http: dict[str, str] = {}
    kind = record.fields.get("content-type", "")
    if kind.startswith("application/http"):
        status = record.block.readline(MAX_HEADER_BYTES).split()
        if len(status) < 2 or status[1] != b"200":
            return None
        http = _fields(record.block)
        kind = http.get("content-type", "")
    media = kind.partition(";")[0].strip().lower()
    if media not in (*_PAGES, "text/plain"):
        return None
    data = record.block.read(MAX_HTML_BYTES + 1)
    data = _unpacked(data, http)
    if len(data) > MAX_HTML_BYTES:
        said = f"more than {MAX_HTML_BYTES / 2**20:g} MiB in one page"
        return item.reject("too_large", said, record=number, first_bytes=data[:64], size=record.length)
    path, url = f"{item.path}#{number}", record.fields.get("warc-target-uri", "").strip("<>") or None
    if media in _PAGES:
        found = page(item, data, path, "warc", _charset(kind), url, number)
    else:
        found = _plain(item, data, path, _charset(kind), number)
    if isinstance(found, RawDocument):
        found.url = found.url or url
    return found


def _plain(item: Input, data: bytes, path: str, charset: str | None, number: int) -> RawDocument | Reject:
    try:
        return RawDocument(path, "warc", decode(data, charset), record=number)
    except UndecodableError as error:
        return item.reject("undecodable", str(error), record=number, first_bytes=data, size=len(data))


def _charset(kind: str) -> str | None:
    _, found, value = kind.lower().partition("charset=")
    return value.partition(";")[0].strip(" \"'") or None if found else None


def _unpacked(data: bytes, http: Mapping[str, str]) -> bytes:
    """The body without transfer and content encoding, where it has them: many crawlers took them off
    already and left the header.
    """
    if http.get("transfer-encoding", "").lower() == "chunked":
        data = _joined(data)
    if data.startswith(b"\x1f\x8b"):
        return zlib.decompressobj(31).decompress(data, MAX_HTML_BYTES + 1)
    if http.get("content-encoding", "").lower() == "deflate" and data[:1] != b"<":
        window = zlib.MAX_WBITS if data[:1] == b"\x78" else -zlib.MAX_WBITS
        return zlib.decompressobj(window).decompress(data, MAX_HTML_BYTES + 1)
    return data


def _joined(data: bytes) -> bytes:
    """The chunks of a chunked body joined; the data as it is where it is not chunked (any more)."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = data.find(b"\r\n", at, at + 20)
        size = data[at:end].partition(b";")[0].strip() if end > 0 else b""
        try:
            count = int(size, 16)
        except ValueError:
            return data if not parts else b"".join(parts)
        if count == 0:
            return b"".join(parts)
        parts.append(data[end + 2 : end + 2 + count])
        at = end + 2 + count + 2
        if count < 0 or at > len(data):
            return b"".join(parts)
