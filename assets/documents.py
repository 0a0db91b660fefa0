"""The documents of a batch, and what could not be read with the reason why."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.batches import BATCHES, documents_version
from assets.home import Home
from assets.metadata import table_spec, written
from assets.retries import RETRY_TRANSIENT, transient
from tradewire.ingest import ingest_batch
from tradewire.rules_version import rules_version


@dg.multi_asset(
    name="ingest",
    specs=[
        table_spec(name, group_name="text", code_version=rules_version("ingest"))
        for name in ("documents", "rejected_documents")
    ],
    partitions_def=BATCHES,
    retry_policy=RETRY_TRANSIENT,
)
def documents(context: dg.AssetExecutionContext, home: Home) -> Iterator[dg.MaterializeResult[Any]]:
    """Read one batch of the landing zone."""
    batch = context.partition_key
    with transient(), home.alone("ingest"):
        summary = ingest_batch(home.landing, batch, home.warehouse)
    version = documents_version(summary.fingerprint)
    read = {
        "characters": summary.characters,
        "formats": dict(summary.formats),
        "languages": dict(summary.languages),
        "near-duplicates": summary.copies,
        "batches to ingest again": summary.ingest_again,
    }
    yield written(home.warehouse, "documents", batch, version, **read)
    reasons = {"reasons": dict(summary.reasons)}
    yield written(home.warehouse, "rejected_documents", batch, version, **reasons)
