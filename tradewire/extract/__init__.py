"""The engine: one text in, every name, quote and trade item in it out.

Stages run in order over one ``Doc``, each filling its own lists from those before it.  Pure and
deterministic: no state is kept between documents, nothing is read but the text and the word lists.
"""

from __future__ import annotations

import gc
import sys
from bisect import bisect_right
from collections.abc import Callable

from tradewire import Engine
from tradewire.compiled import refuse_stale
from tradewire.extract.doc import Doc as Extraction
from tradewire.extract.doc import Quote, TradeItem
from tradewire.extract.items import find_items
from tradewire.extract.lexicon import LEXICON
from tradewire.extract.names import find_names
from tradewire.extract.quotes import find_quotes
from tradewire.extract.segment import segment

__all__ = ["STAGES", "Extraction", "extract"]

refuse_stale()
# The word lists live as long as the process: full collections that walk them take a twelfth of the time.
gc.freeze()


def find_sentences(doc: Extraction) -> None:
    """Fill ``doc.sentences``."""
    doc.sentences = segment(doc.text, doc.furniture)


def find_hits(doc: Extraction) -> None:
    """Fill ``doc.hits`` with every form of every word list."""
    doc.hits = LEXICON.scanner.find(doc.text)


def find_places(doc: Extraction) -> None:
    """Number the sentence that each quote and item starts in."""
    starts = [sentence.start for sentence in doc.sentences]
    rows: list[Quote | TradeItem] = [*doc.quotes, *doc.items]
    for row in rows:
        row.sentence_index = max(0, bisect_right(starts, row.start) - 1)


STAGES: tuple[Callable[[Extraction], None], ...] = (
    find_sentences,
    find_hits,
    find_names,
    find_quotes,
    find_items,
    find_places,
)


def extract(
    text: str,
    *,
    names: Callable[[Extraction], None] | None = None,
    furniture: frozenset[str] = frozenset(),
) -> Extraction:
    """Everything found in ``text``: ``sentences``, ``entities``, ``mentions``, ``quotes`` and ``items``.

    Offsets are code points into ``text``, end exclusive.  Any string is accepted; nothing is raised.
    ``names`` replaces the stage that finds names, for example with a trained pipeline
    (``tradewire.extract.names.pipeline``); ``furniture`` are lines known for boilerplate
    (``tradewire.furniture``).
    """
    doc = Extraction(text, furniture)
    for stage in STAGES:
        if names is not None and stage is find_names:
            names(doc)
        else:
            stage(doc)
    return doc


sys.modules[__name__].__class__ = Engine
