"""The catalogue: `catalog.json` and its page, every release with its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from tradewire.release.html import plain_page
from tradewire.release.layout import figures_of, parts_of, version_time

_SHOWN = ("documents", "entity_mentions", "quotes", "trade_items", "transfers")


def catalog_entry(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """What the catalogue says of a release, from its descriptor."""
    tables = figures_of(parts_of(dict(descriptor)))
    return {
        "version": descriptor["version"],
        "content_digest": descriptor["content_digest"],
        "created": descriptor["created"],
        "schema_version": descriptor["schema_version"],
        "tradewire_version": descriptor["tradewire_version"],
        "result": descriptor["result"],
        "rows": sum(figures["rows"] for figures in tables.values()),
        "bytes": sum(figures["bytes"] for figures in tables.values()),
        "tables": tables,
    }


def catalog_json(entries: Sequence[Mapping[str, Any]]) -> str:
    """`catalog.json`, the newest release first."""
    return json.dumps({"releases": list(entries)}, indent=1, ensure_ascii=False) + "\n"


def catalog_page(entries: Sequence[Mapping[str, Any]]) -> str:
    """The page of the catalogue: one plain table, no script, nothing from elsewhere."""
    head = "".join(f'<th scope="col">{name.replace("_", " ")}</th>' for name in _SHOWN)
    body = "\n".join(_row(entry, number == 0) for number, entry in enumerate(entries))
    return plain_page(
        "tradewire releases",
        f"""<h1>tradewire releases</h1>
<p>Who says that whom supplies what to whom. Every release is immutable and audited;
<a href="catalog.json">catalog.json</a> and <a href="latest.json">latest.json</a> say it to programs.</p>
<div class="wide" tabindex="0" role="region" aria-label="Releases"><table>
<tr><th scope="col">release</th><th scope="col">published (UTC)</th>{head}
<th scope="col">size</th><th scope="col">audit</th></tr>
{body}
</table></div>
""",
    )


def _row(entry: Mapping[str, Any], is_latest: bool) -> str:
    version = escape(entry["version"])
    badge = '<span class="latest">latest</span>' if is_latest else ""
    cells = "".join(f"<td>{entry['tables'].get(name, {}).get('rows', 0):,}</td>" for name in _SHOWN)
    when = version_time(entry["version"]).strftime("%-d %B %Y, %H:%M")
    return (
        f'<tr><td><a href="{version}/index.html"><code>{version}</code></a>{badge}</td><td>{when}</td>{cells}'
        f"<td>{readable_bytes(entry['bytes'])}</td><td>{escape(entry['result'])}</td></tr>"
    )


def readable_bytes(size: int) -> str:
    """A size for people, in units of 1,000."""
    value = float(size)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError
