"""A small invented corpus with every published table, whose offsets are looked up in its texts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from tradewire.schema import TABLES

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
HOSTILE = "<script>document.title='owned'</script>"

Frames = dict[str, dict[str, pl.DataFrame]]


@dataclass(frozen=True)
class Text:
    """One invented document: sentences of `who`, who says that `supplier` gave `item` to `recipient`."""

    who: str
    supplier: str
    recipient: str
    item: str
    item_class: str = "uncrewed"
    status: str = "reported"
    rights: str = "open"
    day: date = date(2026, 2, 1)
    headline: str = "A delivery is reported"

    @property
    def text(self) -> str:
        return f"{self.headline}\n{self.who} said: “{self.supplier} sent {self.item} to {self.recipient}.”\n"


NORTH = (
    Text("Ada Quill", "Norland", "Sudria", "survey drones"),
    Text("Ben Marsh", "Norland", "Estmark", "machine tools", "industrial_machinery", "alleged", "restricted"),
)
SOUTH = (
    Text("Ada Quill", "Westfold", "Sudria", "artillery shells", "artillery_ammunition", "denied"),
    Text(
        "Cy Vane", "Norland", "Sudria", "patrol boats", "naval", "planned", "open", date(2026, 2, 9), HOSTILE
    ),
)
CODES = {"Norland": "NO", "Westfold": "SE", "Sudria": "FI", "Estmark": "EE"}


@dataclass
class Passed:
    """What an audit says that finds nothing."""

    passed: bool = True
    profile: dict[str, Any] | None = None
    batches: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        return {"passed": self.passed, "profile": self.profile, "outcomes": []}


def passing_audit(tables: Mapping[str, Any], previous: Any = None, judged: Any = None) -> Passed:
    """An audit for tests of everything else."""
    return Passed()


def corpus(**batches: tuple[Text, ...]) -> Frames:
    """Every table of a release over these batches, table → batch → frame."""
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {
        name: {batch: [] for batch in batches} for name, table in TABLES.items() if table.level != "corpus"
    }
    for batch, texts in batches.items():
        for text in texts:
            for table, found in _rows(text, batch).items():
                rows[table][batch] += found
    frames = {
        table: {batch: frame(table, found) for batch, found in by_batch.items()}
        for table, by_batch in rows.items()
    }
    items = pl.concat(frames["trade_items"].values())
    mentions = pl.concat(frames["entity_mentions"].values())
    frames["entities"] = {"all": frame("entities", _entities(mentions))}
    frames["transfers"] = {"all": frame("transfers", _transfers(items))}
    return frames


def frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as a frame of the declared schema; columns not given are null."""
    schema = pl.DataFrame(pl.from_arrow(TABLES[table].arrow_schema().empty_table())).schema
    full = [{name: row.get(name) for name in schema} for row in rows]
    return pl.DataFrame(full, schema=schema).sort(list(TABLES[table].key))


def _id(*parts: object) -> str:
    return hashlib.sha256("/".join(str(part) for part in parts).encode()).hexdigest()[:16]


def _span(text: str, words: str, prefix: str = "", column: str = "text") -> dict[str, Any]:
    start = text.index(words, text.index("\n"))
    return {column: words, f"{prefix}start": start, f"{prefix}end": start + len(words)}


def _rows(of: Text, batch: str) -> dict[str, list[dict[str, Any]]]:
    text = of.text
    sha = hashlib.sha256(text.encode()).hexdigest()
    document = {"document_id": sha[:16]}
    head = text.index("\n")
    here = document | {"sentence_index": 1}
    said = text[text.index("“") + 1 : text.index("”")]
    quote_id, item_id = f"{sha[:16]}:q:0", f"{sha[:16]}:i:0"
    about = {"batch": batch, "source_path": f"{_id(sha)}.txt", "format": "text", "language": "en"}
    names = [(of.who, "PERSON"), (of.supplier, "GPE"), (of.recipient, "GPE")]
    return {
        "documents": [
            document
            | about
            | {"text_sha256": sha, "title": of.headline, "publisher": "The Example", "published_on": of.day}
            | {"characters": len(text), "words": len(text.split()), "rights": of.rights, "text": text}
        ],
        "sentences": [
            document
            | {"sentence_index": 0, "start": 0, "end": head, "kind": "headline", "text": text[:head]},
            here | {"start": head + 1, "end": len(text) - 1, "kind": "body", "text": text[head + 1 : -1]},
        ],
        "entity_mentions": [
            here | _span(text, name) | {"label": label, "entity_id": entity_id(name, label), "rule": "list"}
            for name, label in names
        ],
        "quotes": [
            here
            | _span(text, said)
            | {"quote_id": quote_id, "kind": "direct", "stance": "neutral", "rule": "marks"}
            | _span(text, "said", "cue_", "cue")
            | _span(text, of.who, "speaker_", "speaker_text")
            | {"speaker_name": of.who, "speaker_entity_id": entity_id(of.who, "PERSON")}
        ],
        "trade_items": [
            here
            | _span(text, of.item)
            | {"trade_item_id": item_id, "item_class": of.item_class, "item_type": "thing", "hs6": []}
            | _span(text, of.supplier, "supplier_", "supplier_text")
            | {"supplier_country": CODES[of.supplier], "recipient_country": CODES[of.recipient]}
            | _span(text, of.recipient, "recipient_", "recipient_text")
            | _span(text, "sent", "transfer_", "transfer")
            | {"supplier_entity_id": entity_id(of.supplier, "GPE")}
            | {"recipient_entity_id": entity_id(of.recipient, "GPE")}
            | {"stage": "delivered", "polarity": "positive", "certainty": "certain", "status": of.status}
            | {"claimed_by_name": of.who, "claimed_by_entity_id": entity_id(of.who, "PERSON")}
            | {"quote_id": quote_id, "rule": "sent_to"}
        ],
        "rejected_documents": [],
        "failed_extractions": [],
        "document_entities": [
            document
            | {"entity_id": entity_id(name, label), "label": label, "name": name}
            | {"aliases": [], "roles": [], "mention_count": 1}
            for name, label in names
        ],
    }


def entity_id(name: str, label: str) -> str:
    """An id such as `person:ada-quill`."""
    return f"{label.lower()}:{name.lower().replace(' ', '-')}"


def _entities(mentions: pl.DataFrame) -> list[dict[str, Any]]:
    found = mentions.group_by("entity_id", "label", "text").agg(
        pl.len().alias("mentions"), pl.col("document_id").n_unique().alias("documents")
    )
    return [
        {
            "entity_id": row["entity_id"],
            "label": row["label"],
            "name": row["text"],
            "aliases": [],
            "roles": [],
        }
        | {"mention_count": row["mentions"], "document_count": row["documents"]}
        for row in found.iter_rows(named=True)
    ]


def _transfers(items: pl.DataFrame) -> list[dict[str, Any]]:
    return [
        {"transfer_id": _id(row["trade_item_id"], "transfer"), "trade_item_ids": [row["trade_item_id"]]}
        | {name: row[name] for name in ("item_class", "item_type", "supplier_country", "recipient_country")}
        | {"statuses": [{"status": row["status"], "claims": 1, "documents": 1}], "contested": False}
        | {"claimants": [row["claimed_by_name"]], "documents": 1}
        for row in items.iter_rows(named=True)
    ]


@pytest.fixture
def small() -> Frames:
    """Two batches of two documents each."""
    return corpus(north=NORTH, south=SOUTH)
