"""The stage itself: sentences that hold an item become clauses, frames and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tradewire.extract.doc import Doc, Sentence, TradeItem
from tradewire.extract.items.affiliations import speaker_country
from tradewire.extract.items.amounts import bind_quantities
from tradewire.extract.items.clause import Clause
from tradewire.extract.items.completion import complete_roles
from tradewire.extract.items.frame import Frame
from tradewire.extract.items.frames import find_frames
from tradewire.extract.items.links import Link, link_items
from tradewire.extract.items.parties import resolve
from tradewire.extract.items.sentence import sanctioned
from tradewire.extract.items.spans import Item, find_phrases
from tradewire.extract.items.status import Quotes, effects_of, judge
from tradewire.extract.items.words import vocabulary
from tradewire.extract.trade_forms import item_types, word_class

#: Sentences of news rarely pass 600 characters; what is longer is read in stretches, so that time stays
#: linear.
STRETCH = 900
#: The weight of an item word with a transfer word (1 + 2), or of an item word that needs none (4).
WORTH_READING = 3
SKIPPED_KINDS = frozenset(["boilerplate", "credit"])


def find_items(doc: Doc) -> None:
    """Fill ``doc.items`` in reading order; needs ``sentences``, ``hits``, ``mentions`` and ``quotes``."""
    quotes: Quotes | None = None
    closed: set[int] = set()
    vague: set[int] = set()
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
        vague.update(id(row) for row, link in zip(rows, links, strict=True) if link.item.risky)
        closed.update(id(row) for row, link in zip(rows, links, strict=True) if not link.is_open)
        if len(rows) > 1:
            _share(rows)
        bind_quantities(clause, [link.item for link in links], rows)
        doc.items += rows
    if doc.items:
        complete_roles(doc, closed)
    if vague and not any(_speaks_of_trade(row, vague) for row in doc.items):
        doc.items = [
            row for row in doc.items if id(row) not in vague or row.supplier.country or row.recipient.country
        ]


def _speaks_of_trade(row: TradeItem, vague: set[int]) -> bool:
    """True for a row that shows the document to be about transfers: both sides, or one side and a plain item.

    Without such a row "food", "support" or "equipment" between nobody and nobody is no trade item.
    """
    supplier, recipient = row.supplier.country, row.recipient.country
    return bool(supplier and recipient) or (bool(supplier or recipient) and id(row) not in vague)


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


DISMISSALS = word_class("dismissals")


LIST_MARK = re.compile(r"\s*(?:[-•*–—·]|\d{1,3}[.)])\s")


def _is_listed(clause: Clause) -> bool:
    """True for an entry of a list in a text that begins with sanctions: "- X, a company that shipped …"."""
    start = clause.sentence.start
    line = clause.text.rfind("\n", max(0, start - 6), start + 1) + 1
    if not LIST_MARK.match(clause.text, line if start - line < 6 else start):
        return False
    return "sanction" in clause.text[:600].lower() or "restrictive measures" in clause.text[:600].lower()


def _maybe(clause: Clause, frame: Frame | None, item: Item) -> bool:
    """True where the clause's own verb is only possible: "could result in more weapons for"."""
    for i in range((frame.index if frame is not None else item.first) - 1, -1, -1):
        if clause.codes[i] in "HWS;Q":
            return False
        if clause.codes[i] == "m":
            return clause.token(i) in ("could", "may", "might")
    return False


def _is_attributed(clause: Clause, parties: set[str | None]) -> bool:
    """A headline's claimant behind a dash or colon: "North Korea supplying shells - U.S."."""
    codes = clause.codes
    n = len(codes)
    if n and codes[n - 1] == ".":
        n -= 1
    if n < 4 or codes[n - 2] != "_":
        return False
    if clause.token(n - 1) in ("sources", "officials", "report", "reports", "media", "source", "official"):
        return True
    name = clause.names[n - 1]
    return name is not None and name.entity.country is not None and name.entity.country not in parties


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
    kind = item_types()[item.type]
    supplier, recipient = link.supplier, link.recipient
    quote = quotes.around(item.start, item.end)
    effects = effects_of(frame) if frame is not None else []
    if frame is not None and frame.kind not in ("control", "seek") and sanctioned(clause, frame.index):
        effects.append("blocked")
    if not effects and _is_listed(clause):
        effects.append("blocked")
    if clause.text[clause.end - 1 : clause.end] == "?" or (clause.codes and clause.codes[-1] == "?"):
        effects.append("possible")
    if (
        not effects
        and (frame is None or frame.is_noun or frame.kind == "flow")
        and _maybe(clause, frame, item)
    ):
        effects.append("possible")
    if {"alleged", "accused"} & set(effects) and any(clause.token(i) in DISMISSALS for i in range(len(clause.codes))):
        effects.append("denied")  # "called the claims of deliveries unfounded"
    speaker = speaker_country(clause.doc, quote) if quote is not None else None
    claim = judge(frame, [*effects, *link.effects], quote, speaker, {supplier.country, recipient.country})
    if claim.status == "reported" and _is_attributed(clause, {supplier.country, recipient.country}):
        claim = claim._replace(status="alleged", certainty="probable")
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
    if frame is not None and frame.transfer.lemma:
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
