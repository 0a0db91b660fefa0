"""Products and ships named by the noun beside them."""

from __future__ import annotations

import pytest

from tradewire.extract import extract


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Norway bought two Vrana howitzers.", ["Vrana"]),
        ("Norway bought six KX-5 fighter jets.", ["KX-5"]),
        ("It sold the Tyrfan launchers. Norway wants no Tyrfan here.", ["Tyrfan", "Tyrfan"]),
        ("Norway wants Su-39SKs and the AGM-199B-2.", ["Su-39SKs", "AGM-199B-2"]),
        ("Norway wants the P-9C Pelican in May.", ["P-9C Pelican"]),
        ("Norway wants the P-9 visa in May.", []),
        ("Norway wants AN/TPQ-36 and PzH 2000s.", ["AN/TPQ-36", "PzH 2000s"]),
        ("Norway has 2S19 Msta-S and Ukraine has HIMARS.", ["2S19 Msta-S", "HIMARS"]),
        ("Norway seized the tanker Silver Heron.", ["Silver Heron"]),
        ("One of its ships, the Silver Heron, was seized.", ["Silver Heron"]),
        ("Norway seized the MV Silver Heron.", ["MV Silver Heron"]),
        ("SILVER HERON (IMO 9301234) carried crude oil.", ["SILVER HERON"]),
        ("It fired Iranian missiles and flew Boeing jets.", []),
        ("The tanker Monday left.", []),
        ("Hamas fighters fired at Sunday drones.", []),
    ],
)
def test_noun_beside_a_name_makes_it_a_product(text: str, names: list[str]) -> None:
    assert [text[m.start : m.end] for m in extract(text).mentions if m.label == "PRODUCT"] == names


ABOUT_ARMS = "Norway has sent missiles, drones and artillery. "


@pytest.mark.parametrize("name", ["Javelins", "Taurus"])
def test_an_ambiguous_name_is_a_product_in_a_text_about_arms(name: str) -> None:
    said = f"The minister would not speak about the {name} in May."
    labels = {text: [m.label for m in extract(text).mentions] for text in (ABOUT_ARMS + said, said)}
    assert "PRODUCT" in labels[ABOUT_ARMS + said]
    assert "PRODUCT" not in labels[said]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Norway ordered radars from Thales in May.", "ORG"),
        ("Norway ordered radars from Thales in May. Thales Moe, a pilot, was glad.", "PERSON"),
    ],
)
def test_a_company_that_is_a_given_name_too(text: str, label: str) -> None:
    assert {m.label for m in extract(text).mentions if text[m.start : m.end].startswith("Thales")} == {label}
