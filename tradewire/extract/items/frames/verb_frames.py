"""Frames of verbs of transfer, active and passive, with datives and relative clauses."""

from __future__ import annotations

from tradewire.extract.items.frames.frame import (
    Frame,
    items_within,
    named_arguments,
    names_somebody,
    with_coordinates,
)
from tradewire.extract.items.frames.sellers import other_side
from tradewire.extract.items.frames.subjects import far_subject, is_complement, relative_items
from tradewire.extract.items.frames.themes import PAYING, PICKING, is_money, themes_of
from tradewire.extract.items.grammar.clause import NUMERALS, Clause
from tradewire.extract.items.grammar.phrases import Argument, Region, arguments, phrase_start
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.items.grammar.verb_groups import verb_group
from tradewire.extract.items.moods.agency import agent, clause_mood
from tradewire.extract.items.moods.outcomes import outcome_of_plan
from tradewire.extract.trade_forms import Transfer, word_class

PLACES = word_class("places")


BUYING = word_class("buying")
SERVING = frozenset(["supply", "provide"])
#: Words for a part of what somebody needs.
SHARES = frozenset(
    [
        "%",
        "percent",
        "percentage",
        "cent",
        "third",
        "thirds",
        "quarter",
        "half",
        "most",
        "much",
        "all",
        "bulk",
        "share",
    ]
)
SCENES = word_class("scenes")
#: Verbs whose participle takes the item behind "with".
EQUIPPING = frozenset(["arm", "equip", "outfit", "fit", "re-equip", "rearm", "load", "kit out", "retrofit"])
#: Verbs whose object is where the item comes from: "the cargo left Georgia for Mozambique".
LEAVING = frozenset(["leave"])
#: Verbs whose subject is what the item is found in: "Russian drones contain Swiss chips".
HOLDING = frozenset(["contain"])
LOADS = word_class("loads")
INTRANSITIVE = word_class("intransitive")
#: Verbs whose subject has a part in what their object makes.
MAKING_WITH = frozenset(["help", "assist", "aid"])
TAKEN_UP = frozenset(["it", "them", "these", "those"])
AVAILABLE = Transfer("make available", "give", "delivered", frozenset(["base"]))


def verb_frame(clause: Clause, k: int, verb: Transfer, items: list[Item]) -> Frame:
    """The frame of the verb of transfer at letter ``k``."""
    if verb.lemma == "make" and _made_available(clause, k):
        verb = AVAILABLE
    frame = Frame(k, verb, False)
    group = verb_group(clause, k)
    frame.passive = group.passive
    frame.agency = agent(clause, k)
    args, frame.nested = arguments(clause, k)
    effects = frame.agency.effects
    if _is_presupposed(clause, k, frame):
        effects = ("presupposed",)
    frame.agency = frame.agency._replace(effects=(*effects, *outcome_of_plan(clause, k, group, args)))
    subject = frame.agency.region
    if verb.frame == "flow":
        return _flow(clause, frame, args, items, subject)
    if frame.passive and verb.frame == "ask":  # "Oslo was asked by Riga for mortars"
        themes = [item for a in args if a.slot == "i" for item in items_within(items, (a.first, a.last))]
        frame.items = with_coordinates(items, themes)
        frame.supplier, frame.recipient = subject, named_arguments(clause, args).get("b")
        return frame
    if frame.passive:
        return _passive(clause, frame, args, items, subject)
    themes = themes_of(clause, verb, args, items)
    if verb.frame == "ask":
        frame.recipient = subject
        frame.supplier = next(
            ((a.first, a.last) for a in args if a.slot == "" and names_somebody(clause, a)), None
        )
    if not themes and verb.frame in ("give", "get", "seek", "make") and (frame.nested < 0 or args[-1].slot):
        themes = relative_items(clause, k, items)
        if themes and subject is not None and "C" in clause.codes[themes[-1].last : subject[0]]:
            frame.agency = frame.agency._replace(effects=(*frame.agency.effects, "alleged"))
        if not themes and subject is not None and verb.lemma in INTRANSITIVE:
            inside = items_within(items, subject)
            if inside:  # "four of the helicopters have shipped"
                frame.items = with_coordinates(items, inside[-1:])
                named = named_arguments(clause, args)
                frame.supplier, frame.recipient = named.get("f"), named.get("t")
                return frame
    frame.items = _listed(args, items, themes)
    _active_roles(clause, frame, args, subject)
    return frame


def _helps(clause: Clause, i: int) -> bool:
    word = clause.words[i] if i >= 0 and clause.codes[i] in "VT" else None
    return word is not None and word.governor is not None and word.governor.lemma in MAKING_WITH


def takes_up(clause: Clause, args: list[Argument]) -> bool:
    """ "bought drones and shipped *them* to Yemen": the object is what was spoken of before."""
    a = args[0]
    return a.slot == "" and a.last == a.first + 1 and clause.token(a.first) in TAKEN_UP


def _made_available(clause: Clause, k: int) -> bool:
    """ "*make* missiles *available* to Ukraine"."""
    for i in range(k + 1, min(len(clause.codes), k + 12)):
        if clause.token(i) == "available":
            clause.codes[i] = "x"
            return True
        if clause.codes[i] in "TVHWS,;:tm":
            break
    return False


def _is_presupposed(clause: Clause, k: int, frame: Frame) -> bool:
    """ "asked whether the kit *sent* to Ukraine was lost": the question is about the loss."""
    region = frame.agency.region
    if not frame.passive or region is None or frame.agency.effects not in ((), ("possible",)):
        return False
    reduced = clause.codes[k - 1] not in "ahmnx"
    return reduced and any(clause.token(i) == "whether" for i in range(max(0, region[0] - 4), region[0]))


def _listed(args: list[Argument], items: list[Item], themes: list[Item]) -> list[Item]:
    """Only the coordinated group that begins in the object; items of other slots are somebody else's."""
    return with_coordinates(items, themes)


def _active_roles(clause: Clause, frame: Frame, args: list[Argument], subject: Region | None) -> None:
    kind = frame.kind
    named = named_arguments(clause, args)
    frame.via = named.get("v")
    if kind == "give":
        first_to = named.get("t") if args and (args[0].slot == "t" or takes_up(clause, args)) else None
        frame.recipient = (
            first_to or _dative(clause, frame, args) or named.get("t") or _beneficiary(clause, args)
        ) or _served(clause, frame)
        if frame.transfer.lemma in ("share", "swap", "barter", "trade"):
            frame.recipient = frame.recipient or named.get("w")
        frame.supplier = other_side(clause, frame.index, subject, frame.recipient) or subject
        frame.source = named.get("f")
    elif frame.transfer.lemma in PAYING:
        frame.recipient = subject
        frame.supplier = next(
            ((a.first, a.last) for a in args if a.slot == "" and names_somebody(clause, a)), named.get("t")
        )
    elif kind in ("get", "seek"):
        frame.recipient = subject
        beneficiary = _beneficiary(clause, args) if frame.transfer.lemma in BUYING else None
        if beneficiary is not None and not _is_scene(clause, beneficiary):  # "bought shells for Ukraine"
            frame.recipient, frame.source = beneficiary, subject
        frame.supplier = named.get("f")
        if frame.supplier is None and frame.transfer.lemma in PICKING:
            frame.supplier = next(
                ((a.first, a.last) for a in args if a.slot == "" and names_somebody(clause, a)), None
            )
        place = named.get("p")
        of_agent = any(a.slot in ("v", "b") and place and a.last == place[0] - 1 for a in args)
        bought_in = place and clause.token(place[0] - 1) == "in" and clause.codes[place[0]] == "N"
        if frame.supplier is None and bought_in and not of_agent:  # not "through a firm in Riga"
            frame.source = place  # "bought in Norway"
    elif kind == "make":
        frame.supplier = subject
        frame.recipient = _beneficiary(clause, args)
        if subject is not None and _helps(clause, subject[0] - 1):  # "helped *Moscow* build drones"
            frame.supplier, frame.recipient = agent(clause, subject[0] - 1).region, subject
    elif kind == "use":
        frame.recipient = subject
    elif kind == "found":
        frame.recipient = subject if frame.transfer.lemma in HOLDING else _container(clause, args)
    elif kind == "control":
        frame.by = subject
        frame.recipient = named.get("t") or _beneficiary(clause, args)
        frame.supplier = named.get("f")


def _dative(clause: Clause, frame: Frame, args: list[Argument]) -> Region | None:
    """ "gave *Ukraine* howitzers", "provided *Ukraine* with howitzers": the first object where the items
    come after.
    """
    objects = [a for a in args if a.slot == ""]
    if not objects:
        return None
    first = objects[0]
    if _counts(clause, first.first) and clause.codes[first.first] not in "ds":
        return None  # "deliver *twelve* TWR-300 radars to"
    outside = not any(first.first <= item.first < first.last for item in frame.items)
    if outside and (len(objects) > 1 or is_money(clause, first)):
        end = first.first  # "sold *Cairo* 8 million tonnes of grain"
        while end < first.last and clause.codes[end] not in ("9$" if end == first.first else "9$d"):
            if clause.token(end) in NUMERALS:
                break  # "sends Russia *hundreds* of missiles"
            end += 1
        while end > first.first and clause.codes[end - 1] == "x":
            end -= 1  # "sold Iran *nearly* 400 tons"
        region = (first.first, end)
        if first.first < end < first.last and _is_receiver(clause, end - 1) and frame.items:
            return region
    inside = [item for item in frame.items if first.first <= item.first < first.last]
    if inside:
        end = min(item.first for item in inside)
        count = next((j for j in range(first.first + 1, end) if _counts(clause, j)), -1)
        end = count if count > 0 else end
        while count < 0 and end > first.first and clause.codes[end - 1] in "dsxegE9$X-":
            end -= 1
        region = (first.first, end)
        if (
            end <= first.first
            or clause.codes[end - 1] == "'"
            or not names_somebody(clause, Argument("", *region))
        ):
            return None
        return region if _is_receiver(clause, end - 1) or clause.codes[end - 1] in "PGxX" else None
    elsewhere = not frame.items or any(a.slot == "w" for a in args)
    fronted = frame.items and frame.items[-1].last <= frame.index  # "the missiles that Iran gave *Yemen*"
    return (first.first, first.last) if (elsewhere or fronted) and names_somebody(clause, first) else None


def _served(clause: Clause, frame: Frame) -> Region | None:
    """ "supplies 40% of *Latvia's* gas": whose needs are met."""
    if frame.transfer.lemma not in SERVING or not frame.items:
        return None
    i = frame.items[0].first - 1
    while i > frame.index and clause.codes[i] in "xeXE":
        i -= 1
    if clause.codes[i] != "'":
        return None
    first = phrase_start(clause, i - 1)
    shared = clause.codes[first - 1] == "o" and any(
        clause.token(j) in SHARES for j in range(max(frame.index, first - 3), first - 1)
    )
    return (first, i) if shared else None


def _counts(clause: Clause, i: int) -> bool:
    """True for a word that begins a noun phrase of its own: number, article, possessive."""
    return clause.codes[i] in "9$ds" or clause.token(i) in NUMERALS


def _is_receiver(clause: Clause, i: int) -> bool:
    """True for a name that can receive: a product's name belongs to the item."""
    name = clause.names[i]
    if clause.codes[i] in "xG" and i and clause.codes[i - 1] in "AxN'":
        return any(c in "NA" for c in clause.codes[max(0, i - 4) : i])  # "the Ukrainian *air force*"
    return clause.codes[i] == "N" and (name is None or name.label != "PRODUCT")


def _container(clause: Clause, args: list[Argument]) -> Region | None:
    """Where things are found: "in the wreckage of a *Russian* drone"."""
    region: Region | None = None
    for a in args:
        if a.slot == "p" and clause.token(a.first - 1) in ("in", "inside", "aboard", "among", "on", "within"):
            region = (a.first, a.last)
        elif region is not None and a.slot in ("o", "p") and a.first == region[1] + 1:
            region = (region[0], a.last)
    return region


def _beneficiary(clause: Clause, args: list[Argument]) -> Region | None:
    """ "for Ukraine", not "for use in Ukraine" nor "for the war"."""
    for a in args:
        if a.slot == "i" and names_somebody(clause, a):
            return (a.first, a.last)
    return None


def _is_scene(clause: Clause, region: Region) -> bool:
    """ "for the Ukraine *war*": what a buyer buys for is no buyer; "for Ukraine's war" has one."""
    return clause.token(region[1] - 1) in SCENES and "'" not in clause.codes[region[0] : region[1]]


def _passive(
    clause: Clause, frame: Frame, args: list[Argument], items: list[Item], subject: Region | None
) -> Frame:
    themes = items_within(items, subject) if subject is not None else []
    themes = [item for item in themes if subject is None or _is_counted(clause, subject[0], item.first)]
    far = [] if themes else far_subject(clause, frame.index, subject, items)
    withs = [item for a in args if a.slot == "w" for item in items_within(items, (a.first, a.last))]
    named = named_arguments(clause, args)
    kind = frame.kind
    if themes and subject is not None:
        themes = [item for item in themes if item.last <= subject[1]][-3:]
        last = themes[-1]
        themes = [item for item in themes if item.group == last.group] or [last]
    if far:
        themes = far
        effects, _ = clause_mood(clause, phrase_start(clause, far[0].base), 0)
        frame.agency = frame.agency._replace(effects=(*frame.agency.effects, *effects))
    fitted = frame.transfer.lemma in EQUIPPING and clause.codes[frame.index - 1] in "ahn"
    if kind == "give" and withs and (not themes or fitted):
        frame.items = with_coordinates(items, withs)
        frame.recipient = subject
        frame.supplier = named.get("b") or named.get("f")
        return frame
    frame.items = with_coordinates(items, themes)
    frame.via = named.get("v")
    if kind in ("give", "make"):
        frame.supplier = named.get("b") or named.get("f")
        place = named.get("p")
        if kind == "make" and frame.supplier is None and place is not None:
            frame.supplier = place if clause.token(place[0] - 1) in ("in", "at") else None
        frame.recipient = named.get("t") or _beneficiary(clause, args)
    elif kind == "found":
        frame.recipient = _container(clause, args)
    elif frame.transfer.lemma == "pay for":
        frame.supplier = named.get("b")
    elif kind in ("get", "seek", "use"):
        frame.recipient = named.get("b") or named.get("t")
        frame.supplier = named.get("f")
        beneficiary = _beneficiary(clause, args) if frame.transfer.lemma in BUYING else None
        if beneficiary is not None and "b" in named:  # "bought by Oslo for Kyiv"
            frame.recipient, frame.source = beneficiary, named["b"]
    elif kind == "control":
        frame.by = named.get("b")
        frame.recipient = named.get("t")
        frame.supplier = named.get("f")
    if not frame.items:
        objects = [a for a in args[:1] if a.slot == ""]
        frame.items = with_coordinates(
            items, [i for a in objects for i in items_within(items, (a.first, a.last))]
        )
        if kind == "give" and frame.items:
            frame.recipient = subject
    return frame


def _is_counted(clause: Clause, first: int, last: int) -> bool:
    """False where an item only complements a noun of transfer; "a *consignment* of rifles" counts rifles."""
    return all(clause.codes[i] != "D" or clause.token(i) in LOADS for i in range(first, last))


def _flow(
    clause: Clause, frame: Frame, args: list[Argument], items: list[Item], subject: Region | None
) -> Frame:
    themes = items_within(items, subject) if subject is not None else []
    if subject is not None and is_complement(clause, subject):
        themes = far_subject(clause, frame.index, subject, items)
    if subject is not None and themes and "F" in clause.codes[subject[0] : themes[-1].first]:
        return frame  # "a *promise* of tanks came to nothing"
    themes = themes or far_subject(clause, frame.index, subject, items)
    frame.passive = False
    frame.items = with_coordinates(items, themes[-1:])
    for a in args:
        if not names_somebody(clause, a):
            continue
        region = (a.first, a.last)
        leaving = frame.transfer.lemma in LEAVING and a.slot == ""
        if (a.slot == "f" or leaving) and frame.supplier is None:
            frame.supplier = region
        elif (a.slot in ("t", "", "i") and frame.recipient is None) or (
            a.slot == "p" and frame.recipient is None and clause.token(a.first - 1) in PLACES
        ):
            frame.recipient = region
        elif a.slot == "v":
            frame.via = region
    return frame
