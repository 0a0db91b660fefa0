"""Minimal sentences in pairs that differ by one thing, each with the row it must give."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tradewire.extract import extract

with (Path(__file__).parent / "claims.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_gives_the_row_of_the_sentence(row: dict[str, str]) -> None:
    """``*`` in the table is a role that the sentence leaves arguable; no item means that no row may come."""
    items = extract(row["text"]).items
    if not row["item"]:
        assert items == []
        return
    assert len(items) == 1
    item = items[0]
    assert row["item"] in row["text"][item.start : item.end]
    assert item.item_class == row["class"]
    assert item.status == row["status"]
    for expected, party in ((row["supplier"], item.supplier), (row["recipient"], item.recipient)):
        if expected != "*":
            assert party.country == (expected or None)


def test_pairs_are_complete() -> None:
    pairs = [row["pair"] for row in ROWS]
    assert all(pairs.count(pair) == 2 for pair in set(pairs))
