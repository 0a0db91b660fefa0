"""The instance of a server: Dagster's records in PostgreSQL, as `deploy/dagster.yaml` sets it."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest

from pipelines.instance import open_instance
from pipelines.run import run
from tests.pipeline.homes import ROOT, latest, publish_seeds, releases, silent

pytestmark = pytest.mark.database

USER = "tradewire"
PASSWORD = "a-test-only"


def binaries() -> Path | None:
    """The newest PostgreSQL server of this machine, as Debian installs it or on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@dataclass
class Database:
    """A server with a data directory of its own, on loopback."""

    programs: Path
    folder: Path
    port: int

    def call(self, *command: str) -> None:
        """Run one of PostgreSQL's programs, as its own user where we are root, which it refuses."""
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        program, *rest = command
        subprocess.run(
            [*as_user, str(self.programs / program), *rest],
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=120,
        )

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self.call(
            "pg_ctl", "-D", f"{self.folder}/data", "-o", options, "-l", f"{self.folder}/log", "-w", "start"
        )

    def stop(self) -> None:
        self.call("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    programs = binaries()
    if programs is None:
        reason = "no PostgreSQL server on this machine (Debian: apt-get install postgresql)"
        if os.environ.get("TRADEWIRE_NEEDS_DATABASE"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(f"/tmp/tradewire-db-{os.getpid()}")  # short: a socket's path has at most 107 bytes
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Database(programs, folder, port)
    password = folder / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    password.chmod(0o644)
    try:
        server.call(
            "initdb", "-D", f"{folder}/data", "-U", USER, "-A", "scram-sha-256", f"--pwfile={password}"
        )
        server.start()
        yield server
    finally:
        if (folder / "data/postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder)


@pytest.fixture
def home(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home whose instance is the server's."""
    said = {
        "HOST": "127.0.0.1",
        "PORT": str(database.port),
        "USER": USER,
        "PASSWORD": PASSWORD,
        "NAME": "postgres",
    }
    for name, value in said.items():
        monkeypatch.setenv(f"TRADEWIRE_DB_{name}", value)
    (tmp_path / "dagster").mkdir()
    shutil.copy(ROOT / "deploy/dagster.yaml", tmp_path / "dagster/dagster.yaml")
    return tmp_path


def test_records_are_in_the_database_and_survive_its_restart(database: Database, home: Path) -> None:
    published = publish_seeds(home)
    assert published.release.name == latest(home)
    assert not list((home / "dagster").rglob("*.db"))
    database.stop()
    with pytest.raises(Exception, match=r"(?i)connect"):
        run([], home, silent)
    assert latest(home) == published.release.name
    database.start()
    began = time.monotonic()
    outcome = run([], home, silent)
    assert (outcome.due, releases(home)) == ([], [published.release.name])
    assert time.monotonic() - began < 120
    with open_instance(home) as instance:
        runs = instance.get_runs()
        assert [one.status for one in runs] == [dg.DagsterRunStatus.SUCCESS] * 2


def test_a_database_that_goes_during_a_run_and_comes_back_costs_a_rerun(
    database: Database, home: Path, extra: Path
) -> None:
    stopped = []

    def stop(subject: str, step: str) -> None:
        if not stopped:
            stopped.append(step)
            database.stop()

    with pytest.raises(Exception, match=r"(?i)connect"):
        run([extra], home, stop)
    assert stopped == ["ingest"]
    assert not (home / "releases").exists()
    database.start()
    outcome = run([], home, silent)
    assert [one.batch for one in outcome.due] == ["extra"]
    assert outcome.failures == []
    assert outcome.release and outcome.release["rows"]["documents"] == 1
