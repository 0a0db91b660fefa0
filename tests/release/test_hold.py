"""A new batch that is broken or unfinished is held back and named; what was published is never taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.release.conftest import NORTH, NOW, SOUTH, Frames, corpus, passing_audit
from tradewire.audit import AuditReport, audit
from tradewire.release import AuditFailed, publish, verify


def of_north(_: Mapping[str, Any]) -> Mapping[str, pl.DataFrame]:
    """The tables of the corpus as they are without the other batch."""
    found = corpus(north=NORTH)
    return {name: found[name]["all"] for name in ("entities", "transfers")}


def polars_audit(tables: Mapping[str, Any], previous: Any = None) -> AuditReport:
    return audit(tables, previous=previous, expectations=False)


@pytest.fixture
def broken() -> Frames:
    """Two batches, of which `south` has a quote that nobody said."""
    frames = corpus(north=NORTH, south=SOUTH)
    frames["quotes"]["south"] = frames["quotes"]["south"].with_columns(
        pl.col("text").str.replace("sent", "kept")
    )
    return frames


def test_a_broken_new_batch_is_held_back_and_named(tmp_path: Path, broken: Frames) -> None:
    said: list[str] = []
    release = publish(tmp_path, broken, now=NOW, audit=polars_audit, resolve=of_north, say=said.append)
    assert release.rows["documents"] == len(NORTH)
    (reason,) = {release.held_back[batch] for batch in release.held_back}
    assert list(release.held_back) == ["south"] and reason.startswith("breaks quotes.evidence_text")
    assert said == [f"batch south is held back: it {reason}"]
    assert json.loads((release.path / "datapackage.json").read_text())["held_back"] == {"south": reason}
    assert f"- `south` {reason}" in (release.path / "README.md").read_text()
    assert verify(release.path) == []
    alone = publish(tmp_path / "alone", corpus(north=NORTH), now=NOW, audit=passing_audit)
    assert alone.digest == release.digest and not alone.held_back


def test_it_comes_with_the_next_release_once_it_is_mended(
    tmp_path: Path, broken: Frames, small: Frames
) -> None:
    publish(tmp_path, broken, now=NOW, audit=polars_audit, resolve=of_north)
    again = publish(tmp_path, broken, now=NOW + timedelta(hours=1), audit=polars_audit, resolve=of_north)
    assert not again.is_new and list(again.held_back) == ["south"]
    mended = publish(tmp_path, small, now=NOW + timedelta(hours=2), audit=polars_audit)
    assert mended.is_new and not mended.held_back
    assert mended.rows["documents"] == len(NORTH) + len(SOUTH)


def test_a_new_batch_that_was_not_extracted_is_held_back(tmp_path: Path, small: Frames) -> None:
    del small["quotes"]["south"], small["trade_items"]["south"]
    release = publish(tmp_path, small, now=NOW, audit=passing_audit, resolve=of_north)
    assert dict(release.held_back) == {"south": "has no quotes, trade_items"}
    assert verify(release.path) == []


def test_a_batch_that_was_published_is_never_taken_back(
    tmp_path: Path, small: Frames, broken: Frames
) -> None:
    publish(tmp_path, small, now=NOW, audit=polars_audit)
    with pytest.raises(AuditFailed):
        publish(tmp_path, broken, now=NOW + timedelta(hours=1), audit=polars_audit, resolve=of_north)


def test_where_every_batch_is_broken_nothing_is_published(tmp_path: Path, broken: Frames) -> None:
    for table in ("entities", "transfers"):
        broken[table] = corpus(south=SOUTH)[table]
    alone = {name: {b: f for b, f in of.items() if b != "north"} for name, of in broken.items()}
    with pytest.raises(AuditFailed):
        publish(tmp_path, alone, now=NOW, audit=polars_audit)
    assert not (tmp_path / "latest.json").exists()
