"""Names held together by small words, commas, numbers, marks of possession and foreign particles."""

import pytest

from tradewire.extract import extract

ORGANISATIONS = [
    ("He joined the Ports and Harbours Agency last year.", "Ports and Harbours Agency"),
    ("She runs the Roads, Forests and Rivers Authority there.", "Roads, Forests and Rivers Authority"),
    (
        "It went to the Ministry of Roads, Bridges and Tunnels on Friday.",
        "Ministry of Roads, Bridges and Tunnels",
    ),
    ("It went to the Department of Foreign Affairs and Trade.", "Department of Foreign Affairs and Trade"),
    ("It went to the Ministry of Bridges and Energy.", "Ministry of Bridges and Energy"),
    ("It went to the Ministry of Energy and Boeing.", "Ministry of Energy"),
    (
        "It went to the Ministry of Roads, Bridges and Technology.",
        "Ministry of Roads, Bridges and Technology",
    ),
    ("It is up to the Electoral Commission of Ghana.", "Electoral Commission of Ghana"),
    ("It is up to the Electoral Commission in Ghana.", "Electoral Commission"),
    ("It went to the Jordan Roads and Bridges Agency.", "Jordan Roads and Bridges Agency"),
    ("It went to Jordan’s Roads and Bridges Agency.", "Roads and Bridges Agency"),
    ("They told the Commission on Harbour Safety.", "Commission on Harbour Safety"),
    ("Troops of the 43rd Rifle Brigade left.", "43rd Rifle Brigade"),
    ("The Ninth Squadron flew home.", "Ninth Squadron"),
    ("The Royal Norland Navy sailed.", "Royal Norland Navy"),
    ("The Ghana Hauliers' Union agreed.", "Ghana Hauliers' Union"),
    ("The Public Prosecutor's Office agreed.", "Public Prosecutor's Office"),
    ("Maps by the Instituto de Costas Perdidas show it.", "Instituto de Costas Perdidas"),
    ("A yard, Astilleros del Brezal, got the job.", "Astilleros del Brezal"),
    ("The buyer is UAB Krantovita of Kaunas.", "UAB Krantovita"),
    ("It was sold by the brokerage Silk Harbour in May.", "Silk Harbour"),
    ("It was made by Boeing Australia in May.", "Boeing Australia"),
    ("The Internal Security Service held him.", "Internal Security Service"),
    ("The Federal Criminal Records Agency said so.", "Federal Criminal Records Agency"),
]


@pytest.mark.parametrize(("text", "name"), ORGANISATIONS)
def test_organisations(text: str, name: str) -> None:
    found = {text[mention.start : mention.end]: mention.label for mention in extract(text).mentions}
    assert found.get(name) == "ORG"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Kofi Asante-Mensah spoke.", {"Kofi Asante-Mensah": "PERSON"}),
        ("H.E. Salem Al Dhowari spoke.", {"Salem Al Dhowari": "PERSON"}),
        ("Minister Siniša Mali spoke.", {"Siniša Mali": "PERSON"}),
        ("Brokers hold the Suwałki Gap dear.", {"Suwałki Gap": "LOC"}),
        ("The Houthis’ Red Sea attacks went on.", {"Houthis": "ORG", "Red Sea": "LOC"}),
        ("France and Defence Ministry papers agree.", {"France": "GPE", "Defence Ministry": "ORG"}),
        ("The ministry met Boeing on Monday and Toyota on Friday.", {"Boeing": "ORG", "Toyota": "ORG"}),
    ],
)
def test_what_stays_apart(text: str, expected: dict[str, str]) -> None:
    assert {
        text[mention.start : mention.end]: mention.label for mention in extract(text).mentions
    } == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Photo: Brisa ImagesHANOI: Guards came.", {"HANOI": "GPE"}),
        (
            "OSLO/TEL AVIV, May 3 (Norwire) - Ships left.",
            {"OSLO": "GPE", "TEL AVIV": "GPE", "Norwire": "ORG"},
        ),
        ("It was carried aboard the Baltic Gannet.", {"Baltic Gannet": "PRODUCT"}),
        ("Rust ate the frigate Ly Thai Binh there.", {"Ly Thai Binh": "PRODUCT"}),
    ],
)
def test_pages_datelines_and_ships(text: str, expected: dict[str, str]) -> None:
    found = {text[mention.start : mention.end]: mention.label for mention in extract(text).mentions}
    assert expected.items() <= found.items()


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [
        ("The Norland Panel of Experts met. Later the Panel agreed.", "Panel", "Norland Panel of Experts"),
        ("The Norland Customs Service came. Last year Customs left.", "Customs", "Norland Customs Service"),
    ],
)
def test_a_short_head_is_the_body_named_in_full(text: str, short: str, name: str) -> None:
    doc = extract(text)
    entities = {text[mention.start : mention.end]: mention.entity.entity_id for mention in doc.mentions}
    assert entities[short] == entities[name]


def test_lists_tell_of_their_members() -> None:
    text = "Parts came from Zarvik, Texas Instruments and Xilinx, and tea from Ovrana."
    found = {text[mention.start : mention.end]: mention.label for mention in extract(text).mentions}
    assert found["Zarvik"] == "ORG"


def test_a_comma_alone_is_no_list() -> None:
    text = "The envoy in Vienna, Arkady Shubin, said no."
    found = {text[mention.start : mention.end]: mention.label for mention in extract(text).mentions}
    assert found["Arkady Shubin"] == "PERSON"


def test_a_head_in_the_headline_is_the_body_named_later() -> None:
    text = "Customs finds rifles at port\n\nThe Nigeria Customs Service found rifles, it said on Friday."
    entities = {
        text[mention.start : mention.end]: mention.entity.entity_id for mention in extract(text).mentions
    }
    assert entities.get("Customs", entities["Nigeria Customs Service"]) == entities["Nigeria Customs Service"]


def test_a_listed_acronym_is_the_name_that_the_text_spells_out() -> None:
    text = "He runs the Vale Centre for Open Waters (VCOW). Later VCOW moved."
    entities = {
        text[mention.start : mention.end]: mention.entity.entity_id for mention in extract(text).mentions
    }
    assert entities["VCOW"] == entities["Vale Centre for Open Waters"]
