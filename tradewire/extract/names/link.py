"""Which mentions of a document name the same thing, and what that thing is called.

Persons: a full name opens an entity; a surname, a given name or a variant spelling joins the most recent
person it fits.  Organisations: acronyms join their expansion, a first part its whole, "Defence Ministry" and
"Ministry of Defense" the ministry of the country that stands before it or was named with it.  Places and
peoples go by their name.
"""

from __future__ import annotations

from functools import lru_cache

from tradewire.extract.doc import Entity
from tradewire.extract.names.classes import standard_forms, word_class
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.load import folded, slug
from tradewire.extract.names.spelling import near
from tradewire.extract.names.words import Known
from tradewire.reference_data import rows

SPELLING = standard_forms("organisation")
SUFFIXES = word_class("company_words").union(
    row["form"].casefold().replace(".", "") for row in rows("legal_forms") if " " not in row["form"]
)
SMALL = frozenset(["of", "the", "for", "and", "&", "on", "in"])
SEAT_WORDS = frozenset(("ministry", "department", "office"))
RECENT = 40
"""Persons looked back for a variant spelling or a shared surname; keeps long documents linear."""
SEATS = ("ministry", "department", "office")


class Person:
    """A person of the document: the entity with the words of the fullest name."""

    __slots__ = ("entity", "words")

    def __init__(self, entity: Entity, words: list[str]) -> None:
        self.entity = entity
        self.words = words


class Linker:
    """The entities of one document, built mention by mention in reading order."""

    def __init__(self, acronyms: dict[str, str] | None = None) -> None:
        self.entities: dict[str, Entity] = {}
        self.persons: list[Person] = []
        self.full_names: dict[str, Person] = {}
        self.by_word: dict[str, list[Person]] = {}
        self.organisations: dict[str, Entity] = {}
        self.seats: dict[tuple[str, ...], Entity] = {}
        self.initials: dict[str, Entity] = {}
        self.acronyms: dict[str, str] = acronyms or {}

    def entity(self, entity_id: str, label: str, name: str, known: Known | None = None) -> Entity:
        """The entity of this id, made where it is new."""
        entity = self.entities.get(entity_id)
        if entity is None:
            entity = self.entities[entity_id] = Entity(entity_id, label, name)
            if known is not None:
                entity.country = known.country
                entity.wikidata_id = known.wikidata_id
        return entity

    def known(self, known: Known) -> Entity:
        """The entity of a gazetteer entry."""
        return self.entity(known.entity_id, known.entity_label or known.label, known.name, known)

    def full_name(self, text: str, known: Known | None) -> Person:
        """The person of a name of two words or more."""
        person = self.full_names.get(text)
        if person is None:
            person = self.full_names[text] = self.new_full_name(text, known)
        elif not self.unshared(text):
            self.learn(person, person.words)
        return person

    def new_full_name(self, text: str, known: Known | None) -> Person:
        """The person of a full name that the document has not had in this form."""
        words = [folded(word) for word in text.replace("-", " ").split() if len(word.strip(".")) > 1]
        words = words or [folded(text)]
        for person in reversed(self.by_word.get(words[-1], [])):
            if same_person(words, person.words):
                if len(words) > len(person.words):
                    self.learn(person, words)
                return person
        if known is None:
            for person in self.persons[-RECENT:]:
                if (
                    person.words[0][0] == words[0][0]
                    and len(person.words) == len(words)
                    and all(a == b or near(a, b) for a, b in zip(words, person.words, strict=True))
                ):
                    self.learn(person, words)
                    return person
        entity = self.known(known) if known else self.entity("person:" + slug(text), "PERSON", text)
        person = Person(entity, words)
        self.persons.append(person)
        self.learn(person, words)
        return person

    def learn(self, person: Person, words: list[str]) -> None:
        """Let the words of a name lead to its person."""
        for word in words:
            holders = self.by_word.setdefault(word, [])
            if person in holders:
                holders.remove(person)
            holders.append(person)
            del holders[:-RECENT]

    def part_of_name(self, text: str, known: Known | None) -> Person:
        """The person of a single word: most recent whose last word it is, else whose first, else a new
        one."""
        word = folded(text)
        words = [folded(part) for part in text.split("-")] if "-" in text else [word]
        holders = self.by_word.get(words[-1])
        if holders:
            for person in reversed(holders):
                if person.words[-1] == words[-1]:
                    return person
            return holders[-1]
        for person in reversed(self.persons[-RECENT:]):
            if person.words[-1][0] == word[0] and near(word, person.words[-1]):
                self.learn(person, [word])
                return person
        if known is not None:
            person = Person(self.known(known), [folded(part) for part in known.name.split()])
        else:
            person = Person(self.entity("person:" + slug(text), "PERSON", text), words)
        self.persons.append(person)
        self.learn(person, person.words)
        self.learn(person, words)
        return person

    def person(self, text: str, known: Known | None) -> Entity:
        """The person named by ``text``."""
        if " " in text:
            return self.full_name(text, known).entity
        return self.part_of_name(text, known).entity

    def unshared(self, text: str) -> bool:
        """Whether the last word of a name leads to one person only."""
        return len(self.by_word.get(folded(text[text.rfind(" ") + 1 :]), ())) == 1

    def organisation(self, text: str, known: Known | None, country: str | None) -> Entity:
        """The organisation named by ``text``; ``country`` is the one that stands before it, if any."""
        if text in self.acronyms and (known is None or known.name == text):
            text = self.acronyms[text]
            known = WORDS.known.get(text)
        seat = seat_of(text)
        if seat is not None:
            return self.seat(seat, country, text, known)
        key = folded(text)
        entity = self.organisations.get(key)
        if entity is None:
            entity = self.known(known) if known else self.unlisted(text, country)
            self.organisations[key] = entity
            self.learn_heads(text, key, entity)
        return entity

    def learn_heads(self, text: str, key: str, entity: Entity) -> None:
        """Let "the Panel" lead to a "Panel of Experts" and "Customs" to a "Norland Customs Service"."""
        at = key.find(" of ")
        if at > 0:
            self.organisations[">" + key[key.rfind(" ", 0, at) + 1 : at]] = entity
        for word in text.split(" "):
            if word in WORDS.standalone:
                self.organisations[">" + word.lower()] = entity

    def seat(self, seat: tuple[str, ...], country: str | None, text: str, known: Known | None) -> Entity:
        """The ministry or department of a field: of this country, else the one of the document."""
        if seat[0] in COUNTRY_OF and len(seat) > 2:
            country, seat = COUNTRY_OF[seat[0]], seat[1:]
        elif country is None and ("", *seat) in self.seats:
            return self.seats["", *seat]
        elif country is None and known is not None and known.country and self.meant(text, known):
            country = known.country
        entity = self.seats.get((country or "", *seat))
        if entity is None and known is not None and known.country == country and country:
            entity = self.known(known)
        if entity is None:
            part = (country.lower().replace("gb", "uk") + "-") if country else ""
            entity = self.entity("org:" + part + slug(seat_name(seat)), "ORG", text)
            entity.country = entity.country or country
        self.seats[(country or "", *seat)] = entity
        self.seats[("", *seat)] = entity
        return entity

    def meant(self, text: str, known: Known) -> bool:
        """Whether an unqualified "Ministry of Defence" is the listed one: only where its country is named."""
        return "inistry" not in text or f"gpe:{(known.country or '').lower()}" in self.entities

    def unlisted(self, text: str, country: str | None) -> Entity:
        """An organisation that no list holds, joined with its acronym, its whole or its short form."""
        words = [SPELLING.get(word, word) for word in folded(text).replace(".", "").split()]
        core = [word for word in words if word.strip(",") not in SUFFIXES] or words
        key = " ".join(word for word in core if word != "the")
        entity = self.organisations.get("=" + key)
        if entity is None:
            entity = self.initials.get(text.replace(".", "")) if text.replace(".", "").isupper() else None
        if entity is None and len(core) == 1:
            entity = self.organisations.get("<" + core[0])
        if entity is None:
            entity = self.entity("org:" + slug(text), "ORG", text)
            entity.country = country
        self.organisations.setdefault("=" + key, entity)
        if len(core) > 1:
            self.organisations["<" + core[0]] = entity
            self.initials[initials(words)] = entity
            self.organisations[">" + core[-1]] = entity
        return entity

    def head(self, text: str) -> Entity | None:
        """The organisation that "the Council" or "the Court" takes up, if one was named."""
        return self.organisations.get(">" + SPELLING.get(folded(text), folded(text)))

    def place(self, text: str, label: str, known: Known | None) -> Entity:
        """The place named by ``text``."""
        if known is not None:
            return self.known(known)
        for kind in ("gpe:", "loc:"):
            if kind + slug(text) in self.entities:
                return self.entities[kind + slug(text)]
        return self.entity(label.lower() + ":" + slug(text), label, text)


COUNTRY_OF: dict[str, str | None] = {}


def countries() -> None:
    """Fill ``COUNTRY_OF``: folded country names and demonyms to codes."""
    for form, known in WORDS.known.items():
        if (
            known.entity_id.startswith("gpe:")
            and known.kind in ("country", "demonym")
            and form.count(" ") < 2
        ):
            COUNTRY_OF[folded(form)] = known.country


def same_person(words: list[str], other: list[str]) -> bool:
    """Whether two full names with one last word can be one person: first words agree or are one's initial."""
    if words[0] == other[0] or len(words) == 1 or len(other) == 1:
        return True
    return words[0] in other or other[0] in words


def initials(words: list[str]) -> str:
    """The acronym of a name: first letters of its larger words."""
    return "".join(word[0] for word in words if word not in SMALL).upper()


@lru_cache(maxsize=8192)
def seat_of(text: str) -> tuple[str, ...] | None:
    """Field and house of a ministry or department, as ``("foreign", "ministry")``, or None.

    The country's word comes first where the name holds one.
    """
    words = [SPELLING.get(word, word) for word in folded(text).replace(".", "").split()]
    if SEAT_WORDS.isdisjoint(words):
        return None
    at = next(i for i, word in enumerate(words) if word in SEATS)
    if at + 1 < len(words) and words[at + 1] == "of":
        field = [word for word in words[at + 2 :] if word not in SMALL and word != "affairs"]
        before = words[:at]
    elif at + 1 == len(words):
        field = [word for word in words[:at] if word not in SMALL and word != "affairs"]
        before = []
    else:
        return None
    if not field:
        return None
    if field[-1] in COUNTRY_OF and len(field) > 1:
        field = [field[-1], *field[:-1]]
    seat = [*before[:2], *field, words[at]]
    if " ".join(seat[:2]) in COUNTRY_OF:
        seat[:2] = [" ".join(seat[:2])]
    return tuple(seat)


def seat_name(seat: tuple[str, ...]) -> str:
    """The id of a ministry: its kind of house and its field."""
    return f"{seat[-1]} of {' '.join(seat[:-1])}"


countries()
