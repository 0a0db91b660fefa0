"""The stage itself: sentences that hold an item become clauses, frames and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tradewire.extract.doc import Doc, Party, Sentence, TradeItem
from tradewire.extract.items.affiliations import speaker_country
from tradewire.extract.items.amounts import bind_quantities
from tradewire.extract.items.clause import Clause
from tradewire.extract.items.frames import Frame, find_frames
from tradewire.extract.items.links import Link, link_items
from tradewire.extract.items.moods import sanctioned
from tradewire.extract.items.parties import resolve
from tradewire.extract.items.spans import Item, find_phrases
from tradewire.extract.items.status import Quotes, effects_of, judge
from tradewire.extract.items.words import vocabulary
from tradewire.extract.trade_forms import item_types

SANCTIONS_BEFORE = re.compile(
    r"(?:sanctions|measures|restrictions|requirements)\s+(?:on|against|targeting|for)\s+(?:the\s+)?$|anti-$"
)
SANCTIONS_AFTER = re.compile(
    r"(?:-related)?\s+(?:sanctions|measures|regime sanctions)|['’]s\s+(?:military|war machine|war effort|access)"
)
#: Sentences of news rarely pass 600 characters; what is longer is read in stretches, so that time stays linear.
STRETCH = 1200
SKIPPED_KINDS = frozenset(["boilerplate", "credit"])


def find_items(doc: Doc) -> None:
    """Fill ``doc.items`` in reading order; needs ``sentences``, ``hits``, ``mentions`` and ``quotes``."""
    quotes: Quotes | None = None
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
        bind_quantities(clause, [link.item for link in links], rows)
        doc.items += rows
    if len(doc.items) > 1:
        _complete(doc)


def _stretches_with_items(doc: Doc) -> Iterator[tuple[Sentence, int, int]]:
    """The sentences that hold an item word, very long ones in stretches; the rest costs nothing."""
    is_item = vocabulary().items
    text, sentences = doc.text, doc.sentences
    at, n = 0, len(sentences)
    reach = -1
    for start, _, entry in doc.hits:
        if start < reach or not is_item[entry]:
            continue
        while at < n and sentences[at].end <= start:
            at += 1
        if at == n:
            break
        sentence = sentences[at]
        if sentence.start <= start and sentence.kind not in SKIPPED_KINDS:
            first = max(sentence.start, reach)
            while start - first > STRETCH:
                first = _cut(text, first)
            reach = sentence.end if sentence.end - first <= STRETCH else _cut(text, first)
            yield sentence, first, reach
            reach = max(reach, start + 1)


def _cut(text: str, first: int) -> int:
    """Where a stretch that begins at ``first`` ends: at the last space before its limit."""
    space = text.rfind(" ", first, first + STRETCH)
    return space if space > first + STRETCH // 2 else first + STRETCH


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
    if n < 4 or codes[n - 1] not in "NX" or codes[n - 2] not in "-_":
        return False
    name = clause.names[n - 1]
    return (
        name is not None and clause.ends[n - 3] < clause.starts[n - 2] and name.entity.country not in parties
    )


def _complete(doc: Doc) -> None:
    """Give transfers that name only their supplier the recipient that the same document names for that supplier.

    Only where the grammar leaves the slot open (nouns, participles, gerunds of giving), and only where all the
    document's complete claims of this supplier agree.
    """
    pairs: dict[str, set[str]] = {}
    givers: dict[str, set[str]] = {}
    target = _sanctioned_country(doc) if any(row.status == "blocked" for row in doc.items) else None
    for row in doc.items:
        if row.supplier.country and row.recipient.country and row.status != "denied":
            pairs.setdefault(row.supplier.country, set()).add(row.recipient.country)
            givers.setdefault(row.recipient.country, set()).add(row.supplier.country)
    for row in doc.items:
        known = pairs.get(row.supplier.country or "")
        if row.recipient.country is None and known is not None and len(known) == 1 and _is_open(row):
            (country,) = known
            row.recipient = Party(country=country)
            row.rule += "+document"
        elif row.recipient.country is None and target and row.status == "blocked" and _may_aim(row, target):
            row.recipient = Party(country=target)
            row.rule += "+sanctioned"
        givers_known = givers.get(row.recipient.country or "")
        if row.supplier.country is None and givers_known is not None and len(givers_known) == 1:
            if row.rule.split("+")[0] in ("give:passive", "item:preposition") and row.status in (
                "reported",
                "alleged",
                "possible",
            ):
                (country,) = givers_known
                row.supplier = Party(country=country)
                row.rule += "+document"


def _may_aim(row: TradeItem, target: str) -> bool:
    kind = row.rule.split(":")[0]
    if row.item_class == "commodities" and row.item_type != "goods_unspecified":
        return False
    return row.supplier.country != target and (
        kind in ("give", "get", "make") or (kind == "control" and row.supplier.country is None)
    )


def _sanctioned_country(doc: Doc) -> str | None:
    """The country that the document's sanctions are on: "sanctions against Russia", "Russia-related sanctions"."""
    counts: dict[str, int] = {}
    text = doc.text
    for name in doc.mentions:
        country = name.entity.country
        if not country or name.label not in ("GPE", "NORP", "ORG"):
            continue
        before = text[max(0, name.start - 24) : name.start].lower()
        after = text[name.end : name.end + 22].lower()
        if SANCTIONS_BEFORE.search(before) or SANCTIONS_AFTER.match(after):
            counts[country] = counts.get(country, 0) + 1
    return max(sorted(counts), key=lambda country: counts[country]) if counts else None


def _is_open(row: TradeItem) -> bool:
    if row.item_class == "commodities" and row.item_type != "goods_unspecified":
        return False
    return row.rule.split("+")[0] in ("give:noun", "give:active", "give:passive", "compound:supplied", "item:preposition") and row.status in (
        "reported", "alleged", "blocked", "possible"
    )  # fmt: skip


def _row(clause: Clause, link: Link, quotes: Quotes) -> TradeItem:
    item, frame = link.item, link.frame
    kind = item_types()[item.type]
    supplier, recipient = link.supplier, link.recipient
    quote = quotes.around(item.start, item.end)
    effects = effects_of(frame) if frame is not None else []
    if frame is not None and frame.kind not in ("control", "seek") and sanctioned(clause, frame.index):
        effects.append("blocked")
    if clause.text[clause.end - 1 : clause.end] == "?" or (clause.codes and clause.codes[-1] == "?"):
        effects.append("possible")
    if (
        not effects
        and (frame is None or frame.is_noun or frame.kind == "flow")
        and _maybe(clause, frame, item)
    ):
        effects.append("possible")
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
