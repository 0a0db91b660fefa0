"""Renderings of a declaration: the Arrow schema and the data dictionary."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from tradewire.schema.declare import Field, Table

_SCALARS: dict[str, pa.DataType] = {
    "string": pa.string(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
}


def arrow_type(name: str) -> pa.DataType:
    """The Arrow type that a declared type stands for; raises ValueError for an unknown one.

    Elements of lists and members of structs are not nullable.
    """
    if name in _SCALARS:
        return _SCALARS[name]
    if name.startswith("list<") and name.endswith(">"):
        return pa.list_(pa.field("element", arrow_type(name[5:-1]), nullable=False))
    if name.startswith("struct<") and name.endswith(">"):
        members = (member.split(":") for member in name[7:-1].split(","))
        return pa.struct([pa.field(member, arrow_type(kind), nullable=False) for member, kind in members])
    raise ValueError(f"unknown type in a declaration: {name}")


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table, descriptions and units in the metadata of its fields."""
    fields = [
        pa.field(field.name, arrow_type(field.type), nullable=field.nullable, metadata=_metadata(field))
        for field in table.fields
    ]
    about = {"title": table.title, "description": table.description, "key": ",".join(table.key)}
    return pa.schema(fields, metadata=about)


def _metadata(field: Field) -> dict[str, str]:
    metadata = {"description": field.description}
    if field.unit:
        metadata["unit"] = field.unit
    if field.vocabulary:
        metadata["vocabulary"] = ",".join(field.vocabulary)
    if field.pattern:
        metadata["pattern"] = field.pattern
    if field.references:
        metadata["references"] = field.references
    return metadata


_PREFACE = """\
# Data dictionary

Rendered from `tradewire/schema/` by `python -m tradewire.schema`; edit the declarations, not this page.

Offsets count Unicode code points into a document's `text`, end exclusive: `text[start:end]` is the span.
Countries are ISO 3166-1 alpha-2 codes, `EU` for the European Union, null for blocs and unknowns.
Ids are stable: the same text gives the same ids for ever.  Rows are sorted by key.
"""

_LEVELS = {
    "batch": "one Parquet file per batch",
    "corpus": "one Parquet file over the whole corpus",
    "internal": "one Parquet file per batch in the warehouse; not published",
}


def data_dictionary(tables: Mapping[str, Table], reasons: Mapping[str, str]) -> str:
    """The data dictionary as Markdown; `reasons` explains the reasons for rejection."""
    parts = [_PREFACE, _overview(tables)]
    parts += [_section(table) for table in tables.values()]
    listed = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in reasons.items())
    parts.append(f"## Reasons for rejection\n\n| reason | meaning |\n| --- | --- |\n{listed}\n")
    return "\n".join(parts)


def _overview(tables: Mapping[str, Table]) -> str:
    rows = "\n".join(f"| [`{t.name}`](#{t.name}) | {t.description} |" for t in tables.values())
    return f"| table | holds |\n| --- | --- |\n{rows}\n"


def _section(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    rows = "\n".join(_row(field, field.name in table.key) for field in table.fields)
    return (
        f"## {table.name}\n\n{table.description}\n\nKey: {key}. Stored as {_LEVELS[table.level]}.\n\n"
        f"| column | type | null | meaning |\n| --- | --- | --- | --- |\n{rows}\n{_rules(table)}"
    )


def _row(field: Field, in_key: bool) -> str:
    name = f"**`{field.name}`**" if in_key else f"`{field.name}`"
    notes = [field.description]
    if field.unit:
        notes.append(f"Unit: {field.unit}.")
    if field.vocabulary:
        notes.append("One of " + ", ".join(f"`{value}`" for value in field.vocabulary) + ".")
    if field.pattern:
        notes.append(f"Pattern `{field.pattern}`.".replace("|", "\\|"))
    if field.references:
        notes.append(f"Refers to `{field.references}`.")
    if field.withheld:
        notes.append("Withheld from a release unless rights are `open`.")
    return f"| {name} | `{field.type}` | {'yes' if field.nullable else 'no'} | {' '.join(notes)} |"


def _rules(table: Table) -> str:
    lines = [f"- `{s.start}`:`{s.end}` is the span of `{s.text}`." for s in table.spans]
    lines += [f"- `{low}` <= `{high}` where both are given." for low, high in table.orderings]
    lines += [f"- `{column}` comes with `{other}`." for column, other in table.requires]
    return "\n" + "\n".join(lines) + "\n" if lines else ""
