"""Quotes: who said what.  ``find_quotes`` fills ``Doc.quotes``."""

from __future__ import annotations

from tradewire.extract.doc import Doc
from tradewire.extract.quotes.assembly import assemble
from tradewire.extract.quotes.frames import find_frames
from tradewire.extract.quotes.lines import find_lines
from tradewire.extract.quotes.marks import find_regions
from tradewire.extract.quotes.words import Words

__all__ = ["find_quotes"]


def find_quotes(doc: Doc) -> None:
    """Fills ``doc.quotes`` with direct, partial and indirect speech, its cues and speakers, in reading order.

    Needs ``doc.sentences``; resolves speakers to ``doc.mentions`` and their entities where there are any.
    """
    regions = find_regions(doc.text)
    words = Words(doc.text, doc.sentences, regions)
    frames = find_frames(words)
    frames += find_lines(doc, words, frames)
    frames.sort(key=lambda frame: frame.first)
    doc.quotes = assemble(doc, words, frames)
