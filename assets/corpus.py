"""Tables of the whole corpus: entities that documents share, claims of one transfer put together."""

from collections.abc import Callable
from typing import Any

import dagster as dg
import polars as pl

from assets.home import Home
from assets.metadata import table_spec, written
from assets.retries import RETRY_TRANSIENT, transient
from tradewire.resolve.entities import read_overrides, resolve_entities
from tradewire.resolve.transfers import resolve_transfers
from tradewire.rules_version import rules_version
from tradewire.warehouse import CORPUS

RESOLUTION_VERSION = rules_version("resolution")


def corpus_asset(name: str, *deps: str) -> Callable[[Callable[..., Any]], dg.AssetsDefinition]:
    """The decorator of an asset that is one table over all batches."""
    return dg.multi_asset(
        name=f"resolve_{name}",
        specs=[table_spec(name, group_name="corpus", deps=deps, code_version=RESOLUTION_VERSION)],
        retry_policy=RETRY_TRANSIENT,
    )


@corpus_asset("entities", "documents", "document_entities")
def entities(home: Home) -> dg.MaterializeResult[Any]:
    """Put the entities of all documents together."""
    with transient():
        warehouse = home.warehouse
        overrides = read_overrides(home.root / "overrides.csv")
        rows = resolve_entities(warehouse.read("document_entities"), about_documents(home), overrides)
        warehouse.write("entities", CORPUS, rows.to_arrow())
        return written(warehouse, "entities", CORPUS)


@corpus_asset("transfers", "documents", "trade_items", "entities")
def transfers(home: Home) -> dg.MaterializeResult[Any]:
    """Put the claims of the same transfer together, over all documents."""
    with transient():
        warehouse = home.warehouse
        known = (warehouse.read("trade_items"), about_documents(home), warehouse.read("entities"))
        rows = resolve_transfers(*known)
        warehouse.write("transfers", CORPUS, rows.to_arrow())
        return written(warehouse, "transfers", CORPUS)


def about_documents(home: Home) -> pl.DataFrame:
    """All documents without their texts, which are most of the bytes."""
    return home.warehouse.scan("documents").drop("text").collect()
