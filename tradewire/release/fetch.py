"""Fetching a release: with progress, resumed after a cut, and hashed before a file moves into place."""

from __future__ import annotations

import http.client
import shutil
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path

from tradewire.release import layout
from tradewire.release.layout import Part, content_digest, is_version, parse_sums, sha256_of
from tradewire.release.reader import open_release
from tradewire.release.verify import Problem, verify
from tradewire.settings import FETCH_ATTEMPTS, FETCH_BLOCK_BYTES, FETCH_TIMEOUT_SECONDS

PARTIAL = ".fetching"
"""Folder, inside the destination, of what has come so far."""

Progress = Callable[[str, int, int | None], None]
"""Called with path, bytes so far, and the size where it is known."""

_ABOUT = (layout.DESCRIPTOR, layout.CARD, layout.CITATION, layout.DICTIONARY)


class FetchError(OSError):
    """A file could not be fetched, or is not what the release says it is."""


def fetch(
    source: str | Path,
    destination: str | Path,
    *,
    tables: Iterable[str] = (),
    progress: Progress | None = None,
    pause_seconds: float = 1.0,
) -> Path:
    """Fetches a release into the folder `destination` and returns it.

    `source` is the address or folder of a release, or of a folder of releases, whose latest is taken.
    With `tables`, only their files and the descriptions come.  What is there already and right is kept;
    what came in part is resumed.  Raises FetchError where a file cannot be had after several attempts or
    does not have the sum that the release states: nothing wrong is ever moved into place.
    """
    release = open_release(source)
    folder = Path(destination)
    sums = _sums(release.location, folder)
    _check_digest(release.version, sums)
    wanted = _wanted(sums, tuple(tables))
    for path in wanted:
        _bring(release.location, path, sums[path], folder, progress, pause_seconds)
    final = folder / PARTIAL / layout.SUMS
    final.replace(folder / layout.SUMS)
    shutil.rmtree(folder / PARTIAL)
    return folder


def verify_at(location: str | Path, progress: Progress | None = None) -> list[Problem]:
    """The problems of a release in a folder or at an address, which is fetched into a temporary folder."""
    if "://" not in str(location):
        return verify(location)
    with tempfile.TemporaryDirectory(prefix="tradewire-") as folder:
        try:
            fetch(location, folder, progress=progress)
        except FetchError as error:
            return [Problem("cannot be fetched", str(location), str(error))]
        return verify(folder)


def _sums(location: str, folder: Path) -> dict[str, str]:
    """The list of sums, kept aside until everything is there."""
    path = folder / PARTIAL / layout.SUMS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    _download(f"{location}/{layout.SUMS}", path, None)
    try:
        return parse_sums(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FetchError(f"{location}: {error}") from error


def _check_digest(version: str, sums: dict[str, str]) -> None:
    """The version names the first digits of the digest over the table files: a changed list is found out."""
    found = [Part("", "", path, 0, 0, digest) for path, digest in sums.items() if path.endswith(".parquet")]
    if not is_version(version) or not version.endswith(content_digest(found)[:7]):
        raise FetchError(f"{layout.SUMS} is not that of {version}: the files it lists have another digest")


def _wanted(sums: dict[str, str], tables: tuple[str, ...]) -> list[str]:
    if not tables:
        return sorted(sums)
    held = {path.split("/")[0] for path in sums if path.endswith(".parquet")}
    unknown = sorted(set(tables) - held)
    if unknown:
        raise FetchError(f"the release has no table {unknown[0]!r}; it has {', '.join(sorted(held))}")
    return [path for path in sorted(sums) if path in _ABOUT or path.split("/")[0] in tables]


def _bring(
    location: str, path: str, digest: str, folder: Path, progress: Progress | None, pause_seconds: float
) -> None:
    target, partial = folder / path, folder / PARTIAL / f"{path}.part"
    if target.is_file() and sha256_of(target) == digest:
        return
    partial.parent.mkdir(parents=True, exist_ok=True)
    address = f"{location}/{urllib.parse.quote(path) if location.startswith('http') else path}"
    failure: Exception | None = None
    for attempt in range(FETCH_ATTEMPTS):
        try:
            _download(address, partial, None if progress is None else _named(progress, path))
        except (OSError, http.client.HTTPException) as error:
            failure = error
            if isinstance(error, urllib.error.HTTPError) and 400 <= error.code < 500 and error.code != 416:
                break
            time.sleep(pause_seconds * attempt)
            continue
        found = sha256_of(partial)
        if found == digest:
            target.parent.mkdir(parents=True, exist_ok=True)
            partial.replace(target)
            return
        partial.unlink()
        failure = FetchError(f"its SHA-256 is {found[:16]}…, the release says {digest[:16]}…")
    raise FetchError(f"{path} could not be fetched from {location}: {failure}") from failure


def _named(progress: Progress, path: str) -> Callable[[int, int | None], None]:
    return lambda done, total: progress(path, done, total)


def _download(address: str, target: Path, progress: Callable[[int, int | None], None] | None) -> None:
    """Appends what is missing of a file; starts anew where the server cannot go on from the middle."""
    if "://" not in address:
        shutil.copyfile(address, target)
        return
    if not address.startswith(("http://", "https://")):
        from tradewire.release.object_shelf import read_object

        target.write_bytes(read_object(address))
        return
    have = target.stat().st_size if target.is_file() else 0
    request = urllib.request.Request(address, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        answer = urllib.request.urlopen(request, timeout=FETCH_TIMEOUT_SECONDS)
    except urllib.error.HTTPError as error:
        if error.code != 416:
            raise
        target.unlink()  # what is here is as long as the file, or longer, and not right
        raise
    with answer:
        resumed = answer.status == http.client.PARTIAL_CONTENT
        length = answer.headers.get("Content-Length")
        done = have if resumed else 0
        total = done + int(length) if length else None
        with target.open("ab" if resumed else "wb") as file:
            while block := answer.read(FETCH_BLOCK_BYTES):
                file.write(block)
                done += len(block)
                if progress is not None:
                    progress(done, total)
    if total is not None and done < total:
        raise FetchError(f"the connection was cut after {done:,} of {total:,} bytes")
