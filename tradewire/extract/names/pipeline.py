"""The optional trained backend: a spaCy pipeline finds and types the names, we trim and link them.

    import spacy
    from tradewire import extract
    from tradewire.extract.names.pipeline import names_from

    extraction = extract(text, names=names_from(spacy.load("en_core_web_sm")))

Any callable that gives a document with ``ents`` (``text``, ``start_char``, ``end_char``, ``label_``) will
do; the extra ``spacy`` installs spaCy itself, and no pipeline.  It is slow: a small convolutional
pipeline reads about 0.1 MB/s, a hundredth to a thirtieth of our own stage.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tradewire.extract.doc import Doc, Entity, Mention
from tradewire.extract.names.describe import gender_of
from tradewire.extract.names.find import place_in_sentences
from tradewire.extract.names.link import Linker
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.load import slug
from tradewire.extract.names.seats import seat_organisations

LABELS = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "GPE": "GPE",
    "LOC": "LOC",
    "NORP": "NORP",
    "PRODUCT": "PRODUCT",
}
"""OntoNotes and CoNLL labels by ours; facilities, events, laws, works, dates and numbers are left out."""
ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?) ")


def names_from(nlp: Callable[[str], Any]) -> Callable[[Doc], None]:
    """A names stage that takes spans and labels from ``nlp`` and links them as ``find_names`` does."""

    def find(doc: Doc) -> None:
        linker = Linker()
        mentions: list[Mention] = []
        previous_end = 0
        for span in nlp(doc.text).ents:
            label = LABELS.get(span.label_)
            if label is None:
                continue
            start, end, role = trimmed(doc.text, span.start_char, span.end_char, label)
            if start < previous_end or start >= end:
                continue
            entity = linked(linker, doc.text[start:end], label)
            mentions.append(Mention(start, end, label, entity, "pipeline"))
            entity.mention_count += 1
            entity.aliases.add(doc.text[start:end])
            if label == "PERSON":
                entity.gender = entity.gender or gender_of(doc.text[start:end], role)
            previous_end = end
        doc.mentions = mentions
        place_in_sentences(doc, mentions)
        doc.entities = list(linker.entities.values())
        seat_organisations(doc.text, mentions)

    return find


def trimmed(text: str, start: int, end: int, label: str) -> tuple[int, int, str]:
    """The span without article, title and possessive, and the title that was cut off."""
    article = ARTICLE.match(text, start, end)
    if article is not None:
        start = article.end()
    if text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    title = ""
    while label == "PERSON":
        space = text.find(" ", start, end)
        if space < 0 or WORDS.codes.get(text[start:space].rstrip("."), "") not in ("t", "r"):
            break
        title = text[start:space]
        start = space + 1
    return start, end, title


def linked(linker: Linker, name: str, label: str) -> Entity:
    """The entity of a name of this label, by the lists where they know it so."""
    known = WORDS.known.get(name)
    if known is not None and known.label != label:
        known = None
    if label == "PERSON":
        return linker.person(name, known)
    if label == "ORG":
        return linker.organisation(name, known, None)
    if known is not None:
        return linker.known(known)
    if label in ("GPE", "LOC"):
        return linker.place(name, label, None)
    return linker.entity(f"{label.lower()}:{slug(name)}", label, name)
