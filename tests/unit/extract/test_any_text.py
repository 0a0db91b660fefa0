"""What extraction promises of any text: exact spans in order, no error, the same result, linear time."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradewire.extract import Extraction, extract
from tradewire.tabulate import rows_of

WORDS = """
20 3.2bn million tonnes worth said says denied accused by that of to from and the not may will he
she they which who President Mr Ms Dr Ministry Ltd minister spokesman officials Corp. Russia China
Chinese Iran U.S. US EU Kyiv Beijing Kremlin Moss Al-Hadi O'Neil supplied sold bought delivers
shipment drones F-16 F-16s Patriot oil weapons
"""
PIECES = [
    *WORDS.split(),
    "“", "”", "‘", "’", '"', "'", "«", "»", "(", ")", "[", "]", ",", ".", ":", ";", "—", "-", "…", "?",
    "!", "\n", "\n\n", "\t", "\u2028", "\u00a0", "\ufeff", "\x00", "🇺🇦", "é", "İ", "ß", "$", "£", "%",
    "1", "1,5", "up to", "more than", "told reporters", "according to", "a", "Foreign Ministry",
    "Lee Moss", "de la Cruz", "exports of", "ban on", "artillery shells", "machine tools",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
GLUED = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)

SMALL, LARGE = 1 << 16, 1 << 18
"""Characters.  What is quadratic takes sixteen times as long for the large one, long before a megabyte."""
LINEAR = 2.0
"""How many times longer per character a large text may take: 1 is linear, 4 quadratic, the rest noise."""

PATTERNS = {
    "opening marks": "“",
    "straight marks": '"',
    "single marks": "‘",
    "apostrophes": "'",
    "capitals": "A",
    "capitalised words": "Aab ",
    "commas": ",",
    "commas and spaces": ", ",
    "cues": "said ",
    "marks and cues": "“a” said ",
    "according": "according to ",
    "parentheses": "(",
    "brackets": "[",
    "digits": "7",
    "numbers": "7 ",
    "thousands": "7,",
    "money": "$1 ",
    "one name": "Ada Moss ",
    "a country": "Russia ",
    "full stops": "Mr. ",
    "dashes": "- ",
    "lines": "a\n",
    "blank lines": "\n\n",
    "items": "drones and ",
    "transfers": "supplied drones to ",
    "sentences": "Ada Moss of Acme Ltd said Russia sold 20 drones to Iran. ",
    "unclosed quotes": "Moss said: “Russia sold it to Iran.\n\n",
    "pronouns": "he said she said ",
    "spaces": " ",
    "letters": "a",
}


def spans(doc: Extraction) -> Iterator[tuple[str, int, int, int | None]]:
    """Every span of an extraction: what it is, start, end and the sentence that it must lie in."""
    for sentence in doc.sentences:
        yield "sentence", sentence.start, sentence.end, None
    for mention in doc.mentions:
        yield "mention", mention.start, mention.end, mention.sentence_index
    for quote in doc.quotes:
        yield "quote", quote.start, quote.end, None
        if quote.cue_start is not None and quote.cue_end is not None:
            yield "cue", quote.cue_start, quote.cue_end, None
        if quote.speaker_start is not None and quote.speaker_end is not None:
            yield "speaker", quote.speaker_start, quote.speaker_end, None
    for item in doc.items:
        yield "item", item.start, item.end, item.sentence_index
        for party in (item.supplier, item.recipient, item.intermediary):
            if party.start is not None and party.end is not None:
                yield "party", party.start, party.end, None


def check(text: str) -> None:
    """All that is promised but time."""
    doc = extract(text)
    assert doc.text == text
    for what, start, end, inside in spans(doc):
        assert 0 <= start < end <= len(text), (what, start, end)
        assert text[start:end].strip() == text[start:end], (what, text[start:end])
        if inside is not None:
            sentence = doc.sentences[inside]
            assert sentence.start <= start < end <= sentence.end, (what, text[start:end])
    for quote in doc.quotes:
        sentence = doc.sentences[quote.sentence_index]
        assert sentence.start <= quote.start < sentence.end, text[quote.start : quote.end]
        if quote.cue is not None:
            assert quote.cue == text[quote.cue_start : quote.cue_end]
    for found in (doc.sentences, doc.mentions, doc.quotes, doc.items):
        starts = [span.start for span in found]
        assert starts == sorted(starts)
    for before, after in zip(doc.mentions, doc.mentions[1:], strict=False):
        assert before.end <= after.start, (text[before.start : before.end], text[after.start : after.end])
    assert {id(mention.entity) for mention in doc.mentions} <= {id(entity) for entity in doc.entities}
    assert rows_of("d", text) == rows_of("d", text)


@given(TEXTS | GLUED)
@settings(max_examples=300, deadline=None)
def test_news_like_text_keeps_every_promise(text: str) -> None:
    check(text)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_keeps_every_promise(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "“", "A", "\ud800", "$", ".", "“said", "he", "\x00\x00", "said."]
)
def test_scraps_of_text_keep_every_promise(text: str) -> None:
    check(text)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_time_grows_with_the_text_and_no_faster(pattern: str) -> None:
    piece = PATTERNS[pattern]
    small, large = (piece * (size // len(piece)) for size in (SMALL, LARGE))

    def seconds_per_character(text: str) -> float:
        start = time.process_time()
        extract(text)
        return (time.process_time() - start) / len(text)

    extract(small)
    for _ in range(3):  # the machine may be busy: one clean pair is enough
        ratio = seconds_per_character(large) / max(seconds_per_character(small), 1e-9)
        if ratio < LINEAR:
            return
    pytest.fail(f"a text four times as long takes {4 * ratio:.1f} times as long")
