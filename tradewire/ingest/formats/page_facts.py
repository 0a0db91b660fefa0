"""What a page says of itself: `meta`, JSON-LD (schema.org), `link`, `time`, `title` and `lang`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from tradewire.ingest.document_words import document_words
from tradewire.settings import MAX_JSON_LD_BYTES

_ARTICLES = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "Report", "LiveBlogPosting")
_META = document_words("meta")


@dataclass(slots=True)
class PageFacts:
    """Facts as the page words them; null where it says nothing."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    language: str | None = None


def page_facts(tree: Any) -> PageFacts:
    """The facts of a page parsed by lxml; `meta` first, then JSON-LD, then what is shown."""
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            said.setdefault(name.strip().lower(), content)
    found = {fact: next((said[n] for n in names if n in said), None) for fact, names in _META.items()}
    if (found["author"] or "").startswith(("http:", "https:")):
        found["author"] = None
    linked = _linked(tree)
    found = {fact: value or linked.get(fact) for fact, value in found.items()}
    canonical = next((h for h in tree.xpath("//link[@rel='canonical']/@href") if h.startswith("http")), None)
    times = tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime")
    return PageFacts(
        title=found["title"] or _shown(tree, "h1") or _shown(tree, "title"),
        author=found["author"],
        publisher=found["publisher"],
        url=str(canonical) if canonical else found["url"],
        date=found["date"] or (str(times[0]) if times else None),
        language=_code(tree.xpath("string(//html/@lang)")),
    )


def _shown(tree: Any, tag: str) -> str | None:
    """The text of the only element of this kind; null where there are several, or none with text."""
    elements = list(tree.iter(tag))
    return (" ".join(elements[0].text_content().split()) or None) if len(elements) == 1 else None


def _code(language: object) -> str | None:
    code = str(language).strip().lower().replace("_", "-").partition("-")[0]
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else None


def _linked(tree: Any) -> dict[str, str]:
    """Facts of the first article among the page's JSON-LD."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        if len(script) > MAX_JSON_LD_BYTES:
            continue
        try:
            value = orjson.loads(str(script))
        except orjson.JSONDecodeError:
            continue
        for node in _nodes(value):
            kinds = node.get("@type")
            if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                facts = {
                    "title": node.get("headline"),
                    "author": _names(node.get("author")),
                    "publisher": _names(node.get("publisher")),
                    "url": node.get("url"),
                    "date": node.get("datePublished"),
                }
                return {
                    fact: value for fact, value in facts.items() if isinstance(value, str) and value.strip()
                }
    return {}


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects at the top, in a list, or in a `@graph`."""
    for node in value if isinstance(value, list) else [value]:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            yield from (
                (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()
            )


def _names(value: Any) -> str | None:
    people = value if isinstance(value, list) else [value]
    names = [p.get("name") if isinstance(p, dict) else p for p in people]
    return ", ".join(name for name in names if isinstance(name, str) and not name.startswith("http")) or None
