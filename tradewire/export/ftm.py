"""FollowTheMoney entities of a release, one JSON object a line (https://followthemoney.tech/).

People and organisations become Person and Organization, documents Article, names in them Mention, and
transfers EconomicActivity with the documents that prove them.  Countries are codes there, not entities,
so a transfer between states has a departure and a destination and no sender.  Nothing but JSON is needed
to write them; the extra `ftm` brings the library that reads and checks them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from tradewire.release.reader import OpenRelease, open_release

SCHEMATA = {"PERSON": "Person", "ORG": "Organization"}
_LANGUAGES = {"en": "eng", "uk": "ukr", "ru": "rus", "de": "deu", "fr": "fra", "es": "spa", "zh": "zho"}
"""ISO 639-1 to the three letters that FollowTheMoney has; others are left out."""

Entity = dict[str, Any]


def export_ftm(release: str | Path, path: Path) -> int:
    """Writes the entities of a release (folder or address) to a file; returns their number."""
    opened = open_release(release)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.writing")
    count = 0
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        for entity in ftm_entities(opened):
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")
            count += 1
    temporary.replace(path)
    return count


def ftm_entities(release: OpenRelease) -> Iterator[Entity]:
    """The entities: articles, people and organisations, mentions, transfers."""
    documents = release.table("documents")
    for row in documents.iter_rows(named=True):
        yield _article(row)
    named = release.table("entities").filter(pl.col("label").is_in(list(SCHEMATA)))
    for row in named.iter_rows(named=True):
        yield _named(row)
    known = named.select("entity_id")
    mentions = release.table("entity_mentions").join(known, on="entity_id", how="semi")
    for row in mentions.iter_rows(named=True):
        yield _mention(row)
    items = release.table("trade_items")
    for row in _with_items(release.table("transfers"), items).iter_rows(named=True):
        yield _transfer(row, set(known["entity_id"]))


def _entity(kind: str, identifier: str, **properties: Any) -> Entity:
    """An entity; values are lists of texts, and what is empty is left out."""
    kept: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, list) else [value]
        texts = list(dict.fromkeys(str(one) for one in values if one not in (None, "")))
        if texts:
            kept[name] = texts
    return {"id": _id(identifier), "schema": kind, "properties": kept}


def _id(identifier: str) -> str:
    """An id of the letters, digits, dots and dashes that FollowTheMoney takes."""
    return "tradewire-" + re.sub(r"[^0-9A-Za-z.]+", "-", identifier).strip("-.")


def _link(identifier: str | None) -> str | None:
    return None if identifier is None else _id(identifier)


def _country(code: str | None) -> str | None:
    return None if code is None else code.lower()


def _article(row: dict[str, Any]) -> Entity:
    return _entity(
        "Article",
        row["document_id"],
        title=row["title"] or row["source_path"],
        fileName=row["source_path"],
        publisher=row["publisher"],
        author=row["author"],
        sourceUrl=row["url"],
        publishedAt=row["published_on"],
        language=_LANGUAGES.get(row["language"]),
        bodyText=(row["text"] or "").strip(),
    )


def _named(row: dict[str, Any]) -> Entity:
    kind = SCHEMATA[row["label"]]
    roles = {"position": row["roles"]} if kind == "Person" else {}
    return _entity(
        kind,
        row["entity_id"],
        name=row["name"],
        alias=row["aliases"],
        country=_country(row["country"]),
        wikidataId=row["wikidata_id"],
        **roles,
    )


def _mention(row: dict[str, Any]) -> Entity:
    return _entity(
        "Mention",
        f"{row['document_id']}-{row['start']}-{row['end']}",
        document=_link(row["document_id"]),
        name=row["text"],
        resolved=_link(row["entity_id"]),
        detectedSchema=SCHEMATA.get(row["label"]),
    )


def _with_items(transfers: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Transfers with what their claims say: documents, parties, codes and names of the goods."""
    gathered = ("document_id", "supplier_entity_id", "recipient_entity_id", "text", "item_system")
    claims = (
        transfers.select("transfer_id", pl.col("trade_item_ids").alias("trade_item_id"))
        .explode("trade_item_id", empty_as_null=False)
        .join(items.select("trade_item_id", "hs6", *gathered), on="trade_item_id")
        .group_by("transfer_id", maintain_order=True)
        .agg(
            *(pl.col(name).drop_nulls().unique(maintain_order=True) for name in gathered),
            pl.col("hs6").explode(empty_as_null=False).drop_nulls().unique().sort(),
        )
    )
    return transfers.join(claims, on="transfer_id", how="left", maintain_order="left")


def _transfer(row: dict[str, Any], known: set[str]) -> Entity:
    told = ", ".join(f"{one['status']} ({one['claims']})" for one in row["statuses"])
    parties = {
        side: [_link(one) for one in row[f"{who}_entity_id"] or [] if one in known]
        for side, who in (("sender", "supplier"), ("receiver", "recipient"))
    }
    return _entity(
        "EconomicActivity",
        f"transfer-{row['transfer_id']}",
        goodsDescription=[
            row["item_type"].replace("_", " "),
            *(row["item_system"] or []),
            *(row["text"] or []),
        ],
        vedCode=row["hs6"] or [],
        departureCountry=_country(row["supplier_country"]),
        destinationCountry=_country(row["recipient_country"]),
        description=f"{told}; contested" if row["contested"] else told,
        startDate=row["first_published_on"],
        endDate=row["last_published_on"],
        proof=[_link(one) for one in row["document_id"] or []],
        **parties,
    )
