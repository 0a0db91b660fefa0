"""`croissant.json`: the release for machine-learning tools, as Croissant 1.1 (https://mlcommons.org/croissant/)."""

from __future__ import annotations

from typing import Any

from tradewire.release.edition import Edition
from tradewire.schema import TABLES, Field, Table

CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
PARQUET = "application/x-parquet"
_TYPES = {
    "string": "sc:Text",
    "int32": "cr:Int32",
    "int64": "cr:Int64",
    "float64": "cr:Float64",
    "bool": "sc:Boolean",
    "date": "sc:Date",
}
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(edition: Edition) -> dict[str, Any]:
    """The Croissant description: every file with its sum, and a record set for each table."""
    tables = [TABLES[name] for name in edition.figures]
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": "tradewire",
        "description": edition.description,
        "license": edition.licence["path"],
        "version": _semantic(edition),
        "datePublished": edition.published_at.strftime("%Y-%m-%d"),
        "keywords": list(edition.keywords),
        "creator": {"@type": "Organization", "name": "tradewire"},
        "citeAs": f"tradewire, release {edition.version}",
        "isLiveDataset": False,
        "distribution": [*_files(edition), *(_set(table) for table in tables)],
        "recordSet": [_records(table) for table in tables],
    }


def _semantic(edition: Edition) -> str:
    """The version as three numbers, which Croissant asks for: that of the schema, then the release."""
    return f"{edition.schema_version}+{edition.version}"


def _files(edition: Edition) -> list[dict[str, Any]]:
    return [
        {
            "@type": "cr:FileObject",
            "@id": part.path,
            "name": part.path,
            "contentUrl": part.path,
            "contentSize": f"{part.bytes} B",
            "encodingFormat": PARQUET,
            "sha256": part.sha256,
        }
        for part in edition.parts
    ]


def _set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": f"{table.name}-files",
        "name": f"{table.name}-files",
        "description": f"The files of {table.name}.",
        "encodingFormat": PARQUET,
        "includes": f"{table.name}/*.parquet",
    }


def _records(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.key],
        "field": [_field(table, field) for field in table.fields],
    }


def _field(table: Table, field: Field) -> dict[str, Any]:
    source = {"fileSet": {"@id": f"{table.name}-files"}, "extract": {"column": field.name}}
    identity = {"@type": "cr:Field", "@id": f"{table.name}/{field.name}", "name": field.name}
    found: dict[str, Any] = identity | {"description": field.description}
    if field.type.startswith("list<struct<"):
        members = (member.split(":") for member in field.type[len("list<struct<") : -2].split(","))
        parts = [_member(identity["@id"], name, kind, source) for name, kind in members]
        return found | {"repeated": True, "subField": parts}
    kind = field.type.removeprefix("list<").removesuffix(">")
    found |= {"dataType": _TYPES[kind], "source": source}
    return found | {"repeated": True} if kind != field.type else found


def _member(of: str, name: str, kind: str, source: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{of}/{name}",
        "name": name,
        "dataType": _TYPES[kind],
        "source": source | {"transform": {"jsonPath": f"$.{name}"}},
    }
