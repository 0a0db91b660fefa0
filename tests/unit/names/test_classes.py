"""The word classes of the names stage."""

from __future__ import annotations

import pytest

from tradewire.extract.names.classes import standard_forms, word_class


def test_a_class_holds_its_words() -> None:
    assert {"Monday", "Sunday"} < word_class("days")
    assert len(word_class("days")) == 7


def test_an_unknown_class_is_an_error() -> None:
    with pytest.raises(KeyError):
        word_class("no such class")


def test_variants_go_by_kind() -> None:
    assert standard_forms("organisation")["organization"] == "organisation"
    assert standard_forms("role")["spokesman"] == "spokesperson"
    assert standard_forms("no such kind") == {}
