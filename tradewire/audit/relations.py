"""Rules over several rows: unique keys, rows that follow each other, references to other tables.

A relation is checked within a batch where the rows of other batches cannot matter (their ids derive
from the document's, and documents are unique over the corpus), otherwise over the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from tradewire.audit.rules import Expected
from tradewire.schema import Reference, Table

Frames = Mapping[str, pl.LazyFrame]

ELSEWHERE = "elsewhere."
"""Before the name of a table: its rows outside the tables that are judged, which references may mean."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A rule over rows: `failing` gives the rows that break it, with the columns of the key."""

    name: str
    table: str
    columns: tuple[str, ...]
    description: str
    scope: Literal["batch", "corpus"]
    failing: Callable[[Frames], pl.LazyFrame]
    needs: tuple[str, ...] = ()
    expected: Expected | None = None


def declared_relations(table: Table) -> list[Relation]:
    """Unique keys and references of a table, and the order of spans that must not overlap."""
    relations = [_unique(table), *(_reference(table, reference) for reference in table.references)]
    if table.name in ("sentences", "entity_mentions"):
        relations.append(_apart(table))
    return relations


def _unique(table: Table) -> Relation:
    key = list(table.key)

    def failing(frames: Frames) -> pl.LazyFrame:
        counted = frames[table.name].select(key).group_by(key).len("__rows")
        return counted.filter(pl.col("__rows") > 1).select(key)

    by_document = "document_id" in table.columns and table.name != "documents"
    single = len(key) == 1
    expected = Expected(
        "ExpectColumnValuesToBeUnique" if single else "ExpectCompoundColumnsToBeUnique",
        {"column": key[0]} if single else {"column_list": key},
    )
    said = f"{', '.join(key)} names one row"
    scope: Literal["batch", "corpus"] = "batch" if by_document else "corpus"
    return Relation("unique_key", table.name, table.key, said, scope, failing, expected=expected)


def _reference(table: Table, reference: Reference) -> Relation:
    names, target = list(reference.columns), list(reference.target)
    key = [pl.col(name) for name in table.key]
    renamed = [pl.col(name).alias(f"__{name}") for name in names]

    def failing(frames: Frames) -> pl.LazyFrame:
        rows = frames[table.name].select(*key, *renamed)
        if len(names) == 1 and table[names[0]].type.startswith("list<"):
            rows = rows.explode(f"__{names[0]}")
        rows = rows.drop_nulls([f"__{name}" for name in names])
        found = frames[reference.table].select(target)
        if ELSEWHERE + reference.table in frames:
            found = pl.concat([found, frames[ELSEWHERE + reference.table].select(target)])
        lost = rows.join(found, left_on=[f"__{n}" for n in names], right_on=target, how="anti")
        return lost.select(key).unique()

    shown = " and ".join(names)
    within = {"documents", "sentences", "quotes"}
    by_document = "document_id" in table.columns and table.name != "documents"
    return Relation(
        f"resolves_{'_'.join(names)}",
        table.name,
        reference.columns,
        f"{shown} is found in {reference.table}",
        "batch" if by_document and reference.table in within else "corpus",
        failing,
        needs=(reference.table,),
    )


def _apart(table: Table) -> Relation:
    def failing(frames: Frames) -> pl.LazyFrame:
        columns = list(dict.fromkeys((*table.key, "start", "end")))
        ordered = frames[table.name].select(columns).sort(table.key)
        before = pl.col("end").shift(1)
        same = pl.col("document_id") == pl.col("document_id").shift(1)
        return ordered.filter(same & (pl.col("start") < before)).select(table.key)

    return Relation(
        "no_overlap",
        table.name,
        ("start", "end"),
        "rows of a document follow each other and do not overlap",
        "batch",
        failing,
    )
