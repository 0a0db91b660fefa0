"""Which batches a release holds back, so that one that is broken does not keep the others from the public.

Only batches that the last release does not have: what was published is never taken back for a fault, so a
batch of the last release that breaks a rule stops publication.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from tradewire.release.source import Source
from tradewire.release.stage import unfinished
from tradewire.warehouse import CORPUS

_RULES_TOLD = 3


class Told(Protocol):
    """What is needed of the outcome of a rule (`tradewire.audit.Outcome`)."""

    table: str
    expectation: str
    failed: int
    row_ids: tuple[str, ...]
    error: str | None
    batches: tuple[str, ...]


def unfinished_new(source: Source, published: Collection[str]) -> dict[str, str]:
    """New batches that were not extracted to their end, with the reason."""
    new = [batch for batch in source.batches("documents") if batch not in published]
    return unfinished(source, new)


def broken_new(report: Any, published: Collection[str]) -> dict[str, str]:
    """New batches whose rows broke rules, with the rules; none where holding them back would not do.

    That is so where a rule could not be judged, or a batch of the last release is broken.
    """
    outcomes: tuple[Told, ...] = getattr(report, "outcomes", ())
    broken: dict[str, list[str]] = {}
    for outcome in outcomes:
        if outcome.error is not None:
            return {}
        for batch in outcome.batches:
            rows = f" ({outcome.row_ids[0]})" if outcome.row_ids and outcome.batches == (batch,) else ""
            broken.setdefault(batch, []).append(f"{outcome.table}.{outcome.expectation}{rows}")
    broken.pop(CORPUS, None)  # it may have followed from the others; if not, the next audit says so
    return {} if broken.keys() & set(published) else _told(broken)


def _told(broken: Mapping[str, list[str]]) -> dict[str, str]:
    reasons = {}
    for batch, rules in broken.items():
        more = f" and {len(rules) - _RULES_TOLD} more" if len(rules) > _RULES_TOLD else ""
        reasons[batch] = f"breaks {', '.join(rules[:_RULES_TOLD])}{more}"
    return reasons
