"""Entities of the corpus: what the documents say of each, put together, and which are the same.

A document decides which of its mentions are one thing and gives it an id; here the ids of all documents are
gathered, and persons whose names are spellings of one are joined through ``canonical_id``.  A reviewer's
judgements (``overrides.csv``: ``entity_id,judgement,other_id`` with ``same`` or ``different``) win.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from tradewire.resolve.variants import block, folded, same_name
from tradewire.schema import TABLES

Pair = tuple[str, str]


class Overrides(NamedTuple):
    """A reviewer's judgements: the first id of a pair in ``same`` takes the second as its canonical one."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


def read_overrides(path: Path) -> Overrides:
    """The judgements of a file, none where there is no file; ValueError names a line that is no judgement."""
    if not path.is_file():
        return Overrides()
    same, different = set(), set()
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            pair = (row.get("entity_id") or "", row.get("other_id") or "")
            if not all(":" in entity_id for entity_id in pair):
                raise ValueError(
                    f"{path} line {number}: entity_id and other_id are ids such as person:ada-moss"
                )
            if row.get("judgement") == "same":
                same.add(pair)
            elif row.get("judgement") == "different":
                different.add(_sorted(*pair))
            else:
                raise ValueError(
                    f"{path} line {number}: judgement is same or different, not {row.get('judgement')!r}"
                )
    return Overrides(frozenset(same), frozenset(different))


def resolve_entities(
    document_entities: pl.DataFrame, documents: pl.DataFrame, overrides: Overrides | None = None
) -> pl.DataFrame:
    """The ``entities`` table, sorted by ``entity_id``.

    ``document_entities`` has a row per document and entity; ``documents`` gives ``document_id`` and
    ``published_on``.  The result does not depend on the order of the rows.
    """
    schema = TABLES["entities"].arrow_schema()
    gathered = _gather(document_entities, documents)
    canonical = canonical_ids(gathered, _together(document_entities), overrides or Overrides())
    rows = [row | {"canonical_id": canonical.get(row["entity_id"])} for row in gathered]
    return pl.DataFrame(rows, schema=pl.DataFrame(pl.from_arrow(schema.empty_table())).schema)


def _gather(document_entities: pl.DataFrame, documents: pl.DataFrame) -> list[dict[str, Any]]:
    """One row per entity id with everything but ``canonical_id``."""
    dated = document_entities.join(
        documents.select("document_id", pl.col("published_on").cast(pl.Date)), on="document_id", how="left"
    )

    lists = ("label", "name", "aliases", "country", "wikidata_id", "roles")
    grouped = dated.group_by("entity_id").agg(
        *(pl.col(column) for column in lists),
        pl.col("mention_count").sum(),
        pl.col("document_id").n_unique().alias("document_count"),
        pl.col("published_on").min().alias("first_published_on"),
        pl.col("published_on").max().alias("last_published_on"),
    )
    return [_row(**row) for row in grouped.sort("entity_id").iter_rows(named=True)]


def _row(name: list[str], aliases: list[list[str]], roles: list[list[str]], **rest: Any) -> dict[str, Any]:
    """What the documents say of one entity, in one row."""
    usual = _usual(name)
    single = {column: _usual(rest.pop(column)) for column in ("label", "country", "wikidata_id")}
    return {
        **rest,
        **single,
        "name": usual,
        "aliases": sorted(set(name).union(*aliases) - {usual}),
        "roles": sorted(set().union(*roles)),
    }


def _usual(values: Iterable[str | None]) -> str | None:
    """The commonest of the values but null, then the longest, then the first in the alphabet."""
    counted = Counter(value for value in values if value is not None)
    return min(counted, key=lambda value: (-counted[value], -len(value), value), default=None)


def _together(document_entities: pl.DataFrame) -> set[Pair]:
    """Pairs of persons' ids that one document spells out as two people."""
    persons = document_entities.filter(pl.col("label") == "PERSON", pl.col("name").str.contains(" "))
    together: set[Pair] = set()
    for ids in persons.group_by("document_id").agg("entity_id")["entity_id"].to_list():
        by_block: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for entity_id in ids:
            by_block[block(entity_id.partition(":")[2].replace("-", " "))].append(entity_id)
        for near in by_block.values():
            together.update(_pairs(near))
    return together


def _pairs(ids: Iterable[str]) -> Iterator[Pair]:
    ordered = sorted(set(ids))
    return ((one, other) for i, one in enumerate(ordered) for other in ordered[i + 1 :])


def _sorted(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def canonical_ids(
    entities: Iterable[dict[str, Any]], together: set[Pair], overrides: Overrides
) -> dict[str, str]:
    """Which entities are judged the same as another: id to the id of the one that stands for them.

    ``together`` are pairs that one document tells apart, so names that differ by an edit are not joined
    (folded alike they still are: one text may spell a name in two ways).
    """
    known = {row["entity_id"]: row for row in entities}
    clusters = {entity_id: {entity_id} for entity_id in known}
    for one, other in _same_people(known, together, overrides):
        joined = clusters[one] | clusters[other]
        if clusters[one] is not clusters[other] and not overrides.different.intersection(_pairs(joined)):
            for entity_id in joined:
                clusters[entity_id] = joined
    chosen = {one: other for one, other in overrides.same if one in known and other in known}
    canonical: dict[str, str] = {}
    for entity_id, cluster in clusters.items():
        targets = {chosen[member] for member in cluster if member in chosen} - chosen.keys()
        best = min(
            targets or cluster, key=lambda i: (-known[i]["mention_count"], -known[i]["document_count"], i)
        )
        if best != entity_id:
            canonical[entity_id] = best
    return canonical


def _same_people(
    known: dict[str, dict[str, Any]], together: set[Pair], overrides: Overrides
) -> Iterator[Pair]:
    """Pairs of ids to join, a reviewer's first."""
    yield from sorted(pair for pair in overrides.same if set(pair) <= known.keys())
    blocks: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for entity_id, row in sorted(known.items()):
        if row["label"] == "PERSON" and " " in row["name"]:
            blocks[block(row["name"])].append(entity_id)
    for ids in blocks.values():
        for one, other in _pairs(ids):
            left, right = known[one]["name"], known[other]["name"]
            if same_name(left, right) and (folded(left) == folded(right) or (one, other) not in together):
                yield one, other
