"""Where quotation marks stand: the regions of the text that somebody's words fill.

Every style of the press is read: “curly”, "straight", ‘single’ (apostrophes told apart), «guillemets»,
»reversed«, „low“, ``doubled''.  Only the outermost region is kept; marks nested in it belong to the words.  A
region ends at its closing mark, or, where none follows, at the end of its paragraph: a quote of several
paragraphs reopens each without having closed the last.  Linear in the length of the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile(r"[\"“”„‟«»″‘’'`](?:(?<=[\"“”„‟«»″‘])|(?<=’)(?!\w)|(?<=')(?:(?<!\w')'*|'*(?!\w))|(?<=`)`)")
"""Begins with one set of characters, which ``re`` looks for much faster than for alternatives."""
_OPEN_BEFORE = frozenset(" \n\t\xa0\u2009\u200b(—–[-/:=>…")
_CLOSE_AFTER = frozenset(" \n\t\xa0\u2009\u200b,.;:!?)]—–-/…<")
_CONTRACTED = re.compile(r"(?:s|t|re|ve|ll|d|m|em|til|cause|n|bout|tis|twas|round)\b|\d0s\b", re.IGNORECASE)
_CLOSERS = {
    "“": "”\"″“", "”": "”\"″", '"': "\"”″“", "″": "\"”″", "„": "“”\"", "‟": "”\"", "«": "»", "»": "«»",
    "``": ("''", "``", '"'), "''": ("''", '"'), "‘": "’'", "'": "'’",
}  # fmt: skip
_SINGLE = frozenset("‘'")


class Region(NamedTuple):
    """Quoted words ``text[start:end]`` without their marks, ``text[first:last]`` with them."""

    first: int
    last: int
    start: int
    end: int
    closed: bool


class _Open(NamedTuple):
    mark: str
    first: int
    start: int


class _Finder:
    """The state of one pass over the marks of a text."""

    __slots__ = ("found", "held", "limit", "perhaps", "stray", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Region] = []
        self.held: _Open | None = None
        self.limit = -1
        self.perhaps = -1
        self.stray = -1

    def open(self, at: int, mark: str, before: str, after: str) -> None:
        """Opens a region at ``at`` if the mark there opens one, or remembers a closing mark without one."""
        opened = _opening(self.text, at, mark, before, after)
        if opened is not None:
            self.held = opened
            self.perhaps = self.stray = -1
            if at >= self.limit:
                self.limit = _paragraph_end(self.text, at)
        elif mark in "”″":
            if self.stray >= 0 and at < self.limit and _wrong_way(self.text, self.stray):
                self.add(self.stray, at + 1, self.stray + 1, at, True)
                self.stray = -1
            else:
                self.stray = at
                if at >= self.limit:
                    self.limit = _paragraph_end(self.text, at)

    def give_up(self, end: int) -> None:
        """Ends a region no sure closing mark ended: at a mark that may have been one, else at ``end``."""
        held = self.held
        if held is None:
            return
        self.held = None
        if self.perhaps >= 0:
            self.add(held.first, self.perhaps + 1, held.start, self.perhaps, True)
        elif held.mark not in _SINGLE:
            self.add(held.first, end, held.start, end, False)

    def add(self, first: int, last: int, start: int, end: int, closed: bool) -> None:
        """Keeps a region, its words stripped; nothing where no words are left."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            self.found.append(Region(first, last, start, end, closed))


def find_regions(text: str) -> list[Region]:
    """Every outermost quoted region, in reading order, never empty and never overlapping."""
    state = _Finder(text)
    padded = f"\n{text}\n"
    for match in _MARK.finditer(text):
        at = match.start()
        mark = match[0]
        before = padded[at]
        after = padded[at + 1 + len(mark)]
        if len(mark) > 2:
            at, mark = (match.end() - 1, "'") if before in _OPEN_BEFORE else (at, "'")
        held = state.held
        if held is not None and at >= state.limit:
            state.give_up(state.limit)
            held = None
        if held is None:
            state.open(at, mark, before, after)
            continue
        if at < held.start:
            continue
        verdict = _closing(held, mark, before, after, padded[at + 3 : at + 4])
        if verdict == "close":
            state.add(held.first, at + len(mark), held.start, at, True)
            state.held = None
        elif verdict == "perhaps":
            if state.perhaps < 0:
                state.perhaps = at
        elif verdict == "reopen":
            state.give_up(at)
            state.open(at, mark, before, after)
    state.give_up(state.limit)
    return state.found


def _opening(text: str, at: int, mark: str, before: str, after: str) -> _Open | None:
    """The opening that ``mark`` makes here, if it makes one."""
    if mark in "“„‟":
        return _Open(mark, at, at + 1)
    if mark in '"″':
        starts = not after.isspace() if before in _OPEN_BEFORE else after.isalnum() and not before.isdigit()
        return _Open(mark, at, at + 1) if starts else None
    if mark in "‘'":
        if before not in _OPEN_BEFORE or after.isspace() or after in ",.;:)":
            return None
        return None if _CONTRACTED.match(text, at + 1) else _Open(mark, at, at + 1)
    if mark == "``":
        return _Open(mark, at, at + 2)
    if mark == "''":
        return _Open(mark, at, at + 2) if before in _OPEN_BEFORE and not after.isspace() else None
    if mark == "«":
        return None if before not in _OPEN_BEFORE and after in _CLOSE_AFTER else _Open(mark, at, at + 1)
    if mark == "»":
        return _Open(mark, at, at + 1) if before in _OPEN_BEFORE and after.isalnum() else None
    return None


def _closing(held: _Open, mark: str, before: str, after: str, beyond: str) -> str:
    """``close``, ``perhaps`` (a plural's apostrophe looks the same), ``reopen`` or ``""`` (nested)."""
    if mark not in _CLOSERS[held.mark]:
        return ""
    if held.mark in _SINGLE:
        if after.isalnum() or before.isspace():
            return ""
        return "perhaps" if before in "sS" and after == " " and beyond.isalpha() else "close"
    if held.mark == "''" and mark == "''" and before in _OPEN_BEFORE and after.isalnum():
        return "reopen"
    if mark == "“" and held.mark in '“"':
        return "close" if after in _CLOSE_AFTER and before not in _OPEN_BEFORE else "reopen"
    if mark == '"' == held.mark and before in _OPEN_BEFORE and after.isalnum():
        return "reopen"
    return "close"


def _wrong_way(text: str, at: int) -> bool:
    """Whether a closing mark at ``at`` was typed for an opening one ("equal to” a crime” …")."""
    return text[at + 1 : at + 2] == " " or (at > 0 and text[at - 1].isspace())


def _paragraph_end(text: str, at: int) -> int:
    """Where the paragraph that holds ``at`` ends: its line, or its block where lines are hard-wrapped."""
    end = text.find("\n", at)
    while end >= 0 and text[end + 1 : end + 2].islower():
        end = text.find("\n", end + 1)
    return len(text) if end < 0 else end
