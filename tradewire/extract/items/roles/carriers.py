"""Which of the frames that hold an item carries it."""

from __future__ import annotations

from tradewire.extract.items.frames.frame import Frame
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.items.moods.governors import STAGE_EFFECTS
from tradewire.extract.items.roles.idle import is_idle


def carrier(clause: Clause, item: Item, frames: list[Frame]) -> Frame | None:
    """The frame nearest to the item among those that hold it and hand it over; mere use comes last."""
    holding = [frame for frame in frames if any(other is item for other in frame.items)]
    done = any(
        not frame.is_noun and frame.transfer.stage not in STAGE_EFFECTS and frame.transfer.lemma != "get"
        for frame in holding
    )  # not "getting funding approved"
    holding.sort(
        key=lambda frame: (
            _is_aside(frame, item),
            done and _is_prelude(clause, frame, item),
            abs(frame.index - item.last),
        )
    )
    for frame in holding:
        if len(holding) == 1 or not is_idle(clause, item, frame):
            return frame
    return holding[0] if holding else None


def _is_aside(frame: Frame, item: Item) -> bool:
    """True for mere use, and for a need in a relative clause: "makes the tools *it needs*"."""
    if frame.kind == "make" and frame.passive and item.last <= frame.index:
        return True  # "missiles *made* by Saab were sold"
    return frame.kind == "use" or (frame.kind == "seek" and not frame.is_noun and item.last <= frame.index)


def _is_prelude(clause: Clause, frame: Frame, item: Item) -> bool:
    """True for a plan in a clause that hangs on the item: "the tanks *promised* to Kyiv have arrived"."""
    if frame.is_noun or frame.index < item.last or frame.transfer.stage not in STAGE_EFFECTS:
        return False
    between = clause.codes[item.last : frame.index]
    return not between or between[-1] not in "ahmnx" or between[0] in "WHNPd"
