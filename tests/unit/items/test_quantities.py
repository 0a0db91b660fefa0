"""The quantity parser against its test set, and the promises that hold for any text."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from tradewire.extract.quantities import find_quantities

with (Path(__file__).parent / "quantities.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))


def number(cell: str) -> float | None:
    return float(cell) if cell else None


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_reads_the_quantity_of_the_sentence(row: dict[str, str]) -> None:
    found = find_quantities(row["text"])
    if not row["kind"]:
        assert found == []
        return
    assert len(found) == 1
    q = found[0]
    assert (q.kind, q.minimum, q.maximum, q.unit) == (
        row["kind"],
        number(row["minimum"]),
        number(row["maximum"]),
        row["unit"],
    )
    assert q.currency == (row["currency"] or None)


def test_offsets_point_into_the_text() -> None:
    text = "First. Then it sent more than 1 million shells and $61 billion."
    spans = [text[q.start : q.end] for q in find_quantities(text, 7)]
    assert spans == ["more than 1 million", "$61 billion"]


@pytest.mark.parametrize(
    "noise",
    [
        "",
        "1" * 400,
        "1," * 200,
        "$" * 50,
        "one " * 200,
        "- " * 50,
        "½½",
        "\ud800 5",
        "٣ ٤",
        "²",
        "1e9",
        "a a a",
        "9" * 30,
        "five -",
    ],
)
def test_never_raises(noise: str) -> None:
    for q in find_quantities(noise):
        assert 0 <= q.start < q.end <= len(noise)


def test_is_linear_in_the_length_of_the_text() -> None:
    def seconds(n: int) -> float:
        text = "more than 1 million and two hundred thousand " * n
        begin = time.perf_counter()
        find_quantities(text)
        return time.perf_counter() - begin

    seconds(100)
    assert seconds(4000) < 40 * max(seconds(1000), 0.002)
