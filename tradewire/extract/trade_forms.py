"""The word lists of the items stage, as the lexicon loads them.

Each loader yields ``(form, kind, datum)``: ``item`` with its type and flag, ``transfer_verb`` and
``transfer_noun`` with their frame, ``governor`` verbs with what they do to the claim they govern,
``factuality`` cues with theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from tradewire.reference_data import rows

Entry = tuple[str, str, object]
VERB_FORMS = ("base", "third", "past", "participle", "gerund")


class ItemForm(NamedTuple):
    """What an item word says: ``item_type`` ("" where the phrase is no item), its ``flag`` and named
    ``system``.

    Flags: ``context`` (needs a transfer that takes it as its object), ``modifier`` (only in front of
    another item), ``block`` (looks like an item and is none: "fuel tank").
    """

    item_type: str
    flag: str
    system: str | None
    origin: str | None


class Transfer(NamedTuple):
    """A verb or noun of transfer: lemma, frame (who gives, who gets), stage, and which verb forms it can
    be.
    """

    lemma: str
    frame: str
    stage: str
    forms: frozenset[str]


class Governor(NamedTuple):
    """A verb over a transfer: what it makes of the claim, and whether its subject or object is the one
    who acts.
    """

    lemma: str
    effect: str
    control: str
    forms: frozenset[str]


class Cue(NamedTuple):
    """A word of (un)certainty: its effect on the claim and its word class."""

    effect: str
    word_class: str


class ItemType(NamedTuple):
    """A type of the taxonomy with its class and candidate codes."""

    item_class: str
    hs6: tuple[str, ...]
    chpl_tier: str | None
    munitions_list: str | None


@cache
def item_types() -> dict[str, ItemType]:
    """The 82 types of the taxonomy by name."""
    return {
        row["type"]: ItemType(
            row["class"], tuple(row["hs6"].split()), row["chpl_tier"] or None, row["munitions_list"] or None
        )
        for row in rows("item_types")
    }


@cache
def _word_classes() -> dict[str, frozenset[str]]:
    return {row["class"]: frozenset(row["words"].split("|")) for row in rows("trade_word_classes")}


def word_class(name: str) -> frozenset[str]:
    """The words of a class of ``trade_word_classes.csv``; raises ``KeyError`` for an unknown class."""
    return _word_classes()[name]


@cache
def parts_of_speech() -> dict[str, frozenset[str]]:
    """Ordinary English words with the word classes they can have."""
    return {row["word"]: frozenset(row["pos"].split("|")) for row in rows("english_words")}


def item_words() -> Iterator[Entry]:
    """Item nouns and phrases that are none."""
    for row in rows("item_forms"):
        yield row["form"], "item", ItemForm(row["type"], row["flag"], None, None)


def system_words() -> Iterator[Entry]:
    """Named systems with their aliases."""
    seen: set[str] = set()
    for row in rows("named_systems"):
        flag = "context" if row["needs_context"] == "yes" else ""
        origin = row["origin_country"] if len(row["origin_country"]) == 2 else None
        datum = ItemForm(row["type"], flag, row["name"], origin)
        for form in (row["name"], *row["aliases"].split("|")):
            if form and form not in seen:
                seen.add(form)
                yield form, "item", datum


def _verb_forms(row: dict[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for tag in VERB_FORMS:
        for form in filter(None, row[tag].split("/")):
            found.setdefault(form, set()).add(tag)
    return {form: frozenset(tags) for form, tags in found.items()}


def transfer_verbs() -> Iterator[Entry]:
    """Verbs of transfer in all their forms."""
    for row in rows("transfer_verbs"):
        for form, tags in _verb_forms(row).items():
            yield form, "transfer_verb", Transfer(row["lemma"], row["frame"], row["stage"], tags)


def transfer_nouns() -> Iterator[Entry]:
    """Nouns of transfer, singular and plural."""
    for row in rows("transfer_nouns"):
        yield row["form"], "transfer_noun", Transfer(row["form"], row["frame"], row["stage"], frozenset())


def governors() -> Iterator[Entry]:
    """Verbs that govern a verb or noun of transfer."""
    for row in rows("transfer_governors"):
        for form, tags in _verb_forms(row).items():
            yield form, "governor", Governor(row["lemma"], row["effect"], row["control"], tags)


def factuality_cues() -> Iterator[Entry]:
    """Adverbs, adjectives and nouns that make a claim alleged, possible, planned or denied."""
    for row in rows("factuality_cues"):
        yield row["form"], "factuality", Cue(row["effect"], row["class"])


def speech_verbs() -> Iterator[Entry]:
    """Finite forms of verbs that report a clause ("says", "warned"), apart from those that are nouns too."""
    table = list(rows("report_verbs"))
    nouns = {form for row in table if row["kind"] == "noun" for form in row["forms"].split("|")}
    for row in table:
        forms = row["forms"].split("|")
        if row["kind"] == "verb" and "clause" in row["complements"].split("|") and len(forms) >= 4:
            for form in forms[1:3]:
                if form not in nouns:
                    yield form, "speech", row["lemma"]


LOADERS: tuple[Callable[[], Iterator[Entry]], ...] = (
    item_words,
    system_words,
    transfer_verbs,
    transfer_nouns,
    governors,
    factuality_cues,
    speech_verbs,
)
