"""Where the work is done never shows in the result."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

import tradewire.parallel
from tradewire.parallel import cores, local, processes
from tradewire.settings import POOL_FROM_GROUPS


def double(number: int) -> int:
    return 2 * number


def process_of(_: int) -> int:
    return os.getpid()


def die_once(flag: str) -> str:
    """Kill the worker the first time that this flag is seen."""
    if flag and not Path(flag).exists():
        Path(flag).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return flag


def die_always(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_processes_give_results_in_order() -> None:
    assert list(processes(double, range(50), 2)) == [2 * n for n in range(50)]


def test_few_groups_stay_in_this_process() -> None:
    assert set(local(process_of, range(POOL_FROM_GROUPS - 1))) == {os.getpid()}


@pytest.mark.skipif(cores() < 2, reason="one core")
def test_many_groups_leave_this_process() -> None:
    assert os.getpid() not in set(local(process_of, range(POOL_FROM_GROUPS + 1)))


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    flags = [""] * 3 + [str(tmp_path / "flag")] + [""] * 3
    assert list(processes(die_once, flags, 2)) == flags


def test_a_group_that_a_broken_pool_refuses_is_given_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    submitted: list[int] = []

    class Refusing(ThreadPoolExecutor):
        def submit(self, fn: Callable[..., int], /, *args: int, **given: int) -> Future[int]:
            submitted.append(args[0])
            if len(submitted) == 4:
                raise BrokenProcessPool("found broken when the fourth group came")
            return super().submit(fn, *args, **given)

    monkeypatch.setattr(tradewire.parallel, "_pool", Refusing)
    assert list(processes(double, range(7), 2)) == [2 * n for n in range(7)]
    assert len(submitted) > 7


def test_a_group_that_kills_every_worker_ends_the_run() -> None:
    with pytest.raises(BrokenProcessPool):
        list(processes(die_always, range(2), 1))
