"""Columns that several tables share, worded once."""

from __future__ import annotations

from tradewire.schema import vocabulary as v
from tradewire.schema.declare import Field, Reference

IN_SENTENCE = Reference(("document_id", "sentence_index"), "sentences", ("document_id", "sentence_index"))


def document_id() -> Field:
    """The document a row stands in."""
    return Field(
        "document_id",
        "string",
        "Document the row stands in.",
        pattern=v.DOCUMENT_ID,
        references="documents.document_id",
    )


def batch() -> Field:
    """The batch a row was read in."""
    return Field("batch", "string", "Batch the row was read in: one drop of raw text.")


def sentence_index() -> Field:
    """The sentence a row stands in."""
    return Field("sentence_index", "int32", "Sentence the row stands in (where it starts).", minimum=0)


def start(of: str, prefix: str = "", nullable: bool = False) -> Field:
    """Where a span starts in the document's text."""
    return Field(
        f"{prefix}start",
        "int32",
        f"Offset in the document at which {of} starts.",
        nullable=nullable,
        unit="code points",
        minimum=0,
    )


def end(of: str, prefix: str = "", nullable: bool = False) -> Field:
    """Where a span ends in the document's text, exclusive."""
    return Field(
        f"{prefix}end",
        "int32",
        f"Offset in the document at which {of} ends, exclusive.",
        nullable=nullable,
        unit="code points",
        minimum=0,
    )


def entity_id(name: str, description: str, nullable: bool = True) -> Field:
    """A reference to the canonical entity."""
    return Field(
        name,
        "string",
        description,
        nullable=nullable,
        pattern=v.ENTITY_ID,
        references="entities.entity_id",
    )


def country(name: str, description: str) -> Field:
    """A country code."""
    return Field(
        name,
        "string",
        f"{description}: ISO 3166-1 alpha-2, EU for the European Union; null for blocs and unknowns.",
        nullable=True,
        pattern=v.COUNTRY,
    )


def rule(makes: str) -> Field:
    """The rule that made a row."""
    return Field("rule", "string", f"Name of the rule that made the {makes}.")
