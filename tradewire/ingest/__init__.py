"""From the landing zone to the tables `documents` and `rejected_documents`.

`read_batch` gives the tables of a batch, `ingest_batch` writes them to the warehouse.  One bad file
never stops a batch: it becomes a row of `rejected_documents` with its reason.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import pyarrow as pa

from tradewire.ingest.copies import find_copies, let_go, signatures_table
from tradewire.ingest.documents import IngestSummary, Rows
from tradewire.ingest.inputs import BombError, Input, RefusedError, open_file
from tradewire.ingest.landing import BatchState, Landing
from tradewire.ingest.readers import reader_for
from tradewire.ingest.records import RawDocument, Reject
from tradewire.ingest.sources import Sources
from tradewire.settings import INGEST_FLUSH_CHARACTERS, INGEST_FLUSH_REJECTS, MAX_FILES_PER_BATCH
from tradewire.warehouse import Warehouse

__all__ = [
    "BatchState",
    "IngestSummary",
    "Landing",
    "RawDocument",
    "Reject",
    "documents_of",
    "ingest_batch",
    "read_batch",
    "read_landed",
]


def ingest_batch(landing: Landing, batch: str, warehouse: Warehouse) -> IngestSummary:
    """Read a batch and replace its rows in the warehouse; texts that other batches hold make no second row.

    Where a text went from the batch that other batches hold copies of, those are no copies of it any more,
    and `ingest_again` in the summary names the batches whose own text was left out as its duplicate.
    Raises FileNotFoundError for a batch that is not there and ValueError for a wrong `sources.toml`.
    """
    rows = _rows(landing, batch, known_elsewhere(warehouse, batch))
    before = _ids(warehouse, batch)
    with (
        warehouse.writer("documents", batch) as documents,
        warehouse.writer("rejected_documents", batch) as rejected,
    ):
        for found in read_landed(landing, batch):
            rows.take(found)
            if (
                rows.pending_characters > INGEST_FLUSH_CHARACTERS
                or rows.pending_rejects > INGEST_FLUSH_REJECTS
            ):
                documents.append(rows.take_documents())
                rejected.append(rows.take_rejects())
        documents.append(rows.take_documents())
        rejected.append(rows.take_rejects())
        signatures = rows.signatures()
        copies = find_copies(warehouse, batch, rows.signed, signatures)
        rows.summary.copies = len(copies)
        documents.finish(partial(_with_copies, copies))
        rejected.finish()
        warehouse.write("document_signatures", batch, signatures_table(rows.signed, signatures))
    gone = before - _ids(warehouse, batch)
    if gone:
        rows.summary.ingest_again = let_go(warehouse, batch, gone)
    return rows.summary


def _ids(warehouse: Warehouse, batch: str) -> set[str]:
    if not warehouse.path("documents", batch).exists():
        return set()
    return set(warehouse.scan("documents", batch).select("document_id").collect()["document_id"])


def _with_copies(copies: Mapping[str, str], documents: pa.Table) -> pa.Table:
    found = pa.array([copies.get(i) for i in documents["document_id"].to_pylist()], pa.string())
    return documents.set_column(documents.column_names.index("duplicate_of"), "duplicate_of", found)


def read_batch(
    landing: Landing, batch: str, known: Sequence[int] = ()
) -> tuple[pa.Table, pa.Table, IngestSummary]:
    """The rows of `documents` and `rejected_documents` of a batch, and what became of it.

    `known` are ids of documents of other batches, as sorted numbers.  Each input is accounted for in one
    of the two tables.  Near-duplicates are looked for by `ingest_batch` only, as they need the corpus.
    """
    rows = _rows(landing, batch, known)
    for found in read_landed(landing, batch):
        rows.take(found)
    return rows.take_documents(), rows.take_rejects(), rows.summary


def _rows(landing: Landing, batch: str, known: Sequence[int]) -> Rows:
    state = landing.state(batch)
    rows = Rows(batch, Sources.read(landing.folder(batch)), known)
    rows.summary.fingerprint = state.fingerprint
    return rows


def read_landed(landing: Landing, batch: str) -> Iterator[RawDocument | Reject]:
    """Every document and reject of a batch as it is read, in order of path."""
    top = landing.folder(batch)
    sources = Sources.read(top)
    for number, file in enumerate(landing.files(batch), start=1):
        if number > MAX_FILES_PER_BATCH:
            yield Reject(
                file.relative, "too_many", f"more than {MAX_FILES_PER_BATCH} files in a batch; split it"
            )
            return
        try:
            item = open_file(file, top, sources.of(file.relative))
        except RefusedError as refused:
            yield refused.reject
            continue
        with item.stream:
            yield from documents_of(item)


def documents_of(item: Input) -> Iterator[RawDocument | Reject]:
    """What an input holds, through every archive; whatever goes wrong becomes a reject."""
    try:
        reader = reader_for(item)
        if not item.head:
            yield item.reject("empty", "no bytes")
        elif reader is None:
            yield item.reject("binary", "no format that we read")
        else:
            found = None
            for found in reader.read(item):
                if isinstance(found, Input):
                    yield from documents_of(found)
                else:
                    yield found
            if found is None:
                yield item.reject("no_text", "nothing in it that we read")
    except BombError as bomb:
        if item.depth:
            raise
        yield bomb.reject
    except RefusedError as refused:
        yield refused.reject
    except OSError as error:
        yield item.reject("malformed" if item.depth else "unreadable", error.strerror or str(error))
    except Exception as error:  # the promise: one bad input never stops a batch
        yield item.reject("malformed", f"{type(error).__name__}: {error}"[:200])


def known_elsewhere(warehouse: Warehouse, batch: str) -> array[int]:
    """Ids of the documents that other batches of the warehouse hold, as sorted numbers."""
    ids: array[int] = array("Q")
    for other in warehouse.batches("documents"):
        if other != batch:
            rows = warehouse.scan("documents", other).select("document_id").collect()
            ids.extend(int(i, 16) for i in rows["document_id"])
    return array("Q", sorted(ids))
