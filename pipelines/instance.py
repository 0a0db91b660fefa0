"""The Dagster instance of a home: its folder, its settings, and its databases made ready once.

Several processes that open an empty SQLite instance at the same moment break it for good, so the first
one makes the databases while the others wait at a lock.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

SETTINGS = "dagster.yaml"
DEFAULT_SETTINGS = """\
# Written once by tradewire and yours to change.  deploy/ has the settings for a server with PostgreSQL.
telemetry:
  enabled: false
nux:
  enabled: false

concurrency:
  runs:
    max_concurrent_runs: 4
    tag_concurrency_limits:
      # Runs that publish wait for one another; extraction of batches goes on beside them.
      - key: tradewire/publishes
        value: "yes"
        limit: 1

run_monitoring:
  enabled: true
  start_timeout_seconds: 180
  max_resume_run_attempts: 0

run_retries:
  enabled: true
  max_retries: 2
  retry_on_asset_or_op_failure: false

freshness:
  enabled: true
"""
_READY = ".ready"


def dagster_home(home: Path) -> Path:
    """The DAGSTER_HOME of a home, with settings and databases ready for any number of processes."""
    folder = home.resolve() / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / ".lock"):
        settings = folder / SETTINGS
        if not settings.exists():
            settings.write_text(DEFAULT_SETTINGS, encoding="utf-8")
        if not (folder / _READY).exists():
            with dg.DagsterInstance.from_config(str(folder)) as instance:
                instance.get_runs_count()
                instance.all_asset_keys()
                instance.all_instigator_state()
            (folder / _READY).touch()
    return folder


def dagster_environment(home: Path) -> dict[str, str]:
    """The variables under which every Dagster process of a home runs; telemetry is off."""
    return {
        **os.environ,
        "DAGSTER_HOME": str(dagster_home(home)),
        "TRADEWIRE_HOME": str(home.resolve()),
        "DAGSTER_DISABLE_TELEMETRY": "1",
        "GX_ANALYTICS_ENABLED": "False",
    }


@contextmanager
def open_instance(home: Path) -> Iterator[dg.DagsterInstance]:
    """The Dagster instance of a home, the same that its pages show."""
    with dg.DagsterInstance.from_config(str(dagster_home(home))) as instance:
        yield instance


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
