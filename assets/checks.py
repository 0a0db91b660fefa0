"""One blocking check for each published table, made from the registry of tables.

The tables of a batch that belong together are audited once, whichever of their checks comes first.
References to the corpus-level tables are judged when those are there: by the audit of the release.
"""

import warnings
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import dagster as dg

from assets.batches import BATCHES
from assets.home import Home
from tradewire.audit import AuditReport, Outcome, audit
from tradewire.schema import TABLES, Table
from tradewire.tabulate import EXTRACTED
from tradewire.warehouse import CORPUS, Warehouse

READ = ("documents", "rejected_documents")
IDS_IN_A_LINE = 3
"""Row ids that a line for people holds; the check's metadata has more."""
SIDE_BY_SIDE = 4
"""Reports kept: those of the batch at work and of the corpus-level tables."""


def table_checks() -> list[dg.AssetChecksDefinition]:
    """The checks of all published tables."""
    with warnings.catch_warnings():
        # Checks by partition are a preview in this release of Dagster; the lock holds it still.
        warnings.simplefilter("ignore", dg.PreviewWarning)
        return [table_check(table) for table in TABLES.values() if table.published]


def table_check(table: Table) -> dg.AssetChecksDefinition:
    """The check of one table: every rule that its declaration implies."""
    by_batch = table.level == "batch"

    @dg.asset_check(
        asset=table.name,
        name="expectations",
        description=f"Every rule that the declaration of {table.name} implies.",
        blocking=True,
        partitions_def=BATCHES if by_batch else None,
    )
    def check(context: dg.AssetCheckExecutionContext, home: Home) -> dg.AssetCheckResult:
        report = table_report(home, table.name, context.partition_key if by_batch else CORPUS)
        return dg.AssetCheckResult(
            passed=report.passed,
            description=report.summary(),
            metadata={"rules": len(report.outcomes), **failures(report)},
        )

    return check


def failures(report: AuditReport) -> dict[str, dg.TableMetadataValue]:
    """What is wrong as a table with the ids of failing rows; empty where all is well."""
    wrong = [outcome for outcome in report.outcomes if not outcome.passed]
    return {"failures": dg.MetadataValue.table([_record(outcome) for outcome in wrong])} if wrong else {}


def rule_line(rule: Mapping[str, Any]) -> str:
    """One broken rule (a record of `failures`) in a line for people."""
    what = rule["error"] or f"{rule['failed']} of {rule['rows']} rows"
    ids = rule["row ids"].split(", ") if rule["row ids"] else []
    more = ", …" if len(ids) > IDS_IN_A_LINE else ""
    rows = f": {', '.join(ids[:IDS_IN_A_LINE])}{more}" if ids else ""
    return f"{rule['table']}.{rule['expectation']}: {what}{rows}"


def _record(outcome: Outcome) -> dg.TableRecord:
    return dg.TableRecord(
        {
            "table": outcome.table,
            "expectation": outcome.expectation,
            "columns": ", ".join(outcome.columns),
            "what must hold": outcome.description,
            "rows": outcome.rows,
            "failed": outcome.failed,
            "row ids": ", ".join(outcome.row_ids),
            "error": outcome.error or "",
        }
    )


def table_report(home: Home, table: str, batch: str) -> AuditReport:
    """What the audit says of one table of a batch, or of the corpus."""
    names = READ if table in READ else ("documents", *EXTRACTED) if batch != CORPUS else (table,)
    files = [home.warehouse.path(name, batch) for name in names]
    states = tuple((file.stat().st_ino, file.stat().st_mtime_ns) for file in files)
    return _audited(home.root, batch, names, states).of(table)


@lru_cache(SIDE_BY_SIDE)
def _audited(
    root: Path, batch: str, names: tuple[str, ...], states: tuple[tuple[int, int], ...]
) -> AuditReport:
    """The audit of files in a certain state: inode and time tell whether one was written again."""
    warehouse = Warehouse(root)
    tables = {name: {batch: warehouse.scan(name, batch)} for name in names}
    # Great Expectations gives its opinion once, when the release is audited.
    return audit(tables, elsewhere={"documents": warehouse.scan("documents")}, expectations=False)
