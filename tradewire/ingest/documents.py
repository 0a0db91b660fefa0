"""From what readers yield to rows of `documents` and `rejected_documents`."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from tradewire.ingest.copies import Matrix, signature
from tradewire.ingest.decoding import mend, storable, with_newlines
from tradewire.ingest.facts import author_of, language_of, published_on, title_of, word_count
from tradewire.ingest.records import RawDocument, Reject, printable
from tradewire.ingest.sources import Sources
from tradewire.schema import TABLES
from tradewire.settings import COPY_BINS


@dataclass(slots=True)
class IngestSummary:
    """What became of a batch."""

    batch: str
    fingerprint: str = ""
    documents: int = 0
    rejected: int = 0
    characters: int = 0
    formats: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    ingest_again: list[str] = field(default_factory=list)


class Rows:
    """Collects the rows of a batch; one documents row per distinct text, the earliest path first.

    `known` are the ids, as sorted numbers, of documents that other batches hold already: their texts
    make no second row.
    """

    def __init__(self, batch: str, sources: Sources, known: Sequence[int] = ()) -> None:
        self.summary = IngestSummary(batch)
        self._sources, self._known = sources, known
        self._seen: set[int] = set()
        self._rejected: dict[str, int] = {}
        self._documents: list[tuple[Any, ...]] = []
        self._rejects: list[tuple[Any, ...]] = []
        self.pending_characters = 0
        self.signed: list[str] = []
        self._signatures = bytearray()

    @property
    def pending_rejects(self) -> int:
        """Rejects collected since the last call of `take_rejects`."""
        return len(self._rejects)

    def take(self, found: RawDocument | Reject) -> None:
        """Whatever a reader found."""
        if isinstance(found, Reject):
            self.reject(found)
        else:
            self.add(found)

    def add(self, raw: RawDocument) -> None:
        """One document, or a reject where it is empty or known already."""
        raw.text = storable(raw.text)
        if raw.format not in ("text", "markdown"):  # whose offsets must fit the file
            _mend(raw)
        text = raw.text
        if not text or text.isspace():
            self.reject(_reject(raw, "empty", "nothing but white space"))
            return
        data = text.encode()
        digest = hashlib.sha256(data).hexdigest()
        document_id, number = digest[:16], int(digest[:16], 16)
        if number in self._seen or self._holds(number):
            self.reject(_reject(raw, "duplicate", f"the same text as document {document_id}", len(data)))
            return
        self._seen.add(number)
        self._documents.append(self._row(raw, document_id, digest))
        made = signature(text)
        if made is not None:
            self.signed.append(document_id)
            self._signatures += made.tobytes()
        self.pending_characters += len(text)

    def _holds(self, number: int) -> bool:
        at = bisect_left(self._known, number)
        return at < len(self._known) and self._known[at] == number

    def _row(self, raw: RawDocument, document_id: str, digest: str) -> tuple[Any, ...]:
        source = self._sources.of(raw.source_path)
        text = raw.text
        language = raw.language or source.language or language_of(text)
        summary = self.summary
        summary.documents += 1
        summary.characters += len(text)
        summary.formats[raw.format] += 1
        summary.languages[language] += 1
        return (
            document_id,
            digest,
            summary.batch,
            raw.source_path,
            raw.format,
            raw.title or title_of(text),
            raw.publisher or source.publisher,
            raw.url or source.url,
            raw.author or source.author or author_of(text),
            raw.published_on or published_on(text),
            language,
            len(text),
            word_count(text),
            None,
            source.rights,
            raw.mended,
            text,
        )

    def reject(self, reject: Reject) -> None:
        """One input that made no document."""
        rejected_id = reject.rejected_id(self.summary.batch)
        again = self._rejected.get(rejected_id, 0)
        self._rejected[rejected_id] = again + 1
        if again:  # the same place for the same reason: members of one name in an archive
            rejected_id = hashlib.sha256(f"{rejected_id}\0{again}".encode()).hexdigest()[:16]
        self.summary.rejected += 1
        self.summary.reasons[reject.reason] += 1
        self._rejects.append(
            (
                rejected_id,
                self.summary.batch,
                reject.source_path,
                reject.line,
                reject.record,
                reject.reason,
                reject.detail,
                None if reject.first_bytes is None else printable(reject.first_bytes),
                reject.size_bytes,
            )
        )

    def take_documents(self) -> pa.Table:
        """The documents collected since the last call."""
        rows, self._documents, self.pending_characters = self._documents, [], 0
        return _table("documents", rows)

    def signatures(self) -> Matrix:
        """The signatures of the documents in `signed`, in order of reading."""
        return np.frombuffer(self._signatures, np.int16).reshape(-1, COPY_BINS)

    def take_rejects(self) -> pa.Table:
        """The rejects collected since the last call."""
        rows, self._rejects = self._rejects, []
        return _table("rejected_documents", rows)


def _table(name: str, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    schema = TABLES[name].arrow_schema()
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, type=f.type) for column, f in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _mend(raw: RawDocument) -> None:
    mended = mend(raw.text)
    if mended is not None:
        raw.text, raw.mended = with_newlines(mended), "windows-1252"
        raw.title = (mend(raw.title) or raw.title) if raw.title else None
        raw.author = (mend(raw.author) or raw.author) if raw.author else None


def _reject(raw: RawDocument, reason: str, detail: str, size: int | None = None) -> Reject:
    return Reject(raw.source_path, reason, detail, line=raw.line, record=raw.record, size_bytes=size)
