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


@pytest.mark.parametrize(
    "text",
    [
        "The coalition flew five airstrikes, delivering 90 munitions.",
        "Frigates of Norway will join Spain in an exercise.",
        "Hundreds of fighters joined the army of Niger.",
        "Jets of Niger fired missiles from the airspace of Chad into Mali.",
    ],
)
def test_operations_hand_nothing_over(text: str) -> None:
    assert [text[item.start : item.end] for item in extract(text).items] == []


def test_fighters_in_their_thousands_are_people() -> None:
    (row,) = extract("Chad has sent thousands of fighters to Niger.").items
    assert (row.item_type, row.supplier.country, row.recipient.country) == ("personnel", "TD", "NE")


@pytest.mark.parametrize(
    ("text", "supplier", "recipient"),
    [
        ("U.S. reports have alleged that Oman has a fleet and has sold torpedoes to Chad.", "OM", "TD"),
        ("Kuwait said that Oman is a friend and has sold torpedoes to Chad.", "OM", "TD"),
        ("Oman has acquired complete missile systems.", None, "OM"),
    ],
)
def test_the_nearer_subject_and_adjectives_that_look_like_verbs(
    text: str, supplier: str | None, recipient: str | None
) -> None:
    (row,) = extract(text).items
    assert (row.supplier.country, row.recipient.country) == (supplier, recipient)


@pytest.mark.parametrize(
    "text",
    [
        "The senate in Texas voted for a ban on guns.",
        "The governor pledged her support to Ann Field.",
        "Troops of Chad entered Niger.",
        "The right to bear arms and a ban on suicide bombers were discussed in Oslo.",
    ],
)
def test_politics_at_home_is_no_trade(text: str) -> None:
    assert [text[item.start : item.end] for item in extract(text).items] == []


def test_guns_between_states_are() -> None:
    (row,) = extract("Oman exported pistols to Chad.").items
    assert (row.supplier.country, row.recipient.country) == ("OM", "TD")


def test_pumps_and_cameras_of_nobody_are_none() -> None:
    text = "A plumber provided pumps for the cellar. She bought a camera for the class."
    assert extract(text).items == []


def test_who_stops_aid_stops_its_own() -> None:
    text = "Norway sent rifles to Chad. As Chad waits, donors are freezing their aid."
    (row,) = [row for row in extract(text).items if text[row.start : row.end] == "aid"]
    assert (row.supplier.country, row.status) == (None, "blocked")
