"""Batches as Dagster partitions, and the data versions that say what a materialisation was made from.

The data version of `documents` is `<fingerprint>.<readers>`, that of the extraction tables
`<fingerprint>.<readers>.<engine>`: the content of the landed batch and the versions of the rules.
Whether a batch is up to date is one comparison, for any number of batches one query.
"""

import dagster as dg

from tradewire.rules_version import rules_version

BATCHES = dg.DynamicPartitionsDefinition(name="batch")
"""One partition for each drop of raw text: a folder or an archive directly under the landing zone."""

DATA_VERSION_TAG = "dagster/data_version"


def documents_version(fingerprint: str) -> str:
    """The data version of documents read now from a batch of that fingerprint."""
    return f"{fingerprint}.{rules_version('ingest')}"


def extraction_version(documents: str) -> str:
    """The data version of tables extracted now from documents of that data version."""
    return f"{documents}.{rules_version('extraction')}"


def held_version(instance: dg.DagsterInstance, asset: str, batch: str) -> str:
    """The data version of the latest materialisation of a batch; empty where there is none."""
    return held_versions(instance, asset, [batch]).get(batch, "")


def held_versions(
    instance: dg.DagsterInstance, asset: str, batches: list[str] | None = None
) -> dict[str, str]:
    """The same for each of several batches, or for all, in one query."""
    found = instance.event_log_storage.get_latest_tags_by_partition(
        dg.AssetKey(asset),
        dg.DagsterEventType.ASSET_MATERIALIZATION,
        tag_keys=[DATA_VERSION_TAG],
        asset_partitions=batches,
    )
    return {batch: tags[DATA_VERSION_TAG] for batch, tags in found.items()}
