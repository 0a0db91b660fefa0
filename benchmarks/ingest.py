"""Ingest by format: documents and MB of text a second of processor time, trafilatura alone beside HTML.

python -m benchmarks.ingest [ARTICLES]
"""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.articles import articles
from tradewire.ingest import Landing, ingest_batch
from tradewire.warehouse import Warehouse


def page(text: str) -> str:
    """A saved page around an article: head, navigation, paragraphs, footer."""
    head, _, body = text.partition("\n")
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in body.split("\n") if line)
    links = "".join(f'<li><a href="/{i}">Section {i}</a></li>' for i in range(40))
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{html.escape(head)}</title></head>"
        f"<body><nav><ul>{links}</ul></nav><article><h1>{html.escape(head)}</h1>{paragraphs}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


def _text(folder: Path, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text)


def _html(folder: Path, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        (folder / f"{number}.html").write_text(page(text))


def _jsonl(folder: Path, texts: list[str]) -> None:
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    (folder / "dump.jsonl.gz").write_bytes(gzip.compress(lines.encode()))


def _csv(folder: Path, texts: list[str]) -> None:
    sink = io.StringIO()
    csv.writer(sink).writerows([("id", "text"), *((str(n), text) for n, text in enumerate(texts))])
    (folder / "dump.csv").write_text(sink.getvalue())


def _parquet(folder: Path, texts: list[str]) -> None:
    pq.write_table(pa.table({"text": texts}), folder / "dump.parquet")


def _zip(folder: Path, texts: list[str]) -> None:
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number}.txt", text)


FORMATS: dict[str, Callable[[Path, list[str]], None]] = {
    "text": _text,
    "jsonl.gz": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "zip of texts": _zip,
    "html": _html,
}


def measure(write: Callable[[Path, list[str]], None], texts: list[str]) -> tuple[float, int, int]:
    """Processor seconds from landing zone to warehouse, documents, and their characters."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "landing" / "b"
        folder.mkdir(parents=True)
        write(folder, texts)
        started = time.process_time()
        summary = ingest_batch(Landing(home), "b", Warehouse(home))
        return time.process_time() - started, summary.documents, summary.characters


def main(arguments: list[str]) -> int:
    """Print a line of JSON per format."""
    texts = list(articles(int(arguments[0]) if arguments else 1_000, first=90_000))
    pages = [page(text) for text in texts]
    for write in (_jsonl, _html):
        measure(write, texts[:20])
    for name, write in FORMATS.items():
        seconds, documents, characters = measure(write, texts)
        print(json.dumps(_line(name, seconds, documents, characters)), flush=True)
    from trafilatura import extract

    started = time.process_time()
    found = [extract(one, fast=True, include_comments=False) or "" for one in pages]
    seconds = time.process_time() - started
    print(json.dumps(_line("trafilatura alone", seconds, len(found), sum(map(len, found)))), flush=True)
    return 0


def _line(name: str, seconds: float, documents: int, characters: int) -> dict[str, object]:
    return {
        "format": name,
        "documents": documents,
        "documents_per_second": round(documents / seconds),
        "mb_per_second": round(characters / 1e6 / seconds, 1),
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
