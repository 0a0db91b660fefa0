"""Supplier and recipient of a frame, its gaps filled from the verb above it and from the item's others."""

from __future__ import annotations

from tradewire.extract.doc import Party
from tradewire.extract.items.frames.frame import Frame
from tradewire.extract.items.frames.sellers import co_signers
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Region
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.items.parties.resolve import resolve
from tradewire.extract.trade_forms import word_class

NOBODY = Party()
SELF_CONTROL = word_class("self_control")
NOUN_CONTROL = word_class("noun_control")
FORBIDDING = word_class("forbidding")
PERMITTING = word_class("permitting")


def roles_of(clause: Clause, frame: Frame) -> tuple[Party, Party]:
    """Supplier and recipient of a frame, its gaps filled from the verb that governs its noun."""
    supplier = resolve(clause, frame.supplier)
    if supplier.country is None and frame.source is not None:
        supplier = resolve(clause, frame.source)
    recipient = resolve(clause, frame.recipient)
    own = NOUN_CONTROL if frame.is_noun else SELF_CONTROL
    if frame.kind == "control" and supplier.country is None and frame.transfer.lemma in own:
        supplier = resolve(clause, frame.by)
    parent = frame.parent
    if parent is not None and frame.is_noun and frame.transfer.stage == "ordered":
        if parent.kind == "get":  # "received an order from X"
            return resolve(clause, parent.recipient), resolve(clause, frame.supplier)
        seller = resolve(clause, parent.recipient) if parent.kind == "give" else NOBODY
        if seller.country is not None and recipient.country in (None, seller.country):
            return seller, resolve(clause, parent.supplier)  # "awarded *Saab* a contract for radars"
    if parent is not None and parent is not frame:
        supplier, recipient = _from_parent(clause, frame, parent, supplier, recipient)
    if frame.is_noun and frame.agency.region is not None:
        return _from_agency(clause, frame, frame.agency.region, supplier, recipient)
    return supplier, recipient


def _from_parent(
    clause: Clause, frame: Frame, parent: Frame, supplier: Party, recipient: Party
) -> tuple[Party, Party]:
    """Gaps filled from the verb that the noun is the object of: "*Oslo* halted deliveries *to Riga*"."""
    upper_supplier, upper_recipient = resolve(clause, parent.supplier), resolve(clause, parent.recipient)
    forbids = parent.transfer.lemma in SELF_CONTROL or parent.transfer.lemma in FORBIDDING
    if parent.kind == "control" and forbids and frame.transfer.lemma != "transit":
        by = resolve(clause, parent.by)
        if frame.kind in ("give", "make"):
            upper_supplier = by if supplier.country is None else upper_supplier
        elif frame.kind == "get":
            upper_recipient = by
    if frame.is_noun and frame.kind == "get" and parent.kind == "give":
        permits = parent.transfer.lemma in PERMITTING
        if recipient.country is None and (permits or upper_recipient.country is None):
            upper_supplier, upper_recipient = NOBODY, upper_supplier  # "approved the purchase of frigates"
        elif parent.transfer.lemma not in PERMITTING:
            upper_supplier = NOBODY  # "gave money for the purchase of weapons"
    if supplier.country is None and upper_supplier.country != recipient.country:
        supplier = upper_supplier
    if recipient.country is None and upper_recipient.country != supplier.country:
        recipient = upper_recipient
    return supplier, recipient


def _from_agency(
    clause: Clause, frame: Frame, region: Region, supplier: Party, recipient: Party
) -> tuple[Party, Party]:
    """Gaps filled from who acts over the noun: "*Oslo* agreed on the purchase of jets"."""
    effects, parent = frame.agency.effects, frame.parent
    if frame.kind == "give" and "possible" in effects and recipient.country is None:
        both = co_signers(clause, region)
        if both is not None:  # "Oslo and Riga in talks on the transfer of"
            return resolve(clause, both[0]), resolve(clause, both[1])
    party = resolve(clause, region)
    buying = parent is not None and parent.kind in ("get", "seek") and parent.transfer.stage != "considered"
    if buying or ("denied" in effects and frame.transfer.stage == "offered"):
        recipient = recipient if recipient.country else party  # "turned down an offer of jets"
    elif frame.kind == "seek" and "denied" in effects:
        supplier = supplier if supplier.country else party  # "turned down a request for shells"
    elif frame.kind in ("give", "make") and supplier.country is None:
        supplier = party
    elif frame.kind == "get" and recipient.country is None and party.country != supplier.country:
        recipient = party
    return supplier, recipient


def roles_with_others(
    clause: Clause, item: Item, frame: Frame, frames: list[Frame], supplier: Party, recipient: Party
) -> tuple[Party, Party]:
    """Gaps filled from the other verbs of the same item: "trucks donated by Oslo *reached Moldova*"."""
    for other in frames:
        if other is frame or not any(held is item for held in other.items):
            continue
        thanked = other.transfer.lemma == "thank"
        made = other.kind == "make" and other.passive and frame.kind == "give"
        if not (thanked or made) and other.kind not in ("give", "get", "flow", "use"):
            continue
        if other.kind == "use" and not other.passive:
            continue
        giver, taker = roles_of(clause, other)
        if recipient.country is None and taker.country != supplier.country:
            recipient = taker
        if supplier.country is None and giver.country != recipient.country:
            supplier = giver
    return supplier, recipient
