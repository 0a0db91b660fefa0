"""What a text says of itself: title, language, size."""

from __future__ import annotations

import re

from tradewire.settings import LANGUAGE_HEAD_CHARACTERS, MIN_ENGLISH_SHARE, TITLE_CHARACTERS

_ENGLISH = frozenset(
    (
        *("the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "was", "with", "as", "by", "at"),
        *("from", "it", "has", "have", "his", "its", "said", "be", "are", "were", "will"),
    )
)
_HEADING = re.compile(r"#{1,2} +(\S.*?) *#*$")


def title_of(text: str) -> str | None:
    """The headline: a Markdown heading, or a short first line that stands by itself and ends no sentence."""
    first, _, rest = text.lstrip().partition("\n")
    line = first.strip()
    heading = _HEADING.match(line)
    if heading:
        return heading[1]
    apart = rest.startswith("\n") or rest.lstrip(" \t").startswith("\n")
    if apart and 0 < len(line) <= TITLE_CHARACTERS and line[-1] not in ".:;,":
        return line
    return None


def language_of(text: str) -> str:
    """`en` where little English words are as frequent as in English prose, else `und`."""
    words = text[:LANGUAGE_HEAD_CHARACTERS].lower().split()
    little = sum(word in _ENGLISH for word in words)
    return "en" if words and little >= MIN_ENGLISH_SHARE * len(words) else "und"


def word_count(text: str) -> int:
    """White-space separated words."""
    return len(text.split())
