"""A release in the making: what every renderer of metadata may know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import polars as pl

from tradewire.release.layout import Part, figures_of
from tradewire.release.rights import Policy


@dataclass(slots=True)
class Edition:
    """The staged tables of a release and the facts that its metadata states.

    `validation` is the audit's report as plain values, `judged` the text of `validation/batches.json`;
    `held_back` names batches that are not in it, with the reason; `quality` is the report of
    `tradewire.quality`; `changes` what differs from `previous`, the descriptor of the release before.
    """

    folder: Path
    version: str
    digest: str
    published_at: datetime
    parts: Sequence[Part]
    schema_version: str
    code_version: str
    validation: Mapping[str, Any]
    policy: Policy = field(default_factory=Policy)
    judged: str | None = None
    held_back: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    quality: Mapping[str, Any] | None = None
    changes: Mapping[str, Any] | None = None
    previous: Mapping[str, Any] | None = None

    title: ClassVar[str] = "tradewire: who says that whom supplies what to whom"
    description: ClassVar[str] = (
        "Claims about the supply of arms, dual-use goods and money, read from news text: names, quotes with "
        "their speakers, traded items with supplier, recipient, quantity and status, every row with the "
        "place in the text that it stands on."
    )
    keywords: ClassVar[tuple[str, ...]] = (
        "news",
        "information extraction",
        "arms transfers",
        "quotations",
        "trade controls",
    )
    licence: ClassVar[Mapping[str, str]] = {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    }

    @property
    def figures(self) -> dict[str, dict[str, int]]:
        """Rows, bytes and files by table."""
        return figures_of(self.parts)

    def scan(self, table: str) -> pl.LazyFrame:
        """The rows of a table as they will be published, in order of batch and key."""
        paths = [self.folder / part.path for part in self.parts if part.table == table]
        return pl.scan_parquet(paths, hive_partitioning=False, glob=False)

    def rights_summary(self) -> dict[str, int]:
        """Documents by rights."""
        return self._counts("rights")

    def sources(self) -> list[dict[str, Any]]:
        """Publishers by name, with the number of their documents."""
        named = self._counts("publisher")
        return [{"title": name, "documents": count} for name, count in named.items()]

    def _counts(self, column: str) -> dict[str, int]:
        counted = self.scan("documents").group_by(column).len().drop_nulls(column).sort(column).collect()
        return {str(name): int(count) for name, count in counted.iter_rows()}
