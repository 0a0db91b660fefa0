"""Turns the annotator's compact specs into gold documents: ``python -m tests.gold.build``.

A spec, ``specs/NAME.txt``, annotates ``texts/NAME.txt`` and becomes ``NAME.json``.  It has three parts, each
opened by its name in brackets on a line; ``#`` starts a comment line.

``[names]``
    ``LABEL entity: surface; surface``.  Every whole-word occurrence of a surface is a mention; where two
    overlap, the longer wins.  Suffixes of a surface: ``/LABEL`` a label of its own, ``@1,3`` only these
    occurrences, ``?`` optional, ``~`` also inside a word (glued text).  ``NONE: surface`` is no name.
``[quotes]``
    ``kind | text | speaker; alias | cue``.  Kind ``direct``, ``partial`` or ``indirect``, with ``?`` after it
    if optional; speaker and cue ``-`` where there is none.  A speaker is also known by the surfaces of the
    entity of that name.
``[items]``
    ``text | class, class | supplier | recipient | status, status | 20..30 unit, 5000 USD``.  Countries are
    codes, ``-`` none, ``?`` not scored, ``CN/TR`` either; ``..30`` is at most, ``20..`` at least.  ``?``
    before the text: optional.

Quotes and items stand in reading order; a long text is written ``first words ... last words``.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

from tradewire.schema.vocabulary import ITEM_CLASSES, LABELS, QUOTE_KINDS, STATUSES

HERE = Path(__file__).parent
SURFACE = re.compile(
    r"(?P<text>.+?)(?:/(?P<label>[A-Z]+(?:\|[A-Z]+)*))?(?:@(?P<which>[\d,]+))?(?P<flags>[?~]*)$"
)
Row = dict[str, Any]


class SpecError(ValueError):
    """A line of a spec that does not fit the format or its text."""


def build(spec: str, text: str, document: str) -> Row:
    """The gold document that a spec describes; raises ``SpecError`` with the line at fault."""
    parts: dict[str, list[str]] = {"names": [], "quotes": [], "items": []}
    part = ""
    for line in spec.splitlines():
        if line.startswith("["):
            part = line.strip("[] ")
        elif line.strip() and not line.startswith("#"):
            parts[part].append(line)
    mentions = _mentions(parts["names"], text)
    return {
        "document": document,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "mentions": mentions,
        "quotes": _quotes(parts["quotes"], text, mentions),
        "items": _items(parts["items"], text),
    }


def dump(gold: Row) -> str:
    """The document as JSON, one annotation a line."""
    out = [f'{{"document": {json.dumps(gold["document"])}', f'"text_sha256": "{gold["text_sha256"]}"']
    for part in ("mentions", "quotes", "items"):
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in gold[part])
        out.append(f'"{part}": [\n{rows}\n]')
    return ",\n".join(out) + "}\n"


def _mentions(lines: list[str], text: str) -> list[Row]:
    candidates: list[tuple[int, int, Row | None]] = []
    for line in lines:
        head, _, surfaces = line.partition(": ")
        label, _, entity = head.partition(" ")
        for written in surfaces.split(";"):
            match = SURFACE.match(written.strip())
            if not match:
                raise SpecError(line)
            spans = _occurrences(text, match["text"], "~" not in match["flags"])
            if match["which"]:
                spans = [spans[int(n) - 1] for n in match["which"].split(",") if int(n) <= len(spans)]
            if not spans:
                raise SpecError(f"{line}: {match['text']!r} is not there")
            labels = (match["label"] or label).split("|")
            if label != "NONE" and not set(labels) <= set(LABELS):
                raise SpecError(line)
            row: Row | None = None if label == "NONE" else {"label": labels, "entity": entity}
            if row is not None and "?" in match["flags"]:
                row["optional"] = True
            candidates += [(start, end, row) for start, end in spans]
    rows, last = [], -1
    for start, end, row in sorted(candidates, key=lambda c: (c[0], -c[1])):
        if start >= last:
            last = end
            if row is not None:
                rows.append({"start": start, "end": end, "text": text[start:end], **row})
        elif end > last or (row is not None and text[start:end] == rows[-1]["text"]):
            raise SpecError(f"{text[start:end]!r} at {start} meets another name")
    return rows


def _quotes(lines: list[str], text: str, mentions: list[Row]) -> list[Row]:
    surfaces: dict[str, list[str]] = {}
    for mention in mentions:
        surfaces.setdefault(mention["entity"], []).append(mention["text"])
    rows, cursor = [], -1
    for line in lines:
        kind, words, speaker, cue = (cell.strip().replace("\\n", "\n") for cell in line.split(" | "))
        start, end = _find(text, words, cursor + 1, line)
        cursor = start
        if kind.rstrip("?") not in QUOTE_KINDS:
            raise SpecError(line)
        row: Row = {"start": start, "end": end, "text": text[start:end], "kind": kind.rstrip("?")}
        if speaker == "-":
            row["speaker"] = None
        else:
            names = [name.strip() for name in speaker.split(";")]
            row["speaker"] = list(dict.fromkeys(names + sorted(surfaces.get(names[0], []))))
        row["cue"] = None if cue == "-" else cue
        if row["cue"] and row["cue"] not in text:
            raise SpecError(f"{line}: the cue is not there")
        if kind.endswith("?"):
            row["optional"] = True
        rows.append(row)
    return rows


def _items(lines: list[str], text: str) -> list[Row]:
    rows, cursor = [], -1
    for line in lines:
        words, classes, supplier, recipient, statuses, *numbers = (cell.strip() for cell in line.split(" | "))
        spans = _occurrences(text, words.lstrip("?"), True)
        start, end = next(((s, e) for s, e in spans if s >= cursor), (-1, -1))
        if start < 0:
            raise SpecError(f"{line}: not there after {cursor}")
        cursor = end
        row: Row = {
            "start": start,
            "end": end,
            "text": text[start:end],
            "class": _terms(classes, ITEM_CLASSES, line),
            "supplier": _country(supplier, line),
            "recipient": _country(recipient, line),
            "status": _terms(statuses, STATUSES, line),
        }
        for number in numbers[0].split(",") if numbers else ():
            row |= _number(number.strip(), line)
        if words.startswith("?"):
            row["optional"] = True
        rows.append(row)
    return rows


def _number(written: str, line: str) -> Row:
    value, _, unit = written.partition(" ")
    if re.fullmatch("[A-Z]{3}", unit):
        return {"amount": [float(value) if "." in value else int(value), unit]}
    low, dots, high = value.partition("..")
    if not dots:
        high = low
    if not low and not high:
        raise SpecError(line)
    bounds = [None if bound == "" else float(bound) if "." in bound else int(bound) for bound in (low, high)]
    return {"quantity": bounds} | ({"unit": unit} if unit else {})


def _terms(written: str, known: tuple[str, ...], line: str) -> list[str]:
    terms = [term.strip() for term in written.split(",")]
    if not set(terms) <= set(known):
        raise SpecError(line)
    return terms


def _country(written: str, line: str) -> Any:
    codes = [None if code == "-" else code for code in written.split("/")]
    if any(code not in (None, "?") and not re.fullmatch("[A-Z]{2}", code or "") for code in codes):
        raise SpecError(line)
    return codes if len(codes) > 1 else codes[0]


def _occurrences(text: str, words: str, bounded: bool) -> list[tuple[int, int]]:
    spans, start = [], text.find(words)
    while start >= 0:
        end = start + len(words)
        inside = (start and text[start - 1].isalnum() and text[start].isalnum()) or (
            end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
        )
        if not (bounded and inside):
            spans.append((start, end))
        start = text.find(words, start + 1)
    return spans


def _find(text: str, words: str, cursor: int, line: str) -> tuple[int, int]:
    first, dots, last = words.partition(" ... ")
    start = text.find(first, cursor)
    end = text.find(last, start + len(first)) + len(last) if dots else start + len(first)
    if start < 0 or (dots and end < start + len(words) - 4):
        raise SpecError(f"{line}: not there after {cursor}")
    return start, end


def main() -> int:
    """Write the gold document of every spec; report those at fault."""
    faults = 0
    for path in sorted([*HERE.glob("specs/*.txt"), *HERE.glob("unseen/specs/*.txt")]):
        folder = path.parents[1]
        text = (folder / "texts" / path.name).read_text(encoding="utf-8")
        try:
            gold = build(path.read_text(encoding="utf-8"), text, path.name)
        except (SpecError, ValueError) as error:
            sys.stderr.write(f"{path.name}: {error}\n")
            faults += 1
            continue
        (folder / path.with_suffix(".json").name).write_text(dump(gold), encoding="utf-8")
        counts = ", ".join(f"{len(gold[part])} {part}" for part in ("mentions", "quotes", "items"))
        sys.stdout.write(f"{path.name}: {counts}\n")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
