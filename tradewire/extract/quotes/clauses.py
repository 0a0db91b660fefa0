"""What is reported: where the content of a cue starts and ends."""

from __future__ import annotations

import re

from tradewire.extract.quotes import patterns
from tradewire.extract.quotes.cues import NOUNS, WORDS, Cue
from tradewire.extract.quotes.speakers import SPEAKING
from tradewire.extract.quotes.words import Words

_OPENING = re.compile(r"[|.z]*(?:[ru&]{1,2},|[u&](?=[^,]))?")

CITING = frozenset({"citing", "quoting"})
"""Behind a comma they name where a report is from: "Reuters said, *citing* officials"."""
ONLY_QUOTED = frozenset({"quote", "noun", ""})
"""Complements of verbs that report nothing but words in marks: "the rules, beginning in May"."""


def content_end(words: Words, start: int) -> int:
    """The last word of the clause that starts at word ``start``, up to the next report or the end."""
    codes = words.codes
    at = start
    while True:
        stop = patterns.STOP.search(codes, at)
        if stop is None:
            return words.size - 2
        kind = stop.lastgroup
        if codes[stop.start()] == ";" and patterns.SERIES.match(codes, stop.start()):
            at = stop.end()
            continue
        if kind in ("end", "according", "closing") or (stop.start() > start and _cuts(words, start, stop)):
            return stop.start() - 1
        at = stop.start() + 1


def _cuts(words: Words, start: int, stop: re.Match[str]) -> bool:
    """Whether a report that ``STOP`` found ends the content before it."""
    if not _reports(words, stop.end() - 1):
        return False
    if stop.lastgroup == "plural":
        return words.word(stop.end() - 2).endswith("s")
    return stop.lastgroup != "relative" or _whole(words, start, stop.start() - 1)


def _whole(words: Words, start: int, end: int) -> bool:
    return "Q" in words.codes[start : end + 1] or holds_verb(words, start, end)


def _reports(words: Words, place: int) -> bool:
    cue = WORDS.get(words.word(place))
    return cue is not None and cue.family == "speech" and not cue.complements <= ONLY_QUOTED


def reports_itself(words: Words, at: int) -> bool:
    """Whether the clause that a conjunction at word ``at`` opens reports by itself ("but Riga denied")."""
    found = patterns.JOINED_REPORT.match(words.codes, at)
    return found is not None and _reports(words, found.end() - 1)


def sentence_start(words: Words, place: int) -> int:
    """The first word of the sentence that holds word ``place``, opening connectives left out."""
    start = words.codes.rfind("|", 0, place) + 1
    dateline = patterns.DATELINE.match(words.codes, start)
    if dateline is not None and dateline.end() < place and words.text[slice(*words.span(start))].isupper():
        start = dateline.end()
    opening = _OPENING.match(words.codes, start)
    return start if opening is None else min(opening.end(), place)


def no_clause_follows(words: Words, at: int) -> bool:
    """Whether word ``at`` cannot start a clause: for cues whose content already stands to the left."""
    return words.codes[at] in "pjtbrgdo|,.;-(kw&)" and that_clause(words, at) is None


def object_to_verb(words: Words, at: int) -> bool:
    """Whether somebody and an infinitive follow ("urged the port to open")."""
    return patterns.OBJECT_TO_VERB.match(words.codes, at) is not None


def person_only(words: Words, at: int) -> bool:
    """Whether only the person told (and when and where) stands between word ``at`` and the clause's end."""
    return patterns.PERSON_ONLY.match(words.codes, at) is not None


def holds_verb(words: Words, start: int, end: int) -> bool:
    """Whether words ``start`` to ``end`` hold a finite verb of their own, so are a clause, no mere object."""
    return patterns.FINITE.match(words.codes, start, end + 1) is not None


def clause_stands(words: Words, start: int, end: int) -> bool:
    """Whether words ``start`` to ``end``, commas and all, hold a finite verb."""
    return patterns.STANDS.match(words.codes, start, end + 1) is not None


def comma_follows(words: Words, at: int) -> int | None:
    """The comma that ends a report set into its own content ("The ship, Hill said, was empty")."""
    found = patterns.COMMA.match(words.codes, at)
    return found.end() - 1 if found else None


def nothing_follows(words: Words, at: int) -> bool:
    """Whether only adverbs, days and the like stand between word ``at`` and the end of the clause."""
    return patterns.NOTHING.match(words.codes, at) is not None


def that_clause(words: Words, at: int) -> int | None:
    """The word after "that", where a that-clause follows directly or after adverbials."""
    found = patterns.THAT.match(words.codes, at)
    return found.end() if found else None


def passive_clause(words: Words, at: int) -> int | None:
    """The clause after a passive cue ("it was reported on Friday that …", "he was asked whether …")."""
    found = patterns.PASSIVE.match(words.codes, at)
    return found.end() if found else None


def person_clause(words: Words, at: int) -> int | None:
    """The start of the clause after the person told ("told reporters on Friday that …")."""
    found = patterns.PERSON_THAT.match(words.codes, at) or patterns.PERSON_CLAUSE.match(words.codes, at)
    return found.end() if found else None


def bare_clause(words: Words, at: int) -> int | None:
    """The start of a clause without "that"."""
    found = patterns.CLAUSE.match(words.codes, at)
    return found.end() if found else None


def question_clause(words: Words, at: int) -> int | None:
    """The start of an indirect question."""
    found = patterns.QUESTION.match(words.codes, at)
    return found.end() if found else None


def quote_follows(words: Words, at: int) -> int | None:
    """The quoted region that stands as the cue's object ("said: “…”", "told reporters, “…”")."""
    found = patterns.QUOTE.match(words.codes, at)
    return found.end() - 1 if found else None


def infinitive(words: Words, at: int) -> int | None:
    """The infinitive after a cue, directly or after a day ("promised on Sunday to send")."""
    found = patterns.INFINITIVE.match(words.codes, at)
    return found.end() - 1 if found else None


def after_colon(words: Words, at: int) -> int | None:
    """The clause after a colon and no marks ("told state television: the tanks will arrive")."""
    found = patterns.COLON.match(words.codes, at)
    if found is None or not holds_verb(words, found.end(), content_end(words, found.end())):
        return None
    return found.end()


def deed(words: Words, at: int) -> bool:
    """Whether an object tells what somebody does: "praised Oslo for sending", no mere "praised the crew"."""
    return patterns.DEED.match(words.codes, at) is not None


def relative_end(words: Words, start: int, end: int) -> int:
    """The last word of a content that stands in a relative clause, before the verb of the main clause."""
    found = patterns.MAIN_VERB.search(words.codes, start, end + 1)
    return found.start() - 1 if found else end


def names_source(words: Words, cue: Cue, start: int, end: int) -> bool:
    """Whether an object is no content: a source ("citing officials"), a strike called, a report denied."""
    codes = words.codes[start : end + 1]
    if len(codes) < 4 and words.word(end) in NOUNS and words.codes[end] != "d":
        return True
    if cue.lemma == "call":
        return "Q" not in codes and patterns.NAMING.match(words.codes, start) is None
    if cue.lemma not in ("cite", "quote") or "T" in codes or "Q" in codes:
        return False
    head = start
    while head < end and words.codes[head + 1] in ("NK" if words.codes[head] in "NK" else "xNKyCS#e"):
        head += 1
    if words.word(head + 1) == "as":
        return cue.lemma == "quote"
    return words.codes[start : head + 1].strip("DNK") == "" or words.word(head) in SPEAKING


def joins_clause(words: Words, region: int) -> bool:
    """Whether words in marks only open the subject of a clause: "said “reforms” and taxes would pay"."""
    found = patterns.JOINED_SUBJECT.match(words.codes, region + 1)
    return found is not None and words.text[words.regions[region].start].islower()
