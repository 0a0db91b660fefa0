"""Extraction over a real Dask scheduler and worker processes, with the faults that happen."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from tradewire.tabulate import extract_batch

distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")

from tradewire.cluster import dask  # noqa: E402

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Relay:
    """A TCP relay on loopback whose connections can be cut."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self.server.accept()
                there = socket.create_connection(("127.0.0.1", self.target))
                self.open += [here, there]
                for source, sink in ((here, there), (there, here)):
                    threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """Break every connection; new ones are let through."""
        for end in self.open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.open.clear()

    def close(self) -> None:
        """Break every connection for good."""
        self.server.close()
        self.cut()


def started(part: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A process of the cluster."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{part}", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[int, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two worker processes over TCP: the scheduler's port and the workers."""
    port = free_port()
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    scheduler = started("scheduler", "--port", str(port), "--no-show", *here)
    address = f"tcp://127.0.0.1:{port}"
    workers = [started("worker", address, "--nthreads", "1", "--no-nanny", *here) for _ in range(2)]
    try:
        with distributed.Client(address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield port, workers
    finally:
        for process in [*workers, scheduler]:
            process.kill()
            process.wait()


def documents() -> pa.Table:
    """Enough text for a dozen groups when a group is small."""
    texts = [
        f"Norland has sold {n} missiles to Sudland, the minister Ada Moss said on Monday."
        for n in range(2, 242)
    ]
    ids = [f"{n:016x}" for n in range(len(texts))]
    publishers = pa.nulls(len(texts), pa.string())
    return pa.table(
        {"document_id": ids, "text": texts, "language": ["en"] * len(texts), "publisher": publishers}
    )


@pytest.fixture(autouse=True)
def small_groups_and_short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradewire.tabulate.EXTRACT_GROUP_CHARACTERS", 1_000)
    monkeypatch.setattr("tradewire.cluster.CLUSTER_RECONNECT_SECONDS", 0.5)


def test_a_cluster_gives_what_this_process_gives(cluster: tuple[int, list[subprocess.Popen[bytes]]]) -> None:
    assert extract_batch(documents(), dask(f"tcp://127.0.0.1:{cluster[0]}")) == extract_batch(
        documents(), map
    )


def test_a_killed_worker_and_a_cut_connection_lose_nothing(
    cluster: tuple[int, list[subprocess.Popen[bytes]]],
) -> None:
    port, workers = cluster
    with contextlib.closing(Relay(port)) as relay:
        faults = iter([workers[0].kill, relay.cut, relay.cut])

        def troubled(work, groups):  # type: ignore[no-untyped-def]
            for n, made in enumerate(dask(f"tcp://127.0.0.1:{relay.port}")(work, groups)):
                yield made
                if n in (2, 5, 9):
                    next(faults)()
                    time.sleep(0.1)

        assert extract_batch(documents(), troubled) == extract_batch(documents(), map)
    assert next(faults, None) is None


def test_no_scheduler_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradewire.cluster.CLUSTER_RECONNECTS", 1)
    monkeypatch.setattr("tradewire.cluster.CLUSTER_RECONNECT_SECONDS", 0.1)
    with pytest.raises(OSError, match="no Dask scheduler answers"):
        extract_batch(documents(), dask(f"tcp://127.0.0.1:{free_port()}"))
