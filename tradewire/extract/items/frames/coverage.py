"""What a deal holds and what talks are about: "the package *includes* tanks", "*talks* over frigates"."""

from __future__ import annotations

from tradewire.extract.items.frames.frame import Frame, items_within, names_somebody, with_coordinates
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Region, arguments, phrase_start
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.items.moods.agency import agent
from tradewire.extract.items.moods.noun_moods import noun_agency
from tradewire.extract.trade_forms import Transfer, item_types

INCLUDE = Transfer("include", "give", "unknown", frozenset())
NEGOTIATE = Transfer("negotiate", "get", "considered", frozenset())
OPTIONS = frozenset(["option", "options"])
#: Letters between talks and what they are about.
REACH = 16


def covering_frame(clause: Clause, k: int, items: list[Item], before: dict[int, Frame]) -> Frame | None:
    """The frame of a verb of holding at ``k`` whose subject is a deal, a delivery or aid; None for others.

    ``before`` are the frames of the words so far: the deal lends its parties.
    """
    agency = agent(clause, k)
    region = agency.region
    if region is None:
        return None
    args, nested = arguments(clause, k)
    held = [
        item
        for a in args
        if a.slot in ("", "l") or (a.slot == "i" and clause.token(a.first - 2) in OPTIONS)
        for item in items_within(items, (a.first, a.last))
    ]
    if not held and nested < 0:
        return None
    frame = Frame(k, INCLUDE, False)
    frame.items = with_coordinates(items, [item for item in held if item.first > k])
    frame.agency, frame.nested = agency, nested
    parent = _deal(clause, region, before)
    if parent is not None:
        frame.parent = parent
        frame.supplier, frame.recipient = parent.supplier, parent.recipient
        return frame
    aid = next((item for item in items_within(items, region) if _is_package(item)), None)
    if aid is not None:
        _take_parties(clause, frame, aid)
        for giving in before.values():  # "*Oslo* approved a package that included"
            if any(held is aid for held in giving.items):
                frame.supplier = frame.supplier or giving.supplier
                frame.recipient = frame.recipient or giving.recipient
        return frame
    pronoun = region[1] - region[0] == 1 and clause.token(region[0]) in ("it", "this", "that")
    return frame if pronoun and frame.items else None


def _deal(clause: Clause, region: Region, before: dict[int, Frame]) -> Frame | None:
    """The noun of transfer that heads the subject: "the *shipment* from Oslo to Kyiv included"."""
    found: Frame | None = None
    for i in range(region[1] - 1, max(-1, region[0] - 12), -1):
        if clause.codes[i] in "TVHWSQB;.,":
            break
        frame = before.get(i)
        if frame is not None and frame.is_noun and frame.kind in ("give", "get"):
            found = frame
    return found


def _is_package(item: Item) -> bool:
    return item_types()[item.type].item_class == "support" or item.head in ("package", "packages")


def _take_parties(clause: Clause, frame: Frame, aid: Item) -> None:
    """Giver and taker of aid from its own phrase: "*Oslo's* latest aid for *Kyiv*"."""
    first = phrase_start(clause, aid.first)
    if any(c in "NAs" for c in clause.codes[first : aid.first + 1]):
        frame.supplier = (first, aid.first + 1)
    for a in arguments(clause, aid.last - 1)[0]:
        if a.slot in ("t", "i") and frame.recipient is None and names_somebody(clause, a):
            frame.recipient = (a.first, a.last)
        elif a.slot == "f" and names_somebody(clause, a):
            frame.supplier = (a.first, a.last)


def talks_frame(clause: Clause, k: int, items: list[Item]) -> Frame | None:
    """The frame of talks at ``k`` about an item: who talks would receive it, the partner supply it."""
    codes = clause.codes
    end = k + 1
    about = False
    while end < len(codes) and end - k < REACH and codes[end] not in "TVDHWS;.QB":
        about = about or codes[end] in "pi" or clause.token(end) == "over"
        if codes[end] == "I":
            break
        end += 1
    themes = [item for item in items if item.first <= end < item.last] if about else []
    if not themes:
        return None
    frame = Frame(k, NEGOTIATE, codes[k] != "V")
    frame.items = with_coordinates(items, themes)
    first = k if clause.token(k).startswith("in ") else phrase_start(clause, k)
    frame.agency = agent(clause, k) if codes[k] == "V" else noun_agency(clause, first)
    frame.recipient = frame.agency.region
    names = [i for i in range(k + 1, themes[0].first) if codes[i] in "NA"]
    if names and clause.token(k + 1) == "between" and len(names) > 1:
        frame.recipient, frame.supplier = (names[0], names[0] + 1), (names[1], names[1] + 1)
    elif names:
        frame.supplier = _partner(clause, k, themes[0].first)
    if frame.recipient is None and codes[k] != "V":
        frame.recipient = _who_talks(clause, first)
    return frame


def _partner(clause: Clause, k: int, limit: int) -> Region | None:
    """The phrase behind "with"."""
    for i in range(k + 1, limit - 1):
        if clause.codes[i] == "w":
            end = next((j for j in range(i + 1, limit) if clause.codes[j] in "pi"), limit)
            return (i + 1, end)
    return None


def _who_talks(clause: Clause, first: int) -> Region | None:
    """The subject of "is in talks", or the name in front: "Oslo in talks with …"."""
    i = first
    while i > 0 and clause.codes[i - 1] in "ahmxp":
        i -= 1
    begin = phrase_start(clause, i - 1) if i else 0
    return (begin, i) if any(c in "NAPsG" for c in clause.codes[begin:i]) else None
