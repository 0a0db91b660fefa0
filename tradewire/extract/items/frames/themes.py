"""Which items a verb of transfer takes: its objects, or what "for" names with verbs of paying and picking."""

from __future__ import annotations

from tradewire.extract.items.frames.frame import items_within
from tradewire.extract.items.grammar.clause import NUMERALS, Clause
from tradewire.extract.items.grammar.phrases import Argument
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.trade_forms import Transfer, word_class

MEASURE_WORDS = word_class("measure_words")
MONEY_NOUNS = word_class("money_nouns")
#: Verbs whose item stands behind "for" and whose object is who is paid.
PAYING = frozenset(["pay"])
#: Verbs whose object is who supplies, or is to supply, what stands behind "for".
PICKING = frozenset(["pick", "choose", "select", "opt for", "depend on", "rely on"])
#: Verbs whose object goes one way and what stands behind "for" the other.
BARTERING = frozenset(["exchange", "swap", "barter", "trade"])


def themes_of(clause: Clause, verb: Transfer, args: list[Argument], items: list[Item]) -> list[Item]:
    """The items that the arguments of an active verb hold as what is handed over."""
    objects = [a for a in args if a.slot in ("", "w", "l")]
    wanted = [item for a in args if a.slot == "i" for item in items_within(items, (a.first, a.last))]
    if verb.frame == "ask":
        return wanted
    if verb.lemma in PAYING:  # "paid India $5m for launchers", "pays Oman in oil", "with wheat"
        kind_of_pay = [
            item
            for a in args
            if a.slot == "w" or (a.slot == "p" and clause.token(a.first - 1) == "in")
            for item in items_within(items, (a.first, a.last))
        ]
        return [*wanted, *kind_of_pay]
    themes = [
        item for a in objects for item in items_within(items, (a.first, a.last)) if _is_head(clause, item)
    ]
    if not themes and any(a.slot == "" and is_money(clause, a) for a in args):
        # "cleared $90m for 300 howitzers", "spent $5m on drones"
        return [i for a in args if a.slot in ("i", "p") for i in items_within(items, (a.first, a.last))]
    if verb.lemma in BARTERING:
        return [*themes, *wanted]
    return wanted if verb.lemma in PICKING and not themes else themes


def _is_head(clause: Clause, item: Item) -> bool:
    """False for a risky item that only complements another noun: "the death *of a soldier*", not "tonnes
    of coal".
    """
    if not item.risky:
        return True
    i = item.first - 1
    while i >= 0 and clause.codes[i] in "dsxeA9":
        i -= 1
    if i < 1 or clause.codes[i] != "o" or clause.codes[i - 1] in "9$D" or _counts(clause, i - 1, item):
        return True  # "eight of its Leopards"
    return clause.token(i - 1) in MEASURE_WORDS


def _counts(clause: Clause, i: int, item: Item) -> bool:
    """ "*eight* of its Leopards", not "three of the ships' sisters"."""
    return clause.token(i) in NUMERALS and clause.text[item.end : item.end + 1] not in ("'", "’")


def is_money(clause: Clause, a: Argument) -> bool:
    """True for a sum of money: "$90m", "ten million crowns"."""
    letters = "".join(clause.codes[a.first : a.last])
    named = any(clause.token(i) in MONEY_NOUNS for i in range(a.first, a.last))
    return "$" in letters or "X9" in letters or ("9" in letters and named)
