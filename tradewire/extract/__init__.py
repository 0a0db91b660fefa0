"""The engine: one text in, every name, quote and trade item in it out.

Stages run in order over one ``Doc``: segment, scan, names, quotes, items.  Pure and deterministic: no
state is kept between documents, nothing is read but the text and the word lists.
"""

from __future__ import annotations

from tradewire.extract.doc import Doc as Extraction
from tradewire.extract.lexicon import LEXICON
from tradewire.extract.segment import segment

__all__ = ["Extraction", "extract"]


def extract(text: str) -> Extraction:
    """Everything found in ``text``: ``sentences``, ``entities``, ``mentions``, ``quotes`` and ``items``.

    Offsets are code points into ``text``, end exclusive.  Any string is accepted; nothing is raised.
    """
    doc = Extraction(text)
    doc.sentences = segment(text)
    doc.hits = LEXICON.scanner.find(text)
    return doc
