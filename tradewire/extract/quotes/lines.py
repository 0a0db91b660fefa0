"""Speech that the layout marks and no quotation marks do: transcripts, colon headlines, lists under a name.

"MR SMITH: We will.", "Q: Why?", "Minister: we will act" as a headline, "The minister's statements:" over
dashed lines, "He wrote:" over a paragraph set apart, a quoted paragraph with "— Name" below it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from operator import attrgetter

from tradewire.extract.doc import Doc
from tradewire.extract.quotes import clauses, patterns
from tradewire.extract.quotes.cues import WORDS, Cue
from tradewire.extract.quotes.frame import Frame
from tradewire.extract.quotes.speakers import NOBODY, SPEAKING, Subject, first_subject, subject_before
from tradewire.extract.quotes.words import Words

LAYOUT = Cue("", "mark", "speech", "neutral", frozenset(), frozenset())
"""The cue of speech that a colon or a dash reports."""

LIST_LIMIT = 40
"""Most lines of one list under a name; a longer run of dashed lines is no list of statements."""

LABEL_LIMIT = 60
"""Longest label of a speaker, in characters: "DEPUTY ASSISTANT SECRETARY JANE DOE-SMITH" has 41."""

CUE_REACH = 8
"""Words between a cue and the colon that ends its line: "told the Daily Post on Friday:"."""

ASKED = frozenset({"q", "a", "question", "answer", "reporter"})
"""Labels that name nobody by themselves: "QUESTION (Ms Roe): …"."""

CONVERSATION = 3
"""Labelled lines in a row that make a conversation, even if each label stands once."""

_end_of = attrgetter("end")
_first_of = attrgetter("first")
_LABEL = re.compile(r"\|z?(?P<label>D?[NlKx]{1,7}(?:\([^|:)]{1,12}\))?):(?=[^|])")
_SIGNED = re.compile(r"\|(?P<quote>Q)[.,]?\|?-(?P<name>[NDl][NxopjK]{0,8})(?=[|,])")
_TOPIC = re.compile(r"(?:statements?|remarks?|comments?|words|points|quotes?|messages?|theses|takeaways)$")
_BULLET = re.compile(r"[—–•*·▪●-]+\s*")
_NOT_NAMES = frozenset(
    {
        "note",
        "update",
        "source",
        "sources",
        "related",
        "read more",
        "watch",
        "photo",
        "video",
        "live",
        "exclusive",
        "transcript",
    }
    | {
        "breaking",
        "analysis",
        "opinion",
        "factbox",
        "explainer",
        "fact",
        "result",
        "table",
        "contact",
        "dateline",
    }
    | {
        "headline",
        "summary",
        "location",
        "date",
        "time",
        "tags",
        "topics",
        "editor",
        "editors",
        "advertisement",
    }
)


def find_lines(doc: Doc, words: Words, frames: list[Frame]) -> list[Frame]:
    """Frames of what the layout reports; ``frames`` are those found in the sentences."""
    return [
        *_labelled(doc, words),
        *_signed(words),
        *_quoted_below(words),
        *_in_the_words_of(words),
        *_below_colon(doc, words, frames),
    ]


def _labelled(doc: Doc, words: Words) -> list[Frame]:
    """Transcripts and colon headlines."""
    found: list[Frame] = []
    labelled: list[tuple[str, Frame]] = []
    for match in _LABEL.finditer(words.codes):
        first, colon = match.start("label"), match.end("label")
        start, end = words.start(first), words.end(colon)
        text = words.text
        label = text[start : end - 1]
        if len(label) > LABEL_LIMIT or label.lower().strip() in _NOT_NAMES or text[start - 1 : start].strip():
            continue
        stop = _line_end(text, end)
        while end < stop and text[end].isspace():
            end += 1
        last = colon - 1 if words.codes[colon - 1] != ")" else words.codes.rfind("(", 0, colon) - 1
        subject = Subject(first, last, "label")
        if last < colon - 1 and words.word(first) in ASKED:
            subject = Subject(last + 2, colon - 2, "label")
        frame = Frame(colon, colon, LAYOUT, subject, "transcript", span=(end, stop))
        if words.codes[colon + 1] == "Q":
            named = "N" in words.codes[first:colon] and "x" not in words.codes[first:colon]
            if words.codes[colon + 2] in "|.Q" and (named or _may_speak(doc, label, start)):
                frame.span, frame.regions = None, [colon + 1]
                found.append(frame)
        elif end == stop:
            continue
        else:
            labelled.append((label, frame))
    times = Counter(label for label, _ in labelled)
    shouted = sum(label.isupper() for label, _ in labelled)
    talks = _conversations(words, labelled)
    for label, frame in labelled:
        often = times[label] > 1 or (shouted > 1 and label.isupper())
        if often or frame.first in talks:
            found.append(frame)
        elif _reports_once(doc, words, label, frame):
            frame.rule, frame.kind = "colon-headline", "indirect"
            found.append(frame)
    return found


def _conversations(words: Words, labelled: list[tuple[str, Frame]]) -> set[int]:
    """The labels, by the word of their colons, of three lines or more in a row that have one."""
    found: set[int] = set()
    row: list[int] = []
    end = -1
    for _, frame in labelled:
        assert frame.span is not None
        begin = words.start(words.codes.rfind("|", 0, frame.first) + 1)
        if end < 0 or words.text[end:begin].strip():
            row = []
        row.append(frame.first)
        end = frame.span[1]
        if len(row) >= CONVERSATION:
            found.update(row)
    return found


def _reports_once(doc: Doc, words: Words, label: str, frame: Frame) -> bool:
    """Whether a line with a label of its own reports: a headline, or "Coast guard: ship held in port"."""
    assert frame.span is not None
    first = frame.subject.first
    if not words.in_headline(first) and first > 1:
        lower = words.text[frame.span[0]].islower()
        if not lower or not clauses.holds_verb(
            words, frame.first + 1, words.codes.find("|", frame.first) - 1
        ):
            return False
    return _may_speak(doc, label, words.start(first))


def _may_speak(doc: Doc, label: str, start: int) -> bool:
    """Whether a headline's label names somebody: a name of the document, an office, a body or a report."""
    if label.split()[-1].lower() in SPEAKING:
        return True
    low = bisect_left(doc.mentions, start + 1, key=_end_of)
    named = [mention.end for mention in doc.mentions[low : low + 4] if mention.start < start + len(label)]
    return bool(named) and named[-1] >= start + len(label.partition(" (")[0])


def _signed(words: Words) -> Iterator[Frame]:
    """A quoted paragraph with "— Name" after it or below."""
    for match in _SIGNED.finditer(words.codes):
        dash = match.start("name") - 1
        subject = Subject(match.start("name"), match.end("name") - 1, "signed")
        yield Frame(dash, dash, LAYOUT, subject, "signed", regions=[match.start("quote")])


def _in_the_words_of(words: Words) -> Iterator[Frame]:
    """Words in marks after "in the words of Hill"."""
    for match in patterns.IN_THE_WORDS_OF.finditer(words.codes):
        place = match.start() + 2
        if words.word(place) == "words":
            subject = Subject(match.start("np"), match.end("np") - 1, "after")
            yield Frame(place - 2, place + 1, LAYOUT, subject, "in-the-words-of", regions=[match.end() - 1])


def _quoted_below(words: Words) -> Iterator[Frame]:
    """A quoted paragraph under a line that ends in a cue and a colon ("The Times reports:")."""
    codes = words.codes
    colon = codes.find(":|Q")
    while colon >= 0:
        boundary = codes.rfind("|", 0, colon)
        for place in range(colon - 1, max(boundary, colon - CUE_REACH), -1):
            cue = WORDS.get(words.word(place)) if codes[place] in "VSLGC" else None
            if cue is None or "quote" not in cue.complements:
                continue
            subject = subject_before(words, place) if codes[place] != "C" else NOBODY
            if subject.first < 0:
                subject = first_subject(words, boundary)
            if 0 <= subject.first < place:
                yield Frame(place, place, cue, subject, "below-colon", regions=[colon + 2])
            break
        colon = codes.find(":|Q", colon + 1)


def _below_colon(doc: Doc, words: Words, frames: list[Frame]) -> Iterator[Frame]:
    """Dashed lines, or one paragraph set apart, under a line that reports and ends in a colon."""
    text = words.text
    colon = words.codes.find(":|")
    while colon >= 0:
        boundary = words.codes.rfind("|", 0, colon)
        before = bisect_left(frames, colon, key=_first_of) - 1
        frame = frames[before] if before >= 0 and frames[before].first > boundary else None
        subject, first, last, cue = NOBODY, colon, colon, LAYOUT
        if frame is not None and frame.cue.family == "speech" and "quote" in frame.cue.complements:
            subject, first, last, cue = frame.subject, frame.first, frame.last, frame.cue
        elif _TOPIC.match(words.word(colon - 1)):
            subject, first, last = first_subject(words, boundary), colon - 1, colon - 1
            if subject.last == colon - 1:
                subject = Subject(subject.first, _owner(words, subject), "owner")
        if subject.first >= 0:
            lines = list(islice(_lines_below(text, words.end(colon)), LIST_LIMIT))
            dashed = [(a + len(m[0]), b) for a, b in lines if (m := _BULLET.match(text, a))]
            if dashed and lines[0][0] != dashed[0][0]:
                for span in dashed:
                    yield Frame(first, last, cue, subject, "listed", span=span, kind="indirect")
            elif frame is not None and lines and not _opens_quoted(text, lines[0][0]):
                yield Frame(first, last, cue, subject, "set-apart", span=lines[0])
        colon = words.codes.find(":|", colon + 1)


def _owner(words: Words, subject: Subject) -> int:
    codes = words.codes
    for place in range(subject.first, subject.last):
        if codes[place] in "Ky":
            return place
    return subject.last


def _lines_below(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The lines after ``at``: all dashed ones in a row, or the first."""
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        if at >= len(text):
            return
        stop = _line_end(text, at)
        yield at, stop
        if not _BULLET.match(text, at):
            return
        at = stop


def _opens_quoted(text: str, at: int) -> bool:
    return text[at] in "\"“‘'«„`"


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    while end > at and text[end - 1].isspace():
        end -= 1
    return end
