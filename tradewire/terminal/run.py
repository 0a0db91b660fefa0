"""What `tradewire run` prints at its end: a summary."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tradewire.release.layout import VALIDATION_SUMMARY

_REASONS_SHOWN = 12


class DueBatch(Protocol):
    """A batch that was run."""

    @property
    def batch(self) -> str: ...

    @property
    def reason(self) -> str: ...

    @property
    def bytes(self) -> int: ...


class Failure(Protocol):
    """A step that failed."""

    batch: str | None
    step: str
    reason: str


class Outcome(Protocol):
    """What a run did (`pipelines.run.Outcome`)."""

    @property
    def due(self) -> Sequence[DueBatch]: ...

    @property
    def failures(self) -> Sequence[Failure]: ...

    @property
    def release(self) -> dict[str, Any] | None: ...

    @property
    def runs(self) -> Sequence[str]: ...


def summary(outcome: Outcome, home: Path) -> RenderableType:
    """What was run, the rows by table, what was rejected and why, the audit, and where the release is."""
    parts: list[RenderableType] = [_batches(outcome)]
    if outcome.release:
        parts.append(Padding(_rows(outcome.release["rows"]), (1, 0, 1, 2), expand=False))
    rejected = _rejected(home)
    if rejected:
        parts.append(Padding(rejected, (0, 0, 1, 2), expand=False))
    failed = _failed(home)
    if failed:
        parts.append(Padding(failed, (0, 0, 1, 2), expand=False))
    for failure in outcome.failures:
        where = f"batch {failure.batch}" if failure.batch else "the corpus"
        parts.append(Text.assemble((f"✗ {failure.step} of {where}: ", "bold red"), failure.reason.strip()))
    if outcome.failures:
        runs = ", ".join(run[:8] for run in outcome.runs)
        parts.append(Text(f"the whole story: run {runs} in Dagster's pages (make dev)", style="dim"))
    for batch, reason in (outcome.release or {}).get("held_back", {}).items():
        parts.append(
            Text.assemble((f"✗ batch {batch} is held back from the release: ", "bold red"), f"it {reason}")
        )
    parts.append(_release(outcome))
    return Group(*parts)


def _batches(outcome: Outcome) -> RenderableType:
    if not outcome.due:
        return Text("every batch is up to date")
    grid = Table.grid(padding=(0, 2))
    for one in outcome.due:
        grid.add_row(Text(one.batch, style="bold"), Text(one.reason, style="dim"))
    return grid


def _rows(rows: dict[str, int]) -> RenderableType:
    grid = Table.grid(padding=(0, 3))
    grid.add_column()
    grid.add_column(justify="right")
    for name, count in rows.items():
        grid.add_row(name.replace("_", " "), f"{count:,}")
    return grid


def _rejected(home: Path) -> RenderableType | None:
    import polars as pl

    from tradewire.warehouse import Warehouse

    counted = (
        Warehouse(home)
        .scan("rejected_documents")
        .group_by("batch", "reason")
        .agg(pl.len().alias("inputs"), pl.col("source_path").min().alias("example"))
        .sort("inputs", "batch", "reason", descending=[True, False, False])
        .head(_REASONS_SHOWN)
        .collect()
    )
    if not counted.height:
        return None
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 3, 0, 0))
    table.add_column("rejected", justify="right")
    for name in ("because", "batch", "as"):
        table.add_column(name)
    for batch, reason, count, example in counted.iter_rows():
        table.add_row(f"{count:,}", reason.replace("_", " "), batch, example)
    return table


def _failed(home: Path) -> RenderableType | None:
    from tradewire.warehouse import Warehouse

    warehouse = Warehouse(home)
    places = warehouse.scan("documents").select("document_id", "batch", "source_path")
    failed = warehouse.scan("failed_extractions").join(places, on="document_id")
    found = failed.sort("batch", "source_path").head(_REASONS_SHOWN).collect()
    if not found.height:
        return None
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 3, 0, 0))
    for name in ("extractor failed on", "batch", "with (please report it)"):
        table.add_column(name)
    for row in found.iter_rows(named=True):
        table.add_row(row["source_path"], row["batch"], row["error"])
    return table


def _release(outcome: Outcome) -> RenderableType:
    made = outcome.release
    if made is None:
        return Text("nothing was published; the last release stays", style="bold red")
    folder = _near(Path(made["folder"]))
    report = json.loads((Path(made["folder"]) / VALIDATION_SUMMARY).read_text(encoding="utf-8"))
    if made["new"]:
        audited = f"✓ audited ({report['rules']} rules hold), verified and published: "
        return Text.assemble((audited, "bold green"), folder)
    return Text.assemble(("✓ nothing new to publish; the latest release: ", "bold green"), folder)


def _near(folder: Path) -> str:
    """The folder as seen from here, where it lies below."""
    here = Path.cwd()
    return str(folder.relative_to(here) if folder.is_relative_to(here) else folder)
