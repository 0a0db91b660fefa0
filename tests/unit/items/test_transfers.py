"""Transfers over a corpus: joined claims, near-duplicates, contested ones, and independence of row order."""

from __future__ import annotations

from datetime import date

import polars as pl

from tradewire.resolve.transfers import resolve_transfers

ITEMS = pl.DataFrame(
    [
        ("a:i:1", "a", "uncrewed", "drone_unspecified", "IR", "RU", "alleged", "Ada Moss", "person:ada-moss"),
        ("a:i:2", "a", "uncrewed", "drone_unspecified", "IR", "RU", "denied", "Tehran", None),
        ("b:i:1", "b", "uncrewed", "drone_unspecified", "IR", "RU", "alleged", "A. Moss", "person:a-moss"),
        ("c:i:1", "c", "uncrewed", "drone_unspecified", "IR", "RU", "reported", None, None),
        ("c:i:2", "c", "uncrewed", "drone_unspecified", "IR", None, "reported", None, None),
        ("c:i:3", "c", "uncrewed", "drone_unspecified", None, None, "reported", None, None),
    ],
    schema=[
        "trade_item_id",
        "document_id",
        "item_class",
        "item_type",
        "supplier_country",
        "recipient_country",
        "status",
        "claimed_by_name",
        "claimed_by_entity_id",
    ],
    orient="row",
)
DOCUMENTS = pl.DataFrame(
    {
        "document_id": ["a", "b", "c"],
        "duplicate_of": [None, "a", None],
        "published_on": [date(2024, 5, 2), date(2024, 5, 3), None],
    }
)
ENTITIES = pl.DataFrame(
    {
        "entity_id": ["person:ada-moss", "person:a-moss"],
        "name": ["Ada Moss", "A. Moss"],
        "canonical_id": [None, "person:ada-moss"],
    }
)


def test_joins_claims_and_counts_near_duplicates_once() -> None:
    transfers = resolve_transfers(ITEMS, DOCUMENTS, ENTITIES)
    assert transfers["transfer_id"].to_list() == ["ir-ru:drone_unspecified", "ir-xx:drone_unspecified"]
    row = transfers.row(0, named=True)
    assert row["statuses"] == [
        {"status": "alleged", "claims": 1, "documents": 1},
        {"status": "denied", "claims": 1, "documents": 1},
        {"status": "reported", "claims": 1, "documents": 1},
    ]
    assert row["documents"] == 2
    assert row["claimants"] == ["Ada Moss", "Tehran"]
    assert (row["first_published_on"], row["last_published_on"]) == (date(2024, 5, 2), date(2024, 5, 3))
    assert row["contested"]
    assert row["trade_item_ids"] == ["a:i:1", "a:i:2", "b:i:1", "c:i:1"]
    assert not transfers.row(1, named=True)["contested"]


def test_does_not_depend_on_the_order_of_rows() -> None:
    there = resolve_transfers(ITEMS, DOCUMENTS, ENTITIES)
    back = resolve_transfers(ITEMS.reverse(), DOCUMENTS.reverse(), ENTITIES.reverse())
    assert there.equals(back)


def test_no_claims_make_no_transfers() -> None:
    assert resolve_transfers(ITEMS.clear(), DOCUMENTS, ENTITIES).is_empty()
