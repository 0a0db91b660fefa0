"""What follows a cue: where its content starts, by which rule, and whether it tells anything."""

from __future__ import annotations

from tradewire.extract.quotes import clauses, patterns
from tradewire.extract.quotes.cues import Cue
from tradewire.extract.quotes.speakers import Subject
from tradewire.extract.quotes.words import Words

MODALS = frozenset({"can", "could", "may", "might", "should", "must", "ought"})
"""Before "say what it likes", "demand a vote": a freedom or a duty, no report."""

UNREAL = frozenset({"cue-question", "cue-object", "cue-infinitive", "cue-preposition", "cue-clause-long"})
"""Contents that nobody reports under a modal; a clause ("critics may say that …") still is."""


def content_start(words: Words, after: int, cue: Cue) -> tuple[int | None, str]:
    """Where the content right of the cue starts, and the rule, the surest signs first."""
    takes = cue.complements
    here = words.codes[after]
    if takes & {"that", "clause"}:
        start = clauses.that_clause(words, after)
        if start is not None:
            return start, "cue-that"
    if "to-inf" in takes:
        start = clauses.infinitive(words, after)
        if start is not None:
            return start, "cue-infinitive"
    if "person" in takes:
        if clauses.person_only(words, after):
            return None, "postposed"
        start = clauses.person_clause(words, after)
        if start is not None:
            return start, "cue-person-that" if words.codes[start - 1] == "T" else "cue-person-clause"
    if clauses.nothing_follows(words, after):
        return None, "postposed"
    if "wh" in takes and here in "wWOHNDlx":
        start = clauses.question_clause(words, after)
        if start is not None:
            return start, "cue-question"
    if "quote" in takes:
        start = clauses.after_colon(words, after)
        if start is not None:
            return start, "cue-colon"
    if "clause" in takes and (cue.family != "speech" or here not in "ojb"):
        start = clauses.bare_clause(words, after)
        if start is not None:
            return start, "cue-clause"
    if here in "DlHNPOxKy#CegGQELVS" and not takes.isdisjoint(("object", "deed", "noun")):
        tells = "object" in takes or ("deed" in takes and clauses.deed(words, after))
        return after, "cue-object" if tells else "cue-noun"
    if "object-to-inf" in takes and clauses.object_to_verb(words, after):
        return after, "cue-object"
    if words.word(after) in cue.prepositions:
        tells = "deed" not in takes or clauses.deed(words, after + 1)
        return after + 1, "cue-preposition" if tells else "cue-noun"
    return None, ""


def without_verb(words: Words, cue: Cue, place: int, start: int, end: int) -> str:
    """The rule of a content in which no finite verb was seen: an object, or a clause of unknown words."""
    takes = cue.complements
    codes = words.codes[start : end + 1]
    if "Q" in codes and (
        words.in_headline(place) or not takes & {"object", "noun"} or patterns.SUBJECT_QUOTED.match(codes)
    ):
        return "cue-clause"
    if "clause" in takes and patterns.APPOSED_SUBJECT.match(codes):
        return "cue-clause"
    if "object" in takes:
        return "cue-object"
    long = end - start >= 3 and words.codes[start] in "DlHNPxKyh#Tw"
    return "cue-clause-long" if long and "noun" not in takes else "cue-noun"


def no_content(words: Words, cue: Cue, rule: str, subject: Subject, place: int, start: int, end: int) -> bool:
    """Whether the words after a cue tell nothing: "denies it", "said no to …", "has not agreed to …"."""
    codes = words.codes
    if rule == "cue-colon":
        return subject.first < 0
    if rule in ("cue-object", "cue-preposition") and codes[start] in "PO" and codes[start + 1] in "|,.;&ud":
        return True
    if rule == "cue-infinitive":
        return "n" in codes[subject.last + 1 : place]
    if codes[place] == "L" and is_unreal(words, place, rule):
        return True
    if cue.family == "thought" and codes[place - 1] == "n" and words.word(subject.last) == "i":
        return True
    if rule == "cue-person-clause" and "noun" in cue.complements:
        return not clauses.clause_stands(words, start, end)
    if codes[start] == "&" and codes[start + 1] in "VSLG":
        return True
    if words.word(start) in ("no", "yes") and codes[start + 1] in "tp":
        return True
    if rule == "cue-object" and clauses.names_source(words, cue, start, end):
        return True
    if rule == "cue-that" and end - start < 2 and "Q" not in codes[start : end + 1]:
        return start == end or not clauses.holds_verb(words, start, end)
    return rule in ("cue-clause", "cue-object", "cue-preposition") and not set(codes[start : end + 1]) - set(
        "PODrAn"
    )


def is_unreal(words: Words, place: int, rule: str) -> bool:
    """Whether nobody has spoken: "can say what it likes", "could demand a vote", "Would you ask why?"."""
    codes = words.codes
    modal = place - 1
    while codes[modal] in "trn":
        modal -= 1
    if codes[modal] == "A" and words.word(modal) in MODALS:
        return rule in UNREAL or codes[codes.rfind("|", 0, place) + 1] == "A"
    return codes[codes.rfind("|", 0, place) + 1] == "A" and codes[modal] in "PxN" and rule in UNREAL
