"""Transfers: the claims of the whole corpus that agree on item type, supplier and recipient, put
together.

Near-duplicates count once: of the documents that say the same thing in nearly the same words
(``duplicate_of``), only one adds to the counts, though every row stays listed.  Nothing is added up that
the text does not say: quantities stay with the claims.
"""

from __future__ import annotations

import polars as pl

from tradewire.schema import TABLES

KEY = ("item_class", "item_type", "supplier_country", "recipient_country")
AFFIRMING = ("alleged", "reported")


def resolve_transfers(
    trade_items: pl.DataFrame | pl.LazyFrame,
    documents: pl.DataFrame | pl.LazyFrame,
    entities: pl.DataFrame | pl.LazyFrame,
) -> pl.DataFrame:
    """The ``transfers`` table, sorted by ``transfer_id``.

    ``trade_items``, ``documents`` and ``entities`` are tables of the contract.  A claim that names
    neither supplier nor recipient joins nothing.  The result does not depend on the order of the rows.
    """
    claims = _claims(trade_items.lazy(), documents.lazy(), entities.lazy())
    rows = (
        claims.group_by(KEY)
        .agg(
            pl.col("claimant").drop_nulls().unique().sort().alias("claimants"),
            pl.col("source").n_unique().cast(pl.Int32).alias("documents"),
            pl.col("published_on").min().alias("first_published_on"),
            pl.col("published_on").max().alias("last_published_on"),
            (pl.col("status").is_in(AFFIRMING).any() & (pl.col("status") == "denied").any()).alias(
                "contested"
            ),
            pl.col("trade_item_id").sort().alias("trade_item_ids"),
        )
        .join(_statuses(claims), on=KEY, how="left", nulls_equal=True)
        .with_columns(_transfer_id())
        .sort("transfer_id")
    )
    columns = [field.name for field in TABLES["transfers"].fields]
    return rows.select(columns).collect()


def _claims(trade_items: pl.LazyFrame, documents: pl.LazyFrame, entities: pl.LazyFrame) -> pl.LazyFrame:
    """The rows that name a party, each with the document it counts for, its day and its claimant's usual
    name.
    """
    sources = documents.select(
        "document_id",
        pl.coalesce("duplicate_of", "document_id").alias("source"),
        pl.col("published_on").cast(pl.Date),
    )
    names = entities.select(
        pl.col("entity_id").alias("claimed_by_entity_id"),
        pl.coalesce("canonical_id", "entity_id").alias("canonical"),
    ).join(
        entities.select(pl.col("entity_id").alias("canonical"), pl.col("name").alias("usual_name")),
        on="canonical",
        how="left",
    )
    return (
        trade_items.filter(
            pl.col("supplier_country").is_not_null() | pl.col("recipient_country").is_not_null()
        )
        .join(sources, on="document_id", how="left")
        .join(names, on="claimed_by_entity_id", how="left")
        .with_columns(
            pl.coalesce("source", "document_id").alias("source"),
            pl.coalesce("usual_name", "claimed_by_name").alias("claimant"),
        )
    )


def _statuses(claims: pl.LazyFrame) -> pl.LazyFrame:
    """Per transfer its statuses with claims and documents; of near-duplicates the one with most claims
    counts.
    """
    return (
        claims.group_by(*KEY, "status", "source", "document_id")
        .len("claims")
        .group_by(*KEY, "status", "source")
        .agg(pl.col("claims").max())
        .group_by(*KEY, "status")
        .agg(
            pl.col("claims").sum().cast(pl.Int32),
            pl.col("source").n_unique().cast(pl.Int32).alias("documents"),
        )
        .sort("status")
        .group_by(KEY, maintain_order=True)
        .agg(pl.struct("status", "claims", "documents").alias("statuses"))
    )


def _transfer_id() -> pl.Expr:
    """``cn-ru:cnc_machine_tool``; an unknown side is ``xx``."""
    side = [pl.col(name).str.to_lowercase().fill_null("xx") for name in KEY[2:]]
    return pl.concat_str([side[0], pl.lit("-"), side[1], pl.lit(":"), pl.col("item_type")]).alias(
        "transfer_id"
    )
