"""Frames of refusals in the passive, whose object is the item: "Kyiv was denied tanks by Oslo"."""

from __future__ import annotations

from tradewire.extract.items.frames.frame import Frame, items_within, named_arguments, with_coordinates
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import arguments
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.items.grammar.verb_groups import verb_group
from tradewire.extract.items.moods.agency import agent
from tradewire.extract.trade_forms import Transfer

REFUSED = Transfer("refuse", "give", "delivered", frozenset(["participle"]))
#: The words that such a frame begins from.
REFUSING = frozenset(["denied", "refused"])


def refused_frame(clause: Clause, k: int, items: list[Item]) -> Frame | None:
    """The frame of a passive refusal with its item, or None: "Kyiv *was denied* tanks by Oslo"."""
    if clause.codes[k - 1] not in "ah" or clause.codes[k + 1 : k + 2] in (["t"], ["b"], ["."], [","]):
        return None
    group = verb_group(clause, k)
    if not group.passive:
        return None
    args, _ = arguments(clause, k)
    themes = [item for a in args if a.slot == "" for item in items_within(items, (a.first, a.last))]
    if not themes:
        return None
    frame = Frame(k, REFUSED, False)
    frame.passive = True
    frame.items = with_coordinates(items, themes)
    frame.agency = agent(clause, k)
    frame.agency = frame.agency._replace(effects=(*frame.agency.effects, "denied"))
    frame.recipient, frame.supplier = frame.agency.region, named_arguments(clause, args).get("b")
    return frame
