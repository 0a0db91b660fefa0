"""Acronyms in parentheses after the name they shorten: "Office of Foreign Assets Control (OFAC)"."""

from __future__ import annotations

import re

from tradewire.extract.names.decide import Candidate
from tradewire.extract.names.gather import Place
from tradewire.extract.names.lists import WORDS

SMALL = frozenset(
    ("of", "the", "for", "and", "in", "on", "to", "de", "&", "a", "y", "del", "des", "du", "la")
)
REACH = 90
"""Characters before the parenthesis that can hold the name in full."""
OPENED = re.compile(r"\(['\"‘“]?$")


def expansion(text: str, start: int, acronym: str) -> tuple[int, int] | None:
    """Where the words stand whose first letters are ``acronym``, ending before the parenthesis before ``start``."""
    opened = OPENED.search(text, max(0, start - 2), start)
    if opened is None:
        return None
    end = opened.start()
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
        if begin <= floor and floor > 0 or begin >= place:
            return None
        word = text[begin:place]
        if word[0].upper() == letters[-1]:
            letters.pop()
            if not letters:
                return begin, end
        elif word.lower() not in SMALL:
            return None
        place = begin - 1
        if place <= floor:
            return None
    return None


def spell_out(text: str, places: list[Place], candidates: dict[str, Candidate]) -> dict[str, str]:
    """Agree acronyms with their full names, both ways; acronym to full name for those that are names."""
    pairs: dict[str, str] = {}
    for place in places:
        acronym = place.piece.text
        if not (1 < len(acronym) < 9) or text[place.start - 1 : place.start] not in ("(", "'", '"', "‘", "“"):
            continue
        if not acronym[:2].isupper() or acronym in pairs:
            continue
        span = expansion(text, place.start, acronym)
        if span is None:
            continue
        full = text[span[0] : span[1]]
        known = place.piece.known
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
            short.label = {"GPE": "PLACE", "LOC": "PLACE"}.get(
                WORDS.known[full].label, WORDS.known[full].label
            )
            short.rule = "acronym"
        elif short is not None and whole is None:
            last = full[full.rfind(" ") + 1 :]
            if full[:1].islower() or last[:1].islower() or WORDS.codes.get(last, "e") in "Be":
                short.label = "NONE"
                continue
        pairs[acronym] = full
    return pairs
