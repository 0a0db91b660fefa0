"""By which words a document's facts are found: columns of dumps, names of ``meta``, little words of a
language."""

from __future__ import annotations

from tradewire.reference_data import rows


def document_words(place: str) -> dict[str, tuple[str, ...]]:
    """The words of ``document_words.csv`` for a place (``column``, ``meta``, ``text``) by fact, the likeliest
    first; empty for an unknown place."""
    return {
        row["fact"]: tuple(row["words"].split("|")) for row in rows("document_words") if row["place"] == place
    }
