"""Sentences and the kinds of lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewire.extract.segment import segment


def sentences(text: str) -> list[str]:
    """The sentences of a text, as written."""
    return [text[s.start : s.end] for s in segment(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gen. Ada Moss met Dr. Lu. They spoke.", 2),
        ("The U.S. Treasury acted. It was late.", 2),
        ("It shipped to the U.S. The firm denied it.", 2),
        ("The deal ended.The firm closed.", 2),
        ("“We sold it.” He left.", 2),
        ("“Did they?” she asked.", 1),
        ("Sales rose 1.5 percent to $2.4 billion on Feb. 3, 2021, said J. P. Orne.", 1),
        ("Acme Corp. Chief Executive Lee Moss quit. So did No. 2.", 2),
        ("It happened… Then nothing!", 2),
        ("We never sold arms. - Orlov said.", 1),
        ("a long line of prose that a mail program broke off in the\nmiddle of a sentence.", 1),
        ("He said on Monday that he had no plans for the\nNorland guests to leave.", 1),
        ("MR. LEE: We did.", 1),
        ("See www.example.org or mail a.b@example.org now.", 1),
    ],
)
def test_sentences_are_counted_right(text: str, count: int) -> None:
    assert len(sentences(text)) == count, sentences(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Norland sells jets\n\nNorland sold ten jets.", ["headline", "body"]),
        ("# Norland sells jets\n\nIt sold ten.\n\n## Notes", ["headline", "body", "headline"]),
        (
            "Norland sells jets\n\nThe sale is new.\n\nAda Moss waves [Ed Orr/Pool via Reuters]\n\nIt sold.",
            ["headline", "standfirst", "caption", "body"],
        ),
        ("Norland sells jets\n\nBy Ada Moss\n\nIt sold ten.", ["headline", "credit", "body"]),
        ("It sold ten.\n\nSource: Norland Daily\n\nAdvertisement", ["body", "credit", "boilerplate"]),
        ("It sold ten.\n\nSubscribe to our newsletter. It is free.", ["body", "boilerplate", "boilerplate"]),
        (
            "It sold ten.\n\nJets at the Norland base,\nJets at the base, May 3 [Ed Orr/AFP]",
            ["body", "caption", "caption"],
        ),
    ],
)
def test_lines_have_their_kind(text: str, kinds: list[str]) -> None:
    assert [s.kind for s in segment(text)] == kinds


@given(st.text(alphabet=st.sampled_from("aB .!?\n\"'“”‘’,:;()-—#*«»…1é\t\u2028"), max_size=200) | st.text())
def test_every_character_belongs_to_one_sentence(text: str) -> None:
    spans = [(s.start, s.end) for s in segment(text)]
    assert spans == sorted(spans)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
