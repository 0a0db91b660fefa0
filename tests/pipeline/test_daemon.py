"""Dagster's real daemon and code servers: the schedule's tick and a drop each launch a run that publishes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import pytest

from pipelines.instance import dagster_environment, open_instance
from tests.pipeline.homes import EXTRA, ROOT, latest

SOON = 480
"""Seconds until a run has published: a minute until the cron's tick, ten for the run; the rest is for a
machine that has much else to do."""

pytestmark = pytest.mark.daemon

LOCATION = """
from assets.home import Home
from pipelines.definitions import build_defs

defs = build_defs(home=Home(path={home!r}), cron={cron!r}, look_every_seconds={look})
"""
WORKSPACE = """
load_from:
  - python_file: {{relative_path: scheduled.py, working_directory: {root}}}
  - python_file: {{relative_path: watched.py, working_directory: {root}}}
"""


@pytest.fixture
def homes(tmp_path: Path) -> dict[str, Path]:
    """A home that only the schedule looks after, and one that only the sensor does."""
    homes = {"scheduled": tmp_path / "scheduled", "watched": tmp_path / "watched"}
    settings = {"scheduled": ("* * * * *", 86_400), "watched": ("0 0 1 1 *", 3)}
    for name, (cron, look) in settings.items():
        (homes[name] / "landing").mkdir(parents=True)
        text = LOCATION.format(home=str(homes[name]), cron=cron, look=look)
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    (tmp_path / "workspace.yaml").write_text(WORKSPACE.format(root=ROOT), encoding="utf-8")
    return homes


@contextmanager
def daemon(tmp_path: Path, homes: dict[str, Path]) -> Iterator[subprocess.Popen[bytes]]:
    """A daemon over both homes; it and all that it started are gone afterwards."""
    environment = dagster_environment(tmp_path) | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "dagster._daemon", "run", "-w", "workspace.yaml"]
    with (tmp_path / "daemon.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield process
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Stop a process and its group: politely, and after ten seconds not."""
    for sign, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 10)):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            return
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    process.wait(1)


def wait_for(what: str, there: Callable[[], bool], log: Path) -> None:
    began = time.monotonic()
    while not there():
        if time.monotonic() - began > SOON:
            pytest.fail(f"{what} did not come within {SOON} s; the daemon said:\n{log.read_text()[-6000:]}")
        time.sleep(0.5)


def has_release(home: Path) -> bool:
    return (home / "releases/latest.json").exists()


def test_a_killed_daemon_s_successor_runs_what_schedule_and_drop_ask_for(
    homes: dict[str, Path], tmp_path: Path
) -> None:
    log = tmp_path / "daemon.log"
    with daemon(tmp_path, homes) as first:
        # The rare sensor looks once when the daemon comes up; what is dropped after that is the schedule's.
        wait_for("the daemon", lambda: b"landing" in log.read_bytes(), log)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait(10)
    for name, home in homes.items():
        folder = home / "landing" / f"{name}-drop"
        folder.mkdir()
        (folder / "boats.txt").write_text(EXTRA, encoding="utf-8")
    with daemon(tmp_path, homes):
        for name, home in homes.items():
            wait_for(f"a release of the {name} home", lambda home=home: has_release(home), log)
            assert latest(home)
        with open_instance(tmp_path) as instance:
            wait_for("the end of both runs", lambda: len(successes(instance)) >= 2, log)
            tags = [one.tags for one in successes(instance)]
    assert {"daily"} <= {tag.get("dagster/schedule_name") for tag in tags}
    assert {"landing"} <= {tag.get("dagster/sensor_name") for tag in tags}


def successes(instance: dg.DagsterInstance) -> list[dg.DagsterRun]:
    return list(instance.get_runs(dg.RunsFilter(job_name="refresh", statuses=[dg.DagsterRunStatus.SUCCESS])))
