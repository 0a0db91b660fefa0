"""The command line, as a person sees it."""

import re
import shutil
from pathlib import Path

import polars as pl
import pytest

from tests.pipeline.homes import SEEDS, Published
from tradewire.cli import FAILED, OK, WRONG_USE, main
from tradewire.explain import explain, row_id
from tradewire.schema import TABLES
from tradewire.warehouse import Warehouse

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of a terminal that is wide enough for ids to stay whole."""
    monkeypatch.setenv("COLUMNS", "200")


def test_run_says_what_it_did(home: Path, capsys: Said) -> None:
    assert main(["run", str(SEEDS), "--home", str(home)]) == OK
    said = capsys.readouterr().out
    assert "every batch is up to date" in said
    assert re.search(r"documents +2 *\n", said)
    assert "nothing new to publish" in said


def test_run_of_no_folder_is_refused(tmp_path: Path, capsys: Said) -> None:
    assert main(["run", str(tmp_path / "nowhere"), "--home", str(tmp_path / "home")]) == FAILED
    assert "there is no folder" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("table", ["quotes", "trade_items", "entity_mentions"])
def test_explain_marks_the_words_of_every_row(published: Published, table: str) -> None:
    warehouse = Warehouse(published.home)
    for row in warehouse.read(table).iter_rows(named=True):
        found = explain(warehouse, row_id(table, row))
        assert found.row == row
        for mark in found.marks:
            assert found.text[mark.start : mark.end] == row[mark.label]
            assert any(start < mark.end and mark.start < end for start, end in found.sentences)


def test_explain_prints_the_evidence_and_the_rule(published: Published, capsys: Said) -> None:
    quotes = Warehouse(published.home).read("quotes")
    row = quotes.filter(pl.col("cue").is_not_null() & (pl.col("kind") == "direct")).row(0, named=True)
    assert main(["explain", row["quote_id"], "--home", str(published.home)]) == OK
    said = capsys.readouterr().out
    assert f"[cue: {row['cue']}]" in said
    assert re.search(rf"rule +{re.escape(row['rule'])}", said)
    assert "rights restricted" in said


@pytest.mark.parametrize("wanted", ["nonsense", "0123456789abcdef:m:12-18", "0123456789abcdef:q:1-2:direct"])
def test_explain_of_no_row_says_so(published: Published, wanted: str, capsys: Said) -> None:
    assert main(["explain", wanted, "--home", str(published.home)]) == FAILED
    assert wanted in capsys.readouterr().err


def test_transfers_filters_by_country(published: Published, capsys: Said) -> None:
    assert main(["transfers", "--home", str(published.home), "--supplier", "cn", "--limit", "0"]) == OK
    lines = capsys.readouterr().out.splitlines()[1:]
    wanted = Warehouse(published.home).read("transfers").filter(pl.col("supplier_country") == "CN")
    assert len([line for line in lines if line.startswith("CN")]) == wanted.height > 0


def test_verify_tells_a_sound_release_from_a_tampered_one(
    published: Published, tmp_path: Path, capsys: Said
) -> None:
    assert main(["verify", str(published.release)]) == OK
    copy = tmp_path / published.release.name
    shutil.copytree(published.release, copy)
    file = copy / "quotes/seeds.parquet"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert main(["verify", str(copy)]) == FAILED
    assert "quotes/seeds.parquet" in capsys.readouterr().out


def test_no_command_prints_the_help(capsys: Said) -> None:
    assert main([]) == WRONG_USE
    said = capsys.readouterr().out
    assert all(command in said for command in ("run", "explain", "transfers", "verify"))


def test_ids_in_messages_stay_as_they_are(published: Published, capsys: Said) -> None:
    main(["explain", "0123456789abcdef:m:12-18", "--home", str(published.home)])
    assert "0123456789abcdef:m:12-18" in capsys.readouterr().err


def test_every_table_with_spans_can_be_explained() -> None:
    assert {name for name, table in TABLES.items() if table.spans} - {"sentences"} == {
        "quotes",
        "trade_items",
        "entity_mentions",
    }
