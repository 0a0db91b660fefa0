"""What the engine finds in the documents of a batch: one pass, five tables."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.batches import BATCHES, extraction_version, held_version
from assets.engine import Engine
from assets.home import Home
from assets.metadata import table_spec, written
from assets.retries import RETRY_TRANSIENT, transient
from tradewire.rules_version import rules_version
from tradewire.tabulate import EXTRACTED, extract_into


@dg.multi_asset(
    name="extraction",
    specs=[
        table_spec(
            name, group_name="extraction", deps=["documents"], code_version=rules_version("extraction")
        )
        for name in EXTRACTED
    ],
    partitions_def=BATCHES,
    retry_policy=RETRY_TRANSIENT,
)
def extraction(
    context: dg.AssetExecutionContext, home: Home, engine: Engine
) -> Iterator[dg.MaterializeResult[Any]]:
    """Run the engine over the documents of one batch."""
    batch = context.partition_key
    version = extraction_version(held_version(context.instance, "documents", batch))
    with transient():
        extract_into(home.warehouse, batch, engine.runner)
    for name in EXTRACTED:
        yield written(home.warehouse, name, batch, version)
