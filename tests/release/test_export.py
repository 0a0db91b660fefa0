"""Exports: CSV without formulas, a DuckDB file with views, FollowTheMoney entities that are valid."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.release.conftest import NORTH, NOW, SOUTH, Text, corpus, passing_audit
from tradewire.export.csv import defused, export_csv
from tradewire.export.duckdb import VIEWS, export_duckdb
from tradewire.export.ftm import export_ftm
from tradewire.release import Release, publish

FORMULA = Text("Eve Dark", "Norland", "Sudria", "=1+1 drones", headline="@SUM(A1) and more")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    home = tmp_path_factory.mktemp("releases")
    return publish(home, corpus(north=NORTH, south=(*SOUTH, FORMULA)), now=NOW, audit=passing_audit)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_that_looks_like_a_formula_is_quoted(sign: str) -> None:
    frame = pl.DataFrame({"text": [f"{sign}1", "plain", None], "number": [-1, 2, 3]})
    assert defused(frame)["text"].to_list() == [f"'{sign}1", "plain", None]
    assert defused(frame)["number"].to_list() == [-1, 2, 3]


def test_every_table_is_written_as_csv(release: Release, tmp_path: Path) -> None:
    written = export_csv(release.path, tmp_path / "csv")
    assert [path.stem for path in written] == list(release.tables)
    for path in written:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == release.rows[path.stem]
        assert not any(value.startswith(("=", "+", "@")) for row in rows for value in row.values())
    assert "'=1+1 drones" in (tmp_path / "csv" / "trade_items.csv").read_text()


def test_the_duckdb_file_has_tables_comments_and_views(release: Release, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = export_duckdb(release.path, tmp_path / "tradewire.duckdb")
    with duckdb.connect(str(path), read_only=True) as database:
        for table, rows in release.rows.items():
            assert database.execute(f"select count(*) from {table}").fetchall() == [(rows,)]
        for view in VIEWS:
            database.execute(f"from {view}").fetchall()
        flows = database.execute("from flows").fetchall()
        assert flows[0][:2] == ("NO", "FI")
        assert len(database.execute("from denials").fetchall()) == 1
        query = "select comment from duckdb_columns() where table_name = 'quotes' and column_name = 'cue'"
        assert database.execute(query).fetchall() == [("The reporting words as written.",)]
    assert export_duckdb(release.path, path) == path


def entities(release: Release, folder: Path) -> list[dict[str, Any]]:
    path = folder / "entities.ftm.json"
    count = export_ftm(release.path, path)
    found = [json.loads(line) for line in path.read_text().splitlines()]
    assert len(found) == count
    return found


def test_people_documents_mentions_and_transfers_become_entities(release: Release, tmp_path: Path) -> None:
    found = entities(release, tmp_path)
    kinds = {
        kind: [one for one in found if one["schema"] == kind] for kind in {one["schema"] for one in found}
    }
    assert {kind: len(ones) for kind, ones in kinds.items()} == {
        "Article": 5,
        "Person": 4,
        "Mention": 5,
        "EconomicActivity": 5,
    }
    ids = {one["id"] for one in found}
    assert len(ids) == len(found)
    for one in [*kinds["Mention"], *kinds["EconomicActivity"]]:
        for name in ("document", "resolved", "proof", "sender", "receiver"):
            assert set(one["properties"].get(name, [])) <= ids
    boats = next(
        one for one in kinds["EconomicActivity"] if "patrol boats" in one["properties"]["goodsDescription"]
    )
    assert boats["properties"]["departureCountry"] == ["no"]
    assert boats["properties"]["description"] == ["planned (1)"]


def test_the_library_accepts_every_entity(release: Release, tmp_path: Path) -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="the extra ftm is not installed")
    for one in entities(release, tmp_path):
        proxy = followthemoney.model.get_proxy(one, cleaned=False)
        assert {name: sorted(values) for name, values in one["properties"].items()} == {
            name: sorted(values) for name, values in proxy.to_dict()["properties"].items()
        }
        proxy.schema.validate(one)
