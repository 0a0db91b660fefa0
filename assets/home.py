"""The home directory of a project, as a Dagster resource: landing zone, warehouse and releases."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from tradewire.ingest.landing import Landing
from tradewire.warehouse import Warehouse


class Home(dg.ConfigurableResource[Path]):
    """Where everything of one project lives; `path` is the folder."""

    path: str

    @property
    def root(self) -> Path:
        """The folder itself, absolute."""
        return Path(self.path).resolve()

    @property
    def landing(self) -> Landing:
        """The batches that wait to be read."""
        return Landing(self.root)

    @property
    def warehouse(self) -> Warehouse:
        """The tables, a file for each table and batch."""
        return Warehouse(self.root)

    @property
    def releases(self) -> Path:
        """The tree of releases."""
        return self.root / "releases"

    @contextmanager
    def alone(self, task: str) -> Iterator[None]:
        """Do a task in one process at a time; the system frees the lock of a process that dies."""
        folder = self.root / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / task).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
