"""Near-duplicates: syndicated and lightly edited copies of one text.

One-permutation MinHash (Li, Owen and Zhang 2012, with rotation for empty bins after Shrivastava and Li
2014) over pairs of neighbouring words, banded for locality-sensitive hashing.  Every document is compared
with two others in each of its buckets, so the work is linear in documents; a pair counts as copies where
enough of the signature agrees, which estimates the Jaccard similarity of the two sets of word pairs.
Signatures are our own arithmetic on numpy, hence the same on every machine and for ever.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tradewire.schema import TABLES
from tradewire.settings import COPY_BAND, COPY_BINS, COPY_SIMILARITY, COPY_WORDS
from tradewire.warehouse import Warehouse

Matrix = npt.NDArray[np.int16]
_Words = npt.NDArray[np.uint64]

_A, _B, _C = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xFF51AFD7ED558CCD))
_BITS = np.uint64(64 - COPY_BINS.bit_length() + 1)
_PLAIN = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"))
"""Marks that copies are set with differently; one after the other is faster than `str.translate`."""


def signature(text: str) -> Matrix | None:
    """The signature of a text, COPY_BINS numbers; null for a text of too few words to be told apart."""
    text = text.lower()
    if not text.isascii():
        for mark, plain in _PLAIN:
            text = text.replace(mark, plain)
    words = text.split()
    if len(words) < COPY_WORDS:
        return None
    hashed: _Words = np.fromiter(map(zlib.crc32, map(str.encode, words)), np.uint64, len(words))
    pairs = hashed[:-1] * _A + hashed[1:] * _B
    pairs ^= pairs >> np.uint64(33)
    pairs *= _C
    pairs ^= pairs >> np.uint64(29)
    pairs.sort()
    bins = (pairs >> _BITS).astype(np.int64)
    filled, first = np.unique(bins, return_index=True)
    least = (pairs[first] & np.uint64(0xFFFF)).astype(np.uint16).view(np.int16)
    if len(filled) == COPY_BINS:
        return least
    after = np.searchsorted(filled, np.arange(COPY_BINS))  # an empty bin takes the next filled one's
    return least[after % len(filled)]


def band_keys(signatures: Matrix, band: int) -> npt.NDArray[np.uint64]:
    """The key of each document in one band: what falls into the same bucket has equal keys."""
    keys = np.zeros(len(signatures), np.uint64)
    for column in range(band * COPY_BAND, (band + 1) * COPY_BAND):
        keys = (keys << np.uint64(16)) | signatures[:, column].view(np.uint16)
    return keys


def first_copies(signatures: Matrix, known: int = 0) -> npt.NDArray[np.int64]:
    """For each document the position of the earliest that it is a copy of, its own where there is none.

    In each bucket a document meets the first and the one before it; the most alike of all that it meets
    counts, and a copy of a copy is one of the first.  The first ``known`` documents are met and not judged.
    """
    count = len(signatures)
    nearest, likeness = np.arange(count), np.full(count, COPY_SIMILARITY)
    for band in range(COPY_BINS // COPY_BAND if count > 1 else 0):
        keys = band_keys(signatures, band)
        ending = np.zeros(1 << 16, bool)  # only what ends as a new document's key does can equal it
        ending[keys[known:] & np.uint64(0xFFFF)] = True
        near = np.flatnonzero(ending[keys & np.uint64(0xFFFF)])
        order = near[np.argsort(keys[near], kind="stable")]
        if not len(order):
            continue
        fresh = np.r_[True, keys[order][1:] != keys[order][:-1]]
        firsts = order[np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))]
        before = np.where(fresh, order, np.r_[order[0], order[:-1]])
        for others in (firsts, before):
            met = (others != order) & (order >= known)
            ours, theirs = order[met], others[met]
            alike = (signatures[ours] == signatures[theirs]).mean(axis=1)
            better = (alike > likeness[ours]) | ((alike == likeness[ours]) & (theirs < nearest[ours]))
            nearest[ours[better]], likeness[ours[better]] = theirs[better], alike[better]
    for position in np.flatnonzero(nearest < np.arange(count)):
        nearest[position] = nearest[nearest[position]]
    return nearest


def find_copies(warehouse: Warehouse, batch: str, ids: Sequence[str], signatures: Matrix) -> dict[str, str]:
    """Document to the earliest near-duplicate, for the documents of a batch in order of reading.

    Earlier are the documents of other batches, then those that were read before in this one.
    """
    held = [name for name in warehouse.batches("document_signatures") if name != batch]
    tables = [warehouse.read_arrow("document_signatures", name) for name in held]
    known = [i for table in tables for i in table["document_id"].to_pylist()]
    matrices = [matrix_of(table) for table in tables]
    every = [*known, *ids]
    earliest = first_copies(np.concatenate([*matrices, signatures]) if known else signatures, len(known))
    originals = _originals(warehouse, held)
    copies = {}
    for position in range(len(known), len(every)):
        if earliest[position] != position:
            first = every[earliest[position]]
            original = originals.get(first, first)
            if original != every[position]:  # read again, it meets its own copies in other batches
                copies[every[position]] = original
    return copies


def _originals(warehouse: Warehouse, batches: Sequence[str]) -> Mapping[str, str]:
    """Documents of other batches that are copies themselves, and of what."""
    found: dict[str, str] = {}
    for batch in batches:
        if batch in warehouse.batches("documents"):
            rows = (
                warehouse.scan("documents", batch)
                .select("document_id", "duplicate_of")
                .drop_nulls()
                .collect()
            )
            found.update(rows.iter_rows())
    return found


def let_go(warehouse: Warehouse, batch: str, gone: set[str]) -> list[str]:
    """Undo what other batches say of documents that went from this one.

    Copies of a document that is gone are copies of nothing.  Returns the batches that left out a text of
    their own because the document held it.
    """
    left_out = []
    for other in warehouse.batches("documents"):
        if other == batch:
            continue
        documents = warehouse.read_arrow("documents", other)
        copies = documents["duplicate_of"].to_pylist()
        if not gone.isdisjoint(copies):
            kept = pa.array([None if of in gone else of for of in copies], pa.string())
            at = documents.column_names.index("duplicate_of")
            warehouse.write("documents", other, documents.set_column(at, "duplicate_of", kept))
        if other in warehouse.batches("rejected_documents"):
            rejected = warehouse.scan("rejected_documents", other).filter(reason="duplicate")
            details = rejected.select("detail").collect()["detail"].drop_nulls()
            if any(detail.rpartition(" ")[2] in gone for detail in details):
                left_out.append(other)
    return left_out


def signatures_table(ids: Sequence[str], signatures: Matrix) -> pa.Table:
    """Rows of the internal table `document_signatures`."""
    schema = TABLES["document_signatures"].arrow_schema()
    offsets = pa.array(range(0, COPY_BINS * len(ids) + 1, COPY_BINS), pa.int32())
    values = pa.ListArray.from_arrays(
        offsets, pa.array(signatures.reshape(-1)), type=schema.field("signature").type
    )
    return pa.Table.from_arrays([pa.array(ids, pa.string()), values], schema=schema)


def matrix_of(table: pa.Table) -> Matrix:
    """The signatures of a table, one row a document."""
    flat = table["signature"].combine_chunks()
    values = pa.concat_arrays(flat.chunks) if isinstance(flat, pa.ChunkedArray) else flat
    numbers: Matrix = values.flatten().to_numpy(zero_copy_only=False).astype(np.int16, copy=False)
    return numbers.reshape(-1, COPY_BINS)
