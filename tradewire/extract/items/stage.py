"""The stage itself: sentences that hold an item become clauses, frames and rows."""

from __future__ import annotations

from tradewire.extract.doc import Doc, Party, Sentence, TradeItem
from tradewire.extract.items.amounts import bind_quantities
from tradewire.extract.items.clause import Clause
from tradewire.extract.items.frames import Frame, find_frames
from tradewire.extract.items.links import Link, link_items
from tradewire.extract.items.parties import resolve
from tradewire.extract.items.spans import Item, find_phrases
from tradewire.extract.items.status import Quotes, effects_of, judge
from tradewire.extract.items.words import vocabulary
from tradewire.extract.trade_forms import item_types

SKIPPED_KINDS = frozenset(["boilerplate", "credit"])


def find_items(doc: Doc) -> None:
    """Fill ``doc.items`` in reading order; needs ``sentences``, ``hits``, ``mentions`` and ``quotes``."""
    quotes: Quotes | None = None
    for sentence in _sentences_with_items(doc):
        clause = Clause(doc, sentence)
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
        bind_quantities(clause, [link.item for link in links], rows)
        doc.items += rows


def _sentences_with_items(doc: Doc) -> list[Sentence]:
    """The sentences that hold an item word; the rest costs nothing."""
    is_item = vocabulary().items
    sentences = doc.sentences
    found: list[Sentence] = []
    at, n = 0, len(sentences)
    reach = -1
    for start, _, entry in doc.hits:
        if start < reach or not is_item[entry]:
            continue
        while at < n and sentences[at].end <= start:
            at += 1
        if at == n:
            break
        if sentences[at].start <= start and sentences[at].kind not in SKIPPED_KINDS:
            found.append(sentences[at])
            reach = sentences[at].end
    return found


def _row(clause: Clause, link: Link, quotes: Quotes) -> TradeItem:
    item, frame = link.item, link.frame
    kind = item_types()[item.type]
    supplier, recipient = link.supplier, link.recipient
    quote = quotes.around(item.start, item.end)
    effects = effects_of(frame) if frame is not None else []
    claim = judge(frame, [*effects, *link.effects], quote, {supplier.country, recipient.country})
    row = TradeItem(
        item.start,
        item.end,
        kind.item_class,
        item.type,
        link.rule,
        clause.sentence.index,
        item_system=item.form.system,
        hs6=kind.hs6,
        chpl_tier=kind.chpl_tier,
        munitions_list=kind.munitions_list,
        supplier=supplier,
        recipient=recipient,
        intermediary=link.via,
        origin_country=link.origin,
        stage=claim.stage,
        polarity=claim.polarity,
        certainty=claim.certainty,
        status=claim.status,
        quote=quote,
    )
    if frame is not None:
        row.transfer = clause.text[clause.starts[frame.index] : clause.ends[frame.index]]
        row.transfer_start = clause.starts[frame.index]
        row.transfer_end = clause.ends[frame.index]
    if quote is not None and quote.speaker_name:
        row.claimed_by_name = quote.speaker_name
        row.claimed_by_entity = quote.speaker_entity
    elif frame is not None and frame.agency.source is not None:
        source = resolve(clause, frame.agency.source)
        if source.entity is not None:
            row.claimed_by_name = source.entity.name
            row.claimed_by_entity = source.entity
    return row


__all__ = ["find_items"]
_ = (Frame, Item, Party)
