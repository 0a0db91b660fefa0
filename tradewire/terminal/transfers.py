"""The corroboration table for the terminal: transfers, the claims for and against, and who makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from tradewire.warehouse import Warehouse

_CLAIMANTS_SHOWN = 3
_STYLES = {"denied": "red", "blocked": "red", "reported": "green", "alleged": "yellow", "possible": "yellow"}


def transfers_view(
    warehouse: Warehouse, supplier: str | None, recipient: str | None, limit: int
) -> RenderableType:
    """Transfers by the number of documents that tell of them; `limit` 0 shows all."""
    import polars as pl

    rows = warehouse.read("transfers")
    for column, wanted in (("supplier_country", supplier), ("recipient_country", recipient)):
        if wanted:
            rows = rows.filter(pl.col(column) == wanted.upper())
    ordered = rows.sort(["documents", "transfer_id"], descending=[True, False])
    shown = ordered.head(limit) if limit else ordered
    if not shown.height:
        return Text("no transfers; `tradewire run FOLDER` fills the table")
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("supplier", "recipient", "item"):
        table.add_column(name, no_wrap=True)
    table.add_column("documents", justify="right", no_wrap=True)
    for name in ("claims by status", "", "who says so"):
        table.add_column(name)
    for row in shown.iter_rows(named=True):
        table.add_row(
            row["supplier_country"] or "–",
            row["recipient_country"] or "–",
            _item(row),
            str(row["documents"]),
            _statuses(row["statuses"]),
            Text("contested", style="bold red") if row["contested"] else "",
            _claimants(row["claimants"]),
        )
    if shown.height < rows.height:
        table.caption = f"{shown.height} of {rows.height}; --limit 0 shows all"
    return table


def _item(row: dict[str, Any]) -> str:
    return str(row["item_type"]).replace("_", " ")


def _statuses(statuses: list[dict[str, Any]]) -> Text:
    return Text(", ").join(
        Text(f"{one['status']} {one['claims']}", style=_STYLES.get(one["status"], "")) for one in statuses
    )


def _claimants(claimants: list[str]) -> str:
    more = len(claimants) - _CLAIMANTS_SHOWN
    return ", ".join(claimants[:_CLAIMANTS_SHOWN]) + (f" and {more} more" if more > 0 else "")
