"""Extraction into the warehouse: the same rows as in memory, however the documents are cut into groups."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import tradewire.tabulate
from tradewire.extract import Extraction, extract
from tradewire.schema import TABLES
from tradewire.tabulate import EXTRACTED, extract_batch, extract_into
from tradewire.warehouse import Warehouse, conform

SENTENCES = (
    "Finland sold {n} patrol boats to Norway, Defence Minister Kari Solberg said.",
    "“We have paid for the first {n},” Solberg told reporters in Oslo.",
)


def documents(count: int) -> pa.Table:
    texts = [f"Boats, part {n}\n\n" + " ".join(SENTENCES).format(n=n + 2) for n in range(count)]
    given = {"batch": "b", "source_path": "p", "format": "text", "language": "en", "rights": "unknown"}
    rows = [
        {
            **given,
            "document_id": f"{n * 2654435761 % 2**64:016x}",
            "text_sha256": f"{n:064x}",
            "characters": len(text),
            "words": len(text.split()),
            "text": text,
        }
        for n, text in enumerate(texts)
    ]
    return pa.Table.from_pylist(rows, schema=TABLES["documents"].arrow_schema())


@pytest.mark.parametrize("group", [1, 500, 10**9])
def test_warehouse_holds_what_memory_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: int
) -> None:
    monkeypatch.setattr(tradewire.tabulate, "EXTRACT_GROUP_CHARACTERS", group)
    warehouse = Warehouse(tmp_path)
    warehouse.write("documents", "b", documents(20))
    extract_into(warehouse, "b", map)
    tables = extract_batch(documents(20), map)
    for name in EXTRACTED:
        assert warehouse.read_arrow(name, "b").equals(conform(TABLES[name], tables[name])), name
    assert tables["quotes"].num_rows >= 20


def test_a_document_that_the_extractor_fails_on_keeps_its_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_on_part_one(text: str, furniture: frozenset[str]) -> Extraction:
        if "part 1" in text:
            raise KeyError("of a rule")
        return extract(text, furniture=furniture)

    monkeypatch.setattr(tradewire.tabulate, "extract", fail_on_part_one)
    tables = extract_batch(documents(3), map)
    failed = tables["failed_extractions"].to_pylist()
    bad = documents(3)["document_id"][1].as_py()
    assert [row["document_id"] for row in failed] == [bad]
    assert failed[0]["error"].startswith("KeyError: 'of a rule' (test_tabulate.py, line ")
    of_bad = {name: pc.sum(pc.equal(table["document_id"], bad)).as_py() for name, table in tables.items()}
    assert of_bad["sentences"] == 3
    assert not of_bad["quotes"] and not of_bad["entity_mentions"]
    assert tables["quotes"].num_rows == 4


def test_no_documents_make_empty_tables(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    warehouse.write("documents", "b", documents(0))
    extract_into(warehouse, "b")
    assert [warehouse.read_arrow(name, "b").num_rows for name in EXTRACTED] == [0] * len(EXTRACTED)
