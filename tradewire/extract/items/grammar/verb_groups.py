"""A verb with its auxiliaries: voice, tense, modality, negation."""

from __future__ import annotations

from typing import NamedTuple

from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import NOUNISH, phrase_before
from tradewire.extract.trade_forms import word_class

MODALS = {
    "will": "planned",
    "would": "planned",
    "shall": "planned",
    "ll": "planned",
    "may": "possible",
    "might": "possible",
    "could": "possible",
    "can": "capable",
    "must": "requested",
    "should": "requested",
    "ought to": "requested",
}


class Group(NamedTuple):
    """A verb with its auxiliaries: where it begins, and what they say."""

    first: int
    passive: bool
    infinitive: bool
    gerund: bool
    effects: tuple[str, ...]


def verb_group(clause: Clause, k: int) -> Group:
    """The group of the verb at ``k``: "has not been supplying", "may soon be sold", "to allegedly
    provide".
    """
    codes = clause.codes
    effects: list[str] = []
    be = have = modal = absolute = False
    i = k
    while i > 0:
        code = codes[i - 1]
        if code in "ah" and clause.token(i - 1) in ("having", "being") and not modal:
            absolute = True
        if code == "a":
            be = True
        elif code == "h":
            have = True
        elif code == "n":
            if clause.token(i) not in ("only", "merely", "just"):
                effects.append("denied")
        elif code == "m":
            modal = True
            effects.append(MODALS.get(clause.token(i - 1), "planned"))
        elif code == "u" or (code == "B" and i > 1 and codes[i - 2] in "ah"):  # "has yet succeeded"
            pass
        elif code == "E":
            word = clause.words[i - 1]
            if word is None or word.cue is None or word.cue.word_class != "adverb":
                break
            effects.append(word.cue.effect)
        elif (
            (code == "x" and (clause.token(i - 1).endswith("ly") or clause.token(i - 1) in ADVERBS))
            or (code in '"!' and i > 1 and codes[i - 2] in "ahnmut")
            or (code == "&" and i < k and _aux_before(clause, i - 2))
        ):
            pass
        else:
            break
        i -= 1
    infinitive = i > 0 and codes[i - 1] == "t" and (clause.has_form(k, "base") or be or have)
    gerund = absolute or (clause.has_form(k, "gerund") and not be)
    participle = clause.has_form(k, "participle")
    passive = participle and be and not (clause.has_form(k, "gerund"))
    if not be and not have and not modal and participle and not infinitive and not clause.has_form(k, "base"):
        passive = _reduced_passive(clause, k, i)
    if infinitive:
        i -= 1
        while i > 0 and codes[i - 1] == "n":
            effects.append("denied")
            i -= 1
    return Group(i, passive, infinitive, gerund, tuple(effects))


def _aux_before(clause: Clause, i: int) -> bool:
    while i >= 0 and clause.codes[i] == "x" and clause.token(i) in ADVERBS:
        i -= 1
    return i >= 0 and clause.codes[i] in "ahm"


ADVERBS = word_class("adverbs")


def _has_other_verb(clause: Clause, k: int) -> bool:
    """True where some other word of the sentence may be its finite verb; headlines need none."""
    if clause.sentence.kind != "body":
        return True
    return any(c in "ahmuCVTEe" and i != k for i, c in enumerate(clause.codes))


def _reduced_passive(clause: Clause, k: int, first: int) -> bool:
    """ "weapons supplied by Iran", "goods bought from China": a participle behind its noun, with no object
    of its own.
    """
    codes = clause.codes
    if first == 0 or codes[first - 1] not in NOUNISH | {","}:
        return False
    after = codes[k + 1] if k + 1 < len(codes) else ""
    if not clause.has_form(k, "past"):
        return after != "I"
    before = codes[first - 1]
    if before == "x" and after in "tfv" and after and not _has_other_verb(clause, k):
        return False  # "The Serbian side handed over to the army …"
    subject = phrase_before(clause, first)
    if subject is not None and subject[0] and codes[subject[0] - 1] == "W":
        return False  # "corvettes *which Turkish yards* sold to Pakistan"
    word = clause.words[k]
    if after in "oi" and after and word is not None and word.governor is not None and before != ",":
        return word.governor.control == "object"  # "companies accused of supplying"
    if before == "," and first > 1 and codes[first - 2] == "I" and after not in "dNAs9$P":
        return True  # "missiles, supplied last year,"
    if after in "NAdsI9$P" and after:
        return False
    return before == "I" or after == "b" or (before in "xD" and after in "tfbiv" and after != "")


def without_modal(clause: Clause, k: int, effects: tuple[str, ...]) -> tuple[str, ...]:
    """The effects under the verb at ``k`` without those of its own modal: who "*should* be warned that …
    were sold" is asked for nothing that was sold.
    """
    rest = list(effects)
    if clause.codes[k] in "TV":
        for effect in verb_group(clause, k).effects:
            if effect in ("requested", "planned") and effect in rest:
                rest.reverse()
                rest.remove(effect)  # the outermost
                rest.reverse()
    return tuple(rest)
