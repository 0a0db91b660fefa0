"""`validation/`: what the audit found, as JSON and as a page; the same data give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from tradewire.release.html import plain_page


def validation_json(validation: Mapping[str, Any]) -> str:
    """The report of the audit."""
    return json.dumps(validation, indent=1, ensure_ascii=False) + "\n"


def validation_page(validation: Mapping[str, Any]) -> str:
    """The report as a page: every rule by table, with the rows judged and those that break it."""
    outcomes = validation.get("outcomes", [])
    tables = dict.fromkeys(outcome["table"] for outcome in outcomes)
    sections = "\n".join(_section(name, [o for o in outcomes if o["table"] == name]) for name in tables)
    held = sum(1 for outcome in outcomes if outcome["passed"])
    return plain_page(
        "Validation",
        f"""<p><a href="../index.html">back to the release</a></p>
<h1>Validation</h1>
<p>{held:,} of {len(outcomes):,} rules hold. They were judged on exactly the rows of this release,
before it was published; a release with a broken rule is not published.</p>
{sections}
""",
    )


def _section(table: str, outcomes: list[Mapping[str, Any]]) -> str:
    rows = "\n".join(_row(outcome) for outcome in outcomes)
    return f"""<h2>{escape(table)}</h2>
<div class="wide" tabindex="0" role="region" aria-label="{escape(table)}"><table class="text">
<tr><th scope="col">rule</th><th scope="col">what must hold</th><th scope="col">rows</th>
<th scope="col">broken by</th></tr>
{rows}
</table></div>
"""


def _row(outcome: Mapping[str, Any]) -> str:
    if outcome["error"] is not None:
        found = f'<td class="bad">could not be judged: {escape(outcome["error"])}</td>'
    elif outcome["failed"]:
        ids = escape(", ".join(outcome["row_ids"]))
        found = f'<td class="bad">{outcome["failed"]:,}: {ids}</td>'
    else:
        found = '<td class="good">none</td>'
    return (
        f"<tr><td><code>{escape(outcome['expectation'])}</code></td><td>{escape(outcome['description'])}</td>"
        f'<td class="number">{outcome["rows"]:,}</td>{found}</tr>'
    )
