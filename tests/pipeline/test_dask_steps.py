"""Whole batches spread over machines: Dagster's Dask executor gives the steps of each run to a worker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import dagster as dg
import pytest

from assets.home import Home
from pipelines.definitions import build_defs
from pipelines.due import register
from pipelines.instance import dagster_environment, open_instance
from pipelines.jobs import BATCH_TABLES
from tests.pipeline.homes import EXTRA, ROOT
from tests.unit.test_cluster import free_port, started
from tradewire import progress
from tradewire.ingest import ingest_batch
from tradewire.tabulate import extract_into
from tradewire.warehouse import Warehouse

ADDRESS = "TRADEWIRE_TEST_SCHEDULER"
BATCHES = ("monday", "tuesday")


def refresh_on_dask() -> dg.JobDefinition:
    """The job as the workers load it."""
    from dagster_dask import dask_executor

    executor = dask_executor.configured(
        {"cluster": {"existing": {"address": os.environ[ADDRESS]}}}, name="steps"
    )
    home = Home(path=os.environ["TRADEWIRE_HOME"])
    return build_defs(home=home, executor=executor).resolve_job_def("refresh")


def needs_a_dagster_dask_that_works() -> None:
    """Skip where Dask looks for futures within what dagster-dask submits, which Dagster's records forbid."""
    pytest.importorskip("dagster_dask", reason="dagster-dask is not installed")
    from dask import _task_spec

    try:
        _task_spec.parse_input(dg.AssetKey("documents"))
    except Exception as error:
        versions = f"dagster-dask {version('dagster-dask')} with dask {version('dask')}"
        pytest.skip(f"{versions} cannot submit a run of chosen assets: {error}")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home with two batches, and a scheduler with two workers that may have its steps."""
    for batch in BATCHES:
        folder = tmp_path / "home/landing" / batch
        folder.mkdir(parents=True)
        (folder / "boats.txt").write_text(f"{EXTRA}\n{batch}\n", encoding="utf-8")
    address = f"tcp://127.0.0.1:{free_port()}"
    environment = dagster_environment(tmp_path / "home") | {"PYTHONPATH": str(ROOT), ADDRESS: address}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    needs_a_dagster_dask_that_works()
    processes = [started("scheduler", "--host", address, "--no-dashboard", "--no-show")]
    processes += [started("worker", address, "--nthreads", "1", "--no-dashboard") for _ in BATCHES]
    try:
        yield tmp_path / "home"
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(20)


def run_batch(batch: str) -> bool:
    """A run of the tables of one batch."""
    with open_instance(Path(os.environ["TRADEWIRE_HOME"])) as instance:
        done = dg.execute_job(
            dg.reconstructable(refresh_on_dask),
            instance=instance,
            asset_selection=[dg.AssetKey(name) for name in BATCH_TABLES],
            tags={"dagster/partition": batch},
        )
        return done.success


def test_batches_are_done_by_workers_and_the_tables_are_the_same(home: Path, tmp_path: Path) -> None:
    with open_instance(home) as instance:
        register(instance, BATCHES)
    heard: list[object] = []
    with progress.listening(lambda *said: heard.append(said)), ThreadPoolExecutor(2) as both:
        assert list(both.map(run_batch, BATCHES)) == [True, True]
    assert heard == []  # nothing was extracted in this process
    here = Warehouse(tmp_path / "here")
    for batch in BATCHES:
        ingest_batch(Home(path=str(home)).landing, batch, here)
        extract_into(here, batch)
        for table in BATCH_TABLES:
            assert Warehouse(home).path(table, batch).read_bytes() == here.path(table, batch).read_bytes()
