"""From extractions to the rows of the contract, one document or a whole batch.

Ids say where the row stands: ``<document_id>:q:<start>-<end>:<kind>`` for a quote and
``<document_id>:i:<start>-<end>:<n>`` for the n-th claim about an item mention, so the same text gives the
same ids for ever.
"""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from tradewire import progress
from tradewire.extract import Extraction, extract
from tradewire.extract.doc import Entity, Party, Quote, TradeItem
from tradewire.extract.segment import segment
from tradewire.furniture import NOTHING, Furniture
from tradewire.parallel import local
from tradewire.schema import TABLES
from tradewire.settings import EXTRACT_GROUP_CHARACTERS, EXTRACTED_LANGUAGES, FURNITURE_SAMPLE

if TYPE_CHECKING:
    from tradewire.warehouse import Warehouse

EXTRACTED = (
    "sentences",
    "entity_mentions",
    "quotes",
    "trade_items",
    "document_entities",
    "failed_extractions",
)
"""The tables that extraction fills."""

READ_COLUMNS = ("document_id", "text", "language", "publisher")
READ_DOCUMENTS = 1024
"""Documents that are read from a file in one go: about 4 MB of news."""

Rows = dict[str, list[tuple[Any, ...]]]
Group = list[tuple[str, str, bool, frozenset[str]]]
"""Documents that are extracted in one go: id, text, whether its language is one we extract from, and lines of
it that are known for boilerplate."""

Runner = Callable[[Callable[[Group], bytes], Iterable[Group]], Iterable[bytes]]
"""Maps a function over groups, in order, where it likes: ``map``, the cores of this machine, a cluster."""


def extract_batch(documents: pa.Table, run: Runner = local) -> dict[str, pa.Table]:
    """Extract every document of a batch.

    ``documents`` has the columns ``document_id``, ``text``, ``language`` and ``publisher``; what comes back
    has one table per name in ``EXTRACTED``, in the declared schema, unsorted.  The result does not depend on
    ``run``.
    """
    furniture = _furniture(documents.slice(0, FURNITURE_SAMPLE).to_batches())
    parts = list(extract_parts(documents.to_batches(max_chunksize=READ_DOCUMENTS), furniture, run))
    return {
        name: pa.concat_tables([TABLES[name].arrow_schema().empty_table(), *(part[name] for part in parts)])
        for name in EXTRACTED
    }


def extract_into(warehouse: Warehouse, batch: str, run: Runner = local) -> None:
    """Extract the documents of a batch of the warehouse and replace its rows there, in bounded memory."""
    with ExitStack() as stack:
        writers = {name: stack.enter_context(warehouse.writer(name, batch)) for name in EXTRACTED}
        documents = stack.enter_context(pq.ParquetFile(warehouse.path("documents", batch)))
        sample = documents.iter_batches(FURNITURE_SAMPLE, columns=list(READ_COLUMNS))
        furniture = _furniture(islice(sample, 1))
        read = documents.iter_batches(READ_DOCUMENTS, columns=list(READ_COLUMNS))
        for part in extract_parts(read, furniture, _telling(batch, run)):
            for name, rows in part.items():
                writers[name].append(rows)
        for name in EXTRACTED:
            writers[name].finish()


def _telling(batch: str, run: Runner) -> Runner:
    """The runner, telling of each group that is done (`tradewire.progress`)."""

    def told(work: Callable[[Group], bytes], groups: Iterable[Group]) -> Iterator[bytes]:
        sizes: deque[tuple[int, int]] = deque()

        def noted() -> Iterator[Group]:
            for group in groups:
                sizes.append((len(group), sum(len(text) for _, text, *_ in group)))
                yield group

        for made in run(work, noted()):
            progress.tell(batch, *sizes.popleft())
            yield made

    return told


def extract_parts(
    documents: Iterable[pa.RecordBatch], furniture: Furniture, run: Runner = local
) -> Iterator[dict[str, pa.Table]]:
    """The same as ``extract_batch``, piece by piece: the tables of some documents at a time, in order."""
    for packed in run(extract_group, _groups(documents, furniture)):
        source = pa.BufferReader(packed)
        yield {name: pa.ipc.open_stream(source).read_all() for name in EXTRACTED}


def extract_group(group: Group) -> bytes:
    """The tables of a few documents as Arrow streams, one after the other in the order of ``EXTRACTED``.

    Bytes travel best, and what turns rows into columns is done where the rows are made.
    """
    collected: Rows = {name: [] for name in EXTRACTED}
    for document_id, text, wanted, furniture in group:
        found = rows_of(document_id, text, wanted, furniture)
        for name in EXTRACTED:
            collected[name] += found[name]
    sink = pa.BufferOutputStream()
    for name in EXTRACTED:
        table = _table(name, collected[name])
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
    return bytes(sink.getvalue())


def rows_of(document_id: str, text: str, wanted: bool = True, furniture: frozenset[str] = NOTHING) -> Rows:
    """The rows of one document, in the order of the declared columns.

    A document that the extractor fails on keeps its sentences and has a row in ``failed_extractions``.
    """
    doc, error = None, None
    if wanted:
        try:
            doc = extract(text, furniture=furniture)
        except Exception as raised:  # the promise: one bad document never stops a batch
            error = _where(raised)
    if doc is None:
        doc = Extraction(text, sentences=segment(text, furniture))
    return {
        "failed_extractions": [(document_id, error)] if error else [],
        "sentences": [
            (document_id, s.index, s.start, s.end, s.kind, text[s.start : s.end]) for s in doc.sentences
        ],
        "entity_mentions": [
            (
                document_id,
                m.sentence_index,
                m.start,
                m.end,
                text[m.start : m.end],
                m.label,
                m.entity.entity_id,
                m.rule,
            )
            for m in doc.mentions
        ],
        "quotes": [_quote_row(document_id, text, quote) for quote in doc.quotes],
        "trade_items": _item_rows(document_id, doc),
        "document_entities": [
            _entity_row(document_id, entity) for entity in doc.entities if entity.mention_count
        ],
    }


def _where(raised: Exception) -> str:
    """An error with the line of the source that raised it."""
    frame = traceback.extract_tb(raised.__traceback__)[-1]
    return f"{type(raised).__name__}: {raised} ({Path(frame.filename).name}, line {frame.lineno})"


def _furniture(documents: Iterable[pa.RecordBatch]) -> Furniture:
    return Furniture(
        pair
        for batch in documents
        for pair in zip(batch["publisher"].to_pylist(), batch["text"].to_pylist(), strict=True)
    )


def _groups(documents: Iterable[pa.RecordBatch], furniture: Furniture) -> Iterator[Group]:
    """Documents in groups of about ``EXTRACT_GROUP_CHARACTERS``."""
    group: Group = []
    size = 0
    for batch in documents:
        columns = (batch.column(name).to_pylist() for name in READ_COLUMNS)
        for document_id, text, language, publisher in zip(*columns, strict=True):
            known = furniture.of(publisher, text)
            group.append((document_id, text, language in EXTRACTED_LANGUAGES, known))
            size += len(text)
            if size >= EXTRACT_GROUP_CHARACTERS:
                yield group
                group, size = [], 0
    if group:
        yield group


def _table(name: str, found: Sequence[Sequence[Any]]) -> pa.Table:
    schema = TABLES[name].arrow_schema()
    columns = list(zip(*found, strict=True)) if found else [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)


def quote_id(document_id: str, quote: Quote) -> str:
    """The id of a quote: where it stands and its kind."""
    return f"{document_id}:q:{quote.start}-{quote.end}:{quote.kind}"


def _slice(text: str, start: int | None, end: int | None) -> str | None:
    return None if start is None or end is None else text[start:end]


def _id(entity: Entity | None) -> str | None:
    return entity.entity_id if entity else None


def _quote_row(document_id: str, text: str, q: Quote) -> tuple[Any, ...]:
    return (
        quote_id(document_id, q),
        document_id,
        q.sentence_index,
        q.start,
        q.end,
        text[q.start : q.end],
        q.kind,
        _slice(text, q.cue_start, q.cue_end),
        q.cue_start,
        q.cue_end,
        q.stance,
        _slice(text, q.speaker_start, q.speaker_end),
        q.speaker_start,
        q.speaker_end,
        q.speaker_name,
        _id(q.speaker_entity),
        q.speaker_role,
        q.rule,
    )


def _party(text: str, party: Party) -> tuple[Any, ...]:
    return (_slice(text, party.start, party.end), party.start, party.end, _id(party.entity), party.country)


def _item_rows(document_id: str, doc: Extraction) -> list[tuple[Any, ...]]:
    seen: dict[tuple[int, int], int] = {}
    found = []
    for item in doc.items:
        span = (item.start, item.end)
        claim = seen.get(span, 0)
        seen[span] = claim + 1
        found.append(_item_row(document_id, doc.text, item, claim))
    return found


def _item_row(document_id: str, text: str, i: TradeItem, claim: int) -> tuple[Any, ...]:
    return (
        f"{document_id}:i:{i.start}-{i.end}:{claim}",
        document_id,
        i.sentence_index,
        i.start,
        i.end,
        text[i.start : i.end],
        i.item_class,
        i.item_type,
        i.item_system,
        list(i.hs6),
        i.chpl_tier,
        i.munitions_list,
        *_party(text, i.supplier),
        *_party(text, i.recipient),
        *_party(text, i.intermediary),
        i.origin_country,
        _slice(text, i.transfer_start, i.transfer_end),
        i.transfer_start,
        i.transfer_end,
        i.quantity_min,
        i.quantity_max,
        i.quantity_unit,
        _slice(text, i.quantity_start, i.quantity_end),
        i.amount,
        i.currency,
        i.stage,
        i.polarity,
        i.certainty,
        i.status,
        i.claimed_by_name,
        _id(i.claimed_by_entity),
        quote_id(document_id, i.quote) if i.quote else None,
        i.rule,
    )


def _entity_row(document_id: str, entity: Entity) -> tuple[Any, ...]:
    return (
        document_id,
        entity.entity_id,
        entity.label,
        entity.name,
        sorted(entity.aliases - {entity.name}),
        entity.country,
        entity.wikidata_id,
        sorted(entity.roles),
        entity.mention_count,
    )
