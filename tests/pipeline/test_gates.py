"""Wrong rows never reach a release: not past the checks, and not past `release` materialised by itself."""

from io import StringIO
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest
from rich.console import Console

import assets.extraction
from assets.home import Home
from pipelines.definitions import build_defs
from pipelines.instance import open_instance
from pipelines.run import run
from tests.pipeline.homes import SEEDS, latest, silent
from tradewire.release import verify
from tradewire.terminal.run import summary
from tradewire.warehouse import Warehouse


def shift_a_quote(rows: pl.DataFrame) -> pl.DataFrame:
    """The first quote moved by one character: its text is no longer what stands at its offsets."""
    by = pl.when(pl.int_range(pl.len()) == 0).then(1).otherwise(0)
    return rows.with_columns((pl.col(name) + by).cast(pl.Int32) for name in ("start", "end"))


def corrupt(home: Path, batch: str = "seeds") -> str:
    """Shift a quote in the warehouse; returns its id."""
    warehouse = Warehouse(home)
    shifted = shift_a_quote(warehouse.read("quotes", batch))
    warehouse.write("quotes", batch, shifted.to_arrow())
    return str(shifted["quote_id"][0])


def test_corrupted_span_is_caught_and_nothing_published(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = latest(home)
    honest = assets.extraction.extract_into

    def faulty(*given: Any) -> None:
        honest(*given)
        corrupt(home)

    monkeypatch.setattr(assets.extraction, "extract_into", faulty)
    (home / "warehouse/quotes/seeds.parquet").unlink()
    outcome = run([], home, silent)
    assert outcome.release is None
    assert latest(home) == before
    (failure,) = outcome.failures
    assert failure.step == "quotes_expectations"


def test_release_alone_over_wrong_rows_publishes_nothing(home: Path) -> None:
    corrupt(home)
    before = latest(home)
    job = build_defs(home=Home(path=str(home))).resolve_job_def("publish")
    with open_instance(home) as instance:
        done = job.execute_in_process(
            instance=instance, asset_selection=[dg.AssetKey("release")], raise_on_error=False
        )
    assert not done.success
    assert latest(home) == before


def test_wrong_rows_stop_the_next_run_and_are_named(home: Path) -> None:
    row = corrupt(home)
    before = latest(home)
    outcome = run([SEEDS], home, silent)
    assert outcome.release is None
    (failure,) = outcome.failures
    assert failure.step == "release"
    assert row in failure.reason
    assert latest(home) == before


def test_a_broken_new_batch_is_held_back_and_the_other_published(
    home: Path, extra: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = tmp_path / "spoilt"
    spoilt.mkdir()
    (spoilt / "trucks.txt").write_text(
        "“We have sold 20 trucks to Chile,” said Ada Moss.\n", encoding="utf-8"
    )
    honest = assets.extraction.extract_into

    def faulty(warehouse: Warehouse, batch: str, *given: Any) -> None:
        honest(warehouse, batch, *given)
        if batch == "spoilt":
            corrupt(home, batch)

    monkeypatch.setattr(assets.extraction, "extract_into", faulty)
    outcome = run([extra, spoilt], home, silent)
    assert outcome.release and outcome.release["new"], outcome.failures
    assert outcome.release["rows"]["documents"] == 3
    assert list(outcome.release["held_back"]) == ["spoilt"]
    assert [failed.batch for failed in outcome.failures] == ["spoilt"]
    release = Path(outcome.release["folder"])
    assert verify(release) == []
    assert "- `spoilt` breaks quotes." in (release / "README.md").read_text(encoding="utf-8")
    shown = StringIO()
    Console(file=shown, width=200).print(summary(outcome, home))
    assert "batch spoilt is held back from the release: it breaks quotes." in shown.getvalue()
