"""Sentences across the grid of roles: verbs, voices, orders, nouns, deals, headlines, paraphrases."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tradewire.extract import extract

with (Path(__file__).parent / "roles.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_gives_each_item_its_supplier_and_recipient(row: dict[str, str]) -> None:
    """In ``tanks KR>PL; radars ->PL`` a ``-`` is a side that nobody names; ``*`` leaves it open."""
    text = row["text"]
    items = extract(text).items
    expected = [transfer.rsplit(" ", 1) for transfer in row["transfers"].split("; ")]
    assert [text[item.start : item.end] for item in items] == [words for words, _ in expected]
    for item, (_, sides) in zip(items, expected, strict=True):
        for code, party in zip(sides.split(">"), (item.supplier, item.recipient), strict=True):
            assert code == "*" or (party.country or "-") == code
