"""Label, entity and rule of one occurrence of a name, from the document's decision and the words beside
it."""

from __future__ import annotations

import re
from itertools import islice

from tradewire.extract.doc import Entity
from tradewire.extract.names.capitals import means_town
from tradewire.extract.names.classes import word_class
from tradewire.extract.names.decide import Candidate
from tradewire.extract.names.joins import Place
from tradewire.extract.names.link import Linker, seat_of
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.load import slug
from tradewire.extract.names.words import Known

Settled = tuple[str, Entity, str]
DATELINE = re.compile(r", [A-Z][a-z]|(?:, [A-Z][\w. ]+)? ?(?:—|–|-{1,2} |\([A-Z])")
AGENCY = re.compile(r"\(([A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2})\) ?[-–—]")
"""The news agency of a dateline: "OSLO, June 3 (Norwire) -"."""
OPENING = 1500
"""Characters of a text that hold its dateline."""
ARMS = re.compile(
    r"\b(?:air defen[cs]es?|ammunition|artillery|drones?|howitzers?|missiles?|rockets?|tanks|weapons)\b"
)
ENOUGH_ARMS = 3
"""Words of arms that show a text to be about them."""
PRODUCT_NOUNS = frozenset(("R:product_noun", "R:weapon_noun"))
SURE_PERSON = 5
SURE_NAME = 20
"""Leads over "no name", in tenths of a logit, that a name seen only in lines in title case must have."""
WATER_AND_LAND = word_class("water_and_land")


class Settler:
    """Settles the occurrences of one document.

    ``fixed`` keeps what is the same wherever a name stands; ``dropped`` the candidates that are no names.
    """

    __slots__ = ("armed", "candidates", "dropped", "fixed", "linker", "makers", "persons", "text")

    def __init__(self, text: str, linker: Linker, candidates: dict[str, Candidate]) -> None:
        self.text = text
        self.linker = linker
        self.candidates = candidates
        self.fixed: dict[str, Settled] = {}
        self.dropped: set[str] = set()
        self.armed: bool | None = None
        self.persons: set[str] = set()
        self.makers: set[str] = set()
        named: list[tuple[str, Entity]] = []
        for name, candidate in candidates.items():
            if candidate.label == "PERSON" and " " in name:
                self.persons.update(name.split(" "))
                person = linker.full_name(name, person_entry(candidate.piece.known))
                named.append((name, person.entity))
            elif candidate.piece.kind == "company" and candidate.label == "ORG":
                self.makers.add(name.split(" ")[0])
        agency = AGENCY.search(text, 0, OPENING)
        if agency is not None:
            self.makers.add(agency[1])
            if agency[1] in candidates:
                candidates[agency[1]].label = "ORG"
        for name, entity in named:
            if linker.unshared(name):
                candidate = candidates[name]
                self.fixed[name] = "PERSON", entity, "title" if candidate.piece.role else candidate.rule

    def settle(self, place: Place, country: str | None) -> Settled | None:
        """The label, entity and rule at a place, or None; ``country`` is the one that stands directly
        before."""
        piece = place[1]
        return self.listed(place, country) if piece.kind == "known" else self.open(place, country)

    def keep(self, name: str, settled: Settled) -> Settled:
        """Remember an outcome that does not depend on the place."""
        self.fixed[name] = settled
        return settled

    def listed(self, place: Place, country: str | None) -> Settled | None:
        """A name that the lists settle."""
        start, piece, _, _ = place
        name, known, linker = piece.text, piece.known, self.linker
        if known is None:
            self.dropped.add(name)
            return None
        label = known.label
        if name in self.persons and piece.codes in ("g", "v"):
            if not in_place(self.text, start):
                return "PERSON", linker.person(name, None), "surname"
            return label, linker.known(known), "gazetteer"
        if name in self.makers and known.kind in ("city", "region") and not in_place(self.text, start):
            return "ORG", linker.organisation(name, None, None), "first word of organisation"
        if label == "ORG":
            settled = label, linker.organisation(name, known, country), "gazetteer"
            return settled if seat_of(name) else self.keep(name, settled)
        if label == "PERSON":
            return label, linker.person(name, known), "gazetteer"
        if known.kind == "capital" and label == "GPE" and known.country:
            if means_town(self.text, start, start + len(name)):
                return label, linker.known(known), "gazetteer"
            government = WORDS.governments.get(known.country, known)
            return label, linker.known(government), "capital as government"
        if known.entity_id == "norp:koreans":
            return label, linker.known(the_korea(linker) or known), "gazetteer"
        return self.keep(name, (label, linker.known(known), "gazetteer"))

    def open(self, place: Place, country: str | None) -> Settled | None:
        """A candidate that the document's evidence has typed."""
        _, piece, _, title_line = place
        name = piece.text
        candidate = self.candidates[name]
        label = candidate.label
        loose = WORDS.loose.get(name)
        if loose is not None:
            settled = self.loosely_listed(candidate, loose, country)
            if settled is not None:
                return settled
        if (
            piece.kind == "head"
            and "inside" in candidate.features
            and (name in WORDS.standalone or self.linker.head(name) is not None)
        ):
            return self.organisation(place, "head of organisation", country)
        if name.isupper() and len(name) > 3 and self.opens_report(place):
            return "GPE", self.linker.place(name.title(), "GPE", None), "dateline"
        if piece.kind == "product":
            return self.keep(
                name, ("PRODUCT", self.linker.known(Known("PRODUCT", "product:" + slug(name), name)), "ship")
            )
        if label == "NONE":
            self.dropped.add(name)
            return None
        if title_line and candidate.rule != "capitals" and not self.stands(candidate):
            return None
        rule = piece.kind if piece.kind != "cand" else "title" if piece.role else candidate.rule
        if label == "PERSON":
            settled = label, self.linker.person(name, person_entry(piece.known)), rule
            return self.keep(name, settled) if self.linker.unshared(name) else settled
        if label == "ORG":
            return self.organisation(place, rule, country)
        if label == "PLACE":
            return self.keep(name, self.place(name, piece.known, loose, rule))
        if label == "PRODUCT":
            known = Known("PRODUCT", "product:" + slug(self.linker.acronyms.get(name, name)), name)
            return self.keep(name, ("PRODUCT", self.linker.known(known), rule))
        return self.keep(name, ("NORP", self.linker.entity("norp:" + slug(name), "NORP", name), rule))

    def opens_report(self, place: Place) -> bool:
        """Whether a name in capitals is a dateline: it starts a line and a country, agency or dash
        follows."""
        start, piece, _, _ = place
        if (start and self.text[start - 1] != "\n") or set(piece.codes) <= {"e"}:
            return False
        return DATELINE.match(self.text, start + len(piece.text)) is not None

    def stands(self, candidate: Candidate) -> bool:
        """Whether a candidate in a line in title case is a name: seen elsewhere, or sure by itself."""
        if "inside" in candidate.features or "part:last" in candidate.features:
            return True
        return candidate.margin >= (SURE_PERSON if candidate.label == "PERSON" else SURE_NAME)

    def is_about_arms(self) -> bool:
        """Whether the text speaks of arms, so that "the Javelins" are arms in it."""
        if self.armed is None:
            self.armed = sum(1 for _ in islice(ARMS.finditer(self.text), ENOUGH_ARMS)) == ENOUGH_ARMS
        return self.armed

    def loosely_listed(self, candidate: Candidate, loose: Known, country: str | None) -> Settled | None:
        """A form that is something else too, where the evidence agrees with the list."""
        if loose.label == "PRODUCT" and PRODUCT_NOUNS & candidate.features:
            return self.keep(candidate.text, ("PRODUCT", self.linker.known(loose), "product"))
        if "R:role" in candidate.features or "R:upper" in candidate.features:
            return None
        several = " " in candidate.text
        weapon = loose.label == "PRODUCT" and (several or candidate.label in ("NONE", "ORG"))
        if weapon and "inside" in candidate.features and self.is_about_arms():
            return self.keep(candidate.text, ("PRODUCT", self.linker.known(loose), "product"))
        agrees = candidate.label in ("NONE", "ORG") or (
            candidate.label == "PERSON"
            and candidate.rule == "context"
            and loose.kind == "company"
            and candidate.text not in self.persons
            and not any(place[1].role for place in candidate.places)
        )
        if loose.label == "ORG" and agrees and "inside" in candidate.features:
            return "ORG", self.linker.organisation(candidate.text, loose, country), "gazetteer"
        return None

    def organisation(self, place: Place, rule: str, country: str | None) -> Settled | None:
        """An organisation by its own words or by the evidence."""
        piece = place[1]
        name, known = piece.text, piece.known
        if piece.kind == "head":
            entity = self.linker.head(name)
            if entity is None and name in WORDS.standalone:
                full = self.named_later(name)
                entity = self.linker.organisation(full, WORDS.known.get(full), None)
            return None if entity is None else ("ORG", entity, "head of organisation")
        entry = known if known is not None and known.label == "ORG" else None
        settled = "ORG", self.linker.organisation(name, entry, country), rule
        return settled if seat_of(name) else self.keep(name, settled)

    def named_later(self, head: str) -> str:
        """The full name that the text gives later for a body it calls by its head first; else the head."""
        match = re.search(rf"(?:[A-Z]\w{{1,30}} ){{1,5}}{head}(?: [A-Z]\w{{1,30}}){{0,3}}", self.text)
        full = match[0].removeprefix("The ") if match else head
        return full if full in WORDS.known or full in self.candidates else head

    def place(self, name: str, known: Known | None, loose: Known | None, rule: str) -> Settled:
        """A place by its own words or by the evidence."""
        for entry in (known, loose):
            if entry is not None and entry.label in ("GPE", "LOC"):
                return entry.label, self.linker.known(entry), rule
        words = name.split(" ")
        label = "LOC" if words[-1] in WATER_AND_LAND or words[0] in WATER_AND_LAND else "GPE"
        return label, self.linker.place(self.linker.acronyms.get(name, name), label, None), rule


def person_entry(known: Known | None) -> Known | None:
    """The entry where it is a person's."""
    return known if known is not None and known.label == "PERSON" else None


def the_korea(linker: Linker) -> Known | None:
    """The one Korea that the document has named so far: "Korean soldiers" are its soldiers."""
    named = [code for code in ("KP", "KR") if "gpe:" + code.lower() in linker.entities]
    if len(named) != 1:
        return None
    return WORDS.governments[named[0]]._replace(label="NORP", entity_label="GPE")


def in_place(text: str, start: int) -> bool:
    """Whether a preposition of place stands directly before."""
    return text[max(0, start - 5) : start].endswith((" in ", " at ", "near "))
