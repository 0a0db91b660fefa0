"""Legal forms, and the country of organisations that no list holds."""

from __future__ import annotations

import pytest

from tradewire.extract import extract
from tradewire.extract.names.seats import end_of_form


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Turkish arms maker Vreden Industries denied it.", "Vreden Industries", "TR"),
        ("Norway's Vreden Industries denied it.", "Vreden Industries", "NO"),
        ("Izmir-based Vreden Industries denied it.", "Vreden Industries", "TR"),
        ("Vreden Optics LLC (Novosibirsk, Russia) sold sights.", "Vreden Optics LLC", "RU"),
        ("The firm Vreden Industries, based in Austin, Texas, sells chips.", "Vreden Industries", "US"),
        ("HORTEN, Norway, 12 June 2026 – Vreden Industries has signed.", "Vreden Industries", "NO"),
        ("Vreden Kimya A.Ş. exported powder.", "Vreden Kimya A.Ş.", "TR"),
        ("On Monday Vreden Ltd sold Turkey jets.", "Vreden Ltd", None),
        ("The firm Vreden Ltd (which sells to Turkey) denied it.", "Vreden Ltd", None),
        ("Turkey's invasion hurt Vreden Industries.", "Vreden Industries", None),
    ],
)
def test_country_of_an_organisation_stands_near_its_name(text: str, name: str, country: str | None) -> None:
    doc = extract(text)
    found = {text[m.start : m.end]: m.entity.country for m in doc.mentions if m.label == "ORG"}
    assert found == {name: country}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vreden Optics plc sold", "Vreden Optics plc"),
        ("Vreden Co., Ltd (", "Vreden Co., Ltd"),
        ("Vreden sold", "Vreden"),
    ],
)
def test_legal_form_belongs_to_the_name(text: str, name: str) -> None:
    start = len("Vreden Optics") if "Optics" in text else len("Vreden")
    assert text[: end_of_form(text, start)] == name
