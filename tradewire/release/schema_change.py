"""What changed in the schema between two releases, and how large a step of its version that asks for.

The version is semantic (https://semver.org): what breaks a reader is major, what a reader may ignore minor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Step = Literal["major", "minor", "patch"]
_STEPS: tuple[Step, ...] = ("major", "minor", "patch")


class SchemaBroken(ValueError):  # noqa: N818 - named for what happened
    """The schema changed in a way that breaks readers, and its major version did not."""


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One change: of what (`table` or `table.column`), what happened to it, and the step it asks for."""

    of: str
    change: str
    step: Step

    def to_dict(self) -> dict[str, str]:
        """Plain values."""
        return asdict(self)


def schema_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[SchemaChange]:
    """The changes between the schemas of two descriptors, the gravest first."""
    before = {resource["name"]: resource["schema"] for resource in old["resources"]}
    after = {resource["name"]: resource["schema"] for resource in new["resources"]}
    found = [SchemaChange(name, "table removed", "major") for name in before if name not in after]
    found += [SchemaChange(name, "table added", "minor") for name in after if name not in before]
    for name in before:
        if name in after:
            found += _table_changes(name, before[name], after[name])
    return sorted(found, key=lambda one: (_STEPS.index(one.step), one.of, one.change))


def check_version(changes: list[SchemaChange], old: str, new: str) -> None:
    """Raises SchemaBroken where a breaking change came without a new major version."""
    broken = [one for one in changes if one.step == "major"]
    if broken and _major(new) <= _major(old):
        listed = "; ".join(f"{one.of}: {one.change}" for one in broken[:5])
        raise SchemaBroken(
            f"the schema changed from {old} to {new} in a way that breaks its readers ({listed}); "
            f"set SCHEMA_VERSION in tradewire/settings.py to {_major(old) + 1}.0.0"
        )


def _major(version: str) -> int:
    return int(version.split(".")[0])


def _table_changes(table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    before = {field["name"]: field for field in old["fields"]}
    after = {field["name"]: field for field in new["fields"]}
    if old["primaryKey"] != new["primaryKey"]:
        yield SchemaChange(table, f"key is {', '.join(new['primaryKey'])}", "major")
    for name in before:
        if name not in after:
            yield SchemaChange(f"{table}.{name}", "column removed", "major")
        else:
            yield from _field_changes(f"{table}.{name}", before[name], after[name])
    for name in after:
        if name not in before:
            yield SchemaChange(f"{table}.{name}", "column added", "minor")
    common = [name for name in before if name in after]
    if common != [name for name in after if name in before]:
        yield SchemaChange(table, "columns stand in another order", "patch")


def _field_changes(of: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    limits, limited = old.get("constraints", {}), new.get("constraints", {})
    if old["arrow_type"] != new["arrow_type"]:
        yield SchemaChange(of, f"type is {new['arrow_type']}, was {old['arrow_type']}", "major")
    if limits.get("required", False) and not limited.get("required", False):
        yield SchemaChange(of, "may be null", "major")
    if limited.get("required", False) and not limits.get("required", False):
        yield SchemaChange(of, "is never null", "minor")
    if old.get("unit") != new.get("unit"):
        yield SchemaChange(of, f"unit is {new.get('unit')}, was {old.get('unit')}", "major")
    words, worded = set(limits.get("enum", [])), set(limited.get("enum", []))
    if words - worded and worded:
        yield SchemaChange(of, f"no longer {', '.join(sorted(words - worded))}", "major")
    if worded - words and words:
        yield SchemaChange(of, f"may be {', '.join(sorted(worded - words))}", "minor")
    if old["description"] != new["description"]:
        yield SchemaChange(of, "is described anew", "patch")
