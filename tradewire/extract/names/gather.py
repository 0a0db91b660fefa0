"""Every name and candidate of a text, with where it stands."""

from __future__ import annotations

from typing import NamedTuple

from tradewire.extract.names.decide import Candidate
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.pieces import Piece, parse
from tradewire.extract.names.runs import RUN, starts_sentence

MEMO_LIMIT = 50_000
"""Runs kept with their pieces, about 25 MB when full; a day's news has some 20,000 distinct runs."""
TITLE_LINE_LIMIT = 220
"""No headline is longer, in characters."""

_memos: dict[tuple[bool, bool], dict[str, tuple[Piece, ...]]] = {
    (initial, title): {} for initial in (False, True) for title in (False, True)
}


class Place(NamedTuple):
    """An occurrence of a piece: offset of its first character in the text."""

    start: int
    piece: Piece
    initial: bool
    title_line: bool


def pieces(run: str, initial: bool, title_line: bool) -> tuple[Piece, ...]:
    """The pieces of a run, from the memo where it was met before."""
    memo = _memos[initial, title_line]
    found = memo.get(run)
    if found is None:
        found = parse(run, initial, title_line)
        if len(memo) >= MEMO_LIMIT:
            memo.clear()
        memo[run] = found
    return found


def in_title_line(text: str, start: int) -> tuple[bool, int]:
    """Whether the line around ``start`` is in title case (or capitals), and where the line ends."""
    begin = text.rfind("\n", max(0, start - TITLE_LINE_LIMIT), start)
    end = text.find("\n", start, start + TITLE_LINE_LIMIT)
    if begin < 0 and start > TITLE_LINE_LIMIT:
        return False, start + 1
    if end < 0:
        if len(text) - start > TITLE_LINE_LIMIT:
            return False, start + 1
        end = len(text)
    line = text[begin + 1 : end].rstrip()
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    if len(words) < 3 or end - begin > TITLE_LINE_LIMIT or line[-1:] == ".":
        return False, end
    return sum(word[0].isupper() for word in words) >= 0.7 * len(words), end


def joins(text: str, found: list[Place], at: int, piece: Piece) -> bool:
    """Whether " and " holds two pieces together: "Bureau of Industry and Security", "Rights and Aid Group"."""
    if not found or text[at - 5 : at] != " and ":
        return False
    before = found[-1]
    left = before.piece
    if (
        before.start + len(left.text) != at - 5
        or before.title_line
        or piece.kind not in ("cand", "org", "company")
    ):
        return False
    if left.kind == "org" and "O" in left.codes and left.codes[-1] in "eEKZ":
        return set(piece.codes) <= {"e"} or (
            piece.kind == "org" and piece.codes[0] == "e" and "O" not in piece.codes
        )
    if left.kind == "cand" and piece.kind == "org" and "O" not in piece.codes:
        return set(left.codes) <= {"e"} and piece.codes[0] == "e" and not before.initial
    return False


def join(text: str, found: list[Place], candidates: dict[str, Candidate], piece: Piece, start: int) -> Piece:
    """The two pieces around " and " as one organisation; the first one's candidate loses this place."""
    before = found[-1]
    old = candidates.get(before.piece.text)
    if old is not None and before.start in old.places:
        old.places.remove(before.start)
        if not old.places:
            del candidates[old.text]
    whole = text[before.start : start + piece.end]
    return before.piece._replace(
        end=before.piece.start + len(whole),
        text=whole,
        kind="org",
        codes=before.piece.codes + "&" + piece.codes,
        known=WORDS.known.get(whole),
        next_role=piece.next_role,
    )


def gather(text: str) -> tuple[list[Place], dict[str, Candidate]]:
    """The pieces of the text in reading order, and its open candidates by name."""
    found: list[Place] = []
    candidates: dict[str, Candidate] = {}
    line_end = -1
    title_line = False
    for match in RUN.finditer(text):
        start = match.start()
        if start > line_end:
            title_line, line_end = in_title_line(text, start)
        initial = starts_sentence(text, start)
        for piece in pieces(match.group(), initial, title_line):
            at = start + piece.start
            if piece.start == 0 and joins(text, found, at, piece) and not title_line:
                piece = join(text, found, candidates, piece, start)
                at = found.pop().start
                initial = False
            found.append(Place(at, piece, initial, title_line))
            if piece.kind != "known":
                candidate = candidates.get(piece.text)
                if candidate is None:
                    candidate = candidates[piece.text] = Candidate(piece)
                candidate.see(text, at, piece, initial, title_line)
    return found, candidates
