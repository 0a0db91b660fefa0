"""Reads the CSV word lists and facts of ``tradewire/reference``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of ``tradewire/reference/<name>.csv``; ``FileNotFoundError`` where there is none."""
    text = (files("tradewire") / "reference" / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text))
