"""The Dagster jobs, run in this process, for `tradewire run`.

The runs are recorded in the instance of the home, so Dagster's pages show them like any other.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import dagster as dg

from assets.checks import rule_line
from assets.home import Home
from pipelines.definitions import build_defs
from pipelines.due import Due, due_batches, register
from pipelines.instance import open_instance
from pipelines.jobs import BATCH_TABLES, publish, refresh
from pipelines.launch import run_tags
from tradewire.audit.second_opinion import prepare

PROCESS_TAG = "tradewire/process"
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}

Tell = Callable[[str, str], None]
"""Called with what is at work (a batch, or "corpus") and the step that has just ended."""


@dataclass(slots=True)
class Failed:
    """A step that failed, with the reason for people."""

    batch: str | None
    step: str
    reason: str


@dataclass(slots=True)
class Outcome:
    """What a run did: batches that were due, failures, and the metadata of the release asset."""

    due: list[Due] = field(default_factory=list)
    failures: list[Failed] = field(default_factory=list)
    release: dict[str, Any] | None = None
    runs: list[str] = field(default_factory=list)


def run(
    folders: Sequence[str | Path], home: Path, tell: Tell, plan: Callable[[Sequence[Due]], None] | None = None
) -> Outcome:
    """Mirror the folders into the landing zone, run what is due, and publish; `plan` hears what is due.

    Raises what `Landing.mirror` raises for a folder that cannot be read.
    """
    resource = Home(path=str(home))
    outcome = Outcome()
    with open_instance(home) as instance:
        bury_the_dead(instance)
        for folder in folders:
            resource.landing.mirror(folder)
        outcome.due = due_batches(instance, resource)
        if outcome.due:
            prepare()
        if plan:
            plan(outcome.due)
        register(instance, [one.batch for one in outcome.due])
        jobs = _Jobs(instance, resource, tell, outcome)
        for one in outcome.due:
            jobs.refresh(one, through=len(outcome.due) == 1)
        if len(outcome.due) != 1:
            jobs.publish()
    return outcome


class _Jobs:
    """Runs jobs one after the other and keeps what came of them."""

    def __init__(self, instance: dg.DagsterInstance, home: Home, tell: Tell, outcome: Outcome) -> None:
        self._instance, self._tell, self._outcome = instance, tell, outcome
        self._defs = build_defs(home=home)

    def refresh(self, due: Due, *, through: bool) -> None:
        """One batch: through to the release, or its tables only."""
        tables = None if through else [dg.AssetKey(name) for name in BATCH_TABLES]
        tags = run_tags(due, publish_later=False)
        self._execute(refresh.name, due.batch, partition_key=due.batch, asset_selection=tables, tags=tags)

    def publish(self) -> None:
        """The corpus-level tables and the release."""
        self._execute(publish.name, None, tags={})

    def _execute(self, job: str, batch: str | None, tags: dict[str, str], **given: Any) -> None:
        run_id = str(uuid4())
        self._outcome.runs.append(run_id)
        self._instance.add_event_listener(run_id, lambda entry: self._hear(batch, entry.dagster_event))
        self._defs.resolve_job_def(job).execute_in_process(
            instance=self._instance,
            run_id=run_id,
            run_config=QUIET,
            raise_on_error=False,
            tags={**tags, PROCESS_TAG: _this_process()},
            **given,
        )

    def _hear(self, batch: str | None, event: dg.DagsterEvent | None) -> None:
        """Keep what an event of a run says that a person wants to know."""
        if event is None or event.step_key is None:
            return
        kind = event.event_type
        if kind is dg.DagsterEventType.STEP_SUCCESS:
            self._tell(batch or "corpus", event.step_key)
        elif kind is dg.DagsterEventType.STEP_FAILURE:
            self._fail(batch, event.step_key, _reason(event.step_failure_data))
        elif kind is dg.DagsterEventType.ASSET_CHECK_EVALUATION:
            check = event.asset_check_evaluation_data
            if not check.passed:
                self._fail(batch, event.step_key, _broken(check))
        elif kind is dg.DagsterEventType.ASSET_MATERIALIZATION:
            made = event.step_materialization_data.materialization
            if made.asset_key == dg.AssetKey("release"):
                self._outcome.release = {name: value.value for name, value in made.metadata.items()}

    def _fail(self, batch: str | None, step: str, reason: str) -> None:
        """One failure a step: a blocking check first says what is broken, then fails its step."""
        if (batch, step) not in {(failed.batch, failed.step) for failed in self._outcome.failures}:
            self._outcome.failures.append(Failed(batch, step, reason))


def _broken(check: Any) -> str:
    """The rules that a table breaks, with a row of each."""
    found = check.metadata.get("failures")
    lines = [rule_line(dict(record.data)) for record in found.records] if found else []
    return "\n  ".join([str(check.description or "the check failed"), *lines])


def _reason(failure: Any) -> str:
    """What was wrong, in one or few lines: what the step says itself, else the innermost error."""
    if failure.user_failure_data and failure.user_failure_data.description:
        return str(failure.user_failure_data.description)
    error = failure.error
    while error and error.cause:
        error = error.cause
    return str(error.message).strip() if error else "no reason was recorded"


def _this_process() -> str:
    return f"{os.uname().nodename}:{os.getpid()}"


def bury_the_dead(instance: dg.DagsterInstance) -> None:
    """Mark as failed the runs whose process on this machine is gone: no page shows them at work for ever."""
    host = os.uname().nodename
    for one in instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])):
        name, _, number = one.tags.get(PROCESS_TAG, "").rpartition(":")
        if name == host and not _is_alive(int(number)):
            instance.report_run_failed(one, f"process {number} that ran it is gone")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, hence alive
        pass
    return True
