"""The names stage: every named entity of a document, typed and linked."""

from __future__ import annotations

from itertools import pairwise

from tradewire.extract.doc import Doc, Entity, Mention
from tradewire.extract.names.acronyms import spell_out
from tradewire.extract.names.capitals import means_town
from tradewire.extract.names.decide import Candidate, decide
from tradewire.extract.names.gather import Place, gather
from tradewire.extract.names.link import Linker
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.load import slug
from tradewire.extract.names.pieces import Piece
from tradewire.extract.names.words import Known

WATER_AND_LAND = frozenset(
    [
        "Sea",
        "Ocean",
        "Gulf",
        "River",
        "Bay",
        "Strait",
        "Straits",
        "Canal",
        "Lake",
        "Island",
        "Islands",
        "Isle",
        "Isles",
        "Peninsula",
        "Desert",
        "Mountains",
        "Mountain",
        "Hills",
        "Hill",
        "Valley",
        "Basin",
        "Delta",
        "Coast",
        "Plateau",
        "Highlands",
        "Falls",
        "Cape",
        "Forest",
        "Reef",
        "Glacier",
        "Canyon",
        "Archipelago",
        "Mount",
        "Corridor",
        "Belt",
        "Plain",
        "Plains",
        "Channel",
        "Sound",
        "Continent",
        "Region",
    ]
)


EXTENSIONS = {" par": "party", " emb": "embassy", " con": "consulate", " pen": "peninsula"}


def find_names(doc: Doc) -> None:
    """Fill ``doc.mentions`` (in reading order, none overlapping) and ``doc.entities``."""
    text = doc.text
    places, candidates = gather(text)
    decide(text, candidates, {place.piece.text for place in places if place.piece.codes == "P"})
    linker = Linker()
    linker.acronyms = spell_out(text, places, candidates)
    mentions: list[Mention] = []
    persons = {
        word
        for candidate in candidates.values()
        if candidate.label == "PERSON" and " " in candidate.text
        for word in candidate.text.split()
    }
    country: str | None = None
    country_end = -1
    for place in sorted(places, key=lambda place: place.start) if not ordered(places) else places:
        piece = place.piece
        start = place.start
        end = start + len(piece.text)
        before = country if country_end == start and country else None
        settled = settle(doc, linker, place, candidates, persons, before)
        if settled is None:
            continue
        label, entity, rule = settled
        if label in ("NORP", "GPE") and text[end : end + 4] in EXTENSIONS:
            end, label, entity, rule = extended(text, start, end, label, entity, rule, linker)
        mentions.append(Mention(start, end, label, entity, rule))
        entity.mention_count += 1
        entity.aliases.add(piece.text)
        if label == "PERSON":
            describe(entity, piece, start, mentions[-2] if len(mentions) > 1 else None, text)
        if entity.entity_id.startswith("gpe:") and entity.country:
            country = entity.country
            tail = text[end : end + 3]
            country_end = end + (3 if tail[:2] in ("'s", "’s") else 1)
    _place_in_sentences(doc, mentions)
    doc.mentions = mentions
    doc.entities = list(linker.entities.values())


def extended(
    text: str, start: int, end: int, label: str, entity: Entity, rule: str, linker: Linker
) -> tuple[int, str, Entity, str]:
    """ "Chinese embassy" is an organisation and "Korean peninsula" a place, small letter or not."""
    word = EXTENSIONS[text[end : end + 4]]
    stop = end + 1 + len(word)
    if text[end + 1 : stop] != word or text[stop : stop + 1].isalnum():
        return end, label, entity, rule
    if word == "party" and not entity.entity_id.startswith("norp:"):
        return end, label, entity, rule
    name = text[start:stop]
    if word == "peninsula":
        return stop, "LOC", linker.place(name, "LOC", None), "place head"
    found = linker.organisation(name, None, entity.country)
    found.country = found.country or entity.country
    return stop, "ORG", found, "head of organisation"


def ordered(places: list[Place]) -> bool:
    """Whether the places are in reading order, as they are but for odd compounds."""
    return all(one.start <= other.start for one, other in pairwise(places))


def describe(entity: Entity, piece: Piece, start: int, previous: Mention | None, text: str) -> None:
    """Add what stands around a person's name: office and gender."""
    end = start + len(piece.text)
    if piece.role and WORDS.codes.get(piece.role) != "t":
        entity.roles.add(role_before(piece.role, start, previous, text))
    if text[end : end + 2] == ", ":
        role = role_after(text, end)
        if role:
            entity.roles.add(role)
    if entity.gender is None:
        entity.gender = gender_of(piece.text, piece.role)


def role_before(role: str, start: int, previous: Mention | None, text: str) -> str:
    """The office before a name, with the country's word before it: "British Defence Secretary"."""
    if previous is not None and previous.label in ("NORP", "GPE", "ORG"):
        gap = start - len(role) - 1 - previous.end
        if gap == 1 or (gap == 3 and text[previous.end + 1] == "s"):
            return text[previous.start : start - 1]
    return role


def role_after(text: str, end: int) -> str:
    """The office in the apposition after a name: ", a spokeswoman for", ", the group's president,"."""
    stop = min(
        (at for at in (text.find(mark, end + 2, end + 70) for mark in ",.;\n") if at > 0), default=end + 60
    )
    words = text[end + 2 : stop].split()
    if words and words[0] in ("a", "an", "the"):
        words = words[1:]
    for count in range(1, min(6, len(words)) + 1):
        if words[count - 1].lower() in WORDS.roles:
            while count < len(words) and words[count].lower() in WORDS.roles:
                count += 1
            return " ".join(words[:count])
    return ""


def gender_of(name: str, role: str) -> str | None:
    """``m`` or ``f`` by the title or the given name, where either says so."""
    for word in role.replace(".", "").split():
        gender = WORDS.genders.get(word)
        if gender:
            return gender
    return WORDS.genders.get(name[: name.find(" ")]) if " " in name else None


def settle(
    doc: Doc,
    linker: Linker,
    place: Place,
    candidates: dict[str, Candidate],
    persons: set[str],
    country: str | None,
) -> tuple[str, Entity, str] | None:
    """Label, entity and rule of one occurrence; None where it is no name."""
    piece = place.piece
    text = piece.text
    known = piece.known
    if piece.kind == "known":
        code = piece.codes
        if known is None:
            return None
        if code in "gv" and text in persons and not in_place(doc.text, place.start):
            return "PERSON", linker.person(text, None), "surname"
        if known.label == "ORG":
            return "ORG", linker.organisation(text, known, country), "gazetteer"
        if known.label == "PERSON":
            return "PERSON", linker.person(text, known), "gazetteer"
        if known.kind == "capital" and known.country and known.label == "GPE":
            end = place.start + len(text)
            if not means_town(doc.text, place.start, end):
                return (
                    "GPE",
                    linker.known(WORDS.governments.get(known.country, known)),
                    "capital as government",
                )
        if known.entity_id == "norp:koreans":
            known = the_korea(linker) or known
        return known.label, linker.known(known), "gazetteer"
    candidate = candidates[text]
    loose = WORDS.loose.get(text)
    if candidate.label == "PRODUCT" or (
        loose and loose.label == "PRODUCT" and "R:product_noun" in candidate.features
    ):
        known = loose or Known("PRODUCT", "product:" + slug(linker.acronyms.get(text, text)), text)
        return "PRODUCT", linker.known(known), "product"
    if (
        loose
        and loose.label == "ORG"
        and candidate.label in ("NONE", "ORG")
        and "inside" in candidate.features
    ):
        return "ORG", linker.organisation(text, loose, country), "gazetteer"
    if candidate.label == "NONE":
        return None
    if (
        place.title_line
        and not candidate.features & {"inside", "part:last"}
        and candidate.margin < (5 if candidate.label == "PERSON" else 20)
    ):
        return None
    rule = piece.kind if piece.kind != "cand" else "title" if piece.role else candidate.rule
    if candidate.label == "PERSON":
        return "PERSON", linker.person(text, known if known and known.label == "PERSON" else None), rule
    if candidate.label == "ORG":
        if piece.kind == "head":
            entity = linker.head(text)
            if entity is None and text in WORDS.standalone:
                entity = linker.organisation(text, None, None)
            return None if entity is None else ("ORG", entity, "head of organisation")
        return (
            "ORG",
            linker.organisation(text, known if known and known.label == "ORG" else None, country),
            rule,
        )
    if candidate.label == "PLACE":
        words = text.split(" ")
        label = "LOC" if words[-1] in WATER_AND_LAND or words[0] in WATER_AND_LAND else "GPE"
        if known is not None and known.label in ("GPE", "LOC"):
            return known.label, linker.known(known), rule
        if loose and loose.label in ("GPE", "LOC"):
            return loose.label, linker.known(loose), rule
        return label, linker.place(linker.acronyms.get(text, text), label, None), rule
    return "NORP", linker.entity("norp:" + slug(text), "NORP", text), rule


def the_korea(linker: Linker) -> Known | None:
    """The one Korea that the document has named so far: "Korean soldiers" are its soldiers."""
    named = [code for code in ("KP", "KR") if "gpe:" + code.lower() in linker.entities]
    if len(named) != 1:
        return None
    return WORDS.governments[named[0]]._replace(label="NORP", entity_label="GPE")


def in_place(text: str, start: int) -> bool:
    """Whether a preposition of place stands directly before."""
    return text[max(0, start - 5) : start].endswith((" in ", " at ", "near "))


def _place_in_sentences(doc: Doc, mentions: list[Mention]) -> None:
    sentences = doc.sentences
    if not sentences:
        return
    number = 0
    last = len(sentences) - 1
    for mention in mentions:
        while number < last and sentences[number].end <= mention.start:
            number += 1
        mention.sentence_index = sentences[number].index
