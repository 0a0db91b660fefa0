"""Fetching: the whole, a table, on after a cut, never a wrong file in place.  Pruning: never the latest."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.release.conftest import NORTH, NOW, SOUTH, Frames, corpus, passing_audit
from tests.release.web import Quiet, serve
from tradewire.release import FetchError, fetch, list_releases, open_release, prune, publish, verify
from tradewire.release.fetch import PARTIAL
from tradewire.release.layout import files_of
from tradewire.release.retain import to_prune

VICTIM = "quotes/north.parquet"


class Cutting(Quiet):
    """Sends a third of one file at a time and then hangs up; honours Range like a real server."""

    asked: list[str | None]
    ranges = True

    def do_GET(self) -> None:  # noqa: N802
        path = Path(self.translate_path(self.path))
        if not self.path.endswith(VICTIM):
            super().do_GET()
            return
        content = path.read_bytes()
        wanted = self.headers["Range"] if self.ranges else None
        type(self).asked.append(self.headers["Range"])
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        step = len(content) // 3 + 1 if self.ranges or len(type(self).asked) < 2 else len(content)
        self.wfile.write(content[start : start + step])


@pytest.fixture
def releases(tmp_path: Path, small: Frames) -> Iterator[Path]:
    root = tmp_path / "releases"
    publish(root, small, now=NOW, audit=passing_audit)
    yield root


def test_the_latest_release_is_fetched_whole_and_verifies(releases: Path, tmp_path: Path) -> None:
    seen: dict[str, int] = {}
    with serve(releases) as address:
        got = fetch(address, tmp_path / "got", progress=lambda path, done, total: seen.update({path: done}))
    assert verify(got) == []
    assert not (got / PARTIAL).exists()
    original = Path(open_release(releases).location)
    assert {path: (got / path).read_bytes() for path in files_of(got)} == {
        path: (original / path).read_bytes() for path in files_of(original)
    }
    assert seen[VICTIM] == (got / VICTIM).stat().st_size


def test_one_table_can_be_fetched(releases: Path, tmp_path: Path) -> None:
    with serve(releases) as address:
        got = fetch(address, tmp_path / "got", tables=["quotes"])
        with pytest.raises(FetchError, match="no table 'trades'"):
            fetch(address, tmp_path / "none", tables=["trades"])
    assert {path for path in files_of(got) if path.endswith(".parquet")} == {
        "quotes/north.parquet",
        "quotes/south.parquet",
    }
    assert (got / "datapackage.json").is_file()


def test_a_cut_connection_is_resumed_from_where_it_was(releases: Path, tmp_path: Path) -> None:
    Cutting.asked, Cutting.ranges = [], True
    with serve(releases, Cutting) as address:
        got = fetch(address, tmp_path / "got", pause_seconds=0)
    assert verify(got) == []
    size = (got / VICTIM).stat().st_size
    step = size // 3 + 1
    assert Cutting.asked == [None, f"bytes={step}-", f"bytes={2 * step}-"]


def test_a_server_that_cannot_resume_is_asked_anew(releases: Path, tmp_path: Path) -> None:
    Cutting.asked, Cutting.ranges = [], False
    with serve(releases, Cutting) as address:
        got = fetch(address, tmp_path / "got", pause_seconds=0)
    assert verify(got) == []
    assert len(Cutting.asked) == 2


def test_a_second_run_goes_on_where_the_first_was_killed(releases: Path, tmp_path: Path) -> None:
    got = tmp_path / "got"
    original = Path(open_release(releases).location)
    partial = got / PARTIAL / f"{VICTIM}.part"
    partial.parent.mkdir(parents=True)
    partial.write_bytes((original / VICTIM).read_bytes()[:1000])
    with serve(releases) as address:
        fetch(address, got, pause_seconds=0)
    assert verify(got) == []


def test_a_tampered_file_is_refused_and_never_moved_into_place(releases: Path, tmp_path: Path) -> None:
    original = Path(open_release(releases).location)
    (original / VICTIM).chmod(0o644)
    content = bytearray((original / VICTIM).read_bytes())
    content[50] ^= 1
    (original / VICTIM).write_bytes(bytes(content))
    with serve(releases) as address, pytest.raises(FetchError, match=r"quotes/north\.parquet .* SHA-256"):
        fetch(address, tmp_path / "got", pause_seconds=0)
    assert not (tmp_path / "got" / VICTIM).exists()
    assert not (tmp_path / "got" / "SHA256SUMS").exists()


def test_a_list_of_sums_that_was_changed_with_the_file_is_found_out(releases: Path, tmp_path: Path) -> None:
    original = Path(open_release(releases).location)
    sums = (original / "SHA256SUMS").read_text().splitlines()
    forged = [f"{'0' * 64}  {VICTIM}" if line.endswith(VICTIM) else line for line in sums]
    (original / "SHA256SUMS").write_text("\n".join(forged) + "\n")
    with serve(releases) as address, pytest.raises(FetchError, match="another digest"):
        fetch(address, tmp_path / "got")


def test_a_release_in_a_folder_is_fetched_too(releases: Path, tmp_path: Path) -> None:
    assert verify(fetch(releases, tmp_path / "copy")) == []


def test_no_release_at_an_address_is_said(tmp_path: Path) -> None:
    with serve(tmp_path) as address, pytest.raises(FileNotFoundError, match="no release at"):
        fetch(address, tmp_path / "got")


def test_pruning_keeps_the_last_the_monthly_and_always_the_latest(tmp_path: Path) -> None:
    root = tmp_path / "releases"
    texts = (*NORTH, *SOUTH)
    made = [
        publish(root, corpus(north=texts[: n + 1]), now=NOW + timedelta(days=20 * n), audit=passing_audit)
        for n in range(4)
    ]
    march, later_march, april, latest = [release.version for release in made]
    assert to_prune([march, later_march, april, latest], latest, keep_last=1, keep_monthly=True) == [
        march,
        april,
    ]
    assert prune(root, keep_last=2, keep_monthly=False, dry_run=True) == [march, later_march]
    assert len(list_releases(root)) == 4
    assert prune(root, keep_last=0, keep_monthly=False) == [march, later_march, april]
    [left] = list_releases(root)
    assert left.is_latest
    assert left.release.version == latest
    assert verify(left.release.path) == []
    assert march not in (root / "catalog.json").read_text()
    assert not list(root.glob(".staging*"))


def test_pruning_when_the_latest_is_not_the_newest_keeps_it(tmp_path: Path, small: Frames) -> None:
    root = tmp_path / "releases"
    first = publish(root, small, now=NOW, audit=passing_audit)
    newer = root / first.version.replace("2026", "2027")
    shutil.copytree(first.path, newer)
    assert prune(root, keep_last=1, keep_monthly=False) == []
    with pytest.raises(ValueError, match="keep_last is -1"):
        prune(root, keep_last=-1)
