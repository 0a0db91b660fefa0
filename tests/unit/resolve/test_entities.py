"""Entities of the corpus from the entities of its documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tradewire.resolve.entities import Overrides, read_overrides, resolve_entities
from tradewire.schema import TABLES

EMPTY = pl.DataFrame(pl.from_arrow(TABLES["document_entities"].arrow_schema().empty_table()))
DOCUMENTS = pl.DataFrame(
    {"document_id": ["d1", "d2", "d3"], "published_on": [date(2024, 5, 1), date(2024, 6, 1), None]},
    schema={"document_id": pl.String, "published_on": pl.Date},
)


def person(document: str, name: str, mentions: int = 1, **facts: Any) -> dict[str, Any]:
    row = {
        "document_id": document,
        "entity_id": "person:" + name.lower().replace(" ", "-"),
        "label": "PERSON",
        "name": name,
        "aliases": [name.split()[-1]],
        "country": None,
        "wikidata_id": None,
        "roles": [],
        "mention_count": mentions,
    }
    return row | facts


def resolved(*rows: dict[str, Any], overrides: Overrides | None = None) -> dict[str, dict[str, Any]]:
    frame = resolve_entities(pl.DataFrame(rows, schema=EMPTY.schema), DOCUMENTS, overrides)
    assert frame.columns == list(TABLES["entities"].columns)
    return {row["entity_id"]: row for row in frame.iter_rows(named=True)}


def test_what_documents_say_of_one_entity_is_gathered() -> None:
    found = resolved(
        person("d1", "Ada Moss", 2, roles=["Norland's defence minister"], country="NO"),
        person("d2", "Ada Moss", 3, roles=["minister"], aliases=["Moss", "Mrs Moss"]),
        person("d3", "Ada Moss", 1),
    )["person:ada-moss"]
    assert found["mention_count"] == 6
    assert found["document_count"] == 3
    assert found["roles"] == ["Norland's defence minister", "minister"]
    assert found["aliases"] == ["Moss", "Mrs Moss"]
    assert found["country"] == "NO"
    assert (found["first_published_on"], found["last_published_on"]) == (date(2024, 5, 1), date(2024, 6, 1))


def test_a_variant_takes_the_commoner_spelling_as_canonical() -> None:
    found = resolved(person("d1", "Andrei Belosov"), person("d2", "Andrei Belousov", 4))
    assert found["person:andrei-belosov"]["canonical_id"] == "person:andrei-belousov"
    assert found["person:andrei-belousov"]["canonical_id"] is None


def test_two_people_in_one_document_are_not_joined() -> None:
    found = resolved(person("d1", "Andrei Belosov"), person("d1", "Andrei Belousov", 4))
    assert {row["canonical_id"] for row in found.values()} == {None}


def test_a_reviewer_wins() -> None:
    rows = (person("d1", "Andrei Belosov"), person("d2", "Andrei Belousov", 4), person("d3", "A Belousov"))
    ids = ("person:andrei-belosov", "person:andrei-belousov")
    split = resolved(*rows, overrides=Overrides(different=frozenset({ids})))
    assert {row["canonical_id"] for row in split.values()} == {None}
    merged = resolved(*rows, overrides=Overrides(same=frozenset({("person:a-belousov", ids[0])})))
    assert {merged[i]["canonical_id"] for i in ("person:a-belousov", ids[1])} == {ids[0]}
    assert merged[ids[0]]["canonical_id"] is None


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [
        person(d, n) for d, n in (("d1", "Andrei Belosov"), ("d2", "Andrei Belousov"), ("d3", "Ada Moss"))
    ]
    assert resolved(*rows) == resolved(*reversed(rows))


def test_nothing_gives_an_empty_table() -> None:
    assert resolved() == {}


def test_overrides_are_read(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    assert read_overrides(path) == Overrides()
    path.write_text("entity_id,judgement,other_id\nperson:b,different,person:a\nperson:c,same,person:a\n")
    assert read_overrides(path) == Overrides(
        frozenset({("person:c", "person:a")}), frozenset({("person:a", "person:b")})
    )


@pytest.mark.parametrize("line", ["person:a,merge,person:b", "person:a,same,", "a,same,b"])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text(f"entity_id,judgement,other_id\n{line}\n")
    with pytest.raises(ValueError, match="line 2"):
        read_overrides(path)
