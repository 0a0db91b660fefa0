"""What lands becomes a documents row or a reject with its reason, and nothing else."""

from __future__ import annotations

import hashlib
import os

import pytest

from tests.unit.ingest.zone import ARTICLE, drop, only_document, rejects
from tradewire.ingest import Landing, ingest_batch, read_batch
from tradewire.ingest import inputs as inputs_module
from tradewire.warehouse import Warehouse


def test_a_text_becomes_a_documents_row(landing):
    drop(landing, "deep/er/one.txt", "Ferry returns\n\n" + ARTICLE)
    row = only_document(landing)
    text = "Ferry returns\n\n" + ARTICLE
    assert row["text"] == text
    assert row["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert row["document_id"] == row["text_sha256"][:16]
    assert row["source_path"] == "deep/er/one.txt"
    assert (row["format"], row["title"], row["language"]) == ("text", "Ferry returns", "en")
    assert (row["characters"], row["words"]) == (len(text), len(text.split()))
    assert (row["rights"], row["published_on"], row["duplicate_of"]) == ("unknown", None, None)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfone\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("naïve ‘x’ \U0001f6a2".encode(), "naïve ‘x’ \U0001f6a2"),
        ("e\u0301 stays apart".encode(), "e\u0301 stays apart"),
        (b"  kept \t as is \n\n", "  kept \t as is \n\n"),
        ("little endian".encode("utf-16"), "little endian"),
        (b"\xfe\xff" + "big endian".encode("utf-16-be"), "big endian"),
        (b"a lone \x00 in a text that is long enough", "a lone \x00 in a text that is long enough"),
    ],
)
def test_text_is_decoded_and_otherwise_untouched(landing, data, text):
    drop(landing, "a.txt", data)
    assert only_document(landing)["text"] == text


def test_markdown_headings_are_titles(landing):
    drop(landing, "a.md", "# Ferry returns #\nto the harbour of the town\n")
    row = only_document(landing)
    assert (row["format"], row["title"]) == ("markdown", "Ferry returns")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x7fELF" + bytes(200), "binary"),
        (b"caf\xe9 in the old encoding", "undecodable"),
        (b"\xff\xfea", "undecodable"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(landing, data, reason):
    drop(landing, "a.txt", data)
    drop(landing, "good.txt", ARTICLE)
    documents, rejected, summary = read_batch(landing, "b")
    assert documents.num_rows == 1
    (row,) = rejected.to_pylist()
    assert (row["source_path"], row["reason"], row["size_bytes"] in (len(data), None)) == (
        "a.txt",
        reason,
        True,
    )
    assert summary.reasons == {reason: 1}


def test_an_undecodable_text_says_where_and_what_to_do(landing):
    drop(landing, "a.txt", b"caf\xe9 in the old encoding")
    (row,) = read_batch(landing, "b")[1].to_pylist()
    assert "byte 3 (0xe9)" in row["detail"] and "sources.toml" in row["detail"]
    assert row["first_bytes"] == "caf\\xe9 in the old encoding"


def test_sources_declare_publisher_rights_and_encoding(landing):
    drop(landing, "old/a.txt", "café".encode("cp1252"))
    drop(
        landing,
        "sources.toml",
        '[default]\nrights = "restricted"\n\n'
        '["old/*"]\nencoding = "cp1252"\npublisher = "The Quay"\nrights = "open"\n',
    )
    row = only_document(landing)
    assert (row["text"], row["publisher"], row["rights"]) == ("café", "The Quay", "open")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('["a"]\nrights = "mine"', "rights is 'mine'"),
        ('["a"]\npublsher = "x"', "'publsher'; known are"),
        ('["a"]\nurl = 3', "where text is expected"),
        ('publisher = "x"', "outside a section"),
        ("[", "sources.toml"),
    ],
)
def test_a_wrong_sources_file_is_explained(landing, content, message):
    drop(landing, "sources.toml", content)
    with pytest.raises(ValueError, match=message):
        read_batch(landing, "b")


def test_one_row_per_distinct_text(landing):
    drop(landing, "a.txt", ARTICLE)
    drop(landing, "b.txt", "\ufeff" + ARTICLE.replace("\n", "\r\n"))
    documents, rejected, _ = read_batch(landing, "b")
    assert documents["source_path"].to_pylist() == ["a.txt"]
    (row,) = rejected.to_pylist()
    assert (row["source_path"], row["reason"]) == ("b.txt", "duplicate")
    assert documents["document_id"][0].as_py() in row["detail"]


def test_a_text_of_another_batch_makes_no_second_row(landing, tmp_path):
    drop(landing, "a.txt", ARTICLE)
    drop(landing, "c.txt", ARTICLE, batch="later")
    house = Warehouse(tmp_path)
    for batch in ("b", "later", "b", "later"):
        ingest_batch(landing, batch, house)
    assert house.read("documents")["batch"].to_list() == ["b"]
    assert house.read("rejected_documents")["batch"].to_list() == ["later"]


def test_links_are_followed_within_the_batch_only(landing, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("not for the release")
    inside = drop(landing, "deep/a.txt", ARTICLE)
    folder = landing.root / "b"
    (folder / "out.txt").symlink_to(secret)
    (folder / "up.txt").symlink_to("../../secret.txt")
    (folder / "zoo.txt").symlink_to(inside)
    (folder / "folder").symlink_to(folder / "deep")
    (folder / "gone.txt").symlink_to("nowhere")
    (folder / "round.txt").symlink_to("round.txt")
    assert rejects(landing) == {
        "out.txt": "symlink",
        "up.txt": "symlink",
        "zoo.txt": "duplicate",
        "folder": "symlink",
        "gone.txt": "symlink",
        "round.txt": "symlink",
    }


def test_a_pipe_is_refused_and_does_not_block(landing):
    os.mkfifo(landing.root / "b" / "pipe.txt")
    assert rejects(landing) == {"pipe.txt": "unreadable"}


def test_a_document_over_the_limit_is_refused(landing, monkeypatch):
    monkeypatch.setattr(inputs_module, "MAX_DOCUMENT_BYTES", 1000)
    drop(landing, "a.txt", "x" * 1001)
    drop(landing, "b.txt", "x" * 1000)
    assert rejects(landing) == {"a.txt": "too_large"}


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_run(landing, monkeypatch):
    path = drop(landing, "a.txt", ARTICLE)
    read_all = inputs_module.Input.read_all

    def grows(item):
        with path.open("a") as file:
            file.write("and more")
        return read_all(item)

    monkeypatch.setattr(inputs_module.Input, "read_all", grows)
    before = landing.state("b").fingerprint
    assert rejects(landing) == {"a.txt": "changed"}
    assert landing.state("b").fingerprint != before


def test_strange_names_are_shown_as_escapes(landing):
    drop(landing, "two\nlines\u202e.txt", ARTICLE)
    os.close(os.open(os.fsencode(landing.root / "b") + b"/caf\xe9.txt", os.O_CREAT))
    documents, rejected, _ = read_batch(landing, "b")
    assert documents["source_path"].to_pylist() == ["two\\x0alines\\u202e.txt"]
    assert rejected["source_path"].to_pylist() == ["caf\\xe9.txt"]


def test_files_about_the_batch_are_no_documents(landing):
    for name in ("README.md", "sources.toml", ".DS_Store", "half.txt.tmp", "Thumbs.db"):
        drop(landing, name, "")
    drop(landing, "a.txt", ARTICLE)
    assert only_document(landing)["source_path"] == "a.txt"


def test_the_fingerprint_follows_content_names_and_sources(landing):
    path = drop(landing, "a.txt", ARTICLE)
    seen = [landing.state("b").fingerprint]
    assert landing.state("b").fingerprint == seen[0]
    path.write_text(ARTICLE + "more")
    seen.append(landing.state("b").fingerprint)
    path.rename(path.with_name("c.txt"))
    seen.append(landing.state("b").fingerprint)
    drop(landing, "sources.toml", "")
    seen.append(landing.state("b").fingerprint)
    assert len(set(seen)) == 4


def test_batches_are_folders_and_archives_with_plain_names(landing):
    drop(landing, "x.txt", ARTICLE, batch="2026-05 café")
    (landing.root / "dump.zip").write_bytes(b"")
    (landing.root / ".hidden").mkdir()
    (landing.root / "half.tmp").mkdir()
    (landing.root / "two\nlines").mkdir()
    assert landing.batches() == ["2026-05 café", "b", "dump.zip"]
    with pytest.raises(FileNotFoundError, match="no batch 'absent'"):
        landing.folder("absent")
    with pytest.raises(ValueError, match="no name for a batch"):
        landing.folder("../elsewhere")


def test_mirroring_a_folder_of_texts_makes_one_batch(tmp_path):
    source, landing = tmp_path / "texts", Landing(tmp_path / "home")
    (source / "deep").mkdir(parents=True)
    (source / "a.txt").write_text(ARTICLE)
    (source / "deep" / "b.txt").write_text(ARTICLE)
    (source / "sources.toml").write_text("")
    assert landing.mirror(source) == ["texts"]
    before = landing.state("texts")
    assert landing.mirror(source) == ["texts"]
    assert landing.state("texts") == before
    (source / "a.txt").unlink()
    landing.mirror(source)
    assert [f.relative for f in landing.files("texts")] == ["deep/b.txt"]


def test_mirroring_a_folder_of_folders_makes_a_batch_of_each(tmp_path):
    source, landing = tmp_path / "texts", Landing(tmp_path / "home")
    for name in ("may", "june"):
        (source / name).mkdir(parents=True)
        (source / name / "a.txt").write_text(name)
    assert landing.mirror(source) == ["june", "may"]
    assert landing.batches() == ["june", "may"]


def test_two_homes_hold_the_same_bytes(tmp_path):
    files = []
    for home in ("one", "two"):
        landing = Landing(tmp_path / home)
        drop(landing, "a.txt", ARTICLE)
        drop(landing, "b.txt", b"\xff")
        os.utime(landing.root / "b" / "a.txt", (0, hash(home) % 1000))
        house = Warehouse(tmp_path / home)
        ingest_batch(landing, "b", house)
        files.append([house.path(t, "b").read_bytes() for t in ("documents", "rejected_documents")])
    assert files[0] == files[1]
