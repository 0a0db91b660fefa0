"""The evidence of a row: the sentences it stands on, with every span of the row marked in them.

Which columns are spans comes from the declaration of the table, so a table that gains a span needs no
change here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tradewire.schema import TABLES, Table

if TYPE_CHECKING:
    import polars as pl

    from tradewire.warehouse import Warehouse

_ROW_ID = re.compile(r"(?P<document>[0-9a-f]{16}):(?P<kind>[qim]):(?P<start>\d+)-(?P<end>\d+)")
_TABLE_OF = {"q": "quotes", "i": "trade_items", "m": "entity_mentions"}
_ID_COLUMN = {"quotes": "quote_id", "trade_items": "trade_item_id"}


class RowNotFound(LookupError):  # noqa: N818 - reads as what it says
    """No table holds the row, or the id is none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the row: what it is (`text`, `cue`, `speaker_text`, …) and where in the document."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row with its evidence.  Offsets are code points into `text`, the whole document."""

    table: str
    row_id: str
    row: dict[str, Any]
    document: dict[str, Any]
    text: str
    sentences: list[tuple[int, int]]
    marks: list[Mark]

    @property
    def facts(self) -> dict[str, Any]:
        """The columns that say something: no nulls, no empty lists, no offsets."""
        offsets = {name for span in TABLES[self.table].spans for name in (span.start, span.end)}
        passed_over = offsets | {"document_id", "sentence_index"}
        return {
            name: value
            for name, value in self.row.items()
            if name not in passed_over and value is not None and value != []
        }


def row_id(table: str, row: dict[str, Any]) -> str:
    """The id by which `explain` finds a row; a mention's is made from its document and offsets."""
    if table in _ID_COLUMN:
        return str(row[_ID_COLUMN[table]])
    return f"{row['document_id']}:m:{row['start']}-{row['end']}"


def explain(warehouse: Warehouse, wanted: str) -> Explanation:
    """The evidence of a quote, trade item or mention; raises RowNotFound."""
    import polars as pl

    match = _ROW_ID.match(wanted)
    if match is None:
        raise RowNotFound(
            f"{wanted!r} is no id of a row: those of quotes, trade items and mentions look like "
            "0d510d12c886a09b:q:120-160:direct, 0d510d12c886a09b:i:88-101:0 and 0d510d12c886a09b:m:12-18"
        )
    name = _TABLE_OF[match["kind"]]
    column = _ID_COLUMN.get(name)
    condition = pl.col("document_id") == match["document"]
    if column:
        condition &= pl.col(column) == wanted
    else:
        condition &= (pl.col("start") == int(match["start"])) & (pl.col("end") == int(match["end"]))
    for batch in warehouse.batches(name):
        found = warehouse.scan(name, batch).filter(condition).collect()
        if found.height:
            return _evidence(warehouse, batch, TABLES[name], found.row(0, named=True))
    raise RowNotFound(f"no row {wanted} in {warehouse.root / name}")


def _evidence(warehouse: Warehouse, batch: str, table: Table, row: dict[str, Any]) -> Explanation:
    import polars as pl

    here = pl.col("document_id") == row["document_id"]
    document = warehouse.scan("documents", batch).filter(here).collect().row(0, named=True)
    text = document.pop("text")
    marks = [
        Mark(span.text, row[span.start], row[span.end])
        for span in table.spans
        if row[span.start] is not None and row[span.end] is not None
    ]
    sentences = warehouse.scan("sentences", batch).filter(here).sort("start").collect()
    return Explanation(
        table.name, row_id(table.name, row), row, document, text, _touched(sentences, marks), marks
    )


def _touched(sentences: pl.DataFrame, marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """Sentences that a mark lies in, in order."""
    spans = [(mark.start, mark.end) for mark in marks]
    return [
        (start, end)
        for start, end in sentences.select("start", "end").iter_rows()
        if any(start < stop and begin < end for begin, stop in spans)
    ]
