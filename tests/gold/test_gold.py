"""The gold documents are exact, and are what their specs say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gold.build import SpecError, build, dump
from tradewire.quality import read_gold
from tradewire.schema.vocabulary import ITEM_CLASSES, LABELS, STATUSES

HERE = Path(__file__).parent
UNSEEN = HERE / "unseen"
SPECS = sorted([*HERE.glob("specs/*.txt"), *UNSEEN.glob("specs/*.txt")])


@pytest.mark.parametrize("path", SPECS, ids=[path.stem for path in SPECS])
def test_gold_document_is_built_from_its_spec(path: Path) -> None:
    folder = path.parents[1]
    text = (folder / "texts" / path.name).read_text(encoding="utf-8")
    written = (folder / f"{path.stem}.json").read_text(encoding="utf-8")
    built = dump(build(path.read_text(encoding="utf-8"), text, path.name))
    assert written == built, "run: python -m tests.gold.build"


@pytest.mark.parametrize("folder", [HERE, UNSEEN], ids=["gold", "unseen"])
def test_every_span_stands_where_it_says(folder: Path) -> None:
    documents = read_gold(folder)
    assert [document.name for document in documents] == sorted(p.name for p in folder.glob("specs/*.txt"))
    for document in documents:
        for rows in (document.mentions, document.quotes, document.items):
            assert rows, document.name
            starts = [row["start"] for row in rows]
            assert starts == sorted(starts), document.name
        for before, after in zip(document.mentions, document.mentions[1:], strict=False):
            assert before["end"] <= after["start"], (document.name, after["text"])


def test_the_gold_covers_every_label_class_and_status() -> None:
    documents = read_gold(HERE)
    items = [item for document in documents for item in document.items]
    assert {label for d in documents for mention in d.mentions for label in mention["label"]} == set(LABELS)
    assert {name for item in items for name in item["class"]} == set(ITEM_CLASSES)
    assert {item["status"][0] for item in items} == set(STATUSES)


@pytest.mark.parametrize(
    "line",
    [
        "[names]\nGPE Norland: Nowhere",
        "[names]\nCITY Norland: Norland",
        "[quotes]\nindirect | it did not | - | said",
        "[items]\njets | planes | - | - | reported",
        "[items]\njets | aircraft | Norland | - | reported",
        "[items]\njets | aircraft | - | - | reported | ..",
    ],
)
def test_a_line_that_does_not_fit_is_refused(line: str) -> None:
    with pytest.raises(SpecError):
        build(line, "Norland said it sold jets.", "a.txt")
