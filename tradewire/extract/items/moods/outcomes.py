"""What becomes of a transfer in the predicate behind it: "exports were halted", "the plan collapsed"."""

from __future__ import annotations

from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Argument, phrase_start
from tradewire.extract.items.grammar.verb_groups import MODALS, Group
from tradewire.extract.trade_forms import word_class

COLLAPSING = word_class("collapsing")
HALTED = word_class("halted")
LICENSING = word_class("licensing")


def outcome_of_plan(clause: Clause, k: int, group: Group, args: list[Argument]) -> tuple[str, ...]:
    """What becomes of the noun that governs the infinitive at ``k``, where it is the subject: "a *plan* to
    ship trucks to Niger *fell through*".
    """
    g = group.first - 1
    if not group.infinitive or g < 0 or clause.codes[g] not in "FD":
        return ()
    first = phrase_start(clause, g)
    if first and clause.codes[first - 1] not in ',.:"!HS_&':
        return ()
    found = predicate(clause, k, args[-1].first if args else k + 1)
    return tuple(effect for effect in found if effect in ("blocked", "denied"))


def predicate(clause: Clause, k: int, end: int) -> tuple[str, ...]:
    """What the verb of which the noun is the subject does to it: "exports *were halted*", "the sale *was
    approved*".
    """
    codes = clause.codes
    limit = min(len(codes), end + 4)
    while limit > end and any(c in ",;:.HWS&" for c in codes[end:limit]):
        limit -= 1
    for i in range(k + 1, limit):
        if clause.token(i) in COLLAPSING and codes[i] in "exT" and codes[i - 1] not in "ds'ah":
            return ("blocked",)  # "the sale to Niger collapsed in June"
    if clause.sentence.kind == "headline":
        bare = _bare_predicate(clause, k)
        if bare:
            return bare
    i = end
    while i < len(codes) and i - k < 30 and codes[i] in "xNAXe9'I\"!T":
        if clause.token(i) in COLLAPSING or _falls_through(clause, i):
            return ("blocked",)  # "the sale collapsed"
        if codes[i] == "T":
            return ("blocked",) if _needs_licence(clause, i) else ()
        i += 1
    if i < len(codes) and codes[i] == "," and "," in codes[i + 1 : i + 20]:
        i = codes.index(",", i + 1) + 1  # ", hidden under sacks of rice,"
    if i >= len(codes) or codes[i] not in "ahm":
        return ()
    return _of_group(clause, i)


def _bare_predicate(clause: Clause, k: int) -> tuple[str, ...]:
    """A headline's participle or predicate without "be": "drone sale to Niger *blocked*", "… *in doubt*"."""
    codes = clause.codes
    for i in range(k + 1, min(len(codes), k + 14)):
        if codes[i] in ",;:HWSC_mah":
            break
        last = i + 1 == len(codes) or codes[i + 1] in ",.bp_:"
        if codes[i] in "TVEex" and last and codes[i - 1] in "DINxA":
            found = _of_predicate(clause, i)
            return (found,) if found and found != "reported" else ()
    return ()


def _of_group(clause: Clause, i: int) -> tuple[str, ...]:
    """What the auxiliaries that begin at ``i`` with their participle or predicate say: "*are due* to begin",
    "*was not approved*", "*could be signed*".
    """
    codes = clause.codes
    negated, modal = False, ""
    while i < len(codes) and (codes[i] in "ahnm" or (codes[i] == "x" and clause.token(i).endswith("ly"))):
        negated = negated or codes[i] == "n"
        if codes[i] == "m" and not modal:
            modal = MODALS.get(clause.token(i), "")
        i += 1
    if i >= len(codes):
        return ()
    found = _of_predicate(clause, i)
    if found in ("blocked", "denied", "planned", "possible", "alleged"):
        if negated:  # what is not believed is denied, what is not blocked is plain
            return () if found in ("blocked", "denied") else ("denied",)
        return ("possible",) if modal == "possible" else (found,)
    if not found and modal == "possible":
        return ("possible",)  # "a deal could be signed"
    if found == "reported" and negated:
        return ("denied",)
    return (modal,) if found == "reported" and modal in ("possible", "planned") else ()


def _of_predicate(clause: Clause, i: int) -> str:
    """The effect of the participle or predicate at ``i``; ``reported`` for one that leaves the claim as it
    is, "" for a word that says nothing of it.
    """
    word = clause.words[i]
    if clause.token(i) in HALTED or (clause.token(i) == "held" and clause.token(i - 1) == "being"):
        return "blocked"
    if word is None:
        return ""
    if clause.codes[i] == "E" and word.cue is not None:
        return word.cue.effect
    if clause.codes[i] == "V" and not clause.has_form(i, "participle"):
        return "reported"
    if clause.codes[i] not in "TV" or not clause.has_form(i, "participle"):
        return ""
    if word.verb is not None and word.verb.frame == "control":
        return "blocked"
    if word.governor is not None and word.governor.effect in ("blocked", "denied", "planned", "possible"):
        return word.governor.effect
    if word.verb is not None and word.verb.stage in ("pledged", "offered"):
        return "planned"
    return "reported"


def _needs_licence(clause: Clause, i: int) -> bool:
    """ "exports of optics *require* a licence"."""
    word = clause.words[i]
    if word is None or word.verb is None or word.verb.stage != "requested":
        return False
    return any(clause.token(j) in LICENSING for j in range(i + 1, min(len(clause.codes), i + 5)))


def _falls_through(clause: Clause, i: int) -> bool:
    falling = clause.token(i) in ("fell", "falls", "fallen")
    return falling and i + 1 < len(clause.codes) and clause.token(i + 1) in ("through", "apart")
