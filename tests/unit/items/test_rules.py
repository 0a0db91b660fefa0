"""Every rule of transfer by its own example and counterexample, and every row's rule in the table."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tradewire.extract import extract
from tradewire.reference_data import rows

RULES = list(rows("transfer_rules"))
NAMES = {row["rule"] for row in RULES}
CLAIMS = Path(__file__).parent / "claims.csv"


def parts(rule: str) -> set[str]:
    """``give:noun+user`` is made by ``give:noun`` and ``+user``."""
    frame, *fills = rule.split("+")
    return {frame, *(f"+{fill}" for fill in fills)}


def found(text: str) -> set[str]:
    return {part for item in extract(text).items for part in parts(item.rule)}


@pytest.mark.parametrize("row", RULES, ids=[row["rule"] for row in RULES])
def test_example_matches_and_counterexample_does_not(row: dict[str, str]) -> None:
    assert row["rule"] in found(row["example"])
    assert row["rule"] not in found(row["counterexample"])


def test_every_rule_that_makes_a_row_is_described() -> None:
    with CLAIMS.open(encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    used = set().union(*(found(text) for text in texts))
    assert used <= NAMES
