"""The declarations are consistent with each other, and the data dictionary is fresh."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from tradewire.schema import TABLES
from tradewire.schema.__main__ import main

ROOT = Path(__file__).parents[2]
PUBLISHED = {
    "documents",
    "sentences",
    "entity_mentions",
    "entities",
    "quotes",
    "trade_items",
    "transfers",
    "rejected_documents",
    "failed_extractions",
}


def test_the_published_tables_are_those_of_the_contract():
    assert {name for name, table in TABLES.items() if table.published} == PUBLISHED


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_every_name_in_a_declaration_resolves(table):
    assert len(set(table.columns)) == len(table.columns)
    assert set(table.key) <= set(table.columns)
    assert not any(table[name].nullable for name in table.key)
    for span in table.spans:
        assert {span.text, span.start, span.end} <= set(table.columns)
        assert table[span.start].nullable == table[span.end].nullable
    for pair in table.orderings + table.requires:
        assert set(pair) <= set(table.columns)
    for reference in table.references:
        assert set(reference.columns) <= set(table.columns)
        assert set(reference.target) <= set(TABLES[reference.table].columns)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_the_arrow_schema_carries_nullability_and_descriptions(table):
    schema = table.arrow_schema()
    assert schema.names == list(table.columns)
    assert schema.metadata[b"description"].decode() == table.description
    for field, declared in zip(schema, table.fields, strict=True):
        assert field.nullable == declared.nullable
        assert field.metadata[b"description"].decode() == declared.description
        assert declared.description.strip()


def test_nested_types_are_rendered():
    statuses = TABLES["transfers"].arrow_schema().field("statuses").type
    assert pa.types.is_list(statuses)
    assert [f.name for f in statuses.value_type] == ["status", "claims", "documents"]


def test_an_unknown_column_is_named():
    with pytest.raises(KeyError, match="no column nonsense"):
        TABLES["quotes"]["nonsense"]


def test_the_data_dictionary_is_fresh(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(["--check"]) == 0, "run python -m tradewire.schema"


def test_a_stale_data_dictionary_fails(tmp_path, capsys):
    page = tmp_path / "dictionary.md"
    assert main([str(page)]) == 0
    assert main(["--check", str(page)]) == 0
    page.write_text(page.read_text() + "edited by hand\n")
    assert main(["--check", str(page)]) == 1
    assert "stale" in capsys.readouterr().err
