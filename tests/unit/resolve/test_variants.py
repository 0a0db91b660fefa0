"""Spellings of one name, and names that only look alike (the pairs and why are in name_pairs.csv)."""

from __future__ import annotations

import csv
import random
from itertools import combinations
from pathlib import Path

import pytest

from tradewire.resolve.variants import block, folded, same_name, variants

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


def test_pairs_among_many_names_are_those_that_are_the_same_one_by_one() -> None:
    chance = random.Random(3)
    given = ["Andrei", "Andrey", "Andriy", "Sergei", "Sergey", "Mohammed", "Muhammad", "Ada", "Aleksandr"]
    last = ["Belousov", "Belosov", "Belousova", "Moss", "Khalaf", "Kalaf", "Aleksandrov", "Alexandrova"]
    middle = ["", "Ivanovich", "Ivanovitch", "bin"]
    names = {" ".join(filter(None, map(chance.choice, (given, middle, last)))) for _ in range(120)} | {
        f"{pair[side]}" for pair in PAIRS for side in ("one", "other")
    }
    one_by_one = {
        frozenset((" ".join(folded(a)), " ".join(folded(b))))
        for a, b in combinations(sorted(names), 2)
        if block(a) == block(b) and same_name(a, b) and folded(a) != folded(b)
    }
    found = [frozenset(pair) for pair in variants(map(folded, names)).iter_rows()]
    assert set(found) == one_by_one
    assert len(found) == len(one_by_one) > 10
