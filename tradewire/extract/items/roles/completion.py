"""Roles that a sentence leaves open, taken from the other claims of the same document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from operator import attrgetter

from tradewire.extract.doc import Doc, Party, TradeItem
from tradewire.extract.items.parties.affiliations import speaker_country
from tradewire.extract.trade_forms import word_class

SANCTIONS_BEFORE = re.compile(
    r"(?:sanctions|measures|restrictions|requirements)\s+(?:on|against|targeting|for)\s+(?:the\s+)?$|anti-$"
)
SANCTIONS_AFTER = re.compile(
    r"(?:-related)?\s+(?:sanctions|measures|regime sanctions)"
    r"|['’]s\s+(?:military|war machine|war effort|access)"
)
#: "The missiles", "those 42 vehicles", "all 16 guns": things spoken of before.
DEFINITE = re.compile(
    r"(?:\b(?:the|these|those|this|that|such|said)(?:\s+(?:remaining|other|first|last|next|new|latest|\d[\d,.]*|\w+teen|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty))*|\b(?:all|both)\s+\w+)\s+$",
    re.IGNORECASE,
)
HELD = ("include", "give:list")
"""Rules of what a deal or a list holds: it goes where the deal spoken of before goes."""
TOPIC_REACH = 8
"""Sentences that stay with the one whose supplies they tell of."""
RETURN_REACH = 2
"""Sentences back to what is paid for "in return"."""
RETURN = re.compile(r"\bin (?:return|exchange)\b", re.IGNORECASE)
OFFICIAL = re.compile(r"minist|president|premier|chancellor|government|cabinet|secretary|parliament")
LACKING = word_class("lacking")
_start_of = attrgetter("start")


def complete_roles(doc: Doc, closed: set[int], given: set[int]) -> None:
    """Fill roles that the grammar leaves open from the other claims of the same document.

    A transfer that names one side takes the other from the claims that name both, where most of them
    agree; a definite or demonstrative phrase ("the missiles") takes both from the last complete claim
    about the same class.
    """
    complete = [row for row in doc.items if row.supplier.country and row.recipient.country]
    target = _sanctioned_country(doc) if any(row.status == "blocked" for row in doc.items) else None
    recipients, suppliers = _counts(complete)
    usual = _most(Counter(str(row.recipient.country) for row in complete)) if len(complete) > 1 else None
    settled = {id(row) for row in complete}
    told: TradeItem | None = None
    for place, row in enumerate(doc.items):
        if id(row) in settled:
            told = row
        supplier, recipient = row.supplier.country, row.recipient.country
        if supplier and not recipient and _is_open(row, closed):
            known = _most(recipients.get(supplier))
            _take(row, "recipient", known or (usual if usual != supplier else None))
            if row.recipient.country is None:
                _take(row, "recipient", _topic(row, told), "topic")
        elif recipient and not supplier and id(row) not in given and _may_be_supplied(row):
            _take(row, "supplier", _most(suppliers.get(recipient)))
        elif not supplier and not recipient and row.status != "blocked" and _is_definite(doc, row):
            last = _antecedent(doc, row, complete)
            if last is not None:
                row.supplier, row.recipient = (
                    Party(country=last.supplier.country),
                    Party(country=last.recipient.country),
                )
                row.rule += "+anaphor"
        if row.supplier.country is None and id(row) not in given:
            _take_speaker(doc, row)
        if row.supplier.country is None and row.recipient.country and row.rule.startswith("get"):
            _take_return(doc, place)
            _take_maker(doc, row)
        if row.recipient.country is None and target and row.status == "blocked" and _may_aim(row, target):
            row.recipient = Party(country=target)
            row.rule += "+sanctioned"


def _topic(row: TradeItem, told: TradeItem | None) -> str | None:
    """ "Spain built frigates for Chad.  Italy sold *a ship*": who is supplied in what was ``told``."""
    if told is None or row.sentence_index - told.sentence_index > TOPIC_REACH or _is_unreal(told):
        return None
    return told.recipient.country


Sides = dict[str, "Counter[str]"]
"""Who is on the other side of a country's claims, with how many of them."""


def _counts(complete: list[TradeItem]) -> tuple[Sides, Sides]:
    """Recipients by supplier and suppliers by recipient; what is denied or only wished for counts where there
    is nothing else.
    """
    recipients: Sides = {}
    suppliers: Sides = {}
    for row in sorted(complete, key=_is_unreal):
        giver, taker = str(row.supplier.country), str(row.recipient.country)
        if not _is_unreal(row) or giver not in recipients:
            recipients.setdefault(giver, Counter())[taker] += 1
        if not _is_unreal(row) or taker not in suppliers:
            suppliers.setdefault(taker, Counter())[giver] += 1
    return recipients, suppliers


def _take_speaker(doc: Doc, row: TradeItem) -> None:
    """ "The president said exports of shells had been frozen": who may stop them supplies."""
    quote = row.quote
    if quote is None or row.status not in ("planned", "blocked") or quote.stance != "neutral":
        return
    if not row.rule.startswith(("give:noun", "give:passive")):
        return
    words = f"{quote.speaker_role or ''} {quote.speaker_name or ''}".lower()
    entity = quote.speaker_entity
    if not OFFICIAL.search(words) and (entity is None or entity.label != "GPE"):
        return
    country = speaker_country(doc, quote)
    if country is not None and country != row.recipient.country:
        row.supplier = Party(country=country)
        row.rule += "+speaker"


def _take_return(doc: Doc, place: int) -> None:
    """ "Oslo sent shells to Riga.  *In return* it got oil": what comes back comes from who got the first."""
    row = doc.items[place]
    sentence = doc.sentences[row.sentence_index]
    if RETURN.search(doc.text, sentence.start, sentence.end) is None:
        return
    for before in range(place - 1, -1, -1):
        other = doc.items[before]
        if other.sentence_index < row.sentence_index - RETURN_REACH:
            return
        if other.supplier.country == row.recipient.country and other.recipient.country:
            row.supplier = Party(country=other.recipient.country)
            row.rule += "+return"
            return


def _take_maker(doc: Doc, row: TradeItem) -> None:
    """ "Chad turned to *Russia* in 2006.  It received T-90S tanks": the maker, if it has just been named."""
    maker = row.origin_country
    if row.supplier.country or row.item_system is None or maker in (None, row.recipient.country):
        return
    first = doc.sentences[max(0, row.sentence_index - 1)].start
    low = bisect_left(doc.mentions, first, key=_start_of)
    named = doc.mentions[low : bisect_left(doc.mentions, row.start, key=_start_of)]
    if any(name.label in ("GPE", "NORP") and name.entity.country == maker for name in named):
        row.supplier = Party(country=maker)
        row.rule += "+maker"


def _antecedent(doc: Doc, row: TradeItem, complete: list[TradeItem]) -> TradeItem | None:
    """The complete claim that a definite phrase takes up: the last of its class before it; for a headline
    the first of its class behind it.
    """
    if _in_headline(doc, row):
        return next((r for r in complete if r.item_class == row.item_class), None)
    held = row.rule.startswith(HELD)
    return next(
        (r for r in reversed(complete) if r.start < row.start and (held or r.item_class == row.item_class)),
        None,
    )


def _in_headline(doc: Doc, row: TradeItem) -> bool:
    return doc.sentences[row.sentence_index].kind == "headline"


def _is_unreal(row: TradeItem) -> bool:
    return row.status in ("denied", "requested")


def _most(counts: Counter[str] | None) -> str | None:
    """The country that at least two thirds of the claims name, or None."""
    if not counts:
        return None
    country, count = max(sorted(counts.items()), key=lambda pair: pair[1])
    return country if 3 * count >= 2 * counts.total() else None


def _take(row: TradeItem, role: str, country: str | None, rule: str = "document") -> None:
    other = row.supplier if role == "recipient" else row.recipient
    if country is not None and country != other.country:
        setattr(row, role, Party(country=country))
        row.rule += f"+{rule}"


def _may_be_supplied(row: TradeItem) -> bool:
    """True where the supplier may come from other claims: not for bans, nor for goods that come from
    everywhere.
    """
    if row.item_class == "commodities" and row.item_type != "goods_unspecified":
        return False
    if row.rule.startswith("seek") and (row.transfer or "").lower() in LACKING:
        return False
    return (
        row.rule.split("+")[0].split(":")[0] in ("give", "get", "seek", "item", "include")
        and row.status != "blocked"
    )


def _is_definite(doc: Doc, row: TradeItem) -> bool:
    """ "the missiles", "these weapons", "such material": a thing spoken of before."""
    if row.rule.startswith(HELD) or _in_headline(doc, row):
        return True  # "the deal also covers training": of the deal spoken of before
    return DEFINITE.search(doc.text, max(0, row.start - 40), row.start) is not None


def _may_aim(row: TradeItem, target: str) -> bool:
    kind = row.rule.split(":")[0]
    if row.item_class == "commodities" and row.item_type != "goods_unspecified":
        return False
    return row.supplier.country != target and (
        kind in ("give", "get", "make") or (kind == "control" and row.supplier.country is None)
    )


def _sanctioned_country(doc: Doc) -> str | None:
    """The country that the document's sanctions are on: "sanctions against Russia", "Russia-related
    sanctions".
    """
    counts: dict[str, int] = {}
    text = doc.text
    for name in doc.mentions:
        country = name.entity.country
        if not country or name.label not in ("GPE", "NORP", "ORG"):
            continue
        before = text[max(0, name.start - 24) : name.start].lower()
        after = text[name.end : name.end + 22].lower()
        if SANCTIONS_BEFORE.search(before) or SANCTIONS_AFTER.match(after):
            counts[country] = counts.get(country, 0) + 1
    return max(sorted(counts), key=lambda country: counts[country]) if counts else None


def _is_open(row: TradeItem, closed: set[int]) -> bool:
    if id(row) in closed:
        return False
    if row.item_class == "commodities" and row.item_type != "goods_unspecified":
        return False
    if row.status == "blocked" and row.rule.startswith("give:noun"):
        return False  # "stopped all export of arms"
    return row.rule.split("+")[0] in (
        "give:noun",
        "give:active",
        "give:passive",
        "give:list",
        "include:active",
        "compound:supplied",
        "item:preposition",
    ) and (
        row.status not in ("requested", "planned") or (row.status == "planned" and ":noun" not in row.rule)
    )
