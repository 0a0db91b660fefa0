"""Records of dumps (JSON, CSV, Parquet) to documents: which column holds what.

`sources.toml` may say it (`columns = {text = "body_plain"}`); otherwise the usual names are tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tradewire.ingest.dates import date_from
from tradewire.ingest.decoding import with_newlines
from tradewire.ingest.document_words import document_words
from tradewire.ingest.inputs import Input
from tradewire.ingest.records import RawDocument, Reject
from tradewire.settings import MAX_DOCUMENT_BYTES

USUAL = document_words("column")
"""What we call it, and what dumps call it, the likeliest first; case does not matter."""

_LANGUAGES = {"english": "en", "eng": "en"}


def columns_of(names: Iterable[str], said: Mapping[str, str]) -> dict[str, str]:
    """What we call it to the column of the record; only what is there. Raises KeyError for a column
    that `sources.toml` names and the record lacks.
    """
    given = list(names)
    folded = {name.strip().lower(): name for name in reversed(given)}
    found = {}
    for ours, usual in USUAL.items():
        if ours in said:
            if said[ours] not in given:
                raise KeyError(said[ours])
            found[ours] = said[ours]
        else:
            match = next((folded[name] for name in usual if name in folded), None)
            if match is not None:
                found[ours] = match
    return found


def document_of(
    item: Input, kind: str, values: Mapping[str, Any], number: int, line: int | None
) -> RawDocument | Reject:
    """The document of one record, whose values are keyed by what we call them; `number` counts from 1."""
    text = values.get("text")
    if not isinstance(text, str):
        said = "no text column" if text is None else f"the text column holds {type(text).__name__}"
        names = ", ".join(USUAL["text"])
        return item.reject(
            "no_text",
            f"{said}; usual are {names}, or say columns.text in sources.toml",
            line=line,
            record=number,
        )
    if len(text) > MAX_DOCUMENT_BYTES:
        return item.reject(
            "too_large", f"a text of {len(text)} characters", line=line, record=number, size=len(text)
        )
    return RawDocument(
        f"{item.path}#{number}",
        kind,
        with_newlines(text),
        title=_words(values.get("title")),
        publisher=_words(values.get("publisher")),
        url=_words(values.get("url")),
        author=_words(values.get("author")),
        published_on=date_from(values.get("date")),
        language=_language(values.get("language")),
        line=line,
        record=number,
    )


def _words(value: object) -> str | None:
    """A value as one line of text: lists joined, mappings by their name, blanks as null."""
    if isinstance(value, list | tuple):
        value = ", ".join(filter(None, (_words(v) for v in value)))
    elif isinstance(value, Mapping):
        value = value.get("name")
    if value is None or isinstance(value, bool | float | bytes):
        return None
    return " ".join(str(value).split()) or None


def _language(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    code = value.strip().lower().replace("_", "-").partition("-")[0]
    code = _LANGUAGES.get(code, code)
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else None
