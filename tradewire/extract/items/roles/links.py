"""Which frame an item belongs to, and who supplies and receives it there."""

from __future__ import annotations

from typing import NamedTuple

from tradewire.extract.doc import Party
from tradewire.extract.items.frames.coverage import INCLUDE
from tradewire.extract.items.frames.frame import Frame
from tradewire.extract.items.frames.themes import BARTERING, PAYING
from tradewire.extract.items.grammar.clause import NUMERALS, Clause
from tradewire.extract.items.grammar.phrases import Argument, Region, arguments, phrase_start
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.items.grammar.words import SELF_SPEAKING
from tradewire.extract.items.moods.noun_moods import modifier_effects, noun_agency
from tradewire.extract.items.parties.resolve import origin_within, resolve
from tradewire.extract.items.roles.carriers import carrier
from tradewire.extract.items.roles.fills import fill, serves_many, striker
from tradewire.extract.items.roles.frame_roles import roles_of, roles_with_others
from tradewire.extract.items.roles.idle import is_idle
from tradewire.extract.items.roles.modifiers import (
    bare_country,
    is_foreign,
    nationality,
    owner_of,
    supplied_by,
)
from tradewire.extract.trade_forms import Transfer, item_types, parts_of_speech, word_class

NOBODY = Party()
PAID_FOR = frozenset(["pay for", "finance", "fund"])
SELF = Transfer("", "give", "unknown", frozenset())
AID_TYPES = frozenset(["military_aid", "financial_aid", "medical_humanitarian"])
LOADS = word_class("loads")
#: Frames whose subject gets the item: where both sides are one country, it is the supplier that is not told.
TAKING = frozenset(["get", "seek", "use"])


class Link(NamedTuple):
    """An item with the frame that carries it, its parties and the name of the rule."""

    item: Item
    frame: Frame | None
    rule: str
    supplier: Party
    recipient: Party
    via: Party
    is_open: bool
    lacks_supplier: bool
    origin: str | None
    effects: tuple[str, ...]


def link_items(clause: Clause, items: list[Item], frames: list[Frame]) -> list[Link]:
    """A link for every item that some frame carries; items that nothing transfers are left out."""
    links: list[Link] = []
    for item in items:
        frame = carrier(clause, item, frames)
        if _in_exchange(clause, item):
            frame = next(
                (
                    f
                    for f in reversed(frames)
                    if f.index < item.first and f.kind in ("give", "get") and f.items
                ),
                frame,
            )
        made = supplied_by(clause, item)
        carried = frame is not None and frame.kind not in ("use", "control")
        paid = frame is not None and frame.passive and frame.transfer.lemma in PAID_FOR
        own = _self_frame(clause, item) if paid or not carried else None
        if (
            frame is not None
            and frame.kind == "use"
            and own is None
            and made is None
            and not is_foreign(clause, item, frame)
        ):
            frame = None
        if frame is None and own is not None:
            frame = own
        if frame is None and made is None:
            continue
        if frame is not None and is_idle(clause, item, frame):
            continue
        links.append(_link(clause, item, frame, made, own, frames))
    return links


def _link(
    clause: Clause,
    item: Item,
    frame: Frame | None,
    made: tuple[str, Region] | None,
    own: Frame | None,
    frames: list[Frame],
) -> Link:
    origin = resolve(clause, made[1]) if made is not None else nationality(clause, item)
    owner = owner_of(clause, item)
    withheld = frame is not None and frame.kind == "control" and item.type in AID_TYPES
    if withheld and frame is not None and frame.by is not None and clause.codes[item.first - 1] == "s":
        owner = resolve(clause, frame.by)  # "as Chad waits, donors freeze *their* aid"
    supplier, recipient = _said_roles(clause, item, frame, made, own, frames)
    if frame is not None and _in_exchange(clause, item):
        supplier, recipient = recipient, supplier
    listed = frame is not None and item in frame.items[1:]
    gapped = _gapped(clause, item) if listed else NOBODY
    if gapped.country and frame is not None and not frame.passive:  # "and *Oslo* three howitzers"
        supplier, recipient = (supplier, gapped) if frame.kind in TAKING else (gapped, recipient)
    supplier, recipient = _by_modifiers(clause, item, frame, supplier, recipient, (origin, owner))
    used = ""
    if frame is not None:
        supplier, recipient, used = fill(clause, item, frame, supplier, recipient)
    elif made is not None and recipient.country is None:
        party = striker(clause, item, None)
        if party.country and party.country != supplier.country:
            recipient, used = party, "striker"
    if supplier.country is not None and supplier.country == recipient.country:
        if supplier is origin or supplier is owner or used or (frame is not None and frame.kind in TAKING):
            supplier = NOBODY
        elif frame is None or frame.kind != "make":
            recipient = NOBODY
    if supplier.country is None and _has_maker(item, frame, recipient):
        supplier, used = Party(country=item.origin), "maker"
    return Link(
        item,
        frame,
        _rule(frame, made) + (f"+{used}" if used else ""),
        supplier,
        recipient,
        resolve(clause, frame.via) if frame is not None else NOBODY,
        frame is None or (_is_untold(clause, frame.recipient) and not serves_many(clause, frame)),
        frame is None or _is_untold(clause, frame.supplier),
        origin.country or item.origin,
        ("denied",) if _is_negated(clause, item) else (),
    )


def _gapped(clause: Clause, item: Item) -> Party:
    """The subject before an item whose verb is left out: "Riga sent ten tanks and *Oslo* three howitzers"."""
    i = item.first - 1
    while i > 0 and (clause.codes[i] == "9" or clause.token(i) in NUMERALS):
        i -= 1
    name = clause.names[i] if 0 < i < item.first - 1 else None
    if name is None or name.label not in ("GPE", "ORG") or clause.codes[i - 1] not in "&;":
        return NOBODY
    return resolve(clause, (i, i + 1))


def _said_roles(
    clause: Clause,
    item: Item,
    frame: Frame | None,
    made: tuple[str, Region] | None,
    own: Frame | None,
    frames: list[Frame],
) -> tuple[Party, Party]:
    """Supplier and recipient from the frame, from other verbs of the item and from its own prepositions."""
    supplier = recipient = NOBODY
    if frame is not None:
        supplier, recipient = roles_of(clause, frame)
        if frame.kind == "give" and recipient.country == supplier.country:
            recipient = NOBODY  # "Paris sold it jets"
        if frame.kind == "found" and recipient.country is None:
            recipient = Party(country=origin_within(clause, frame.recipient))
        load = frame.is_noun and clause.token(frame.index) in LOADS
        if frame.kind in ("give", "get", "flow", "make", "control", "found") and (load or not frame.is_noun):
            supplier, recipient = roles_with_others(clause, item, frame, frames, supplier, recipient)
    if made is not None:
        if made[0] == "supplied" or supplier.country is None:
            supplier = resolve(clause, made[1])
        recipient = recipient if frame is not None else NOBODY
    if own is not None and frame is not own:
        extra_supplier, extra_recipient = roles_of(clause, own)
        recipient = recipient if recipient.country else extra_recipient
        supplier = supplier if supplier.country else extra_supplier
    return supplier, recipient


def _by_modifiers(
    clause: Clause,
    item: Item,
    frame: Frame | None,
    supplier: Party,
    recipient: Party,
    words: tuple[Party, Party],
) -> tuple[Party, Party]:
    """What the words at the item add; ``words`` are its nationality and its possessor."""
    origin, owner = words
    kind = frame.kind if frame is not None else ""
    if frame is not None:
        supplier, recipient = _by_nationality(frame, supplier, recipient, origin)
        if frame.transfer.lemma in PAID_FOR and owner.country not in (None, recipient.country):
            return recipient, owner  # "America pays for much of Israel's ammunition"
        if kind == "get" and recipient.country is None and frame.passive:
            recipient = owner  # "Kosovo's drones were bought from Turkey"
    if kind in ("give", "get", "seek", "flow") and clause.codes[item.last : item.last + 1] == ["f"]:
        near = next((a for a in arguments(clause, item.last - 1)[0] if a.slot == "f"), None)
        local = resolve(clause, (near.first, near.last)) if near is not None else NOBODY
        if local.country and local.country != recipient.country:
            supplier = local  # "drones from Iran and shells *from North Korea*"
    if kind == "give" and clause.codes[item.last : item.last + 2] in (["t", "N"], ["t", "A"]):
        taker = resolve(clause, (item.last + 1, item.last + 2))
        if taker.country and taker.country != supplier.country:
            recipient = taker  # "submarines to Pakistan and jets *to Myanmar*"
    if item_types()[item.type].item_class == "support" and origin.country is None:
        bare = bare_country(clause, item)
        if bare.country and recipient.country is None and bare.country != supplier.country:
            recipient = bare
    if supplier.country is None and kind == "seek":
        named = item.first and clause.codes[item.first - 1] == "N"
        for party in (owner, origin) if named else (origin,):
            if party.country != recipient.country:
                supplier = party
                if party.country:
                    break
    elif supplier.country is None and kind:
        for party in (origin, owner):
            if party.country and party.country != recipient.country:
                return party, recipient
    return supplier, recipient


def _by_nationality(frame: Frame, supplier: Party, recipient: Party, origin: Party) -> tuple[Party, Party]:
    """ "Saab awarded contract for *Latvian* radars", "Kyiv flies *Danish* jets": whose the item is or was."""
    if origin.country is None or origin.country == supplier.country or recipient.country is not None:
        return supplier, recipient
    if frame.is_noun and frame.transfer.stage == "ordered" and supplier.country:
        return supplier, origin
    if frame.transfer.lemma == "fly":
        return origin, supplier
    return supplier, recipient


def _is_untold(clause: Clause, region: Region | None) -> bool:
    """True where a side is not named at all, or by a word that takes somebody up: "it", "the coast guard"."""
    if region is None or any(c in "PsNA" for c in clause.codes[region[0] : region[1]]):
        return True
    return any(clause.token(i) in ("the", "this", "these", "that", "those") for i in range(*region))


def _has_maker(item: Item, frame: Frame | None, recipient: Party) -> bool:
    """True for a named system whose maker may stand for a supplier that nobody names."""
    if item.form.system is None or item.origin in (None, "RU", recipient.country):
        return False
    if frame is None:
        return False
    unnamed = frame.kind in ("get", "seek", "ask") or frame.supplier is None
    return unnamed and frame.kind in ("give", "get", "seek", "make", "ask")


def _in_exchange(clause: Clause, item: Item) -> bool:
    """ "wheat *in return for* fertiliser", "paid *in oil*": what comes back goes the other way."""
    i = item.first - 1
    if i > 0 and clause.codes[i] == "i":  # "exchanges oil *for boats*"
        verbs = [k for k in range(max(0, i - 12), i) if clause.codes[k] == "T"]
        word = clause.words[verbs[-1]] if verbs else None
        if word is not None and word.verb is not None and word.verb.lemma in BARTERING:
            return True
    while i > 0 and clause.codes[i] in "xeA9o&I,":
        i -= 1
    paid = clause.codes[i] == "w" or (clause.codes[i] == "p" and clause.token(i) == "in")
    if i > 0 and paid and clause.codes[i - 1] in "TNP":
        if clause.codes[i + 1] in "$9d":
            return False
        verb = max((k for k in range(i) if clause.codes[k] == "T"), default=-1)
        word = clause.words[verb] if verb >= 0 else None
        return word is not None and word.verb is not None and word.verb.lemma in PAYING
    return (
        i > 1
        and clause.codes[i] == "i"
        and clause.token(i - 1) in ("return", "exchange")
        and clause.codes[i - 2] == "p"
    )


def _is_negated(clause: Clause, item: Item) -> bool:
    """ "no weapons", "not one vehicle", "not a single battery", "none of the shells"."""
    words = [clause.token(i) for i in range(max(0, item.first - 4), item.first)]
    return bool(words) and (
        words[-1] in ("no", "none")
        or words[-2:-1] == ["not"]
        or " ".join(words).endswith(
            (
                "not a single",
                "not one single",
                "none of the",
                "none of these",
                "none of its",
                "not one of the",
            )
        )
    )


def _rule(frame: Frame | None, made: tuple[str, Region] | None) -> str:
    if frame is None:
        return f"compound:{made[0]}" if made is not None else "item"
    if not frame.transfer.lemma:
        return "item:preposition"
    shape = "noun" if frame.is_noun else "passive" if frame.passive else "active"
    return f"{'include' if frame.transfer is INCLUDE else frame.kind}:{shape}"


def _is_infinitive(clause: Clause, a: Argument) -> bool:
    """ "drones to *attack* Riga": the phrase behind "to" begins with a verb."""
    verb = clause.codes[a.first] == "x" and "verb" in parts_of_speech().get(clause.token(a.first), ())
    return verb and a.last > a.first + 1


def _self_frame(clause: Clause, item: Item) -> Frame | None:
    """Items that carry their own roles: "military aid to Kyiv", "tanks for Ukraine", "support from Iran"."""
    args, _ = arguments(clause, item.last - 1)
    support = item_types()[item.type].item_class == "support"
    frame = Frame(item.last - 1, SELF, True)
    for a in args:
        region = (a.first, a.last)
        if a.slot == "t" and _is_infinitive(clause, a):
            break
        if a.slot in ("t", "i") and frame.recipient is None and resolve(clause, region).country:
            frame.recipient = region
        elif a.slot == "f" and frame.supplier is None and resolve(clause, region).country:
            frame.supplier = region
        elif a.slot in ("p", "w", "v", "b"):
            break
    if frame.recipient is None and not (support and frame.supplier is not None):
        bare = support and item.type in AID_TYPES and bare_country(clause, item).country
        if not bare:
            return None
    if item.risky and item.head not in SELF_SPEAKING and item.form.system is None:
        return None

    first = phrase_start(clause, item.base)
    frame.agency = noun_agency(clause, first)
    said = [effect for effect in modifier_effects(clause, first, item.base) if effect != "blocked"]
    frame.agency = frame.agency._replace(effects=(*frame.agency.effects, *said))
    return frame
