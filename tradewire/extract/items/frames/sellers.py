"""Whose side of a contract the grammatical subject is on: firms that win or sign it sell."""

from __future__ import annotations

from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Region, phrase_before
from tradewire.extract.trade_forms import word_class

WINNING = word_class("winning")
AWARDED = word_class("awarded")
FIRMS = word_class("firms")
STATE_BODIES = word_class("state_bodies")


def winner(clause: Clause, first: int, k: int) -> Region | None:
    """ "*Dassault* won an order from India": who wins the contract whose noun is letter ``k``; its phrase
    begins at ``first``.
    """
    for i in range(k - 1, max(0, first - 1) - 1, -1):
        if clause.token(i) in WINNING:
            return _subject(clause, i)
        if clause.token(i) in AWARDED:  # "Saab awarded contract for radars"
            subject = _subject(clause, i)
            return subject if subject is not None and is_firm(clause, subject) else None
    return None


def signatory(clause: Clause, first: int, k: int) -> Region | None:
    """ "*Kenya* signs drone deal": who signs the contract whose noun is letter ``k``, or None."""
    verb = next((i for i in range(max(1, first - 1), k) if _is_signing(clause, i)), -1)
    return _subject(clause, verb) if verb > 0 else None


def firm_signing(clause: Clause, first: int, partner: Region | None) -> Region | None:
    """ "*Saab* signed a contract with the Finnish army": the firm that signs with a state or its body, else
    None.
    """
    if partner is None or is_firm(clause, partner):
        return None
    verb = next((i for i in range(first - 1, first + 6) if 0 < i < partner[0] and _is_signing(clause, i)), -1)
    subject = _subject(clause, verb) if verb > 0 else None
    return subject if subject is not None and is_firm(clause, subject) else None


def co_signers(clause: Clause, region: Region) -> tuple[Region, Region] | None:
    """ "*Seoul* and *Warsaw* signed": the two names of a subject that names two; None for any other."""
    names = [i for i in range(*region) if clause.codes[i] in "NA" and clause.codes[i + 1 : i + 2] != ["'"]]
    first = region[0]
    if len(names) == 1 and first > 1 and clause.codes[first - 1] == "," and clause.codes[first - 2] == "N":
        return (first - 2, first - 1), region  # "Seoul, Warsaw sign tank deal"
    joint = next((i for i in range(*region) if clause.codes[i] == "&"), -1)
    if joint < 0 or not any(i < joint for i in names) or not any(i > joint for i in names):
        return None
    return (first, joint), (joint + 1, region[1])


def other_side(clause: Clause, k: int, subject: Region | None, recipient: Region | None) -> Region | None:
    """ "a pact between Riga and *Oslo* to give Riga mortars": of two, the one that does not receive."""
    if subject is None and k > 1 and clause.codes[k - 1] == "t":
        subject = phrase_before(clause, k - 1)
    pair = co_signers(clause, subject) if subject is not None and recipient is not None else None
    if pair is None or recipient is None:
        return None
    receiving = _named(clause, recipient)
    sides = [side for side in pair if not _named(clause, side) & receiving]
    return sides[0] if len(sides) == 1 else None


def _named(clause: Clause, region: Region) -> set[str]:
    return {name.entity.entity_id for name in clause.names[region[0] : region[1]] if name is not None}


def is_firm(clause: Clause, region: Region) -> bool:
    """True where the phrase names an organisation that is no body of a state or union of states."""
    if clause.token(region[1] - 1) in FIRMS:
        return True
    for i in range(region[1] - 1, region[0] - 1, -1):
        name = clause.names[i]
        if name is not None:
            words = name.entity.name.lower().split()
            return name.label == "ORG" and not any(word in STATE_BODIES for word in words)
    return False


def _is_signing(clause: Clause, i: int) -> bool:
    return clause.token(i) in ("sign", "signs", "signed", "signing", "concluded", "inked")


def _subject(clause: Clause, verb: int) -> Region | None:
    i = verb
    while i > 0 and clause.codes[i - 1] in "ahmnu":
        i -= 1
    return phrase_before(clause, i)
