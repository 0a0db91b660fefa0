"""How far the work is, told to whoever listens in this process: documents and characters that are extracted.

Work that is done elsewhere (other processes, a cluster) is told of where its results come in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Hear = Callable[[str, int, int], None]
"""Called with the batch, and the documents and characters of it that are done since the last call."""

_listeners: list[Hear] = []


@contextmanager
def listening(hear: Hear) -> Iterator[None]:
    """Hear of what is done within the block."""
    _listeners.append(hear)
    try:
        yield
    finally:
        _listeners.remove(hear)


def tell(batch: str, documents: int, characters: int) -> None:
    """Say that so much more of a batch is done."""
    for hear in _listeners:
        hear(batch, documents, characters)
