"""Noun phrases around a verb: the one before it, the ones behind it with their prepositions."""

from __future__ import annotations

from typing import NamedTuple

from tradewire.extract.items.grammar.clause import NUMERALS, PHRASE, PHRASE_AHEAD, Clause
from tradewire.extract.trade_forms import word_class

Region = tuple[int, int]
"""Letters ``[first, last)`` of a clause."""

REACH = 40
"""Letters looked at on either side of a verb: longer noun phrases are lists of other things."""

STOP = frozenset("WHSQB;.:amhuTVC_")
NOUNISH = frozenset("NAxXGIDFeg9P)!")
PREPOSITIONS = frozenset("tfbwivpo")
FINITE = frozenset("ahmC")
"""Letters that make a name before them the subject of a new clause."""
PERSONAL = word_class("personal")
AGENTS = word_class("agents")
ARTICLES = frozenset(["a", "an", "the", "this", "that", "these", "those"])
RESTRICTING = frozenset(["mainly", "mostly", "chiefly", "largely", "primarily", "partly", "notably"])
MONEY_WORDS = word_class("money_nouns") | word_class("scales")


class Argument(NamedTuple):
    """A noun phrase behind a verb or noun: the letter of its preposition ("" for an object) and its
    letters.
    """

    slot: str
    first: int
    last: int


def phrase_before(clause: Clause, end: int) -> Region | None:
    """The noun phrase that ends in front of letter ``end``, with its prepositional phrases; skips an
    apposition.
    """
    codes = clause.codes
    j = end - 1
    if j >= 0 and codes[j] == ",":
        j = _before_apposition(clause, j)
    elif j > 1 and codes[j] == "C" and codes[j - 1] in "PN":  # "companies *it says* were involved"
        j -= 2
    while j >= 0 and codes[j] in '"!':
        j -= 1
    last = j + 1
    if j > 0 and codes[j] == "P" and clause.token(j) in PERSONAL:
        return (j, last)  # "the drones *it* gave"
    i = j
    while i >= 0 and last - i < REACH:
        code = codes[i]
        if code == "I" and i < j and codes[i + 1] == "N" and _acts(clause, i + 1):
            break  # "the tanks *Poland* gave"
        if code in PHRASE or code == ")":
            i -= 1
        elif code in "oipflb&" and i > 0 and i < j and codes[i - 1] in NOUNISH and codes[i + 1] in PHRASE:
            if code == "&" and not _joins_names(clause, i):
                break
            if code == "b" and codes[i - 1] not in "FD":
                break
            i -= 1
        elif (code in '"!' and i < j) or (
            code == "," and i > 0 and codes[i - 1] in "NA" and i + 1 <= j and _in_list(codes, i, j)
        ):
            i -= 1
        else:
            break
    first = i + 1
    return (first, last) if first < last else None


def _acts(clause: Clause, i: int) -> bool:
    """True for the name of a state, body or person: a product's name belongs to the item before it."""
    name = clause.names[i]
    return name is not None and name.label in ("GPE", "ORG", "PERSON")


def _in_list(codes: list[str], i: int, j: int) -> bool:
    """True where the comma stands in a list that ends in "and": "China, Turkey and Iran"."""
    return codes[i + 1] in "NA&" and "&" in codes[i + 1 : min(j, i + 12)]


def _joins_names(clause: Clause, i: int) -> bool:
    return clause.codes[i + 1] in "NAdXxs" and clause.codes[i - 1] in "NAXx"


def _before_apposition(clause: Clause, j: int) -> int:
    """For ", the supplier of X," or ", whose trade grows," the letter before the first of the two commas."""
    codes = clause.codes
    verb = False
    for i in range(j - 1, max(-1, j - REACH), -1):
        if codes[i] == ",":
            relative = codes[i + 1] == "W" or clause.token(i + 1) == "whose"
            relative = relative or (
                codes[i + 1] == "T" and codes[i - 1] == "I" and _is_reduced(clause, i + 1)
            )
            return i - 1 if relative or not verb else j - 1
        if codes[i] in ";:":
            break
        verb = verb or codes[i] in "TVCmahu"
    return j - 1


def _is_reduced(clause: Clause, k: int) -> bool:
    """True for a participle that hangs on the noun before its comma: "rifles, *bought* from Oman,"."""
    after = clause.codes[k + 1] if k + 1 < len(clause.codes) else ""
    return clause.has_form(k, "participle") and after in PREPOSITIONS | {"x"}


def arguments(clause: Clause, k: int, noun: bool = False) -> tuple[list[Argument], int]:
    """The noun phrases behind letter ``k`` up to the end of its clause, and the noun of transfer they end in.

    The second value is the index of a noun of transfer ("provides *supplies* of …") or -1.
    """
    codes = clause.codes
    n = min(len(codes), k + 1 + REACH * 2)
    found: list[Argument] = []
    slot, first = "", -1
    i = k + 1
    while i < n:
        code = codes[i]
        if code == "(" and ")" in codes[i : i + 14]:
            i = codes.index(")", i) + 1
            continue
        if code == "g" and i + 1 < n and _gerund_opens(codes, i, i == k + 1 and not noun):
            break
        if code in PHRASE_AHEAD or code in "GFd(":
            if slot in ("t", "f") and first >= 0 and not noun and _object_begins(clause, first, i):
                found.append(Argument(slot, first, i))  # "imported from China *two tons of …*"
                slot, first = "", -1
            if first < 0:
                first = i
        elif code == "D":
            if first < 0:
                first = i
            if slot in ("t", "f", "b") and clause.token(i) in AGENTS and codes[i + 1 : i + 2] != ["o"]:
                i += 1
                continue  # "from a *manufacturer* in Norway"
            found.append(Argument(slot, first, i))
            return found, i
        elif code in PREPOSITIONS:
            following = codes[i + 1] if i + 1 < n else ""
            if noun and first >= 0 and slot in ("t", "f") and _is_of_state(codes, first, i, following):
                i += 1
                continue
            if first >= 0:
                found.append(Argument(slot, first, i))
                first = -1
            if following in "TV" or following == "":
                break
            if code != "o" or noun:
                slot = _slot_of_preposition(clause, i, slot, found)
        elif code == "," and codes[i + 1 : i + 2] == ["x"] and _is_restricted(clause, i + 1):
            if first >= 0:
                found.append(Argument(slot, first, i))
                first = -1
            i += 1
        elif code == "," and first >= 0 and (aside := _apposition_end(codes, i, n)) > 0:
            found.append(Argument(slot, first, i))
            first, i = -1, aside
        elif code in ",&l/:;":
            goes_on = _list_goes_on(clause, i, slot, n)
            if not goes_on:
                break
            if first >= 0:
                found.append(Argument(slot, first, i))
                first = -1
            slot = _slot_of_list(codes, i, "" if goes_on == "I" and not noun else slot, slot)
        elif code in '"!n)':
            pass
        elif code in STOP:
            break
        i += 1
    if first >= 0:
        found.append(Argument(slot, first, i))
    return found, -1


def _apposition_end(codes: list[str], i: int, n: int) -> int:
    """The comma that ends an apposition before a further preposition: "with Saab, *a Swedish firm,* for"; -1
    for none.
    """
    if codes[i - 1] != "N" or codes[i + 1 : i + 2] != ["d"]:
        return -1
    for j in range(i + 2, min(n - 1, i + 10)):
        if codes[j] == ",":
            return j if codes[j + 1] in "tfbwi" else -1
        if codes[j] not in "xXeAN-'":
            break
    return -1


def _is_restricted(clause: Clause, i: int) -> bool:
    """ "buys its arms, *mainly* from Oslo": an adverb that a preposition of the same verb follows."""
    return clause.token(i) in RESTRICTING and "".join(clause.codes[i + 1 : i + 2]) in tuple("tfbwi")


def _gerund_opens(codes: list[str], i: int, first: bool) -> bool:
    """Whether the gerund at ``i`` opens a clause: "stop *pretending* the tanks", "chips *containing* …"."""
    return (first and codes[i + 1] in "dNPs") or (codes[i - 1] == "I" and codes[i + 1] != "I")


def _is_of_state(codes: list[str], first: int, i: int, following: str) -> bool:
    """Whether the "of" at ``i`` goes on with a body's name: "sale to the Government *of Norway* of jets"."""
    return codes[i] + following in ("oN", "od") and not set(codes[first:i]) & set("NAI")


def _slot_of_preposition(clause: Clause, i: int, slot: str, found: list[Argument]) -> str:
    """The preposition that what follows hangs on; "in" goes on with a sum: "$61 billion *in* aid"."""
    if clause.codes[i] == "p" and found and slot in ("", "l") and clause.token(i) == "in":
        span = range(found[-1].first, i)
        if any(clause.codes[j] == "$" or clause.token(j) in MONEY_WORDS for j in span):
            return slot
    return clause.codes[i]


def _slot_of_list(codes: list[str], i: int, after_item: str, slot: str) -> str:
    """The preposition behind a mark of a list; an item begins anew: "tanks to Poland *and* 24 launchers"."""
    if slot in ("t", "f", "b", "i") and codes[i] in "&,;":
        slot = after_item
    if codes[i] == ":":
        return "l"
    if codes[i] == "l" and not (slot in "tfb" and codes[i + 1 : i + 2] and codes[i + 1] in "NA"):
        return "l"
    return slot


def _object_begins(clause: Clause, first: int, i: int) -> bool:
    """True where the object follows the phrase of "to" or "from" that began at ``first``: "hand over to
    Kyiv *30 tanks*", "sold to Iran *its oldest jets*".
    """
    codes = clause.codes
    counted = codes[i] in "9$ds" or clause.token(i) in NUMERALS
    if codes[i - 1] == "N":
        name = clause.names[i - 1]
        return counted or (name is not None and name.label == "GPE" and _item_follows(clause, i))
    return counted and codes[i] != "d" and codes[i - 1] in "xG" and any(c in "NA" for c in codes[first:i])


def _item_follows(clause: Clause, i: int) -> bool:
    """True where letter ``i`` begins a plain noun phrase that ends in an item: "anti-tank rifles"."""
    codes = clause.codes
    for j in range(i, min(len(codes), i + 5)):
        if codes[j] == "I":
            return True
        if codes[j] not in "xXeEA-":
            break
    return False


def _list_goes_on(clause: Clause, i: int, slot: str, n: int) -> str:
    """What a comma, "and", a colon or "including" adds: ``I`` an item, ``N`` a name, ``p`` a phrase, ""
    nothing.
    """
    codes = clause.codes
    j = i + 1
    while j < n and codes[j] in ',&lB"!':
        j += 1
    if j >= n or (codes[j] == "g" and codes[i] == ","):
        return ""
    if codes[j] in "tfbwiv" and j + 1 < n and codes[j + 1] not in "TV" and codes[i] not in ":;":
        return "p"
    steps = 0
    while j < n and steps < 9:
        code = codes[j]
        if code == "I":
            return "I"
        if code in "NA" and codes[i] in "&,l" and slot in "tfbi" and slot:
            opens = codes[i] == "," and code == "N" and set(codes[j + 1 : j + 2]) & FINITE
            return "" if opens else "N"  # "transfers to other states, *the US has* opposed it"
        if codes[i] in ":;" and (code in "gS" or (not steps and code in "NP")):
            return ""
        if code == "D" or (steps and code in "tfoi" and codes[i] == "&"):
            return "D"
        if code == "(" and ")" in codes[j : j + 6]:
            j = codes.index(")", j) + 1
            continue
        if code not in "dxXeAN9g'-$E\"!sp/" or (code == "p" and codes[j - 1] not in "x9"):
            return ""
        j += 1
        steps += 1
    return ""


def phrase_start(clause: Clause, k: int) -> int:
    """The first letter of the noun phrase whose head is letter ``k``: determiner, possessor, modifiers."""
    codes = clause.codes
    i = k
    while i > 0 and k - i < REACH and codes[i - 1] in PHRASE_AHEAD | {"d"}:
        i -= 1
        if (codes[i] == "d" and clause.token(i) in ARTICLES) or (codes[i] == "s" and codes[i - 1] != "d"):
            break  # "shipped Kyiv *a* second batch"
    return i


def with_subject(clause: Clause, region: Region | None) -> Region | None:
    """ "Lockheed was working": where the phrase is only a participle behind "be", the phrase before that."""
    if region is None or not region[0] or any(c not in "egxE" for c in clause.codes[region[0] : region[1]]):
        return region
    if clause.codes[region[0] - 1] not in "ah":
        return region
    i = region[0] - 1
    while i > 0 and clause.codes[i - 1] in "ahmn":
        i -= 1
    return phrase_before(clause, i) or region


def by_whom(clause: Clause, g: int) -> Region | None:
    """ "accused *by Moscow* of", "was asked *by Kyiv* to"."""
    codes = clause.codes
    if codes[g + 1 : g + 2] != ["b"]:
        return None
    end = g + 2
    while end < len(codes) and codes[end] in PHRASE:
        end += 1
    return (g + 2, end) if end > g + 2 else None
