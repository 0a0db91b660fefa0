"""Whose an item is by the words in front of it: maker, nationality, possessor."""

from __future__ import annotations

from tradewire.extract.doc import Party
from tradewire.extract.items.frames.frame import Frame
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Region, phrase_start
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.items.parties.resolve import resolve
from tradewire.extract.trade_forms import word_class

NOBODY = Party()
ABBREVIATIONS = word_class("abbreviations")


def supplied_by(clause: Clause, item: Item) -> tuple[str, Region] | None:
    """ "US-supplied missiles" (a transfer), "Iranian-made drones" (an origin): which, and the letters of
    the name.
    """
    if item.maker is None:
        return None
    kind, first, last = item.maker
    return (kind, (first, last)) if kind == "supplied" else None


def nationality(clause: Clause, item: Item) -> Party:
    """The nationality in front of the item: "*Iranian* drones", "*U.S.* natural gas"."""
    if item.maker is not None:
        return resolve(clause, (item.maker[1], item.maker[2]))
    for i in range(item.first, item.base):
        if clause.names[i] is not None:
            return resolve(clause, (i, i + 1))
    return NOBODY


def owner_of(clause: Clause, item: Item) -> Party:
    """The possessor of the item: "*China's* support", "*its* drones"."""
    codes = clause.codes
    i = item.first - 1
    steps = 0
    while i >= 0 and codes[i] in "xeXE9g" and steps < 4:
        i -= 1
        steps += 1
    if i >= 0 and codes[i] == "s":
        return resolve(clause, (i, i + 1))
    if i > 0 and codes[i] == "'":
        first = phrase_start(clause, i - 1)
        return resolve(clause, (first, i))
    if i >= 0 and codes[i] == "N" and clause.names[i] is not None and clause.names[i].label == "ORG":  # type: ignore[union-attr]
        return resolve(clause, (i, i + 1))
    return NOBODY


def bare_country(clause: Clause, item: Item) -> Party:
    """ "Ukraine aid": a country's name directly before aid is who gets it."""
    i = item.first - 1
    if i >= 0 and clause.codes[i] == "N" and clause.token(i) not in ABBREVIATIONS:
        name = clause.names[i]
        if name is not None and name.label == "GPE":
            return resolve(clause, (i, i + 1))
    return NOBODY


def is_foreign(clause: Clause, item: Item, frame: Frame) -> bool:
    """True where a user's item comes from another country: "Russia fired North Korean missiles"."""
    origin = nationality(clause, item)
    if origin.country is None:
        return False
    user = resolve(clause, frame.recipient)
    return user.country is not None and user.country != origin.country
