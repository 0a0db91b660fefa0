"""One thing, one entity: surnames, acronyms, ministries, and whom pronouns and roles mean."""

from __future__ import annotations

import pytest

from tradewire.extract.doc import Doc
from tradewire.extract.names import find_names, resolve_reference
from tradewire.extract.segment import segment


def found(text: str) -> Doc:
    doc = Doc(text)
    doc.sentences = segment(text)
    find_names(doc)
    return doc


def ids(text: str) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for mention in found(text).mentions:
        out.setdefault(mention.entity.entity_id, set()).add(text[mention.start : mention.end])
    return out


def resolved(text: str, words: str) -> str | None:
    doc = found(text)
    start = text.index(words)
    entity = resolve_reference(doc, start, start + len(words))
    return entity.entity_id if entity else None


def test_two_people_of_one_surname_stay_apart() -> None:
    text = (
        "Finance Minister Piotr Zarembski met his sister, the lawyer Halina Zarembski, on Friday. "
        "Piotr Zarembski praised the talks."
    )
    entities = ids(text)
    assert entities["person:piotr-zarembski"] == {"Piotr Zarembski"}
    assert entities["person:halina-zarembski"] == {"Halina Zarembski"}


def test_initial_and_spelling_are_one_person() -> None:
    text = "Minister Rodion K. Velikhanov spoke. Rodion Velikhanov left, and Velikhanow was not seen again."
    persons = {key for key in ids(text) if key.startswith("person:")}
    assert len(persons) == 1


def test_acronym_joins_its_full_name() -> None:
    text = (
        "The Office of Maritime Trade Inspection (OMTI) fined the yard. On Monday OMTI said the fine was the "
        "first of its kind."
    )
    entities = ids(text)
    assert len(entities) == 1
    assert {"OMTI", "Office of Maritime Trade Inspection"} in entities.values()


def test_acronym_of_a_law_is_no_name() -> None:
    text = "Under the Dual Goods Control Regulations (DGCR) a licence is needed. The DGCR came into force."
    assert ids(text) == {}


def test_ministry_belongs_to_the_country_before_it() -> None:
    text = (
        "The Polish Ministry of Defence ordered tanks. The Defence Ministry said they would arrive in May. "
        "Slovakia's Defence Ministry ordered none."
    )
    assert ids(text)["org:pl-ministry-of-defence"] == {"Polish Ministry of Defence", "Defence Ministry"}


def test_and_within_a_ministry() -> None:
    text = "The Ministry of Trade and Industry in Accra sent a note to Ghana and Togo."
    entities = ids(text)
    assert {"Ministry of Trade and Industry"} in entities.values()
    assert entities["gpe:gh"] == {"Ghana"}
    assert entities["gpe:tg"] == {"Togo"}


def test_person_and_place_of_one_name() -> None:
    text = "Mr Kofi Lincoln drove to Lincoln on Monday. Lincoln said the road from Nairobi was long."
    mentions = found(text).mentions
    assert (text[mentions[0].start : mentions[0].end], mentions[0].label) == ("Kofi Lincoln", "PERSON")


def test_country_as_first_word_of_its_ministry_only() -> None:
    text = "The US Treasury Department fined the bank. The US Secretary of State visited the Chinese embassy."
    assert [(text[m.start : m.end], m.label) for m in found(text).mentions] == [
        ("US Treasury Department", "ORG"),
        ("US", "GPE"),
        ("Chinese embassy", "ORG"),
    ]


def test_headline_in_title_case_and_dateline() -> None:
    text = "Norway Sends Missiles To Kenya After Long Talks\n\nOSLO—Norway said on Monday it would pay."
    assert [text[m.start : m.end] for m in found(text).mentions] == ["Norway", "Kenya", "OSLO", "Norway"]


ROLES = (
    "British Defence Secretary Oonagh Prewett met Foreign Minister Tomasz Bielak in Warsaw. "
    "Aldwick Systems Ltd makes the parts, she said. He disagreed. The defence secretary left early, and the "
    "foreign minister stayed. The company did not comment."
)


@pytest.mark.parametrize(
    ("words", "entity_id"),
    [
        ("The defence secretary", "person:oonagh-prewett"),
        ("foreign minister stayed", None),
        ("the foreign minister", "person:tomasz-bielak"),
        ("The company", "org:aldwick-systems-ltd"),
        ("British Defence Secretary Oonagh Prewett", "person:oonagh-prewett"),
    ],
)
def test_references(words: str, entity_id: str | None) -> None:
    text = ROLES if words != "the foreign minister" else ROLES.replace("the \nforeign", "the foreign")
    assert resolved(text, words) == entity_id


def test_pronouns_agree_in_gender() -> None:
    text = "Mr Alan Torvik and Mrs Hanne Torvik arrived. She spoke first. He followed."
    assert resolved(text, "She") == "person:hanne-torvik"
    assert resolved(text, "He") == "person:alan-torvik"


def test_roles_and_gender_are_gathered() -> None:
    entities = {entity.entity_id: entity for entity in found(ROLES).entities}
    assert "British Defence Secretary" in entities["person:oonagh-prewett"].roles
    assert entities["org:aldwick-systems-ltd"].mention_count == 1
