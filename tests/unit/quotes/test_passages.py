"""Short passages over the grid of speaker, position, pronoun, sentence before and kind of quote.

``passages.txt`` holds them, apart by empty lines: the text (¶ is a line break), then one line per quote: its
kind (``?``: found or not), its words, its speakers (any of them will do; ``-`` none).  Every quote must be
found with its speaker, and no other.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tradewire.extract import extract
from tradewire.extract.doc import Quote

SHARE = 0.8
"""Of the words of two spans together, how many both must have to be the same quote."""


class Expected(NamedTuple):
    kind: str
    start: int
    end: int
    optional: bool
    speakers: list[str]


class Passage(NamedTuple):
    text: str
    quotes: list[Expected]


def read() -> list[Passage]:
    blocks = Path(__file__).with_name("passages.txt").read_text(encoding="utf-8").strip().split("\n\n")
    return [passage(block.splitlines()) for block in blocks]


def passage(lines: list[str]) -> Passage:
    text = lines[0].replace("¶", "\n")
    found: list[Expected] = []
    for line in lines[1:]:
        kind, words, speakers = line.split(" | ")
        start = text.index(words, max((quote.start + 1 for quote in found if quote.kind == kind), default=0))
        names = [plain(name) for name in speakers.split("; ")]
        found.append(Expected(kind.rstrip("?"), start, start + len(words), kind.endswith("?"), names))
    return Passage(text, found)


def plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def same(expected: Expected, quote: Quote) -> bool:
    if (expected.kind == "indirect") != (quote.kind == "indirect"):
        return False
    shared = min(expected.end, quote.end) - max(expected.start, quote.start)
    return shared > SHARE * (max(expected.end, quote.end) - min(expected.start, quote.start))


def names(quote: Quote) -> set[str]:
    entity = quote.speaker_entity
    found = {entity.name, *entity.aliases} if entity is not None else set()
    return {plain(name) for name in found | {quote.speaker_name or "-"}}


@pytest.mark.parametrize("passage", read(), ids=lambda passage: passage.text[:40])
def test_passage(passage: Passage) -> None:
    left = list(extract(passage.text).quotes)
    for expected in passage.quotes:
        quote = next((quote for quote in left if same(expected, quote)), None)
        if quote is None:
            assert expected.optional, passage.text[expected.start : expected.end]
            continue
        left.remove(quote)
        assert names(quote) & set(expected.speakers), (quote.speaker_name, expected.speakers)
    assert [passage.text[quote.start : quote.end] for quote in left] == []
