"""Reading gold documents: texts with an annotator's spans in them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Annotation = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated text; the annotations are as in the file."""

    name: str
    text: str
    mentions: list[Annotation]
    quotes: list[Annotation]
    items: list[Annotation]


def read_gold(folder: Path, texts: Path | None = None) -> list[GoldDocument]:
    """The gold documents of a folder: every ``*.json`` in it, in order of name.

    The texts stand beside the annotations or in ``texts`` (default: ``folder/texts`` where that exists).
    Raises ``ValueError`` naming file and span where an annotation does not fit its text.
    """
    if texts is None:
        texts = folder / "texts" if (folder / "texts").is_dir() else folder
    documents = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        raw = (texts / gold["document"]).read_bytes().decode("utf-8-sig")
        text = raw.replace("\r\n", "\n").replace("\r", "\n")
        for kind in ("mentions", "quotes", "items"):
            for span in gold[kind]:
                if text[span["start"] : span["end"]] != span["text"]:
                    raise ValueError(f"{path}: {kind}: {span['text']!r} does not stand at {span['start']}")
        documents.append(
            GoldDocument(gold["document"], text, gold["mentions"], gold["quotes"], gold["items"])
        )
    return documents
