"""The stage itself: sentences that hold an item become clauses, frames and rows."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from tradewire.extract.doc import Doc, Sentence, TradeItem
from tradewire.extract.items.amounts import bind_quantities
from tradewire.extract.items.circumstances import claim_effects, headline_source, is_attributed
from tradewire.extract.items.frames.find import find_frames
from tradewire.extract.items.frames.frame import Frame
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.spans import find_phrases
from tradewire.extract.items.grammar.words import vocabulary
from tradewire.extract.items.lists import list_rows
from tradewire.extract.items.parties.affiliations import speaker_country
from tradewire.extract.items.parties.resolve import resolve
from tradewire.extract.items.relevance import without_everyday
from tradewire.extract.items.roles.completion import complete_roles
from tradewire.extract.items.roles.links import Link, link_items
from tradewire.extract.items.rows import row_of
from tradewire.extract.items.status import Quotes, judge

#: Sentences of news rarely pass 600 characters; what is longer is read in stretches, so that time stays
#: linear.
STRETCH = 900
#: The weight of an item word with a transfer word (1 + 2), or of an item word that needs none (4).
WORTH_READING = 3
SKIPPED_KINDS = frozenset(["boilerplate", "credit"])
_start_of = attrgetter("start")


def find_items(doc: Doc) -> None:
    """Fill ``doc.items`` in reading order; needs ``sentences``, ``hits``, ``mentions`` and ``quotes``."""
    quotes: Quotes | None = None
    carried: dict[int, Link] = {}
    for sentence, start, end in _stretches_with_items(doc):
        clause = Clause(doc, sentence, start, end)
        items = find_phrases(clause)
        if not items:
            continue
        frames = find_frames(clause, items)
        links = link_items(clause, items, frames)
        if not links:
            continue
        if quotes is None:
            quotes = Quotes(doc)
        rows = [_row(clause, link, quotes) for link in links]
        carried.update((id(row), link) for row, link in zip(rows, links, strict=True))
        if len(rows) > 1:
            _share(rows)
        bind_quantities(clause, [link.item for link in links], rows)
        doc.items += rows
    listed = list(list_rows(doc))
    if listed:
        carried.update((id(row), link) for row, link in listed)
        doc.items = sorted([*doc.items, *(row for row, _ in listed)], key=_start_of)
    if doc.items:
        closed = {row for row, link in carried.items() if not link.is_open}
        given = {row for row, link in carried.items() if not link.lacks_supplier}
        complete_roles(doc, closed, given)
        doc.items = without_everyday(doc.items, carried)


def _stretches_with_items(doc: Doc) -> Iterator[tuple[Sentence, int, int]]:
    """The sentences worth reading, very long ones in stretches; the rest costs nothing.

    Worth reading is a sentence with an item word and a word of transfer, or with an item word that may
    carry its own transfer ("tanks for Kyiv").
    """
    weights = vocabulary().weights
    text, sentences = doc.text, doc.sentences
    at, n = 0, len(sentences)
    first, weight = -1, 0
    for start, _, entry in [hit for hit in doc.hits if weights[hit[2]]]:
        while at < n and sentences[at].end <= start:
            if weight >= WORTH_READING:
                yield sentences[at], first, sentences[at].end
            at += 1
            first, weight = -1, 0
        if at == n:
            return
        sentence = sentences[at]
        if start < sentence.start or sentence.kind in SKIPPED_KINDS:
            continue
        if first < 0:
            first = sentence.start
        while start - first > STRETCH:
            cut = _cut(text, first)
            if weight >= WORTH_READING:
                yield sentence, first, cut
            first, weight = cut, 0
        weight |= weights[entry]
    if at < n and weight >= WORTH_READING:
        yield sentences[at], first, sentences[at].end


def _cut(text: str, first: int) -> int:
    """Where a stretch that begins at ``first`` ends: at the last space before its limit."""
    space = text.rfind(" ", first, first + STRETCH)
    return space if space > first + STRETCH // 2 else first + STRETCH


def _share(rows: list[TradeItem]) -> None:
    """Coordinated items of one transfer have the same parties: what one of them lends, all of them take."""
    for row in rows:
        if row.transfer_start is None:
            continue
        for other in rows:
            if other is not row and other.transfer_start == row.transfer_start:
                if row.supplier.country is None and other.supplier.country != row.recipient.country:
                    row.supplier = other.supplier
                if row.recipient.country is None and other.recipient.country != row.supplier.country:
                    row.recipient = other.recipient


def _row(clause: Clause, link: Link, quotes: Quotes) -> TradeItem:
    item, frame = link.item, link.frame
    supplier, recipient = link.supplier, link.recipient
    quote = quotes.around(item.start, item.end)
    effects = claim_effects(clause, frame, item)
    speaker = speaker_country(clause.doc, quote) if quote is not None else None
    claim = judge(frame, [*effects, *link.effects], quote, speaker, {supplier.country, recipient.country})
    if claim.status == "reported" and is_attributed(clause, {supplier.country, recipient.country}):
        claim = claim._replace(status="alleged", certainty="probable")
    row = row_of(link, claim, clause.sentence.index)
    row.quote = quote
    if frame is not None and frame.transfer.lemma:
        row.transfer = clause.text[clause.starts[frame.index] : clause.ends[frame.index]]
        row.transfer_start = clause.starts[frame.index]
        row.transfer_end = clause.ends[frame.index]
    _name_claimant(clause, row, frame)
    return row


def _name_claimant(clause: Clause, row: TradeItem, frame: Frame | None) -> None:
    """Who claims it: the speaker, else who accuses or denies, else a headline's source."""
    if row.quote is not None and row.quote.speaker_name:
        row.claimed_by_name = row.quote.speaker_name
        row.claimed_by_entity = row.quote.speaker_entity
        return
    source = None
    if frame is not None and frame.agency.source is not None:
        source = resolve(clause, frame.agency.source).entity
    if source is None and row.status == "alleged" and clause.sentence.kind == "headline":
        source = headline_source(clause)
    if source is not None:
        row.claimed_by_name = source.name
        row.claimed_by_entity = source
