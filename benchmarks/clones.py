"""Everything beside extraction at size: ``python -m benchmarks.clones --documents 100000``.

Extracts 1,000 articles, clones their rows (each clone has texts, ids and persons of its own), and has
``tradewire run`` add 100 articles twice: the first run resolves, audits, verifies and publishes the whole
corpus, the second what was added.  ``--save`` keeps the figures in ``benchmarks/results/clones.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.__main__ import machine
from benchmarks.scale import LITTLE, run, seconds_by_step, write_batch
from tradewire.ingest import ingest_batch
from tradewire.ingest.landing import Landing
from tradewire.reference_data import rows
from tradewire.tabulate import EXTRACTED, extract_into
from tradewire.warehouse import Warehouse

RESULTS = Path(__file__).parent / "results" / "clones.json"
BASE = 1_000
DOCUMENTS_PER_BATCH = 10_000
Tables = dict[str, pl.DataFrame]


def base_tables(folder: Path) -> Tables:
    """The tables of the articles that are cloned."""
    write_batch(folder / "landing" / "base", 0, BASE)
    warehouse = Warehouse(folder)
    ingest_batch(Landing(folder), "base", warehouse)
    extract_into(warehouse, "base")
    names = ("documents", "rejected_documents", "document_signatures", *EXTRACTED)
    return {name: warehouse.read(name, "base") for name in names}


def clone(tables: Tables, number: int, batch: str) -> Tables:
    """The tables with other documents: a line more in each text, other ids, other persons."""
    code = "".join(chr(97 + byte % 26) for byte in hashlib.sha256(str(number).encode()).digest()[:7])
    documents = tables["documents"]
    texts = [f"{text}\nEdition {code}.\n" for text in documents["text"]]
    sums = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    ids = pl.DataFrame({"document_id": documents["document_id"], "new_id": [of[:16] for of in sums]})
    found = {"rejected_documents": tables["rejected_documents"]}
    found["documents"] = documents.with_columns(
        pl.Series("text", texts),
        pl.Series("text_sha256", sums),
        ids["new_id"].alias("document_id"),
        pl.Series("characters", list(map(len, texts)), pl.Int32),
        pl.col("words") + 2,
        pl.lit(batch).alias("batch"),
        pl.lit(None, pl.String).alias("duplicate_of"),
    )
    for name in (*EXTRACTED, "document_signatures"):
        joined = tables[name].join(ids, on="document_id", how="left")
        found[name] = joined.with_columns(_other_ids(joined, code)).drop("new_id")
    return found


def _other_ids(table: pl.DataFrame, code: str) -> list[pl.Expr]:
    """What tells a clone's rows from those of the others."""
    other = [pl.col("new_id").alias("document_id")]
    for name in table.columns:
        if name in ("quote_id", "trade_item_id"):
            other.append((pl.col("new_id") + pl.col(name).str.slice(16)).alias(name))
        elif name.endswith("entity_id"):
            person = pl.col(name).str.starts_with("person:")
            other.append(pl.when(person).then(pl.col(name) + code).otherwise(pl.col(name)).alias(name))
    if "aliases" in table.columns:
        given, surnames = ([row["name"] for row in rows(of)] for of in ("given_names", "surnames"))
        drawn = (table["entity_id"] + code).hash(1)
        first = pl.Series(given).gather(drawn % len(given))
        last = pl.Series(surnames).gather(drawn // len(given) % len(surnames))
        named = pl.when(pl.col("label") == "PERSON").then(first + " " + last).otherwise(pl.col("name"))
        other.append(named.alias("name"))
    return other


def fill(home: Path, tables: Tables, documents: int) -> None:
    """A warehouse of so many documents."""
    warehouse = Warehouse(home)
    for start in range(0, documents, DOCUMENTS_PER_BATCH):
        batch = f"batch-{start:07d}"
        numbers = range(start // BASE, min(start + DOCUMENTS_PER_BATCH, documents) // BASE)
        clones = [clone(tables, number, batch) for number in numbers]
        for name in tables:
            warehouse.write(name, batch, pl.concat([one[name] for one in clones]).to_arrow())


def measure(folder: Path, documents: int) -> dict[str, Any]:
    """The figures of the whole and of what was added."""
    home = folder / "home"
    fill(home, base_tables(folder / "base"), documents)
    figures: dict[str, Any] = {"documents": documents}
    runs: set[str] = set()
    for number, part in enumerate(("whole", "little")):
        write_batch(folder / part / part, 10_000_000 * (1 + number), LITTLE)
        seconds, use = run(folder / part, home)
        steps, runs = seconds_by_step(home, runs)
        figures[part] = {
            "seconds": round(seconds, 1),
            "processor_seconds": round(use.seconds, 1),
            "seconds_by_step": steps,
            "peak_memory_mb": round(use.peak),
        }
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.clones", description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--save", action="store_true", help=f"keep the figures in {RESULTS}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        figures = measure(Path(temporary), options.documents)
    print(json.dumps(figures, indent=2))
    if options.save:
        kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        kept[str(options.documents)] = {"machine": machine(), **figures}
        ordered = dict(sorted(kept.items(), key=lambda entry: int(entry[0])))
        RESULTS.write_text(json.dumps(ordered, indent=2) + "\n")


if __name__ == "__main__":
    main()
