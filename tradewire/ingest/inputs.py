"""One input: a named stream of bytes, a file of the batch or a member of an archive.

Files are opened without following links, must be regular, and are read no further than the size they
had when they were opened; whether they changed meanwhile can be asked afterwards.
"""

from __future__ import annotations

import io
import os
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from tradewire.ingest.landing import LandedFile
from tradewire.ingest.records import Reject
from tradewire.ingest.sources import Source
from tradewire.settings import (
    HEAD_BYTES,
    MAX_DOCUMENT_BYTES,
    MAX_SPOOLED_BYTES,
    MAX_UNPACK_RATIO,
    READ_CHUNK_BYTES,
    UNPACK_ALLOWANCE,
)

COMPRESSED_SUFFIXES = (".gz", ".zst", ".bz2", ".xz")


class RefusedError(Exception):
    """An input cannot be read; carries the reject that says why."""

    def __init__(self, reject: Reject) -> None:
        super().__init__(reject.detail or reject.reason)
        self.reject = reject


class BombError(RefusedError):
    """What is packed unpacks beyond the limits; the whole file of the batch is given up."""


@dataclass(slots=True)
class Budget:
    """Bytes that all that is packed in one file may unpack to, against the bytes of the file itself."""

    path: str
    packed: int
    unpacked: int = 0

    def spend(self, count: int) -> None:
        """Count bytes that came out of a decompressor; raises BombError beyond the limits."""
        self.unpacked += count
        if self.unpacked > UNPACK_ALLOWANCE + MAX_UNPACK_RATIO * self.packed:
            said = f"unpacks to more than {MAX_UNPACK_RATIO} times its size; what came before that was read"
            raise BombError(Reject(self.path, "bomb", said, size_bytes=self.packed))


@dataclass(slots=True)
class Input:
    """A stream with its path (relative to the batch, members of archives after `!/`).

    `size` is null where it is not known before reading.  `changed` says, after reading, whether the
    file changed meanwhile.  `file` is given where the stream is a whole file of the batch.
    """

    path: str
    stream: io.BufferedReader
    size: int | None = None
    depth: int = 0
    changed: Callable[[], bool] = field(default=lambda: False)
    source: Source = field(default_factory=Source)
    budget: Budget = field(default_factory=lambda: Budget("", 0))
    file: BinaryIO | None = None
    _head: bytes | None = None

    @property
    def head(self) -> bytes:
        """The first bytes, without consuming them; shorter than the limit only where the input is."""
        if self._head is None:
            self._head = self.stream.peek(HEAD_BYTES)[:HEAD_BYTES]
        return self._head

    @property
    def name(self) -> str:
        """The last part of the path, lower case, without the suffix of a compression."""
        name = self.path.rpartition("/")[2].lower()
        for suffix in COMPRESSED_SUFFIXES:
            name = name.removesuffix(suffix)
        return name

    def read_all(self, limit: int | None = None) -> bytes:
        """Everything; raises RefusedError where that is more than one document may hold."""
        limit = MAX_DOCUMENT_BYTES if limit is None else limit
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            said = f"more than {limit / 2**20:g} MiB in one document; split it"
            raise RefusedError(self.reject("too_large", said))
        return data

    def seekable(self) -> BinaryIO:
        """The whole input as a file that can be sought in; members of archives are copied to disk."""
        if self.file is not None:
            self.file.seek(0)
            return self.file
        spooled = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  # closed by whoever asked
        count = 0
        while chunk := self.stream.read(READ_CHUNK_BYTES):
            count += len(chunk)
            if count > MAX_SPOOLED_BYTES:
                raise RefusedError(
                    self.reject("too_large", "too large to be read inside an archive; unpack it")
                )
            spooled.write(chunk)
        spooled.seek(0)
        return spooled

    def within(self, path: str, raw: Any, size: int | None = None) -> Input:
        """An input that was found in this one and is read from `raw`; its bytes count as unpacked."""
        stream = buffered(Counted(raw, self.budget))
        return Input(path, stream, size, self.depth + 1, self.changed, source=self.source, budget=self.budget)

    def reject(
        self,
        reason: str,
        detail: str | None = None,
        *,
        line: int | None = None,
        record: int | None = None,
        first_bytes: bytes | None = None,
        size: int | None = None,
    ) -> Reject:
        """A reject of this input, or of the record in it whose place is given."""
        whole = line is None and record is None
        head = (self._head or None) if whole else first_bytes
        return Reject(self.path, reason, detail, line, record, head, self.size if whole else size)


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

    size = before.st_size
    return Input(
        file.relative,
        buffered(Bounded(raw, size)),
        size,
        changed=changed,
        source=source,
        budget=Budget(file.relative, size),
        file=cast(BinaryIO, raw),
    )


def buffered(raw: io.RawIOBase) -> io.BufferedReader:
    """The stream with a buffer as large as the head that readers look at."""
    return io.BufferedReader(raw, HEAD_BYTES)


class Bounded(io.RawIOBase):
    """A raw stream cut off after `limit` bytes; closing it closes what it reads from."""

    def __init__(self, stream: Any, limit: int) -> None:
        self._stream, self._left = stream, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)[: self._left]
        got = _fill(self._stream, view)
        self._left -= got
        return got

    def close(self) -> None:
        self._stream.close()
        super().close()


class Counted(io.RawIOBase):
    """A raw stream over a decompressor or a member of an archive, counted against a budget."""

    def __init__(self, stream: Any, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        got = _fill(self._stream, memoryview(buffer))
        self._budget.spend(got)
        return got


def _fill(stream: Any, view: memoryview) -> int:
    """Read until the buffer is full: a decompressor gives less than it was asked for; the head wants all."""
    filled = 0
    while filled < len(view):
        chunk = stream.read(len(view) - filled)
        if not chunk:
            break
        view[filled : filled + len(chunk)] = chunk
        filled += len(chunk)
    return filled


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
