"""What is packed: gzip, zstd, bzip2, xz of one file, and zip and tar of many.

Members are read one at a time.  Nothing is ever written to a path that an archive names, links in archives
are not followed, and what comes out is counted against what went in (`Budget`).
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pyarrow as pa

from tradewire.ingest.inputs import Input, RefusedError
from tradewire.ingest.landing import passed_over
from tradewire.ingest.records import RawDocument, Reject, shown_path
from tradewire.settings import MAX_MEMBERS, MAX_NESTING

BROKEN = (
    EOFError,
    OSError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
    pa.ArrowException,
    zipfile.BadZipFile,
    tarfile.TarError,
)
"""What the libraries raise over archives that are cut off or broken."""

_OPENERS: dict[bytes, Any] = {
    b"\x1f\x8b\x08": lambda stream: gzip.GzipFile(fileobj=stream),
    b"\x28\xb5\x2f\xfd": lambda stream: pa.CompressedInputStream(stream, "zstd"),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}


def _nested(item: Input) -> None:
    if item.depth >= MAX_NESTING:
        raise RefusedError(item.reject("bomb", f"archives nested more than {MAX_NESTING} deep"))


class CompressedReader:
    """One file, compressed: what is in it is read under the same path."""

    def accepts(self, item: Input) -> bool:
        """Whether it begins as gzip, zstd, bzip2 or xz does."""
        return any(item.head.startswith(magic) for magic in _OPENERS)

    def read(self, item: Input) -> Iterator[RawDocument | Reject | Input]:
        """The one input within."""
        _nested(item)
        opener = next(opener for magic, opener in _OPENERS.items() if item.head.startswith(magic))
        try:
            yield item.within(item.path, opener(item.stream))
        except BROKEN as error:
            yield item.reject("malformed", f"cut off or broken: {_said(error)}")


_OFFICE = {"[Content_Types].xml", "mimetype", "META-INF/container.xml"}


class ZipReader:
    """Members in the order of the archive's directory."""

    def accepts(self, item: Input) -> bool:
        """Whether it begins as zip does."""
        return item.head.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    def read(self, item: Input) -> Iterator[RawDocument | Reject | Input]:
        """An input per member; rejects for members that must not be read."""
        _nested(item)
        try:
            with item.seekable() as file, zipfile.ZipFile(file) as archive:
                if _OFFICE & set(archive.namelist()[:20]):
                    yield item.reject("unsupported", "an office document; save it as text or as a web page")
                    return
                for number, member in enumerate(archive.infolist(), start=1):
                    if number > MAX_MEMBERS:
                        yield item.reject("too_many", f"more than {MAX_MEMBERS} members")
                        return
                    if not member.is_dir() and not _hidden(member.filename):
                        yield from self._member(item, archive, member)
        except BROKEN as error:
            yield item.reject("malformed", f"cut off or broken: {_said(error)}")

    def _member(
        self, item: Input, archive: zipfile.ZipFile, member: zipfile.ZipInfo
    ) -> Iterator[Reject | Input]:
        path = member_path(item.path, member.filename)
        if unsafe(member.filename):
            yield Reject(path, "unsafe_path", "leads out of the archive", size_bytes=member.file_size)
        elif stat.S_ISLNK(member.external_attr >> 16):
            yield Reject(path, "symlink", "a link within an archive", size_bytes=member.file_size)
        elif member.flag_bits & 0x1:
            yield Reject(path, "unreadable", "encrypted", size_bytes=member.file_size)
        else:
            try:
                with archive.open(member) as stream:
                    yield item.within(path, stream, member.file_size)
            except (*BROKEN, NotImplementedError, RuntimeError) as error:
                yield Reject(
                    path, "malformed", f"cut off or broken: {_said(error)}", size_bytes=member.file_size
                )


class TarReader:
    """Members as they come."""

    def accepts(self, item: Input) -> bool:
        """Whether a tar header stands at its beginning."""
        return item.head[257:262] == b"ustar"

    def read(self, item: Input) -> Iterator[RawDocument | Reject | Input]:
        """An input per regular file; rejects for links, devices and paths that lead out."""
        _nested(item)
        try:
            with tarfile.open(fileobj=item.stream, mode="r|") as archive:
                for number, member in enumerate(archive, start=1):
                    archive.members = []  # type: ignore[attr-defined]  # tarfile would keep them all
                    if number > MAX_MEMBERS:
                        yield item.reject("too_many", f"more than {MAX_MEMBERS} members")
                        return
                    if not member.isdir() and not _hidden(member.name):
                        yield from self._member(item, archive, member)
        except BROKEN as error:
            yield item.reject("malformed", f"cut off or broken: {_said(error)}")

    def _member(
        self, item: Input, archive: tarfile.TarFile, member: tarfile.TarInfo
    ) -> Iterator[Reject | Input]:
        path = member_path(item.path, member.name)
        if unsafe(member.name):
            yield Reject(path, "unsafe_path", "leads out of the archive", size_bytes=member.size)
        elif member.issym() or member.islnk():
            yield Reject(path, "symlink", "a link within an archive")
        elif not member.isreg():
            yield Reject(path, "unreadable", "not a regular file")
        else:
            yield item.within(path, archive.extractfile(member), member.size)


def member_path(archive: str, name: str) -> str:
    """The path of a member: after `!/`, and safe to show."""
    return f"{archive}!/{shown_path(name.removeprefix('./'))}"


def unsafe(name: str) -> bool:
    """Whether the name of a member leads out of the archive: absolute, with a drive, or through `..`."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or plain[1:2] == ":" or ".." in PurePosixPath(plain).parts or "\0" in name


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return hidden or "__MACOSX" in parts or (bool(parts) and passed_over(parts[-1]))


def _said(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:200]
