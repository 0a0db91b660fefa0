"""Sentences across the grid of status: stage, polarity, certainty by verbs, nouns, headlines, passives."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tradewire.extract import extract

with (Path(__file__).parent / "statuses.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_gives_the_status_of_the_sentence(row: dict[str, str]) -> None:
    """``|`` parts statuses that are each right; ``*`` is a role that the sentence leaves arguable."""
    text = row["text"]
    items = [item for item in extract(text).items if row["item"] in text[item.start : item.end]]
    assert items
    item = items[0]
    assert item.status in row["status"].split("|")
    for expected, party in ((row["supplier"], item.supplier), (row["recipient"], item.recipient)):
        if expected != "*":
            assert party.country == (expected or None)
    assert item.polarity == ("negative" if item.status == "denied" else "positive")


with (Path(__file__).parent / "claimants.csv").open(encoding="utf-8", newline="") as lines:
    CLAIMANTS = list(csv.DictReader(lines))


@pytest.mark.parametrize("row", CLAIMANTS, ids=[row["text"] for row in CLAIMANTS])
def test_names_who_claims_it(row: dict[str, str]) -> None:
    """Who accuses, alleges, denies or is a headline's source; ``|`` parts names that are each right."""
    text = row["text"]
    items = [item for item in extract(text).items if row["item"] in text[item.start : item.end]]
    assert items
    assert (items[0].claimed_by_name or "") in row["claimant"].split("|")


with (Path(__file__).parent / "stages.csv").open(encoding="utf-8", newline="") as lines:
    STAGES = list(csv.DictReader(lines))


@pytest.mark.parametrize("row", STAGES, ids=[row["text"] for row in STAGES])
def test_gives_the_stage_of_the_sentence(row: dict[str, str]) -> None:
    """How far the drones of each sentence have come; ``|`` parts stages that are each right."""
    text = row["text"]
    items = [item for item in extract(text).items if "rones" in text[item.start : item.end]]
    assert items
    assert items[0].stage in row["stage"].split("|")
