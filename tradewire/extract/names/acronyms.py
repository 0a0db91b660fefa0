"""Acronyms in parentheses after the name they shorten: "Office of Foreign Assets Control (OFAC)"."""

from __future__ import annotations

import re

from tradewire.extract.names.classes import word_class
from tradewire.extract.names.decide import Candidate
from tradewire.extract.names.lists import WORDS

SMALL = word_class("acronym_skips")
REACH = 90
"""Characters before the parenthesis that can hold the name in full."""
ACRONYM = re.compile(r"\(['\"‘“]?([A-Z][A-Z][A-Za-z0-9&-]{0,6})\b")


def expansion(text: str, end: int, acronym: str) -> tuple[int, int] | None:
    """Where the words stand whose first letters are ``acronym``, ending before the parenthesis at ``end``."""
    while end and text[end - 1] == " ":
        end -= 1
    floor = max(0, end - REACH)
    letters = [letter for letter in acronym.upper() if letter.isalpha()]
    place = end
    while letters:
        begin = (
            max(text.rfind(" ", floor, place), text.rfind("-", floor, place), text.rfind("\n", floor, place))
            + 1
        )
        if (begin <= floor and floor > 0) or begin >= place:
            return None
        word = text[begin:place]
        if word[0].upper() == letters[-1] and (word[0].isupper() or word not in SMALL):
            letters.pop()
            if not letters:
                return begin, end
        elif word.lower() not in SMALL:
            return None
        place = begin - 1
        if place <= floor:
            return None
    return None


def spell_out(text: str, candidates: dict[str, Candidate]) -> dict[str, str]:
    """Agree acronyms with their full names, both ways; acronym to full name for those that are names."""
    pairs: dict[str, str] = {}
    for match in ACRONYM.finditer(text):
        acronym = match.group(1)
        if acronym in pairs:
            continue
        span = expansion(text, match.start(), acronym)
        if span is None:
            continue
        full = text[span[0] : span[1]]
        known = WORDS.known.get(acronym)
        whole = candidates.get(full)
        short = candidates.get(acronym)
        if whole is not None and known is not None and known.label in ("PRODUCT", "ORG"):
            whole.label = known.label
        elif short is not None and whole is not None:
            label = (
                whole.label if whole.label in ("ORG", "PLACE") else "ORG" if whole.margin > -15 else "NONE"
            )
            whole.label = short.label = label
            short.rule = whole.rule = "acronym"
        elif short is not None and full in WORDS.known:
            label = WORDS.known[full].label
            short.label = "PLACE" if label in ("GPE", "LOC") else label
            short.rule = "acronym"
        elif short is not None:
            last = full[full.rfind(" ") + 1 :]
            if full[:1].islower() or last[:1].islower() or WORDS.codes.get(last, "e") in "Be":
                short.label = "NONE"
                continue
        pairs[acronym] = full
    return pairs
