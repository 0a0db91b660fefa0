"""From the words of a party to whom they stand for: the entity and its country."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from tradewire.extract.doc import Mention, Party, Quote
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Region
from tradewire.extract.items.grammar.verb_groups import verb_group
from tradewire.extract.items.moods.agency import agent
from tradewire.extract.items.parties.affiliations import (
    AGENCIES,
    RELEASE,
    affiliation,
    house_country,
    speaker_country,
)
from tradewire.extract.items.parties.groups import group_before
from tradewire.extract.items.parties.home import home_country, own_country
from tradewire.extract.names import resolve_reference
from tradewire.extract.trade_forms import word_class

RELATIONAL = word_class("relational")
THIRD_PERSON = word_class("third_person")
FIRST_PERSON = word_class("first_person")
INDEFINITE = frozenset(
    ["a", "an", "another", "any", "each", "every", "foreign", "no", "one", "other", "third"]
)
OWN_STATE = word_class("own_state")
RULING = word_class("ruling")
_start_of = attrgetter("start")
LANDS = frozenset(["country", "nation", "kingdom", "republic", "regime", "junta", "island"])
#: States that are called "the island".
ISLANDS = frozenset(["CU", "CY", "LK", "MG", "MT", "SG", "TW"])
TRAILING = frozenset("xXGe")
FUNCTION_STOP = frozenset("tfbwivpo")


def resolve(clause: Clause, region: Region | None) -> Party:
    """The party that letters ``region`` name; an empty ``Party`` where they name nobody."""
    if region is None or region[0] >= region[1]:
        return Party()
    found = _mention(clause, region)
    if found is not None:
        i, name = found
        if (
            i + 2 < region[1] + 1
            and clause.codes[i + 1 : i + 2] == ["'"]
            and _is_relational(clause, i + 2, region[1])
        ):
            return Party()
        seat = _seat(clause, i, region[1]) if name.label == "ORG" else None
        if seat is not None:
            return Party(clause.starts[i], clause.ends[i], name.entity, seat)
        last = i + 1
        if clause.codes[i] == "A" or (last < region[1] and clause.codes[last] == "'"):
            while last < region[1] and clause.codes[last] in TRAILING | {"'"}:
                last += 1
        return Party(
            clause.starts[i], clause.ends[last - 1], name.entity, affiliation(clause.doc, name.entity)
        )
    return _reference(clause, region)


def _seat(clause: Clause, i: int, limit: int) -> str | None:
    """The country of a body that "of" names behind it: "the KGB *of Belarus*"; or None."""
    for j in range(i + 2, min(limit, i + 4)):
        name = clause.names[j]
        if clause.codes[i + 1] == "o" and name is not None and name.label == "GPE":
            return name.entity.country
    return None


def origin_within(clause: Clause, region: Region | None) -> str | None:
    """The country that makes the named system in a phrase: "in the wreckage of a *Kh-101*"; or None."""
    for i in range(*(region or (0, 0))):
        word = clause.words[i]
        if word is not None and word.item is not None and word.item.origin:
            return word.item.origin
    return None


def _mention(clause: Clause, region: Region) -> tuple[int, Mention] | None:
    """The name that stands for the phrase: the first of its head, else of its complements; unknown verbs
    divide it.
    """
    heads: list[tuple[int, Mention]] = []
    rest: list[tuple[int, Mention]] = []
    inside = False
    for i in range(*region):
        code = clause.codes[i]
        if code in FUNCTION_STOP and i > region[0]:
            inside = True
        name = clause.names[i]
        if name is not None and clause.token(i + 2 if i + 2 < len(clause.codes) else i) == "born":
            continue  # "a *Norland-born* trader" sells for nobody's land
        if name is not None:
            (rest if inside else heads).append((i, name))
        elif code in "xe" and heads and not inside and _looks_finite(clause, i, region):
            heads = []
    heads = _without_possessors(clause, heads)
    for found in (heads, rest):
        for i, name in found:
            if name.label != "PRODUCT" and affiliation(clause.doc, name.entity):
                return i, name
    for found in (heads, rest):
        for i, name in found:
            if name.label in ("ORG", "PERSON", "GPE"):
                return i, name
    return None


def _taken_up(clause: Clause, region: Region) -> Region:
    """The words that a lone "it" takes up: "*the island* received what it ordered"; else the region."""
    if region[1] - region[0] == 1 and clause.token(region[0]) == "it":
        for i in range(region[0] - 1, 0, -1):
            if clause.names[i] is not None:
                break
            if clause.token(i) in LANDS and clause.token(i - 1) == "the":
                return i - 1, i + 1
    return region


def _the_country(clause: Clause, region: Region) -> Party:
    """ "The country", "the nation's", "the island": the country named last before it."""
    for i in range(*region):
        if clause.codes[i] == "x" and clause.token(i) in LANDS:
            if any(clause.token(j) in INDEFINITE for j in range(max(region[0], i - 2), i)):
                break  # "a certain country"
            start = clause.starts[i]
            at = bisect_left(clause.doc.mentions, start, key=_start_of)
            for name in reversed(clause.doc.mentions[max(0, at - 8) : at]):
                if clause.token(i) == "island" and name.entity.country not in ISLANDS:
                    continue
                if name.label in ("GPE", "NORP") and name.entity.country not in (None, "EU"):
                    return Party(start, clause.ends[i], name.entity, name.entity.country)
            break
    return Party()


def _is_relational(clause: Clause, first: int, last: int) -> bool:
    """ "its *partners*", "Ukraine's *allies*": others than the possessor."""
    return any(clause.token(i) in RELATIONAL for i in range(first, min(last, first + 4)))


def _without_possessors(clause: Clause, heads: list[tuple[int, Mention]]) -> list[tuple[int, Mention]]:
    """ "Brazil's neighbour Argentina" is Argentina: a possessor steps back where a name with a country
    follows.
    """
    kept = [
        (i, name)
        for k, (i, name) in enumerate(heads)
        if not (
            i + 1 < len(clause.codes)
            and clause.codes[i + 1] == "'"
            and any(
                affiliation(clause.doc, later.entity) and later.label != "PRODUCT"
                for _, later in heads[k + 1 :]
            )
        )
    ]
    return kept or heads


def _looks_finite(clause: Clause, i: int, region: Region) -> bool:
    """An unknown word between two names that has the shape of a verb: "Germany *says* Ukraine"."""
    token = clause.token(i)
    if not (token.endswith(("s", "ed"))) or token.endswith("ss"):
        return False
    after = i + 1
    while after < region[1] and clause.codes[after] in "dX":
        after += 1
    return after < region[1] and clause.codes[after] in "NA" and clause.codes[i - 1] in "Nx"


def _reference(clause: Clause, region: Region) -> Party:
    """A pronoun, possessive or group phrase, resolved by the names stage."""
    reported = _own_state(clause, region)
    if reported.country:
        return reported
    land = _the_country(clause, _taken_up(clause, region))
    if land.country:
        return land
    for i in range(*region):
        if clause.codes[i] == "s" and _is_relational(clause, i + 1, region[1]):
            return Party()
        if clause.codes[i] in "Ps" and clause.token(i) in FIRST_PERSON:
            return _speaker(clause, i)
    for i in range(*region):
        if clause.codes[i] in "PsG" or (
            clause.codes[i] == "d" and clause.token(i) in ("the", "these", "this", "those", "both")
        ):
            start = clause.starts[i]
            end = clause.ends[i] if clause.codes[i] in "Ps" else clause.ends[region[1] - 1]
            bound = (_blamed(clause, i) or _bound(clause, i)) if clause.codes[i] == "s" else Party()
            if bound.country:
                return bound
            entity = resolve_reference(clause.doc, start, end)
            country = affiliation(clause.doc, entity)
            if country and entity is not None and entity.name not in AGENCIES:
                return Party(start, end, entity, country)
            group = group_before(clause, (i, i + 1 if clause.codes[i] in "Ps" else region[1]))
            if group.country:
                return group
            if clause.codes[i] in "PsG":
                break
            if any(clause.token(j) in RULING for j in range(i + 1, region[1])):  # "the Federal Government"
                return Party(start, end, None, home_country(clause.doc))
    return _same_sentence(clause, region)


def _own_state(clause: Clause, region: Region) -> Party:
    """ "*His government* had donated", "*her country*", said by a minister: the state of who is quoted."""
    for i in range(region[0], min(region[1], len(clause.codes) - 1)):
        if clause.codes[i] != "s" or clause.token(i) not in THIRD_PERSON:
            continue
        if not any(clause.token(j) in OWN_STATE for j in range(i + 1, min(region[1], i + 3))):
            break
        quote = _quote_around(clause, clause.starts[i], clause.ends[i])
        country = speaker_country(clause.doc, quote) if quote is not None else None
        if quote is not None and country:
            return Party(clause.starts[i], clause.ends[i + 1], quote.speaker_entity, country)
        break
    return Party()


def _quote_around(clause: Clause, start: int, end: int) -> Quote | None:
    """The quote with a speaker that holds the span, or None."""
    quotes = clause.doc.quotes
    at = bisect_left(quotes, clause.start, key=_start_of)
    for quote in quotes[max(0, at - 3) : at + 8]:
        speaks = quote.speaker_start is not None or quote.speaker_entity is not None
        if speaks and quote.start <= start and end <= quote.end:
            return quote
    return None


def _blamed(clause: Clause, i: int) -> Party | None:
    """ "expelled Turkey over *its* purchase", "criticised Oslo for *its* sales": whose deed is blamed."""
    if i < 2 or clause.token(i - 1) not in ("over", "for"):
        return None
    for j in range(i - 2, 0, -1):
        name = clause.names[j]
        if name is not None:
            country = affiliation(clause.doc, name.entity)
            object_of_verb = clause.token(i - 1) == "over" or clause.codes[j - 1] in "VC"
            if country is None or not object_of_verb:
                break
            return Party(clause.starts[i], clause.ends[i], name.entity, country)
        if clause.codes[j] in "T;:,&":
            break
    return None


def _bound(clause: Clause, i: int) -> Party:
    """ "Germany asked Poland to send *its* tanks": a possessive belongs to who acts in the verb before it."""
    for j in range(i - 1, max(-1, i - 16), -1):
        if clause.codes[j] in "TV":
            group = verb_group(clause, j)
            if not (group.gerund or group.infinitive):
                break
            region = agent(clause, j).region
            if region is None or region[0] <= i < region[1]:
                break
            found = _mention(clause, region)
            if found is None:
                break
            _k, name = found
            return Party(clause.starts[i], clause.ends[i], name.entity, affiliation(clause.doc, name.entity))
        if clause.codes[j] in ";WHS" and not (clause.codes[j] == "S" and j == i - 1):
            break
    return Party()


def _same_sentence(clause: Clause, region: Region) -> Party:
    """ "Turkey said *it* sold", "Iran and *its* drones": the first name of the sentence before the
    pronoun.
    """
    for i in range(*region):
        if clause.codes[i] in "Ps" and clause.token(i) in THIRD_PERSON:
            for j in range(i - 1, -1, -1):
                name = clause.names[j]
                if name is not None and name.label in ("GPE", "ORG", "PERSON"):
                    country = affiliation(clause.doc, name.entity)
                    if country is None or (j and clause.codes[j - 1] in "tf"):
                        continue
                    return Party(clause.starts[i], clause.ends[i], name.entity, country)
            break
    return Party()


def _speaker(clause: Clause, i: int) -> Party:
    """ "We", "our": whoever speaks the quote they stand in, else the speaker of the quote next to the
    sentence.
    """
    start, end = clause.starts[i], clause.ends[i]
    quotes = clause.doc.quotes
    best = None
    at = bisect_left(quotes, clause.start, key=_start_of)
    for quote in quotes[max(0, at - 3) : at + 8]:
        if quote.speaker_start is None and quote.speaker_entity is None:
            continue
        if (quote.start <= start and end <= quote.end) or (best is None and abs(quote.start - end) < 200):
            best = quote
    if best is None:
        house = house_country(clause.doc) or home_country(clause.doc)
        return Party(start, end, None, house or own_country(clause.doc))
    country = speaker_country(clause.doc, best) or house_country(clause.doc)
    if country is None and RELEASE.search(clause.doc.text, 0, 200):
        country = home_country(clause.doc)  # an answer in a parliament's record
    if country is None:
        return Party()
    return Party(start, end, best.speaker_entity, country)
