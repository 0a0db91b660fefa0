"""Names are found, typed and linked; spans are exact."""

from __future__ import annotations

import pytest

from tradewire.extract.doc import Doc
from tradewire.extract.names import find_names
from tradewire.extract.segment import segment


def found(text: str) -> Doc:
    doc = Doc(text)
    doc.sentences = segment(text)
    find_names(doc)
    return doc


def labels(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.label) for m in found(text).mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The British Defence Secretary Harold Pennick met the Norwegian envoy in Oslo.",
            [("British", "NORP"), ("Harold Pennick", "PERSON"), ("Norwegian", "NORP"), ("Oslo", "GPE")],
        ),
        (
            "Officials of the UK Ministry of Defence and Poland's Foreign Ministry declined to comment.",
            [("UK Ministry of Defence", "ORG"), ("Poland", "GPE"), ("Foreign Ministry", "ORG")],
        ),
        (
            "A China-based trader shipped engines to Iran, said Mr Oduya.",
            [("China", "GPE"), ("Iran", "GPE"), ("Oduya", "PERSON")],
        ),
    ],
)
def test_guide(text: str, expected: list[tuple[str, str]]) -> None:
    assert labels(text) == expected


def test_surname_joins_full_name() -> None:
    doc = found("Minister Harold Pennick spoke first. Mr Pennick then left. Pennick gave no reason.")
    assert {m.entity.entity_id for m in doc.mentions} == {"person:harold-pennick"}
    assert len(doc.mentions) == 3


def test_capital_is_government_or_town() -> None:
    doc = found("Beijing is not supporting the plan. The minister visited Beijing on Monday.")
    assert [m.entity.entity_id for m in doc.mentions] == ["gpe:cn", "gpe:beijing"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "A",
        "Ä",
        "“" * 5000,
        "A " * 20000,
        "A." * 20000,
        "Mr " * 5000,
        "\ud800X Y",
        "of " * 9000,
        "É-" * 9000,
    ],
)
def test_any_string(text: str) -> None:
    doc = found(text)
    end = 0
    for mention in doc.mentions:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
