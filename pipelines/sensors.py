"""What happens without a person: a drop is run, finished batches are published, failures are told."""

import json
from typing import Any

import dagster as dg

from assets.home import Home
from pipelines.alerts import Alerts
from pipelines.due import due_batches, register
from pipelines.jobs import publish, refresh
from pipelines.launch import PUBLISH_LATER_TAG, requests, unfinished

LOOK_EVERY_SECONDS = 15
"""How often the landing zone is looked at.  A batch is run once two looks have found it the same."""


def landing_sensor(every_seconds: int = LOOK_EVERY_SECONDS) -> dg.SensorDefinition:
    """The sensor that registers new and changed batches and requests their runs."""

    @dg.sensor(
        name="landing",
        job=refresh,
        minimum_interval_seconds=every_seconds,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Runs each batch that is new or changed, once it has stopped changing.",
    )
    def landing(context: dg.SensorEvaluationContext, home: Home) -> dg.SensorResult:
        due = due_batches(context.instance, home)
        before = json.loads(context.cursor or "{}")
        now = json.dumps({one.batch: one.version for one in due})
        settled = [one for one in due if before.get(one.batch) == one.version]
        if not settled:
            waiting = f"; waiting for {len(due)} to settle" if due else ""
            return dg.SensorResult(skip_reason=f"nothing new in {home.landing.root}{waiting}", cursor=now)
        register(context.instance, [one.batch for one in settled])
        return dg.SensorResult(run_requests=requests(context.instance, settled), cursor=now)

    return landing


def _publish_after(status: dg.DagsterRunStatus) -> dg.SensorDefinition:
    """A sensor that publishes once the last of several batches has ended, well or badly."""

    @dg.run_status_sensor(
        name=f"publish_after_{status.value.lower()}",
        run_status=status,
        monitored_jobs=[refresh],
        request_job=publish,
        minimum_interval_seconds=LOOK_EVERY_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Publishes once when the last of several batches has ended.",
    )
    def publish_after(context: dg.RunStatusSensorContext) -> dg.RunRequest | dg.SkipReason:
        tag = {PUBLISH_LATER_TAG: "yes"}
        if PUBLISH_LATER_TAG not in context.dagster_run.tags:
            return dg.SkipReason("that run publishes by itself")
        if any(PUBLISH_LATER_TAG in run.tags for run in unfinished(context.instance)):
            return dg.SkipReason("other batches are still at work")
        last = context.instance.get_runs(dg.RunsFilter(job_name=refresh.name, tags=tag), limit=1)
        return dg.RunRequest(run_key=f"after {last[0].run_id}")

    return publish_after


publish_after_success = _publish_after(dg.DagsterRunStatus.SUCCESS)
publish_after_failure = _publish_after(dg.DagsterRunStatus.FAILURE)


@dg.run_failure_sensor(name="alert", default_status=dg.DefaultSensorStatus.RUNNING)
def alert(context: dg.RunFailureSensorContext, alerts: Alerts) -> Any:
    """Tell of a failed run: in the log, and to the webhook where one is set."""
    run = context.dagster_run
    alerts.send(
        context.log,
        job=run.job_name,
        run_id=run.run_id,
        batch=run.tags.get("dagster/partition"),
        message=context.failure_event.message or "no message",
    )
