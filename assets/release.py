"""The release: what the public sees, and nothing of it before it has been audited and verified."""

import hashlib
import json
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import dagster as dg

from assets.checks import failures, rule_line
from assets.home import Home
from assets.retries import RETRY_TRANSIENT, transient
from tradewire.audit import AuditReport, build_data_docs, warehouse_tables
from tradewire.quality import measure, read_gold
from tradewire.release import AuditFailed, load_policy, publish
from tradewire.release.shelf import replace_file
from tradewire.release.stage import resolve_corpus
from tradewire.rules_version import rules_version
from tradewire.schema import TABLES

PUBLISHED = [table.name for table in TABLES.values() if table.published]
GOLD = Path(__file__).parents[1] / "tests" / "gold"
DAILY = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=36), warn_window=timedelta(hours=26))
"""The schedule runs daily: two hours of grace before the warning, half a day before the alarm."""


@dg.asset(
    deps=PUBLISHED,
    group_name="release",
    kinds={"parquet"},
    retry_policy=RETRY_TRANSIENT,
    freshness_policy=DAILY,
)
def release(context: dg.AssetExecutionContext, home: Home) -> dg.MaterializeResult[Any]:
    """Audit the tables once more and publish them; an unchanged corpus publishes nothing.

    A blocking check stops only the run that it stands in, so this asset trusts none of them.
    """
    with transient():
        try:
            published = publish(
                home.releases,
                home.warehouse,
                policy=load_policy(home.root),
                resolve=partial(resolve_corpus, overrides=home.root / "overrides.csv"),
                quality=quality_on_gold(home),
                say=context.log.info,
            )
        except AuditFailed as failed:
            raise refused(failed) from failed
    return dg.MaterializeResult(
        metadata={
            "version": published.version,
            "new": published.is_new,
            "folder": dg.MetadataValue.path(published.location),
            "page": dg.MetadataValue.url((published.path / "index.html").resolve().as_uri()),
            "rows": dg.MetadataValue.json(published.rows),
            "held_back": dg.MetadataValue.json(dict(published.held_back)),
        },
        data_version=dg.DataVersion(published.digest[:12]),
    )


def refused(failed: AuditFailed) -> dg.Failure:
    """The failure that says which rules were broken by which rows."""
    report = failed.report
    if not isinstance(report, AuditReport):
        return dg.Failure(str(failed), allow_retries=False)
    wrong = failures(report)
    lines = [rule_line(dict(record.data)) for table in wrong.values() for record in table.records]
    return dg.Failure("\n  ".join([str(failed), *lines]), metadata=dict(wrong), allow_retries=False)


def quality_on_gold(home: Home) -> dict[str, Any] | None:
    """How good these rules are on the project's own annotated texts; None where those are not at hand.

    Measured once for each version of the rules and the texts, and kept in `<home>/quality.json`.
    """
    if not GOLD.is_dir():
        return None
    files = sorted(path for path in GOLD.rglob("*") if path.suffix in (".json", ".txt"))
    texts = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    made_by = f"{rules_version('extraction')}.{rules_version('quality')}.{texts[:12]}"
    kept = home.root / "quality.json"
    try:
        held = json.loads(kept.read_text(encoding="utf-8"))
        if held["of"] == made_by:
            return dict(held["quality"])
    except (OSError, ValueError, KeyError):
        pass
    quality = measure(read_gold(GOLD)).to_dict()
    replace_file(kept, json.dumps({"of": made_by, "quality": quality}, indent=1).encode())
    return quality


@dg.asset(deps=PUBLISHED, group_name="release", kinds={"greatexpectations"})
def data_docs(home: Home) -> dg.MaterializeResult[Any]:
    """Great Expectations' own pages on the tables of the warehouse; local, on demand, never in a release."""
    page = build_data_docs(warehouse_tables(home.warehouse), home.root)
    return dg.MaterializeResult(metadata={"page": dg.MetadataValue.url(page.resolve().as_uri())})
