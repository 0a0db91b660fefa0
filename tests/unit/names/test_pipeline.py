"""The optional backend: a pipeline trained here finds the names, ours links them."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tradewire.extract import extract

spacy = pytest.importorskip("spacy", reason="the extra spacy is not installed")

SENTENCES = [
    ("Mr Oleg Brandin leads the Halvorn Works.", [("Oleg Brandin", "PERSON"), ("the Halvorn Works", "ORG")]),
    (
        "Mr Oleg Brandin told the Halvorn Works to stop.",
        [("Oleg Brandin", "PERSON"), ("the Halvorn Works", "ORG")],
    ),
    (
        "In China the Halvorn Works met Mr Brandin.",
        [("China", "GPE"), ("the Halvorn Works", "ORG"), ("Brandin", "PERSON")],
    ),
    ("Mr Brandin left China.", [("Brandin", "PERSON"), ("China", "GPE")]),
    ("They left on Monday and said nothing.", []),
]


def trained() -> Any:
    """A blank English pipeline with an entity recogniser that has learnt five sentences."""
    from spacy.training import Example

    spacy.util.fix_random_seed(7)
    random.seed(7)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")
    examples = []
    for text, names in SENTENCES:
        spans = [(text.index(name), text.index(name) + len(name), label) for name, label in names]
        examples.append(Example.from_dict(nlp.make_doc(text), {"entities": spans}))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(25):
        random.shuffle(examples)
        nlp.update(examples, sgd=optimizer, drop=0.0)
    return nlp


def test_names_of_a_trained_pipeline_are_trimmed_and_linked() -> None:
    from tradewire.extract.names.pipeline import names_from

    text = " ".join(text for text, _ in SENTENCES[:4])
    extraction = extract(text, names=names_from(trained()))
    found = [(text[m.start : m.end], m.label, m.entity.entity_id) for m in extraction.mentions]
    assert ("Halvorn Works", "ORG", "org:halvorn-works") in found
    assert ("China", "GPE", "gpe:cn") in found
    assert {key for name, _, key in found if "Brandin" in name} == {"person:oleg-brandin"}
    assert {m.rule for m in extraction.mentions} == {"pipeline"}
