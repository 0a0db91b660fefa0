"""The scorer: what it counts as right, wrong, missed and optional."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tradewire.extract import Extraction
from tradewire.extract.doc import Entity, Mention, Party, Quote, TradeItem
from tradewire.quality import FIGURES, GoldDocument, measure, read_gold

TEXT = "Norland sold Sudmark 20 trucks, Ada Moss said. “It is done,” she added."


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def gold(**parts: Any) -> GoldDocument:
    mentions = [
        span("Norland") | {"label": ["GPE"], "entity": "Norland"},
        span("Sudmark") | {"label": ["GPE"], "entity": "Sudmark"},
        span("Ada Moss") | {"label": ["PERSON"], "entity": "Ada Moss"},
    ]
    quotes = [
        span("Norland sold Sudmark 20 trucks") | {"kind": "indirect", "speaker": ["Ada Moss"], "cue": "said"},
        span("It is done,") | {"kind": "direct", "speaker": ["Ada Moss"], "cue": "added"},
    ]
    items = [
        span("trucks")
        | {"class": ["land_vehicles"], "supplier": "NO", "recipient": "?", "status": ["alleged"]}
        | {"quantity": [20, 20]}
    ]
    return GoldDocument("a.txt", TEXT, **({"mentions": mentions, "quotes": quotes, "items": items} | parts))


def perfect(text: str) -> Extraction:
    """An extractor that agrees with ``gold()`` in everything."""
    moss = Entity("person:ada-moss", "PERSON", "Ada Moss")
    doc = Extraction(text)
    for words in ("Norland", "Sudmark"):
        at = span(words)
        doc.mentions.append(Mention(at["start"], at["end"], "GPE", Entity(words, "GPE", words), "gazetteer"))
    at = span("Ada Moss")
    doc.mentions.append(Mention(at["start"], at["end"], "PERSON", moss, "full_name"))
    for words, kind in (("Norland sold Sudmark 20 trucks", "indirect"), ("It is done,", "direct")):
        at = span(words)
        doc.quotes.append(Quote(at["start"], at["end"], kind, "rule", speaker_entity=moss))
    at = span("trucks")
    item = TradeItem(at["start"], at["end"], "land_vehicles", "truck", "rule", status="alleged")
    item.supplier, item.recipient = Party(country="NO"), Party(country="SU")
    item.quantity_min = item.quantity_max = 20
    doc.items.append(item)
    return doc


def test_agreement_scores_one_everywhere() -> None:
    quality = measure([gold()], perfect)
    assert list(quality.figures) == list(FIGURES)
    assert {figure.f1 for figure in quality.figures.values()} == {1.0}
    assert quality.slips == []


def test_nothing_found_scores_nought_without_error() -> None:
    quality = measure([gold()], Extraction)
    assert {figure.f1 for figure in quality.figures.values()} == {0.0}
    assert {slip.kind for slip in quality.slips} == {
        "mention missed",
        "quotes missed",
        "indirect missed",
        "item missed",
    }


def test_optional_annotations_cost_nothing_either_way() -> None:
    mentions = [mention | {"optional": True} for mention in gold().mentions]
    without = measure([gold(mentions=mentions, quotes=[], items=[])], Extraction)
    assert without.slips == []
    assert measure([gold(mentions=mentions)], perfect).figures["mentions"].f1 == 1.0


@pytest.mark.parametrize(
    ("change", "lowered"),
    [
        (lambda doc: setattr(doc.mentions[0], "label", "ORG"), {"mentions"}),
        (lambda doc: setattr(doc.mentions[0], "end", 5), {"mentions", "mention spans"}),
        (lambda doc: setattr(doc.mentions[0], "entity", doc.mentions[1].entity), {"entity links"}),
        (lambda doc: setattr(doc.quotes[1], "speaker_entity", None), {"quote speakers"}),
        (lambda doc: setattr(doc.quotes[0], "start", 25), {"indirect", "indirect speakers"}),
        (lambda doc: setattr(doc.items[0], "status", "denied"), {"item claims"}),
        (lambda doc: setattr(doc.items[0].supplier, "country", None), {"item roles", "item claims"}),
        (lambda doc: setattr(doc.items[0], "quantity_max", None), {"quantities"}),
    ],
)
def test_each_slip_lowers_its_own_figures(change: Any, lowered: set[str]) -> None:
    def extractor(text: str) -> Extraction:
        doc = perfect(text)
        change(doc)
        return doc

    quality = measure([gold()], extractor)
    assert {name for name, figure in quality.figures.items() if figure.f1 < 1} == lowered
    assert quality.slips


@pytest.mark.parametrize(
    ("accepted", "name", "right"),
    [
        (["senior Norland officials"], "Senior officials", True),
        (["Ada Moss"], "Moss", False),
        (None, None, True),
        (None, "Moss", False),
        (["the ministry"], "Ministry", True),
    ],
)
def test_speakers_agree_by_name_or_by_content_words(
    accepted: list[str] | None, name: str | None, right: bool
) -> None:
    quotes = [span("It is done,") | {"kind": "direct", "speaker": accepted, "cue": None}]

    def extractor(text: str) -> Extraction:
        doc = Extraction(text)
        doc.quotes.append(Quote(quotes[0]["start"], quotes[0]["end"], "direct", "rule", speaker_name=name))
        return doc

    assert measure([gold(quotes=quotes)], extractor).figures["quote speakers"].f1 == float(right)


def test_gold_that_does_not_fit_its_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    document = {"document": "a.txt", "mentions": [span("Norland") | {"start": 1}], "quotes": [], "items": []}
    (tmp_path / "a.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.json: mentions: 'Norland'"):
        read_gold(tmp_path)
