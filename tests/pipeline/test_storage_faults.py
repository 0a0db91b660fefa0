"""A disk that is full or read-only, on real file systems; and a batch that changes during its run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.home import Home
from pipelines.due import due_batches
from pipelines.instance import open_instance
from pipelines.run import Outcome, run
from tests.pipeline.homes import EXTRA, latest, silent
from tests.pipeline.test_run import states
from tradewire.release import verify


def mount(*command: str) -> bool:
    return subprocess.run(["mount", *command], capture_output=True).returncode == 0


@pytest.fixture
def small_disk(home: Path) -> Iterator[Path]:
    """A published home whose warehouse lies on a file system with hardly any room left."""
    warehouse = home / "warehouse"
    kept = warehouse.rename(home / "kept")
    warehouse.mkdir()
    used = sum(-(-path.stat().st_size // 4096) * 4 for path in kept.rglob("*") if path.is_file())
    if not mount("-t", "tmpfs", "-o", f"size={used + 24}k", "tmpfs", str(warehouse)):
        pytest.skip("file systems cannot be mounted here")
    try:
        subprocess.run(["cp", "-a", f"{kept}/.", str(warehouse)], check=True)
        yield home
    finally:
        subprocess.run(["umount", str(warehouse)], check=True)


def reasons(outcome: Outcome) -> str:
    return "\n".join(failure.reason for failure in outcome.failures)


def test_full_and_read_only_disks_lose_nothing_and_the_same_command_goes_on(
    small_disk: Path, extra: Path
) -> None:
    home, warehouse = small_disk, small_disk / "warehouse"
    (extra / "boats.txt").write_text(EXTRA + os.urandom(100_000).hex(), encoding="utf-8")
    before, held = latest(home), states(home)
    full = run([extra], home, silent)
    assert full.release is None and "No space left on device" in reasons(full)
    assert latest(home) == before
    assert {path: state for path, state in states(home).items() if path in held} == held
    assert not list(warehouse.rglob(".*"))

    assert mount("-o", "remount,ro,size=64m", str(warehouse))
    read_only = run([extra], home, silent)
    assert read_only.release is None and "Read-only file system" in reasons(read_only)
    assert latest(home) == before

    assert mount("-o", "remount,rw", str(warehouse))
    mended = run([], home, silent)
    assert mended.failures == [] and mended.release and mended.release["rows"]["documents"] == 3
    assert verify(mended.release["folder"]) == []


def test_a_batch_that_changes_during_its_run_is_due_again(home: Path) -> None:
    drop = home / "landing" / "extra"
    drop.mkdir()
    (drop / "boats.txt").write_text(EXTRA, encoding="utf-8")

    def change(subject: str, step: str) -> None:
        if step == "ingest":
            (drop / "late.txt").write_text("Chile bought 20 trucks from Brazil.\n", encoding="utf-8")
            (drop / "boats.txt").write_text(EXTRA.replace("12 patrol", "14 patrol"), encoding="utf-8")

    outcome = run([], home, change)
    assert outcome.release and outcome.release["rows"]["documents"] == 3
    assert verify(outcome.release["folder"]) == []
    with open_instance(home) as instance:
        due = due_batches(instance, Home(path=str(home)))
    assert [(one.batch, one.reason) for one in due] == [("extra", "changed in the landing zone")]
