"""All frames of transfer of a clause, in the order of their words."""

from __future__ import annotations

from tradewire.extract.items.frames.coverage import covering_frame, talks_frame
from tradewire.extract.items.frames.frame import Frame
from tradewire.extract.items.frames.noun_frames import noun_frame
from tradewire.extract.items.frames.refusals import REFUSING, refused_frame
from tradewire.extract.items.frames.verb_frames import takes_up, verb_frame
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import arguments, phrase_start
from tradewire.extract.items.grammar.spans import NOT_NOUNS, Item
from tradewire.extract.items.grammar.words import COVERING, TALKS

PART_OF = frozenset(["them", "which"])


def find_frames(clause: Clause, items: list[Item]) -> list[Frame]:
    """The frames of a clause in the order of their words."""
    frames: list[Frame] = []
    by_index: dict[int, Frame] = {}
    for k, code in enumerate(clause.codes):
        if code not in "TDVF":
            continue
        word = clause.words[k]
        if word is None:
            continue
        special = _special_frame(clause, k, items, by_index)
        if special is not None:
            frame = special
        elif code == "T" and word.verb is not None:
            frame = verb_frame(clause, k, word.verb, items)
        elif code == "D" and word.noun is not None and not _modifies(clause, k):
            frame = noun_frame(clause, k, word.noun, items)
        else:
            continue
        frames.append(frame)
        by_index[k] = frame
    _take_up(clause, frames)
    for frame in frames:
        if frame.nested in by_index:
            inner = by_index[frame.nested]
            first = phrase_start(clause, inner.index)
            inner.parent, inner.direct = frame, clause.codes[first - 1] not in "oip"
    return frames


def _take_up(clause: Clause, frames: list[Frame]) -> None:
    """Give "shipped *them* to Yemen" and "many of *them* sold by Oslo" the items of the verb before it."""
    before: Frame | None = None
    for frame in frames:
        if frame.is_noun:
            continue
        if frame.items:
            before = frame
        elif before is not None and frame.kind in ("give", "get", "make", "flow"):
            if frame.passive:
                taken = clause.token(frame.index - 1) in PART_OF and clause.codes[frame.index - 2] == "o"
            else:
                args, _ = arguments(clause, frame.index)
                taken = bool(args) and frame.kind in ("give", "flow") and takes_up(clause, args)
            if taken:
                frame.items = before.items


def _special_frame(clause: Clause, k: int, items: list[Item], before: dict[int, Frame]) -> Frame | None:
    """The frame of a word that transfers nothing itself: what a deal includes, what talks are about."""
    if clause.codes[k] in "TV" and clause.token(k) in COVERING:
        return covering_frame(clause, k, items, before)
    if clause.codes[k] in "VF" and clause.token(k) in TALKS:
        return talks_frame(clause, k, items)
    if clause.codes[k] == "V" and clause.token(k) in REFUSING:
        return refused_frame(clause, k, items)
    return None


def _modifies(clause: Clause, k: int) -> bool:
    """ "export infrastructure", "supply chain": a singular noun of transfer in front of another noun."""
    codes = clause.codes
    if k + 1 >= len(codes) or codes[k + 1] != "x" or clause.token(k).endswith("s"):
        return False
    token = clause.token(k + 1)
    return clause.starts[k + 1] == clause.ends[k] + 1 and not token.endswith("ly") and token not in NOT_NOUNS
