"""Plain text and Markdown: one file, one document."""

from __future__ import annotations

from collections.abc import Iterator

from tradewire.ingest.decoding import UndecodableError, decode, looks_binary
from tradewire.ingest.inputs import Input
from tradewire.ingest.records import RawDocument, Reject

_OTHERS = ((b"%PDF-", "PDF"), (b"{\\rtf", "RTF"), (b"<?xml", "XML"), (b"<rss", "RSS"), (b"<feed", "Atom"))
"""Formats that are text by their bytes and would be read as gibberish."""


class TextReader:
    """The last reader: whatever is text."""

    def accepts(self, item: Input) -> bool:
        """Whether the first bytes are text at all."""
        return not looks_binary(item.head)

    def read(self, item: Input) -> Iterator[RawDocument | Reject | Input]:
        """One document, or one reject."""
        head = item.head.removeprefix(b"\xef\xbb\xbf").lstrip()
        for magic, name in _OTHERS:
            if head.startswith(magic):
                yield item.reject("unsupported", f"{name}; save it as text or as a web page")
                return
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
