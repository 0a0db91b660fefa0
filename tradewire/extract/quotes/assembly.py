"""Rows of quotes: contents of the frames, then every quoted region with the frame it belongs to."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from tradewire.extract.doc import Doc, Quote
from tradewire.extract.quotes.cues import Cue
from tradewire.extract.quotes.frame import REPORTING, Frame
from tradewire.extract.quotes.marks import Region
from tradewire.extract.quotes.resolve import Speakers
from tradewire.extract.quotes.words import Words

NON_FINITE = frozenset({"cue-noun", "cue-object", "cue-infinitive", "cue-preposition"})
"""Contents that are no clause: where they hold a quoted fragment, that fragment is the quote."""

SURE = frozenset({"cue-that", "cue-person-that"})
"""Contents that are reported even inside another's."""

QUOTED_SHARE = 0.45
"""Of a content that is no clause: where less is quoted, the whole is reported as well as the fragment."""

UNSURE = NON_FINITE | {
    "cue-clause",
    "cue-clause-long",
    "cue-question",
    "cue-person-clause",
    "cue-person-that",
}
"""Contents of evidence ("the data show …") that are too often a plain object."""

_first_of = attrgetter("first")
TRAILING = " .,;:—–-"


def assemble(doc: Doc, words: Words, frames: list[Frame]) -> list[Quote]:
    """Every quote, sorted by place."""
    speakers = Speakers(doc, words)
    for frame in frames:
        frame.speaker = speakers.of(frame.subject)
    kept = _reported(words, frames)
    owner = _owners(words, frames, kept)
    quotes = [_indirect(words, frame) for frame in kept]
    quotes += _quoted(words, frames, owner, speakers)
    quotes += [_set_apart(words, frame) for frame in frames if frame.span is not None]
    quotes = list({(quote.start, quote.end, quote.kind): quote for quote in reversed(quotes)}.values())
    quotes.sort(key=lambda quote: (quote.start, -quote.end, quote.kind))
    return quotes


def _owners(words: Words, frames: list[Frame], kept: list[Frame]) -> dict[int, Frame]:
    """The frame that each quoted region is the content of, or stands in the content of.

    The innermost report that is kept has it before any other frame.
    """
    owner: dict[int, Frame] = {}
    for frame in [*reversed(frames), *kept]:
        if frame.start is not None and frame.end is not None:
            place = words.codes.find("Q", frame.start, frame.end + 1)
            while place >= 0:
                owner[place] = frame
                place = words.codes.find("Q", place + 1, frame.end + 1)
    for frame in frames:
        for place in frame.regions:
            if not _of_the_outer(words, frame, owner.get(place)):
                owner[place] = frame
    return owner


def _of_the_outer(words: Words, frame: Frame, outer: Frame | None) -> bool:
    """Whether words in marks under a mere prospect are the reporter's: "Roe said Oslo would answer “…”"."""
    if outer is None or outer.start is None or outer.end is None or words.codes[frame.first] != "L":
        return False
    return outer.start <= frame.first <= outer.end and outer.cue.family == "speech"


def _reported(words: Words, frames: list[Frame]) -> list[Frame]:
    """The frames that make an indirect quote of their own, outermost first.

    A report inside another's content is left out unless it is a sure one ("said that … had claimed that …");
    inside a mere object ("cited an aide who said that …") it takes the object's place.
    """
    kept: list[Frame] = []
    covered = first = -1
    for frame in sorted((frame for frame in frames if _stands_alone(words, frame)), key=_outermost):
        start, end = _bounds(frame)
        sure = frame.cue.family == "speech" and (frame.rule in SURE or _is_sure(frame, kept))
        if kept and _repeats(kept[-1], frame):
            kept.pop()
        elif start == first or (end <= covered and not sure):
            continue
        elif kept and end <= covered and kept[-1].rule in NON_FINITE:
            kept.pop()
        covered, first = max(covered, end), start
        kept.append(frame)
    return kept


def _is_sure(frame: Frame, kept: list[Frame]) -> bool:
    """Whether a clause without "that" is reported inside a content too: ", which says it sold …"."""
    if frame.rule != "cue-clause" or not kept:
        return False
    return frame.subject.how == "relative" or kept[-1].rule == "postposed-clause"


def _repeats(outer: Frame, inner: Frame) -> bool:
    """Whether a report is all that another reports: "The ship sank, Hill said, according to the Post"."""
    both = outer.rule == "according-clause" and inner.rule == "postposed-clause"
    return both and _bounds(outer)[0] == _bounds(inner)[0]


def _bounds(frame: Frame) -> tuple[int, int]:
    assert frame.start is not None and frame.end is not None
    return frame.start, frame.end


def _outermost(frame: Frame) -> tuple[int, int, int]:
    start, end = _bounds(frame)
    return start, -end, frame.first


def _stands_alone(words: Words, frame: Frame) -> bool:
    """Whether the frame's content is reported, and more than the fragment in marks that it holds."""
    if frame.start is None or frame.end is None or frame.rule == "cue-noun":
        return False
    family = frame.cue.family
    if family not in REPORTING or (family == "evidence" and frame.rule in UNSURE):
        return False
    if frame.rule == "cue-question" and frame.start == frame.end:
        return False
    if frame.rule in NON_FINITE and (words.in_headline(frame.first) or words.codes[frame.start] == "Q"):
        return False
    if frame.rule in NON_FINITE and _quoted_share(words, frame.start, frame.end) > QUOTED_SHARE:
        return False
    return not _all_quoted(words, frame.start, frame.end)


def _all_quoted(words: Words, start: int, end: int) -> bool:
    """Whether the content is a quoted fragment and hardly a word besides ("which he said was a “blow”")."""
    codes = words.codes[start : end + 1]
    return "Q" in codes and len(codes) < 5 and not set(codes) - set("QZADrn,.o")


def _quoted_share(words: Words, start: int, end: int) -> float:
    """How much of the words ``start`` to ``end`` stands in marks."""
    inside = 0
    place = words.codes.find("Q", start, end + 1)
    while place >= 0:
        inside += words.regions[place].last - words.regions[place].first
        place = words.codes.find("Q", place + 1, end + 1)
    return inside / max(1, words.span(end)[1] - words.start(start)) if inside else 0.0


def _quoted(words: Words, frames: list[Frame], owner: dict[int, Frame], speakers: Speakers) -> list[Quote]:
    """The quoted regions somebody is said to have uttered; a floating one inherits the speaker before it."""
    quotes: list[Quote] = []
    last: Frame | None = None
    speaking = [frame for frame in frames if frame.rule != "cue-noun" and _speaks(frame)]
    passed = 0
    reopened = _reopened(words, owner)
    for place, region in words.regions.items():
        while passed < len(speaking) and speaking[passed].first < place:
            if last is None or speaking[passed].first > last.first:
                last = speaking[passed]
            passed += 1
        frame = owner.get(place)
        rule = frame.rule if frame is not None else "near"
        full = _is_direct(words, place, region)
        if frame is None:
            frame = _near(words, frames, place)
        if frame is None:
            if not full:
                continue
            frame = reopened.get(place)
            if frame is None:
                frame = _narrated(words, speakers, place, last) or last
            rule = frame.rule if frame is not None and frame.rule == "narrated" else "floating"
        quote = Quote(region.start, region.end, "direct" if full else "partial", rule)
        if frame is not None:
            _attribute(words, quote, frame)
            if last is None or frame.first > last.first:
                last = frame
        quotes.append(quote)
    return quotes


def _reopened(words: Words, owner: dict[int, Frame]) -> dict[int, Frame]:
    """Paragraphs of a quotation that were left open, by the frame of the one that closes it."""
    found: dict[int, Frame] = {}
    frame: Frame | None = None
    for place, region in reversed(words.regions.items()):
        if region.closed:
            frame = owner.get(place)
        elif frame is not None:
            found[place] = frame
    return found


def _narrated(words: Words, speakers: Speakers, place: int, last: Frame | None) -> Frame | None:
    """Words in marks after a sentence that tells what somebody does: theirs, if no report is nearer."""
    subject = speakers.narrator_of(place)
    if subject.first < 0 or (last is not None and last.first > subject.first):
        return None
    cue = Cue("", "narration", "speech", "neutral", frozenset(), frozenset())
    return Frame(subject.first, subject.last, cue, subject, "narrated", speaker=speakers.of(subject))


def _speaks(frame: Frame) -> bool:
    return frame.cue.family == "speech" and frame.subject.first >= 0


def _near(words: Words, frames: list[Frame], place: int) -> Frame | None:
    """The last frame before the region in its sentence."""
    before = bisect_left(frames, place, key=_first_of) - 1
    if before < 0 or frames[before].first <= words.codes.rfind("|", 0, place):
        return None
    return frames[before]


def _is_direct(words: Words, place: int, region: Region) -> bool:
    text = words.text[region.start : region.end]
    before = words.codes[place - 1]
    if text[:1].isupper() and text[-1] in ".,!?" and text.count(" ") > 2:
        return True
    if text[:1].isupper() and text[-1] in ".!?" and before in "|.:" and words.codes[place + 1] in "|Q":
        return True
    return (text[:1].isupper() and " " in text and before in "|,:Q-.") or (before == "|" and len(text) > 40)


def _indirect(words: Words, frame: Frame) -> Quote:
    assert frame.start is not None and frame.end is not None
    start = words.start(frame.start)
    region = words.regions.get(frame.end)
    end = words.end(frame.end) if region is None else region.end
    text = words.text
    while region is None and end > start + 1 and text[end - 1] in TRAILING:
        end -= 1
    quote = Quote(start, max(end, start + 1), "indirect", frame.rule)
    _attribute(words, quote, frame)
    return quote


def _set_apart(words: Words, frame: Frame) -> Quote:
    assert frame.span is not None
    quote = Quote(*frame.span, frame.kind, frame.rule)
    _attribute(words, quote, frame)
    return quote


def _attribute(words: Words, quote: Quote, frame: Frame) -> None:
    if frame.rule != "narrated":
        quote.cue_start, quote.cue_end = words.start(frame.first), words.end(frame.last)
        quote.cue = words.text[quote.cue_start : quote.cue_end]
    quote.stance = frame.cue.stance
    subject = frame.subject
    if subject.first >= 0:
        quote.speaker_start = words.start(subject.first)
        quote.speaker_end = words.end(subject.last)
        quote.speaker_name = frame.speaker.name
        quote.speaker_entity = frame.speaker.entity
        quote.speaker_role = frame.speaker.role
