"""Batches from elsewhere: `s3://`, `gs://`, `az://` and `https://` addresses, fetched into the landing zone.

Fetching is apart from reading: what was fetched is a batch like any other, with its fingerprint, and can be
read again without the network.  Uses obstore, the extra `s3`.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from tradewire.ingest.formats.archives import unsafe
from tradewire.ingest.landing import Landing, batch_name, passed_over
from tradewire.ingest.sources import FILE_NAME
from tradewire.settings import MAX_REMOTE_BYTES


def is_remote(address: str) -> bool:
    """Whether an address names something that has to be fetched."""
    return "://" in address


def fetch(landing: Landing, address: str, **options: Any) -> str:
    """Bring what is at an address into the landing zone and return the name of its batch.

    A bucket's prefix becomes a batch of all objects under it; a single object or page a batch of one file.
    Objects that are there already, by size and time, are not fetched again; files of the batch that the
    prefix no longer holds go.  What the address does not say comes from `options` (see obstore) or the usual
    variables (`AWS_…`).  Raises ImportError without the extra, FileNotFoundError where there is nothing,
    ValueError for more than the limit.
    """
    try:
        import obstore
        from obstore.store import from_url
    except ImportError as error:
        raise ImportError("addresses need the extra: pip install 'tradewire[s3]'") from error
    parts = urlsplit(address)
    name = unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.netloc
    batch = batch_name(name)
    folder = landing.root / batch
    if parts.scheme in ("http", "https"):
        base, key = parts.path.rsplit("/", 1) if "/" in parts.path else ("", parts.path)
        store = from_url(urlunsplit((parts.scheme, parts.netloc, base, "", "")), **options)
        objects = [obstore.head(store, unquote(key))]
        names = [batch]
    else:
        store = from_url(urlunsplit((parts.scheme, parts.netloc, "", "", "")), **options)
        prefix = unquote(parts.path.strip("/"))
        objects = [o for page in obstore.list(store, prefix or None) for o in page]
        names = [_relative(o["path"], prefix) for o in objects]
    if not objects:
        raise FileNotFoundError(f"nothing is at {address}")
    total = sum(o["size"] for o in objects)
    if total > MAX_REMOTE_BYTES:
        raise ValueError(f"{address} holds {total} bytes, more than {MAX_REMOTE_BYTES}; fetch it in parts")
    wanted = {folder / name: o for name, o in zip(names, objects, strict=True) if _is_text(name)}
    for path, found in wanted.items():
        _fetch_one(store, found, path)
    for path in list(folder.rglob("*")):
        if path.is_file() and path not in wanted:
            path.unlink()
    return batch


def _is_text(name: str) -> bool:
    last = name.rpartition("/")[2]
    return last == FILE_NAME or not passed_over(last)


def _relative(key: str, prefix: str) -> str:
    """The path of an object within its batch; what would lead out of it is quoted into one flat name."""
    relative = key.removeprefix(prefix).lstrip("/") or key.rpartition("/")[2]
    return quote(relative, safe="") if unsafe(relative) else relative


def _fetch_one(store: Any, found: Any, path: Path) -> None:
    import obstore

    modified: dt.datetime = found["last_modified"]
    stamp = modified.timestamp()
    if path.is_file() and path.stat().st_size == found["size"] and path.stat().st_mtime == stamp:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as sink:
            for chunk in _chunks(obstore.get(store, found["path"])):
                sink.write(chunk)
        os.utime(name, (stamp, stamp))
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _chunks(result: Any) -> Iterator[bytes]:
    for chunk in result.stream():
        yield bytes(chunk)
