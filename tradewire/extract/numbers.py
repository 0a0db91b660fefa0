"""Numbers in English text: digits and words, scales and fractions, and the tables that the reading needs."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tradewire.extract.trade_forms import word_class
from tradewire.reference_data import rows


class Number(NamedTuple):
    """A number read from the tokens ``[first, last)``; ``open_ended`` for "dozens", ``scaled`` once
    multiplied.
    """

    last: int
    value: float
    open_ended: bool
    scaled: bool


class Tables(NamedTuple):
    """The reference tables, keyed by lower-cased form (symbols by their own form)."""

    numbers: dict[str, tuple[float, str]]
    before: dict[str, str]
    codes: frozenset[str]
    after: dict[str, str]
    units: dict[str, tuple[str, str]]
    qualifiers: dict[str, str]


Token = tuple[str, int, int]


VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75}


DASHES = frozenset("-–—‑")


LENGTH_ADJECTIVES = word_class("length_adjectives")


VAGUE = {"several": None, "few": None, "couple": 2.0, "pair": 2.0}


@cache
def tables() -> Tables:
    """The five word lists, read once per process."""
    numbers = {r["form"]: (float(r["value"]), r["kind"]) for r in rows("number_words")}
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    currencies = list(rows("currencies"))
    for r in currencies:
        form = r["form"].lower()
        if r["place"] in ("before", "both"):
            before[form] = r["currency"]
        if r["place"] in ("after", "both"):
            after[form] = r["currency"]
    units = {r["form"]: (r["unit"], r["kind"]) for r in rows("units")}
    qualifiers = {r["form"]: r["bound"] for r in rows("quantity_qualifiers")}
    codes = frozenset(r["form"] for r in currencies)
    return Tables(numbers, before, codes, after, units, qualifiers)


def read_number(text: str, tokens: list[Token], i: int, table: Tables) -> Number | None:
    """The number that begins at token ``i``: digits, words or a mix ("1.5 million", "two dozen", "half a
    million").
    """
    word = tokens[i][0]
    if word[0].isdigit():
        value = _digits(word)
        if value is None:
            return None
        j = i + 1
        if j < len(tokens) and tokens[j][0] in VULGAR:
            value += VULGAR[tokens[j][0]]
            j += 1
        priced = i > 0 and tokens[i - 1][0] in table.before and tokens[i - 1][2] == tokens[i][1]
        return _scaled(text, tokens, j, value, table, digits=True, priced=priced)
    if word in VULGAR:
        return _scaled(text, tokens, i + 1, VULGAR[word], table, digits=True)
    return _word_number(text, tokens, i, table)


def _digits(word: str) -> float | None:
    """``1,500`` and ``10 000`` are grouped, ``1.5`` and ``2,5`` are decimals, ``1.2.3`` is none."""
    plain = word.replace("\u00a0", " ").replace("\u202f", " ")
    groups = plain.replace(" ", ",").split(",")
    if len(groups) > 1:
        if (
            all(len(g) == 3 for g in groups[1:-1])
            and len(groups[-1].split(".")[0]) == 3
            and len(groups[0]) <= 3
        ) or (all(len(g) == 2 for g in groups[1:-1]) and len(groups[-1]) == 3):
            plain = "".join(groups)
        elif len(groups) == 2 and len(groups[1]) <= 2:
            plain = ".".join(groups)
        else:
            return None
    if plain.count(".") > 1:
        parts = plain.split(".")
        if not all(len(p) == 3 for p in parts[1:]):
            return None
        plain = "".join(parts)
    return float(plain) if len(plain) <= 18 and plain.isascii() else None


def _scaled(
    text: str, tokens: list[Token], j: int, value: float, table: Tables, digits: bool, priced: bool = False
) -> Number:
    """Multiply by the scale words or suffixes that follow token ``j``: "million", "bn", "thousand", "lakh
    crore".
    """
    scaled = False
    while j < len(tokens):
        word, start, end = tokens[j]
        glued = start == tokens[j - 1][2]
        if (
            word in DASHES
            and j + 1 < len(tokens)
            and scale_of_word(tokens[j + 1][0], table)
            and tokens[j + 1][1] == end
            and glued
        ):
            j += 1
            continue
        known = table.numbers.get(word)
        if known is None:
            break
        amount, kind = known
        if kind == "scale" and not (glued and not digits):
            value *= amount
        elif kind == "suffix" and digits and not scaled and (glued or priced or word not in ("k", "m", "b")):
            if not priced and word == "m" and j + 1 < len(tokens) and tokens[j + 1][0] in LENGTH_ADJECTIVES:
                break
            value *= amount
        else:
            break
        scaled = True
        digits = digits and kind == "scale"
        j += 1
    return Number(j, value, False, scaled)


def scale_of_word(word: str, table: Tables) -> float:
    known = table.numbers.get(word)
    return known[0] if known is not None and known[1] == "scale" else 0.0


def _word_number(text: str, tokens: list[Token], i: int, table: Tables) -> Number | None:
    """A number that begins with a word: "twenty-five", "a dozen", "half a million", "hundreds of
    thousands".
    """
    word = tokens[i][0]
    n = len(tokens)
    nxt = tokens[i + 1][0] if i + 1 < n else ""
    if word in ("a", "an"):
        if nxt in VAGUE or nxt == "half":
            return _word_number(text, tokens, i + 1, table) if nxt != "half" else None
        if (
            nxt == "quarter"
            and i + 4 < n
            and tokens[i + 2][0] == "of"
            and scale_of_word(tokens[i + 4][0], table)
        ):
            return Number(i + 5, 0.25 * scale_of_word(tokens[i + 4][0], table), False, True)
        return _scaled(text, tokens, i + 1, 1.0, table, digits=False) if scale_of_word(nxt, table) else None
    if word in VAGUE:
        return _vague(tokens, i, table)
    value, kind = table.numbers[word]
    if kind == "fraction":
        if word == "half" and nxt in ("a", "an") and i + 2 < n and scale_of_word(tokens[i + 2][0], table):
            return Number(i + 3, 0.5 * scale_of_word(tokens[i + 2][0], table), False, True)
        return None
    if kind == "plural":
        return _plural(tokens, i, value, table)
    if kind == "suffix" or kind == "scale":
        return None
    return _sum_of_words(text, tokens, i, table)


def _vague(tokens: list[Token], i: int, table: Tables) -> Number | None:
    """ "several hundred", "a few thousand" (open), "a couple of", "a pair of" (two)."""
    value = VAGUE[tokens[i][0]]
    nxt = tokens[i + 1][0] if i + 1 < len(tokens) else ""
    if value is not None:
        return Number(i + 2, value, False, False) if nxt == "of" else None
    known = table.numbers.get(nxt)
    if known is None or known[1] not in ("scale", "plural"):
        return None
    return _open(tokens, i + 2, known[0], table)


def _plural(tokens: list[Token], i: int, value: float, table: Tables) -> Number:
    """ "dozens", "tens of thousands", "hundreds of millions of": at least one of the named size."""
    return _open(tokens, i + 1, value, table)


def _open(tokens: list[Token], j: int, value: float, table: Tables) -> Number:
    """Multiply by what follows ("of thousands", "million") and step over the "of" before the thing
    counted.
    """
    while j < len(tokens):
        step = 1 if tokens[j][0] == "of" else 0
        known = table.numbers.get(tokens[j + step][0]) if j + step < len(tokens) else None
        if known is None or known[1] not in ("plural", "scale") or known[0] < 100:
            break
        value *= known[0]
        j += step + 1
    return Number(j, value, True, True)


def _sum_of_words(text: str, tokens: list[Token], i: int, table: Tables) -> Number | None:
    """ "two hundred and fifty thousand", "twenty-five", "one and a half million", "three quarters of a
    million".
    """
    total = current = 0.0
    j, n = i, len(tokens)
    scaled = False
    while j < n:
        word = tokens[j][0]
        known = table.numbers.get(word)
        if known is not None and known[1] == "unit":
            if current % 100 and not (current % 100 >= 20 and not current % 10 and known[0] < 10):
                break
            current += known[0]
        elif known is not None and known[1] == "scale":
            if known[0] == 100:
                current = (current or 1.0) * 100
            else:
                total += (current or 1.0) * known[0]
                current = 0.0
            scaled = True
        elif (
            word in DASHES
            and j + 1 < n
            and table.numbers.get(tokens[j + 1][0], ("", ""))[1] in ("unit", "scale")
        ):
            if tokens[j][1] != tokens[j - 1][2]:
                break
        elif (
            word == "and" and tokens[j + 1 : j + 3] and [t[0] for t in tokens[j + 1 : j + 3]] == ["a", "half"]
        ):
            scale = scale_of_word(tokens[j + 3][0], table) if j + 3 < n else 0.0
            return Number(
                j + (4 if scale else 3), (total + current + 0.5) * (scale or 1.0), False, bool(scale)
            )
        elif (
            word == "and"
            and scaled
            and j + 1 < n
            and table.numbers.get(tokens[j + 1][0], ("", ""))[1] == "unit"
        ):
            pass
        elif (
            word.rstrip("s") in ("quarter", "third")
            and 0 < current < 4
            and j + 3 < n
            and tokens[j + 1][0] == "of"
        ):
            scale = scale_of_word(tokens[j + 3][0], table)
            share = 0.25 if word.startswith("quarter") else 1 / 3
            return Number(j + 4, current * share * scale, False, True) if scale else None
        else:
            break
        j += 1
    while j > i + 1 and (tokens[j - 1][0] in DASHES or tokens[j - 1][0] == "and"):
        j -= 1
    return Number(j, total + current, False, scaled)
