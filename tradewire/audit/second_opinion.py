"""Great Expectations asked for its opinion: here, or in a process of its own that was started beforehand.

Importing it takes 4–8 s of one core, so a run starts it while it reads and extracts (`prepare`).
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import polars as pl

from tradewire.audit.evaluate import Finding
from tradewire.schema import TABLES
from tradewire.settings import AUDIT_FRAME_ROWS

Verdicts = dict[tuple[str, str], str | None]
"""(table, rule) to what speaks against passing it although no row failed in Polars, or null."""

_started: list[ProcessPoolExecutor] = []


def prepare() -> None:
    """Start Great Expectations in a process of its own, which audits of this process then ask."""
    if not _started:
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(1, mp_context=context, initializer=_wake)
        pool.submit(int)  # the process starts with its first task
        _started.append(pool)


def opinion(findings: Sequence[Finding], tables: Mapping[str, Mapping[str, pl.LazyFrame]]) -> Verdicts:
    """What Great Expectations says of the findings and of a frame of rows of each table."""
    frames = rows_frames(findings, tables)
    if _started:
        try:
            return _started[0].submit(_ask, findings, frames).result()
        except BrokenProcessPool:  # killed, for want of memory perhaps; the question can be asked here
            _started.clear()
    return _ask(findings, frames)


def _ask(findings: Sequence[Finding], frames: Mapping[str, pl.DataFrame]) -> Verdicts:
    from tradewire.audit.suites import verdicts

    return verdicts(findings, frames)


def _wake() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    from tradewire.audit.suites import wake

    wake()


def rows_frames(
    findings: Sequence[Finding], tables: Mapping[str, Mapping[str, pl.LazyFrame]]
) -> dict[str, pl.DataFrame]:
    """The rows that Great Expectations sees of each table."""
    return {name: _rows_frame(name, tables[name]) for name in dict.fromkeys(f.table for f in findings)}


def _rows_frame(name: str, batches: Mapping[str, pl.LazyFrame]) -> pl.DataFrame:
    """The rows of a table, every n-th of a long one, without lists and whole texts."""
    declared = TABLES[name]
    wanted = [f.name for f in declared.fields if "<" not in f.type and not f.withheld]
    rows = sum(part.select(pl.len()).collect().item() for part in batches.values())
    step = max(1, -(-rows // AUDIT_FRAME_ROWS))
    parts = []
    for part in batches.values():
        present = [column for column in wanted if column in part.collect_schema()]
        parts.append(part.select(present).gather_every(step).collect(engine="streaming"))
    return pl.concat(parts, how="diagonal_relaxed") if parts else pl.DataFrame()
