"""Reads the CSV word lists and facts of ``tradewire/reference``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of ``tradewire/reference/<name>.csv``.

    Raises FileNotFoundError where there is none, ValueError where a row has more cells than the header or
    fewer.
    """
    text = (files("tradewire") / "reference" / f"{name}.csv").read_text(encoding="utf-8")
    lines = csv.reader(io.StringIO(text))
    header = next(lines)
    for line in lines:
        yield dict(zip(header, line, strict=True))
