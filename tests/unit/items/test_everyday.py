"""Ordinary stories, in which households, schools and parties give and get things, make no trade items."""

from __future__ import annotations

import pytest

from tradewire.extract import extract


@pytest.mark.parametrize(
    "text",
    [
        "Rosa Kemp fries the fish and pours oil into the pan.",
        "The mayor of Lyon gave her support to the new school.",
        "Students of the school receive financial assistance every spring.",
        "The bakery in Porto sells food and clothes.",
        "He makes money and spends it on cars in Milan.",
        "Members of the club provide learning materials for pupils in Oslo.",
    ],
)
def test_everyday_life_is_no_trade(text: str) -> None:
    assert [text[item.start : item.end] for item in extract(text).items] == []


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Kenya exported food last year.", "food"),
        ("Norway sent food to Chad.", "food"),
        ("Norway stopped its aid.", "aid"),
        ("Chad asked for equipment.", "equipment"),
        ("Oman sold rifles to Chad. A firm in Muscat provided equipment.", "equipment"),
    ],
)
def test_the_same_words_between_states_are(text: str, item: str) -> None:
    assert item in [text[row.start : row.end] for row in extract(text).items]


@pytest.mark.parametrize(
    "text",
    [
        "Oman gave Chad a 10-day notice.",
        "The mistake gave ammunition to his critics.",
        "The suspect bought a gun in a shop in Leeds.",
        "Her visit to the hedge fund and other advisers won wide support.",
        "He got out of the car with a handgun.",
    ],
)
def test_articles_and_private_arms_are_none(text: str) -> None:
    assert [text[item.start : item.end] for item in extract(text).items] == []


def test_a_verb_behind_and_is_no_ship() -> None:
    text = "Estonia buys fuel from Norway and ships a load of howitzers to Ghana."
    found = {
        text[row.start : row.end]: (row.supplier.country, row.recipient.country)
        for row in extract(text).items
    }
    assert found == {"fuel": ("NO", "EE"), "howitzers": ("EE", "GH")}
