"""All that Dagster loads: `defs`, and `build_defs` with which a test or a deployment changes single parts."""

import os
from typing import Any

import dagster as dg

from assets.checks import table_checks
from assets.corpus import entities, transfers
from assets.documents import documents
from assets.engine import Engine
from assets.extraction import extraction
from assets.home import Home
from assets.release import data_docs, release
from pipelines.alerts import Alerts
from pipelines.jobs import publish, refresh
from pipelines.schedules import DAILY, daily_schedule
from pipelines.sensors import (
    LOOK_EVERY_SECONDS,
    alert,
    landing_sensor,
    publish_after_failure,
    publish_after_success,
)


def build_defs(
    *,
    cron: str = DAILY,
    look_every_seconds: int = LOOK_EVERY_SECONDS,
    executor: dg.ExecutorDefinition = dg.in_process_executor,
    **resources: Any,
) -> dg.Definitions:
    """The definitions; `resources` replaces resources by key (`home`, `engine`, `alerts`).

    `executor` does the steps of every job: in the run's own process, which is quickest on one machine, or
    where another of Dagster's executors takes them.
    """
    usual = {
        "engine": Engine(scheduler=os.environ.get("TRADEWIRE_DASK", "")),
        "home": Home(path=os.environ.get("TRADEWIRE_HOME", "data")),
        "alerts": Alerts(webhook=os.environ.get("TRADEWIRE_WEBHOOK", "")),
    }
    unknown = set(resources) - set(usual)
    if unknown:
        raise TypeError(f"no resource is called {', '.join(sorted(unknown))}; there are {', '.join(usual)}")
    return dg.Definitions(
        assets=[documents, extraction, entities, transfers, release, data_docs],
        asset_checks=table_checks(),
        jobs=[refresh, publish],
        schedules=[daily_schedule(cron)],
        sensors=[landing_sensor(look_every_seconds), publish_after_success, publish_after_failure, alert],
        resources={**usual, **resources},
        executor=executor,
    )


defs = build_defs()
