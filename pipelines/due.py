"""Which batches are due: new or changed, lost from the warehouse, or made by older rules."""

from collections.abc import Sequence
from dataclasses import dataclass

import dagster as dg

from assets.batches import BATCHES, documents_version, extraction_version, held_versions
from assets.home import Home
from pipelines.jobs import BATCH_TABLES
from tradewire.tabulate import EXTRACTED

LAST_TABLE = EXTRACTED[-1]
"""The table that is written last: where it is up to date, so is the rest of the batch."""


@dataclass(frozen=True, slots=True)
class Due:
    """A batch to be run, the data version that its extraction will have, the reason, and its landed bytes."""

    batch: str
    version: str
    reason: str
    bytes: int = 0

    @property
    def run_key(self) -> str:
        """The same for the same content under the same rules."""
        return f"{self.batch}:{self.version}"


def due_batches(instance: dg.DagsterInstance, home: Home) -> list[Due]:
    """Batches of the landing zone that the warehouse does not hold as they are, sorted by name."""
    read = held_versions(instance, "documents")
    extracted = held_versions(instance, LAST_TABLE)
    found: list[Due] = []
    for batch in home.landing.batches():
        state = home.landing.state(batch)
        wanted = documents_version(state.fingerprint)
        reason = _reason(wanted, read.get(batch), extracted.get(batch))
        if reason is None and any(not home.warehouse.path(table, batch).exists() for table in BATCH_TABLES):
            reason = "missing in the warehouse"
        if reason:
            found.append(Due(batch, extraction_version(wanted), reason, state.bytes))
    return found


def register(instance: dg.DagsterInstance, batches: Sequence[str]) -> None:
    """Make each batch a partition; all in one call, which is a hundred times faster than one by one."""
    name = BATCHES.name
    assert name
    new = sorted(set(batches) - set(instance.get_dynamic_partitions(name)))
    if new:
        instance.add_dynamic_partitions(name, new)


def _reason(wanted: str, read: str | None, extracted: str | None) -> str | None:
    if read is None:
        return "new"
    if read.split(".")[0] != wanted.split(".")[0]:
        return "changed in the landing zone"
    if read != wanted:
        return "read by older readers"
    if extracted == extraction_version(wanted):
        return None
    if extracted and extracted.startswith(f"{wanted}."):
        return "extracted by older rules"
    return "not extracted yet"
