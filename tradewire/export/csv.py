"""CSV that a spreadsheet cannot take for formulas.

A text that begins with `=`, `+`, `-`, `@`, a tab, a carriage return or a line feed gets an apostrophe in
front (https://owasp.org/www-community/attacks/CSV_Injection); numbers are left as they are.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl

from tradewire.release.reader import open_release

FORMULA = r"^[=+\-@\t\r\n]"


def defused(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with lists as JSON, and every text that a spreadsheet would take for a formula quoted."""
    nested = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List | pl.Struct)]
    flat = frame.with_columns(pl.col(name).map_elements(_json, return_dtype=pl.String) for name in nested)
    return flat.with_columns(
        pl.when(pl.col(pl.String).str.contains(FORMULA))
        .then(pl.lit("'") + pl.col(pl.String))
        .otherwise(pl.col(pl.String))
        .name.keep()
    )


def export_csv(release: str | Path, folder: Path) -> list[Path]:
    """Writes each table of a release (folder or address) as `<table>.csv`; returns the files.

    UTF-8 with a byte order mark, which spreadsheets need to tell it.
    """
    opened = open_release(release)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for resource in opened.descriptor["resources"]:
        path = folder / f"{resource['name']}.csv"
        defused(opened.table(resource["name"])).write_csv(path, include_bom=True)
        written.append(path)
    return written


def _json(value: Any) -> str:
    plain = value.to_list() if isinstance(value, pl.Series) else value
    return json.dumps(plain, ensure_ascii=False)
