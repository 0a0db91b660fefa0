"""Parties that stand outside the frame: the purpose, the user, the one helped, the one turned to.

Each rule reads the same sentence and fills a role that the frame leaves open; its name goes into the
row's rule.
"""

from __future__ import annotations

from collections.abc import Callable

from tradewire.extract.doc import Party
from tradewire.extract.items.frames.frame import Frame
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import phrase_before
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.items.moods.agency import agent
from tradewire.extract.items.parties.resolve import resolve
from tradewire.extract.trade_forms import word_class

NOBODY = Party()
HELPING = word_class("helping")
ARMED = word_class("armed")
ACCOUNTING = frozenset(["account", "accounted", "accounts", "accounting"])
CHOOSING = word_class("choosing")
Fill = Callable[[Clause, Item, Frame], Party]


EVERYBODY = word_class("everybody")


def user(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "… were being *used by Russia*": who uses the thing has it."""
    codes = clause.codes
    for i in range(item.last, len(codes) - 2):
        if codes[i + 1] == "b" and clause.token(i) in (
            "used",
            "fired",
            "deployed",
            "operated",
            "employed",
            "launched",
            "needed",
        ):
            return resolve(clause, (i + 2, min(len(codes), i + 6)))
    return NOBODY


def helped(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "… is *enabling Russia* to rebuild", "was *helping Russia* in …": the object of help."""
    codes = clause.codes
    for i, word in enumerate(clause.words):
        if (
            word is None
            or word.governor is None
            or word.governor.lemma not in HELPING
            or codes[i] not in "VTI"
        ):
            continue
        if i + 1 < len(codes) and codes[i + 1] in "NAdPsxX" and not clause.has_form(i, "none"):
            end = i + 1
            while end < len(codes) and codes[end] in "NAdPsxX'":
                end += 1
            party = resolve(clause, (i + 1, end))
            if party.country:
                return party
    return NOBODY


def helper(clause: Clause, item: Item, frame: Frame) -> Party:
    """The one who helps, where the thing is what the help consists of: "*China* was helping Russia in the
    production of …".
    """
    for i, word in enumerate(clause.words[: item.first]):
        if (
            word is not None
            and word.governor is not None
            and word.governor.lemma in HELPING
            and clause.codes[i] in "VT"
        ):
            return resolve(clause, agent(clause, i).region)
    return NOBODY


def purpose(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "… *for Iran's* programme", "for the production of *Russian* weapons", not "for use in Ukraine"."""
    codes = clause.codes
    last = max(item.last, frame.index + 1)
    for i in range(last, len(codes) - 1):
        if codes[i] in ";WH" or (codes[i] == "," and codes[i + 1] in "xeETVC"):
            break
        if codes[i] != "i":
            continue
        following = clause.token(i + 1)
        possessive = False
        for j in range(i + 1, min(len(codes), i + 7)):
            if codes[j] in ",;.WHTS":
                break
            if codes[j] == "A" and _is_buying(clause, i, j):
                break  # "money for the purchase of *British* weapons"
            if clause.names[j] is not None:
                possessive = (j + 1 < len(codes) and codes[j + 1] == "'") or codes[j] == "A"
                if following == "use" and not possessive:
                    break
                return resolve(clause, (j, j + 1))
    return NOBODY


def _is_buying(clause: Clause, first: int, last: int) -> bool:
    """True where letters ``[first, last)`` hold a noun of buying: "for the purchase of"."""
    words = [clause.words[k] for k in range(first, last) if clause.codes[k] == "D"]
    return any(word is not None and word.noun is not None and word.noun.frame == "get" for word in words)


def striker(clause: Clause, item: Item, frame: Frame | None) -> Party:
    """ "a *Ukrainian attack* with US-supplied missiles": whose attack it is."""
    codes = clause.codes
    for i in range(item.first - 1, 0, -1):
        if codes[i] in "xGID" and clause.token(i) in ARMED:
            j = i - 1 if codes[i - 1] != "'" else i - 2
            if j >= 0 and codes[j] in "NA":
                return resolve(clause, (j, j + 1))
    for i in range(item.last, len(codes) - 2):
        if codes[i] in "b" and codes[i + 1] in "NAd":
            return resolve(clause, (i + 1, min(len(codes), i + 5)))
    return NOBODY


def turned_to(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "Russia has *turned to North Korea* and secured shells": the one turned to supplies."""
    for i in range(frame.index - 1, -1, -1):
        turn = clause.token(i).split(" ")
        if turn[0] not in ("turned", "turn", "turning", "turns"):
            continue
        to = i if turn[-1] == "to" else "".join(clause.codes).find("t", i + 1, frame.index)
        if to >= 0:  # "turned its attention to"
            return resolve(clause, (to + 1, min(frame.index, to + 5)))
        break
    return NOBODY


def subject(clause: Clause, item: Item, frame: Frame) -> Party:
    """The subject of the sentence, for aid that names no giver: "*the US* was down to $6 billion in
    Ukraine aid".
    """
    for i in range(item.first):
        name = clause.names[i]
        if name is not None and name.label in ("GPE", "ORG", "NORP") and name.entity.country:
            if i and clause.codes[i - 1] in "tifbp":
                return NOBODY
            return resolve(clause, (i, i + 1))
    return NOBODY


def nearest(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "Moscow's violations of the law, particularly *purchasing* …": a gerund that hangs on nothing takes
    the last name.
    """
    if frame.is_noun or not clause.has_form(frame.index, "gerund"):
        return NOBODY
    for i in range(frame.index - 1, -1, -1):
        if clause.names[i] is not None and clause.names[i].entity.country:  # type: ignore[union-attr]
            return resolve(clause, (i, i + 1))
    return NOBODY


def partner(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "is in talks *with Italy* to buy …", "signed a contract *with Turkey* for …": the other side of the
    deal.
    """
    codes = clause.codes
    for i in range(frame.index - 1, max(-1, frame.index - 14), -1):
        if codes[i] == "w" and i and codes[i - 1] in "FDxVT":
            return resolve(clause, (i + 1, min(frame.index, i + 6)))
        if codes[i] in ";HW":
            break
    return NOBODY


def contractor(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "is to receive jets under a *deal worth $2 billion with China*": the other side of a deal named
    behind.
    """
    deal = False
    for i in range(item.last, len(clause.codes)):
        word = clause.words[i]
        if clause.codes[i] in ";HWTVC,":
            break
        if clause.codes[i] == "D" and word is not None and word.noun is not None:
            deal = word.noun.stage == "ordered"
        elif clause.codes[i] == "w" and deal:
            return resolve(clause, (i + 1, min(len(clause.codes), i + 6)))
    return NOBODY


def customer(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "signed a contract *with Latvia* to supply …": the other side of a deal to supply."""
    codes = clause.codes
    for i in range(frame.index - 1, max(0, frame.index - 14), -1):
        if codes[i] in ";HW":
            break
        word = clause.words[i - 1]
        if codes[i] != "w" or word is None:
            continue
        deal = word.noun is not None and codes[i - 1] == "D" and word.noun.stage == "ordered"
        if deal or (
            codes[i - 1] == "F" and word.cue is not None and word.cue.effect in ("possible", "planned")
        ):
            return resolve(clause, (i + 1, min(frame.index, i + 6)))
        break
    return NOBODY


def chooser(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "*Thailand* picked Sweden to supply jets": who chooses somebody to supply is supplied."""
    for i in range(frame.index - 1, max(0, frame.index - 9), -1):
        word = clause.words[i]
        if clause.codes[i] in "TV" and word is not None and word.form.lower() in CHOOSING:
            return resolve(clause, agent(clause, i).region)
        if clause.codes[i] in ";,HWS":
            break
    return NOBODY


def share(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "*Germany* accounted for 40% of Israel's arms imports": whose share it is is the other side."""
    for i in range(frame.index - 1, 0, -1):
        if clause.token(i) in ACCOUNTING:
            while i > 0 and clause.codes[i - 1] in "tTahmnuxE":
                i -= 1  # "used to account for"
            return resolve(clause, phrase_before(clause, i))
        if clause.codes[i] in ";,HWST":
            break
    return NOBODY


def other_named(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "Paris, which has armed Cairo, sold *it* jets": the other country named before the pronoun."""
    region = frame.recipient
    if region is None or region[1] - region[0] != 1 or clause.codes[region[0]] != "P":
        return NOBODY
    giver = resolve(clause, frame.supplier).country
    for i in range(frame.index - 1, -1, -1):
        name = clause.names[i]
        if name is not None and name.label == "GPE" and name.entity.country not in (None, giver):
            return resolve(clause, (i, i + 1))
    return NOBODY


def serves_many(clause: Clause, frame: Frame) -> bool:
    """ "supplies sensors to armed forces in 19 *countries*": a general statement, with no one recipient."""
    for i in range(frame.index + 1, len(clause.codes)):
        if clause.codes[i] in ";HWTV":
            break
        if clause.token(i) in EVERYBODY:
            return True
    return False


def underway(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "drones, donated by Latvia, are *on their way to Ukraine*": where the thing is going."""
    for i in range(item.last, len(clause.codes) - 2):
        if clause.token(i) in ("way", "en route") and clause.codes[i + 1] == "t":
            return resolve(clause, (i + 2, min(len(clause.codes), i + 6)))
    return NOBODY


def posting(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "sent troops to train *in Russia*": people are sent where they are to serve."""
    if item.type != "personnel":
        return NOBODY
    codes = clause.codes
    for i in range(item.last, min(len(codes) - 1, item.last + 12)):
        if codes[i] == "p" and clause.token(i) in ("in", "at", "near"):
            return resolve(clause, (i + 1, min(len(codes), i + 5)))
        if codes[i] in ",;":
            break
    return NOBODY


def route(clause: Clause, item: Item) -> tuple[Party, Party]:
    """ "… was intercepted on its way *from Iran to Yemen*": both ends, where the frame names neither."""
    codes = clause.codes
    for i in range(item.last, len(codes) - 3):
        if codes[i] == "f" and "t" in codes[i + 1 : i + 6]:
            k = codes.index("t", i + 1)
            supplier = resolve(clause, (i + 1, k))
            recipient = resolve(clause, (k + 1, min(len(codes), k + 4)))
            if supplier.country and recipient.country and supplier.country != recipient.country:
                return supplier, recipient
    return NOBODY, NOBODY


def asker(clause: Clause, item: Item, frame: Frame) -> Party:
    """ "*Kyiv* urged Israel to supply missiles": who asks for a supply gets it."""
    wanted = "requested" in frame.agency.effects and "blocked" not in frame.agency.effects
    if not wanted or frame.agency.source is None:  # not "urged Oslo to halt sales"
        return NOBODY
    return resolve(clause, frame.agency.source)


def outside(clause: Clause, frame: Frame) -> Party:
    """The phrase before the verb where control gave no one."""
    return resolve(clause, phrase_before(clause, frame.index))


RECIPIENT_FILLS: dict[str, tuple[tuple[str, Fill], ...]] = {
    "get": (("nearest", nearest),),
    "give": (
        ("posting", posting),
        ("customer", customer),
        ("chooser", chooser),
        ("share", share),
        ("other_named", other_named),
        ("underway", underway),
        ("asker", asker),
        ("user", user),
        ("helped", helped),
        ("purpose", purpose),
    ),
    "make": (("user", user), ("helped", helped), ("purpose", purpose)),
    "control": (("user", user), ("purpose", purpose)),
    "flow": (("user", user), ("purpose", purpose)),
}
SUPPLIER_FILLS: dict[str, tuple[tuple[str, Fill], ...]] = {
    "get": (("turned_to", turned_to), ("partner", partner), ("contractor", contractor), ("share", share)),
    "seek": (("turned_to", turned_to),),
    "make": (("helper", helper),),
}


def fill(
    clause: Clause, item: Item, frame: Frame, supplier: Party, recipient: Party
) -> tuple[Party, Party, str]:
    """Supplier and recipient with gaps filled where the sentence says so, and the name of the last rule
    used.
    """
    used = ""
    if supplier.country is None and recipient.country is None and frame.kind in ("give", "get", "control"):
        supplier, recipient = route(clause, item)
        used = "route" if supplier.country else ""
    if recipient.country is None:
        for name, rule in RECIPIENT_FILLS.get(frame.kind, ()):
            party = rule(clause, item, frame)
            if party.country and party.country != supplier.country:
                recipient, used = party, name
                break
    if supplier.country is None:
        buying = frame.parent if frame.is_noun and frame.parent is not None else frame
        acting = buying if buying.kind == "get" else frame  # "to buy frigates and a batch of torpedoes"
        for name, rule in SUPPLIER_FILLS.get(acting.kind, ()):
            party = rule(clause, item, acting)
            if party.country and party.country != recipient.country:
                supplier, used = party, name
                break
        if supplier.country is None and frame.transfer.lemma in ("", "available"):
            party = subject(clause, item, frame)
            if party.country and party.country != recipient.country:
                supplier, used = party, "subject"
    return supplier, recipient, used
