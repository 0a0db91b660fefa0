"""One frame per report: its cue, who speaks, and the words or the quoted region reported."""

from __future__ import annotations

import re

from tradewire.extract.quotes import clauses, patterns
from tradewire.extract.quotes.complements import content_start, is_unreal, no_content, without_verb
from tradewire.extract.quotes.cues import ACCORDING, NOUNS, PHRASES, WORDS, Cue
from tradewire.extract.quotes.frame import REPORTING, Frame
from tradewire.extract.quotes.left_content import content_left
from tradewire.extract.quotes.passives import agent_quote, passive
from tradewire.extract.quotes.speakers import (
    NOBODY,
    PERSON_NOUNS,
    SOMEBODY,
    Subject,
    clause_subject,
    first_subject,
    may_be_verb,
    names_speaker,
    no_report,
    no_singular,
    no_speaker,
    own_subject,
    subject_after,
    subject_before,
)
from tradewire.extract.quotes.words import Words

_CUE = re.compile(
    r"[VSLGEafC](?:"
    r"(?<=[VSL])(?<![DKyH#ojp].)|(?<=pV)(?=b)|(?<=\|DV)|(?<=pDV)|(?<=G)(?<![DlKyH#].)|(?<=[AZrn]E)"
    r"|(?<=a)(?=t)|(?<=,a)(?=[DNK])|(?<=,pa)(?=[DNK])|(?<=\|pa)(?=[DNK])|(?<=f)(?!\|)|(?<=[KyHD][CSLG])(?=T))"
)

RECORDED = frozenset(["quoted", "cited", "reported", "heard", "recorded", "filmed"])
"""Participles before "as saying"."""


def find_frames(words: Words) -> list[Frame]:
    """Every report of the text outside its quoted regions, in reading order."""
    frames: list[Frame] = []
    codes = words.codes
    done = 0
    boundary = -1
    current = NOBODY
    told = -1
    quoted = False
    for match in _CUE.finditer(codes):
        place = match.start()
        if place < done:
            continue
        found = _entry(words, place)
        if found is None:
            continue
        cue, last = found
        here = codes.rfind("|", max(0, boundary), place)
        if here > boundary:
            boundary, current = here, NOBODY
            quoted = codes.find("Q", here, codes.find("|", place)) >= 0
        aside = codes[place - 1] == "," and words.word(place) in clauses.CITING
        if aside or (cue.family not in REPORTING and not quoted):
            done = last + 1
            continue
        frame = _read(words, place, last, cue, current, boundary)
        done = last + 1
        if frame is None:
            continue
        if frame.subject.first >= 0 and place > told:
            current = frame.subject
            told = max(told, frame.end or told)
        frames.append(frame)
    return frames


def _entry(words: Words, place: int) -> tuple[Cue, int] | None:
    """The cue at word ``place`` and its last word, phrases first."""
    word = words.word(place)
    if word == "per":
        return ACCORDING, place
    for rest, cue in PHRASES.get(word, ()):
        if all(words.word(min(place + 1 + k, words.size - 1)) == part for k, part in enumerate(rest)):
            return cue, place + len(rest)
    noun = NOUNS.get(word) if words.codes[place - 1] in "KyHD" else None
    if noun is not None:
        return noun, place
    single = WORDS.get(word)
    return None if single is None else (single, place)


def _read(words: Words, place: int, last: int, cue: Cue, current: Subject, boundary: int) -> Frame | None:
    codes = words.codes
    letter = codes[place]
    if cue is ACCORDING:
        return _according(words, place, last, cue)
    if cue.kind == "noun":
        return _noun(words, place, cue)
    if codes[place - 1] == "&" and words.word(place - 1) == "nor":
        return None
    if codes[place - 1] == "p" and codes[last + 1] == "b" and letter == "V":
        return _according(words, place - 1, last + 1, cue) if words.word(place - 1) == "as" else None
    after = last + 1
    before = codes[place - 1]
    if before == "D" and words.word(place - 1) not in SOMEBODY and cue.kind == "verb" and letter == "V":
        return None
    if before in "Q.-" and letter in "VSL":
        inverted = _inverted(words, place, after, cue)
        if inverted is not None:
            return inverted
    subject = subject_before(words, place)
    if before == "," and letter in "VSL":
        plain = cue.lemma in ("say", "report")
        inverted = None
        aside = subject.how in ("apposition", "name-after-role")
        if codes[place - 2] == "Q" or ("clause" in cue.complements and (not aside or plain)):
            inverted = _inverted(words, place, after, cue, aside and codes[place - 2] != "Q")
        if inverted is not None:
            return inverted
    if letter == "G" and codes[place - 1] in "xr" and codes[after] == "x":
        return None
    if letter == "G" and words.word(place - 1) == "as" and words.word(place - 2) in RECORDED:
        quoted = subject_before(words, place - 2)  # "the minister was *quoted as* saying"
        subject = quoted._replace(passive=False) if quoted.passive else NOBODY
    elif letter == "G" and not own_subject(words, place, subject):
        subject = NOBODY
    if subject.first < 0:
        if (subject.how == "bare" and letter in "LES") or (letter == "L" and subject.how == "none"):
            return None
        found = current
        if found.first < 0:
            found = clause_subject(words, place, boundary)
        if found.first < 0:
            found = first_subject(words, boundary)
        if found.first >= place and (letter != "G" or codes[place - 1] != "|"):
            found = NOBODY
        subject = Subject(found.first, found.last, subject.how, subject.passive, found.antecedent)
    if letter == "S" and (no_singular(words, place, subject) or no_speaker(words, subject)):
        return None
    if letter == "L" and not may_be_verb(words, place, subject):
        return None
    if no_report(words, place, subject):
        return None
    return _complement(words, place, last, cue, subject)


def _noun(words: Words, place: int, cue: Cue) -> Frame | None:
    """ "Moscow’s claim that …", "his warning that …": the owner speaks."""
    owner = place - 1
    if words.codes[owner] == "D" and words.word(owner) not in ("his", "their", "its"):
        return None
    subject = Subject(owner, owner, "owner")
    return Frame(place, place, cue, subject, "noun-that", place + 2, clauses.content_end(words, place + 2))


def _complement(words: Words, place: int, last: int, cue: Cue, subject: Subject) -> Frame | None:
    """The frame of a cue by what follows it."""
    codes = words.codes
    after = last + 1
    if subject.passive and codes[place] != "G" and not cue.lemma.startswith("be "):
        return passive(words, place, last, cue)
    if codes[after] == "b" and codes[place] in "VE":
        agent = agent_quote(words, place, last, cue)
        if agent is not None:
            return agent
    region = clauses.quote_follows(words, after) if "quote" in cue.complements else None
    if region is None and codes[after : after + 2] == "pQ" and words.word(after) == "as":
        region = after + 1
    if region == after and codes[after + 1] == "&" and clauses.joins_clause(words, after):
        return Frame(place, last, cue, subject, "cue-clause", after, clauses.content_end(words, after + 1))
    if region is not None and subject.how == "relative" and cue.complements <= clauses.ONLY_QUOTED:
        return None
    if region is not None and codes[region + 1] in "|,.;&u-)QkG":
        return _quote_after(words, place, last, cue, subject, region)
    if _quote_stands_left(words, subject) and (
        clauses.no_clause_follows(words, after)
        or (not cue.complements.isdisjoint(("clause", "that")) and _runs_on(words, subject))
    ):
        return _postposed(words, place, last, cue, subject)
    if subject.how == "quoted" and clauses.no_clause_follows(words, after):
        reporter = subject_before(words, subject.first - 1)  # "“…,” *the agency* quoted Hill as saying"
        found = _postposed(words, place, last, cue, reporter) if _quote_stands_left(words, reporter) else None
        if found is not None:
            found.subject = subject
            return found
    start, rule = content_start(words, after, cue)
    if rule == "postposed":
        return _postposed(words, place, last, cue, subject)
    if start is None:
        return None if region is None else Frame(place, last, cue, subject, "cue-quote", regions=[region])
    end = clauses.content_end(words, start)
    if subject.how == "relative" or codes[subject.first - 1] in "WT":
        end = clauses.relative_end(words, start, end)
    if end < start or no_content(words, cue, rule, subject, place, start, end):
        return None
    if rule == "cue-clause" and not clauses.holds_verb(words, start, end):
        relative = (
            codes[subject.first - 1] in "TW"
            and codes[subject.first - 2] in "xyNS,"
            and codes[start] in "xeEv"
        )
        rule = rule if relative else without_verb(words, cue, place, start, end)
        if codes[place] == "L" and is_unreal(words, place, rule):
            return None
    return Frame(place, last, cue, subject, rule, start, end)


def _quote_after(words: Words, place: int, last: int, cue: Cue, subject: Subject, region: int) -> Frame:
    """ "said: “…”", or "Peru, he said, “does not …”", where the content began before the speaker."""
    first = subject.first
    if words.codes[last + 1] == "," and first > 1 and words.codes[first - 1] == ",":
        begin = clauses.sentence_start(words, first - 1)
        lower = words.text[words.regions[region].start].islower()
        if lower and first - 2 >= begin and not clauses.clause_stands(words, begin, first - 2):
            return Frame(place, last, cue, subject, "postposed-between", begin, region)
    regions = [*_broken_off(words, subject), region] if words.codes[region - 1] == "," else [region]
    return Frame(place, last, cue, subject, "cue-quote", regions=regions)


def _broken_off(words: Words, subject: Subject) -> list[int]:
    """The first half of a quotation that its report breaks in two ("“We will,” he said, “sail.”")."""
    left = subject.first - 1
    if (
        subject.how not in ("before", "pronoun", "apposition", "name-after-role")
        or words.codes[left] not in "Q,"
    ):
        return []
    comma = words.codes[left] == ","
    region = words.regions.get(left - comma)
    if region is None:
        return []
    return [left - comma] if comma or words.text[region.end - 1] not in ".;:" else []


def _runs_on(words: Words, subject: Subject) -> bool:
    """Whether the words in marks left of a subject end in a comma, so that their report follows."""
    if subject.how not in ("before", "pronoun", "apposition", "name-after-role", "group"):
        return False
    if words.codes[subject.first - 2 : subject.first] == "Q,":
        return True
    region = words.regions.get(subject.first - 1)
    return region is not None and words.text[region.end - 1] in ",—-"


def _exclaimed(words: Words, subject: Subject, after: int) -> int | None:
    """The quotation before a bare report, where its own mark ended the sentence ("“Why?” Hill asked.")."""
    region = words.regions.get(subject.first - 2)
    if region is None or words.codes[subject.first - 1] != "|" or words.codes[subject.first - 3] not in "|.:":
        return None
    near = "\n" not in words.text[region.last : words.start(subject.first)]
    near = near and words.text[region.end - 1] in "?!.…"
    return subject.first - 2 if near and clauses.nothing_follows(words, after) else None


def _quote_stands_left(words: Words, subject: Subject) -> bool:
    left = subject.first - 1
    return left > 0 and (words.codes[left] == "Q" or words.codes[left - 1 : left + 1] in ("Q,", "Q.", "Q-"))


def _inverted(words: Words, place: int, after: int, cue: Cue, ends: bool = False) -> Frame | None:
    """ "“…,” said Hill", "…, said Hill": the speaker stands right of the cue."""
    if "quote" not in cue.complements and "clause" not in cue.complements:
        return None
    codes = words.codes
    subject = subject_after(words, after)
    if subject.first < 0 or not patterns.SPEAKER_ENDS.match(codes, subject.last + 1):
        return None
    if ends and codes[subject.last + 1] not in "|.":
        return None
    left = place - 1
    while left > 0 and codes[left] in ",.-":
        left -= 1
    return content_left(words, place, after - 1, cue, subject, left, "inverted")


def _postposed(words: Words, place: int, last: int, cue: Cue, subject: Subject) -> Frame | None:
    """ "“…,” Hill said", "…, Hill said": the content stands left of the speaker."""
    if not cue.complements & {"clause", "that", "quote"} or subject.first < 0:
        return None
    left = subject.first - 1
    if subject.how in ("joined", "comma", "infinitive", "none", "relative"):
        return None
    if words.codes[place] == "S" and words.codes[subject.last] == "x" and not names_speaker(words, subject):
        return None
    exclaimed = _exclaimed(words, subject, last + 1) if "quote" in cue.complements else None
    if exclaimed is not None:
        return Frame(place, last, cue, subject, "postposed-quote", regions=[exclaimed])
    codes = words.codes
    if codes[left] == "p" and words.word(left) == "under" and words.word(left + 1).startswith("secretary"):
        subject, left = subject._replace(first=left), left - 1
    if codes[left] == "p" and words.word(left) == "as":
        return _as_said(words, place, last, cue, subject, left)
    if codes[left] not in ",.-Q":
        return None
    while left > 0 and codes[left] in ",.-":
        left -= 1
    return content_left(words, place, last, cue, subject, left, "postposed")


def _as_said(words: Words, place: int, last: int, cue: Cue, subject: Subject, left: int) -> Frame | None:
    """ "As Hill said, …", "…, as Hill said"."""
    if words.codes[left - 1] in "|&u":
        comma = clauses.comma_follows(words, last + 1)
        if comma is None:
            return None
        return Frame(place, last, cue, subject, "as-first", comma + 1, clauses.content_end(words, comma + 1))
    if words.codes[left - 1] != ",":
        return None
    return content_left(words, place, last, cue, subject, left - 2, "as")


def _after_apposition(words: Words, comma: int) -> int:
    """The comma after which the content starts: the second in "according to Hill, a doctor from Leeds, …"."""
    aside = patterns.APPOSITION.match(words.codes, comma + 1)
    if aside is None:
        return comma
    nouns = (words.word(place) for place in range(comma + 1, min(comma + 5, aside.end() - 1)))
    return aside.end() - 1 if any(noun in PERSON_NOUNS for noun in nouns) else comma


def _according(words: Words, place: int, last: int, cue: Cue) -> Frame | None:
    """ "According to Hill, …", "…, according to Hill", "…, and, according to Hill, …"."""
    codes = words.codes
    subject = subject_after(words, last + 1)
    if subject.first < 0:
        return None
    if codes[place - 1] == "p":
        place -= 1
    follows = codes[subject.last + 1] == ","
    if codes[place - 1] == "W":
        short = patterns.SPEAKER_IN_RELATIVE.match(codes, last + 1)
        subject = subject if short is None else Subject(short.start("np"), short.end("np") - 1, "after")
        start = subject.last + 1
        comma = codes.find(",", start + 1, clauses.content_end(words, start))
        end = clauses.content_end(words, start) if comma < 0 else comma - 1
        return Frame(place, last, cue, subject, "according-relative", start, end)
    if codes[place - 1] in "|&uk" or (
        follows and codes[place - 1] == "," and "&" in codes[place - 3 : place - 1]
    ):
        comma = codes.find(",", subject.last + 1)
        end = codes.find("|", subject.last + 1)
        if comma < 0 or comma > end:
            return None
        start = _after_apposition(words, comma) + 1
        if start >= end:
            return None
        return Frame(place, last, cue, subject, "according-first", start, clauses.content_end(words, start))
    left = place - 1
    while left > 0 and codes[left] in ",.-":
        left -= 1
    return content_left(words, place, last, cue, subject, left, "according")
