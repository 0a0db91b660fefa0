"""Reports in the passive: "it was reported that …", "described by Hill as “old”"."""

from __future__ import annotations

from tradewire.extract.quotes import clauses, patterns
from tradewire.extract.quotes.cues import Cue
from tradewire.extract.quotes.frame import REPORTING, Frame
from tradewire.extract.quotes.speakers import NOBODY, SPEAKING, Subject, channel, subject_after
from tradewire.extract.quotes.words import Words

DUTY = frozenset({"should", "must"})
"""Before "be recalled that": the narrator's own reminder, nobody's report."""


def passive(words: Words, place: int, last: int, cue: Cue) -> Frame | None:
    """ "It was reported that …", "he was told that …": no speaker, or the one after "by"."""
    bare = patterns.PASSIVE_QUOTE.match(words.codes, last + 1)
    if bare is not None and "quote" in cue.complements:
        return Frame(place, last, cue, NOBODY, "passive-quote", regions=[bare.end() - 1])
    agent = agent_quote(words, place, last, cue)
    if agent is not None:
        return agent
    start = clauses.passive_clause(words, last + 1)
    if start is None and "clause" in cue.complements and words.word(place - 2) == "it":
        start = clauses.bare_clause(words, last + 1)
    if words.codes[last + 1] == "j" and words.word(last + 1) != "at":
        return None
    if start is None or cue.family not in REPORTING:
        return None
    if words.codes[place - 1] == "Z" and words.word(place - 2) in DUTY:
        return None
    by = channel(words, place)
    if words.codes[last + 1] in "bjp" and words.codes[last + 2] != "d":
        told = subject_after(words, last + 2)
        if words.codes[last + 1] == "b" or words.word(told.last) in SPEAKING:
            by = told
    return Frame(place, last, cue, by, "passive-that", start, clauses.content_end(words, start))


def agent_quote(words: Words, place: int, last: int, cue: Cue) -> Frame | None:
    """ "described by Hill as “old”", "called “old” by Hill": the words in marks are those of the agent."""
    if not cue.complements & {"quote", "object"}:
        return None
    found = patterns.AGENT.match(words.codes, last + 1)
    if found is None:
        return None
    subject = Subject(found.start("np"), found.end("np") - 1, "agent")
    quoted = words.codes.find("Q", last + 1)
    return Frame(place, last, cue, subject, "agent-quote", regions=[quoted])
