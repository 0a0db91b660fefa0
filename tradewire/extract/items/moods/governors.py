"""What one governing word does to the transfer it governs, before anything further left is read.

Governing words are verbs ("deny", "plan"), nouns ("evidence", "request") and predicates ("ready"); the
walk from one to the next is in ``moods``.
"""

from __future__ import annotations

from typing import NamedTuple

from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Region
from tradewire.extract.items.grammar.words import Word
from tradewire.extract.trade_forms import word_class

NEGATIVE_DETERMINERS = frozenset(["no", "any", "little", "without", "neither"])
GOVERNING_STAGES = frozenset(["ordered", "pledged", "offered", "requested"])
#: Effects of verbs whose object acts even where it stands elsewhere: "which Washington *accuses* of".
ACCUSED = (("accused",), ("alleged",))
TURNED_ON_OBJECT = (*ACCUSED, ("requested",))
#: Verbs whose negation leaves what they hold untouched: "does not include a request for …".
HOLDING = frozenset(["include", "cover"])
LICENSING = word_class("licensing")
ACCUSING = word_class("accusing")
#: Verbs whose negation leaves open what they hold: "has not confirmed the sale".
CONFIRMING = word_class("confirming")
CONDITIONALS = frozenset(["if", "unless", "in case", "whether", "should"])
#: Question words over a clause: "whether" leaves it open, "why" and "how" take it as given.
QUESTIONS = {"whether": ("possible",), "why": ("presupposed",), "how": ("presupposed",)}
#: Verbs without a say of their own who acts: "*appears* set to sell".
RAISING = frozenset(["appear", "seem", "look"])
#: Subjects that deny: "*nobody* has sold", "*no* country gave".
NOBODY = word_class("nobody")
HYPOTHETICAL = frozenset(["on", "against", "about", "over", "of"])
#: Words that make of a plan an approved or an offered one.
APPROVING = word_class("approving")
OFFERING = word_class("offering")
#: Verbs that end what they take.
ENDING = word_class("ending")
#: Verbs that ask something of the one they take as object: "*wants* Berlin to send".
WANTING = word_class("wanting")
STAGE_EFFECTS = {
    "pledged": "planned",
    "offered": "planned",
    "ordered": "planned",
    "requested": "requested",
    "considered": "possible",
}


class Agency(NamedTuple):
    """Who acts, what the governing words make of the claim, and who accuses, bans or asks (the outermost
    governor).
    """

    region: Region | None
    effects: tuple[str, ...]
    source: Region | None


def effects_of_word(clause: Clause, g: int) -> tuple[tuple[str, ...], str]:
    """What the word at ``g`` makes of the claim it governs, and which of its sides acts there: its
    ``subject`` or its ``object``.
    """
    word, code = clause.words[g], clause.codes[g]
    if word is None:
        return (), "subject"
    if code == "D":
        return ((STAGE_EFFECTS.get(word.noun.stage, "reported"),) if word.noun is not None else ()), "subject"
    if code in "FE" and word.cue is not None:
        return (word.cue.effect, *stage_marks(word)), "subject"
    if word.governor is not None:
        accuses = word.governor.lemma in ACCUSING
        return ("accused" if accuses else word.governor.effect, *stage_marks(word)), word.governor.control
    if word.verb is not None:
        blocks = word.verb.frame == "control"
        effect = "blocked" if blocks else STAGE_EFFECTS.get(word.verb.stage, "reported")
        return (effect, *stage_marks(word)), "subject"
    return ((word.cue.effect,) if word.cue is not None else ()), "subject"


def stage_marks(word: Word) -> tuple[str, ...]:
    """The stage that a governing word gives a plan beside its effect: ``approved``, ``offered`` or none."""
    lemma = word.form
    if word.governor is not None:
        lemma = word.governor.lemma
    elif word.verb is not None:
        lemma = word.verb.lemma
    if lemma in APPROVING:
        return ("approved",)
    return ("offered",) if lemma in OFFERING else ()


def reconcile(
    clause: Clause, g: int, effects: tuple[str, ...], own: tuple[str, ...], upper: Agency
) -> tuple[tuple[str, ...], Agency]:
    """The effects of the governing verb at ``g`` and of what stands over it, where its own negation changes
    them.
    """
    word = clause.words[g]
    lemma = word.governor.lemma if word is not None and word.governor is not None else ""
    if lemma in HOLDING:
        upper = upper._replace(effects=tuple(e for e in upper.effects if e != "denied"))
    if lemma in CONFIRMING:
        upper = upper._replace(effects=tuple("possible" if e == "denied" else e for e in upper.effects))
    if effects[:1] == ("blocked",) and "denied" in upper.effects:  # "refused to halt exports"
        rest = list(upper.effects)
        rest.remove("denied")
        return ("reported",), upper._replace(effects=tuple(rest))
    if lemma == "deny" and _confirms_or_denies(clause, g):
        return ("possible",), upper._replace(effects=tuple(e for e in upper.effects if e != "denied"))
    if effects[:1] == ("denied",) and "denied" in own:  # "has not ruled out sending"
        rest = list(upper.effects)
        rest.remove("denied")
        return ("possible",), upper._replace(effects=tuple(rest))
    return effects, upper


def _confirms_or_denies(clause: Clause, g: int) -> bool:
    """ "would neither confirm nor *deny*", "declined to confirm or *deny*"."""
    if g < 2 or clause.codes[g - 1] not in "&n":
        return False
    before = clause.words[g - 2]
    return before is not None and before.governor is not None and before.governor.lemma in CONFIRMING


def ends_control(clause: Clause, g: int) -> bool:
    """True for a verb that ends what it takes: over a ban it allows again ("*scrapped* a ban on")."""
    word = clause.words[g]
    if word is None:
        return False
    verb = word.verb.lemma if word.verb is not None else ""
    return verb in ENDING or (word.governor is not None and word.governor.lemma in ENDING)


def governing_noun(clause: Clause, region: Region) -> int:
    """The last noun of factuality in a phrase: "*plans* by Russia to …", or -1."""
    for i in range(region[1] - 1, region[0] - 1, -1):
        word = clause.words[i]
        if clause.codes[i] == "F":
            return i
        if (
            clause.codes[i] == "D"
            and word is not None
            and word.noun is not None
            and word.noun.stage in GOVERNING_STAGES
        ):
            return i
    return -1


def is_adverb(clause: Clause, i: int) -> bool:
    """True for an adverb of factuality ("allegedly") at letter ``i``."""
    word = clause.words[i]
    return word is not None and word.cue is not None and word.cue.word_class == "adverb"


def conjunction_effects(clause: Clause, j: int) -> tuple[str, ...]:
    """What the conjunction at ``j`` makes of its clause: "*if* Oslo sends", "*provided that* Oslo agrees"."""
    word = clause.words[j]
    conditional = word is not None and word.cue is not None and word.cue.word_class == "conjunction"
    return ("possible",) if conditional or clause.token(j) in CONDITIONALS else ()
