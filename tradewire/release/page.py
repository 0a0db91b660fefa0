"""`index.html` of a release: what it holds, the pictures, the tables and the evidence behind each row.

The page is static and needs nothing from elsewhere: scripts and styles are files beside it, the data
come from `page_data` when they are asked for.  Everything in it is escaped here or made by script as
text; the policy in its head forbids the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from string import Template
from typing import Any
from urllib.parse import quote

from tradewire.release.catalog import readable_bytes
from tradewire.release.edition import Edition
from tradewire.release.html import web_file
from tradewire.release.layout import DESCRIPTOR, PAGE
from tradewire.release.page_data import FOLDER, VIEWS, data_files
from tradewire.settings import PAGE_FILES

_SHIPPED = ("style.css", "data.js", "tables.js", "evidence.js", "charts.js", "app.js")
_TITLES = {
    "trade_items": "Claims",
    "quotes": "Quotes",
    "transfers": "Transfers",
    "entities": "Entities",
    "entity_mentions": "Mentions",
    "documents": "Documents",
    "rejected_documents": "Rejected",
}
_BIG = ("documents", "trade_items", "transfers", "quotes", "entities")


def page_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Path, relative to the release, and text of every file of the page."""
    for name in _SHIPPED:
        yield f"{FOLDER}/{name}", web_file(name)
    yield from data_files(edition)
    yield PAGE, page(edition)


def page(edition: Edition) -> str:
    """The page itself."""
    rows = {name: figures["rows"] for name, figures in edition.figures.items()}
    tabs = "\n".join(
        f'<li><a href="#/{name}" data-table="{name}">{_TITLES[name]}<span>{rows[name]:,}</span></a></li>'
        for name in VIEWS
    )
    figures = "".join(
        f'<a href="#/{name}"><b>{rows[name]:,}</b><span>{_TITLES[name].lower()}</span></a>' for name in _BIG
    )
    held, total = _rules(edition.validation)
    return Template(web_file("page.html")).substitute(
        version=escape(edition.version),
        published=f"{edition.published_at:%-d %B %Y, %H:%M} UTC",
        state="ok" if held == total else "bad",
        validation_line=f"{held:,} of {total:,} audit rules hold",
        validation_text=f"{total:,} rules were judged on exactly these rows before they were published; "
        f"{held:,} hold. A release with a broken rule is not published.",
        tabs=tabs,
        figures=figures,
        quality=_quality(edition.quality),
        rights=_rights(edition),
        metadata=f'<a href="{DESCRIPTOR}">{DESCRIPTOR}</a>',
        downloads=_downloads(edition),
        code_version=escape(edition.code_version),
        schema_version=escape(edition.schema_version),
        digest=escape(edition.digest),
    )


def _rules(validation: Mapping[str, Any]) -> tuple[int, int]:
    outcomes = validation.get("outcomes", [])
    return sum(1 for outcome in outcomes if outcome["passed"]), len(outcomes)


def _rights(edition: Edition) -> str:
    counts = ", ".join(f"{count:,} {escape(name)}" for name, count in edition.rights_summary().items())
    return (
        f"Documents by rights in their text: {counts or 'none'}. Full text and whole sentences are here "
        "only where rights are open; of every other document, the names, quotes and items found in it."
    )


def _quality(quality: Mapping[str, Any] | None) -> str:
    if not quality:
        return ""
    rows = "\n".join(
        f"<tr><td>{escape(one['figure'])}</td>"
        + "".join(f'<td class="number">{one[share]:.2f}</td>' for share in ("precision", "recall", "f1"))
        + f'<td class="number">{one["gold"]:,}</td></tr>'
        for one in quality["figures"]
    )
    return f"""<section>
<h2>How good it is</h2>
<p>Measured on {quality["documents"]:,} texts annotated by hand, with the rules that made this release
(<code>{escape(quality["rules"])}</code>); <a href="quality.json">as data</a>.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Quality"><table class="plain-table">
<tr><th scope="col">what</th><th scope="col" class="number">precision</th>
<th scope="col" class="number">recall</th><th scope="col" class="number">F1</th>
<th scope="col" class="number">annotations</th></tr>
{rows}
</table></div>
</section>"""


def _downloads(edition: Edition) -> str:
    rows = "\n".join(
        f'<tr><td><a href="{escape(quote(part.path))}" download>{escape(part.path)}</a></td>'
        f'<td class="number">{part.rows:,}</td><td class="number">{readable_bytes(part.bytes)}</td>'
        f'<td><code class="sum">{part.sha256}</code></td></tr>'
        for part in edition.parts
    )
    listed = f"""<table class="plain-table">
<tr><th scope="col">file</th><th scope="col" class="number">rows</th>
<th scope="col" class="number">size</th><th scope="col">SHA-256</th></tr>
{rows}
</table>"""
    if len(edition.parts) <= PAGE_FILES:
        return listed
    size = readable_bytes(sum(part.bytes for part in edition.parts))
    return f"<details><summary>{len(edition.parts):,} files, {size}</summary>{listed}</details>"
