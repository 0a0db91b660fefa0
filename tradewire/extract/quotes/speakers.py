"""Whose words they are: the subject of a cue, by the syntax around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from tradewire.extract.quotes import patterns
from tradewire.extract.quotes.cues import WORDS
from tradewire.extract.quotes.words import Words
from tradewire.reference_data import rows

BREAKS = "|,;:TukwQ&-().h"
"""Letters that may stand before a subject."""

_BEFORE = re.compile(
    r"(?P<aux>[AZrnl]{0,6}(?:,[rd]{1,3},[AZrn]{0,4}|d{1,2}#?[Dp]{0,2}|#p(?=W))?)(?P<kind>[PWTt&u,)]|)"
)


class Subject(NamedTuple):
    """Words ``first`` to ``last`` (inclusive) name the speaker; ``how`` is the pattern that found them.

    A relative pronoun ("who said") has its ``antecedent``, the words it stands for.
    """

    first: int
    last: int
    how: str
    passive: bool = False
    antecedent: tuple[int, int] | None = None


PERSON_NOUNS = frozenset(
    form.lower() for row in rows("roles") for form in (row["role"], row["plural"]) if form and " " not in form
)
"""Nouns for persons by office, trade or kinship, singular and plural."""


HABITS = frozenset({"like", "likes", "liked", "love", "loves", "loved", "used"})
"""Verbs before an infinitive that leave the report a fact: "he likes to say", "he used to say"."""

SOMEBODY = frozenset(
    {
        "another",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "some",
        "many",
        "several",
        "few",
        "most",
        "both",
    }
)
"""Determiners that may stand for persons without a noun: "another said", "some warned"."""

SPEAKING = PERSON_NOUNS | frozenset(
    form for row in rows("bodies") for form in (row["body"], row["plural"]) if form
)
"""Words for persons, bodies and documents, any of which a headline may let speak ("Poll: …")."""

ENDED = frozenset({"stop", "stops", "stopped", "quit", "avoid", "avoids", "avoided"})
"""Verbs that say of a report in -ing that there is none: "stop saying"."""

NOBODY = Subject(-1, -1, "none")


def subject_before(words: Words, cue: int) -> Subject:
    """The subject left of the cue at word ``cue``; ``NOBODY`` where another rule must find it.

    ``how`` then says what stood there: ``joined`` (and, but), ``comma`` or ``infinitive``.
    """
    mirror, size = words.mirror, words.size
    lead = _BEFORE.match(mirror, size - cue)
    if lead is None:
        return NOBODY
    if words.codes[cue] == "G" and words.codes[cue - 1] == "p" and words.word(cue - 1) == "as":
        quoted = patterns.QUOTED_AS.match(mirror, size - cue)
        return _left(quoted, size, "quoted", False) if quoted else NOBODY
    at = lead.end()
    passive = "Z" in lead["aux"]
    kind = lead["kind"]
    if kind == "P":
        place = size - at
        return Subject(place, place, "pronoun", passive)
    if kind and kind in "WT":
        at += 2 if mirror[at : at + 1] == "o" and mirror[at + 1 : at + 2] in "Dl" else 0
        aside = patterns.PARTICIPLE_ASIDE.match(mirror, at)
        found = patterns.ANTECEDENT.match(mirror, aside.end() if aside else at)
        if found is None:
            return NOBODY
        meant = (size - found.end("np"), size - 1 - found.start("np"))
        return Subject(size - at, size - at, "relative", passive, meant)
    if kind == ",":
        return _before_apposition(words, at, passive)
    if kind == ")":
        aside = patterns.PARENTHESIS.match(mirror, at - 1)
        found = patterns.NOUN_PHRASE.match(mirror, aside.end()) if aside else None
        return _left(found, size, "before", passive) if found else NOBODY
    if kind == "t" and words.word(size - 1 - at) in HABITS:
        found = patterns.HABIT.match(mirror, at)
        if found is not None:
            return _left(found, size, "before", passive)
    if kind:
        return Subject(-1, -1, "infinitive" if kind == "t" else "joined", passive)
    found = patterns.JOINED.match(mirror, at)
    if found is not None:
        return Subject(size - found.end("np"), size - 1 - at, "group", passive)
    found = patterns.NOUN_PHRASE.match(mirror, at)
    if found is None and words.word(size - 1 - at) in SOMEBODY:
        found = patterns.SOME.match(mirror, at)
    first = size - found.end("np") if found else 0
    if found and words.codes[first] in "eV" and words.codes[first - 1] == "P":
        found = patterns.NOUN_PHRASE.match(mirror, size - first + 1) or found
    if found is None:
        return Subject(-1, -1, "bare", passive)
    return _left(_past_relative(words, found) or found, size, "before", passive)


def _past_relative(words: Words, found: re.Match[str]) -> re.Match[str] | None:
    """Who acts, if the noun phrase before a cue is but an object: "a clerk who saw the papers said"."""
    outer = patterns.OBJECT_IN_RELATIVE.match(words.mirror, found.end())
    if outer is None:
        return None
    verb = WORDS.get(words.word(words.size - 1 - outer.start("verb")))
    return outer if verb is None or "clause" not in verb.complements else None


def head_of(words: Words, subject: Subject) -> int:
    """The head word of a noun phrase: the last before "of", "for", "in" …"""
    first, last = subject.antecedent or (subject.first, subject.last)
    for place in range(first + 1, last + 1):
        if words.codes[place] in "opjtb":
            return place - 1
    return last


def _left(found: re.Match[str], size: int, how: str, passive: bool) -> Subject:
    return Subject(size - found.end("np"), size - 1 - found.start("np"), how, passive)


def _before_apposition(words: Words, at: int, passive: bool) -> Subject:
    """The noun phrase that phrases between commas stand after ("Hill, a doctor from Leeds, said")."""
    mirror, size = words.mirror, words.size
    kept: Subject | None = None
    for _ in range(5):
        segment = patterns.SEGMENT.match(mirror, at)
        if segment is None:
            break
        at = segment.end() + 1
        found = patterns.NOUN_PHRASE.match(mirror, at)
        if found is None:
            continue
        left = mirror[found.end()]
        if left not in BREAKS:
            continue
        subject = _left(found, size, "apposition", passive)
        if (
            patterns.NAME.match(mirror, segment.start())
            and words.word(head_of(words, subject)) in PERSON_NOUNS
        ):
            subject = Subject(subject.first, size - 1 - segment.start(), "name-after-role", passive)
        if left != "," or subject.how == "name-after-role":
            return subject
        if kept is None or words.codes[subject.first] == "N":
            kept = subject
    return kept or Subject(-1, -1, "comma", passive)


def subject_after(words: Words, at: int) -> Subject:
    """The noun phrase that starts at word ``at``, right of its cue ("said Hill", "according to Hill")."""
    under = words.word(at) == "under" and words.word(at + 1).startswith("secretar")
    found = patterns.SPEAKER_AFTER.match(words.codes, at + under)
    if found is None or (found["np"] == "D" and words.word(at) not in SOMEBODY):
        return NOBODY
    return Subject(at, found.end("np") - 1, "after")


def channel(words: Words, cue: int) -> Subject:
    """Who is meant in "In the bulletin it is claimed that …", "From Paris it was said that …"."""
    start = words.codes.rfind("|", 0, cue) + 1
    found = patterns.CHANNEL.match(words.codes, start)
    if found is None or found.end() + 3 < cue:
        return NOBODY
    return Subject(found.start("np"), found.end("np") - 1, "channel")


def clause_subject(words: Words, cue: int, boundary: int) -> Subject:
    """The subject of the last finite verb between the break at ``boundary`` and word ``cue``."""
    found = patterns.SUBJECT_OF_CLAUSE.search(words.mirror, words.size - cue, words.size - boundary)
    return _left(found, words.size, "clause", False) if found else NOBODY


def first_subject(words: Words, boundary: int) -> Subject:
    """The first noun phrase of the sentence after the break at word ``boundary``."""
    dateline = patterns.DATELINE.match(words.codes, boundary)
    if dateline is not None and (
        "d" in dateline[0] or "(" in dateline[0] or words.text[slice(*words.span(boundary + 1))].isupper()
    ):
        boundary = dateline.end()
    found = patterns.FIRST_SUBJECT.match(words.codes, boundary)
    if found is None:
        return NOBODY
    last = found.end("np") - 1
    if words.codes[last] == "N":
        while words.codes[last + 1] == "x" and words.word(last + 1) in SPEAKING:
            last += 1
    return Subject(found.start("np"), last, "sentence")


def own_subject(words: Words, place: int, subject: Subject) -> bool:
    """Whether a cue in -ing has the noun phrase before it as its subject ("is saying", "a note saying")."""
    before = words.codes[place - 1]
    if subject.how in ("pronoun", "quoted") or before in "ZrN":
        return True
    return before == "x" and (subject.first != subject.last or words.word(place - 1).endswith("s"))


def may_be_verb(words: Words, place: int, subject: Subject) -> bool:
    before = words.codes[place - 1]
    if before in "AnrPWt&," or words.codes[place + 1] == ":":
        return True
    head = words.word(subject.last) if subject.last >= 0 else ""
    return (
        subject.how == "group"
        or head.endswith("s")
        or words.codes[subject.last] == "O"
        or head in ("people", "police", "data", "media", "some", "many", "others")
    )


def no_singular(words: Words, place: int, subject: Subject) -> bool:
    """Whether "… claims that" is a noun after all: no singular with its article stands before the -s form."""
    if subject.how != "before" or not words.word(place).endswith("s"):
        return False
    if words.codes[place - 1] in "LVE" and words.codes[place - 2] not in "DlHKy":
        return True
    codes = words.codes
    head = words.word(subject.last)
    if codes[subject.last] != "x" or codes[subject.first] in "DlKyHN#":
        return codes[subject.last] == "x" and head.endswith("s") and not head.endswith("ss")
    return codes[subject.first - 1] != "|"


def no_speaker(words: Words, subject: Subject) -> bool:
    """Whether the noun before a form in -s names none who speak, so both are nouns: "its export rules"."""
    if subject.how != "before" or words.codes[subject.last] != "x":
        return False
    return words.codes[subject.first] in "KyH" and not names_speaker(words, subject)


def names_speaker(words: Words, subject: Subject) -> bool:
    """Whether the head of a noun phrase is a word for a person, a body or a document."""
    return words.word(head_of(words, subject)) in SPEAKING


def no_report(words: Words, place: int, subject: Subject) -> bool:
    """Whether the cue is a noun ("promises are"), an adjective ("the total estimated cost") or ended."""
    codes = words.codes
    if (
        codes[place] == "S"
        and codes[place + 1] in "AZ"
        and (codes[place - 1] not in "NP" or codes[place - 2] == "|")
    ):
        return True
    if codes[place] == "G" and words.word(place - 1) in ENDED:
        return True
    if codes[place] != "V" or codes[place - 1] != "x" or codes[place + 1] != "x" or subject.how != "before":
        return False
    head = words.word(place - 1)
    if head.endswith("s") or head in SPEAKING or words.word(place) != "estimated":
        return False
    return codes[subject.first] == "D"
