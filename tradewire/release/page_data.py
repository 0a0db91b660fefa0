"""The data behind the page of a release: small files of JSON in script's clothing, read on demand.

A page opened from disk may not read files, but may load scripts from its own folder, so each file is one
call, `tradewire.take(table, number, columns)`.  Only what the release publishes goes in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import polars as pl

from tradewire.release.edition import Edition
from tradewire.settings import PAGE_CHOICES, PAGE_CHUNK_DOCUMENTS, PAGE_CHUNK_ROWS, PAGE_CONTESTED, PAGE_ROWS

FOLDER = "page"


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows of a table: `columns` are in its data, `filters` can be chosen from, and
    `newest` says that rows come in order of publication, the newest first."""

    columns: tuple[str, ...]
    filters: tuple[str, ...]
    newest: bool = True


_PARTY = ("text", "start", "end", "entity_id", "country")
_ITEM = (
    *("trade_item_id", "sentence_index", "start", "end", "text", "item_class", "item_type", "item_system"),
    *(f"supplier_{part}" for part in _PARTY),
    *(f"recipient_{part}" for part in _PARTY),
    *(f"intermediary_{part}" for part in _PARTY),
    *("origin_country", "transfer", "transfer_start", "transfer_end"),
    *("quantity_min", "quantity_max", "quantity_unit", "quantity_text", "amount", "currency"),
    *("stage", "polarity", "certainty", "status", "claimed_by_name", "quote_id", "rule"),
)
_QUOTE = (
    *("quote_id", "sentence_index", "start", "end", "text", "kind", "cue", "cue_start", "cue_end", "stance"),
    *("speaker_text", "speaker_start", "speaker_end", "speaker_name", "speaker_entity_id", "speaker_role"),
    *("rule", "speaker"),
)
_DOCUMENT = (
    *("document_id", "title", "publisher", "published_on", "url", "author", "rights", "batch", "source_path"),
    *("format", "language", "words", "duplicate_of"),
)
VIEWS: Mapping[str, View] = {
    "trade_items": View(_ITEM, ("item_class", "status", "supplier_country", "recipient_country")),
    "quotes": View(_QUOTE, ("kind", "stance", "speaker")),
    "transfers": View(
        (
            *("transfer_id", "item_class", "item_type", "supplier_country", "recipient_country", "statuses"),
            *("claimants", "documents", "first_published_on", "last_published_on", "contested"),
            "trade_item_ids",
        ),
        ("item_class", "supplier_country", "recipient_country", "contested"),
        newest=False,
    ),
    "entities": View(
        (
            *("entity_id", "label", "name", "aliases", "country", "wikidata_id", "roles", "canonical_id"),
            *("mention_count", "document_count", "first_published_on", "last_published_on"),
        ),
        ("label", "country"),
        newest=False,
    ),
    "entity_mentions": View(
        ("sentence_index", "start", "end", "text", "label", "entity_id", "rule"), ("label",)
    ),
    "documents": View(_DOCUMENT, ("publisher", "rights", "batch", "language")),
    "rejected_documents": View(
        ("rejected_id", "batch", "source_path", "line", "record", "reason", "detail", "size_bytes"),
        ("reason", "batch"),
        newest=False,
    ),
}
_FIRST = {"transfers": ("documents", "transfer_id"), "entities": ("mention_count", "entity_id")}
"""Column by which a table that has no dates is ordered, the greatest first, and the one that decides ties."""


def data_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Path, relative to the release, and text of every data file of the page."""
    documents = _documents(edition)
    tables: dict[str, dict[str, Any]] = {}
    for name, view in VIEWS.items():
        frame = documents if name == "documents" else _rows(edition, name, view, documents)
        total = edition.figures[name]["rows"]
        chunks = 0
        for number, chunk in enumerate(frame.iter_slices(PAGE_CHUNK_ROWS)):
            if chunk.height:
                chunks += 1
                columns = {column: chunk[column].to_list() for column in chunk.columns if column[0] != "_"}
                yield f"{FOLDER}/{name}/{number}.js", call(name, number, columns)
        tables[name] = {
            "rows": frame.height,
            "total": total,
            "chunks": chunks,
            "chunk_rows": PAGE_CHUNK_ROWS,
            "filters": {column: _choices(frame, column) for column in view.filters},
        }
    texts = []
    for number, sentences in _texts(edition, documents):
        texts.append(number)
        yield f"{FOLDER}/sentences/{number}.js", call("sentences", number, sentences)
    summary = {
        "version": edition.version,
        "tables": tables,
        "sentences": {"chunks": texts, "documents": PAGE_CHUNK_DOCUMENTS},
        "flows": _flows(edition),
        "speakers": _speakers(edition),
        "contested": _contested(edition),
    }
    yield f"{FOLDER}/summary.js", call("summary", 0, summary)


def call(table: str, number: int, value: object) -> str:
    """One data file: a call with JSON that is safe in a script and in a page."""
    text = orjson.dumps(value).decode()
    for sign, escaped in (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(sign, escaped)
    return f"tradewire.take({json.dumps(table)},{number},{text});\n"


def _documents(edition: Edition) -> pl.DataFrame:
    """Documents, the newest first; the place of each in this order is its number on the page."""
    order = ["published_on", "document_id"]
    found = edition.scan("documents").select(*VIEWS["documents"].columns).collect()
    found = found.sort(order, descending=[True, False], nulls_last=True).head(PAGE_ROWS)
    return _plain(found.with_row_index("_number"))


def _rows(edition: Edition, table: str, view: View, documents: pl.DataFrame) -> pl.DataFrame:
    """The rows of a table as the page shows them; `doc` is the number of the document."""
    rows = _quotes(edition) if table == "quotes" else edition.scan(table)
    if view.newest:
        numbers = documents.select("document_id", pl.col("_number").alias("doc"))
        joined = rows.join(_enough(rows, numbers), on="document_id", how="inner").sort("doc", "start", "end")
        return _plain(joined.select("doc", *view.columns).head(PAGE_ROWS).collect())
    if table in _FIRST:
        greatest, tie = _FIRST[table]
        rows = rows.sort(greatest, tie, descending=[True, False])
    return _plain(rows.select(view.columns).head(PAGE_ROWS).collect())


def _enough(rows: pl.LazyFrame, numbers: pl.DataFrame) -> pl.LazyFrame:
    """Of the documents, in order of their number, the first that have PAGE_ROWS rows together."""
    number = numbers.columns[-1]
    counted = rows.select("document_id").group_by("document_id").len("_rows").collect(engine="streaming")
    before = pl.col("_rows").cum_sum() - pl.col("_rows")
    ordered = numbers.join(counted, on="document_id").sort(number)
    return ordered.filter(before < PAGE_ROWS).drop("_rows").lazy()


def _quotes(edition: Edition) -> pl.LazyFrame:
    """Quotes with `speaker`: the name of the speaker's entity, or else the name in the document."""
    names = edition.scan("entities").select("entity_id", pl.col("name").alias("_entity"))
    named = edition.scan("quotes").join(names, left_on="speaker_entity_id", right_on="entity_id", how="left")
    return named.with_columns(pl.coalesce("_entity", "speaker_name").alias("speaker"))


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col(pl.Date).cast(pl.String))


def _choices(frame: pl.DataFrame, column: str) -> list[list[Any]]:
    counted = frame.group_by(column).len().drop_nulls(column)
    ordered = counted.sort("len", column, descending=[True, False]).head(PAGE_CHOICES)
    return [[value, count] for value, count in ordered.iter_rows()]


def _texts(edition: Edition, documents: pl.DataFrame) -> Iterator[tuple[int, dict[str, list[Any]]]]:
    """Sentences whose text is published: by number of document, [start, end, kind, text] each."""
    numbers = documents.filter(pl.col("rights") == "open").select("document_id", "_number")
    published = edition.scan("sentences").filter(pl.col("text").is_not_null())
    found = (
        published.join(_enough(published, numbers), on="document_id", how="inner")
        .sort("_number", "sentence_index")
        .head(PAGE_ROWS)
        .select("_number", "start", "end", "kind", "text")
        .collect()
    )
    chunked = found.with_columns((pl.col("_number") // PAGE_CHUNK_DOCUMENTS).alias("_chunk"))
    for (chunk,), rows in chunked.group_by("_chunk", maintain_order=True):
        by_document: dict[str, list[Any]] = {}
        for number, start, end, kind, text, _ in rows.iter_rows():
            by_document.setdefault(str(number), []).append([start, end, kind, text])
        yield int(str(chunk)), by_document


def _flows(edition: Edition) -> list[list[Any]]:
    """Claims by supplier, class, recipient and status: [supplier, class, recipient, status, claims]."""
    by = ["supplier_country", "item_class", "recipient_country", "status"]
    counted = edition.scan("trade_items").group_by(by).len().sort("len", *by, descending=[True] + [False] * 4)
    return [list(row) for row in counted.collect().iter_rows()]


def _contested(edition: Edition) -> list[list[Any]]:
    """The most reported transfers that are denied, too: id, type, countries, statuses, claimants."""
    columns = ("transfer_id", "item_type", "supplier_country", "recipient_country", "statuses", "claimants")
    found = (
        edition.scan("transfers")
        .filter("contested")
        .sort("documents", "transfer_id", descending=[True, False])
    )
    return [list(row) for row in found.select(columns).head(PAGE_CONTESTED).collect().iter_rows()]


def _speakers(edition: Edition) -> list[list[Any]]:
    """Quotes by speaker, day and stance: [speaker, day, stance, quotes], of the most quoted speakers."""
    days = edition.scan("documents").select("document_id", "published_on")
    named = _quotes(edition).drop_nulls("speaker")
    most = named.group_by("speaker").len().sort("len", "speaker", descending=[True, False]).head(24)
    by: Sequence[str] = ("speaker", "published_on", "stance")
    counted = (
        named.join(most.select("speaker"), on="speaker", how="semi")
        .join(days, on="document_id", how="left")
        .group_by(by)
        .len()
        .sort(by)
        .collect()
    )
    return [list(row) for row in _plain(counted).iter_rows()]
