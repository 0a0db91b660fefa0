"""Counts, amounts of money, shares and measures in English news text.

A small parser over tokens, driven by five tables of ``tradewire/reference``: number words, currencies,
units, qualifiers and the labels below.  It reads ranges, bounds ("more than", "up to", "or more"), scales
("1.1m rounds", "Rmb10bn", "8,000 crore"), words ("half a million", "a dozen", "hundreds of thousands of")
and tells counts apart from what only looks like one: calibres and ranges (``155mm``, ``300-kilometre``),
model numbers (``F-16``), dates, clock times, ordinals.

A number is never guessed: "more than 1 million" is a minimum without a maximum, "dozens" is at least one
dozen.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tradewire.extract.numbers import DASHES, VAGUE, VULGAR, Number, Tables, Token, read_number, tables
from tradewire.extract.trade_forms import word_class


class Quantity(NamedTuple):
    """One number of a text: ``text[start:end]``, what kind it is, and its bounds.

    ``kind`` is ``count`` (things or amounts of goods), ``money``, ``percent``, ``dimension`` (size,
    weight, range, calibre) or ``time``.  ``minimum`` and ``maximum`` are inclusive bounds, ``None`` where
    the text gives none; ``unit`` is singular (``item`` where the text names no unit of measure);
    ``currency`` is an ISO 4217 code for money.
    """

    start: int
    end: int
    kind: str
    minimum: float | None
    maximum: float | None
    unit: str
    currency: str | None


TOKEN = re.compile(
    r"(?:US|A|AU|C|CA|NZ|HK|S|SG|NT|R|MX|U\.S\.)\$|[$€£¥₹₽₩₺₴₪%½¼¾+]|CN¥"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,.]*\d)|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:[./’'][^\W\d_]+)*|\S"
)


MONTHS = word_class("months")


#: Words whose number is a name, not a count: "Article 5", "Resolution 1718", "Leopard 2" is masked by the
#: item lexicon.
LABELS = word_class("labels")


YEAR_BEFORE = word_class("year_before")


PHRASAL = word_class("phrasal")
LARGE_AMOUNT = 100_000.0  # "500,000 pounds" is money, "2,000 pounds" a weight


def find_quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """The quantities of ``text[start:end]`` in order, without overlaps; offsets are code points into
    ``text``.

    Never raises on any string; time is linear in its length.
    """
    stop = len(text) if end is None else end
    tokens = [(m.group().lower(), m.start(), m.end()) for m in TOKEN.finditer(text, start, stop)]
    table = tables()
    out: list[Quantity] = []
    i = floor = 0
    while i < len(tokens):
        word = tokens[i][0]
        if (
            word[0].isdigit()
            or word in VULGAR
            or word in table.numbers
            or word in VAGUE
            or (word in ("a", "an"))
        ):
            found = _quantity(text, tokens, i, floor, table)
            if found is not None:
                quantity, i = found
                floor = i
                if quantity.kind:
                    out.append(quantity)
                continue
        i += 1
    return out


def _quantity(
    text: str, tokens: list[Token], i: int, floor: int, table: Tables
) -> tuple[Quantity, int] | None:
    """The quantity whose number begins at token ``i`` and the token after it; an empty ``kind`` means
    "skip this".
    """
    number = read_number(text, tokens, i, table)
    if number is None:
        return None
    first, currency = _currency_before(text, tokens, i, floor, table)
    if currency is None and _is_name(text, tokens, i, number.last, table):
        return Quantity(tokens[i][1], tokens[i][2], "", None, None, "", None), max(number.last, i + 1)
    low = high = number
    last = number.last
    upper = _range_end(text, tokens, number, first, table)
    if upper is not None:
        high = upper
        last = upper.last
        if upper.scaled and not low.scaled and low.value < upper.value:
            scale = _scale_of(tokens, upper, table)
            low = low._replace(value=low.value * scale)
        first = _between(tokens, first, floor)
    unit, kind, money, last = _unit(text, tokens, last, high.value, table)
    currency = currency or money
    if currency is not None:
        kind, unit = "money", currency
    minimum: float | None = min(low.value, high.value)
    maximum: float | None = None if high.open_ended else max(low.value, high.value)
    first, bound = _qualifier(tokens, first, floor, table)
    bound, last = _bound_after(tokens, last, bound)
    if upper is None and bound == "lower":
        maximum = None
    elif upper is None and bound == "upper":
        minimum = None
        maximum = high.value
    return Quantity(tokens[first][1], tokens[last - 1][2], kind, minimum, maximum, unit, currency), last


def _currency_before(
    text: str, tokens: list[Token], i: int, floor: int, table: Tables
) -> tuple[int, str | None]:
    """The currency sign or code directly before the number (``$61``, ``Rmb10``, ``EUR 5``), and where the
    whole begins.
    """
    if i - 1 >= floor:
        word, start, end = tokens[i - 1]
        currency = table.before.get(word)
        code = text[start:end]
        if currency and tokens[i][0][0].isdigit() and (not code.isalpha() or code in table.codes):
            return i - 1, currency
        if word == "." and i - 2 >= floor and tokens[i - 2][0] == "rs":
            return i - 2, "INR"
    return i, None


def _is_name(text: str, tokens: list[Token], i: int, last: int, table: Tables) -> bool:
    """True for digits that count nothing: model numbers, dates, years, clock times, ordinals, section
    numbers.
    """
    word, start, end = tokens[i]
    if not word[0].isdigit():
        return word == "one" and last < len(tokens) and tokens[last][0] in ("of", "another")
    before = tokens[i - 1] if i else ("", -2, -2)
    after = tokens[i + 1] if i + 1 < len(tokens) else ("", -2, -2)
    if before[2] == start and (before[0][-1].isalpha() or before[0][0] in "/:#_."):
        return True
    dashed = before[0] in DASHES and before[2] == start and i > 1 and tokens[i - 2][2] == before[1]
    if dashed and tokens[i - 2][0][-1].isalpha():
        return True
    if after[1] == end and after[0] in ("/", ":", "_", "°"):
        return True
    if after[1] == end and after[0].isalpha() and last == i + 1 and after[0] not in table.units:
        return True
    if before[0] == "." and i > 1 and tokens[i - 2][0] in MONTHS | {"no", "art", "sec"}:
        return True
    if before[0] in MONTHS or after[0] in MONTHS or before[0] in LABELS:
        return after[0] not in table.units or before[0] in LABELS
    return _is_year(text, tokens, i, last, before, after, table)


def _is_year(
    text: str, tokens: list[Token], i: int, last: int, before: Token, after: Token, table: Tables
) -> bool:
    """A bare ``19xx`` or ``20xx`` is a year, unless it is a round number with a plural noun or a unit
    behind it.
    """
    word = tokens[i][0]
    if last != i + 1 or len(word) != 4 or not word.isdigit() or word[:2] not in ("19", "20"):
        return False
    if after[0] in table.units or after[0] in table.after:
        return False
    round_number = word.endswith("00")
    return not (round_number and before[0] not in YEAR_BEFORE and after[0][:1].isalpha())


def _range_end(text: str, tokens: list[Token], low: Number, first: int, table: Tables) -> Number | None:
    """The upper number of "3,000 to 5,000", "3-5 million", "between 3 and 5", or None."""
    j = low.last
    if j + 1 >= len(tokens):
        return None
    joint = tokens[j][0]
    k = j + 1
    between = first > 0 and tokens[first - 1][0] == "between"
    if not (joint in DASHES or joint in ("to", "or") or (joint == "and" and between)):
        return None
    if tokens[k][0] in table.before and k + 1 < len(tokens):
        k += 1
    word = tokens[k][0]
    if not (word[0].isdigit() or table.numbers.get(word, ("", ""))[1] == "unit"):
        return None
    high = read_number(text, tokens, k, table)
    if high is None or high.open_ended or _is_dashed_model(tokens, k, high):
        return None
    scale = _scale_of(tokens, high, table) if high.scaled and not low.scaled else 1.0
    return high if low.value * scale < high.value else None


def _is_dashed_model(tokens: list[Token], k: int, high: Number) -> bool:
    """ "12-16A": letters glued behind the second number that are no scale."""
    after = tokens[high.last] if high.last < len(tokens) else ("", -1, -1)
    return after[1] == tokens[high.last - 1][2] and after[0].isalpha() and len(after[0]) == 1


def _scale_of(tokens: list[Token], number: Number, table: Tables) -> float:
    """The product of the scale words at the end of a number."""
    scale, j = 1.0, number.last - 1
    while j >= 0:
        known = table.numbers.get(tokens[j][0])
        if known is None or known[1] not in ("scale", "suffix"):
            break
        scale *= known[0]
        j -= 1
    return scale


def _between(tokens: list[Token], first: int, floor: int) -> int:
    return first - 1 if first - 1 >= floor and tokens[first - 1][0] in ("between", "from") else first


def _unit(
    text: str, tokens: list[Token], j: int, value: float, table: Tables
) -> tuple[str, str, str | None, int]:
    """Unit, kind, currency and the token after, for the words from token ``j`` on (longest match, up to
    five words).
    """
    n = len(tokens)
    start = j
    if j + 1 < n and tokens[j][0] == "of":  # "tens of millions of dollars", "hundreds of tonnes"
        found = _unit(text, tokens, j + 1, value, table)
        return found if found[3] > j + 1 else ("item", "count", None, start)
    hyphen = (
        j + 1 < n
        and tokens[j][0] in DASHES
        and tokens[j][1] == tokens[j - 1][2]
        and tokens[j][2] == tokens[j + 1][1]
    )
    if hyphen:
        j += 1
    for size in (5, 4, 3, 2, 1):
        if j + size > n:
            continue
        form = " ".join(t[0] for t in tokens[j : j + size])
        if form in table.after:
            return "", "money", table.after[form], j + size
        if form in ("pounds", "pound") and value >= LARGE_AMOUNT:
            return "", "money", "GBP", j + size
        if form in table.units:
            unit, kind = table.units[form]
            if kind == "dimension" and form in ("m", "x", "nm") and tokens[j][1] != tokens[j - 1][2]:
                break
            return unit, kind, None, j + size
    if hyphen and tokens[j][0] != "plus":
        return (
            "",
            "dimension",
            None,
            j + 1,
        )  # "a 12-point plan", "five-nation tour": a number inside an adjective
    return "item", "count", None, start


def _qualifier(tokens: list[Token], first: int, floor: int, table: Tables) -> tuple[int, str]:
    """The bound set by the words before ("more than", "just over", "up to"), and where the whole begins."""
    for size in (4, 3, 2, 1):
        k = first - size
        if k < floor:
            continue
        bound = table.qualifiers.get(" ".join(t[0] for t in tokens[k:first]))
        if bound is not None and k and tokens[k][0] == "over" and tokens[k - 1][0] in PHRASAL:
            continue  # "hand over 49 tanks"
        if bound is not None:
            if bound == "about" and k - 2 >= floor:  # "more than an estimated 500"
                outer = table.qualifiers.get(" ".join(t[0] for t in tokens[k - 2 : k]))
                if outer in ("lower", "upper"):
                    return k - 2, outer
            return k, bound
    return first, ""


def _bound_after(tokens: list[Token], last: int, bound: str) -> tuple[str, int]:
    """The bound set by the words behind: "200 or more", "500-plus", "20+", "ten or fewer"."""
    words = [t[0] for t in tokens[last : last + 2]]
    if words[:1] == ["+"]:
        return "lower", last + 1
    if len(words) == 2 and words[0] in DASHES and words[1] == "plus":
        return "lower", last + 2
    if words[:1] == ["plus"]:
        return "lower", last + 1
    if words == ["or", "more"]:
        return "lower", last + 2
    if words in (["or", "fewer"], ["or", "less"]):
        return "upper", last + 2
    if words == ["or", "so"]:
        return bound, last + 2
    return bound, last
