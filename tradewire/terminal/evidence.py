"""Evidence for the terminal: sentences with the spans coloured, or bracketed without colour."""

from __future__ import annotations

from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tradewire.explain import Explanation, Mark

_STYLES = {
    "text": "bold black on yellow",
    "cue": "bold magenta",
    "transfer": "bold magenta",
    "speaker_text": "bold cyan",
    "supplier_text": "bold red",
    "recipient_text": "bold green",
    "intermediary_text": "bold blue",
}
_OTHER = "bold"
_ROW = {"quotes": "quote", "trade_items": "item", "entity_mentions": "name"}


def evidence_view(explanation: Explanation, console: Console) -> RenderableType:
    """The evidence, what the row says of it, and where the document comes from."""
    coloured = console.is_terminal and not console.no_color
    title = Text(f"{_ROW[explanation.table]}  ", style="dim")
    title.append(explanation.row_id, style="bold")
    legend = Text("  ").join(
        Text(_name(explanation, mark), style=_STYLES.get(mark.label, _OTHER)) for mark in explanation.marks
    )
    parts: list[RenderableType] = [
        title,
        Padding(_passage(explanation, coloured), (1, 2, 0, 2), expand=False),
    ]
    if coloured:
        parts.append(Padding(legend, (1, 2, 0, 2), expand=False))
    parts.append(Padding(_facts(explanation), (1, 2, 0, 2), expand=False))
    parts.append(Padding(_source(explanation), (1, 2, 0, 2), expand=False))
    return Group(*parts)


def _name(explanation: Explanation, mark: Mark) -> str:
    return _ROW[explanation.table] if mark.label == "text" else mark.label.removesuffix("_text")


def _passage(explanation: Explanation, coloured: bool) -> Text:
    passage = Text()
    last = None
    for start, end in explanation.sentences:
        if last is not None:
            gap = explanation.text[last:start]
            passage.append(" " if gap.isspace() or not gap else " […] ")
        passage.append_text(_sentence(explanation, start, end, coloured))
        last = end
    return passage


def _sentence(explanation: Explanation, start: int, end: int, coloured: bool) -> Text:
    words = explanation.text[start:end]
    inside = [m for m in explanation.marks if m.start < end and start < m.end]
    if coloured:
        view = Text(words)
        for mark in inside:
            style = _STYLES.get(mark.label, _OTHER)
            view.stylize(style, max(0, mark.start - start), min(end, mark.end) - start)
        return view
    # From the back, so that offsets hold; of two that end together the inner is closed first.
    events = [(m.end - start, 1, m.start, "]") for m in inside if m.end <= end]
    events += [
        (m.start - start, 0, -m.end, f"[{_name(explanation, m)}: ") for m in inside if m.start >= start
    ]
    for at, _, _, what in sorted(events, reverse=True):
        words = words[:at] + what + words[at:]
    return Text(words)


def _facts(explanation: Explanation) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column()
    for name, value in explanation.facts.items():
        if name not in ("text", "quote_id", "trade_item_id"):
            grid.add_row(name.replace("_", " "), Text(_shown(value)))
    return grid


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, float) and value.is_integer():
        return f"{value:,.0f}"
    return str(value)


def _source(explanation: Explanation) -> Text:
    document = explanation.document
    known = [
        document["title"],
        document["publisher"],
        document["published_on"] and f"{document['published_on']:%-d %B %Y}",
        f"{document['batch']}/{document['source_path']}",
        f"rights {document['rights']}",
    ]
    return Text(" · ".join(str(one) for one in known if one), style="dim")
