"""From batches that are due to the runs that bring them up to date; the sensor and the schedule share it.

One batch goes through to a release in one run.  Of several, each gets a run of its tables only, and one
release follows when the last of those runs has ended.
"""

from collections.abc import Sequence

import dagster as dg

from pipelines.due import Due
from pipelines.jobs import BATCH_TABLES, PUBLISHES_TAG, refresh

PUBLISH_LATER_TAG = "tradewire/publish_later"
RUN_KEY_TAG = "tradewire/run_key"
UNFINISHED = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]


def run_tags(due: Due, *, publish_later: bool) -> dict[str, str]:
    """Tags of a run of one batch."""
    tags = {RUN_KEY_TAG: due.run_key}
    return tags | {PUBLISH_LATER_TAG: "yes", PUBLISHES_TAG: "no"} if publish_later else tags


def requests(instance: dg.DagsterInstance, due: Sequence[Due]) -> list[dg.RunRequest]:
    """A request for each batch that no unfinished run is at work on already."""
    at_work = {run.tags.get(RUN_KEY_TAG) for run in unfinished(instance)}
    wanted = [one for one in due if one.run_key not in at_work]
    several = len(due) > 1
    return [
        dg.RunRequest(
            run_key=one.run_key,
            partition_key=one.batch,
            asset_selection=[dg.AssetKey(name) for name in BATCH_TABLES] if several else None,
            tags=run_tags(one, publish_later=several),
        )
        for one in wanted
    ]


def unfinished(instance: dg.DagsterInstance) -> Sequence[dg.DagsterRun]:
    """Runs of the job `refresh` that wait or are at work."""
    return instance.get_runs(dg.RunsFilter(job_name=refresh.name, statuses=UNFINISHED))
