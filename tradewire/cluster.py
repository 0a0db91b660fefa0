"""The same extraction on many machines: a runner over a Dask cluster (extra ``dask``).

Dask because it loses nothing when a worker is killed, starts in a second and needs no Java; see the
benchmarks.  The scheduler hands out groups of documents and gives those of a dead worker to another.  What
this module adds is the client's side: groups in order, a bounded number under way, and a new connection when
the scheduler's is cut.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tradewire.settings import CLUSTER_GROUPS_PER_THREAD, CLUSTER_RECONNECT_SECONDS, CLUSTER_RECONNECTS

log = logging.getLogger(__name__)


def dask(address: str) -> Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]:
    """A runner (see ``tradewire.parallel``) over the Dask scheduler at ``address`` (``tcp://host:port``).

    The runner raises ``OSError`` when the scheduler can't be reached ``CLUSTER_RECONNECTS`` times in a row,
    ``ImportError`` where the extra is not installed; an error of the work itself is raised as it is.
    """

    def run(work: Callable[[Any], Any], groups: Iterable[Any]) -> Iterator[Any]:
        groups = iter(groups)
        waiting: deque[Any] = deque()
        failures = 0
        while True:
            try:
                for made in _connected(address, work, groups, waiting):
                    failures = 0
                    yield made
                return
            except _lost_connection() as error:
                failures += 1
                if failures >= CLUSTER_RECONNECTS:
                    raise OSError(f"no Dask scheduler answers at {address}: {error}") from error
                log.warning("lost the scheduler at %s (%s); trying again", address, error)
                time.sleep(CLUSTER_RECONNECT_SECONDS)

    return run


def _lost_connection() -> tuple[type[BaseException], ...]:
    """What Dask raises when the connection to the scheduler, or what it knew of our groups, is gone."""
    from concurrent.futures import CancelledError

    from distributed.client import FutureCancelledError
    from distributed.comm.core import CommClosedError

    return (CancelledError, FutureCancelledError, CommClosedError, OSError, TimeoutError)


def _connected(
    address: str, work: Callable[[Any], Any], groups: Iterator[Any], waiting: deque[Any]
) -> Iterator[Any]:
    """Results over one connection; when it breaks, the groups not yet done are left in ``waiting``."""
    from distributed import Client

    running: deque[tuple[Any, Any]] = deque()
    with Client(  # type: ignore[no-untyped-call]
        address, timeout=CLUSTER_RECONNECT_SECONDS * 5, set_as_default=False
    ) as client:
        room = max(4, CLUSTER_GROUPS_PER_THREAD * sum(client.nthreads().values()))
        try:
            while True:
                while len(running) < room:
                    group = waiting.popleft() if waiting else next(groups, None)
                    if group is None:
                        break
                    running.append((group, client.submit(work, group, pure=False)))
                if not running:
                    return
                made = running[0][1].result()
                running.popleft()
                yield made
        finally:
            waiting.extendleft(group for group, _ in reversed(running))
