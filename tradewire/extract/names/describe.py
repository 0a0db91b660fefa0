"""What stands around a person's name: office and gender."""

from __future__ import annotations

import re

from tradewire.extract.doc import Entity, Mention
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.pieces import Piece

MARK = re.compile(r"[,.;\n]")


def describe(entity: Entity, piece: Piece, start: int, previous: Mention | None, text: str) -> None:
    """Add what stands around a person's name: office and gender."""
    end = start + len(piece.text)
    if piece.role and WORDS.codes.get(piece.role) != "t":
        entity.roles.add(role_before(piece.role, start, previous, text))
    if text[end : end + 2] == ", ":
        role = role_after(text, end)
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
    for count in range(1, min(6, len(words)) + 1):
        if words[count - 1].lower() in WORDS.roles:
            while count < len(words) and words[count].lower() in WORDS.roles:
                count += 1
            return " ".join(words[:count])
    return ""


def gender_of(name: str, role: str) -> str | None:
    """``m`` or ``f`` by the title or the given name, where either says so."""
    for word in role.replace(".", "").split():
        gender = WORDS.genders.get(word)
        if gender:
            return gender
    return WORDS.genders.get(name[: name.find(" ")]) if " " in name else None
