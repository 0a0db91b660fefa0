"""The names stage: every named entity of a document, typed and linked."""

from __future__ import annotations

from tradewire.extract.doc import Doc, Entity, Mention
from tradewire.extract.names.acronyms import spell_out
from tradewire.extract.names.decide import decide
from tradewire.extract.names.describe import describe
from tradewire.extract.names.gather import gather
from tradewire.extract.names.link import Linker
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.peers import note_peers
from tradewire.extract.names.pieces import Piece
from tradewire.extract.names.products import find_products
from tradewire.extract.names.seats import FORM_STARTS, end_of_form, seat_organisations
from tradewire.extract.names.settle import Settled, Settler

STOPPED = frozenset((".,", ".;", ".)"))
"""A full stop before another mark belongs to the legal form: "Corp.,"."""
DESCRIBED = 4
"""Mentions of a person whose surroundings are read for an office."""
EXTENSIONS = {
    " par": " party",
    " emb": " embassy",
    " con": " consulate",
    " pen": " peninsula",
    ", D.": ", D.C.",
    ", DC": ", DC",
}


def find_names(doc: Doc) -> None:
    """Fill ``doc.mentions`` (in reading order, none overlapping) and ``doc.entities``."""
    text = doc.text
    places, candidates = gather(text)
    note_peers(text, places, candidates)
    decide(text, candidates, {piece.text for _, piece, _, _ in places if piece.codes == "P"})
    linker = Linker(spell_out(text, candidates))
    settler = Settler(text, linker, candidates)
    fixed, dropped = settler.fixed, settler.dropped
    mentions: list[Mention] = []
    add = mentions.append
    country: str | None = None
    country_end = -1
    previous: Mention | None = None
    taken = 0
    for place in places:
        start, piece, _, title_line = place
        name = piece.text
        end = start + len(name)
        if start < taken:
            continue
        settled = None if title_line else fixed.get(name)
        if text[end + 1 : end + 3] in FORM_STARTS and piece.kind != "known":
            taken = end_of_form(text, end)
            if taken > end:
                end = taken
                settled = "ORG", linker.organisation(text[start:end], None, None), "legal form"
        if settled is None:
            if name in dropped:
                continue
            settled = settler.settle(place, country if country_end == start else None)
            if settled is None:
                continue
        label, entity, rule = settled
        if label == "GPE" or label == "NORP":
            if text[end : end + 4] in EXTENSIONS:
                end, (label, entity, rule) = extended(text, start, end, settled, linker)
                taken = end
            country = entity.country
            country_end = end + (3 if text[end : end + 2] in ("'s", "’s") else 1)
        elif (
            label == "ORG"
            and text[end : end + 2] in STOPPED
            and WORDS.codes.get(name[name.rfind(" ") + 1 :]) == "S"
        ):
            end += 1
        mention = Mention(start, end, label, entity, rule)
        add(mention)
        learn(mention, piece, previous, text)
        previous = mention
    finish(doc, mentions, linker)


def learn(mention: Mention, piece: Piece, previous: Mention | None, text: str) -> None:
    """Tell the entity what this mention of it says: its form and, of a person, the office."""
    entity = mention.entity
    entity.mention_count += 1
    entity.aliases.add(text[mention.start : mention.end] if mention.rule == "legal form" else piece.text)
    if mention.label == "PERSON" and entity.mention_count <= DESCRIBED:
        describe(entity, piece, mention.start, previous, text)


def finish(doc: Doc, mentions: list[Mention], linker: Linker) -> None:
    """Add the products, place the mentions in sentences, seat the organisations, and hand all to the
    document."""
    text = doc.text
    mentions = find_products(doc, mentions, linker)
    place_in_sentences(doc, mentions)
    seat_organisations(text, mentions)
    doc.mentions = mentions
    doc.entities = [entity for entity in linker.entities.values() if entity.mention_count]


def extended(text: str, start: int, end: int, settled: Settled, linker: Linker) -> tuple[int, Settled]:
    """ "Chinese embassy" is an organisation and "Korean peninsula" a place, small letter or not."""
    entity: Entity = settled[1]
    word = EXTENSIONS[text[end : end + 4]]
    stop = end + len(word)
    if text[end:stop] != word or text[stop : stop + 1].isalnum():
        return end, settled
    if word == " party" and not entity.entity_id.startswith("norp:"):
        return end, settled
    name = text[start:stop]
    if word[0] == ",":
        return stop, (settled[0], entity, settled[2])
    if word == " peninsula":
        return stop, ("LOC", linker.place(name, "LOC", None), "place head")
    found = linker.organisation(name, None, entity.country)
    found.country = found.country or entity.country
    return stop, ("ORG", found, "head of organisation")


def place_in_sentences(doc: Doc, mentions: list[Mention]) -> None:
    sentences = doc.sentences
    if not sentences:
        return
    number = 0
    last = len(sentences) - 1
    for mention in mentions:
        while number < last and sentences[number].end <= mention.start:
            number += 1
        mention.sentence_index = sentences[number].index
