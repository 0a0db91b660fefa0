"""How far a run is, told to people: rate and time left, one changing line or plain lines."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from rich.console import Console

from tradewire import progress
from tradewire.terminal import progress as shown
from tradewire.terminal.progress import Progress, readable


@dataclass(frozen=True)
class Drop:
    batch: str
    bytes: int
    reason: str = "new"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(shown.time, "monotonic", lambda: now[0])
    return now


def run_two_batches(console: Console, clock: list[float]) -> None:
    with Progress(console) as told, progress.listening(told.hear):
        told.plan([Drop("monday", 4_000_000), Drop("tuesday", 12_000_000)])
        told.tell("monday", "ingest")
        for _ in range(4):
            clock[0] += 10
            progress.tell("monday", 250, 1_000_000)
        told.tell("monday", "extraction")
        clock[0] += 10
        told.tell("corpus", "resolve_entities")


def test_a_plain_line_per_batch_says_rate_and_time_left(clock: list[float]) -> None:
    out = io.StringIO()
    run_two_batches(Console(file=out, width=120), clock)
    assert out.getvalue().splitlines() == [
        "  40.0 s  monday: 1,000 documents  25 documents/s  0.1 MB/s  about 2 min left",
        "  50.0 s  corpus: resolving and publishing",
    ]


def test_a_terminal_gets_one_line_that_changes(clock: list[float]) -> None:
    out = io.StringIO()
    console = Console(file=out, width=120, force_terminal=True)
    run_two_batches(console, clock)
    assert "about 2 min left" in out.getvalue()
    assert "resolving and publishing" not in out.getvalue()


def test_nobody_hears_after_the_block() -> None:
    heard = []
    with progress.listening(lambda *said: heard.append(said)):
        progress.tell("monday", 1, 10)
    progress.tell("monday", 1, 10)
    assert heard == [("monday", 1, 10)]


@pytest.mark.parametrize(("seconds", "said"), [(50, "50 s"), (170, "3 min"), (7800, "2 h 10 min")])
def test_times_are_readable(seconds: float, said: str) -> None:
    assert readable(seconds) == said
