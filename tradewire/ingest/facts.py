"""What a text says of itself: title, language, size."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any

from tradewire.extract.segment import segment
from tradewire.ingest.dates import MONTH, date_from
from tradewire.ingest.document_words import document_words
from tradewire.settings import (
    HEAD_CHARACTERS,
    HEAD_LINES,
    LANGUAGE_CHARACTERS,
    MIN_ENGLISH_SHARE,
    MIN_LANGUAGE_CERTAINTY,
    MIN_LANGUAGE_LETTERS,
)

_ENGLISH = frozenset(document_words("text")["en"])
_HEADING = re.compile(r"\s*#{1,2} +(\S[^\n]{0,200}?) *#*(?:\n|$)")


def title_of(text: str) -> str | None:
    """The first headline of the text; null where it has none before its first paragraph."""
    heading = _HEADING.match(text)
    if heading:
        return heading[1]
    for sentence in segment(text[:HEAD_CHARACTERS]):
        if sentence.kind == "headline":
            return " ".join(text[sentence.start : sentence.end].split())
        if sentence.kind == "body":
            return None
    return None


def language_of(text: str) -> str:
    """ISO 639-1 code of the language; `und` where it cannot be told.

    Little English words settle it for English; what has few of them goes to py3langid, a hundred times
    slower, whose word counts only where it is sure.
    """
    words = text[:LANGUAGE_CHARACTERS].lower().split()
    little = sum(map(_ENGLISH.__contains__, words))
    if little >= MIN_ENGLISH_SHARE * len(words) and "the" in words:
        return "en"
    if sum(map(str.isalpha, text[:LANGUAGE_CHARACTERS])) < MIN_LANGUAGE_LETTERS:
        return "und"
    code, certainty = _identifier().classify(text[:LANGUAGE_CHARACTERS])
    return str(code) if certainty >= MIN_LANGUAGE_CERTAINTY else "und"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def word_count(text: str) -> int:
    """White-space separated words."""
    return len(text.split())


_MONTH_DATE = (
    rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+\d{{4}})"
)
_DATE_LINE = re.compile(
    r"(?:((?:First|Original(?:ly)?) published|Published|Posted|Issued|Date)\b\s?(?:on|at)?\s?:?\s*)?"
    rf"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?({_MONTH_DATE}|\d{{4}}-\d\d-\d\d)"
    r"(?:[\s,|·•–-]*(?:at\s)?\d{1,2}[:.]\d\d.{0,20})?$",
    re.IGNORECASE,
)
_DATELINE = re.compile(rf"[A-Z][A-Z .'’-]{{1,40}}(?:, [A-Z][A-Za-z. ]{{1,30}})?,? ({_MONTH_DATE})\b")
_LABELLED = re.compile(r"date:? (\d{4}-\d\d-\d\d)\b", re.IGNORECASE)
_BYLINE = re.compile(
    r"By ((?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+(?:(?:,| and) (?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+){0,3})$"
)


def published_on(text: str) -> dt.date | None:
    """The day that a line of its own or a dateline at the head of the text gives in full, else null.

    A dateline without its year ("LONDON, May 22") gives none: the year would be a guess.
    """
    found = None
    for line in _head_lines(text):
        match = _DATE_LINE.match(line) if len(line) <= 100 else None
        if match and (match[1] or "").lower().startswith(("first", "orig")):
            return date_from(match[2])  # what was published anew says when it first was
        if found is None:
            dated = match[2] if match else None
            named = _DATELINE.match(line) or _LABELLED.match(line)
            found = date_from(dated or (named[1] if named else None))
    return found


def author_of(text: str) -> str | None:
    """The names of a byline ("By Ada Quill and Ben Marsh") that stands on a line of its own at the head."""
    for line in _head_lines(text):
        match = _BYLINE.match(line) if len(line) <= 120 else None
        if match:
            return match[1]
    return None


def _head_lines(text: str) -> list[str]:
    lines = (line.replace("**", "").strip() for line in text[:HEAD_CHARACTERS].split("\n"))
    return [line for line in lines if line][:HEAD_LINES]
