"""The words by which a document's facts are found."""

from __future__ import annotations

from tradewire.ingest.document_words import document_words


def test_words_go_by_place_and_fact() -> None:
    assert document_words("column")["title"][0] == "title"
    assert document_words("meta")["url"] == ("og:url",)
    assert "the" in document_words("text")["en"]


def test_an_unknown_place_has_none() -> None:
    assert document_words("no such place") == {}
