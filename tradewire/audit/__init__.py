"""The audit: what must hold of the tables, and which rows break it.

Polars finds the failing rows of every rule, exactly and in slices of bounded memory; Great Expectations
judges the outcome and gives a second opinion on a frame of bounded size.  Rules are declared once:
most follow from `tradewire.schema`, the rest stand in `meaning` and `relations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradewire.audit.drift import Profile, drift, profile, profiles, summed
from tradewire.audit.evaluate import Finding, as_batches, find_failures
from tradewire.audit.report import AuditReport, Outcome
from tradewire.audit.second_opinion import Verdicts, opinion
from tradewire.schema import TABLES
from tradewire.warehouse import Warehouse

if TYPE_CHECKING:
    import polars as pl

__all__ = ["AuditReport", "Outcome", "audit", "audit_warehouse", "build_data_docs", "warehouse_tables"]


def audit(
    tables: Mapping[str, object],
    previous: Mapping[str, Any] | None = None,
    *,
    elsewhere: Mapping[str, pl.LazyFrame] | None = None,
    judged: Mapping[str, Profile] | None = None,
    expectations: bool = True,
) -> AuditReport:
    """Judge these tables.

    `tables` maps table names to rows (a Polars frame, lazy or not, or an Arrow table) or to a mapping of
    batch to rows; rules that need a table which is not there are skipped and named.  `previous` is the
    last release: its tables in the same forms, or the `profile` of its report.  `elsewhere` holds rows of
    other batches that references may mean (a near-duplicate's original).  `judged` holds the profiles
    (`AuditReport.batches`) of batches that are known to have passed with these very rows: what can be said
    of a batch by itself is not judged again, and the report is the same.  Without `expectations`
    the Polars rules alone are run, which find every failing row but spare the seconds that Great
    Expectations takes.
    """
    batches = as_batches(tables)
    known = judged or {}
    findings, skipped = find_failures(batches, elsewhere, known)
    by_batch = profiles(batches, known)
    profiled = summed(by_batch, batches)
    findings += drift(profiled, _profile_of(previous or {}))
    order = {name: position for position, name in enumerate(TABLES)}
    findings.sort(key=lambda f: order[f.table])
    verdicts: Verdicts = {}
    if expectations:
        new = {name: {b: rows for b, rows in of.items() if b not in known} for name, of in batches.items()}
        verdicts = opinion(findings, new)
    outcomes = tuple(_outcome(f, verdicts.get((f.table, f.name))) for f in findings)
    return AuditReport(outcomes, profiled, tuple(skipped), by_batch)


def audit_warehouse(warehouse: Warehouse, previous: Mapping[str, Any] | None = None) -> AuditReport:
    """Judge all that a warehouse holds, batch by batch."""
    return audit(warehouse_tables(warehouse), previous)


def warehouse_tables(warehouse: Warehouse, batch: str | None = None) -> dict[str, dict[str, pl.LazyFrame]]:
    """The tables of a warehouse as `audit` takes them; of one batch only, its batch-level tables.

    A table without files counts as empty.
    """
    names = [n for n, t in TABLES.items() if batch is None or t.level != "corpus"]
    return {
        name: {b: warehouse.scan(name, b) for b in ([batch] if batch else warehouse.batches(name))}
        for name in names
    }


def build_data_docs(tables: Mapping[str, object], home: str | Path) -> Path:
    """Build Great Expectations' Data Docs for these tables under `<home>/gx/`; returns the first page."""
    from tradewire.audit.suites import build_data_docs as build

    batches = as_batches(tables)
    findings, _ = find_failures(batches)
    return build(findings, batches, Path(home))


def _profile_of(previous: Mapping[str, Any]) -> Mapping[str, Any]:
    profiled = {name for name, given in previous.items() if isinstance(given, Mapping) and "rows" in given}
    return previous if len(profiled) == len(previous) else profile(as_batches(previous))


def _outcome(finding: Finding, verdict: str | None) -> Outcome:
    return Outcome(
        finding.table,
        finding.name,
        finding.columns,
        finding.description,
        finding.rows,
        finding.failed,
        tuple(finding.row_ids),
        finding.error or verdict,
        tuple(batch for batch, failed in finding.by_batch.items() if failed),
    )
