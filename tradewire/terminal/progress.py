"""What `tradewire run` prints while it works: how far it is, how fast, and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Sequence
from types import TracebackType

from rich.console import Console
from rich.text import Text

from tradewire.terminal.run import DueBatch

READ_AND_EXTRACTED = "extraction"
"""The step with which the texts of a batch are done."""


class Progress:
    """One line on a terminal that changes; a plain line for each batch where output is no terminal.

    The time left is that of reading and extracting, judged by the landed bytes of the batches; resolving and
    publishing come after it.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status = console.status("starting")
        self._began = time.monotonic()
        self._landed: dict[str, int] = {}
        self._done = self._documents = self._characters = 0
        self._of_batch = (0, 0)
        self._last = ""

    def __enter__(self) -> Progress:
        if self._console.is_terminal:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._console.is_terminal:
            self._status.stop()

    def plan(self, due: Sequence[DueBatch]) -> None:
        """Hear which batches are to be run."""
        self._landed = {one.batch: one.bytes for one in due}
        self._began = time.monotonic()

    def hear(self, batch: str, documents: int, characters: int) -> None:
        """Hear that so much more of a batch is extracted."""
        self._documents += documents
        self._characters += characters
        self._of_batch = (self._of_batch[0] + documents, self._of_batch[1] + characters)
        self._status.update(Text(f"{batch}: {self._of_batch[0]:,} documents extracted  {self._rate()}"))

    def tell(self, subject: str, step: str) -> None:
        """Hear that a step of a batch (or of the corpus) has ended."""
        if step == READ_AND_EXTRACTED and subject in self._landed:
            self._done += self._landed[subject]
            documents, self._of_batch = self._of_batch[0], (0, 0)
            self._say(f"{subject}: {documents:,} documents  {self._rate()}")
        else:
            self._status.update(Text(f"{subject}: {step.replace('_', ' ')} done  {self._rate()}"))
            if subject not in self._landed and subject != self._last:
                self._say(f"{subject}: resolving and publishing")
        self._last = subject

    def _say(self, line: str) -> None:
        if not self._console.is_terminal:
            self._console.print(f"{time.monotonic() - self._began:6.1f} s  {line}")

    def _rate(self) -> str:
        """Speed and time left, as far as they can be told."""
        seconds = time.monotonic() - self._began
        if not self._characters or not seconds:
            return f"{seconds:.0f} s"
        speed = f"{self._documents / seconds:,.0f} documents/s  {self._characters / 1e6 / seconds:.2g} MB/s"
        total = sum(self._landed.values())
        done = min(total, self._done + self._of_batch[1])
        left = seconds * (total - done) / done if done else 0.0
        return speed + (f"  about {readable(left)} left" if left >= 1 else "")


def readable(seconds: float) -> str:
    """A length of time for people: 50 s, 4 min, 2 h 10 min."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
