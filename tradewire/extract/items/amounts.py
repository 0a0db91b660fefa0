"""Counts and money bound to the items they belong to."""

from __future__ import annotations

import re
from bisect import bisect_left

from tradewire.extract.doc import TradeItem
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.quantities import Quantity, find_quantities

MAYBE_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|dozen|hundred|thousand|"
    r"million|billion|couple|pair)",
    re.I,
)
#: What stands before a price: "for about $9bn", "at an estimated cost of", "at".
PRICE = re.compile(
    r"\b(?:for|cost of|price of|costing|at)\s+"
    r"(?:a |an )?(?:total |estimated |cost of |about |around |some )*$"
)
BETWEEN = frozenset("xeXAEg-_oN\"!9'ds()/")
MONEY_BETWEEN = frozenset("xeXAEg-_opN\"!'dDi")


def bind_quantities(clause: Clause, items: list[Item], rows: list[TradeItem]) -> None:
    """Give each quantity of the sentence to the item it counts or prices."""
    if not MAYBE_NUMBER.search(clause.text, clause.start, clause.end):
        return
    for quantity in find_quantities(clause.text, clause.start, clause.end):
        if quantity.kind == "count":
            k = _counted(clause, quantity, items)
            if k >= 0 and rows[k].quantity_min is None and rows[k].quantity_max is None:
                row = rows[k]
                row.quantity_min, row.quantity_max = quantity.minimum, quantity.maximum
                row.quantity_unit = quantity.unit or "item"
                row.quantity_start, row.quantity_end = quantity.start, quantity.end
        elif quantity.kind == "money":
            k = _priced(clause, quantity, items)
            if k >= 0 and rows[k].amount is None:
                rows[k].amount = quantity.minimum if quantity.minimum is not None else quantity.maximum
                rows[k].currency = quantity.currency


def _letters(clause: Clause, start: int, end: int) -> str:
    low, high = bisect_left(clause.starts, start), bisect_left(clause.starts, end)
    return "".join(
        "x" if clause.codes[i] == "d" and clause.token(i) in ("more", "other", "such") else clause.codes[i]
        for i in range(low, high)
    )


def _counted(clause: Clause, quantity: Quantity, items: list[Item]) -> int:
    """The item right behind the number, or the one that ", of which" takes up."""
    for k, item in enumerate(items):
        if item.end <= quantity.start:
            continue
        if item.start < quantity.end <= item.end and item.start <= quantity.start:
            base = clause.starts[item.base]
            return k if quantity.end <= base else -1
        if quantity.start < item.start < quantity.end <= item.end:
            return k  # "2 million rounds": the unit is the item
        if item.start >= quantity.end:
            letters = _letters(clause, quantity.end, item.start)
            plain = not set(letters) & {"d", "s"} or letters.startswith(("od", "os"))
            if len(letters) <= 6 and plain and all(c in BETWEEN for c in letters):
                return k
            break
    for k in range(len(items) - 1, -1, -1):
        if items[k].end <= quantity.start:
            text = clause.text[items[k].end : quantity.start].strip().lower()
            return k if text in (", of which", "of which", ", including", ":", "-") else -1
    return -1


def _priced(clause: Clause, quantity: Quantity, items: list[Item]) -> int:
    """The item a sum pays for: "$61 billion in military aid", "weapons worth $5m", "a package of $300m"."""
    for k, item in enumerate(items):
        if item.end <= quantity.start:
            continue
        if item.start <= quantity.start < item.end:
            return k
        letters = _letters(clause, quantity.end, item.start)
        if len(letters) <= 6 and all(c in MONEY_BETWEEN for c in letters):
            if "i" in letters and "D" not in letters:
                break
            head = letters.lstrip('"!-')
            between = clause.text[quantity.end : item.start].lower()
            if not any(c in head.lstrip("p")[1:] for c in "op") or "worth" in between or "in" not in between:
                return k
        break
    for k in range(len(items) - 1, -1, -1):
        if items[k].end <= quantity.start:
            between = clause.text[items[k].end : quantity.start].lower()
            if len(between) < 90 and PRICE.search(between) and ";" not in between:
                while k and items[k - 1].group == items[k].group:
                    k -= 1
                return k
            if len(between) < 60 and re.search(
                r"\b(?:worth|valued at|tune of|package of|of|totalling|totaling|value of)\s*$", between
            ):
                return k
            break
    return -1
