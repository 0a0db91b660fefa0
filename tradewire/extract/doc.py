"""The document under extraction: it owns the text, and everything found only points into it.

All offsets are Unicode code points into ``Doc.text``, end exclusive, so ``text[start:end]`` is the span.
Stages fill the lists in order (sentences, hits, mentions and entities, quotes, items) and never edit the
text.  The fields are named after the columns of the published tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Hit = tuple[int, int, int]
"""``(start, end, entry)``: a word-bounded match of the lexicon's form number ``entry``."""


@dataclass(slots=True)
class Sentence:
    """One sentence, its place in the document and its kind (see ``tradewire.extract.segment``)."""

    index: int
    start: int
    end: int
    kind: str = "body"


@dataclass(slots=True)
class Entity:
    """Something named, as this document knows it; mentions of the same thing share one entity."""

    entity_id: str
    label: str
    name: str
    aliases: set[str] = field(default_factory=set)
    country: str | None = None
    wikidata_id: str | None = None
    gender: str | None = None
    roles: set[str] = field(default_factory=set)
    mention_count: int = 0


@dataclass(slots=True)
class Mention:
    """One occurrence of a name."""

    start: int
    end: int
    label: str
    entity: Entity
    rule: str
    sentence_index: int = 0


@dataclass(slots=True)
class Quote:
    """Reported speech with the cue that reports it and the words that name its speaker."""

    start: int
    end: int
    kind: str
    rule: str
    sentence_index: int = 0
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    stance: str = "neutral"
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_name: str | None = None
    speaker_entity: Entity | None = None
    speaker_role: str | None = None


@dataclass(slots=True)
class Party:
    """A supplier, recipient or intermediary: the words that name it and what they stand for."""

    start: int | None = None
    end: int | None = None
    entity: Entity | None = None
    country: str | None = None


@dataclass(slots=True)
class TradeItem:
    """One item mention in one claim of transfer."""

    start: int
    end: int
    item_class: str
    item_type: str
    rule: str
    sentence_index: int = 0
    item_system: str | None = None
    hs6: tuple[str, ...] = ()
    chpl_tier: str | None = None
    munitions_list: str | None = None
    supplier: Party = field(default_factory=Party)
    recipient: Party = field(default_factory=Party)
    intermediary: Party = field(default_factory=Party)
    origin_country: str | None = None
    transfer: str | None = None
    transfer_start: int | None = None
    transfer_end: int | None = None
    quantity_min: float | None = None
    quantity_max: float | None = None
    quantity_unit: str | None = None
    quantity_start: int | None = None
    quantity_end: int | None = None
    amount: float | None = None
    currency: str | None = None
    stage: str = "unknown"
    polarity: str = "positive"
    certainty: str = "certain"
    status: str = "reported"
    claimed_by_name: str | None = None
    claimed_by_entity: Entity | None = None
    quote: Quote | None = None


@dataclass(slots=True)
class Doc:
    """One text and what the stages have found in it so far; ``notes`` holds what stages leave each other."""

    text: str
    furniture: frozenset[str] = frozenset()
    sentences: list[Sentence] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    items: list[TradeItem] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)
