"""Find the rows that break each rule, exactly, batch by batch and in slices of bounded memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import pyarrow as pa

from tradewire.audit.meaning import MEANING
from tradewire.audit.relations import ELSEWHERE, Frames, Relation, declared_relations
from tradewire.audit.rules import (
    DOC_CHARACTERS,
    DOC_TEXT,
    SENTENCE_END,
    SENTENCE_START,
    SENTENCE_TEXT,
    Expected,
    RowRule,
    declared_rules,
)
from tradewire.schema import TABLES, Table
from tradewire.settings import AUDIT_SAMPLE_ROWS, AUDIT_SLICE_DOCUMENTS

Batches = Mapping[str, Mapping[str, pl.LazyFrame]]
"""Table to batch to rows."""

Rule = RowRule | Relation


@dataclass(slots=True)
class Finding:
    """What Polars found of one rule: failing rows in all and per batch, the first ids, or an error."""

    table: str
    name: str
    columns: tuple[str, ...]
    description: str
    expected: Expected | None = None
    rows: int = 0
    failed: int = 0
    by_batch: dict[str, int] = field(default_factory=dict)
    row_ids: list[str] = field(default_factory=list)
    error: str | None = None

    def add(self, batch: str, rows: int, failed: int, ids: Sequence[str]) -> None:
        """Count what a batch, or a slice of one, showed."""
        self.rows += rows
        self.failed += failed
        self.by_batch[batch] = self.by_batch.get(batch, 0) + failed
        self.row_ids += list(ids)[: AUDIT_SAMPLE_ROWS - len(self.row_ids)]


def rules_of(table: Table) -> list[Rule]:
    """Every rule of a table, declared ones first."""
    by_hand = [rule for rule in MEANING if rule.table == table.name]
    return [*declared_rules(table), *by_hand, *declared_relations(table)]


def find_failures(
    tables: Batches,
    elsewhere: Frames | None = None,
    judged: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None,
) -> tuple[list[Finding], list[str]]:
    """What every rule finds, in order of table and rule, and the rules that need a table not given.

    Of the batches in `judged` it is known that they keep every rule of a batch; only rules over the corpus
    look at them.
    """
    judged = judged or {}
    findings: list[Finding] = []
    skipped: list[str] = []
    for name, table in TABLES.items():
        if name not in tables:
            continue
        findings.append(_schema(table, tables[name], judged))
        runnable: list[tuple[Rule, Finding]] = []
        for rule in rules_of(table):
            if _needs(rule) <= set(tables):
                about = Finding(name, rule.name, rule.columns, rule.description, rule.expected)
                runnable.append((rule, about))
                findings.append(about)
            else:
                skipped.append(f"{name}.{rule.name}")
        _evaluate_table(table, tables, runnable, elsewhere or {}, judged)
    return findings, skipped


def _needs(rule: Rule) -> set[str]:
    return set(rule.uses) if isinstance(rule, RowRule) else set(rule.needs)


def _schema(table: Table, batches: Mapping[str, pl.LazyFrame], judged: Collection[str]) -> Finding:
    declared = pl.DataFrame(pl.from_arrow(table.arrow_schema().empty_table())).schema
    found = Finding(table.name, "schema", table.columns, "columns and their types are those declared")
    for batch, rows in batches.items():
        if batch in judged:
            found.add(batch, len(declared), 0, ())
            continue
        actual = rows.collect_schema()
        wrong = [f"{c}: missing" for c in declared if c not in actual]
        wrong += [f"{c}: not declared" for c in actual if c not in declared]
        wrong += [f"{c}: {actual[c]}, not {t}" for c, t in declared.items() if c in actual and actual[c] != t]
        found.add(batch, len(declared), len(wrong), wrong)
    return found


def _evaluate_table(
    table: Table,
    tables: Batches,
    runnable: list[tuple[Rule, Finding]],
    elsewhere: Frames,
    judged: Mapping[str, Mapping[str, Mapping[str, Any]]],
) -> None:
    local = [(r, f) for r, f in runnable if isinstance(r, RowRule) or r.scope == "batch"]
    for batch in tables[table.name]:
        if batch in judged:
            for _, finding in local:
                finding.add(batch, judged[batch][table.name]["rows"], 0, ())
            continue
        frames = {name: parts.get(batch, _empty(name)) for name, parts in tables.items()}
        for part in _slices(table, frames):
            _row_rules(table, batch, part, [(r, f) for r, f in local if isinstance(r, RowRule)])
            for rule, finding in local:
                if isinstance(rule, Relation):
                    _relation(table, batch, part, rule, finding)
    whole = {name: _whole(name, parts) for name, parts in tables.items()}
    whole |= {ELSEWHERE + name: rows for name, rows in elsewhere.items()}
    for rule, finding in runnable:
        if isinstance(rule, Relation) and rule.scope == "corpus":
            _relation(table, "all", whole, rule, finding)


def _empty(name: str) -> pl.LazyFrame:
    return pl.DataFrame(pl.from_arrow(TABLES[name].arrow_schema().empty_table())).lazy()


def _whole(name: str, parts: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    return pl.concat(parts.values(), how="vertical") if parts else _empty(name)


def _slices(table: Table, frames: Frames) -> Iterator[Frames]:
    """The frames in ranges of document id, so that the texts of one range fit in memory."""
    if "document_id" not in table.columns or "documents" not in frames:
        yield frames
        return
    documents = frames["documents"].select(pl.len()).collect().item()
    parts = -(-documents // AUDIT_SLICE_DOCUMENTS)
    if parts <= 1:
        yield frames
        return
    bounds = [f"{16**6 * i // parts:06x}" for i in range(1, parts)]
    column = pl.col("document_id")
    for low, high in zip([None, *bounds], [*bounds, None], strict=True):
        inside = pl.lit(True)
        if low is not None:
            inside = inside & (column >= low)
        if high is not None:
            inside = inside & (column < high)
        if low is None:  # rows without an id have to be seen by some slice
            inside = inside | column.is_null()
        yield {
            name: rows.filter(inside) if "document_id" in TABLES[name].columns else rows
            for name, rows in frames.items()
        }


def _row_rules(table: Table, batch: str, frames: Frames, rules: list[tuple[RowRule, Finding]]) -> None:
    """Judge the rules of one row together in one pass; one by one where that raises, to tell which did."""
    rows = _widened(table, frames, {use for rule, _ in rules for use in rule.uses})
    known = set(rows.collect_schema())
    judged: list[tuple[RowRule, Finding]] = []
    for rule, finding in rules:
        missing = sorted(set(rule.fails.meta.root_names()) - known)
        if missing:
            finding.error = f"column {missing[0]} is missing"
        elif finding.error is None:
            judged.append((rule, finding))
    try:
        _count_rows(table, batch, rows, judged)
    except Exception:  # any rule may be at fault; each is tried alone
        for rule, finding in judged:
            try:
                _count_rows(table, batch, rows, [(rule, finding)])
            except Exception as error:
                finding.error = _said(error)


def _count_rows(table: Table, batch: str, rows: pl.LazyFrame, rules: list[tuple[RowRule, Finding]]) -> None:
    flags = [rule.fails.fill_null(False).alias(f"__{i}") for i, (rule, _) in enumerate(rules)]
    sums = [flag.sum() for flag in flags]
    counts = rows.select(pl.len().alias("__len"), *sums).collect(engine="streaming").row(0, named=True)
    ids = {
        i: _ids(table, rows.filter(flag)) for i, flag in enumerate(flags) if counts[f"__{i}"]
    }  # a second look, only where rows fail
    for i, (_, finding) in enumerate(rules):
        finding.add(batch, counts["__len"], counts[f"__{i}"] or 0, ids.get(i, ()))


def _widened(table: Table, frames: Frames, uses: set[str]) -> pl.LazyFrame:
    rows = frames[table.name]
    if "documents" in uses:
        texts = frames["documents"].select(
            "document_id", pl.col("text").alias(DOC_TEXT), pl.col("characters").alias(DOC_CHARACTERS)
        )
        rows = rows.join(texts, on="document_id", how="left")
    if "sentences" in uses:
        bounds = frames["sentences"].select(
            "document_id",
            "sentence_index",
            pl.col("start").alias(SENTENCE_START),
            pl.col("end").alias(SENTENCE_END),
            pl.col("text").alias(SENTENCE_TEXT),
        )
        rows = rows.join(bounds, on=["document_id", "sentence_index"], how="left")
    return rows


def _relation(table: Table, batch: str, frames: Frames, rule: Relation, finding: Finding) -> None:
    if finding.error is not None:
        return
    try:
        total = frames[table.name].select(pl.len()).collect(engine="streaming").item()
        failing = rule.failing(frames)
        failed = failing.select(pl.len()).collect(engine="streaming").item()
        finding.add(batch, total, failed, _ids(table, failing) if failed else ())
    except Exception as error:
        finding.error = _said(error)


def _ids(table: Table, rows: pl.LazyFrame) -> list[str]:
    """The ids of the first rows in order of key: key values joined by `:`."""
    key = [pl.col(name).cast(pl.String).fill_null("?") for name in table.key]
    first = rows.select(table.key).sort(table.key).head(AUDIT_SAMPLE_ROWS)
    return first.select(pl.concat_str(key, separator=":")).collect(engine="streaming").to_series().to_list()


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:300]


def as_batches(tables: Mapping[str, object]) -> dict[str, dict[str, pl.LazyFrame]]:
    """Tables in any form (Polars eager or lazy, Arrow, or a mapping of batch to one of these), as batches.

    Raises TypeError for anything else and ValueError for a table that is not declared.
    """
    unknown = sorted(set(tables) - set(TABLES))
    if unknown:
        raise ValueError(f"no table is called {unknown[0]!r}; there are {', '.join(TABLES)}")
    return {
        name: {batch: _lazy(part) for batch, part in given.items()}
        if isinstance(given, Mapping)
        else {"all": _lazy(given)}
        for name, given in tables.items()
    }


def _lazy(rows: object) -> pl.LazyFrame:
    if isinstance(rows, pl.LazyFrame):
        return rows
    if isinstance(rows, pl.DataFrame):
        return rows.lazy()
    if isinstance(rows, pa.Table):
        return pl.DataFrame(pl.from_arrow(rows)).lazy()
    raise TypeError(f"rows of a table as {type(rows).__name__}; give a Polars frame or an Arrow table")
