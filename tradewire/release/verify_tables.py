"""Checking what the tables of a release hold, against the schema in its own descriptor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tradewire.release.layout import Part, parts_of
from tradewire.release.verify import Problem, Verified
from tradewire.schema.render import arrow_type

_SAMPLE = 3


def check_tables(
    folder: Path, descriptor: Mapping[str, Any], *, evidence: bool, known: Verified
) -> Iterator[Problem]:
    """The problems of the tables: schema and rows by file, then keys, references and spans by table.

    Of `known` parts only what concerns other parts is looked at: keys, and references that may dangle now.
    """
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
    tables = {table: _scan(folder, parts) for table, parts in by_table.items()}
    new = {table: [p for p in parts if p.path not in known.parts] for table, parts in by_table.items()}
    for table, parts in by_table.items():
        yield from _check_keys(folder, table, parts, new[table], schemas[table])
        if new[table]:
            yield from _check_values(table, _scan(folder, new[table]), schemas[table])
        fresh = _scan(folder, new[table]) if new[table] else None
        yield from _check_references(table, tables, schemas, fresh, known.tables)
    if evidence and "documents" in tables:
        for table, parts in new.items():
            for part in parts:
                yield from _check_spans(folder, part, by_table["documents"], schemas[table])


def _scan(folder: Path, parts: Iterable[Part]) -> pl.LazyFrame:
    return pl.scan_parquet([folder / p.path for p in parts], hive_partitioning=False, glob=False)


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


def _check_keys(
    folder: Path, table: str, parts: list[Part], new: list[Part], schema: Mapping[str, Any]
) -> Iterator[Problem]:
    """Order and uniqueness within each new part, then keys that two parts share, one of them new.

    Only what has its first column of the key in common with another part can share the whole of it.
    """
    key = schema["primaryKey"]
    first = key[0]
    twice, heads = [], []
    for part in new:
        keys = pl.read_parquet(folder / part.path, columns=key, hive_partitioning=False, glob=False)
        if not keys.equals(keys.sort(key, maintain_order=True)):
            yield Problem("wrong order", part.path, f"rows are not sorted by {', '.join(key)}")
        twice.append(keys.filter(keys.is_duplicated()))
        heads.append(keys.select(pl.col(first).unique()))
    if new:
        ours = pl.concat(heads)
        old = [part for part in parts if part not in new]
        shared = ours.filter(ours.is_duplicated())
        if old:
            there = _scan(folder, old).select(first)
            shared = pl.concat(
                [shared, there.join(ours.lazy(), on=first, how="semi").collect(engine="streaming")]
            )
        if shared.height:
            met = _scan(folder, parts).select(key).join(shared.lazy(), on=first, how="semi").collect()
            twice.append(met.filter(met.is_duplicated()))
    found = pl.concat(twice).unique(maintain_order=True) if twice else pl.DataFrame()
    if found.height:
        yield Problem("key not unique", table, f"{found.height:,} keys name several rows: {_sample(found)}")


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
    ).collect(engine="streaming")
    for name, count in counted.row(0, named=True).items():
        if count:
            yield Problem("bad value", table, f"{name} in {count:,} rows")


def _check_references(
    table: str,
    tables: Mapping[str, pl.LazyFrame],
    schemas: Mapping[str, Mapping[str, Any]],
    fresh: pl.LazyFrame | None,
    kept: Collection[str],
) -> Iterator[Problem]:
    """References of all rows; of the new ones only where the table meant has `kept` every part it had."""
    schema = schemas[table]
    asked = []
    for reference in schema["foreignKeys"]:
        target = reference["reference"].get("resource", table)
        asked.append((reference["fields"], target, reference["reference"]["fields"], False))
    for field in schema["fields"]:
        if "references" in field:
            target, column = field["references"].split(".")
            asked.append(([field["name"]], target, [column], True))
    for columns, target, there, is_list in asked:
        rows = fresh if target in kept else tables[table]
        if rows is not None:
            frame = rows.select(pl.col(columns[0]).explode(empty_as_null=False)) if is_list else rows
            yield from _dangling(table, frame, columns, target, tables[target], there)


def _dangling(
    table: str, frame: pl.LazyFrame, columns: list[str], target: str, other: pl.LazyFrame, there: list[str]
) -> Iterator[Problem]:
    wanted = frame.select(columns).drop_nulls().unique()
    lost = wanted.join(other.select(there), left_on=columns, right_on=there, how="anti").collect(
        engine="streaming"
    )
    if lost.height:
        shown = _sample(lost.sort(columns))
        yield Problem(
            "broken reference", table, f"{', '.join(columns)}: {lost.height:,} are not in {target}: {shown}"
        )


def _check_spans(
    folder: Path, part: Part, documents: list[Part], schema: Mapping[str, Any]
) -> Iterator[Problem]:
    """Every span whose text is published, against the documents of the part's batch and then the others."""
    key = schema["primaryKey"]
    spans = schema.get("spans", [])
    if not spans:
        return
    columns = dict.fromkeys(
        [*key, "document_id", *(span[n] for span in spans for n in ("text", "start", "end"))]
    )
    rows = _scan(folder, [part]).select(*columns)
    near = [one for one in documents if one.batch == part.batch]
    groups = []
    if near:
        groups.append((rows, _texts(folder, near)))
        rows = rows.join(_texts(folder, near), on="document_id", how="anti")
    far = [one for one in documents if one.batch != part.batch]
    if far and rows.select(pl.len()).collect(engine="streaming").item():
        groups.append((rows, _texts(folder, far)))
    for frame, known in groups:
        joined = frame.join(known, on="document_id", how="inner")
        for span in spans:
            text, start, end = span["text"], span["start"], span["end"]
            length = pl.col(end) - pl.col(start)
            outside = (pl.col(start) < 0) | (length <= 0) | (pl.col(end) > pl.col("characters"))
            differs = pl.col("_whole").str.slice(pl.col(start), length) != pl.col(text)
            wrong_length = pl.col(text).str.len_chars() != length
            bad = joined.filter(pl.any_horizontal(outside, differs, wrong_length)).select(key).collect()
            if bad.height:
                yield Problem(
                    "evidence",
                    part.table,
                    f"{text} is not what stands at {start}:{end} in {bad.height:,} rows: {_sample(bad)}",
                )


def _texts(folder: Path, documents: list[Part]) -> pl.LazyFrame:
    return _scan(folder, documents).select("document_id", "characters", pl.col("text").alias("_whole"))


def _sample(frame: pl.DataFrame) -> str:
    rows = ["/".join(str(value) for value in row) for row in frame.head(_SAMPLE).iter_rows()]
    return ", ".join(rows) + (", …" if frame.height > _SAMPLE else "")
