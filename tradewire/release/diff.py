"""What changed between two releases: rows added, removed, changed, by table or row by row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from tradewire.release.layout import Part, parts_of
from tradewire.release.reader import OpenRelease, open_release
from tradewire.release.schema_change import SchemaChange, schema_changes

Read = Callable[[Part], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class TableDifference:
    """Rows of one table added, removed and changed, and by column how many rows changed there."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from release `old` to release `new`."""

    old: str
    new: str
    tables: Mapping[str, TableDifference]
    schema: list[SchemaChange]

    def to_dict(self) -> dict[str, Any]:
        """Plain values, as `changes.json` and `tradewire diff --json` have them."""
        return {
            "old": self.old,
            "new": self.new,
            "tables": {name: asdict(difference) for name, difference in self.tables.items()},
            "schema": [change.to_dict() for change in self.schema],
        }

    def to_text(self) -> str:
        """A table for people."""
        lines = [f"{self.old} → {self.new}", "", f"{'table':20} {'added':>9} {'removed':>9} {'changed':>9}"]
        for name, of in self.tables.items():
            where = ", ".join(f"{column} {rows:,}" for column, rows in list(of.columns.items())[:4])
            lines.append(f"{name:20} {of.added:>9,} {of.removed:>9,} {of.changed:>9,}  {where}".rstrip())
        if self.schema:
            lines += ["", "schema:", *(f"  {one.of}: {one.change} ({one.step})" for one in self.schema)]
        return "\n".join(lines) + "\n"


def diff(old: str | Path, new: str | Path) -> Difference:
    """What changed between two releases, given by folder or address.

    Raises FileNotFoundError where there is no release.
    """
    before, after = open_release(old), open_release(new)
    return Difference(
        before.version,
        after.version,
        compare(before.descriptor, after.descriptor, _reader(before), _reader(after)),
        schema_changes(before.descriptor, after.descriptor),
    )


def compare(
    old: Mapping[str, Any], new: Mapping[str, Any], read_old: Read, read_new: Read
) -> dict[str, TableDifference]:
    """The differences of the tables of two descriptors; a part with the same sum in both is not read."""
    tables = [resource["name"] for resource in new["resources"]]
    tables += [resource["name"] for resource in old["resources"] if resource["name"] not in tables]
    return {table: _counted(*_apart(table, old, new, read_old, read_new)) for table in tables}


def diff_rows(old: str | Path, new: str | Path, table: str) -> pl.DataFrame:
    """Every difference of one table as a row: change, key, column, old and new value as text.

    An added or removed row has one line, with its text or name where it has one.  Raises KeyError for a
    table that neither release has.
    """
    before, after = open_release(old), open_release(new)
    if not any(table == one["name"] for side in (before, after) for one in side.descriptor["resources"]):
        raise KeyError(f"neither release has a table {table!r}")
    left, right, key = _apart(table, before.descriptor, after.descriptor, _reader(before), _reader(after))
    columns = [name for name in left.columns if name in right.columns and name not in key]
    joined = left.join(right, on=key, how="inner", suffix="\0", nulls_equal=True)
    changes = [
        joined.filter(_differs(name)).select(
            pl.lit("changed").alias("change"),
            _text_of(key).alias("key"),
            pl.lit(name).alias("column"),
            _as_text(joined.schema[name], name).alias("old"),
            _as_text(joined.schema[f"{name}\0"], f"{name}\0").alias("new"),
        )
        for name in columns
    ]
    gone = _whole(left.join(right, on=key, how="anti", nulls_equal=True), key, "removed", "old")
    come = _whole(right.join(left, on=key, how="anti", nulls_equal=True), key, "added", "new")
    return pl.concat([come, gone, *changes], how="diagonal").sort("key", "change", "column", nulls_last=True)


def render_rows(rows: pl.DataFrame, form: str) -> str:
    """Rows of a difference as `table`, `json` (a line each) or `csv`, formulas defused."""
    if form == "json":
        return rows.write_ndjson()
    if form == "csv":
        from tradewire.export.csv import defused

        return defused(rows).write_csv()
    return "".join(
        f"{_SIGNS[row['change']]} {row['key']}  "
        + (f"{row['column']}: {_short(row['old'])} → {_short(row['new'])}" if row["column"] else _one(row))
        + "\n"
        for row in rows.iter_rows(named=True)
    )


_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_LABELS = ("text", "name", "title", "item_type", "source_path")


def _one(row: Mapping[str, Any]) -> str:
    return _short(row["new"] if row["change"] == "added" else row["old"])


def _short(value: str | None, limit: int = 80) -> str:
    if value is None:
        return "null"
    line = " ".join(value.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _reader(release: OpenRelease) -> Read:
    def read(part: Part) -> pl.DataFrame:
        return pl.read_parquet(f"{release.location}/{part.path}", hive_partitioning=False, glob=False)

    return read


def _apart(
    table: str, old: Mapping[str, Any], new: Mapping[str, Any], read_old: Read, read_new: Read
) -> tuple[pl.DataFrame, pl.DataFrame, list[str]]:
    """The rows of a table in the parts that are not the same in both, and its key."""
    before = {part.path: part for part in parts_of(dict(old)) if part.table == table}
    after = {part.path: part for part in parts_of(dict(new)) if part.table == table}
    same = {path for path in before if path in after and before[path].sha256 == after[path].sha256}
    resources = [*old["resources"], *new["resources"]]
    key = next(one["schema"]["primaryKey"] for one in reversed(resources) if one["name"] == table)
    left = _stacked([part for path, part in before.items() if path not in same], read_old)
    right = _stacked([part for path, part in after.items() if path not in same], read_new)
    if not left.width:
        left = right.clear() if right.width else pl.DataFrame(schema=dict.fromkeys(key, pl.String))
    if not right.width:
        right = left.clear()
    return left, right, list(key)


def _stacked(parts: Iterable[Part], read: Read) -> pl.DataFrame:
    frames = [read(part) for part in parts]
    return pl.concat(frames, how="diagonal_relaxed") if frames else pl.DataFrame()


def _counted(left: pl.DataFrame, right: pl.DataFrame, key: list[str]) -> TableDifference:
    columns = [name for name in left.columns if name in right.columns and name not in key]
    joined = left.join(right, on=key, how="inner", suffix="\0", nulls_equal=True)
    by_column = {name: int(joined.select(_differs(name).sum()).item()) for name in columns}
    changed = joined.filter(pl.any_horizontal(_differs(name) for name in columns)).height if columns else 0
    ordered = sorted(((rows, name) for name, rows in by_column.items() if rows), key=lambda c: (-c[0], c[1]))
    return TableDifference(
        added=right.height - joined.height,
        removed=left.height - joined.height,
        changed=changed,
        columns={name: rows for rows, name in ordered},
    )


def _differs(name: str) -> pl.Expr:
    return pl.col(name).ne_missing(pl.col(f"{name}\0"))


def _text_of(key: list[str]) -> pl.Expr:
    return pl.concat_str([pl.col(name).cast(pl.String) for name in key], separator=":")


def _as_text(kind: pl.DataType, name: str) -> pl.Expr:
    if isinstance(kind, pl.List | pl.Struct):
        return pl.col(name).map_elements(_json, return_dtype=pl.String)
    return pl.col(name).cast(pl.String)


def _json(value: Any) -> str:
    plain = value.to_list() if isinstance(value, pl.Series) else value
    return json.dumps(plain, ensure_ascii=False)


def _whole(rows: pl.DataFrame, key: list[str], change: str, side: str) -> pl.DataFrame:
    label = next((name for name in _LABELS if name in rows.columns), None)
    text = pl.col(label).cast(pl.String) if label else pl.lit(None, pl.String)
    empty = pl.lit(None, pl.String)
    other = "new" if side == "old" else "old"
    return rows.select(
        pl.lit(change).alias("change"),
        _text_of(key).alias("key"),
        empty.alias("column"),
        text.alias(side),
        empty.alias(other),
    ).select("change", "key", "column", "old", "new")
