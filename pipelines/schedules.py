"""The daily run: whatever is due goes through to a release, whether or not the sensor is on."""

import dagster as dg

from assets.home import Home
from pipelines.due import due_batches, register
from pipelines.jobs import refresh
from pipelines.launch import requests

DAILY = "0 5 * * *"
"""Five in the morning UTC: the evening's batches are in, the analysts are not."""


def daily_schedule(cron: str = DAILY) -> dg.ScheduleDefinition:
    """The schedule that runs every batch that is due."""

    @dg.schedule(
        name="daily",
        job=refresh,
        cron_schedule=cron,
        execution_timezone="UTC",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Runs every batch that is new, changed, or extracted by older rules.",
    )
    def daily(context: dg.ScheduleEvaluationContext, home: Home) -> list[dg.RunRequest] | dg.SkipReason:
        due = due_batches(context.instance, home)
        register(context.instance, [one.batch for one in due])
        return requests(context.instance, due) or dg.SkipReason("every batch is up to date")

    return daily
