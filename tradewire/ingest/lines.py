"""Lines of a stream, each of bounded length, so that a line without end costs no memory."""

from __future__ import annotations

import io
from collections.abc import Iterator

from tradewire.settings import READ_CHUNK_BYTES


def bounded_lines(stream: io.BufferedReader, limit: int) -> Iterator[tuple[int, bytes | None, int]]:
    """Number from 1, the line with its end, and its length in bytes; null for a line beyond the limit,
    which is skipped to its end.
    """
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line, len(line)
        else:
            yield number, None, len(line) + _skip(stream)


def _skip(stream: io.BufferedReader) -> int:
    """Read to the end of the line; returns the bytes passed."""
    passed = 0
    while chunk := stream.readline(READ_CHUNK_BYTES):
        passed += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return passed
