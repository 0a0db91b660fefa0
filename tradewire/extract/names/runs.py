"""Runs of capitalised words: where names can stand.

A run is a capitalised word with the capitalised words that follow it, across single spaces and the few small
words that names hold inside ("of", "for the", "bin", "von der", "al-").  Hyphens, apostrophes, ampersands and
the stops of abbreviations and initials belong to a word; a possessive "'s" does too, and is cut off later.
The pattern starts with a plain character class, which is what makes `re` fast (STACK: an alternation in front
cuts 70 MB/s to 20), every part of it consumes input, and a run ends after 16 words, so that what follows
is linear on any text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tradewire.extract.names.classes import word_class

CAPITALS = "".join(chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper())
SMALL = "(?:" + "|".join(sorted(word_class("small_in_names"))) + ") "
_FORMS = sorted(word_class("abbreviated_titles"))
TITLED = (
    "(?:"
    + "|".join(
        "(?<=" + "|".join(rf"\b{form}\." for form in _FORMS if len(form) == length) + ")"
        for length in sorted({len(form) for form in _FORMS})
    )
    + ")"
)
"""After the stop of an abbreviated title or of "St.", which does not end a run."""
WORD = (
    rf"[A-Z{CAPITALS}](?<!\w.)(?:(?:\.[A-Z])+\b\.?|\.(?= [A-Z])|\w*(?:[-'’&]\w+)*"
    rf"(?:\.(?= [A-Z]){TITLED}|(?<=s)['’](?= [A-Z]))?)"
)
PREFIX = r"(?:[ae][a-z]{1,2}-|[dl]['’])?"
RUN = re.compile(rf"{WORD}(?:[ \xa0](?:{SMALL}){{0,2}}{PREFIX}{WORD}){{0,15}}")

_OPENERS = frozenset(" \t\xa0\"'“”‘’([{«*_>—–-•·|#:")


class Run(NamedTuple):
    """A run of capitals; ``initial`` where a sentence, line, quotation or list item starts with it."""

    start: int
    end: int
    text: str
    initial: bool


def starts_sentence(text: str, start: int) -> bool:
    """Whether the word at ``start`` is capitalised by its place alone."""
    before = text[start - 2 : start] if start > 1 else text[:start]
    if len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] in ",)"):
        return False
    place = start - 1
    stop = max(-1, start - 8)
    opened = False
    while place > stop:
        char = text[place]
        if char in "\n.!?…:":
            return True
        if char in '"“‘([«—–•':
            opened = True
        elif char not in _OPENERS:
            return opened and char == ","
        place -= 1
    return True


def runs(text: str) -> list[Run]:
    """Every run of the text in reading order, offsets in code points."""
    return [
        Run(match.start(), match.end(), match.group(), starts_sentence(text, match.start()))
        for match in RUN.finditer(text)
    ]
