"""Frames of nouns of transfer: "Iran's missile exports", "deliveries of shells", "a ban on chips"."""

from __future__ import annotations

from tradewire.extract.items.frames.frame import (
    Frame,
    items_within,
    named_arguments,
    names_somebody,
    with_coordinates,
)
from tradewire.extract.items.frames.sellers import co_signers, firm_signing, is_firm, signatory, winner
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Region, arguments, phrase_before, phrase_start
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.items.moods.noun_moods import modifier_effects, noun_agency
from tradewire.extract.items.moods.outcomes import predicate
from tradewire.extract.trade_forms import Transfer, word_class

THEME_PREPOSITIONS = {
    "seek": "io",
    "control": "op",
    "make": "o",
    "give": "o",
    "get": "o",
    "use": "o",
    "flow": "o",
}


#: Nouns whose item follows another preposition: "access to", "reliance on", "trade in", "contract for".
NOUN_THEMES = {
    "access": "t",
    "reliance": "pt",
    "dependence": "pt",
    "dependency": "pt",
    "trade": "op",
    "trafficking": "op",
    "dealings": "p",
    "contract": "io",
    "contracts": "io",
    "deal": "iop",
    "deals": "iop",
    "agreement": "ip",
    "agreements": "ip",
    "order": "io",
    "orders": "io",
    "package": "o",
    "packages": "o",
    "controls": "op",
    "control": "op",
}


#: Nouns of those who trade, not of the trade: "gas suppliers" moves no gas, "supplier of gas to Kyiv" does.
BECOMING = word_class("becoming")
EMERGING = frozenset(["emerged", "emerges", "emerge", "acted", "acts", "served", "serves"])
AGENTS = word_class("agents")


NO_COMPOUND = word_class("no_compound")
#: Nouns of what goods are in: "hidden in a *consignment*", "added to the *order*".
ENCLOSING = word_class("loads") | frozenset(["order", "orders", "package"])
#: Nouns that say what their subject is: "the boats were a *gift* from Japan".
PRESENTS = frozenset(["gift", "gifts", "donation", "donations"])


def noun_frame(clause: Clause, k: int, noun: Transfer, items: list[Item]) -> Frame:
    """The frame of the noun of transfer at letter ``k``."""
    frame = Frame(k, noun, True)
    first = phrase_start(clause, k)
    compound = [
        item for item in items if first <= item.first and item.last <= k and _adjoins(clause, item, k)
    ]
    if noun.lemma in PRESENTS and first > 1 and clause.codes[first - 1] == "a":
        frame.items = [item for item in items if item.last == first - 1]
    signer = signatory(clause, first, k) if noun.stage == "ordered" else None
    if noun.lemma in AGENTS or (noun.lemma in NO_COMPOUND and signer is None):
        compound = []
    args, frame.nested = arguments(clause, k, noun=True)
    wanted = NOUN_THEMES.get(noun.lemma, THEME_PREPOSITIONS[noun.frame])
    region_after = [
        item
        for a in args
        if a.slot and a.slot in wanted + "l"
        for item in items_within(items, (a.first, a.last))
    ]
    frame.items = frame.items or _enclosed(clause, first, k, items)
    themes = [*compound, *region_after, *frame.items]
    frame.items = with_coordinates(items, themes) if themes else []
    named = named_arguments(clause, [a for a in args if not (a.slot == "o" and "o" in wanted)])
    limit = min((item.first for item in with_coordinates(items, compound)), default=k) if compound else k
    owner = _owner(clause, min(first, phrase_start(clause, limit)), limit)
    frame.via = named.get("v")
    _take_arguments(clause, frame, first, named, (owner, signer))
    frame.agency = noun_agency(clause, first)
    if signer is not None and co_signers(clause, signer) is not None:
        frame.agency = frame.agency._replace(region=None)
    end = args[-1].last if args else k + 1
    said = (*modifier_effects(clause, first, k), *predicate(clause, k, end))
    if said:
        frame.agency = frame.agency._replace(effects=(*frame.agency.effects, *said))
    if noun.lemma in AGENTS and frame.agency.region is None:
        _take_subject(clause, frame, first, owner, named.get("f") or named.get("b"))
    return frame


def _enclosed(clause: Clause, first: int, k: int, items: list[Item]) -> list[Item]:
    """The items in a load or added to an order: "rifles were hidden *in a consignment* from Oslo"."""
    if first < 2 or clause.token(k) not in ENCLOSING:
        return []
    inside = clause.codes[first - 1] == "p" and clause.token(first - 1) in ("in", "inside", "among")
    added = clause.codes[first - 1] == "t" and clause.token(first - 2) == "added"
    for i in range(first - 2, max(-1, first - 16), -1) if inside or added else ():
        if clause.codes[i] == "I":
            return [item for item in items if item.first <= i < item.last]
        if clause.codes[i] in "TVDWHSQ;:.":
            break
    return []


def _take_subject(
    clause: Clause, frame: Frame, first: int, owner: Region | None, source: Region | None
) -> None:
    """Who is or becomes what a noun of trading says: "*Oslo* is Taiwan's main source of weapons", or is
    called it: "named *a Maltese trader* as a supplier of rifles".
    """
    end = first - 1
    called = end > 0 and clause.token(end) == "as"
    if called and clause.token(end - 1) in EMERGING:
        end -= 1
    elif not called and (end < 0 or not (clause.codes[end] == "a" or clause.token(end) in BECOMING)):
        return
    while end > 0 and clause.codes[end - 1] in "ahm":
        end -= 1
    region = phrase_before(clause, end)
    frame.agency = frame.agency._replace(region=region)
    if frame.kind == "get":
        frame.recipient = region
    else:
        frame.recipient = frame.recipient or owner
        frame.supplier = source or region


def _take_arguments(
    clause: Clause,
    frame: Frame,
    first: int,
    named: dict[str, Region],
    sides: tuple[Region | None, Region | None],
) -> None:
    """Supplier and recipient from the noun's prepositions, its possessor and who signs (``sides``)."""
    owner, signer = sides
    wanted = NOUN_THEMES.get(frame.transfer.lemma, THEME_PREPOSITIONS[frame.kind])
    noun, kind = frame.transfer, frame.kind
    if kind in ("give", "make"):
        frame.supplier = named.get("f") or named.get("b") or owner
        frame.recipient = named.get("t") or (named.get("i") if "i" not in wanted else None)
        if frame.supplier is None and kind == "give" and noun.stage == "ordered":
            frame.supplier = named.get("w")
        if frame.supplier is None and first > 1 and clause.codes[first - 1] == "C":
            reporter = phrase_before(clause, first - 1)
            if reporter is not None and is_firm(clause, reporter):
                frame.supplier = reporter  # "*Saab* reported 26 deliveries"
    elif kind in ("get", "seek"):
        frame.recipient = named.get("b") or owner or (named.get("i") if "i" not in wanted else None)
        frame.supplier = named.get("f") or (named.get("w") if noun.stage == "ordered" else None)
        if frame.recipient is None and "t" not in wanted:
            frame.recipient = named.get("t")
        if noun.stage == "ordered":
            _take_sides(clause, frame, first, named, signer)
    elif kind == "control":
        frame.by = owner or named.get("b")
        aim = named.get("p") if _has_compound(frame) else None
        aimed = aim is not None and clause.token(aim[0] - 1) in ("on", "against")
        frame.recipient = named.get("t") or (aim if aimed else None)  # "the arms embargo on Libya"
        frame.supplier = named.get("f")


def _has_compound(frame: Frame) -> bool:
    """True where an item stands in front of the noun: "the *arms* embargo"."""
    return any(item.last <= frame.index for item in frame.items)


def _take_sides(
    clause: Clause, frame: Frame, first: int, named: dict[str, Region], signer: Region | None
) -> None:
    """Who sells and who buys under a contract, from who wins or signs it and with whom."""
    customer = next(
        (
            (a.first, a.last)
            for a in arguments(clause, frame.index, noun=True)[0]
            if a.slot == "i"
            and names_somebody(clause, a)
            and not items_within(frame.items, (a.first, a.last))
        ),
        None,
    )  # "contract for radars *for Latvia*"
    seller = winner(clause, first, frame.index) or firm_signing(clause, first, named.get("w"))
    frame.recipient = frame.recipient or (signer if "w" in named else None)
    pair = co_signers(clause, signer) if signer is not None and "w" not in named else None
    if seller is not None:
        frame.supplier, frame.recipient = seller, named.get("f") or named.get("w") or customer
    elif pair is not None:  # of two states the words do not say which one sells
        firms = [side for side in pair if is_firm(clause, side)]
        states = [side for side in pair if not is_firm(clause, side)]
        one_of_each = len(firms) == len(states) == 1
        frame.supplier, frame.recipient = (firms[0], states[0]) if one_of_each else (None, None)


def _adjoins(clause: Clause, item: Item, k: int) -> bool:
    """ "missile exports", "F-35 jet deliveries", "arms and ammunition supplies"."""
    return all(c in "xeI&,-D" for c in clause.codes[item.last : k]) and k - item.last <= 4


def _owner(clause: Clause, first: int, limit: int) -> Region | None:
    """The possessor or nationality before a noun of transfer: "*Iran's* missile exports", "*its*
    purchases".
    """
    codes = clause.codes
    if any(codes[i] in "NAs" or clause.token(i) in ("country", "nation") for i in range(first, limit)):
        return (first, limit)
    return None
