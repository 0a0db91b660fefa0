"""Names of weapons and ships that no list holds, from the noun beside them.

"Two Vrana howitzers", "Talos-class frigates", "KX-5 jets" name a product before its noun; "the tanker Silver
Heron", "one of its ships, the Silver Heron", "MV Silver Heron" and "SILVER HERON (IMO 9301234)" name a ship.
What a list settles stays as it is ("Iranian drones", "Boeing jets").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from tradewire.extract.doc import Doc, Mention
from tradewire.extract.lexicon import LEXICON
from tradewire.extract.names.classes import word_class
from tradewire.extract.names.link import Linker
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.load import slug

ARMS = word_class("arms_types")
"""Item types whose nouns stand after a product's name."""
SHIPS = frozenset(["warship", "merchant_vessel"])
PEOPLE = frozenset(["fighter", "fighters", "carrier", "carriers"])
"""Nouns of the lists that mean people or airlines as often as arms."""
PREFIXES = tuple(f"{prefix} " for prefix in sorted(word_class("ship_prefixes")))
REACH = 48
AGAIN = 20
"""Names whose other places are looked for; keeps a long list of products linear."""
CODED = r"(?:[A-Z]{2}/)?[A-Z][A-Za-z]{0,5}(?:[-/ ]?\d{1,4}[A-Z]{0,2})+"
"""Letters and figures, "KX-5", "RBS 70", "AN/TPQ-36"."""
NAMED = r"[A-Z]\w+(?:-[A-Z0-9]\w*)?(?: (?:[A-Z]\w+|\dx\d))?"
DIRECT = re.compile(rf"(?<![\w/-])({CODED}|{NAMED})(?:-class)? $")
AHEAD = re.compile(r"(?<![\w/-])([A-Z]{1,4}[-/]?\d{1,4}[A-Z]{0,2}) $")
TYPE_CODE = re.compile(r"(?!(?:COP|COVID|FY|G|I|K|NH|U|UN)-)[A-Z]{1,5}-\d{1,4}")
"""A code of one type of goods; the prefixes left out number meetings, roads, school years and the like."""
LISTED = re.compile(rf"{CODED}|[A-Z]\w+(?:[- ][A-Z0-9]\w*)*")
SHIP_NAME = r"[A-Z][\w’'-]*(?: [A-Z0-9][\w’'-]*){0,3}"
AFTER_SHIP = re.compile(rf"(, the | (?:named |called |the )?)({SHIP_NAME})")
SHIP = re.compile(SHIP_NAME)
ABOARD = " aboard the "
BEFORE_NUMBER = re.compile(rf"({SHIP_NAME}) $")
_start_of = attrgetter("start")

DAYS = word_class("days")
_FORMS = LEXICON.of_kind("item")
ARMS_NOUNS = frozenset(
    entry
    for entry, form in _FORMS.items()
    if form.system is None and (form.item_type in ARMS or LEXICON.forms[entry] in ("launcher", "launchers"))
)
SHIP_NOUNS = frozenset(
    entry
    for entry, form in _FORMS.items()
    if form.system is None and form.item_type in SHIPS and LEXICON.forms[entry] not in PEOPLE
)
SYSTEMS = frozenset(entry for entry, form in _FORMS.items() if form.system and " " in LEXICON.forms[entry])
CODES = frozenset(
    entry for entry, form in _FORMS.items() if form.system and any(map(str.isdigit, LEXICON.forms[entry]))
)
Spans = dict[tuple[int, int], str]


def find_products(doc: Doc, mentions: list[Mention], linker: Linker) -> list[Mention]:
    """The mentions with those of products and ships put right and added, in reading order."""
    text = doc.text
    found: Spans = {}
    for start, end, entry in doc.hits:
        if entry in CODES:
            _code(text, mentions, start, end, found)
        elif text[start].isupper():
            if entry in SYSTEMS:
                _system(text, mentions, start, end, found)
            continue
        if entry in ARMS_NOUNS and text[start - 2 : start - 1].isalnum():
            _before_noun(text, mentions, start, text[start:end] in PEOPLE, found)
        if entry in SHIP_NOUNS:
            _after_noun(text, mentions, end, found)
    for mention in mentions:
        if mention.label == "PRODUCT":
            _after_code(text, mention, found)
        elif mention.rule == "context" and TYPE_CODE.fullmatch(text, mention.start, mention.end):
            found[(mention.start, mention.end)] = "letters and figures"
    for prefix in PREFIXES:
        _prefixed(text, prefix, found)
    _aboard(text, mentions, found)
    _numbered(text, found)
    if not found:
        return mentions
    for name in sorted({text[start:end] for (start, end), rule in found.items() if rule})[:AGAIN]:
        _again(text, mentions, name, found)
    return _merged(text, mentions, found, linker)


def _system(text: str, mentions: list[Mention], start: int, end: int, found: Spans) -> None:
    """The name in a listed phrase such as "K2 tanks", whatever else "K2" may name."""
    match = LISTED.match(text, start, end)
    if match and text[match.end() : end].strip().islower():
        known = any(mention.rule != "context" for mention in _overlapping(mentions, start, match.end()))
        if known and not any(c.isdigit() for c in match[0]):
            return
        found[(start, match.end())] = "listed system"


def _code(text: str, mentions: list[Mention], start: int, end: int, found: Spans) -> None:
    """A listed name with figures, with the product's name behind it: "2S19 Msta-S"."""
    words = text[start:end].split(" ")
    while len(words) > 1 and words[-1].islower() and words[-1].isalpha():
        end -= len(words.pop()) + 1
    if text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum():
        end += 1
    reach = end + 2 if text[end : end + 1] == " " else end
    for mention in _overlapping(mentions, start, reach):
        guess = mention.label == "PRODUCT" or mention.rule == "context"
        if mention.start < start or (mention.end > end and mention.start < end and not guess):
            return
        if mention.label == "PRODUCT" or (guess and mention.start < end):
            end = max(end, mention.end)
    found[(start, end)] = "listed system"


def _again(text: str, mentions: list[Mention], name: str, found: Spans) -> None:
    """Other places of a name that is now known for a product's."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not text[end : end + 1].isalnum() and not (at and text[at - 1].isalnum()):
            over = _overlapping(mentions, at, end)
            if all(
                mention.rule == "context" and (mention.start, mention.end) == (at, end) for mention in over
            ):
                found.setdefault((at, end), "product seen before")
        at = text.find(name, end)


def _overlapping(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    i = max(0, bisect_left(mentions, start, key=_start_of) - 1)
    out = []
    while i < len(mentions) and mentions[i].start < end:
        if mentions[i].end > start:
            out.append(mentions[i])
        i += 1
    return out


def _before_noun(text: str, mentions: list[Mention], noun: int, people: bool, found: Spans) -> None:
    """The name that ends before the noun at ``noun``, if no list has it."""
    low = max(0, noun - REACH)
    match = DIRECT.search(text[low:noun])
    if match is None:
        return
    start, end = low + match.start(1), low + match.end(1)
    coded = text[end - 1].isdigit() or any(c.isdigit() for c in match[1])
    if people and not coded:
        return
    for mention in _overlapping(mentions, start, end):
        if mention.label == "PRODUCT" or (mention.start < start or mention.end > end):
            return
        if mention.label in ("GPE", "NORP") and text[mention.end : end].strip(" ").isdigit():
            return  # "sold Egypt 24 jets"
        if mention.rule != "context" and not coded:
            if mention.end >= end - 1:
                return
            start = mention.end + 1
    name = text[start:end]
    if not name[:1].isupper() or (not coded and not _is_strange(text, start, name)):
        return
    found[(start, end)] = "before a noun of arms"


def _is_strange(text: str, start: int, name: str) -> bool:
    """Whether a word in capitals is no English word that only its place made large."""
    if not all(word[:1].isupper() for word in name.split(" ")):
        return False
    first = name.split(" ", 1)[0]
    before = text[max(0, start - 2) : start].rstrip(" ")
    return (
        first.lower() not in WORDS.english
        and first not in DAYS
        and bool(before)
        and before[-1] not in '.!?:\n“"‘•'
    )


def _after_code(text: str, product: Mention, found: Spans) -> None:
    """A listed name with its type's code before it is one name: "UH-60M Black Hawk"."""
    start = product.start
    match = AHEAD.search(text, max(0, start - REACH), start) if text[start - 1 : start] == " " else None
    if match is not None:
        found[(match.start(1), product.end)] = "code before a product"


def _after_noun(text: str, mentions: list[Mention], end: int, found: Spans) -> None:
    """The ship's name after "tanker" or "ships, the"."""
    match = AFTER_SHIP.match(text, end)
    if match is None or (match[1] == " " and text[end - 1] == "s" and text[end - 2] != "s"):
        return
    start, stop = match.span(2)
    if not _free(mentions, start, stop):
        return
    first = match[2].split(" ", 1)[0]
    if first in DAYS or (first == match[2] and first.lower() in WORDS.english):
        return
    found[(start, stop)] = "after a noun of ships"


def _free(mentions: list[Mention], start: int, stop: int) -> bool:
    """Whether no mention stands in the way of a ship's name: none but guesses, and listed names that are a
    mere word of it: "Baltic Honour"."""
    return all(
        (mention.rule in ("context", "title") and mention.label != "NORP")
        or (mention.start >= start and mention.end <= stop and mention.end - mention.start < stop - start)
        for mention in _overlapping(mentions, start, stop)
    )


def _aboard(text: str, mentions: list[Mention], found: Spans) -> None:
    """The ship that somebody or something is aboard."""
    at = text.find(ABOARD)
    while at >= 0:
        match = SHIP.match(text, at + len(ABOARD))
        if match and " " in match[0] and _free(mentions, match.start(), match.end()):
            found[match.span()] = "aboard"
        at = text.find(ABOARD, at + 1)


def _prefixed(text: str, prefix: str, found: Spans) -> None:
    at = text.find(prefix)
    while at >= 0:
        match = SHIP.match(text, at + len(prefix))
        if match and not text[at - 1 : at].isalnum():
            found[(at, match.end())] = "ship's prefix"
        at = text.find(prefix, at + 1)


def _numbered(text: str, found: Spans) -> None:
    """Names before the number that the International Maritime Organization gives a ship."""
    at = text.find("(IMO ")
    while at >= 0:
        low = max(0, text.rfind("\n", max(0, at - REACH), at) + 1, at - REACH)
        match = BEFORE_NUMBER.search(text[low:at])
        if match:
            found[(low + match.start(1), low + match.end(1))] = "ship's number"
        found[(at + 1, at + 4)] = ""
        at = text.find("(IMO ", at + 1)


def _merged(text: str, mentions: list[Mention], found: Spans, linker: Linker) -> list[Mention]:
    """The mentions without those that a found span touches, and the found spans."""
    added: list[Mention] = []
    listed = {mention.end: mention.entity for mention in mentions if mention.label == "PRODUCT"}
    last = -1
    for (start, end), rule in sorted(found.items()):
        if start < last:
            continue
        last = end
        if not rule:
            added.append(Mention(start, end, "", linker.entity("", "", ""), rule))
            continue
        name = text[start:end]
        entity = listed.get(end) or linker.entity("product:" + slug(name), "PRODUCT", name)
        entity.aliases.add(name)
        entity.mention_count += 1
        added.append(Mention(start, end, "PRODUCT", entity, rule))
    kept = []
    at = 0
    for mention in mentions:
        while at < len(added) and added[at].end <= mention.start:
            at += 1
        if at < len(added) and added[at].start < mention.end:
            mention.entity.mention_count -= 1
        else:
            kept.append(mention)
    return sorted([*kept, *(mention for mention in added if mention.rule)], key=_start_of)
