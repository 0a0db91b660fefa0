"""The promises of publishing: whole or not at all, the same for the same, linked where unchanged."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from tests.release.conftest import NORTH, NOW, SOUTH, Frames, Passed, Text, corpus, passing_audit
from tradewire.release import (
    STEPS,
    AuditFailed,
    IncompleteWarehouse,
    NothingToPublish,
    VerificationFailed,
    publish,
    verify,
)
from tradewire.release.layout import files_of, is_version, version_time
from tradewire.rules_version import rules_version
from tradewire.schema import TABLES
from tradewire.warehouse import Warehouse

PUBLISHED = [name for name, table in TABLES.items() if table.published]


def warehouse(home: Path, frames: Frames) -> Warehouse:
    store = Warehouse(home)
    for table, batches in frames.items():
        for batch, rows in batches.items():
            store.write(table, batch, rows.to_arrow())
    return store


def parquet(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in files_of(folder) if path.endswith(".parquet")}


def test_a_release_verifies_and_holds_every_table(tmp_path: Path, small: Frames) -> None:
    release = publish(tmp_path, small, now=NOW, audit=passing_audit)
    assert release.is_new
    assert verify(release.path) == []
    assert is_version(release.version)
    assert version_time(release.version) == NOW
    assert release.version.endswith(release.digest[:7])
    assert json.loads((tmp_path / "latest.json").read_text()) == {"version": release.version}
    assert list(release.tables) == PUBLISHED
    expected = {
        f"{name}/{batch}.parquet"
        for name in PUBLISHED
        for batch in (["all"] if TABLES[name].level == "corpus" else ["north", "south"])
    }
    assert set(parquet(release.path)) == expected


def test_sums_are_in_the_form_that_sha256sum_checks(tmp_path: Path, small: Frames) -> None:
    release = publish(tmp_path, small, now=NOW, audit=passing_audit)
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=release.path, check=False)
    assert done.returncode == 0


def test_two_homes_give_the_same_bytes(tmp_path: Path, small: Frames) -> None:
    first = publish(tmp_path / "a", warehouse(tmp_path / "h1", small), now=NOW, audit=passing_audit)
    second = publish(tmp_path / "b", small, now=NOW + timedelta(days=1), audit=passing_audit)
    assert parquet(first.path) == parquet(second.path)
    assert first.digest == second.digest


def test_unchanged_content_publishes_nothing(tmp_path: Path, small: Frames) -> None:
    first = publish(tmp_path, small, now=NOW, audit=passing_audit)
    before = sorted(files_of(tmp_path))
    second = publish(tmp_path, small, now=NOW + timedelta(days=1), audit=passing_audit)
    assert not second.is_new
    assert second.version == first.version
    assert sorted(files_of(tmp_path)) == before


def test_an_unchanged_part_is_linked_and_a_changed_one_written(tmp_path: Path, small: Frames) -> None:
    store = warehouse(tmp_path, small)
    first = publish(tmp_path / "releases", store, now=NOW, audit=passing_audit)
    more = corpus(north=NORTH, south=(*SOUTH, Text("Di Roe", "Norland", "Estmark", "radios", "sensors_c4")))
    store = warehouse(tmp_path, more)
    second = publish(tmp_path / "releases", store, now=NOW + timedelta(hours=1), audit=passing_audit)
    assert second.is_new
    same = {path for path in parquet(second.path) if (first.path / path).samefile(second.path / path)}
    changed = set(parquet(second.path)) - same
    assert changed == {
        *(
            f"{name}/south.parquet"
            for name in PUBLISHED
            if TABLES[name].level == "batch" and name not in ("rejected_documents", "failed_extractions")
        ),
        "entities/all.parquet",
        "transfers/all.parquet",
    }
    assert verify(first.path) == []
    assert verify(second.path) == []


def test_a_damaged_part_of_the_last_release_is_written_anew_not_linked(tmp_path: Path, small: Frames) -> None:
    store = warehouse(tmp_path, small)
    first = publish(tmp_path / "releases", store, now=NOW, audit=passing_audit)
    damaged = first.path / "quotes" / "north.parquet"
    damaged.chmod(0o644)
    damaged.write_bytes(b"PAR1 no longer")
    more = corpus(north=NORTH, south=SOUTH[:1])
    store = warehouse(tmp_path, more)
    second = publish(tmp_path / "releases", store, now=NOW + timedelta(hours=1), audit=passing_audit)
    assert verify(second.path) == []


def test_full_text_leaves_only_where_rights_are_open(tmp_path: Path, small: Frames) -> None:
    release = publish(tmp_path, small, now=NOW, audit=passing_audit)
    documents = pl.read_parquet(release.path / "documents" / "*.parquet")
    assert set(documents.filter(pl.col("text").is_null())["rights"]) == {"restricted"}
    assert set(documents.filter(pl.col("text").is_not_null())["rights"]) == {"open"}
    closed = documents.filter(pl.col("rights") != "open")["document_id"].to_list()
    sentences = pl.read_parquet(release.path / "sentences" / "*.parquet")
    with_text = sentences.filter(pl.col("text").is_not_null())
    assert not set(with_text["document_id"]) & set(closed)
    assert with_text.height == 6


def test_the_audit_sees_exactly_what_is_published_and_the_texts(tmp_path: Path, small: Frames) -> None:
    seen: dict[str, pl.DataFrame] = {}

    def audit(tables: dict[str, dict[str, pl.LazyFrame]], previous: object = None) -> Passed:
        seen.update({name: pl.concat(batches.values()).collect() for name, batches in tables.items()})
        return Passed()

    release = publish(tmp_path, small, now=NOW, audit=audit)
    assert list(seen) == PUBLISHED
    for name, frame in seen.items():
        hidden = [field.name for field in TABLES[name].fields if field.withheld]
        published = pl.read_parquet(release.path / name / "*.parquet")
        assert frame.drop(hidden).equals(published.drop(hidden))
    assert seen["documents"]["text"].null_count() == 0
    assert seen["sentences"]["text"].null_count() == 0


def test_a_failed_audit_publishes_nothing(tmp_path: Path, small: Frames) -> None:
    first = publish(tmp_path, small, now=NOW, audit=passing_audit)
    before = sorted(files_of(tmp_path))
    other = corpus(north=NORTH[:1])
    with pytest.raises(AuditFailed):
        publish(tmp_path, other, now=NOW, audit=lambda tables, previous=None: Passed(passed=False))
    assert sorted(files_of(tmp_path)) == before
    assert json.loads((tmp_path / "latest.json").read_text()) == {"version": first.version}


def test_a_staged_tree_that_does_not_verify_is_not_published(tmp_path: Path, small: Frames) -> None:
    quotes = small["quotes"]["north"].with_columns(pl.lit("person:nobody").alias("speaker_entity_id"))
    small["quotes"]["north"] = quotes
    with pytest.raises(VerificationFailed, match="broken reference"):
        publish(tmp_path, small, now=NOW, audit=passing_audit)
    assert not (tmp_path / "latest.json").exists()


def test_an_empty_or_unfinished_warehouse_is_said_to_be_so(tmp_path: Path, small: Frames) -> None:
    with pytest.raises(NothingToPublish):
        publish(tmp_path, {}, audit=passing_audit)
    alone = corpus(south=SOUTH)
    del alone["quotes"]["south"]
    with pytest.raises(IncompleteWarehouse, match="every batch is held back, as south"):
        publish(tmp_path, alone, audit=passing_audit)
    publish(tmp_path, small, now=NOW, audit=passing_audit)
    del small["quotes"]["south"]
    with pytest.raises(IncompleteWarehouse, match="south has no quotes"):
        publish(tmp_path, small, audit=passing_audit)


_KILLED = """
import os, sys
sys.path.insert(0, {root!r})
from tests.release.conftest import NORTH, NOW, SOUTH, corpus, passing_audit
from tradewire.release import publish
def hook(step):
    if step == {step!r}:
        os._exit(9)
publish({releases!r}, corpus(north=NORTH, south=SOUTH), now=NOW, audit=passing_audit, hook=hook)
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_publisher_killed_at_any_step_leaves_the_last_release_and_a_rerun_succeeds(
    tmp_path: Path, small: Frames, step: str
) -> None:
    first = publish(tmp_path, corpus(north=NORTH), now=NOW - timedelta(days=1), audit=passing_audit)
    root = str(Path(__file__).parents[2])
    script = _KILLED.format(root=root, step=step, releases=str(tmp_path))
    killed = subprocess.run([sys.executable, "-c", script], check=False, cwd=root)
    assert killed.returncode == 9
    assert json.loads((tmp_path / "latest.json").read_text()) == {"version": first.version}
    assert verify(first.path) == []

    again = publish(tmp_path, small, now=NOW + timedelta(hours=1), audit=passing_audit)
    assert again.is_new
    assert json.loads((tmp_path / "latest.json").read_text()) == {"version": again.version}
    assert verify(again.path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [".lock", "catalog.json", "index.html", "latest.json", first.version, again.version]
    )
    catalog = json.loads((tmp_path / "catalog.json").read_text())
    assert [entry["version"] for entry in catalog["releases"]] == [again.version, first.version]
    assert not publish(tmp_path, small, now=NOW + timedelta(hours=2), audit=passing_audit).is_new


def test_two_publishers_at_once_make_one_release(tmp_path: Path, small: Frames) -> None:
    found = []

    def run(hours: int) -> None:
        found.append(publish(tmp_path, small, now=NOW + timedelta(hours=hours), audit=passing_audit))

    threads = [threading.Thread(target=run, args=(hours,)) for hours in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({release.version for release in found}) == 1
    assert [release.is_new for release in found].count(True) == 1
    assert verify(found[0].path) == []


def test_two_publishing_processes_make_one_release(tmp_path: Path, small: Frames) -> None:
    root = str(Path(__file__).parents[2])
    script = _KILLED.format(root=root, step="never", releases=str(tmp_path))
    processes = [subprocess.Popen([sys.executable, "-c", script], cwd=root) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    (release,) = [path for path in tmp_path.iterdir() if path.is_dir()]
    assert json.loads((tmp_path / "latest.json").read_text()) == {"version": release.name}
    assert verify(release) == []
    assert len(json.loads((tmp_path / "catalog.json").read_text())["releases"]) == 1


def test_a_clock_set_back_makes_no_release_older_than_the_last(tmp_path: Path, small: Frames) -> None:
    said: list[str] = []
    first = publish(tmp_path, corpus(north=NORTH), now=NOW, audit=passing_audit)
    set_back = NOW - timedelta(days=400)
    second = publish(tmp_path, small, now=set_back, audit=passing_audit, say=said.append)
    assert second.is_new
    assert version_time(second.version) == version_time(first.version) + timedelta(seconds=1)
    assert "the clock stands at 2025" in said[0]
    catalog = json.loads((tmp_path / "catalog.json").read_text())
    assert [entry["version"] for entry in catalog["releases"]] == [second.version, first.version]
    assert not publish(tmp_path, small, now=set_back, audit=passing_audit).is_new


def test_a_release_states_its_quality_with_the_version_of_its_rules(tmp_path: Path, small: Frames) -> None:
    figure = {"figure": "quotes", "precision": 0.9, "recall": 0.8, "f1": 0.847, "gold": 40, "found": 36}
    quality = {"documents": 24, "figures": [figure]}
    release = publish(tmp_path, small, now=NOW, audit=passing_audit, quality=quality)
    stated = json.loads((release.path / "quality.json").read_text())
    assert stated["figures"] == [figure]
    assert stated["rules"] == rules_version("extraction")
    assert "| quotes | 0.90 | 0.80 | 0.85 | 40 |" in (release.path / "README.md").read_text()
    assert "How good it is" in (release.path / "index.html").read_text()


def test_the_set_of_files_is_exact(tmp_path: Path, small: Frames) -> None:
    release = publish(tmp_path, small, now=NOW, audit=passing_audit)
    beside = {path for path in files_of(release.path) if not path.endswith((".parquet", ".js"))}
    assert beside == {
        "CHANGELOG.md",
        "CITATION.cff",
        "README.md",
        "SHA256SUMS",
        "croissant.json",
        "data-dictionary.md",
        "datapackage.json",
        "index.html",
        "page/style.css",
        "validation/index.html",
        "validation/summary.json",
    }


def test_the_real_audit_stops_a_corrupted_span_and_passes_what_is_sound(
    tmp_path: Path, small: Frames
) -> None:
    release = publish(tmp_path, small, now=NOW)
    assert "rules hold" in (release.path / "index.html").read_text()
    assert len(json.loads((release.path / "validation" / "summary.json").read_text())["outcomes"]) > 100
    broken = corpus(north=NORTH, south=SOUTH)
    shifted = broken["quotes"]["south"].with_columns(pl.col("text").str.replace("sent", "kept"))
    broken["quotes"]["south"] = shifted
    with pytest.raises(AuditFailed) as failure:
        publish(tmp_path, broken, now=NOW + timedelta(hours=1))
    wrong = [one for one in failure.value.report.to_dict()["outcomes"] if not one["passed"]]
    assert {one["table"] for one in wrong} == {"quotes"}
    assert json.loads((tmp_path / "latest.json").read_text()) == {"version": release.version}
