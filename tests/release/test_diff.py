"""What changed between releases: counted, row by row, told in the changelog; the schema's version kept."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.release.conftest import NORTH, NOW, SOUTH, Frames, Passed, Text, corpus, passing_audit
from tradewire.release import Policy, SchemaBroken, diff, diff_rows, publish, render_rows, verify
from tradewire.release.schema_change import check_version, schema_changes

LATER = NOW + timedelta(days=1)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """A release, and one with a document more, one less and a status changed."""
    old = publish(tmp_path, corpus(north=NORTH, south=SOUTH), now=NOW, audit=passing_audit)
    frames = corpus(
        north=NORTH, south=(SOUTH[0], Text("Di Roe", "Norland", "Estmark", "=radios", "sensors_c4"))
    )
    changed = frames["trade_items"]["south"].with_columns(
        pl.when(pl.col("text") == "artillery shells")
        .then(pl.lit("alleged"))
        .otherwise(pl.col("status"))
        .alias("status")
    )
    frames["trade_items"]["south"] = changed
    return old.path, publish(tmp_path, frames, now=LATER, audit=passing_audit).path


def test_rows_added_removed_and_changed_are_counted(two: tuple[Path, Path]) -> None:
    found = diff(*two)
    items = found.tables["trade_items"]
    assert (items.added, items.removed, items.changed) == (1, 1, 1)
    assert items.columns == {"status": 1}
    assert found.tables["rejected_documents"].added == 0
    assert found.schema == []
    assert "trade_items" in found.to_text()
    assert json.loads((two[1] / "changes.json").read_text()) == json.loads(json.dumps(found.to_dict()))


def test_rows_are_told_one_by_one(two: tuple[Path, Path]) -> None:
    rows = diff_rows(*two, "trade_items")
    assert sorted(rows["change"]) == ["added", "changed", "removed"]
    changed = rows.filter(pl.col("change") == "changed").row(0, named=True)
    assert (changed["column"], changed["old"], changed["new"]) == ("status", "denied", "alleged")
    assert "status: denied → alleged" in render_rows(rows, "table")
    assert len(render_rows(rows, "json").splitlines()) == 3
    assert ",'=radios" in render_rows(rows, "csv")


def test_an_unknown_table_is_said_to_be_unknown(two: tuple[Path, Path]) -> None:
    with pytest.raises(KeyError, match="neither release has a table 'trades'"):
        diff_rows(*two, "trades")


def test_the_changelog_tells_what_changed_and_keeps_what_went_before(two: tuple[Path, Path]) -> None:
    old, new = two
    assert "The first release: 4 documents" in (old / "CHANGELOG.md").read_text()
    told = (new / "CHANGELOG.md").read_text()
    assert told.index(f"## {new.name}") < told.index(f"## {old.name}")
    assert "| `trade_items` | 1 | 1 | 1 | `status` |" in told
    assert told.count("# Changes of the data") == 1


def test_a_document_taken_down_leaves_no_row_and_is_named_in_the_changelog(
    tmp_path: Path, small: Frames
) -> None:
    first = publish(tmp_path, small, now=NOW, audit=passing_audit)
    gone = small["documents"]["north"]["document_id"][0]
    calls = []

    def resolve(frames: Any) -> Any:
        calls.append(frames)
        again = corpus(north=NORTH, south=SOUTH)
        items = set(frames["trade_items"]["trade_item_id"])
        kept = again["transfers"]["all"].filter(pl.col("trade_item_ids").list.first().is_in(items))
        return {"entities": again["entities"]["all"], "transfers": kept}

    policy = Policy(takedown=frozenset({gone}))
    second = publish(tmp_path, small, now=LATER, audit=passing_audit, policy=policy, resolve=resolve)
    assert second.is_new
    assert gone not in set(calls[0]["documents"]["document_id"])
    for table in second.tables:
        frame = pl.read_parquet(second.path / table / "*.parquet")
        if "document_id" in frame.columns:
            assert gone not in set(frame["document_id"])
    assert f"- taken down: `{gone}`" in (second.path / "CHANGELOG.md").read_text()
    assert gone in set(pl.read_parquet(first.path / "documents" / "*.parquet")["document_id"])
    assert gone not in "".join(path.read_text() for path in (second.path / "page").rglob("*.js"))


def test_long_quotations_of_closed_texts_are_cut_and_still_verify(tmp_path: Path, small: Frames) -> None:
    release = publish(tmp_path, small, now=NOW, audit=passing_audit, policy=Policy(quotation_limit=12))
    documents = pl.read_parquet(release.path / "documents" / "*.parquet").select("document_id", "rights")
    quotes = pl.read_parquet(release.path / "quotes" / "*.parquet").join(documents, on="document_id")
    lengths = quotes.with_columns(pl.col("text").str.len_chars().alias("long"))
    assert lengths.filter(pl.col("rights") != "open")["long"].max() == 12
    assert lengths.filter(pl.col("rights") == "open")["long"].min() > 12
    assert (lengths["end"] - lengths["start"] == lengths["long"]).all()
    assert verify(release.path) == []


def test_restricted_documents_can_be_excluded(tmp_path: Path, small: Frames) -> None:
    policy = Policy(exclude_rights=frozenset({"restricted"}))
    again = corpus(north=NORTH[:1], south=SOUTH)
    release = publish(
        tmp_path,
        small,
        now=NOW,
        audit=passing_audit,
        policy=policy,
        resolve=lambda frames: {name: again[name]["all"] for name in ("entities", "transfers")},
    )
    assert release.rows["documents"] == 3
    assert "1 left out for the rights in their text" in (release.path / "CHANGELOG.md").read_text()


def change(descriptor: dict[str, Any], edit: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """A copy of a descriptor whose schema of quotes was edited."""
    other = copy.deepcopy(descriptor)
    edit(next(one["schema"] for one in other["resources"] if one["name"] == "quotes"))
    return other


@pytest.mark.parametrize(
    ("edit", "step"),
    [
        (lambda schema: schema["fields"].pop(), "major"),
        (lambda schema: schema["fields"][0].update(arrow_type="int64"), "major"),
        (lambda schema: schema["fields"][0]["constraints"].pop("required"), "major"),
        (lambda schema: schema.update(primaryKey=["document_id"]), "major"),
        (lambda schema: schema["fields"][6]["constraints"]["enum"].pop(), "major"),
        (lambda schema: schema["fields"][6]["constraints"]["enum"].append("sung"), "minor"),
        (lambda schema: schema["fields"].append({**schema["fields"][0], "name": "more"}), "minor"),
        (lambda schema: schema["fields"][0].update(description="Other words."), "patch"),
        (lambda schema: schema["fields"].reverse(), "patch"),
    ],
)
def test_a_change_of_schema_is_weighed(two: tuple[Path, Path], edit: Any, step: str) -> None:
    descriptor = json.loads((two[0] / "datapackage.json").read_text())
    changes = schema_changes(descriptor, change(descriptor, edit))
    assert [one.step for one in changes] == [step]
    check_version(changes, "1.4.0", "2.0.0")
    if step == "major":
        with pytest.raises(SchemaBroken, match=r"SCHEMA_VERSION .* to 2\.0\.0"):
            check_version(changes, "1.4.0", "1.5.0")
    else:
        check_version(changes, "1.4.0", "1.4.0")


def test_a_breaking_change_without_a_major_version_publishes_nothing(tmp_path: Path, small: Frames) -> None:
    first = publish(tmp_path, small, now=NOW, audit=passing_audit)
    path = first.path / "datapackage.json"
    descriptor = json.loads(path.read_text())
    path.write_text(
        json.dumps(
            change(
                descriptor, lambda schema: schema["fields"].append({**schema["fields"][0], "name": "gone"})
            )
        )
    )
    with pytest.raises(SchemaBroken, match=r"quotes\.gone: column removed"):
        publish(tmp_path, corpus(north=NORTH), now=LATER, audit=passing_audit)
    assert json.loads((tmp_path / "latest.json").read_text()) == {"version": first.version}


def test_rows_lost_to_a_new_policy_are_not_held_against_the_release(tmp_path: Path, small: Frames) -> None:
    seen: list[Any] = []

    def audit(tables: Any, previous: Any = None) -> Passed:
        seen.append(previous)
        return Passed(profile={"quotes": {"rows": 4}})

    publish(tmp_path, small, now=NOW, audit=audit)
    publish(tmp_path, corpus(north=NORTH), now=LATER, audit=audit)
    policy = Policy(quotation_limit=9)
    publish(tmp_path, small, now=LATER + timedelta(hours=1), audit=audit, policy=policy)
    assert seen == [None, {"quotes": {"rows": 4}}, None]
