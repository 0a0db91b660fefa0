"""Where extraction runs, as a Dagster resource: the cores of this machine, or a Dask cluster."""

from collections.abc import Callable, Iterable
from typing import Any

import dagster as dg

from tradewire.parallel import local


class Engine(dg.ConfigurableResource[None]):
    """`scheduler` is the address of a Dask scheduler (`tcp://host:port`), empty for this machine."""

    scheduler: str = ""

    @property
    def runner(self) -> Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]:
        """Maps a function over groups of documents; the result is the same wherever it runs."""
        if not self.scheduler:
            return local
        from tradewire.cluster import dask

        return dask(self.scheduler)
