"""Names that no list holds, told by the words around them."""

import pytest

from tradewire.extract import extract


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How do Dutch firms reach Iran?", {"Dutch": "NORP", "Iran": "GPE"}),
        (
            "Brolin Optik SIA sold sights. Brolin Optik will sell more, and Brolin agrees.",
            {"Brolin Optik SIA": "ORG", "Brolin Optik": "ORG", "Brolin": "ORG"},
        ),
        ("The wafers come from the Dutch foundry Vantesil.", {"Dutch": "NORP", "Vantesil": "ORG"}),
        ("Guards opened it at the Tamba Port Complex on Monday.", {"Tamba Port Complex": "LOC"}),
        (
            "He spoke to the National Centre for Mines and Loose Shells (NCMLS) on Friday.",
            {"National Centre for Mines and Loose Shells": "ORG", "NCMLS": "ORG"},
        ),
        ("The National Audit Office looked into it.", {"National Audit Office": "ORG"}),
        ("HM Revenue and Customs looked into it.", {"HM Revenue and Customs": "ORG"}),
        ("Lady Orrin of Staithe spoke first.", {"Orrin of Staithe": "PERSON"}),
        ("The army will get six Brugo-B armed drones.", {"Brugo-B": "PRODUCT"}),
        ("They bought sixty Dorsa 4x4 armoured vehicles.", {"Dorsa 4x4": "PRODUCT"}),
        ("Six nations rely on the TQR-300, he said.", {"TQR-300": "PRODUCT"}),
        ("Chad bought two UH-60M Black Hawk helicopters.", {"Chad": "GPE", "UH-60M Black Hawk": "PRODUCT"}),
        ("Iranian-made drones and Western-made missiles came.", {"Iranian": "NORP", "Western": "NORP"}),
    ],
)
def test_names(text: str, expected: dict[str, str]) -> None:
    doc = extract(text)
    found = {text[mention.start : mention.end]: mention.label for mention in doc.mentions}
    assert found == expected
