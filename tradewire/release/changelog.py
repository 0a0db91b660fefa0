"""`CHANGELOG.md` of a release: what changed in its data and its schema, the newest release first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tradewire.release.edition import Edition
from tradewire.settings import CHANGELOG_RELEASES

_TITLE = "# Changes of the data\n\n"
_REASONS = {
    "takedown": "taken down on request",
    "rights": "left out for the rights in their text",
    "publisher": "left out for their publisher",
}


def changelog(edition: Edition, before: str) -> str:
    """The changelog: a section on this release, then those of `before`, the changelog of the last one."""
    sections = before.removeprefix(_TITLE).split("\n## ") if before else []
    older = ["## " + one.removeprefix("## ").rstrip("\n") + "\n" for one in sections if one.strip()]
    return _TITLE + "\n".join([_section(edition), *older[: CHANGELOG_RELEASES - 1]])


def _section(edition: Edition) -> str:
    lines = [f"## {edition.version}", ""]
    if edition.changes is None:
        rows = ", ".join(f"{of['rows']:,} {name}" for name, of in edition.figures.items())
        lines += [f"The first release: {rows}.", ""]
    else:
        lines += _data(edition.changes) + _schema(edition.changes, edition.schema_version)
    lines += _left_out(edition.left_out)
    return "\n".join(lines)


def _data(changes: Mapping[str, Any]) -> list[str]:
    touched = {n: of for n, of in changes["tables"].items() if of["added"] or of["removed"] or of["changed"]}
    if not touched:
        return [f"Since {changes['old']} no row changed.", ""]
    lines = [f"Since {changes['old']}:", "", "| table | added | removed | changed | most in |"]
    lines.append("| --- | ---: | ---: | ---: | --- |")
    for name, of in touched.items():
        columns = ", ".join(f"`{column}`" for column in list(of["columns"])[:3])
        lines.append(f"| `{name}` | {of['added']:,} | {of['removed']:,} | {of['changed']:,} | {columns} |")
    return [*lines, ""]


def _schema(changes: Mapping[str, Any], version: str) -> list[str]:
    if not changes["schema"]:
        return []
    listed = [f"- `{one['of']}`: {one['change']} ({one['step']})" for one in changes["schema"]]
    return [f"Schema {version}:", "", *listed, ""]


def _left_out(left_out: Mapping[str, str]) -> list[str]:
    if not left_out:
        return []
    counts = Counter(left_out.values())
    told = [f"- {counts[reason]:,} {words}" for reason, words in _REASONS.items() if counts[reason]]
    taken = [f"- taken down: `{one}`" for one, reason in sorted(left_out.items()) if reason == "takedown"]
    return ["Documents that this release does without:", "", *told, *taken, ""]
