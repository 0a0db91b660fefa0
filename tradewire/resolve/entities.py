"""Entities of the corpus: what the documents say of each, put together, and which are the same.

A document decides which of its mentions are one thing and gives it an id; here the ids of all documents are
gathered, and persons whose names are spellings of one are joined through ``canonical_id``.  A reviewer's
judgements (``overrides.csv``: ``entity_id,judgement,other_id`` with ``same`` or ``different``) win.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import polars as pl

from tradewire.resolve.variants import folded, variants
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
    document_entities: pl.DataFrame | pl.LazyFrame,
    documents: pl.DataFrame | pl.LazyFrame,
    overrides: Overrides | None = None,
) -> pl.DataFrame:
    """The ``entities`` table, sorted by ``entity_id``.

    ``document_entities`` has a row per document and entity; ``documents`` gives ``document_id`` and
    ``published_on``.  The result does not depend on the order of the rows.
    """
    schema = pl.DataFrame(pl.from_arrow(TABLES["entities"].arrow_schema().empty_table())).schema
    said = document_entities.lazy()
    gathered = _gather(said, documents.lazy())
    canonical = canonical_ids(gathered, said, overrides or Overrides())
    joined = gathered.with_columns(
        pl.col("entity_id")
        .replace_strict(canonical, default=None, return_dtype=pl.String)
        .alias("canonical_id")
        if canonical
        else pl.lit(None, pl.String).alias("canonical_id")
    )
    return joined.select(schema.names()).cast(schema)


def _gather(said: pl.LazyFrame, documents: pl.LazyFrame) -> pl.DataFrame:
    """One row per entity id with everything but ``canonical_id``, sorted."""
    dated = said.select("document_id", "entity_id", "mention_count").join(
        documents.select("document_id", pl.col("published_on").cast(pl.Date)), on="document_id", how="left"
    )
    gathered = dated.group_by("entity_id").agg(
        pl.col("mention_count").sum(),
        pl.col("document_id").n_unique().alias("document_count"),
        pl.col("published_on").min().alias("first_published_on"),
        pl.col("published_on").max().alias("last_published_on"),
    )
    for column in ("label", "name", "country", "wikidata_id"):
        gathered = gathered.join(_usual(said, column), on="entity_id", how="left")
    names = said.select("entity_id", pl.col("name").alias("aliases"))
    aliases = pl.concat([names, _members(said, "aliases")]).join(_usual(said, "name"), on="entity_id")
    others = aliases.filter(pl.col("aliases") != pl.col("name"))
    for column, members in (("aliases", others), ("roles", _members(said, "roles"))):
        together = members.group_by("entity_id").agg(pl.col(column).unique().sort())
        gathered = gathered.join(together, on="entity_id", how="left").with_columns(
            pl.col(column).fill_null([])
        )
    return gathered.sort("entity_id").collect()


def _usual(said: pl.LazyFrame, column: str) -> pl.LazyFrame:
    """By entity the commonest of the values but null, then the longest, then the first in the alphabet."""
    counted = said.select("entity_id", column).drop_nulls(column).group_by("entity_id", column).len("_times")
    best = [-pl.col("_times").cast(pl.Int64), -pl.col(column).str.len_chars().cast(pl.Int64), pl.col(column)]
    return counted.group_by("entity_id").agg(pl.col(column).sort_by(best).first())


def _members(said: pl.LazyFrame, column: str) -> pl.LazyFrame:
    """By entity the members of a list, one a row."""
    return said.select("entity_id", column).explode(column).drop_nulls(column)


def canonical_ids(entities: pl.DataFrame, said: pl.LazyFrame, overrides: Overrides) -> dict[str, str]:
    """Which entities are judged the same as another: id to the id of the one that stands for them.

    A document that spells out two persons tells them apart, so names that differ by an edit are not joined
    then (folded alike they still are: one text may spell a name in two ways).
    """
    judged = {entity_id for pair in overrides.same for entity_id in pair}
    known = _among(entities, judged)
    clusters = _Clusters(overrides.different)
    for one, other in sorted(pair for pair in overrides.same if set(pair) <= known.keys()):
        clusters.join(one, other)
    for one, other in _same_people(entities, said):
        clusters.join(one, other)
    rank = _among(entities, clusters.members())
    chosen = {one: other for one, other in overrides.same if one in known and other in known}
    canonical: dict[str, str] = {}
    for cluster in clusters.joined():
        targets = {chosen[member] for member in cluster if member in chosen} - chosen.keys()
        best = min(targets or cluster, key=rank.__getitem__)
        canonical |= dict.fromkeys((member for member in cluster if member != best), best)
    return canonical


def _among(entities: pl.DataFrame, ids: Collection[str]) -> dict[str, tuple[int, int, str]]:
    """Those of the ids that are there, with what the more usual one is chosen by: the least comes first."""
    there = entities.join(pl.DataFrame({"entity_id": list(ids)}, {"entity_id": pl.String}), on="entity_id")
    rows = there.select("entity_id", "mention_count", "document_count").iter_rows()
    return {entity_id: (-mentions, -documents, entity_id) for entity_id, mentions, documents in rows}


class _Clusters:
    """Ids joined step by step, except where that would bring together two that are told apart."""

    def __init__(self, different: Iterable[Pair]) -> None:
        self._of: dict[str, list[str]] = {}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in different:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def join(self, one: str, other: str) -> None:
        larger, smaller = (self._of.setdefault(i, [i]) for i in (one, other))
        if larger is smaller:
            return
        if len(larger) < len(smaller):
            larger, smaller = smaller, larger
        if self._apart and any(not self._apart[i].isdisjoint(larger) for i in smaller if i in self._apart):
            return
        larger += smaller
        self._of |= dict.fromkeys(smaller, larger)

    def members(self) -> Collection[str]:
        """Every id that was asked about."""
        return self._of.keys()

    def joined(self) -> Iterator[list[str]]:
        """Every cluster of more than one."""
        return iter({id(of): of for of in self._of.values() if len(of) > 1}.values())


def _same_people(entities: pl.DataFrame, said: pl.LazyFrame) -> Iterator[Pair]:
    """Pairs of persons' ids whose full names are spellings of one, sorted; first those that fold alike."""
    persons = entities.filter(pl.col("label") == "PERSON", pl.col("name").str.contains(" ", literal=True))
    words = [folded(name) for name in persons["name"]]
    ids = persons.select("entity_id", pl.Series("folded", [" ".join(of) for of in words], pl.String))
    grouped = ids.filter(pl.col("folded") != "").group_by("folded").agg("entity_id")
    alike = grouped.filter(pl.col("entity_id").list.len() > 1)["entity_id"].to_list()
    yield from sorted(pair for of in alike for pair in combinations(sorted(of), 2))
    near = (
        variants(words)
        .join(ids.rename({"folded": "one", "entity_id": "left"}), on="one")
        .join(ids.rename({"folded": "other", "entity_id": "right"}), on="other")
        .select(
            pl.min_horizontal("left", "right").alias("one"), pl.max_horizontal("left", "right").alias("other")
        )
        .unique()
    )
    apart = _together(near.lazy(), said)
    yield from near.join(apart, on=["one", "other"], how="anti").sort("one", "other").iter_rows()


def _together(pairs: pl.LazyFrame, said: pl.LazyFrame) -> pl.DataFrame:
    """Those of the pairs that one document spells out as two people."""
    persons = said.filter(pl.col("label") == "PERSON", pl.col("name").str.contains(" ", literal=True))
    there = persons.select("entity_id", "document_id")
    met = pairs.join(there, left_on="one", right_on="entity_id").join(
        there, left_on=["other", "document_id"], right_on=["entity_id", "document_id"], how="semi"
    )
    return met.select("one", "other").unique().collect()


def _sorted(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
