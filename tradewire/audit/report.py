"""What an audit found: deterministic, to be kept beside the data and shown to people."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one rule.

    `rows` were judged, `failed` broke the rule, `row_ids` are the first of those in order of key, key
    values joined by `:`.  `error` says why the rule could not be judged, which is no statement about the
    data; null where it could.  `batches` are those with failing rows, `all` for a rule over the corpus.
    """

    table: str
    expectation: str
    columns: tuple[str, ...]
    description: str
    rows: int = 0
    failed: int = 0
    row_ids: tuple[str, ...] = ()
    error: str | None = None
    batches: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the rule could be judged and every row keeps it."""
        return self.failed == 0 and self.error is None

    def to_dict(self) -> dict[str, Any]:
        """Plain values, in a fixed order."""
        return {
            "table": self.table,
            "expectation": self.expectation,
            "columns": list(self.columns),
            "description": self.description,
            "passed": self.passed,
            "rows": self.rows,
            "failed": self.failed,
            "row_ids": list(self.row_ids),
            "error": self.error,
        }


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The outcomes of every rule, and the profile that the next audit compares with.

    `skipped` names the rules that need a table which was not given, `batches` holds the profile by batch.
    """

    outcomes: tuple[Outcome, ...]
    profile: dict[str, Any] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    batches: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether every rule could be judged and held."""
        return all(outcome.passed for outcome in self.outcomes)

    @property
    def failures(self) -> list[Outcome]:
        """Rules that rows break."""
        return [o for o in self.outcomes if o.failed and o.error is None]

    @property
    def errors(self) -> list[Outcome]:
        """Rules that could not be judged."""
        return [o for o in self.outcomes if o.error is not None]

    def of(self, table: str) -> AuditReport:
        """The part of the report about one table."""
        return AuditReport(
            tuple(o for o in self.outcomes if o.table == table),
            {table: self.profile[table]} if table in self.profile else {},
            tuple(s for s in self.skipped if s.startswith(f"{table}.")),
            {batch: {table: of[table]} for batch, of in self.batches.items() if table in of},
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values, in a fixed order, without times or paths: the same data give the same report."""
        return {
            "passed": self.passed,
            "rules": len(self.outcomes),
            "failures": len(self.failures),
            "errors": len(self.errors),
            "skipped": list(self.skipped),
            "profile": self.profile,
            "outcomes": [outcome.to_dict() for outcome in self.outcomes],
        }

    def summary(self) -> str:
        """One line for people."""
        if self.passed:
            return f"{len(self.outcomes)} rules hold"
        parts = [f"{len(self.failures)} of {len(self.outcomes)} rules broken"]
        if self.errors:
            parts.append(f"{len(self.errors)} could not be judged")
        return ", ".join(parts)

    def to_markdown(self) -> str:
        """The report as Markdown: what is wrong first, then every rule."""
        lines = ["# Audit", "", f"**{'Passed' if self.passed else 'Failed'}**: {self.summary()}.", ""]
        wrong = [o for o in self.outcomes if not o.passed]
        if wrong:
            lines += ["## What is wrong", "", *_markdown_table(wrong, with_rows=True), ""]
        for table in dict.fromkeys(o.table for o in self.outcomes):
            lines += [f"## {table}", "", *_markdown_table([o for o in self.outcomes if o.table == table]), ""]
        return "\n".join(lines)

    def failures_markdown(self) -> str:
        """Only what is wrong, as a Markdown table with row ids; empty where all is well."""
        wrong = [o for o in self.outcomes if not o.passed]
        return "\n".join(_markdown_table(wrong, with_rows=True)) if wrong else ""

    def to_html(self) -> str:
        """The report as a page of its own, without scripts or requests to other hosts."""
        rows = "\n".join(_html_row(o) for o in sorted(self.outcomes, key=lambda o: o.passed))
        state = "Passed" if self.passed else "Failed"
        return _PAGE.format(state=state, summary=html.escape(self.summary()), rows=rows)


def _cell(value: str) -> str:
    return value.replace("|", "\\|").replace("\n", " ")


def _markdown_table(outcomes: list[Outcome], with_rows: bool = False) -> list[str]:
    head = "| rule | what must hold | rows | failed |"
    lines = [head + " row ids |" if with_rows else head, "| --- | --- | --- | --- |" + " --- |" * with_rows]
    for o in outcomes:
        name = f"{o.table}.{o.expectation}" if with_rows else o.expectation
        failed = f"error: {o.error}" if o.error is not None else str(o.failed)
        line = f"| `{name}` | {_cell(o.description)} | {o.rows} | {_cell(failed)} |"
        lines.append(line + f" {_cell(', '.join(o.row_ids))} |" if with_rows else line)
    return lines


def _html_row(o: Outcome) -> str:
    kind = "error" if o.error is not None else "held" if o.passed else "broken"
    failed = o.error if o.error is not None else str(o.failed)
    cells = (f"{o.table}.{o.expectation}", o.description, str(o.rows), failed, ", ".join(o.row_ids))
    return f'<tr class="{kind}">' + "".join(f"<td>{html.escape(c)}</td>" for c in cells) + "</tr>"


_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Audit: {state}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border-bottom: 1px solid #ddd; padding: .3rem .6rem; text-align: left; vertical-align: top; }}
td:first-child {{ font-family: ui-monospace, monospace; font-size: 13px; }}
tr.broken td {{ background: #fdecea; }}
tr.error td {{ background: #fff4e5; }}
</style></head><body>
<h1>Audit: {state}</h1>
<p>{summary}.</p>
<table>
<thead><tr><th>rule</th><th>what must hold</th><th>rows</th><th>failed</th><th>row ids</th></tr></thead>
<tbody>
{rows}
</tbody></table>
</body></html>
"""
