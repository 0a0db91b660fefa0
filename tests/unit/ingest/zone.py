"""A landing zone to drop inputs into, and what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tradewire.ingest import Landing, read_batch

ARTICLE = (
    "Ministers met in Oslo on Friday to talk of the ferry, and it was agreed that the harbour will open.\n"
)


def drop(landing: Landing, name: str, content: bytes | str, batch: str = "b") -> Path:
    """Write a file into a batch."""
    path = landing.root / batch / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rejected(landing: Landing) -> list[dict[str, Any]]:
    """The rejected rows of the batch."""
    return read_batch(landing, "b")[1].to_pylist()


def rejects(landing: Landing) -> dict[str, str]:
    """Path to reason."""
    return {row["source_path"]: row["reason"] for row in rejected(landing)}


def documents(landing: Landing) -> dict[str, dict[str, Any]]:
    """Path to documents row."""
    return {row["source_path"]: row for row in read_batch(landing, "b")[0].to_pylist()}


def only_document(landing: Landing) -> dict[str, Any]:
    """The one documents row of a batch without rejects."""
    found, refused, _ = read_batch(landing, "b")
    assert refused.num_rows == 0, refused.to_pylist()
    (row,) = found.to_pylist()
    return row
