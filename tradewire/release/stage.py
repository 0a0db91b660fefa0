"""Staging the table files: rows chosen by the rights policy, written or linked from the last release."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from tradewire.release.layout import SUMS, Part, is_inside, sha256_of
from tradewire.release.rights import Policy, keep_rows, left_out, shorten_spans, withhold
from tradewire.release.source import Source
from tradewire.schema import TABLES, Table
from tradewire.warehouse import CORPUS, conform, write_parquet

Resolve = Callable[[Mapping[str, pl.DataFrame]], Mapping[str, pl.DataFrame]]

WRITER = "1"
"""Stands for how a part is made from its source; another value makes every part be written anew."""

READ_ONLY = 0o444
"""Parts are shared between releases by hard links, so nobody may edit one in place."""


class NothingToPublish(LookupError):  # noqa: N818 - a state of the warehouse, not a fault
    """The warehouse holds no documents."""


class IncompleteWarehouse(LookupError):  # noqa: N818
    """A batch has documents but no file of a table that is made from them."""


@dataclass(slots=True)
class Staged:
    """What staging made: the parts, those that are files of the last release, and the documents left out
    with the reason."""

    parts: list[Part] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)


def stage_parts(
    folder: Path,
    source: Source,
    policy: Policy,
    reuse: Mapping[str, tuple[Part, Path]],
    resolve: Resolve | None = None,
    without: Collection[str] = (),
) -> Staged:
    """Puts every table file of the release into `folder`.

    `reuse` maps a path to the part of the last release at that path and its file: where the source is
    unchanged the file is linked without being read, where only the bytes turn out the same it is linked
    too.  Where the policy leaves documents out, or batches stay out (`without`), corpus-level tables are
    resolved anew by `resolve`.  Raises NothingToPublish and IncompleteWarehouse.
    """
    batches = [batch for batch in source.batches("documents") if batch not in without]
    if without and not batches:
        raise IncompleteWarehouse(
            f"every batch is held back, as {next(iter(without))}: see what its run says"
        )
    if not batches:
        raise NothingToPublish("the warehouse holds no documents; run an extraction first")
    for batch, reason in unfinished(source, batches).items():
        raise IncompleteWarehouse(f"batch {batch} {reason}: run the extraction to its end")
    staged = Staged()
    rights: dict[str, pl.DataFrame] = {}
    for batch in batches:
        documents = (
            source.scan("documents", batch).select("document_id", "url", "publisher", "rights").collect()
        )
        rights[batch] = documents.select("document_id", "rights")
        out = left_out(documents, policy)
        staged.left_out.update(zip(out["document_id"], out["reason"], strict=True))
    dropped = frozenset(staged.left_out)
    anew = _resolve_anew(source, dropped, batches, resolve) if dropped or without else {}
    writer = _Writer(folder, source, policy, reuse, dropped, staged)
    for table in TABLES.values():
        if table.level == "batch":
            for batch in batches:
                writer.put_batch(table, batch, rights[batch])
        elif table.level == "corpus":
            if table.name not in anew and not source.batches(table.name):
                raise IncompleteWarehouse(f"{table.name} is not there: run the resolution first")
            writer.put_corpus(table, anew.get(table.name))
    return staged


def unfinished(source: Source, batches: Iterable[str]) -> dict[str, str]:
    """Those of the batches that lack a table which is made from their documents, and what they lack."""
    there = {t.name: set(source.batches(t.name)) for t in TABLES.values() if t.level == "batch"}
    lacking = {batch: [name for name, has in there.items() if batch not in has] for batch in batches}
    return {batch: f"has no {', '.join(names)}" for batch, names in lacking.items() if names}


class _Writer:
    """Writes or links one part after the other and keeps the list."""

    def __init__(
        self,
        folder: Path,
        source: Source,
        policy: Policy,
        reuse: Mapping[str, tuple[Part, Path]],
        dropped: frozenset[str],
        staged: Staged,
    ) -> None:
        self._folder, self._source, self._policy = folder, source, policy
        self._reuse, self._dropped, self._staged = reuse, dropped, staged

    def put_batch(self, table: Table, batch: str, rights: pl.DataFrame) -> None:
        key = self._source_key(("documents", batch), (table.name, batch))

        def rows() -> pl.DataFrame:
            frame = keep_rows(self._source.read(table.name, batch), self._dropped)
            frame = shorten_spans(frame, table, rights, self._policy)
            return withhold(frame, table, rights)

        self._put(table, batch, key, rows)

    def put_corpus(self, table: Table, anew: pl.DataFrame | None) -> None:
        if anew is not None:
            self._put(table, CORPUS, None, lambda: anew)
        else:
            key = self._source_key((table.name, CORPUS))
            self._put(table, CORPUS, key, lambda: self._source.read(table.name, CORPUS))

    def _source_key(self, *inputs: tuple[str, str]) -> str | None:
        prints = [self._source.fingerprint(table, batch) for table, batch in inputs]
        if None in prints:
            return None
        made_by = [WRITER, self._policy.digest(), *(f"{one}" for one in prints)]
        return hashlib.sha256("\n".join(made_by).encode()).hexdigest()

    def _put(self, table: Table, batch: str, key: str | None, rows: Callable[[], pl.DataFrame]) -> None:
        path = f"{table.name}/{batch}.parquet"
        if not is_inside(path) or "\n" in path:
            raise ValueError(f"{path!r} cannot be the name of a file in a release")
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        old, old_file = self._reuse.get(path, (None, None))
        if old and old_file and key and old.source == key and _link(old_file, target, old.sha256):
            part = old
            self._staged.linked.add(path)
        else:
            arrow = conform(table, rows().to_arrow())
            sink = io.BytesIO()
            write_parquet(table, arrow, sink)
            content = sink.getbuffer()
            digest = hashlib.sha256(content).hexdigest()
            if old and old_file and old.sha256 == digest and _link(old_file, target, digest):
                self._staged.linked.add(path)
            else:
                write_part(target, content)
            part = Part(table.name, batch, path, arrow.num_rows, len(content), digest, key)
        self._staged.parts.append(part)


def write_part(target: Path, content: bytes | memoryview) -> None:
    """Writes a part, on the disk when it returns, read-only."""
    with target.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    target.chmod(READ_ONLY)


def _link(old: Path, new: Path, digest: str) -> bool:
    """Links a part of the last release; False where it is no longer what it was, or cannot be linked.

    A part that was not touched since its release was summed is what it was, and need not be read.
    """
    if not old.is_file() or (_touched(old) and sha256_of(old) != digest):
        return False
    try:
        os.link(old, new)
    except OSError:
        return False
    return True


def _touched(part: Path) -> bool:
    try:
        return part.stat().st_mtime_ns > (part.parents[1] / SUMS).stat().st_mtime_ns
    except FileNotFoundError:
        return True


def _resolve_anew(
    source: Source, dropped: frozenset[str], batches: list[str], resolve: Resolve | None
) -> Mapping[str, pl.DataFrame]:
    """The corpus-level tables of these batches without the documents left out."""
    if resolve is None:
        resolve = resolve_corpus
    frames = {}
    for name in ("documents", "document_entities", "trade_items"):
        parts = [source.scan(name, batch).drop("text", strict=False) for batch in batches]
        frames[name] = keep_rows(pl.concat(parts).collect(), dropped)
    return resolve(frames)


def resolve_corpus(
    frames: Mapping[str, pl.DataFrame], overrides: Path | None = None
) -> Mapping[str, pl.DataFrame]:
    """Entities and transfers of these documents, resolved as they are for the warehouse.

    `overrides` is the file of decisions by hand (`<home>/overrides.csv`), which need not exist.
    """
    from tradewire.resolve.entities import read_overrides, resolve_entities
    from tradewire.resolve.transfers import resolve_transfers

    entities = resolve_entities(
        frames["document_entities"], frames["documents"], read_overrides(overrides) if overrides else None
    )
    transfers = resolve_transfers(frames["trade_items"], frames["documents"], entities)
    return {"entities": entities, "transfers": transfers}
