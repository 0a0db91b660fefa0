"""Sentences with two claims: each has the mood of its own clause."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tradewire.extract import extract

with (Path(__file__).parent / "clauses.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['item']}: {row['text']}" for row in ROWS])
def test_gives_each_claim_its_own_mood(row: dict[str, str]) -> None:
    """``|`` parts statuses that are each right; ``*`` is a role that the sentence leaves arguable."""
    text = row["text"]
    items = [item for item in extract(text).items if row["item"] in text[item.start : item.end]]
    assert items
    assert items[0].status in row["status"].split("|")
    for expected, party in ((row["supplier"], items[0].supplier), (row["recipient"], items[0].recipient)):
        if expected != "*":
            assert party.country == (expected or None)
