"""Writes are sorted, conforming, atomic, byte for byte reproducible, and leave unchanged files alone."""

from __future__ import annotations

import hashlib
import io

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tradewire import sorted_runs, warehouse
from tradewire.schema import TABLES
from tradewire.warehouse import Warehouse


def sentences(n: int) -> pa.Table:
    return pa.table(
        {
            "document_id": [hashlib.sha256(str(i // 7).encode()).hexdigest()[:16] for i in range(n)],
            "sentence_index": [i % 7 for i in range(n)],
            "start": [10 * (i % 7) for i in range(n)],
            "end": [10 * (i % 7) + 9 for i in range(n)],
            "kind": ["body"] * n,
            "text": [f"Line {i:04}" for i in range(n)],
        }
    )


def test_the_bytes_depend_on_the_rows_alone(tmp_path):
    rows = sentences(500)
    shuffled = pl.from_arrow(rows).sample(fraction=1, shuffle=True, seed=3).to_arrow()
    chunked = pa.concat_tables([shuffled.slice(i, 37).cast(shuffled.schema) for i in range(0, 500, 37)])
    written = [
        Warehouse(tmp_path / str(i)).write("sentences", "b", t).path.read_bytes()
        for i, t in enumerate((rows, shuffled, chunked))
    ]
    assert written[0] == written[1] == written[2]


def test_rows_come_back_sorted_and_typed(tmp_path):
    house = Warehouse(tmp_path)
    house.write("sentences", "b2", sentences(30))
    house.write("sentences", "b1", sentences(3))
    table = TABLES["sentences"]
    assert pq.read_schema(house.path("sentences", "b2")).equals(table.arrow_schema(), check_metadata=True)
    frame = house.read("sentences", "b2")
    assert frame.equals(frame.sort(list(table.key)))
    assert house.batches("sentences") == ["b1", "b2"]
    assert house.read("sentences").height == 33
    assert house.scan("sentences").select(pl.len()).collect().item() == 33


def test_unchanged_content_leaves_the_file_alone(tmp_path):
    house = Warehouse(tmp_path)
    first = house.write("sentences", "b", sentences(9))
    before = first.path.stat()
    again = house.write("sentences", "b", sentences(9))
    assert first.changed and not again.changed
    after = first.path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert house.write("sentences", "b", sentences(8)).changed


def test_a_write_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    house = Warehouse(tmp_path)
    path = house.write("sentences", "b", sentences(9)).path
    before = path.read_bytes()

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full_disk)
    with pytest.raises(OSError, match="No space"):
        house.write("sentences", "b", sentences(5))
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["b.parquet"]


def test_spilled_rows_give_the_same_bytes(tmp_path, monkeypatch):
    rows = sentences(5_000)
    monkeypatch.setattr(warehouse, "ROW_GROUP_ROWS", 700)
    whole = Warehouse(tmp_path / "whole").write("sentences", "b", rows)
    monkeypatch.setattr(sorted_runs, "SPILL_BYTES", 20_000)
    monkeypatch.setattr(sorted_runs, "SPILL_ROW_GROUP", 50)
    house = Warehouse(tmp_path / "spilled")
    with house.writer("sentences", "b") as writer:
        for start in range(0, rows.num_rows, 333):
            writer.append(rows.slice(start, 333))
        spilled = writer.finish()
    assert spilled.rows == 5_000
    assert spilled.path.read_bytes() == whole.path.read_bytes()
    sink = io.BytesIO()
    warehouse.write_parquet(TABLES["sentences"], warehouse.conform(TABLES["sentences"], rows), sink)
    assert sink.getvalue() == whole.path.read_bytes()
    assert pq.ParquetFile(spilled.path).num_row_groups == 8
    assert [p.name for p in spilled.path.parent.iterdir()] == ["b.parquet"]


def test_a_writer_that_is_not_finished_changes_nothing(tmp_path):
    house = Warehouse(tmp_path)
    path = house.write("sentences", "b", sentences(9)).path
    before = path.read_bytes()
    with pytest.raises(RuntimeError), house.writer("sentences", "b") as writer:
        writer.append(sentences(3))
        raise RuntimeError("the reader broke")
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["b.parquet"]


def test_rows_that_do_not_conform_are_refused(tmp_path):
    house = Warehouse(tmp_path)
    rows = sentences(3)
    with pytest.raises(ValueError, match=r"missing \['kind'\]"):
        house.write("sentences", "b", rows.drop_columns(["kind"]))
    with pytest.raises(ValueError, match="holds no nulls"):
        house.write("sentences", "b", rows.set_column(4, "kind", pa.array(["body", None, "body"])))
    with pytest.raises(pa.ArrowInvalid):
        house.write("sentences", "b", rows.set_column(2, "start", pa.array([2**40, 0, 0])))
    assert house.batches("sentences") == []


def test_a_table_without_files_reads_as_empty(tmp_path):
    house = Warehouse(tmp_path)
    assert house.read("quotes").is_empty()
    assert house.read("quotes").columns == list(TABLES["quotes"].columns)
    assert house.scan("transfers").collect().is_empty()
    with pytest.raises(FileNotFoundError):
        house.read("quotes", "b")


@pytest.mark.parametrize("batch", ["", "../x", ".hidden", "a/b"])
def test_unsafe_batch_names_are_refused(tmp_path, batch):
    with pytest.raises(ValueError, match="no name for a batch"):
        Warehouse(tmp_path).path("quotes", batch)


def test_unknown_tables_are_refused(tmp_path):
    with pytest.raises(ValueError, match="no table is called"):
        Warehouse(tmp_path).path("tariffs", "b")
