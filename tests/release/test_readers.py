"""One release, opened by the tools that people have: the same rows in each."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow.dataset
import pytest

from tests.release.conftest import NORTH, NOW, SOUTH, corpus, passing_audit
from tradewire.release import Release, publish
from tradewire.schema import TABLES


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    home = tmp_path_factory.mktemp("releases")
    return publish(home, corpus(north=NORTH, south=SOUTH), now=NOW, audit=passing_audit)


def with_polars(folder: Path, table: str) -> int:
    return pl.read_parquet(folder / table / "*.parquet").height


def with_pandas(folder: Path, table: str) -> int:
    pandas = pytest.importorskip("pandas")
    return len(pandas.read_parquet(folder / table))


def with_arrow(folder: Path, table: str) -> int:
    read = pyarrow.dataset.dataset(folder / table, format="parquet").to_table()
    assert read.schema.equals(TABLES[table].arrow_schema())
    for field in read.schema:
        assert field.metadata[b"description"]
    return int(read.num_rows)


def with_duckdb(folder: Path, table: str) -> int:
    duckdb = pytest.importorskip("duckdb")
    return int(duckdb.sql(f"select count(*) from '{folder / table}/*.parquet'").fetchall()[0][0])


def with_datasets(folder: Path, table: str) -> int:
    datasets = pytest.importorskip("datasets")
    cache = folder.parent / "cache"
    return int(datasets.load_dataset(str(folder), table, split="train", cache_dir=str(cache)).num_rows)


def with_croissant(folder: Path, table: str) -> int:
    mlcroissant = pytest.importorskip("mlcroissant")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return len(list(mlcroissant.Dataset(str(folder / "croissant.json")).records(table)))


READERS = [with_polars, with_pandas, with_arrow, with_duckdb, with_datasets, with_croissant]


@pytest.mark.parametrize("read", READERS)
def test_every_table_opens_with_all_its_rows(
    release: Release, read: Callable[[Path, str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    read_rows = {}
    for table, rows in release.rows.items():
        if rows:
            read_rows[table] = read(release.path, table)
    assert read_rows == {table: rows for table, rows in release.rows.items() if rows}


def test_croissant_has_no_complaints_and_says_1_1(release: Release, caplog: pytest.LogCaptureFixture) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    dataset = mlcroissant.Dataset(str(release.path / "croissant.json"))
    assert dataset.metadata.ctx.issues.errors == set()
    assert dataset.metadata.ctx.issues.warnings == set()
    assert "is not standard" not in caplog.text
    assert json.loads((release.path / "croissant.json").read_text())["conformsTo"].endswith("/1.1")
    [first, *_] = dataset.records("transfers")
    assert first["transfers/statuses"][0]["transfers/statuses/claims"] == 1


def test_the_descriptor_is_a_valid_data_package(release: Release) -> None:
    frictionless = pytest.importorskip("frictionless")
    descriptor = json.loads((release.path / "datapackage.json").read_text())
    package = frictionless.Package.from_descriptor(descriptor)  # raises where it is not valid
    assert [resource.name for resource in package.resources] == list(release.tables)


def test_the_card_names_a_config_for_each_table(release: Release) -> None:
    import yaml

    front = (release.path / "README.md").read_text().split("---\n")[1]
    card = yaml.safe_load(front)
    assert [config["config_name"] for config in card["configs"]] == list(release.tables)
    citation = yaml.safe_load((release.path / "CITATION.cff").read_text())
    assert citation["version"] == release.version
