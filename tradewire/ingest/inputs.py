"""One input: a named stream of bytes, a file of the batch or a member of an archive.

Files are opened without following links, must be regular, and are read no further than the size they
had when they were opened; whether they changed meanwhile can be asked afterwards.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from tradewire.ingest.landing import LandedFile
from tradewire.ingest.records import Reject
from tradewire.ingest.sources import Source
from tradewire.settings import HEAD_BYTES, MAX_DOCUMENT_BYTES


class RefusedError(Exception):
    """An input cannot be read; carries the reject that says why."""

    def __init__(self, reject: Reject) -> None:
        super().__init__(reject.detail or reject.reason)
        self.reject = reject


@dataclass(slots=True)
class Input:
    """A stream with its path (relative to the batch, members of archives after `!/`).

    `size` is null where it is not known before reading.  `changed` says, after reading, whether the
    file changed meanwhile.
    """

    path: str
    stream: io.BufferedReader
    size: int | None = None
    depth: int = 0
    changed: Callable[[], bool] = field(default=lambda: False)
    source: Source = field(default_factory=Source)
    _head: bytes | None = None

    @property
    def head(self) -> bytes:
        """The first bytes, without consuming them; shorter than the limit only where the input is."""
        if self._head is None:
            self._head = self.stream.peek(HEAD_BYTES)[:HEAD_BYTES]
        return self._head

    @property
    def name(self) -> str:
        """The last part of the path, lower case."""
        return self.path.rpartition("/")[2].lower()

    def read_all(self) -> bytes:
        """Everything; raises RefusedError where that is more than one document may hold."""
        data = self.stream.read(MAX_DOCUMENT_BYTES + 1)
        if len(data) > MAX_DOCUMENT_BYTES:
            limit = f"more than {MAX_DOCUMENT_BYTES // 2**20} MiB in one document; split it"
            raise RefusedError(self.reject("too_large", limit))
        return data

    def reject(self, reason: str, detail: str | None = None, **place: int | None) -> Reject:
        """A reject of this input."""
        return Reject(
            self.path, reason, detail, first_bytes=self._head or None, size_bytes=self.size, **place
        )


def open_file(file: LandedFile, top: Path, source: Source) -> Input:
    """Open a file of the batch that lies at `top`; raises RefusedError where it cannot be read."""
    path = file.path
    if path.is_symlink():
        path = _followed(file, top)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise RefusedError(Reject(file.relative, "unreadable", error.strerror)) from error
    before = os.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        os.close(descriptor)
        raise RefusedError(Reject(file.relative, "unreadable", "not a regular file"))
    raw = os.fdopen(descriptor, "rb", buffering=0)

    def changed() -> bool:
        after = os.fstat(raw.fileno())
        return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)

    bounded = cast(io.RawIOBase, Bounded(raw, before.st_size))
    return Input(file.relative, buffered(bounded), before.st_size, changed=changed, source=source)


def buffered(raw: io.RawIOBase) -> io.BufferedReader:
    """The stream with a buffer as large as the head that readers look at."""
    return io.BufferedReader(raw, HEAD_BYTES)


class Bounded(io.RawIOBase):
    """A raw stream cut off after `limit` bytes; closing it closes what it reads from."""

    def __init__(self, stream: BinaryIO | io.RawIOBase, limit: int) -> None:
        self._stream, self._left = stream, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)[: self._left]  # type: ignore[arg-type]
        filled = 0
        while filled < len(view):  # a decompressor gives less than it was asked for; the head wants all
            got = self._stream.readinto(view[filled:])  # type: ignore[union-attr]
            if not got:
                break
            filled += got
        self._left -= filled
        return filled

    def close(self) -> None:
        self._stream.close()
        super().close()


def _followed(file: LandedFile, top: Path) -> Path:
    try:
        target = file.path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise RefusedError(Reject(file.relative, "symlink", "a link that leads nowhere")) from error
    if not target.is_relative_to(top.resolve()):
        raise RefusedError(Reject(file.relative, "symlink", "a link that leads out of the batch"))
    if target.is_dir():
        raise RefusedError(
            Reject(file.relative, "symlink", "a link to a folder, which is read where it lies")
        )
    return target
