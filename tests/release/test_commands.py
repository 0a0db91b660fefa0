"""The commands on releases, as a person uses them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.release.conftest import NORTH, NOW, SOUTH, Frames, corpus, passing_audit
from tests.release.web import serve
from tradewire.cli import main
from tradewire.release import publish
from tradewire.warehouse import Warehouse


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    root = tmp_path / "releases"
    old = publish(root, corpus(north=NORTH), now=NOW, audit=passing_audit)
    new = publish(root, corpus(north=NORTH, south=SOUTH), now=NOW + timedelta(days=1), audit=passing_audit)
    return old.path, new.path


def test_verify_says_sound_or_what_is_wrong(
    two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(two[1])]) == 0
    assert "is sound" in capsys.readouterr().out
    with serve(two[1].parent) as address:
        assert main(["verify", address]) == 0
    (two[1] / "README.md").write_text("other")
    assert main(["verify", str(two[1])]) == 1
    assert "README.md: has SHA-256" in capsys.readouterr().out


def test_diff_counts_tells_rows_and_speaks_json(
    two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = map(str, two)
    assert main(["diff", old, new]) == 0
    assert "trade_items" in capsys.readouterr().out
    assert main(["diff", old, new, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["tables"]["trade_items"]["added"] == 2
    assert main(["diff", old, new, "--table", "trade_items"]) == 0
    assert "patrol boats" in capsys.readouterr().out
    assert main(["diff", old, new, "--table", "trades"]) == 1
    assert "neither release has a table 'trades'" in capsys.readouterr().err


def test_fetch_brings_a_release(
    two: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve(two[0].parent) as address:
        assert main(["fetch", address, str(tmp_path / "got")]) == 0
    assert main(["verify", str(tmp_path / "got")]) == 0
    assert main(["fetch", str(tmp_path / "nothing"), str(tmp_path / "x")]) == 1
    assert "no release at" in capsys.readouterr().err


def test_releases_are_listed_and_pruned(two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    root = str(two[0].parent)
    assert main(["releases", root]) == 0
    listed = capsys.readouterr().out
    assert two[0].name in listed
    assert "latest" in listed
    assert main(["releases", root, "--prune", "--keep-last", "1", "--no-keep-monthly", "--dry-run"]) == 0
    assert two[0].is_dir()
    assert main(["releases", root, "--prune", "--keep-last", "1", "--no-keep-monthly"]) == 0
    assert not two[0].exists()
    assert two[1].is_dir()


@pytest.mark.parametrize("form", ["csv", "ftm", "duckdb"])
def test_a_release_is_exported(two: tuple[Path, Path], tmp_path: Path, form: str) -> None:
    if form == "duckdb":
        pytest.importorskip("duckdb")
    assert main(["export", str(two[1]), form, str(tmp_path / form)]) == 0
    assert (tmp_path / form).exists()


def test_publish_goes_where_it_is_told(
    tmp_path: Path, small: Frames, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tradewire.audit.audit", passing_audit)
    assert main(["publish", "--home", str(tmp_path)]) == 1
    assert "holds no documents" in capsys.readouterr().err
    store = Warehouse(tmp_path)
    for table, batches in small.items():
        for batch, rows in batches.items():
            store.write(table, batch, rows.to_arrow())
    place = str(tmp_path / "elsewhere")
    assert main(["publish", "--home", str(tmp_path), "--to", place]) == 0
    assert "published" in capsys.readouterr().out
    assert main(["publish", "--home", str(tmp_path), "--to", place]) == 0
    assert "unchanged since" in capsys.readouterr().out
