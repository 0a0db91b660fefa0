"""What a text says of itself: title, language, size."""

from __future__ import annotations

import re

from tradewire.extract.segment import segment
from tradewire.settings import HEAD_CHARACTERS, MIN_ENGLISH_SHARE

_ENGLISH = frozenset(
    (
        *("the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "was", "with", "as", "by", "at"),
        *("from", "it", "has", "have", "his", "its", "said", "be", "are", "were", "will"),
    )
)
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
    """`en` where little English words are as frequent as in English prose, else `und`."""
    words = text[:HEAD_CHARACTERS].lower().split()
    little = sum(word in _ENGLISH for word in words)
    return "en" if words and little >= MIN_ENGLISH_SHARE * len(words) else "und"


def word_count(text: str) -> int:
    """White-space separated words."""
    return len(text.split())
