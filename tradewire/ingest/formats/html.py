"""Saved web pages: the main text by trafilatura, the facts from the page's own metadata.

trafilatura is a core dependency: saved pages are what people have, and in its fast mode it finds the main
text best of the extractors that we measured (F1 .959 at 80 pages a second).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tradewire.ingest.dates import date_from
from tradewire.ingest.decoding import UndecodableError, decode, looks_binary, storable, with_newlines
from tradewire.ingest.formats.page_facts import page_facts
from tradewire.ingest.inputs import Input
from tradewire.ingest.records import RawDocument, Reject
from tradewire.settings import MAX_HTML_BYTES

_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_WEB_NAMES = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252"}
"""What browsers take these to mean, which is what their authors meant (WHATWG Encoding)."""


class HtmlReader:
    """One page, one document."""

    def accepts(self, item: Input) -> bool:
        """Whether the first bytes hold the tags that open a page."""
        head = item.head[:8192]
        return (
            bool(_PAGE.search(head))
            and not looks_binary(head)
            and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
        )

    def read(self, item: Input) -> Iterator[RawDocument | Reject | Input]:
        """One document, or one reject."""
        data = item.read_all(MAX_HTML_BYTES)
        if item.changed():
            yield item.reject("changed", "changed while it was read; the next run takes it")
            return
        yield page(item, data, item.path, "html", item.source.encoding)


def page(
    item: Input,
    data: bytes,
    path: str,
    kind: str,
    declared: str | None = None,
    url: str | None = None,
    record: int | None = None,
) -> RawDocument | Reject:
    """The document of a page; `declared` is the encoding that came with it, `url` where it was."""

    def refused(reason: str, detail: str) -> Reject:
        if record is None:
            return item.reject(reason, detail)
        return item.reject(reason, detail, record=record, first_bytes=data, size=len(data))

    try:
        source = decode(data, _known(declared or _declared(data)))
    except UndecodableError as error:
        return refused("undecodable", str(error))
    try:
        found = _extracted(source, path, kind, url)
    except (Exception, RecursionError) as error:  # any page whatever, through code that is not ours
        return refused("malformed", f"no page that can be read: {type(error).__name__}")
    if found is None:
        return refused("no_text", "a page without main text")
    found.record = record
    return found


def _extracted(source: str, path: str, kind: str, url: str | None) -> RawDocument | None:
    from trafilatura import bare_extraction, load_html

    tree = load_html(source)
    if tree is None:
        return None
    said = page_facts(tree)
    # its own metadata would cost twice what the text does, most of it for dates that it guesses
    found: Any = bare_extraction(tree, fast=True, include_comments=False, with_metadata=False)
    text = None if found is None else found.text
    if not text or not text.strip():
        return None
    address = said.url or url
    return RawDocument(
        path,
        kind,
        storable(with_newlines(text)),
        title=_line(said.title),
        author=_line(said.author),
        publisher=_line(said.publisher or (urlsplit(address).hostname if address else None)),
        url=_line(address),
        published_on=date_from(said.date),
        language=said.language,
    )


def _line(value: object) -> str | None:
    return (" ".join(storable(str(value)).split()) or None) if value else None


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096]) or _XML_ENCODING.search(data[:200])
    return match[1].decode().lower() if match else None


def _known(encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        b"".decode(encoding)
    except LookupError:
        return None
    return _WEB_NAMES.get(encoding.lower(), encoding)
