"""The release: what the public sees, and nothing of it before it has been audited and verified."""

from datetime import timedelta
from typing import Any

import dagster as dg

from assets.checks import failures, rule_line
from assets.home import Home
from assets.retries import RETRY_TRANSIENT, transient
from tradewire.audit import AuditReport
from tradewire.release import AuditFailed, load_policy, publish
from tradewire.schema import TABLES

PUBLISHED = [table.name for table in TABLES.values() if table.published]
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
                home.releases, home.warehouse, policy=load_policy(home.root), say=context.log.info
            )
        except AuditFailed as failed:
            raise refused(failed) from failed
    return dg.MaterializeResult(
        metadata={
            "version": published.version,
            "new": published.is_new,
            "folder": dg.MetadataValue.path(published.location),
            "page": dg.MetadataValue.url(f"file://{published.path.resolve()}/index.html"),
            "rows": dg.MetadataValue.json(published.rows),
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


@dg.asset(deps=["release"], group_name="release", kinds={"greatexpectations"})
def data_docs(home: Home) -> dg.MaterializeResult[Any]:
    """Great Expectations' own pages on the last audit; local, never part of a release."""
    page = home.root
    return dg.MaterializeResult(metadata={"page": dg.MetadataValue.url(f"file://{page}")})
