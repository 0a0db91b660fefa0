"""Whole words, longest first, at code-point offsets."""

from __future__ import annotations

import pytest

from tradewire.extract.scan import Scanner

SCANNER = Scanner(["air defence", "air", "additional", "in", "in addition", "u.s.", "f-16", "don't", "é"])


def found(text: str) -> list[str]:
    """The words that the scanner's hits cover."""
    return [text[start:end] for start, end, _ in SCANNER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air-defence in air", ["Air-defence", "in", "air"]),
        ("airy fairies", []),
        ("“Air” (in)\nair", ["Air", "in", "air"]),
        ("an F-16, the F 16 and F-160", ["F-16", "F 16"]),
        ("the U.S. said", ["U.S"]),
        ("they don’t and don't", ["don’t", "don't"]),
        ("in additional air defenceless", ["in", "additional", "air"]),
        ("\U0001f600 é – in €5", ["é", "in"]),
        ("", []),
    ],
)
def test_words_are_found_whole(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_two_spellings_of_one_pattern_are_refused() -> None:
    with pytest.raises(ValueError, match="fold to the same"):
        Scanner(["dual use", "dual-use"])


def test_a_form_without_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="no letter"):
        Scanner(["—"])
