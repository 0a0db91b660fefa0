"""Quoted regions in every style of marks, broken ones included."""

from itertools import pairwise

import pytest

from tradewire.extract.quotes.marks import find_regions

STYLES = [
    ("“We will go,” he said.", ["We will go,"]),
    ('"We will go," he said.', ["We will go,"]),
    (
        "‘We won’t go,’ he said. ‘The ministers’ call is wrong.’",
        ["We won’t go,", "The ministers’ call is wrong."],
    ),
    ("'I can't,' he said.", ["I can't,"]),
    ("«Nous partons», dit-il.", ["Nous partons"]),
    ("»Wir gehen«, sagte er.", ["Wir gehen"]),
    ("„Wir gehen“, sagte er.", ["Wir gehen"]),
    ("``We go,'' he said.", ["We go,"]),
    ("''We go,'' he said. ''Now.''", ["We go,", "Now."]),
    ("“My view,″ he said.", ["My view,"]),
    ("“He called it ‘a shame’,” she said.", ["He called it ‘a shame’,"]),
    ("The ‘harbour users’ under the rule", ["harbour users"]),
    ("rock 'n' roll of the '90s", []),
    ("the ships' crews and the captains' wives", []),
    ('a 5" pipe and a 6" pipe', []),
]


@pytest.mark.parametrize(("text", "words"), STYLES)
def test_styles(text, words):
    assert [text[region.start : region.end] for region in find_regions(text)] == words


def test_paragraphs_that_reopen_without_closing():
    text = "“One.\n\n“Two.\n\n“Three,” he said."
    assert [text[region.start : region.end] for region in find_regions(text)] == ["One.", "Two.", "Three,"]


def test_a_closing_mark_typed_for_an_opening_one():
    text = "It was equal to” a petty theft,” according to the court."
    assert [text[region.start : region.end] for region in find_regions(text)] == ["a petty theft,"]


def test_a_stray_closing_mark_is_passed_over():
    text = "They spoke of a “new dawn” or recovery”."
    assert [text[region.start : region.end] for region in find_regions(text)] == ["new dawn"]


def test_an_unclosed_quote_ends_with_its_paragraph():
    text = "“We will go, he said.\nThe day was fine."
    assert [text[region.start : region.end] for region in find_regions(text)] == ["We will go, he said."]


@pytest.mark.parametrize("mark", ["“", '"', "‘", "'", "”", "”  ", "``", "«", "“a\n", "'a ", "‘s’ "])
def test_any_run_of_marks_is_read(mark):
    text = mark * 5_000
    regions = find_regions(text)
    assert all(a.last <= b.first for a, b in pairwise(regions))
