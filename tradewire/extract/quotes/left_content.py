"""Contents that stand left of their report, or around it: "“…,” Hill said", "It was, Hill said, old"."""

from __future__ import annotations

from tradewire.extract.quotes import clauses
from tradewire.extract.quotes.cues import Cue
from tradewire.extract.quotes.frame import Frame
from tradewire.extract.quotes.speakers import Subject
from tradewire.extract.quotes.words import Words

ADDRESSED = frozenset({"asked", "pressed", "questioned", "quizzed", "challenged"})
"""What opens a sentence with whoever speaks next: "Asked about the date, Roe shrugged"."""
SHORT_OPENING = 7
"""Words of a clause that its report breaks off early: "It was not aware, it said, of any shipment"."""


def content_left(
    words: Words, place: int, last: int, cue: Cue, subject: Subject, left: int, rule: str
) -> Frame | None:
    codes = words.codes
    start = clauses.sentence_start(words, left)
    if codes[start] == "Q" and words.fills(start, left):
        return Frame(place, last, cue, subject, rule + "-quote", regions=[start])
    if codes[left] == "Q":
        run = left
        while codes[run - 1] == "Q":
            run -= 1
        lower = codes[run - 1] == "," and start < run - 2 and words.text[words.regions[run].start].islower()
        if codes[run - 1] in "|,:z" and not lower:
            return Frame(place, last, cue, subject, rule + "-quote", regions=list(range(run, left + 1)))
    if codes[subject.first - 1] == "-" and rule == "postposed" and "Q" not in codes[start:left]:
        return _before_dash(words, place, last, cue, subject, start, left)
    if left < start or codes[left] == "|" or (words.word(start) in ADDRESSED and codes[start + 1] != ","):
        return None
    colon = codes.rfind(":", start, left)
    if colon >= 0 and "Q" not in codes[start:left] and clauses.clause_stands(words, colon + 1, left):
        start = colon + 1
    comma = clauses.comma_follows(words, last + 1 if rule == "postposed" else subject.last + 1)
    long = (
        comma is None
        and left - start >= 3
        and (codes[start] in "DlHNPxKyh#T" or (rule == "according" and left - start > SHORT_OPENING))
    )
    whole = clauses.clause_stands(words, start, left) or (codes[left] == "Q" and left > start)
    goes_on = "" if comma is None else codes[comma + 1]
    if comma is not None and (
        goes_on in "AZ"
        or codes[left] in "AZ"
        or (
            whole
            and left - start < SHORT_OPENING
            and goes_on in ("pojtbWu&" if subject.how == "pronoun" else "pojtbW&")
            and not clauses.reports_itself(words, comma + 1)
        )
    ):
        return Frame(
            place, last, cue, subject, rule + "-between", start, clauses.content_end(words, comma + 1)
        )
    if long or whole or codes[start] == "Q":
        return Frame(place, last, cue, subject, rule + "-clause", start, left)
    if comma is None:
        return None
    return Frame(place, last, cue, subject, rule + "-between", start, clauses.content_end(words, comma + 1))


def _before_dash(
    words: Words, place: int, last: int, cue: Cue, subject: Subject, start: int, left: int
) -> Frame | None:
    """ "We will act. - Hill said.", "We will act - Hill said.": direct speech without marks."""
    text = words.text
    dash = words.start(subject.first - 1)
    begin = words.start(start) if left >= start else text.rfind("\n", 0, dash) + 1
    end = dash
    while end > begin and text[end - 1].isspace():
        end -= 1
    if end - begin < 8 or "\n" in text[begin:end]:
        return None
    return Frame(place, last, cue, subject, "before-dash", span=(begin, end))
