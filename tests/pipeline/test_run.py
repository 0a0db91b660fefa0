"""`tradewire run`: the whole job in a fresh home, again in the same home, and with one more document."""

from pathlib import Path

import dagster as dg
import polars as pl
import pytest

import assets.batches
from assets.home import Home
from pipelines.due import due_batches
from pipelines.instance import open_instance
from pipelines.run import run
from tests.pipeline.homes import SEEDS, Published, publish_seeds, releases, silent
from tradewire.release import verify
from tradewire.schema import TABLES


def parquet_of(release: Path) -> dict[str, bytes]:
    return {str(p.relative_to(release)): p.read_bytes() for p in sorted(release.rglob("*.parquet"))}


def beside(release: Path) -> dict[str, bytes]:
    """What stands beside the tables and names no version, time, or release before."""
    found = [release / "validation/batches.json", *release.glob("page/*/*"), release / "quality.json"]
    return {str(p.relative_to(release)): p.read_bytes() for p in sorted(found)}


def states(home: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file in the warehouse: a file that was written again has others."""
    root = home / "warehouse"
    return {
        str(p.relative_to(root)): (p.stat().st_ino, p.stat().st_mtime_ns)
        for p in sorted(root.rglob("*.parquet"))
    }


def test_seeds_make_a_sound_release(published: Published) -> None:
    assert verify(published.release) == []
    assert published.outcome.failures == []
    rows = published.outcome.release["rows"] if published.outcome.release else {}
    assert set(rows) == {name for name, table in TABLES.items() if table.published}
    assert rows["documents"] == 2
    assert rows["rejected_documents"] == 0
    for name in ("sentences", "entity_mentions", "entities", "quotes", "trade_items", "transfers"):
        assert rows[name] > 0, name


def test_release_withholds_restricted_text(published: Published) -> None:
    documents = pl.read_parquet(published.release / "documents/seeds.parquet")
    assert documents["rights"].to_list() == ["restricted", "restricted"]
    assert documents["text"].null_count() == 2
    assert sorted(documents["publisher"]) == ["Al Jazeera", "Financial Times"]


def test_run_stands_in_dagsters_records(published: Published) -> None:
    with open_instance(published.home) as instance:
        (one,) = instance.get_runs()
        assert (one.job_name, one.status) == ("refresh", dg.DagsterRunStatus.SUCCESS)
        assert one.tags["dagster/partition"] == "seeds"
        assert instance.get_latest_materialization_event(dg.AssetKey("release"))


def test_two_fresh_homes_give_the_same_bytes(published: Published, tmp_path: Path) -> None:
    other = publish_seeds(tmp_path / "other")
    assert parquet_of(other.release) == parquet_of(published.release)


def test_second_run_publishes_nothing_new(home: Path, published: Published) -> None:
    before, warehouse = releases(home), states(home)
    again = publish_seeds(home).outcome
    assert again.due == []
    assert again.release is not None
    assert again.release["new"] is False
    assert again.release["version"] == published.release.name
    assert releases(home) == before
    assert states(home) == warehouse


def test_one_more_document_rewrites_its_batch_and_the_corpus(home: Path, extra: Path) -> None:
    before, warehouse = releases(home), states(home)
    outcome = run([extra], home, silent)
    assert [(one.batch, one.reason) for one in outcome.due] == [("extra", "new")]
    assert outcome.release is not None, outcome.failures
    assert outcome.release["new"] is True
    assert outcome.release["rows"]["documents"] == 3
    assert len(releases(home)) == len(before) + 1
    after = states(home)
    written = {path for path, state in after.items() if warehouse.get(path) != state}
    batch = {f"{name}/extra.parquet" for name, table in TABLES.items() if table.level != "corpus"}
    assert batch <= written <= batch | {"entities/all.parquet", "transfers/all.parquet"}


def test_a_batch_added_later_gives_the_bytes_of_a_fresh_home(home: Path, extra: Path, tmp_path: Path) -> None:
    later = run([extra], home, silent)
    fresh = run([SEEDS, extra], tmp_path / "fresh", silent)
    assert later.release and fresh.release
    folders = [Path(outcome.release["folder"]) for outcome in (later, fresh) if outcome.release]
    grown, whole = [parquet_of(folder) | beside(folder) for folder in folders]
    assert grown == whole
    assert verify(folders[0]) == []


def test_document_added_to_a_batch_makes_it_due(home: Path) -> None:
    (home / "landing/seeds/second.txt").write_text("Chile bought 20 trucks from Brazil.\n", encoding="utf-8")
    with open_instance(home) as instance:
        due = due_batches(instance, Home(path=str(home)))
    assert [(one.batch, one.reason) for one in due] == [("seeds", "changed in the landing zone")]


def test_other_rules_make_every_batch_due(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = assets.batches.rules_version
    newer = {"extraction": "000000000000"}
    monkeypatch.setattr(assets.batches, "rules_version", lambda stage: newer.get(stage) or honest(stage))
    with open_instance(home) as instance:
        due = due_batches(instance, Home(path=str(home)))
    assert [(one.batch, one.reason) for one in due] == [("seeds", "extracted by older rules")]


def test_empty_home_publishes_nothing(tmp_path: Path) -> None:
    outcome = run([], tmp_path / "empty", silent)
    assert outcome.release is None
    assert outcome.failures


def test_lost_table_makes_its_batch_due(home: Path) -> None:
    (home / "warehouse/quotes/seeds.parquet").unlink()
    with open_instance(home) as instance:
        due = due_batches(instance, Home(path=str(home)))
    assert [(one.batch, one.reason) for one in due] == [("seeds", "missing in the warehouse")]
