"""The mood of a noun of transfer, or of an item that carries its own, from the words that govern it."""

from __future__ import annotations

from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import phrase_before, phrase_start, with_subject
from tradewire.extract.items.moods.agency import under
from tradewire.extract.items.moods.governors import (
    ACCUSED,
    Agency,
    conjunction_effects,
    effects_of_word,
    ends_control,
    stage_marks,
)

NOBODY = Agency(None, (), None)
#: Stages of verbs whose participle tells of the noun it modifies: "the *promised* delivery".
MODIFYING_STAGES = {"pledged": "planned", "offered": "planned", "requested": "requested"}
MODIFYING_EFFECTS = frozenset(["planned", "possible", "alleged", "blocked", "requested"])


def noun_agency(clause: Clause, first: int) -> Agency:
    """The mood of a noun phrase from what governs it: "halt …", "denied the …", "information about the …"."""
    codes = clause.codes
    j = first - 1
    while j >= 0 and codes[j] in '"!':
        j -= 1
    if j < 0:
        return NOBODY
    if codes[j] in "TV":
        return under(clause, j, 0)
    if codes[j] in "oipwtf" and j and codes[j - 1] in "VTFE":
        if codes[j - 1] == "T" and codes[j] != "t":
            return NOBODY
        return under(clause, j - 1, 0)
    if codes[j] in "oip" and j > 3 and codes[j - 1] == ",":  # "suspicions, in Paris above all, about"
        opened = max((i for i in range(max(1, j - 12), j - 1) if codes[i] == ","), default=0)
        if opened and codes[opened - 1] == "F":
            return under(clause, opened - 1, 0)
    if codes[j] in "poi" and j and codes[j - 1] == "D":
        controlled = _under_control(clause, j - 1)
        if controlled is not None:
            return controlled
    if codes[j] in "oipwt" and j and codes[j - 1] in "ex":  # "entities linked to the production of …"
        party = phrase_before(clause, j - 1) if codes[j - 1] == "e" else None
        return NOBODY._replace(region=party)
    if codes[j] in "pio" and j and codes[j - 1] in "NAx":
        party_agency = _with_party(clause, j)
        if party_agency is not None:
            return party_agency
    if codes[j] in "ex" and codes[first] == "d":  # "slapped *an embargo* on"
        return NOBODY._replace(region=with_subject(clause, phrase_before(clause, first)))
    if codes[j] == "S" and conjunction_effects(clause, j):
        return Agency(None, conjunction_effects(clause, j), None)
    if codes[j] == "n":
        return Agency(None, ("denied",), None)
    if codes[j] in "&,":
        i = j
        while i > max(0, j - 14) and codes[i] in "xegIDdsNA'&,-":
            i -= 1
        if codes[i] in "oipwtfTV":
            return noun_agency(clause, i + 1)
    if codes[j] in "bvw" or clause.token(j) == "though":
        return _as_means(clause, j)
    return NOBODY


def _under_control(clause: Clause, control: int) -> Agency | None:
    """Under a noun of control: "a licence requirement on *exports*"; a ban that somebody ends is none."""
    word = clause.words[control]
    if word is None or word.noun is None or word.noun.frame != "control":
        return None
    first = phrase_start(clause, control)
    upper = noun_agency(clause, first)
    ended = first > 0 and clause.codes[first - 1] in "TV" and ends_control(clause, first - 1)
    if ended and "denied" not in upper.effects:
        return upper._replace(effects=("lifted", *upper.effects))
    return upper._replace(effects=("blocked", *upper.effects))


def _with_party(clause: Clause, j: int) -> Agency | None:
    """With somebody between noun and governor: "sanctions on *Iran* over the supply", "accuses *Iran* of
    the supply"; the preposition of the noun is letter ``j``.
    """
    codes = clause.codes
    region = phrase_before(clause, j)
    if region is None:
        return None
    before = codes[region[0] - 1] if region[0] else ""
    if codes[j] == "o":
        accuses = before == "V" and effects_of_word(clause, region[0] - 1)[0][:1] in ACCUSED
        return under(clause, region[0] - 1, 0, region) if accuses else None
    for i in range(region[1] - 1, region[0], -1):
        if codes[i - 1] == "p" and i > 1 and codes[i - 2] in "DTV":
            return Agency((i, region[1]), ("blocked",), None)
    if before == "p" and region[0] > 1 and codes[region[0] - 2] in "DTV":
        return Agency(region, ("blocked",), None)
    if before in "TV" and before:
        return under(clause, region[0] - 1, 0, region)
    if before == "w" and region[0] > 1 and codes[region[0] - 2] in "VFD":
        return under(clause, region[0] - 2, 0)  # "agreed with Denmark on the purchase"
    return None


def _as_means(clause: Clause, j: int) -> Agency:
    """By which the verb before does its work: "accused of supporting Russia *through* its provision of"."""
    for i in range(j - 1, max(-1, j - 16), -1):
        code = clause.codes[i]
        if code in "TV":
            upper = under(clause, i, 0, direct=True)
            return upper if set(upper.effects) - {"reported"} else NOBODY
        if code in ",;:HWSQ_D":
            break
    return NOBODY


def modifier_effects(clause: Clause, first: int, last: int) -> tuple[str, ...]:
    """What the modifiers in letters ``[first, last)`` make of a noun: "the *alleged* transfer", "*planned*
    deliveries".
    """
    found: list[str] = []
    for i in range(first, last):
        word, code = clause.words[i], clause.codes[i]
        if code == "d" and clause.token(i) == "no":
            found.append("denied")
        if word is None or code not in "Ee":
            continue
        if word.cue is not None and (code == "E" or word.cue.word_class == "adjective"):
            found.append(word.cue.effect)
        elif word.governor is not None and word.governor.effect in MODIFYING_EFFECTS:
            found += [word.governor.effect, *stage_marks(word)]
        elif word.verb is not None and word.verb.frame == "control":
            found.append("blocked")
        elif word.verb is not None and word.verb.stage in MODIFYING_STAGES:
            found.append(MODIFYING_STAGES[word.verb.stage])
    return tuple(found)
