"""`datapackage.json`: the release as a Data Package, version 2 (https://datapackage.org/standard/data-package/).

One resource for each table, with the list of its files; the sums, sizes and rows of each file stand in
the resource's own property `files`, since the standard has them for a resource of one file only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tradewire.release.edition import Edition
from tradewire.release.layout import Part
from tradewire.schema import TABLES, Field, Reference, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {
    "string": "string",
    "int32": "integer",
    "int64": "integer",
    "float64": "number",
    "bool": "boolean",
    "date": "date",
}


def descriptor(edition: Edition) -> dict[str, Any]:
    """The descriptor of a release."""
    by_table: dict[str, list[Part]] = {}
    for part in edition.parts:
        by_table.setdefault(part.table, []).append(part)
    held = {"held_back": dict(edition.held_back)} if edition.held_back else {}
    return {
        "$schema": PROFILE,
        "name": "tradewire",
        "title": edition.title,
        "description": edition.description,
        "version": edition.version,
        "created": edition.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "content_digest": edition.digest,
        "schema_version": edition.schema_version,
        "tradewire_version": edition.code_version,
        "result": "passed",
        **held,
        "rights": edition.rights_summary(),
        "policy_digest": edition.policy.digest(),
        "licenses": [dict(edition.licence)],
        "keywords": list(edition.keywords),
        "sources": edition.sources(),
        "resources": [_resource(TABLES[name], parts) for name, parts in by_table.items()],
    }


def _resource(table: Table, parts: Iterable[Part]) -> dict[str, Any]:
    parts = list(parts)
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": [part.path for part in parts],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": sum(part.bytes for part in parts),
        "rows": sum(part.rows for part in parts),
        "files": [_file(part) for part in parts],
        "schema": table_schema(table),
    }


def _file(part: Part) -> dict[str, Any]:
    entry = {
        "batch": part.batch,
        "path": part.path,
        "bytes": part.bytes,
        "rows": part.rows,
        "hash": f"sha256:{part.sha256}",
    }
    return entry if part.source is None else entry | {"source": part.source}


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table; spans and Arrow types are properties of our own."""
    references = [_foreign_key(table, one) for one in table.references if not _is_list(table, one)]
    return {
        "fields": [_field(field) for field in table.fields],
        "primaryKey": list(table.key),
        "foreignKeys": references,
        "spans": [{"text": span.text, "start": span.start, "end": span.end} for span in table.spans],
    }


def _is_list(table: Table, reference: Reference) -> bool:
    return any(table[column].type.startswith("list<") for column in reference.columns)


def _foreign_key(table: Table, reference: Reference) -> dict[str, Any]:
    target: dict[str, Any] = {"fields": list(reference.target)}
    if reference.table != table.name:
        target["resource"] = reference.table
    return {"fields": list(reference.columns), "reference": target}


def _field(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": field.name,
        "type": _TYPES.get(field.type, "array"),
        "description": field.description,
        "arrow_type": field.type,
    }
    if field.unit:
        found["unit"] = field.unit
    if field.withheld:
        found["withheld"] = True
    if field.references and field.type.startswith("list<"):
        found["references"] = field.references
    constraints: dict[str, Any] = {}
    if not field.nullable:
        constraints["required"] = True
    if field.vocabulary and field.type == "string":
        constraints["enum"] = list(field.vocabulary)
    if field.pattern and field.type == "string":
        constraints["pattern"] = _plain(field.pattern)
    if field.minimum is not None:
        constraints["minimum"] = field.minimum
    if field.maximum is not None:
        constraints["maximum"] = field.maximum
    return found | ({"constraints": constraints} if constraints else {})


def _plain(pattern: str) -> str:
    """The pattern as XML Schema regular expressions have it: anchored by nature, so without anchors."""
    return re.sub(r"^\^|\$$", "", pattern)
