"""What the audit costs: seconds and memory at 10,000 and 1,000,000 rows of sentences, quotes and mentions.

    python -m benchmarks.audit [ROWS …]

Each size is read from Parquet in a process of its own, so that peak memory is its own.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TypeVar

import polars as pl

from tradewire.audit import warehouse_tables
from tradewire.audit.evaluate import as_batches, find_failures
from tradewire.audit.suites import judge
from tradewire.schema import TABLES
from tradewire.warehouse import CORPUS, Warehouse

T = TypeVar("T")

ROWS_PER_DOCUMENT = 20
LINE = "Harbour master Ada Quill told the council on {:04} that “the ferry to Estmark will sail”.\n"


def tables(rows: int) -> dict[str, pl.DataFrame]:
    """Documents of twenty sentences, each with one quote, its speaker, and one mention."""
    documents, sentences, mentions, quotes = [], [], [], []
    for number in range(max(1, rows // ROWS_PER_DOCUMENT)):
        lines = [f"Number {number}. " + LINE.format(i) for i in range(ROWS_PER_DOCUMENT)]
        text = "".join(lines)
        digest = hashlib.sha256(text.encode()).hexdigest()
        document_id, at = digest[:16], 0
        size = (len(text), len(text.split()))
        documents.append((document_id, digest, "b", f"{number}.txt", "text", "en", *size, "open", text))
        for index, line in enumerate(lines):
            start, end = at, at + len(line) - 1
            sentences.append((document_id, index, start, end, "body", text[start:end]))
            name, said = text.index("Ada Quill", start), text.index("the ferry", start)
            mentions.append(
                (document_id, index, name, name + 9, "Ada Quill", "PERSON", "person:ada-quill", "t")
            )
            cue = text.index("told", start)
            quote = (f"{document_id}:q:{index}", document_id, index, said, said + 29, text[said : said + 29])
            speaker = ("Ada Quill", name, name + 9, "Ada Quill", "person:ada-quill", None)
            quotes.append((*quote, "direct", "told", cue, cue + 4, "neutral", *speaker, "t"))
            at += len(line)
    entity = ("person:ada-quill", "PERSON", "Ada Quill", [], None, None, [], None, rows, rows, None, None)
    given = ["document_id", "text_sha256", "batch", "source_path", "format", "language"]
    given += ["characters", "words", "rights", "text"]
    return {
        "documents": _frame("documents", documents, given),
        "sentences": _frame("sentences", sentences),
        "entity_mentions": _frame("entity_mentions", mentions),
        "entities": _frame("entities", [entity]),
        "quotes": _frame("quotes", quotes),
    }


def fill(home: str, rows: int) -> None:
    """Write these tables to a warehouse, in one batch."""
    for name, frame in tables(rows).items():
        batch = CORPUS if TABLES[name].level == "corpus" else "b"
        Warehouse(home).write(name, batch, frame.to_arrow())


def _frame(table: str, rows: list[tuple[object, ...]], columns: list[str] | None = None) -> pl.DataFrame:
    schema = pl.DataFrame(pl.from_arrow(TABLES[table].arrow_schema().empty_table())).schema
    given = pl.DataFrame(rows, schema={c: schema[c] for c in columns or schema}, orient="row")
    return given.with_columns(
        pl.lit(None, dtype=t).alias(c) for c, t in schema.items() if c not in given.columns
    ).select(list(schema))


def measure(home: str, rows: int) -> dict[str, float | int]:
    """Seconds on the clock and of processor time, and peak memory in MB: rules alone, then the whole."""
    batches = as_batches(warehouse_tables(Warehouse(home)))
    start_mb = _peak()
    (findings, _), rules_clock, rules_cpu = _timed(lambda: find_failures(batches))
    rules_mb = _peak()
    _, import_clock, import_cpu = _timed(lambda: importlib.import_module("great_expectations"))
    verdicts, judge_clock, judge_cpu = _timed(lambda: judge(findings, batches))
    return {
        "rows_of_each_of_three_tables": rows,
        "rules": len(findings),
        "broken": sum(f.failed > 0 or f.error is not None for f in findings)
        + len(set(verdicts.values()) - {None}),
        "polars_seconds": rules_clock,
        "polars_cpu_seconds": rules_cpu,
        "gx_import_seconds": import_clock,
        "gx_import_cpu_seconds": import_cpu,
        "gx_seconds": judge_clock,
        "gx_cpu_seconds": judge_cpu,
        "python_mb": round(start_mb),
        "peak_polars_mb": round(rules_mb),
        "peak_mb": round(_peak()),
    }


def _timed(run: Callable[[], T]) -> tuple[T, float, float]:
    clock, cpu = time.perf_counter(), time.process_time()
    made = run()
    return made, round(time.perf_counter() - clock, 2), round(time.process_time() - cpu, 2)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str]) -> int:
    """Measure each size and print a line of JSON for each."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(measure(arguments[1], int(arguments[2]))))
        return 0
    for rows in arguments or ["10000", "1000000"]:
        with tempfile.TemporaryDirectory() as home:
            make = f"import benchmarks.audit as a; a.fill({home!r}, {rows})"
            subprocess.run([sys.executable, "-c", make], check=True)
            subprocess.run([sys.executable, "-m", "benchmarks.audit", "--one", home, rows], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
