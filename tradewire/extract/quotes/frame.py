"""A report as the later stages take it over: cue, subject, and where its content stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from tradewire.extract.quotes.cues import Cue
from tradewire.extract.quotes.resolve import UNKNOWN, Speaker
from tradewire.extract.quotes.speakers import Subject

REPORTING = frozenset({"speech", "thought", "evidence"})
"""Families whose contents are reported; acts and intentions only lend their subject to words in marks."""


@dataclass(slots=True)
class Frame:
    """One report.

    Words ``first`` to ``last`` the cue, ``start`` to ``end`` the content, or else ``regions`` are it; where
    the layout marks the content, ``span`` is its offsets and ``kind`` its kind.
    """

    first: int
    last: int
    cue: Cue
    subject: Subject
    rule: str
    start: int | None = None
    end: int | None = None
    regions: list[int] = field(default_factory=list)
    speaker: Speaker = UNKNOWN
    span: tuple[int, int] | None = None
    kind: str = "direct"
