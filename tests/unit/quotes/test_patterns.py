"""Every pattern of the grammar matches its example and leaves its counter-example alone."""

import pytest

from tradewire.extract.doc import Sentence
from tradewire.extract.quotes.marks import find_regions
from tradewire.extract.quotes.patterns import PATTERNS
from tradewire.extract.quotes.words import Words


def found(pattern, text):
    words = Words(text, [Sentence(0, 0, len(text))], find_regions(text))
    if pattern.side == "left":
        return pattern.compiled.match(words.codes[:-1][::-1])
    if pattern.side == "inside":
        return pattern.compiled.search(words.codes[1:-1])
    return pattern.compiled.match(words.codes[1:])


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_example_and_counter_example(pattern):
    assert found(pattern, pattern.example)
    assert not found(pattern, pattern.counter)


def test_names_are_unique():
    names = [pattern.name for pattern in PATTERNS]
    assert len(set(names)) == len(names)
