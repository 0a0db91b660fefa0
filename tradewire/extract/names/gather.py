"""Every name and candidate of a text, with where it stands."""

from __future__ import annotations

from bisect import insort
from operator import itemgetter

from tradewire.extract.names.decide import Candidate
from tradewire.extract.names.joins import (
    Place,
    join,
    joined,
    names_bodies,
    numbered,
    subject,
    whole_run,
)
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.pieces import Piece, parse
from tradewire.extract.names.runs import RUN, starts_sentence

MEMO_LIMIT = 50_000
"""Runs kept with their pieces, about 25 MB when full; a day's news has some 20,000 distinct runs."""
TITLE_LINE_LIMIT = 220
"""No headline is longer, in characters."""

TITLE_NAMES = 200
"""Names of the text that are looked for in its headlines; keeps long lists linear."""
_start_of = itemgetter(0)
JOINTS = frozenset(("and ", " on "))
"""The ends of what may hold two runs together."""
ENDS = frozenset(".”")
"""What a headline does not end with."""
_memos: dict[tuple[bool, bool], dict[str, tuple[Piece, ...]]] = {
    (initial, title): {} for initial in (False, True) for title in (False, True)
}


UNKNOWN = Piece(0, 0, "", "", "", None, "", False)
_plain: dict[str, Piece | None] = {}
"""Runs that mean one thing wherever they stand: a listed name, or None for a word that is never a name."""


def pieces(run: str, initial: bool, title_line: bool) -> tuple[Piece, ...]:
    """The pieces of a run, from the memo where it was met before."""
    memo = _memos[initial, title_line]
    found = memo.get(run)
    if found is None:
        found = parse(run, initial, title_line)
        if len(memo) >= MEMO_LIMIT:
            memo.clear()
        memo[run] = found
        if not found and WORDS.codes.get(run) == "x":
            _plain[run] = None
        elif len(found) == 1 and found[0].kind == "known" and found[0].text == run:
            if len(_plain) >= MEMO_LIMIT:
                _plain.clear()
            _plain[run] = found[0]
    return found


def is_title_line(line: str) -> bool:
    """Whether a line is in title case or capitals: most of its longer words are capitalised."""
    if line[-1:] in ENDS:
        return False
    long = capital = 0
    for word in line.split():
        if len(word) > 3 and word[0].isalpha():
            long += 1
            capital += word[0].isupper()
    return long > 2 and capital >= 0.7 * long


def line_of(text: str, start: int, last_end: int) -> tuple[int, bool]:
    """The end of the line that holds ``start`` and whether it is in title case; ``last_end`` is the end of a
    line before it, -1 for none."""
    begin = text.rfind("\n", max(0, last_end), start) + 1
    end = text.find("\n", start)
    if end < 0:
        end = len(text)
    in_title_case = (
        end - begin < TITLE_LINE_LIMIT
        and text[end - 1] not in ENDS
        and is_title_line(text[begin:end].strip())
    )
    return end, in_title_case


def gather(text: str) -> tuple[list[Place], dict[str, Candidate]]:
    """The pieces of the text in reading order, and its open candidates by name.

    An English word that starts a sentence is a candidate only where it stands as one elsewhere too.
    """
    found: list[Place] = []
    candidates: dict[str, Candidate] = {}
    doubtful: list[Place] = []
    titled: list[tuple[int, str]] = []
    line_end = -1
    title_line = False
    inner, first = _memos[False, False], _memos[True, False]
    plain = _plain.get
    for match in RUN.finditer(text):
        start = match.start()
        run = match.group()
        piece = plain(run, UNKNOWN)
        if piece is None:
            continue
        if piece is not UNKNOWN:
            found.append((start, piece, False, False))
            continue
        if start > line_end:
            line_end, title_line = line_of(text, start, line_end)
        if title_line and " " in run:
            titled.append((start, run))
            continue
        initial = not (
            text[start - 1 : start] == " " and text[start - 2 : start - 1].islower()
        ) and starts_sentence(text, start)
        parsed = None if title_line else (first if initial else inner).get(run)
        if parsed is None:
            parsed = pieces(run, initial, title_line)
        if " " in run and not initial and names_bodies(text, start):
            whole = whole_run(run, parsed)
            if whole is not None:
                parsed = (whole,)
        elif text[start - 5 : start] == " and " and (not parsed or parsed[0].start):
            parsed = subject(run, text, found, start) or parsed
        for piece in parsed:
            at = start + piece.start
            if piece.start == 0 and found and text[at - 4 : at] in JOINTS:
                count = joined(text, found, at, piece)
                if count:
                    at, piece = join(text, found, count, candidates, piece, start)
                    initial = False
            if piece.kind == "org" or piece.kind == "head":
                at, piece = numbered(text, at, piece)
            place = (at, piece, initial, title_line)
            if piece.codes == "e" and initial and not piece.start and not title_line:
                doubtful.append(place)
                continue
            found.append(place)
            if piece.kind != "known":
                note(place, candidates)
    add_doubtful(doubtful, found, candidates)
    add_titled(titled, found, candidates)
    return found, candidates


def note(place: Place, candidates: dict[str, Candidate]) -> None:
    """Enter a place of an open name with its candidate, made where the name is new."""
    piece = place[1]
    candidate = candidates.get(piece.text)
    if candidate is None:
        candidate = candidates[piece.text] = Candidate(piece)
    candidate.places.append(place)


def add_doubtful(doubtful: list[Place], found: list[Place], candidates: dict[str, Candidate]) -> None:
    """Take in the English words at the start of a sentence that are candidates elsewhere."""
    for place in doubtful:
        candidate = candidates.get(place[1].text)
        if candidate is not None:
            candidate.places.append(place)
            insort(found, place, key=_start_of)


def add_titled(titled: list[tuple[int, str]], found: list[Place], candidates: dict[str, Candidate]) -> None:
    """Take in the runs of the lines in title case, read by the names of the other lines."""
    if not titled:
        return
    names: dict[str, Piece] = {}
    for name, candidate in candidates.items():
        if " " in name and len(names) < TITLE_NAMES:
            names[name] = candidate.piece
            short = name[: name.rfind(" ")]
            if candidate.piece.kind == "company" and " " in short:
                names.setdefault(short, candidate.piece._replace(text=short))
    for start, run in titled:
        for at, piece in title_pieces(run, names):
            place = (start + at, piece, True, True)
            insort(found, place, key=_start_of)
            if piece.kind != "known":
                note(place, candidates)


def title_pieces(run: str, names: dict[str, Piece]) -> list[tuple[int, Piece]]:
    """The pieces of a run in a line in title case, with their offsets: first the names that the rest of the
    document has in full, then what stands before and after them."""
    best = ""
    for name in names:
        if len(name) > len(best) and name in run:
            at = run.index(name)
            after = run[at + len(name) : at + len(name) + 1]
            if (at == 0 or run[at - 1] == " ") and not after.isalnum():
                best = name
    if not best:
        return [(piece.start, piece) for piece in pieces(run, True, True)]
    at = run.index(best)
    stop = at + len(best)
    found = [(piece.start, piece) for piece in pieces(run[:at].rstrip(), True, True)] if at else []
    found.append((at, names[best]))
    rest = run[stop:]
    if rest[:2] in ("'s", "’s"):
        rest = rest[2:]
    left = len(run) - len(rest.lstrip())
    found += (
        [(left + piece.start, piece) for piece in pieces(run[left:], True, True)] if left < len(run) else []
    )
    return found
