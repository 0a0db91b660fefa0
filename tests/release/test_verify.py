"""What verification finds: every kind of damage, and nothing in a sound release."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.release.conftest import NORTH, NOW, SOUTH, Frames, corpus, passing_audit
from tradewire.release import VerificationFailed, diff, publish, verify
from tradewire.release.layout import DESCRIPTOR, SUMS, parse_sums, parts_of
from tradewire.release.metadata import write_sums


@pytest.fixture
def release(tmp_path: Path, small: Frames) -> Path:
    return publish(tmp_path, small, now=NOW, audit=passing_audit).path


def kinds(folder: Path) -> set[str]:
    return {problem.kind for problem in verify(folder)}


def edit(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.chmod(0o644)
    path.write_bytes(change(path.read_bytes()))


def test_a_changed_byte_is_a_wrong_sum(release: Path) -> None:
    edit(release / "quotes" / "north.parquet", lambda old: old[:100] + bytes([old[100] ^ 1]) + old[101:])
    assert kinds(release) == {"wrong sum"}


def test_a_cut_file_has_the_wrong_size_too(release: Path) -> None:
    edit(release / "quotes" / "north.parquet", lambda old: old[:-10])
    assert {"wrong sum", "wrong size"} <= kinds(release)


def test_the_set_of_files_is_exact(release: Path) -> None:
    (release / "extra.txt").write_text("more")
    assert kinds(release) == {"surplus file"}
    (release / "extra.txt").unlink()
    (release / "entities" / "all.parquet").unlink()
    assert kinds(release) == {"missing file"}


def test_sums_that_agree_with_a_tampered_file_do_not_help(release: Path) -> None:
    edit(release / "quotes" / "north.parquet", lambda old: old[:100] + bytes([old[100] ^ 1]) + old[101:])
    write_sums(release)
    assert kinds(release) == {"wrong sum"}
    assert {problem.where for problem in verify(release)} == {"quotes/north.parquet"}


def test_a_descriptor_that_lies_about_rows_or_digest_is_found(release: Path) -> None:
    path = release / DESCRIPTOR
    descriptor = json.loads(path.read_text())
    descriptor["resources"][0]["files"][0]["rows"] += 1
    path.write_text(json.dumps(descriptor))
    write_sums(release)
    assert kinds(release) == {"wrong rows"}
    descriptor["content_digest"] = "0" * 64
    path.write_text(json.dumps(descriptor))
    write_sums(release)
    assert "wrong digest" in kinds(release)


@pytest.mark.parametrize("name", [DESCRIPTOR, SUMS])
def test_without_its_lists_a_release_is_not_sound(release: Path, name: str) -> None:
    (release / name).unlink()
    assert "missing file" in kinds(release)
    (release / name).write_text("not what it was")
    assert kinds(release) & {"bad descriptor", "bad sums"}


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "a/../../b", "C:/x", "a\\b", ""])
def test_a_list_of_sums_cannot_point_outside(path: str) -> None:
    with pytest.raises(ValueError, match="line 1"):
        parse_sums(f"{'0' * 64}  {path}\n")


@pytest.mark.parametrize(
    ("table", "change", "kind"),
    [
        ("quotes", pl.col("start") + 1, "evidence"),
        ("trade_items", pl.col("supplier_end") - 1, "evidence"),
        ("quotes", pl.lit("person:nobody").alias("speaker_entity_id"), "broken reference"),
        ("trade_items", pl.lit("unheard").alias("status"), "bad value"),
        ("trade_items", pl.lit("Norland").alias("supplier_country"), "bad value"),
        ("quotes", pl.lit("0" * 16).alias("quote_id"), "key not unique"),
    ],
)
def test_what_is_wrong_in_a_table_stops_publication(
    tmp_path: Path, small: Frames, table: str, change: pl.Expr, kind: str
) -> None:
    small[table]["south"] = small[table]["south"].with_columns(
        change.cast(small[table]["south"].schema[_name(change)])
    )
    with pytest.raises(VerificationFailed) as failure:
        publish(tmp_path, small, now=NOW, audit=passing_audit)
    assert kind in {problem.kind for problem in failure.value.problems}


def _name(expression: pl.Expr) -> str:
    return expression.meta.output_name()


def test_a_release_without_texts_verifies_too(tmp_path: Path) -> None:
    release = publish(tmp_path, corpus(north=NORTH[1:]), now=NOW, audit=passing_audit)
    assert verify(release.path) == []
    parts = parts_of(json.loads((release.path / DESCRIPTOR).read_text()))
    documents = pl.read_parquet(release.path / next(p.path for p in parts if p.table == "documents"))
    assert documents["text"].null_count() == documents.height


def test_an_unknown_folder_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no folder of a release"):
        verify(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda descriptor: descriptor["resources"][0]["files"][0].update(path="../../elsewhere.parquet"),
        lambda descriptor: descriptor["resources"][0].pop("schema"),
        lambda descriptor: descriptor["resources"][0].pop("files"),
        lambda descriptor: descriptor["resources"][0]["schema"].update(primaryKey=["no such column"]),
        lambda descriptor: descriptor["resources"][0]["schema"]["fields"][0].update(arrow_type="list<"),
        lambda descriptor: descriptor["resources"][4]["schema"]["foreignKeys"].append(
            {"fields": ["text"], "reference": {"resource": "nowhere", "fields": ["x"]}}
        ),
        lambda descriptor: descriptor["resources"][0]["schema"]["fields"][0]["constraints"].update(
            pattern="("
        ),
        lambda descriptor: descriptor.pop("version"),
        lambda descriptor: descriptor.update(resources=7),
    ],
)
def test_a_descriptor_by_a_stranger_is_judged_and_never_trusted(
    release: Path, spoil: Callable[[dict[str, Any]], object]
) -> None:
    path = release / DESCRIPTOR
    descriptor = json.loads(path.read_text())
    spoil(descriptor)
    path.write_text(json.dumps(descriptor))
    write_sums(release)
    assert "bad descriptor" in kinds(release)


def test_a_batch_may_have_an_odd_name(tmp_path: Path) -> None:
    odd = {"odd [1] * 100% #2 'q' <i>": NORTH}
    first = publish(tmp_path, corpus(**odd), now=NOW, audit=passing_audit)
    assert verify(first.path) == []
    second = publish(tmp_path, corpus(**odd, south=SOUTH), now=NOW, audit=passing_audit)
    assert diff(first.path, second.path).tables["quotes"].added == 2
    assert "<i>" not in (second.path / "index.html").read_text()
