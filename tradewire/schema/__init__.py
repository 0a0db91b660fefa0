"""The data contract, declared once: every table with its columns, keys, vocabularies, spans and references.

Arrow schemas, expectations, the descriptor of a release and `docs/data-dictionary.md` are rendered
from `TABLES`.  `python -m tradewire.schema` writes the dictionary; `--check` says whether it is stale.
"""

from __future__ import annotations

from tradewire.schema.declare import Field, Level, Reference, Span, Table
from tradewire.schema.name_tables import DOCUMENT_ENTITIES, ENTITIES, ENTITY_MENTIONS
from tradewire.schema.quote_table import QUOTES
from tradewire.schema.text_tables import (
    DOCUMENT_SIGNATURES,
    DOCUMENTS,
    FAILED_EXTRACTIONS,
    REJECTED_DOCUMENTS,
    SENTENCES,
)
from tradewire.schema.trade_tables import TRADE_ITEMS, TRANSFERS

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        SENTENCES,
        ENTITY_MENTIONS,
        ENTITIES,
        QUOTES,
        TRADE_ITEMS,
        TRANSFERS,
        REJECTED_DOCUMENTS,
        FAILED_EXTRACTIONS,
        DOCUMENT_ENTITIES,
        DOCUMENT_SIGNATURES,
    )
}

__all__ = ["TABLES", "Field", "Level", "Reference", "Span", "Table"]
