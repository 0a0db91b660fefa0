"""The engine on unseen articles, one core: each stage and the whole, beside peers on the same texts."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable, Sequence
from typing import Any

from tradewire.extract import STAGES, Extraction, extract
from tradewire.reference_data import rows


def reference_loop(seconds: float = 0.5) -> float:
    """Turns a second of a fixed loop in plain Python: what this machine does at this moment."""
    turns = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        table: dict[str, int] = {}
        for word in ("who", "supplies", "what", "to", "whom") * 200:
            table[word] = table.get(word, 0) + len(word)
        turns += 1
    return turns / (time.perf_counter() - start)


def speed(work: Callable[[str], Any], texts: Sequence[str]) -> float:
    """Megabytes (10^6 characters) a second of ``work`` over texts that it has not seen."""
    gc.collect()
    start = time.perf_counter()
    for text in texts:
        work(text)
    return sum(map(len, texts)) / 1e6 / (time.perf_counter() - start)


def stage_speeds(texts: Sequence[str]) -> dict[str, float]:
    """Megabytes a second of each stage on its own, the stages before it done."""
    docs = [Extraction(text) for text in texts]
    size = sum(map(len, texts)) / 1e6
    found: dict[str, float] = {}
    for stage in STAGES:
        gc.collect()
        start = time.perf_counter()
        for doc in docs:
            stage(doc)
        found[stage.__name__.removeprefix("find_")] = size / (time.perf_counter() - start)
    return found


def peers() -> dict[str, Callable[[str], Any]]:
    """The peers that are installed, by name, ready to be called on a text."""
    found: dict[str, Callable[[str], Any]] = {}
    try:
        import spacy
    except ImportError:
        return found
    blank = spacy.blank("en")
    found["spaCy blank"] = blank
    ruler = spacy.blank("en")
    ruler.max_length = 10**8
    patterns = [
        {"label": label, "pattern": row["name"]}
        for table, label in (
            ("countries", "GPE"),
            ("cities", "GPE"),
            ("organisations", "ORG"),
            ("surnames", "PERSON"),
        )
        for row in rows(table)
    ]
    ruler.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
    found["spaCy blank + EntityRuler"] = ruler
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        return found

    def textacy_quotes(text: str) -> int:
        """Quotations on a blank pipeline's tokens: without a parse it fails on many texts, as released."""
        try:
            return len(list(direct_quotations(blank(text))))
        except (ValueError, IndexError):
            return 0

    found["textacy quotations"] = textacy_quotes
    return found


def peak_memory() -> float:
    """Largest resident set of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def whole(texts: Sequence[str]) -> float:
    """Megabytes a second of ``extract``."""
    return speed(extract, texts)
