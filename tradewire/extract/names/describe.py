"""What stands around a person's name: office and gender."""

from __future__ import annotations

import re

from tradewire.extract.doc import Entity, Mention
from tradewire.extract.names.classes import word_class
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.pieces import Piece

MARK = re.compile(r"[,.;\n]")
OFFICE_BREAKS = word_class("office_breaks")
"""Words before which the noun phrase of an office has not begun: "met the envoy", "and his deputy"."""

NO_OFFICE = word_class("office_starts_not")
"""Words after a name and a comma that open no apposition: "Roe, and the envoy"."""
AFTER_OFFICE = OFFICE_BREAKS - {"of", "for", "from", "in", "at", "as", "on"}


def describe(entity: Entity, piece: Piece, start: int, previous: Mention | None, text: str) -> None:
    """Add what stands around a person's name: office and gender."""
    end = start + len(piece.text)
    if piece.role and WORDS.codes.get(piece.role) != "t":
        entity.roles.add(role_before(piece.role, start, previous, text))
    if text[end : end + 2] == ", ":
        role = role_after(text, end)
        if role:
            entity.roles.add(role)
    if start > 8 and text[start - 2 : start] == ", ":
        role = role_in_front(text, start - 2)
        if role:
            entity.roles.add(role)
    if entity.gender is None:
        entity.gender = gender_of(piece.text, piece.role)


def role_before(role: str, start: int, previous: Mention | None, text: str) -> str:
    """The office before a name, with the country's word before it: "British Defence Secretary"."""
    if previous is not None and previous.label in ("NORP", "GPE", "ORG"):
        gap = start - len(role) - 1 - previous.end
        if gap == 1 or (gap == 3 and text[previous.end + 1] == "s"):
            return text[previous.start : start - 1]
    return role


def role_after(text: str, end: int) -> str:
    """The office in the apposition after a name: ", a spokeswoman for", ", the group's president,"."""
    mark = MARK.search(text, end + 2, end + 70)
    stop = mark.start() if mark else end + 60
    words = text[end + 2 : stop].split()
    if words and words[0] in ("a", "an", "the"):
        words = words[1:]
    if words and words[0] in NO_OFFICE:
        return ""
    for count in range(1, min(6, len(words)) + 1):
        if count > 1 and words[count - 1] in AFTER_OFFICE:
            return ""
        if words[count - 1].lower() in WORDS.roles:
            while count < len(words) and words[count].lower() in WORDS.roles:
                count += 1
            return " ".join(words[:count])
    return ""


def role_in_front(text: str, comma: int) -> str:
    """The office that a name stands in apposition to: "the Norland foreign minister, Jan Roe"."""
    words = text[max(0, comma - 60) : comma].replace("\n", " . ").split(" ")
    if words[-1].lower() not in WORDS.roles:
        return ""
    first = len(words) - 1
    while first > max(1, len(words) - 6) and words[first - 1].lower() not in OFFICE_BREAKS:
        if words[first - 1][-1:] in ',.;:”"':
            break
        first -= 1
    return " ".join(words[first:])


def gender_of(name: str, role: str) -> str | None:
    """``m`` or ``f`` by the title or the given name, where either says so."""
    for word in role.replace(".", "").split():
        gender = WORDS.genders.get(word)
        if gender:
            return gender
    return WORDS.genders.get(name[: name.find(" ")]) if " " in name else None
