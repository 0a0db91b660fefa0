"""What changed against the last release: rows lost, and shares of nulls."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import polars as pl

from tradewire.audit.evaluate import Batches, Finding
from tradewire.schema import TABLES
from tradewire.settings import MAX_NULL_DRIFT, MAX_ROW_LOSS, MIN_DRIFT_ROWS

Profile = dict[str, dict[str, Any]]
"""Table to `{"rows": n, "nulls": {column: n}}`."""


def profile(tables: Batches) -> Profile:
    """Rows of each table and nulls of each nullable column: whole numbers, so they are exact."""
    return summed(profiles(tables), tables)


def profiles(tables: Batches, judged: Mapping[str, Profile] | None = None) -> dict[str, Profile]:
    """The profile of each batch, and of `all` for the tables of the corpus; that of `judged` is known."""
    found: dict[str, Profile] = {}
    for name in TABLES:
        for batch, part in tables.get(name, {}).items():
            known = (judged or {}).get(batch)
            found.setdefault(batch, {})[name] = known[name] if known else _profile(name, part)
    return found


def summed(by_batch: Mapping[str, Profile], tables: Collection[str]) -> Profile:
    """The profile of these tables over all batches."""
    total: Profile = {}
    for name in (name for name in TABLES if name in tables):
        parts = [of[name] for of in by_batch.values() if name in of]
        nulls = {f.name: sum(p["nulls"][f.name] for p in parts) for f in TABLES[name].fields if f.nullable}
        total[name] = {"rows": sum(part["rows"] for part in parts), "nulls": nulls}
    return total


def _profile(name: str, part: pl.LazyFrame) -> dict[str, Any]:
    nulls = {f.name: 0 for f in TABLES[name].fields if f.nullable}
    present = [column for column in part.collect_schema() if column in nulls]
    counts = part.select(pl.len().alias("__len"), pl.col(present).null_count())
    found = counts.collect(engine="streaming").row(0, named=True)
    return {"rows": found.pop("__len"), "nulls": nulls | found}


def drift(now: Profile, previous: Mapping[str, Any]) -> list[Finding]:
    """Rules of drift for each table that the last release had, too."""
    findings = []
    for name, then in previous.items():
        if name in now and name in TABLES:
            findings += [_row_loss(name, now[name], then), _null_drift(name, now[name], then)]
    return findings


def _row_loss(name: str, now: Mapping[str, Any], then: Mapping[str, Any]) -> Finding:
    said = f"no more than {MAX_ROW_LOSS:.0%} of the rows are lost against the last release"
    found = Finding(name, "row_loss", (), said, rows=now["rows"])
    if then["rows"] >= MIN_DRIFT_ROWS and now["rows"] < (1 - MAX_ROW_LOSS) * then["rows"]:
        found.add("all", 0, 1, [f"{then['rows']} rows before, {now['rows']} now"])
    return found


def _null_drift(name: str, now: Mapping[str, Any], then: Mapping[str, Any]) -> Finding:
    said = f"no column's share of nulls moves by more than {MAX_NULL_DRIFT:.0%} against the last release"
    columns = tuple(c for c in now["nulls"] if c in then["nulls"])
    found = Finding(name, "null_drift", columns, said, rows=now["rows"])
    if min(now["rows"], then["rows"]) >= MIN_DRIFT_ROWS:
        for column in columns:
            before, after = then["nulls"][column] / then["rows"], now["nulls"][column] / now["rows"]
            if abs(after - before) > MAX_NULL_DRIFT:
                found.add("all", 0, 1, [f"{column}: {before:.1%} null before, {after:.1%} now"])
    return found
