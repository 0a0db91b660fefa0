"""Frames that hold an item and still hand nothing over: attacks, moves of troops, vague words."""

from __future__ import annotations

from tradewire.extract.items.frames.frame import Frame
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.sentence import sanctioned
from tradewire.extract.items.grammar.spans import PART_HEADS, Item
from tradewire.extract.items.parties.resolve import origin_within, resolve
from tradewire.extract.items.roles.modifiers import nationality
from tradewire.extract.trade_forms import item_types, word_class

STRIKES = word_class("strikes")
MANOEUVRES = word_class("manoeuvres")


def is_idle(clause: Clause, item: Item, frame: Frame) -> bool:
    """True where nobody hands anything over: "Russia sent its troops into Ukraine", "makes products"."""
    if item.type == "personnel" and frame.kind == "give" and frame.transfer.lemma:
        if frame.transfer.lemma in ("deploy", "move", "station", "withdraw", "bring", "evacuate"):
            return frame.recipient is None or clause.token(frame.recipient[0] - 1) != "to"
        region = frame.recipient
        return region is not None and clause.token(region[0] - 1) in ("into", "onto", "toward", "towards")
    if _is_launch_site(clause, item, frame) or _joins_manoeuvre(clause, item, frame):
        return True
    vague = item.risky and (item.head in PART_HEADS or item_types()[item.type].item_class == "commodities")
    if frame.kind == "control" and item.type == "personnel":
        return True
    if frame.kind == "give" and (_is_attack(clause, frame) or _is_flying(clause, item, frame)):
        return True
    if frame.kind == "found":
        if sanctioned(clause, frame.index):
            return False
        user = resolve(clause, frame.recipient).country or origin_within(clause, frame.recipient)
        return user is None or user == nationality(clause, item).country
    if frame.kind == "flow" and not any(
        resolve(clause, r).country for r in (frame.supplier, frame.recipient)
    ):
        return item.maker is None and nationality(clause, item).country is None
    if frame.transfer.lemma == "thank" and item.risky:
        return True
    if (
        frame.kind == "seek"
        and item.risky
        and item.head in ("money", "cash", "funds", "payment", "payments", "support")
    ):
        return True
    if (
        frame.kind == "control"
        and frame.is_noun
        and item.risky
        and item_types()[item.type].item_class == "naval"
    ):
        return True
    if frame.kind == "make" and (
        vague
        or (frame.is_noun and item.last <= frame.index)
        or (not frame.is_noun and _is_purpose(clause, frame))
    ):
        maker = resolve(clause, frame.supplier).country or resolve(clause, frame.agency.region).country
        return maker is None and resolve(clause, frame.recipient).country is None
    return (
        frame.kind == "seek"
        and frame.passive
        and item.risky
        and resolve(clause, frame.recipient).country is None
    )


def _is_attack(clause: Clause, frame: Frame) -> bool:
    """ "delivered 24 munitions *against* targets": weapons used, not handed over."""
    if frame.is_noun or frame.transfer.lemma not in (
        "deliver",
        "send",
        "fly",
        "move",
        "bring",
        "carry",
        "deploy",
    ):
        return False
    if any(clause.token(i) in STRIKES for i in range(max(0, frame.index - 6), frame.index)):
        return True  # "flew five strikes, delivering 24 munitions"
    for i in range(frame.index + 1, min(len(clause.codes), frame.index + 10)):
        if clause.codes[i] in "TVHWS,;":
            break
        if clause.codes[i] == "p" and clause.token(i) == "against":
            return True
    return False


def _is_launch_site(clause: Clause, item: Item, frame: Frame) -> bool:
    """ "fired missiles *from the airspace of Chad*": where from, not whose; "Iranian missiles" are whose."""
    if frame.transfer.lemma not in ("fire", "launch") or clause.codes[item.last : item.last + 1] != ["f"]:
        return False
    return item.maker is None and not any(code in "AN" for code in clause.codes[item.first : item.last])


def _joins_manoeuvre(clause: Clause, item: Item, frame: Frame) -> bool:
    """ "troops joined the fight", "frigates join Spain *in an exercise*": nobody gets them."""
    if frame.transfer.lemma == "enter":
        return item.type == "personnel"
    if frame.transfer.lemma != "join":
        return False
    if item.type == "personnel" or item.head == "fighters":
        return True
    ahead = range(frame.index + 1, min(len(clause.codes), frame.index + 9))
    return any(clause.token(i) in MANOEUVRES for i in ahead)


def _is_flying(clause: Clause, item: Item, frame: Frame) -> bool:
    """ "Colombia also flies the Mi-17": its own machines, where nothing says whose else they are."""
    if frame.transfer.lemma != "fly" or frame.passive or frame.recipient is not None or frame.via is not None:
        return False
    return frame.source is None and nationality(clause, item).country is None


def _is_purpose(clause: Clause, frame: Frame) -> bool:
    """ "chemicals used *to produce* nerve agents", "vital *for producing* missiles"."""
    k = frame.index
    before = clause.codes[k - 1] if k else ""
    return before == "t" or (before == "i" and clause.has_form(k, "gerund"))
