"""Inputs that are broken or mean harm: each costs little, is refused with a reason, and the rest is read."""

from __future__ import annotations

import codecs
import gzip
import io
import random
import stat
import tarfile
import tracemalloc
import zipfile

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.ingest.mutants import SAMPLES, mutated
from tests.unit.ingest.test_formats import RECORD, lines, parquet_of, tar_of, warc_of, zip_of, zstd
from tests.unit.ingest.zone import ARTICLE, documents, drop, rejected, rejects
from tradewire.ingest import RawDocument, documents_of, inputs, read_batch, read_landed
from tradewire.ingest.decoding import decode, looks_binary, storable
from tradewire.ingest.formats import archives, csv_table, json_lines, parquet
from tradewire.ingest.inputs import Input


@pytest.mark.parametrize(
    ("line", "times", "reason"),
    [
        (b"a" * 999 + b"\n", 50_000, "too_large"),
        (b'{"text": "a"}\n', 200_000, "bomb"),
        (b"\0" * 999, 50_000, "binary"),
    ],
)
def test_a_gzip_bomb_is_given_up(landing, monkeypatch, line, times, reason):
    monkeypatch.setattr(inputs, "UNPACK_ALLOWANCE", 18_000_000 if reason == "too_large" else 500_000)
    drop(landing, "a.txt.gz", gzip.compress(gzip.compress(line * times)))
    drop(landing, "good.txt", ARTICLE)
    _, refused, summary = read_batch(landing, "b")
    assert set(refused["reason"].to_pylist()) - {"duplicate"} == {reason}
    assert summary.formats["text"] == 1


def test_a_zip_bomb_is_given_up_once_whatever_it_holds(landing, monkeypatch):
    monkeypatch.setattr(inputs, "UNPACK_ALLOWANCE", 1_000_000)
    members = {f"{i}.txt": bytes([65 + i]) * 900_000 for i in range(20)}
    drop(landing, "a.zip", zip_of(**members))
    rows = rejected(landing)
    assert [r["reason"] for r in rows] == ["bomb"]
    assert rows[0]["source_path"] == "a.zip"
    assert 0 < len(documents(landing)) < 20


def test_archives_nested_too_deep_are_given_up(landing):
    data = ARTICLE.encode()
    for _ in range(6):
        data = gzip.compress(data)
    drop(landing, "a.gz", data)
    assert [r["reason"] for r in rejected(landing)] == ["bomb"]


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/passwd", "a/../../out.txt", "C:\\out.txt", "..\\out.txt"]
)
@pytest.mark.parametrize("pack", [zip_of, tar_of])
def test_members_that_lead_out_are_refused(landing, pack, name, tmp_path):
    drop(landing, "a.pack", pack(**{name: b"x", "good.txt": ARTICLE.encode()}))
    before = sorted(tmp_path.rglob("*"))
    assert [r["reason"] for r in rejected(landing)] == ["unsafe_path"]
    assert set(documents(landing)) == {"a.pack!/good.txt"}
    assert sorted(tmp_path.rglob("*")) == before


def test_links_and_devices_in_archives_are_refused(landing):
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for name, kind in (
            ("l", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("d", tarfile.CHRTYPE),
            ("f", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    drop(landing, "a.tar", sink.getvalue())
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        info = zipfile.ZipInfo("l")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    drop(landing, "b.zip", sink.getvalue())
    assert rejects(landing) == {
        "a.tar!/l": "symlink",
        "a.tar!/h": "symlink",
        "a.tar!/d": "unreadable",
        "a.tar!/f": "unreadable",
        "b.zip!/l": "symlink",
    }


def test_members_of_one_name_have_rows_of_their_own(landing):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("a.txt", b"")
        archive.writestr("a.txt", b"")
    drop(landing, "a.zip", sink.getvalue())
    assert len({r["rejected_id"] for r in rejected(landing)}) == 2


@pytest.mark.parametrize("suffix", ["zip", "tar", "txt.gz", "tar.gz", "txt.zst", "parquet", "warc.gz"])
def test_what_is_cut_off_is_refused_and_what_came_before_is_kept(landing, suffix):
    noise = random.Random(5).randbytes(40_000).hex()
    texts = {"a.txt": ARTICLE.encode(), "b.txt": noise.encode()}
    data = {
        "zip": zip_of(**texts),
        "tar": tar_of(**texts),
        "txt.gz": gzip.compress(noise.encode()),
        "tar.gz": gzip.compress(tar_of(**texts)),
        "txt.zst": zstd(noise.encode()),
        "parquet": parquet_of([{"text": noise}]),
        "warc.gz": warc_of(*[("https://quay.example/1", b"text/plain", noise.encode())] * 2, gzipped=True),
    }[suffix]
    drop(landing, f"a.{suffix}", data[: len(data) * 2 // 3])
    assert {r["reason"] for r in rejected(landing)} <= {"malformed", "undecodable"}
    assert rejected(landing)
    if suffix == "tar":
        assert set(documents(landing)) == {"a.tar!/a.txt"}


def test_a_line_without_end_costs_no_memory(landing, monkeypatch):
    monkeypatch.setattr(json_lines, "MAX_DOCUMENT_BYTES", 100_000)
    monkeypatch.setattr(csv_table, "MAX_DOCUMENT_BYTES", 100_000)
    long = b'{"text": "' + b"x" * 30_000_000
    drop(landing, "a.jsonl", lines(RECORD) + long + b"\n" + lines({"text": "after"}))
    drop(landing, "b.csv", b"id,text\n1,one\n2," + b"x" * 30_000_000 + b"\n3,three\n")
    tracemalloc.start()
    found = list(read_landed(landing, "b"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    read = {f.source_path for f in found if isinstance(f, RawDocument)}
    assert read == {"a.jsonl#1", "a.jsonl#3", "b.csv#1"}
    assert {r["source_path"]: (r["reason"], r["line"]) for r in rejected(landing)} == {
        "a.jsonl": ("too_large", 2),
        "b.csv": ("too_large", 3),
    }
    assert peak < 10_000_000


def test_json_of_a_hundred_thousand_levels_is_refused(landing):
    deep = b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    surrogate = b'{"text":"\\ud800","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    drop(landing, "a.jsonl", deep + b"\n" + surrogate + b"\n" + lines({"text": "after"}))
    drop(landing, "b.json", deep)
    assert {(r["source_path"], r["reason"]) for r in rejected(landing)} == {
        ("a.jsonl", "malformed"),
        ("b.json", "malformed"),
    }
    assert set(documents(landing)) == {"a.jsonl#3"}


def test_parquet_that_declares_more_than_we_can_hold_is_refused(landing, monkeypatch):
    monkeypatch.setattr(parquet, "MAX_PARQUET_GROUP_BYTES", 1000)
    drop(landing, "a.parquet", parquet_of([{"text": "x" * 2000 + str(i)} for i in range(10)]))
    assert rejects(landing) == {"a.parquet": "too_large"}
    monkeypatch.setattr(parquet, "MAX_RECORDS_PER_FILE", 5)
    assert rejects(landing) == {"a.parquet": "too_many"}


def test_a_page_of_a_hundred_thousand_levels_is_accounted_for(landing):
    drop(landing, "a.html", "<html><body>" + "<div>" * 100_000 + ARTICLE + "</div>" * 100_000)
    assert len(documents(landing)) + len(rejected(landing)) == 1


def test_a_page_over_the_limit_is_refused(landing):
    drop(landing, "a.html", "<html><body>" + "<p>x</p>" * 600_000)
    assert rejects(landing) == {"a.html": "too_large"}


def test_an_archive_of_many_members_is_read_to_the_limit(landing, monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    members = {f"{i}.txt": f"text {i}".encode() for i in range(5)}
    drop(landing, "a.zip", zip_of(**members))
    drop(landing, "b.tar", tar_of(**{k: v + b"!" for k, v in members.items()}))
    assert rejects(landing) == {"a.zip": "too_many", "b.tar": "too_many"}
    assert len(documents(landing)) == 6


def test_what_holds_nothing_is_accounted_for(landing):
    drop(landing, "a.zip", zip_of())
    drop(landing, "b.csv", "id,text\n")
    drop(landing, "c.tar.gz", gzip.compress(tar_of()))
    assert rejects(landing) == {"a.zip": "no_text", "b.csv": "no_text", "c.tar.gz": "binary"}


def test_names_of_members_are_shown_as_escapes(landing):
    drop(landing, "a.zip", zip_of(**{"two\nlines\u202e.txt": ARTICLE.encode()}))
    assert set(documents(landing)) == {"a.zip!/two\\x0alines\\u202e.txt"}


def test_a_reader_that_raises_stops_nothing(landing, monkeypatch):
    def fails(*_: object) -> None:
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr(json_lines, "columns_of", fails)
    drop(landing, "a.jsonl", lines(RECORD))
    drop(landing, "b.txt", ARTICLE)
    (row,) = rejected(landing)
    assert (row["reason"], row["detail"]) == ("malformed", "RuntimeError: a bug of ours")
    assert set(documents(landing)) == {"b.txt"}


@pytest.mark.parametrize("kind", SAMPLES)
def test_mutated_inputs_are_all_accounted_for(landing, kind):
    chance = random.Random(kind)
    for number in range(40):
        drop(landing, f"{number:03}", mutated(SAMPLES[kind], chance))
    found, refused, summary = read_batch(landing, "b")
    rows = [path for table in (found, refused) for path in table["source_path"].to_pylist()]
    assert {path.partition("#")[0].partition("!/")[0] for path in rows} == {f"{n:03}" for n in range(40)}
    assert summary.documents + summary.rejected == len(rows)
    assert len(set(refused["rejected_id"].to_pylist())) == refused.num_rows


@given(st.binary(max_size=400))
def test_any_bytes_are_accounted_for(data):
    item = Input("a", inputs.buffered(io.BytesIO(data)), len(data))
    found = list(documents_of(item))
    assert found
    for one in found:
        if isinstance(one, RawDocument):
            storable(one.text).encode()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_any_text_comes_back_with_its_line_ends_only_changed(text):
    data = text.encode()
    assume(
        not looks_binary(data)
        and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    )
    assert decode(data) == text.replace("\r\n", "\n").replace("\r", "\n")
    assert decode(codecs.BOM_UTF8 + data) == decode(data)
    if not text.startswith("\0"):  # the mark of UTF-16 and a NUL are together the mark of UTF-32
        assert decode(text.encode("utf-16")) == decode(data)
