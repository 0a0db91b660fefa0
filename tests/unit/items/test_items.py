"""Items, roles and numbers in running text: what a row holds and what makes none."""

from __future__ import annotations

import pytest

from tradewire.extract import extract
from tradewire.extract.doc import TradeItem


def rows(text: str) -> list[TradeItem]:
    return extract(text).items


def words(text: str) -> list[str]:
    return [text[item.start : item.end] for item in rows(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Oman sold machine tools, microelectronics and optics to Chad.",
            ["machine tools", "microelectronics", "optics"],
        ),
        ("Oman sold rifles (and mortars) to Chad, including launchers.", ["rifles", "mortars", "launchers"]),
        ("Oman sold Chad 155mm artillery shells.", ["artillery shells"]),
        ("Oman sold rounds of 5.56mm ammunition to Chad.", ["ammunition"]),
        ("Oman sold unmanned aerial vehicles (UAVs) to Chad.", ["unmanned aerial vehicles"]),
        ("Oman sold anti-drone lasers to Chad.", ["anti-drone lasers"]),
    ],
)
def test_spans_of_coordinated_and_compound_items(text: str, expected: list[str]) -> None:
    found = words(text)
    assert len(found) == len(expected)
    assert all(part in span for part, span in zip(expected, found, strict=True))


@pytest.mark.parametrize(
    ("text", "item_class"),
    [
        ("Oman sold drone components to Chad.", "uncrewed"),
        ("Oman sold components for drones to Chad.", "uncrewed"),
        ("Oman sold missile technology to Chad.", "missiles_rockets"),
        ("Oman sold air defence batteries to Chad.", "air_defence"),
        ("Oman sold lithium batteries to Chad.", "electronics"),
        ("Oman sold night-vision goggles to Chad.", "sensors_c4"),
    ],
)
def test_heads_take_the_class_of_their_modifier(text: str, item_class: str) -> None:
    assert [item.item_class for item in rows(text)] == [item_class]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The fuel tank of a car burned in Chad.",
        "A think tank in Oman wrote to Chad.",
        "Shell companies moved from Oman to Chad.",
        "He took up arms in Chad.",
        "An artillery strike hit a gas station in Chad.",
        "The intelligence service of Oman spoke.",
    ],
)
def test_what_only_looks_like_an_item_makes_no_row(text: str) -> None:
    assert rows(text) == []


def test_codes_of_the_taxonomy_come_with_the_item() -> None:
    (item,) = rows("Oman sold ball bearings to Chad.")
    assert item.item_type == "bearing"
    assert "848210" in item.hs6
    assert item.chpl_tier == "3.B"


def test_named_systems_are_known() -> None:
    (item,) = rows("Oman sold HIMARS to Chad.")
    assert item.item_system == "HIMARS"


def test_numbers_go_to_the_item_they_count() -> None:
    tanks, howitzers = rows("Oman sold 20 tanks and up to 30 howitzers to Chad.")
    assert (tanks.quantity_min, tanks.quantity_max, tanks.quantity_unit) == (20, 20, "item")
    assert (howitzers.quantity_min, howitzers.quantity_max) == (None, 30)


def test_money_goes_to_what_it_pays_for() -> None:
    (item,) = rows("Oman approved $61 billion in military aid to Chad.")
    assert (item.amount, item.currency, item.quantity_min) == (61e9, "USD", None)


def test_a_calibre_is_no_quantity() -> None:
    (item,) = rows("Oman sold 155mm shells to Chad.")
    assert item.quantity_min is None
    assert item.quantity_max is None


def test_the_intermediary_stands_apart() -> None:
    (item,) = rows("Oman shipped rifles to Chad via Malta.")
    assert (item.supplier.country, item.recipient.country, item.intermediary.country) == ("OM", "TD", "MT")


def test_the_transfer_is_the_word_of_the_text() -> None:
    text = "Oman has shipped rifles to Chad."
    (item,) = rows(text)
    assert item.transfer == "shipped"
    assert text[item.transfer_start : item.transfer_end] == "shipped"


def test_the_speaker_of_the_quote_is_the_claimant() -> None:
    (item,) = rows("“Oman has shipped rifles to Chad,” French President Luc Morel said.")
    assert item.status == "alleged"
    assert item.claimed_by_name == "Luc Morel"
    assert item.quote is not None


def test_both_sides_of_a_barter_make_their_own_row() -> None:
    shells, fuel = rows("Oman sent shells to Chad in exchange for fuel.")
    assert (shells.supplier.country, shells.recipient.country) == ("OM", "TD")
    assert (fuel.supplier.country, fuel.recipient.country) == ("TD", "OM")


def test_a_very_long_sentence_is_read_to_its_end() -> None:
    text = "Oman waited, " * 400 + "and Oman sold rifles to Chad."
    (item,) = rows(text)
    assert (item.supplier.country, item.recipient.country) == ("OM", "TD")


def test_open_roles_come_from_the_other_claims_of_the_document() -> None:
    text = "Oman sold rifles to Chad in May. Oman has shipped 20 drones since."
    _, drones = rows(text)
    assert (drones.supplier.country, drones.recipient.country) == ("OM", "TD")
    assert drones.rule.endswith("+document")


def test_components_hold_what_they_are_for() -> None:
    assert words("Oman sold components for drones to Chad.") == ["components for drones"]


def test_possessives_bind_to_who_acts() -> None:
    (item,) = rows("Oman asked Chad to send its rifles to Malta.")
    assert (item.supplier.country, item.recipient.country, item.status) == ("TD", "MT", "requested")


def test_relative_clauses_do_not_change_the_subject() -> None:
    (item,) = rows("Oman, which Chad had warned, sold rifles to Malta.")
    assert (item.supplier.country, item.recipient.country) == ("OM", "MT")


def test_vague_things_between_nobody_make_no_row() -> None:
    assert rows("The school needs food and support.") == []


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Serbia sold rifles to Mali. Serbia supplies sensors to Chad.", "TD"),
        ("Serbia sold rifles to Mali. Serbia supplies sensors to armies in 19 countries.", None),
        ("Serbia sold rifles to Mali. Serbia stopped all export of arms.", None),
    ],
)
def test_general_sentences_take_no_recipient_from_the_document(text: str, recipient: str | None) -> None:
    assert extract(text).items[-1].recipient.country == recipient
