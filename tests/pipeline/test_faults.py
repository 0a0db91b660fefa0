"""Which failures are tried again, and what a killed run leaves behind."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from assets.home import Home
from assets.retries import transient
from pipelines.instance import open_instance
from pipelines.run import PROCESS_TAG, bury_the_dead


@pytest.mark.parametrize("code", [errno.EIO, errno.ESTALE, errno.ETIMEDOUT])
def test_passing_faults_are_tried_again(code: int) -> None:
    with pytest.raises(OSError, match=os.strerror(code)), transient():
        raise OSError(code, os.strerror(code))


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EROFS, "Read-only file system"),
        PermissionError(errno.EACCES, "Permission denied"),
        ValueError("a wrong value"),
    ],
)
def test_lasting_faults_fail_at_once(error: Exception) -> None:
    with pytest.raises(dg.Failure) as failure, transient():
        raise error
    assert failure.value.allow_retries is False
    assert str(error) in str(failure.value.description)


def test_run_of_a_dead_process_is_marked_as_failed(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    here = os.uname().nodename
    with open_instance(tmp_path) as instance:
        for name, process in (("dead", gone.pid), ("alive", os.getpid())):
            tags = {PROCESS_TAG: f"{here}:{process}"}
            started = dg.DagsterRunStatus.STARTED
            instance.add_run(dg.DagsterRun("refresh", run_id=name, status=started, tags=tags))
        bury_the_dead(instance)
        statuses = {one.run_id: one.status for one in instance.get_runs()}
    assert statuses == {"dead": dg.DagsterRunStatus.FAILURE, "alive": dg.DagsterRunStatus.STARTED}


def test_a_task_is_done_alone(tmp_path: Path) -> None:
    home = Home(path=str(tmp_path))
    code = (
        "import fcntl, sys; file = open(sys.argv[1], 'w'); fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)"
    )
    lock = [sys.executable, "-c", code, str(tmp_path / "locks/ingest")]
    with home.alone("ingest"):
        assert subprocess.run(lock, capture_output=True).returncode != 0
    assert subprocess.run(lock, capture_output=True).returncode == 0
