"""What readers yield: a raw document, or a reject with its reason."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from dataclasses import dataclass

from tradewire.schema.vocabulary import REJECT_REASONS
from tradewire.settings import FIRST_BYTES


@dataclass(slots=True)
class RawDocument:
    """A text as a reader found it, with what the format itself says of it.

    `text` is decoded, its line ends are `\\n`, and nothing else is changed.  `line` and `record` count
    from 1 and are given where a file holds many documents.  `mended` names the encoding in which the text
    had been misread, where that was undone.
    """

    source_path: str
    format: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    published_on: dt.date | None = None
    language: str | None = None
    line: int | None = None
    record: int | None = None
    mended: str | None = None


@dataclass(slots=True)
class Reject:
    """An input that made no document; `reason` is one of the reasons in the data dictionary."""

    source_path: str
    reason: str
    detail: str | None = None
    line: int | None = None
    record: int | None = None
    first_bytes: bytes | None = None
    size_bytes: int | None = None

    def __post_init__(self) -> None:
        if self.reason not in REJECT_REASONS:
            raise ValueError(f"{self.reason!r} is no reason for rejection")

    def rejected_id(self, batch: str) -> str:
        """16 hexadecimal digits that depend on batch, path, place and reason."""
        place = f"{batch}\0{self.source_path}\0{self.line}\0{self.record}\0{self.reason}"
        return hashlib.sha256(place.encode()).hexdigest()[:16]


def printable(data: bytes) -> str:
    """The first bytes of `data` in printable ASCII, all others as `\\xNN`."""
    return "".join(chr(b) if 32 <= b < 127 and b != 92 else f"\\x{b:02x}" for b in data[:FIRST_BYTES])


def shown_path(path: str) -> str:
    """A path that is safe to show and to store.

    Control characters, marks that turn the direction of text, and bytes that are no UTF-8 become
    escapes such as `\\x0a` or `\\u202e`.
    """
    if path.isascii() and path.isprintable():
        return path
    return "".join(_escaped(c) if unicodedata.category(c)[0] in "CZ" and c != " " else c for c in path)


def _escaped(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that the file system's names could not decode
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
