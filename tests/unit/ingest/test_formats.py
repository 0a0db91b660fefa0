"""Each format, from a file made here."""

from __future__ import annotations

import bz2
import csv
import datetime as dt
import gzip
import io
import json
import lzma
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.unit.ingest.zone import ARTICLE, documents, drop, only_document, rejected, rejects
from tradewire.ingest import read_batch

RECORD = {
    "Headline": "Ferry returns",
    "body": ARTICLE,
    "link": "https://quay.example/1",
    "published_at": "2024-05-22T08:00:00Z",
    "source": {"id": 7, "name": "The Quay"},
    "authors": ["Ada Quill", "Ben Marsh"],
    "lang": "en-GB",
}
FACTS = {
    "title": "Ferry returns",
    "text": ARTICLE,
    "url": "https://quay.example/1",
    "published_on": dt.date(2024, 5, 22),
    "publisher": "The Quay",
    "author": "Ada Quill, Ben Marsh",
    "language": "en",
}
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Ferry returns | The Quay</title>
<meta property="og:title" content="Ferry returns"><meta property="og:site_name" content="The Quay">
<meta name="author" content="Ada Quill, Ben Marsh">
<meta property="article:published_time" content="2024-05-22T08:00:00Z">
<link rel="canonical" href="https://quay.example/1">
<script>document.write("no text of ours")</script></head>
<body><nav><a href="/">Home</a> <a href="/ships">Ships</a></nav>
<article><h1>Ferry returns</h1><p>{ARTICLE}</p>
<p>The “old” pier was mended over the winter, said the café’s owner, who had waited for years.</p>
<p>Nobody on the island had expected that the work would be finished before the summer season.</p></article>
<footer>All rights reserved. Cookies.</footer></body></html>"""


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(r).encode() + b"\n" for r in records)


def csv_of(*rows: list[str], delimiter: str = ",") -> bytes:
    sink = io.StringIO()
    csv.writer(sink, delimiter=delimiter).writerows(rows)
    return sink.getvalue().encode()


def parquet_of(rows: list[dict], **options) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), sink, **options)
    return sink.getvalue()


def zip_of(**members: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return sink.getvalue()


def tar_of(mode: str = "w", **members: bytes) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return sink.getvalue()


def zstd(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return sink.getvalue().to_pybytes()


def facts(row: dict) -> dict:
    return {name: row[name] for name in FACTS}


def test_json_lines_with_the_usual_names(landing):
    drop(landing, "dump", lines(RECORD, RECORD | {"body": "Another text."}))
    found = documents(landing)
    assert set(found) == {"dump#1", "dump#2"}
    assert facts(found["dump#1"]) == FACTS and found["dump#1"]["format"] == "jsonl"


@pytest.mark.parametrize("data", [json.dumps([RECORD], indent=1), json.dumps(RECORD, indent=1)])
def test_one_json_value(landing, data):
    drop(landing, "dump.json", data)
    assert facts(only_document(landing)) == FACTS


def test_broken_records_are_refused_by_line_and_the_rest_is_read(landing):
    data = (
        lines(RECORD)
        + b"{not json\n\n"
        + lines(["a"], {"title": "x"}, {"text": 5}, {"text": " "})
        + b'{"text": "cut'
    )
    drop(landing, "a.jsonl", data)
    found, refused, _ = read_batch(landing, "b")
    assert found["source_path"].to_pylist() == ["a.jsonl#1"]
    places = {(r["line"], r["record"]): r["reason"] for r in refused.to_pylist()}
    assert places == {
        (2, 2): "malformed",
        (4, 3): "malformed",
        (5, 4): "no_text",
        (6, 5): "no_text",
        (7, 6): "empty",
        (8, 7): "malformed",
    }
    (broken,) = [r for r in refused.to_pylist() if r["line"] == 2]
    assert broken["first_bytes"].startswith("{not json") and broken["size_bytes"] == 10


def test_lone_surrogates_of_json_become_replacement_characters(landing):
    drop(landing, "a.jsonl", b'{"text": "one \\ud83d two \\ud83d\\udea2"}\n')
    row = only_document(landing)
    assert row["text"] == "one \ufffd two \U0001f6a2"
    assert row["characters"] == len(row["text"])


def test_a_text_that_begins_with_a_brace_is_text(landing):
    drop(landing, "a.txt", "{sic} the ferry returns\nand so on\n")
    assert only_document(landing)["format"] == "text"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_with_the_usual_names(landing, delimiter):
    header = ["Headline", "Body", "URL", "Date", "Source", "Author", "Language"]
    row = [
        FACTS["title"],
        'One, "two"\r\nthree; four\t|',
        FACTS["url"],
        "22 May 2024",
        "The Quay",
        "Ada Quill",
        "English",
    ]
    drop(landing, "dump.csv", b"\xef\xbb\xbf" + csv_of(header, row, delimiter=delimiter))
    found = only_document(landing)
    assert found["text"] == 'One, "two"\nthree; four\t|'
    assert (found["published_on"], found["language"], found["format"]) == (dt.date(2024, 5, 22), "en", "csv")


def test_csv_is_known_by_its_header(landing):
    drop(landing, "export", csv_of(["id", "text"], ["1", ARTICLE]))
    assert only_document(landing)["format"] == "csv"


def test_utf16_csv(landing):
    drop(landing, "a.csv", csv_of(["id", "text"], ["1", "naïve"]).decode().encode("utf-16"))
    assert only_document(landing)["text"] == "naïve"


def test_csv_that_breaks_off_is_refused_with_its_line(landing):
    drop(landing, "a.csv", csv_of(["id", "text"], ["1", ARTICLE]) + b'2,"never closed\n3,x\n')
    (row,) = rejected(landing)
    assert (row["reason"], row["line"]) == ("malformed", 5)
    assert set(documents(landing)) == {"a.csv#1"}


def test_a_row_that_is_not_utf8_is_refused(landing):
    drop(landing, "a.csv", b"id,text\n1,caf\xe9\n2,fine\n")
    assert [(r["record"], r["reason"]) for r in rejected(landing)] == [(1, "undecodable")]
    assert documents(landing)["a.csv#2"]["text"] == "fine"


def test_declared_columns_win_and_must_exist(landing):
    drop(landing, "a.jsonl", lines({"text": "no", "plain": "yes"}, {"text": "no"}))
    drop(landing, "sources.toml", '["a.jsonl"]\ncolumns = {text = "plain"}\n')
    assert [d["text"] for d in documents(landing).values()] == ["yes"]
    (row,) = rejected(landing)
    assert row["reason"] == "no_text" and "'plain'" in row["detail"]


def test_parquet(landing):
    row = {k: v for k, v in RECORD.items() if k != "source"} | {"publisher": "The Quay", "n": 3}
    row["published_at"] = dt.datetime(2024, 5, 22, 8, tzinfo=dt.UTC)
    drop(landing, "dump.parquet", parquet_of([row, {"body": None}], row_group_size=1))
    found = documents(landing)
    assert facts(found["dump.parquet#1"]) == FACTS | {"text": ARTICLE}
    assert rejects(landing) == {"dump.parquet": "no_text"}


def test_a_page_with_its_own_metadata(landing):
    drop(landing, "saved page", PAGE)
    row = only_document(landing)
    assert {k: v for k, v in facts(row).items() if k != "text"} == {
        k: v for k, v in FACTS.items() if k != "text"
    }
    assert ARTICLE.strip() in row["text"] and "The “old” pier" in row["text"]
    for furniture in ("no text of ours", "Home", "Cookies"):
        assert furniture not in row["text"]
    assert row["format"] == "html"


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "koi8-r"])
def test_a_page_in_a_declared_encoding(landing, encoding):
    word = "пирс" if encoding == "koi8-r" else "naïve"
    page = PAGE.replace("“old”", word).replace("’", "'").replace("é", "e").replace("utf-8", encoding)
    drop(landing, "a.html", page.encode(encoding))
    assert word in only_document(landing)["text"]


def test_latin1_means_windows_1252_as_in_browsers(landing):
    drop(landing, "a.html", PAGE.replace("utf-8", "iso-8859-1").encode("windows-1252"))
    assert "“old” pier" in only_document(landing)["text"]


def test_a_page_without_text_is_refused(landing):
    drop(landing, "a.html", "<!doctype html><html><body><script>x()</script></body></html>")
    assert rejects(landing) == {"a.html": "no_text"}


@pytest.mark.parametrize(
    ("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress), ("zst", zstd)]
)
def test_single_files_packed(landing, suffix, pack):
    drop(landing, f"a.txt.{suffix}", pack(ARTICLE.encode()))
    drop(landing, f"b.md.{suffix}", pack(b"# Ferry returns\n\nin the morning.\n"))
    drop(landing, f"c.jsonl.{suffix}", pack(lines(RECORD | {"body": "Another text."})))
    found = documents(landing)
    assert {path: row["format"] for path, row in found.items()} == {
        f"a.txt.{suffix}": "text",
        f"b.md.{suffix}": "markdown",
        f"c.jsonl.{suffix}#1": "jsonl",
    }


def test_zip_and_tar_of_anything(landing):
    inner = {
        "a.txt": b"One text.",
        "deep/b.jsonl": lines({"text": "Two texts."}),
        "c.parquet": parquet_of([{"text": "Three."}]),
    }
    drop(landing, "x.zip", zip_of(**inner))
    drop(
        landing,
        "y.tar.gz",
        tar_of("w:gz", **{k: v.replace(b"T", b"t") if k != "c.parquet" else v for k, v in inner.items()}),
    )
    assert set(documents(landing)) == {
        "x.zip!/a.txt",
        "x.zip!/deep/b.jsonl#1",
        "x.zip!/c.parquet#1",
        "y.tar.gz!/deep/b.jsonl#1",
    }
    assert rejects(landing) == {"y.tar.gz!/a.txt": "duplicate", "y.tar.gz!/c.parquet#1": "duplicate"}


def test_an_archive_can_be_a_batch(landing):
    (landing.root / "may.zip").write_bytes(zip_of(**{"a.txt": b"One text."}))
    found, _, _ = read_batch(landing, "may.zip")
    assert found["source_path"].to_pylist() == ["may.zip!/a.txt"]


def test_sources_speak_of_members_by_their_archive(landing):
    drop(landing, "x.zip", zip_of(**{"a.txt": b"One text."}))
    drop(landing, "sources.toml", '["x.zip"]\npublisher = "The Quay"\n')
    assert only_document(landing)["publisher"] == "The Quay"


def test_furniture_of_archives_is_passed_over(landing):
    drop(
        landing,
        "x.zip",
        zip_of(**{"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "README.md": b"x", "a.txt": b"One."}),
    )
    assert only_document(landing)["source_path"] == "x.zip!/a.txt"


def test_office_documents_and_their_kin_are_refused_by_name(landing):
    drop(landing, "a.docx", zip_of(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
    drop(landing, "b.pdf", b"%PDF-1.7\n1 0 obj\n")
    drop(landing, "c.xml", '<?xml version="1.0"?><rss><channel/></rss>')
    assert rejects(landing) == {"a.docx": "unsupported", "b.pdf": "unsupported", "c.xml": "unsupported"}


def warc_of(*responses: tuple[str, bytes, bytes], gzipped: bool) -> bytes:
    warcio = pytest.importorskip("warcio")
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    assert warcio
    sink = io.BytesIO()
    writer = WARCWriter(sink, gzip=gzipped)
    for url, kind, body in responses:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind.decode())], protocol="HTTP/1.1")
        request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "quay.example")], is_http_request=True)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=request))
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
        )
    return sink.getvalue()


@pytest.mark.parametrize("gzipped", [True, False])
def test_warc_as_crawlers_ship_it(landing, gzipped):
    bare = PAGE.replace('<link rel="canonical" href="https://quay.example/1">', "").replace("Oslo", "Bergen")
    data = warc_of(
        ("https://quay.example/1", b"text/html; charset=utf-8", PAGE.encode()),
        ("https://quay.example/logo.png", b"image/png", b"\x89PNG"),
        ("https://quay.example/2", b"text/html; charset=windows-1252", bare.encode("windows-1252")),
        ("https://quay.example/3", b"text/plain", ARTICLE.encode()),
        ("https://quay.example/4", b"text/html", b"<html><body></body></html>"),
        gzipped=gzipped,
    )
    drop(landing, "crawl.warc.gz" if gzipped else "crawl.warc", data)
    found = {row["url"]: row for row in documents(landing).values()}
    assert set(found) == {
        f"https://quay.example/{n}" if n < 3 else "https://quay.example/3" for n in (1, 2, 3)
    }
    assert found["https://quay.example/1"]["title"] == "Ferry returns"
    assert (
        "Bergen" in found["https://quay.example/2"]["text"]
        and "“old”" in found["https://quay.example/2"]["text"]
    )
    assert found["https://quay.example/3"]["format"] == "warc"
    assert [r["reason"] for r in rejected(landing)] == ["no_text"]


def test_text_that_was_misread_is_mended_where_that_is_proven(landing):
    right = "“It’s back,” said the café’s owner – on the Ferry."
    wrong = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in right.encode())
    both = wrong + " Zürich"
    drop(landing, "a.jsonl", lines({"text": wrong, "title": wrong}, {"text": both}, {"text": right + "!"}))
    drop(landing, "b.txt", wrong + " in a file")
    found = documents(landing)
    assert (found["a.jsonl#1"]["text"], found["a.jsonl#1"]["title"]) == (right, right)
    assert found["a.jsonl#1"]["mended"] == "windows-1252"
    assert (found["a.jsonl#2"]["text"], found["a.jsonl#2"]["mended"]) == (both, None)
    assert (found["a.jsonl#3"]["text"], found["a.jsonl#3"]["mended"]) == (right + "!", None)
    assert (found["b.txt"]["text"], found["b.txt"]["mended"]) == (wrong + " in a file", None)


def test_facts_of_a_page_in_json_ld(landing):
    linked = {
        "@graph": [
            {"@type": "WebSite", "name": "not this"},
            {
                "@type": ["NewsArticle"],
                "headline": "Ferry returns",
                "datePublished": "2024-05-22T08:00:00+02:00",
                "author": [{"@type": "Person", "name": "Ada Quill"}, {"name": "Ben Marsh"}],
                "publisher": {"name": "The Quay"},
            },
        ]
    }
    start, end = PAGE.index("<meta property"), PAGE.index('<link rel="canonical"')
    script = '<script type="application/ld+json">{}</script>'
    block = script.format("{ broken") + script.format(json.dumps(linked))
    drop(landing, "a.html", PAGE[:start] + block + PAGE[end:])
    row = only_document(landing)
    assert {name: row[name] for name in FACTS if name != "text"} == {
        k: v for k, v in FACTS.items() if k != "text"
    }
