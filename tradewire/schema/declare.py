"""What a declaration of a table is made of: fields, spans, references and orderings.

Nothing here renders anything; see `tradewire.schema.render` for the Arrow schema and the data
dictionary, `tradewire.audit` for the rules and expectations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pyarrow as pa

Level = Literal["batch", "corpus", "internal"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    `type` is one of `string`, `int16`, `int32`, `int64`, `float64`, `bool`, `date`, `list<T>` and
    `struct<name:T,…>`.  `vocabulary` is the closed set of values; `pattern` a regular expression
    the whole value matches (for a list: each element).  `references` names `table.column`.
    `minimum` and `maximum` are inclusive bounds.  `withheld` marks what a release leaves out unless
    the rights of the document are `open`.
    """

    name: str
    type: str
    description: str
    nullable: bool = False
    vocabulary: tuple[str, ...] | None = None
    pattern: str | None = None
    unit: str | None = None
    references: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    withheld: bool = False

    def arrow_type(self) -> pa.DataType:
        """The Arrow type of the column; raises ValueError for a type that is not in the list above."""
        from tradewire.schema.render import arrow_type

        return arrow_type(self.type)


@dataclass(frozen=True, slots=True)
class Span:
    """Three columns that point into a document: `document.text[start:end] == text`.

    Offsets are code points, end exclusive.

    `within` says what the span may not leave: its `sentence`, the `document`, or only that it
    `starts` inside its sentence.
    """

    text: str
    start: str
    end: str
    within: Literal["sentence", "starts", "document"] = "document"


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns of this table that together are found in columns of another (nulls refer to nothing)."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the contract.

    `level` is `batch` (a file per batch), `corpus` (one file, `all.parquet`) or `internal` (a file per
    batch that no release holds).  `orderings` are pairs (low, high) with low <= high where both are
    given; `requires` are pairs (column, other) where a value in the first demands one in the second.
    """

    name: str
    title: str
    description: str
    level: Level
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    spans: tuple[Span, ...] = ()
    orderings: tuple[tuple[str, str], ...] = ()
    requires: tuple[tuple[str, str], ...] = ()
    composite_references: tuple[Reference, ...] = ()

    def __getitem__(self, name: str) -> Field:
        """The field of that name; raises KeyError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"table {self.name} has no column {name}")

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def published(self) -> bool:
        """Whether a release holds this table."""
        return self.level != "internal"

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every reference of the table, those of single fields first, in column order."""
        single = tuple(
            Reference((field.name,), *_target(field.references))
            for field in self.fields
            if field.references is not None
        )
        return single + self.composite_references

    def arrow_schema(self) -> pa.Schema:
        """The Arrow schema: types, nullability, and the descriptions in field and schema metadata."""
        from tradewire.schema.render import arrow_schema

        return arrow_schema(self)


def _target(reference: str) -> tuple[str, tuple[str, ...]]:
    table, column = reference.split(".")
    return table, (column,)
