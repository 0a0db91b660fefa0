"""Readers: each turns one kind of input into documents, rejects, or further inputs.

A reader is chosen by content: the first in `READERS` whose `accepts` says so.  An archive yields the
inputs that it holds, one at a time; each must be read before the next is asked for, so memory does
not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from tradewire.ingest.decoding import UndecodableError, decode, looks_binary
from tradewire.ingest.inputs import Input
from tradewire.ingest.records import RawDocument, Reject

Found = RawDocument | Reject | Input


class Reader(Protocol):
    """What a format needs."""

    def accepts(self, item: Input) -> bool:
        """Whether this is the format, by `item.head` first, `item.name` only to tell texts apart."""
        ...

    def read(self, item: Input) -> Iterator[Found]:
        """Documents, rejects and inputs within; may raise `RefusedError` for the whole input."""
        ...


class TextReader:
    """Plain text and Markdown: one file, one document."""

    def accepts(self, item: Input) -> bool:
        return not looks_binary(item.head)

    def read(self, item: Input) -> Iterator[Found]:
        data = item.read_all()
        if item.changed():
            yield item.reject("changed", "changed while it was read; the next run takes it")
            return
        try:
            text = decode(data, item.source.encoding)
        except UndecodableError as error:
            yield item.reject("undecodable", str(error))
            return
        kind = "markdown" if item.name.endswith((".md", ".markdown")) else "text"
        yield RawDocument(item.path, kind, text)


READERS: tuple[Reader, ...] = (TextReader(),)


def reader_for(item: Input) -> Reader | None:
    """The first reader that accepts the input; null where none does."""
    return next((reader for reader in READERS if reader.accepts(item)), None)
