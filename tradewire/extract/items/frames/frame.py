"""Frames of transfer: which words give, get, need, make, control or carry which items, and who stands
where.

One frame per verb or noun of transfer.  The lexicon says which *frame* a word has (who its subject is,
what its prepositions mean); voice and control decide who fills the slots.

======== ================= ===================== =====================================
frame    subject           object, with          to, for / from / by
======== ================= ===================== =====================================
give     supplier          item (dative, *with*) recipient / origin / supplier in the passive
get      recipient         item                  recipient / supplier / recipient in the passive
seek     recipient         item                  – / supplier / –
make     supplier          item                  recipient / – / supplier in the passive
flow     item              recipient             recipient / supplier / –
use      recipient         item of others        –
control  who forbids       item                  recipient / supplier / –
======== ================= ===================== =====================================
"""

from __future__ import annotations

from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Argument, Region
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.items.moods.governors import Agency
from tradewire.extract.trade_forms import Transfer


class Frame:
    """A verb or noun of transfer with its items and the regions of its parties."""

    __slots__ = (
        "agency",
        "by",
        "direct",
        "index",
        "is_noun",
        "items",
        "nested",
        "parent",
        "passive",
        "recipient",
        "source",
        "supplier",
        "transfer",
        "via",
    )

    def __init__(self, index: int, transfer: Transfer, is_noun: bool) -> None:
        self.index = index
        self.transfer = transfer
        self.is_noun = is_noun
        self.items: list[Item] = []
        self.supplier: Region | None = None
        self.recipient: Region | None = None
        self.source: Region | None = None
        self.via: Region | None = None
        self.by: Region | None = None
        self.agency = Agency(None, (), None)
        self.passive = False
        self.nested = -1
        self.parent: Frame | None = None
        self.direct = True

    @property
    def kind(self) -> str:
        return self.transfer.frame


def items_within(items: list[Item], region: Region) -> list[Item]:
    return [item for item in items if region[0] <= item.base < region[1]]


def with_coordinates(items: list[Item], found: list[Item]) -> list[Item]:
    groups = {item.group for item in found}
    return [item for item in items if item.group in groups]


def named_arguments(clause: Clause, args: list[Argument]) -> dict[str, Region]:
    """Per preposition the first phrase that holds a name, else the first that refers to somebody."""
    named: dict[str, Region] = {}
    weak: dict[str, Region] = {}
    for k, a in enumerate(args):
        if not a.slot or a.slot in named:
            continue
        if any(c in "NA" for c in clause.codes[a.first : a.last]):
            named[a.slot] = (a.first, a.last)
        elif k + 1 < len(args) and args[k + 1].slot == "p" and names_somebody(clause, args[k + 1]):
            named[a.slot] = (a.first, args[k + 1].last)  # "to utilities in France"
        elif a.slot not in weak and names_somebody(clause, a):
            weak[a.slot] = (a.first, a.last)
    return {**weak, **named}


def names_somebody(clause: Clause, a: Argument) -> bool:
    return any(c in "NAPsG" for c in clause.codes[a.first : a.last]) or clause.token(a.first) == "the"
