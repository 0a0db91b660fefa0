"""The promises of publishing in an object store, kept against a real S3 server on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.release.conftest import NORTH, NOW, SOUTH, Frames, Text, corpus, passing_audit
from tradewire.release import STEPS, PublishConflict, Release, fetch, open_release, publish, verify

pytest.importorskip("obstore", reason="obstore is not installed")
moto_server = pytest.importorskip("moto.server", reason="moto's server is not installed")

from tradewire.release.fetch import verify_at  # noqa: E402
from tradewire.release.object_shelf import ObjectShelf  # noqa: E402 - needs obstore

LATER = NOW + timedelta(hours=1)


class Killed(BaseException):
    """Stands for a publisher that is gone; nothing may catch it."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    threaded = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    threaded.start()
    host, port = threaded.get_host_and_port()
    yield f"http://{host}:{port}"
    threaded.stop()


class Bucket:
    """A new bucket on the server, with a shelf for each publisher."""

    count = 0

    def __init__(self, server: str) -> None:
        import urllib.request

        Bucket.count += 1
        self.name = f"bucket-{Bucket.count}"
        self.endpoint = server
        self.http = f"{server}/{self.name}/releases"
        readable = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}
        policy = {
            "Version": "2012-10-17",
            "Statement": [readable | {"Resource": f"arn:aws:s3:::{self.name}/*"}],
        }
        for path, body in ((self.name, b""), (f"{self.name}?policy", json.dumps(policy).encode())):
            request = urllib.request.Request(f"{server}/{path}", data=body, method="PUT")
            request.add_header("Content-Type", "application/json")
            urllib.request.urlopen(request).close()

    def shelf(self) -> ObjectShelf:
        return ObjectShelf.at(
            f"s3://{self.name}/releases",
            endpoint=self.endpoint,
            access_key_id="test",
            secret_access_key="test",
            region="us-east-1",
            client_options={"allow_http": True},
        )

    def publish(self, frames: Frames, now: datetime = NOW, **options: Any) -> Release:
        return publish(self.shelf(), frames, now=now, audit=passing_audit, **options)

    def latest(self) -> str | None:
        return self.shelf().latest()

    def catalog(self) -> list[str]:
        return list(reversed(self.shelf().versions()))


@pytest.fixture
def bucket(server: str) -> Bucket:
    return Bucket(server)


def test_a_release_is_published_and_served_over_http(bucket: Bucket, small: Frames, tmp_path: Path) -> None:
    release = bucket.publish(small)
    assert release.is_new
    assert release.location == f"s3://{bucket.name}/releases/{release.version}"
    assert open_release(bucket.http).version == release.version
    assert verify(fetch(bucket.http, tmp_path / "got")) == []
    assert not bucket.publish(small, LATER).is_new
    assert bucket.catalog() == [release.version]


def test_unchanged_parts_are_copied_by_the_server(bucket: Bucket, small: Frames) -> None:
    bucket.publish(small)
    shelf = bucket.shelf()
    written: list[str] = []
    create = shelf._create
    shelf._create = lambda key, content: (written.append(key), create(key, content))[1]  # type: ignore[method-assign]
    more = corpus(north=NORTH, south=(*SOUTH, Text("Di Roe", "Norland", "Estmark", "radios", "sensors_c4")))
    publish(shelf, more, now=LATER, audit=passing_audit)
    parts = {key.split("/", 1)[1] for key in written if key.endswith(".parquet")}
    assert "quotes/south.parquet" in parts
    assert not any(path.endswith("north.parquet") for path in parts)


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_latest_stays_valid_and_a_rerun_succeeds(
    bucket: Bucket, small: Frames, tmp_path: Path, step: str
) -> None:
    first = bucket.publish(corpus(north=NORTH))

    def hook(reached: str) -> None:
        if reached == step:
            raise Killed

    with pytest.raises(Killed):
        bucket.publish(small, LATER, hook=hook)
    assert bucket.latest() == first.version
    assert verify(fetch(bucket.http, tmp_path / "first")) == []
    again = bucket.publish(small, LATER + timedelta(hours=1))
    assert again.is_new
    assert bucket.latest() == again.version
    assert verify(fetch(bucket.http, tmp_path / "again")) == []


@pytest.mark.parametrize("after", [0, 3, 30])
def test_killed_while_uploading_nothing_is_visible_and_the_rest_is_swept(
    bucket: Bucket, small: Frames, after: int
) -> None:
    first = bucket.publish(corpus(north=NORTH))
    shelf = bucket.shelf()
    create, count = shelf._create, 0

    def dying(key: str, content: bytes) -> None:
        nonlocal count
        if count == after:
            raise Killed
        count += 1
        create(key, content)

    shelf._create = dying  # type: ignore[method-assign]
    with pytest.raises(Killed):
        publish(shelf, small, now=LATER, audit=passing_audit)
    assert bucket.latest() == first.version
    assert bucket.catalog() == [first.version]
    again = bucket.publish(small, datetime.now(UTC))
    assert bucket.latest() == again.version
    import obstore

    names = [m["path"].split("/")[0] for batch in obstore.list(bucket.shelf()._store) for m in batch]
    assert {name for name in names if name[0] == "2"} == {first.version, again.version}


def race(bucket: Bucket, runs: list[tuple[Frames, datetime]]) -> list[Release | PublishConflict]:
    """Publishers that all come to the pointer before any of them moves it."""
    barrier = threading.Barrier(len(runs))
    ends: list[Release | PublishConflict] = []

    def hook(step: str) -> None:
        if step == "pointer":
            barrier.wait(60)

    def run(frames: Frames, now: datetime) -> None:
        try:
            ends.append(bucket.publish(frames, now, hook=hook))
        except PublishConflict as conflict:
            ends.append(conflict)

    threads = [threading.Thread(target=run, args=one) for one in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return ends


def test_of_two_publishers_one_wins_and_the_other_is_told(
    bucket: Bucket, small: Frames, tmp_path: Path
) -> None:
    bucket.publish(corpus(north=NORTH[:1]))
    ends = race(bucket, [(small, LATER), (corpus(north=NORTH), LATER)])
    [winner] = [end for end in ends if isinstance(end, Release)]
    [loser] = [end for end in ends if isinstance(end, PublishConflict)]
    assert bucket.latest() == winner.version
    assert f"another publisher published {winner.version}" in str(loser)
    assert bucket.catalog()[0] == winner.version
    assert len(bucket.catalog()) == 2
    assert verify(fetch(bucket.http, tmp_path / "got")) == []


def test_publishers_of_the_same_content_all_end_with_the_same_release(bucket: Bucket, small: Frames) -> None:
    ends = race(bucket, [(small, NOW + timedelta(minutes=n)) for n in range(4)])
    releases = [end for end in ends if isinstance(end, Release)]
    assert len(releases) == 4
    assert {release.version for release in releases} == {bucket.latest()}
    assert [release.is_new for release in releases].count(True) == 1
    assert bucket.catalog() == [bucket.latest()]


def test_an_object_in_the_way_is_not_overwritten(bucket: Bucket, small: Frames) -> None:
    import obstore

    first = bucket.publish(small)
    other = bucket.shelf()
    key = f"{first.version}/README.md"
    with pytest.raises(FileExistsError, match="exists and is not the same"):
        other._create(key, b"something else")
    assert bytes(obstore.get(other._store, key).bytes()) != b"something else"
    assert json.loads(other.read(first.version, "datapackage.json"))["version"] == first.version


def test_an_address_is_enough_to_publish_fetch_and_verify(
    bucket: Bucket, small: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = {"ENDPOINT_URL": bucket.endpoint, "ACCESS_KEY_ID": "test", "SECRET_ACCESS_KEY": "test"}
    for name, value in (variables | {"REGION": "us-east-1"}).items():
        monkeypatch.setenv(f"AWS_{name}", value)
    address = f"s3://{bucket.name}/releases"
    release = publish(address, small, now=NOW, audit=passing_audit)
    assert open_release(address).version == release.version
    assert verify(fetch(address, tmp_path / "got")) == []
    assert verify_at(address) == []
    with pytest.raises(FileNotFoundError, match="no release at"):
        open_release(f"s3://{bucket.name}/elsewhere")
