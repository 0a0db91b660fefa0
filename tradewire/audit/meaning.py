"""Rules of one row that no declaration can say."""

from __future__ import annotations

import hashlib

import polars as pl

from tradewire.audit.rules import SENTENCE_TEXT, RowRule


def _sha256(texts: pl.Series) -> pl.Series:
    digests = [None if t is None else hashlib.sha256(t.encode()).hexdigest() for t in texts]
    return pl.Series(texts.name, digests, dtype=pl.String)


def _from_document(table: str, column: str) -> RowRule:
    fails = ~pl.col(column).str.starts_with(pl.col("document_id"))
    said = f"{column} starts with the document's id, so ids of two documents never meet"
    return RowRule(f"derived_{column}", table, (column, "document_id"), said, fails)


MEANING: tuple[RowRule, ...] = (
    RowRule(
        "text_present",
        "documents",
        ("text",),
        "the warehouse holds every document's text",
        pl.col("text").is_null(),
    ),
    RowRule(
        "sha256_of_text",
        "documents",
        ("text_sha256", "text"),
        "text_sha256 is the SHA-256 of the text",
        pl.col("text").map_batches(_sha256, return_dtype=pl.String) != pl.col("text_sha256"),
    ),
    RowRule(
        "id_of_text",
        "documents",
        ("document_id", "text_sha256"),
        "document_id is the start of text_sha256",
        pl.col("text_sha256").str.slice(0, 16) != pl.col("document_id"),
    ),
    RowRule(
        "length_of_text",
        "documents",
        ("characters", "text"),
        "characters counts the text's code points",
        pl.col("text").str.len_chars() != pl.col("characters"),
    ),
    RowRule(
        "words_of_text",
        "documents",
        ("words", "characters"),
        "there are no more words than characters",
        pl.col("words") > pl.col("characters"),
    ),
    RowRule(
        "no_copy_of_itself",
        "documents",
        ("duplicate_of",),
        "no document is a duplicate of itself",
        pl.col("duplicate_of") == pl.col("document_id"),
    ),
    _from_document("quotes", "quote_id"),
    _from_document("trade_items", "trade_item_id"),
    RowRule(
        "quantity_in_sentence",
        "trade_items",
        ("quantity_text",),
        "the quantity stands in the row's sentence as written",
        ~pl.col(SENTENCE_TEXT).str.contains(pl.col("quantity_text"), literal=True),
        uses=frozenset({"sentences"}),
    ),
    RowRule(
        "number_with_words",
        "trade_items",
        ("quantity_min", "quantity_max", "quantity_text"),
        "a number comes with the words it was read from",
        (pl.col("quantity_min").is_not_null() | pl.col("quantity_max").is_not_null())
        & pl.col("quantity_text").is_null(),
    ),
    RowRule(
        "label_in_id",
        "entities",
        ("entity_id", "label"),
        "the id begins with the label",
        ~pl.col("entity_id").str.starts_with(pl.col("label").str.to_lowercase() + ":"),
    ),
    RowRule(
        "not_its_own_variant",
        "entities",
        ("canonical_id",),
        "no entity is a variant of itself",
        pl.col("canonical_id") == pl.col("entity_id"),
    ),
    RowRule(
        "claims_counted",
        "transfers",
        ("statuses", "trade_item_ids"),
        "no more claims are counted than there are rows: those of near-duplicates count once",
        pl.col("statuses").list.eval(pl.element().struct.field("claims")).list.sum()
        > pl.col("trade_item_ids").list.len(),
    ),
    RowRule(
        "documents_counted",
        "transfers",
        ("documents", "trade_item_ids"),
        "there are no more documents than claims",
        pl.col("documents") > pl.col("trade_item_ids").list.len(),
    ),
)
