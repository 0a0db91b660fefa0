"""Bytes to text.

The contract for text: UTF-8 with its byte order mark dropped, `\\r\\n` and `\\r` made `\\n`, and nothing
else changed, so that every offset can be checked against the file.  UTF-16 and UTF-32 are read where a
byte order mark says so, other encodings where `sources.toml` or the format declares them.
"""

from __future__ import annotations

import codecs
import re

from tradewire.settings import MAX_CONTROL_SHARE

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\r\f\x1b"))) + b"\x7f"


class UndecodableError(ValueError):
    """Bytes that are no text in their encoding; the message says where and what to do."""


def marked_encoding(data: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark declares, and the length of the mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    return None


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of an input are no text: too many control characters for any text."""
    if marked_encoding(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > max(1, MAX_CONTROL_SHARE * len(head))


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of these bytes, line ends as `\\n`.

    `declared` is the encoding that holds where there is no byte order mark, UTF-8 by default.  Raises
    UndecodableError, naming the first byte that does not fit.
    """
    encoding, mark = marked_encoding(data) or (declared or "utf-8", 0)
    try:
        text = data[mark:].decode(encoding)
    except LookupError as error:
        raise UndecodableError(f"no encoding is called {encoding!r}") from error
    except UnicodeDecodeError as error:
        at = mark + error.start
        raise UndecodableError(
            f"byte {at} (0x{data[at]:02x}) is no {encoding}; "
            'convert the file to UTF-8, or give its encoding in sources.toml (encoding = "windows-1252")'
        ) from error
    except UnicodeError as error:
        raise UndecodableError(f"not {encoding}: {error}") from error
    return with_newlines(text)


def with_newlines(text: str) -> str:
    """The text with `\\r\\n` and `\\r` made `\\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


_SURROGATES = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with lone surrogates, which no encoding can hold, made U+FFFD, one for one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text


_MISREAD = re.compile(
    "[\u00c2\u00c3\u00e2\u00d0\u00d1][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_WINDOWS = {bytes([b]).decode("windows-1252", "ignore") or chr(b): b for b in range(256)}
"""windows-1252 as browsers read it: the five bytes that it lacks stand for themselves."""


def mend(text: str) -> str | None:
    """The text whose UTF-8 was read as windows-1252 ("donâ€™t"), as it was; null where that is not proven.

    It is proven where every character of the text has its byte in windows-1252 and these bytes are UTF-8:
    a text that was read rightly and holds one letter beyond ASCII is no UTF-8 then.
    """
    if not _MISREAD.search(text):
        return None
    try:
        return bytes(map(_WINDOWS.__getitem__, text)).decode()
    except (KeyError, UnicodeDecodeError):
        return None
