"""What must hold of the rows, each rule declared once.

A rule of one row is a Polars expression that is true where the row *fails*; nulls do not fail unless the
rule says so.  The rules that the declarations imply (nulls, vocabularies, patterns, bounds, orders, spans)
are made from them here; what no declaration can say is in `tradewire.audit.meaning`, what needs other
rows or tables as a whole in `tradewire.audit.relations`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import polars as pl

from tradewire.schema import Field, Span, Table
from tradewire.settings import EARLIEST_PUBLICATION, LATEST_PUBLICATION

DOC_TEXT, DOC_CHARACTERS = "__doc_text", "__doc_characters"
SENTENCE_START, SENTENCE_END, SENTENCE_TEXT = "__sentence_start", "__sentence_end", "__sentence_text"


@dataclass(frozen=True, slots=True)
class Expected:
    """The same rule as an expectation of Great Expectations: its type and arguments."""

    type: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule that one row breaks or keeps.

    `fails` may use the columns of the table and, where `uses` names documents or sentences, those of the
    row's document (`__doc_…`) and sentence (`__sentence_…`).
    """

    name: str
    table: str
    columns: tuple[str, ...]
    description: str
    fails: pl.Expr
    uses: frozenset[Literal["documents", "sentences"]] = frozenset()
    expected: Expected | None = None


def declared_rules(table: Table) -> list[RowRule]:
    """The rules of one row that the declaration of a table implies."""
    rules = [rule for declared in table.fields for rule in _field_rules(table, declared)]
    for span in table.spans:
        rules += _span_rules(table, span)
    for low, high in table.orderings:
        rules.append(_ordered(table, low, high))
    for column, other in table.requires:
        fails = pl.col(column).is_not_null() & pl.col(other).is_null()
        said = f"{column} comes with {other}"
        rules.append(RowRule(f"{column}_with_{other}", table.name, (column, other), said, fails))
    return rules


def _field_rules(table: Table, declared: Field) -> Iterator[RowRule]:
    name, column = declared.name, pl.col(declared.name)

    def rule(kind: str, said: str, fails: pl.Expr, expected: Expected | None = None) -> RowRule:
        return RowRule(f"{kind}_{name}", table.name, (name,), said, fails, expected=expected)

    if not declared.nullable:
        yield rule("not_null", f"{name} is always given", column.is_null())
    if declared.vocabulary:
        values = list(declared.vocabulary)
        expected = Expected("ExpectColumnValuesToBeInSet", {"column": name, "value_set": values})
        said = f"{name} is one of {', '.join(values)}"
        yield rule("vocabulary", said, ~column.is_in(values), expected)
    if declared.pattern:
        yield _pattern(table, declared)
    if declared.minimum is not None or declared.maximum is not None:
        yield _range(table, declared)
    if declared.type == "date":
        fails = ~column.dt.year().is_between(EARLIEST_PUBLICATION, LATEST_PUBLICATION)
        yield rule("range", f"{name} lies in {EARLIEST_PUBLICATION}–{LATEST_PUBLICATION}", fails)
    if declared.type == "string" and declared.name != "text":
        yield rule("blank", f"{name} is null rather than blank", column.str.strip_chars() == "")


def _pattern(table: Table, declared: Field) -> RowRule:
    name, regex = declared.name, f"^(?:{declared.pattern})$"
    if declared.type.startswith("list<"):
        fails = pl.col(name).list.eval(~pl.element().str.contains(regex)).list.any()
        expected = None
    else:
        fails = ~pl.col(name).str.contains(regex)
        expected = Expected("ExpectColumnValuesToMatchRegex", {"column": name, "regex": regex})
    said = f"{name} matches {declared.pattern}"
    return RowRule(f"pattern_{name}", table.name, (name,), said, fails, expected=expected)


def _range(table: Table, declared: Field) -> RowRule:
    name, column = declared.name, pl.col(declared.name)
    low, high = declared.minimum, declared.maximum
    fails = pl.lit(False)
    if low is not None:
        fails = fails | (column < low)
    if high is not None:
        fails = fails | (column > high)
    if declared.type == "float64":
        fails = fails | ~column.is_finite()
    named = (("at least", low), ("at most", high))
    bounds = " and ".join(f"{words} {bound:g}" for words, bound in named if bound is not None)
    offset = declared.unit == "code points"  # evidence says more of them than bounds could
    arguments = {"column": name, "min_value": low, "max_value": high}
    expected = None if offset else Expected("ExpectColumnValuesToBeBetween", arguments)
    return RowRule(f"range_{name}", table.name, (name,), f"{name} is {bounds}", fails, expected=expected)


def _ordered(table: Table, low: str, high: str) -> RowRule:
    fails = pl.col(low) > pl.col(high)
    expected = Expected(
        "ExpectColumnPairValuesAToBeGreaterThanB",
        {"column_A": high, "column_B": low, "or_equal": True, "ignore_row_if": "either_value_is_missing"},
    )
    numeric = table[low].type != "date"
    return RowRule(
        f"ordered_{low}_{high}",
        table.name,
        (low, high),
        f"{low} <= {high} where both are given",
        fails,
        expected=expected if numeric else None,
    )


def _span_rules(table: Table, span: Span) -> Iterator[RowRule]:
    columns = (span.text, span.start, span.end)
    text, start, end = (pl.col(name) for name in columns)
    if table[span.start].nullable:
        given = start.is_not_null()
        incomplete = (given != end.is_not_null()) | (given != text.is_not_null())
        said = f"{span.text}, {span.start} and {span.end} are given together or not at all"
        yield RowRule(f"complete_{span.text}", table.name, columns, said, incomplete)
    yield RowRule(
        f"span_{span.text}",
        table.name,
        (span.start, span.end),
        f"{span.start} < {span.end}",
        start >= end,
    )
    yield RowRule(
        f"evidence_{span.text}",
        table.name,
        columns,
        f"the document's text from {span.start} to {span.end} is {span.text}",
        text.is_not_null() & pl.col(DOC_TEXT).str.slice(start, end - start).ne_missing(text),
        uses=frozenset({"documents"}),
    )
    yield RowRule(
        f"in_document_{span.text}",
        table.name,
        (span.start, span.end),
        f"{span.end} is not beyond the document",
        end > pl.col(DOC_CHARACTERS),
        uses=frozenset({"documents"}),
    )
    if span.within != "document":
        yield _in_sentence(table, span)


def _in_sentence(table: Table, span: Span) -> RowRule:
    start, end = pl.col(span.start), pl.col(span.end)
    outside = (start < pl.col(SENTENCE_START)) | (start >= pl.col(SENTENCE_END))
    said = f"{span.start} lies in the row's sentence"
    if span.within == "sentence":
        outside = outside | (end > pl.col(SENTENCE_END))
        said = f"{span.start} to {span.end} lies in the row's sentence"
    columns = ("sentence_index", span.start, span.end)
    uses: frozenset[Literal["documents", "sentences"]] = frozenset({"sentences"})
    return RowRule(f"in_sentence_{span.text}", table.name, columns, said, outside, uses)
