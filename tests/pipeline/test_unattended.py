"""What happens without a person: the sensor on the landing zone, the schedule, and the alert."""

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from assets.batches import BATCHES
from assets.home import Home
from pipelines.alerts import Alerts
from pipelines.definitions import build_defs
from pipelines.instance import dagster_home, open_instance
from pipelines.jobs import BATCH_TABLES
from pipelines.launch import PUBLISH_LATER_TAG
from tests.pipeline.homes import EXTRA


def drop(home: Path, batch: str) -> None:
    folder = home / "landing" / batch
    folder.mkdir(parents=True)
    (folder / "boats.txt").write_text(f"{EXTRA}\n{batch}\n", encoding="utf-8")


@pytest.fixture
def instance(home: Path) -> Iterator[dg.DagsterInstance]:
    with open_instance(home) as opened:
        yield opened


def look(instance: dg.DagsterInstance, home: Path, cursor: str | None) -> tuple[Any, str | None]:
    """One tick of the sensor; returns what it said and its cursor."""
    resource = Home(path=str(home))
    sensor = build_defs(home=resource).resolve_sensor_def("landing")
    said = sensor(dg.build_sensor_context(instance, cursor=cursor, resources={"home": resource}))
    assert isinstance(said, dg.SensorResult)
    return said, said.cursor


def test_sensor_runs_a_drop_once_it_has_settled(instance: dg.DagsterInstance, home: Path) -> None:
    drop(home, "tuesday")
    first, cursor = look(instance, home, None)
    assert first.skip_reason
    second, _ = look(instance, home, cursor)
    (request,) = second.run_requests
    assert request.partition_key == "tuesday"
    assert request.asset_selection is None
    assert request.run_key and request.run_key.startswith("tuesday:")
    assert "tuesday" in instance.get_dynamic_partitions(str(BATCHES.name))


def test_sensor_waits_while_a_drop_is_still_changing(instance: dg.DagsterInstance, home: Path) -> None:
    drop(home, "tuesday")
    _, cursor = look(instance, home, None)
    (home / "landing/tuesday/late.txt").write_text("One more.", encoding="utf-8")
    second, _ = look(instance, home, cursor)
    assert "waiting for 1" in second.skip_reason.skip_message


def test_sensor_has_nothing_to_do_for_what_is_published(instance: dg.DagsterInstance, home: Path) -> None:
    _, cursor = look(instance, home, None)
    second, _ = look(instance, home, cursor)
    assert second.skip_reason and not second.run_requests


def test_several_drops_get_their_tables_and_one_release_after(
    instance: dg.DagsterInstance, home: Path
) -> None:
    drop(home, "monday")
    drop(home, "tuesday")
    _, cursor = look(instance, home, None)
    second, _ = look(instance, home, cursor)
    assert [request.partition_key for request in second.run_requests] == ["monday", "tuesday"]
    for request in second.run_requests:
        assert {key.to_user_string() for key in request.asset_selection} == set(BATCH_TABLES)
        assert request.tags[PUBLISH_LATER_TAG] == "yes"


def test_schedule_runs_what_is_due(instance: dg.DagsterInstance, home: Path) -> None:
    resource = Home(path=str(home))
    schedule = build_defs(home=resource).resolve_schedule_def("daily")

    def tick() -> Any:
        return schedule(dg.build_schedule_context(instance, resources={"home": resource}))

    assert isinstance(tick(), dg.SkipReason)
    drop(home, "tuesday")
    (request,) = tick()
    assert request.partition_key == "tuesday"


class Received(BaseHTTPRequestHandler):
    bodies: list[dict[str, Any]]

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.bodies.append(json.loads(self.rfile.read(length)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def test_alert_reaches_the_webhook() -> None:
    Received.bodies = []
    server = HTTPServer(("127.0.0.1", 0), Received)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        alerts = Alerts(webhook=f"http://127.0.0.1:{server.server_port}/hook")
        log = logging.getLogger("test")
        alerts.send(log, job="refresh", run_id="r1", batch="tuesday", message="the audit failed")
    finally:
        server.shutdown()
        server.server_close()
    (body,) = Received.bodies
    assert (body["job"], body["batch"], body["message"]) == ("refresh", "tuesday", "the audit failed")


def test_alert_without_a_listener_raises_nothing(caplog: pytest.LogCaptureFixture) -> None:
    alerts = Alerts(webhook="http://127.0.0.1:9/hook")
    alerts.send(logging.getLogger("test"), job="refresh", run_id="r1", batch=None, message="m")
    assert "did not reach" in caplog.text


def test_instance_says_nothing_to_others(tmp_path: Path) -> None:
    folder = dagster_home(tmp_path)
    with dg.DagsterInstance.from_config(str(folder)) as opened:
        assert opened.telemetry_enabled is False
