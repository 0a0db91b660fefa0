"""Ways to map a function over groups of documents: in this process, or over the cores of this machine.

A runner takes the function and the groups and yields what the function made of each, in order, so where the
work is done never shows in the result.  Groups are drawn as workers come free: memory is bounded by the
number of workers, not by the corpus.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from tradewire.settings import POOL_FROM_GROUPS, WORKER_DEATHS

Group = TypeVar("Group")
Made = TypeVar("Made")


def local(work: Callable[[Group], Made], groups: Iterable[Group]) -> Iterator[Made]:
    """``work`` over ``groups``: here while they are few, else over all cores."""
    groups = iter(groups)
    head = list(itertools.islice(groups, POOL_FROM_GROUPS))
    if len(head) < POOL_FROM_GROUPS or cores() < 2:
        yield from map(work, itertools.chain(head, groups))
    else:
        yield from processes(work, itertools.chain(head, groups), cores())


def cores() -> int:
    """Cores that this process may use; the environment variable ``TRADEWIRE_WORKERS`` overrides them."""
    asked = os.environ.get("TRADEWIRE_WORKERS", "")
    return max(1, int(asked)) if asked.isdigit() else len(os.sched_getaffinity(0))


def processes(work: Callable[[Group], Made], groups: Iterable[Group], workers: int) -> Iterator[Made]:
    """``work`` over ``groups`` in ``workers`` processes, results in order.

    A worker that dies takes its group with it; the groups under way are then given to a new pool.  Raises
    ``BrokenProcessPool`` when that has happened ``WORKER_DEATHS`` times with no group finished in between.
    """
    groups = iter(groups)
    waiting: deque[Group] = deque()
    deaths = 0
    while True:
        with _pool(workers) as pool:
            running: deque[tuple[Group, Future[Made]]] = deque()
            try:
                while True:
                    while len(running) < workers + 2:
                        group = waiting.popleft() if waiting else next(groups, None)
                        if group is None:
                            break
                        waiting.appendleft(group)  # a pool found broken takes nothing: the group waits on
                        running.append((group, pool.submit(work, group)))
                        waiting.popleft()
                    if not running:
                        return
                    made = running[0][1].result()
                    running.popleft()
                    deaths = 0
                    yield made
            except BrokenProcessPool:
                deaths += 1
                if deaths >= WORKER_DEATHS:
                    raise
                waiting.extendleft(group for group, _ in reversed(running))


def _pool(workers: int) -> ProcessPoolExecutor:
    """Processes that start clean: forking a process that has threads (polars has) can lock up."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(method))
