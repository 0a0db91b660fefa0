"""The data files of the page: small, in order, safe in a script, and only what is published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.release.conftest import HOSTILE, NORTH, NOW, SOUTH, Text, corpus, passing_audit
from tradewire.release import page_data, publish


def read(path: Path) -> Any:
    """The value in a data file, which is one call with JSON."""
    text = path.read_text(encoding="utf-8")
    start = text.index(",", text.index(",") + 1) + 1
    return json.loads(text[start : text.rindex(");")])


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(page_data, "PAGE_CHUNK_ROWS", 3)
    monkeypatch.setattr(page_data, "PAGE_CHUNK_DOCUMENTS", 2)
    monkeypatch.setattr(page_data, "PAGE_ROWS", 7)
    secret = Text(
        "Sam Grey", "Norland", "Estmark", "secret goods", rights="restricted", headline="Unpublished words"
    )
    frames = corpus(north=(*NORTH, secret), south=SOUTH)
    return publish(tmp_path, frames, now=NOW, audit=passing_audit).path / "page"


def test_rows_are_cut_into_chunks_up_to_the_limit_and_the_summary_counts_them(page: Path) -> None:
    summary = read(page / "summary.js")
    assert summary["tables"]["quotes"] | {"filters": {}} == {
        "rows": 5,
        "total": 5,
        "chunks": 2,
        "chunk_rows": 3,
        "filters": {},
    }
    mentions = summary["tables"]["entity_mentions"]
    assert (mentions["rows"], mentions["total"], mentions["chunks"]) == (7, 15, 3)
    assert [len(read(page / "quotes" / f"{n}.js")["text"]) for n in range(2)] == [3, 2]
    assert sorted(path.name for path in (page / "quotes").iterdir()) == ["0.js", "1.js"]


def test_documents_come_newest_first_and_rows_follow_them(page: Path) -> None:
    documents = [day for n in range(2) for day in read(page / "documents" / f"{n}.js")["published_on"]]
    assert documents == sorted(documents, reverse=True)
    numbers = [doc for n in range(2) for doc in read(page / "quotes" / f"{n}.js")["doc"]]
    assert numbers == sorted(numbers)


def test_no_sentence_of_a_closed_text_is_there(page: Path) -> None:
    everything = "".join(path.read_text() for path in page.rglob("*.js"))
    assert "Sam Grey said: “" not in everything
    assert "Ada Quill said: “" in everything


def test_what_would_end_a_script_is_escaped(page: Path) -> None:
    for path in page.rglob("[0-9]*.js"):
        assert "<" not in path.read_text()
    assert HOSTILE in {title for n in range(2) for title in read(page / "documents" / f"{n}.js")["title"]}
    assert page_data.call("x", 0, "</script>\u2028") == 'tradewire.take("x",0,"\\u003c/script>\\u2028");\n'


def test_choices_are_the_most_frequent_values(page: Path) -> None:
    filters = read(page / "summary.js")["tables"]["trade_items"]["filters"]
    assert filters["supplier_country"] == [["NO", 4], ["SE", 1]]
