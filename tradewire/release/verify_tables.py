"""Checking what the tables of a release hold, against the schema in its own descriptor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tradewire.release.layout import Part, parts_of
from tradewire.release.verify import Problem
from tradewire.schema.render import arrow_type

_SAMPLE = 3


def check_tables(folder: Path, descriptor: Mapping[str, Any], *, evidence: bool) -> Iterator[Problem]:
    """The problems of the tables: schema and rows by file, then keys, references and spans by table."""
    schemas = {resource["name"]: resource["schema"] for resource in descriptor["resources"]}
    by_table: dict[str, list[Part]] = {}
    for part in parts_of(dict(descriptor)):
        by_table.setdefault(part.table, []).append(part)
    sound = True
    for table, parts in by_table.items():
        for part in parts:
            for problem in _check_file(folder / part.path, part, schemas[table]):
                sound = False
                yield problem
    if not sound:
        return
    tables = {
        table: pl.scan_parquet([folder / p.path for p in parts], hive_partitioning=False, glob=False)
        for table, parts in by_table.items()
    }
    for table, parts in by_table.items():
        yield from _check_keys(folder, table, parts, schemas[table])
        yield from _check_values(table, tables[table], schemas[table])
        yield from _check_references(table, tables, schemas)
    if evidence and "documents" in tables:
        for table, frame in tables.items():
            yield from _check_spans(table, frame, tables["documents"], schemas[table])


def _check_file(path: Path, part: Part, schema: Mapping[str, Any]) -> Iterator[Problem]:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        yield Problem("bad Parquet", part.path, f"cannot be opened: {error}")
        return
    if file.metadata.num_rows != part.rows:
        yield Problem(
            "wrong rows", part.path, f"has {file.metadata.num_rows:,} rows, not the {part.rows:,} declared"
        )
    declared = [
        (field["name"], arrow_type(field["arrow_type"]), _nullable(field)) for field in schema["fields"]
    ]
    actual = [(field.name, field.type, field.nullable) for field in file.schema_arrow]
    if actual != declared:
        odd = next((a for a, d in zip(actual, declared, strict=False) if a != d), None)
        what = f"column {odd[0]} is {odd[1]}" if odd else "columns are missing or surplus"
        yield Problem("wrong schema", part.path, f"differs from its descriptor: {what}")


def _nullable(field: Mapping[str, Any]) -> bool:
    return not field.get("constraints", {}).get("required", False)


def _check_keys(folder: Path, table: str, parts: list[Part], schema: Mapping[str, Any]) -> Iterator[Problem]:
    key = schema["primaryKey"]
    frames = []
    for part in parts:
        keys = pl.read_parquet(folder / part.path, columns=key, hive_partitioning=False, glob=False)
        if not keys.equals(keys.sort(key, maintain_order=True)):
            yield Problem("wrong order", part.path, f"rows are not sorted by {', '.join(key)}")
        frames.append(keys)
    together = pl.concat(frames)
    twice = together.filter(together.is_duplicated())
    if twice.height:
        yield Problem("key not unique", table, f"{twice.height:,} rows share a key: {_sample(twice)}")


def _check_values(table: str, frame: pl.LazyFrame, schema: Mapping[str, Any]) -> Iterator[Problem]:
    rules: dict[str, pl.Expr] = {}
    for field in schema["fields"]:
        name, limits = field["name"], field.get("constraints", {})
        if limits.get("required"):
            rules[f"{name} is null"] = pl.col(name).is_null()
        if "enum" in limits:
            rules[f"{name} is outside its vocabulary"] = ~pl.col(name).is_in(limits["enum"])
        if "pattern" in limits:
            rules[f"{name} does not match its pattern"] = ~pl.col(name).str.contains(
                f"^(?:{limits['pattern']})$"
            )
        if "minimum" in limits:
            rules[f"{name} is below {limits['minimum']}"] = pl.col(name) < limits["minimum"]
        if "maximum" in limits:
            rules[f"{name} is above {limits['maximum']}"] = pl.col(name) > limits["maximum"]
    if not rules:
        return
    counted = frame.select(
        **{name: rule.fill_null(value=False).sum() for name, rule in rules.items()}
    ).collect()
    for name, count in counted.row(0, named=True).items():
        if count:
            yield Problem("bad value", table, f"{name} in {count:,} rows")


def _check_references(
    table: str, tables: Mapping[str, pl.LazyFrame], schemas: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    schema = schemas[table]
    for reference in schema["foreignKeys"]:
        target = reference["reference"].get("resource", table)
        yield from _dangling(
            table,
            tables[table],
            reference["fields"],
            target,
            tables[target],
            reference["reference"]["fields"],
        )
    for field in schema["fields"]:
        if "references" in field:
            target, column = field["references"].split(".")
            exploded = tables[table].select(pl.col(field["name"]).explode(empty_as_null=False))
            yield from _dangling(table, exploded, [field["name"]], target, tables[target], [column])


def _dangling(
    table: str, frame: pl.LazyFrame, columns: list[str], target: str, other: pl.LazyFrame, there: list[str]
) -> Iterator[Problem]:
    wanted = frame.select(columns).drop_nulls().unique()
    lost = wanted.join(other.select(there).unique(), left_on=columns, right_on=there, how="anti").collect()
    if lost.height:
        shown = _sample(lost.sort(columns))
        yield Problem(
            "broken reference", table, f"{', '.join(columns)}: {lost.height:,} are not in {target}: {shown}"
        )


def _check_spans(
    table: str, frame: pl.LazyFrame, documents: pl.LazyFrame, schema: Mapping[str, Any]
) -> Iterator[Problem]:
    key = schema["primaryKey"]
    for span in schema.get("spans", []):
        text, start, end = span["text"], span["start"], span["end"]
        known = documents.select("document_id", "characters", pl.col("text").alias("_whole"))
        needed = dict.fromkeys([*key, "document_id", text, start, end])
        joined = frame.select(*needed).join(known, on="document_id", how="inner")
        length = pl.col(end) - pl.col(start)
        outside = (pl.col(start) < 0) | (length <= 0) | (pl.col(end) > pl.col("characters"))
        differs = pl.col("_whole").str.slice(pl.col(start), length) != pl.col(text)
        wrong_length = pl.col(text).str.len_chars() != length
        bad = joined.filter(pl.any_horizontal(outside, differs, wrong_length)).select(key).collect()
        if bad.height:
            yield Problem(
                "evidence",
                table,
                f"{text} is not what stands at {start}:{end} in {bad.height:,} rows: {_sample(bad)}",
            )


def _sample(frame: pl.DataFrame) -> str:
    rows = ["/".join(str(value) for value in row) for row in frame.head(_SAMPLE).iter_rows()]
    return ", ".join(rows) + (", …" if frame.height > _SAMPLE else "")
