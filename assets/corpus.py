"""Tables of the whole corpus: entities that documents share, claims of one transfer put together."""

from collections.abc import Callable
from typing import Any

import dagster as dg

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
        known = (warehouse.scan("document_entities"), warehouse.scan("documents"))
        rows = resolve_entities(*known, overrides)
        warehouse.write("entities", CORPUS, rows.to_arrow())
        return written(warehouse, "entities", CORPUS)


@corpus_asset("transfers", "documents", "trade_items", "entities")
def transfers(home: Home) -> dg.MaterializeResult[Any]:
    """Put the claims of the same transfer together, over all documents."""
    with transient():
        warehouse = home.warehouse
        rows = resolve_transfers(*(warehouse.scan(name) for name in ("trade_items", "documents", "entities")))
        warehouse.write("transfers", CORPUS, rows.to_arrow())
        return written(warehouse, "transfers", CORPUS)
