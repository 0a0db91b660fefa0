"""Checking a release as a stranger would: files, sums and sizes first, then what the tables hold.

Everything is checked against what the release itself declares, so that an old release verifies with a
new tradewire.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polars.exceptions import PolarsError

from tradewire.release.layout import (
    DESCRIPTOR,
    SUMS,
    content_digest,
    files_of,
    is_inside,
    is_version,
    parse_sums,
    parts_of,
    sha256_of,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a release: what kind, in which file or table, and what to know about it."""

    kind: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} ({self.kind})"


@dataclass(frozen=True, slots=True)
class Verified:
    """What a publisher knows of the release before: `parts` are its very files, by path, and of `tables` no
    part of it is missing."""

    parts: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()


def verify(path: str | Path, *, evidence: bool = True, known: Verified | None = None) -> list[Problem]:
    """The problems of a release in a folder; an empty list where it is sound.

    Checks the exact set of files, sums, sizes, rows, the content digest, Arrow schemas, keys, their
    order, nulls, vocabularies, references and, with `evidence`, every span whose text is there.
    Parts that are `known` are not read again for what was found of them then: bytes, order, values and spans.
    Raises FileNotFoundError where there is no folder.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is no folder of a release")
    known = known or Verified()
    descriptor, found = _read_descriptor(folder)
    parts = parts_of(descriptor) if descriptor else []
    digests = {part.path: part.sha256 for part in parts if part.path in known.parts}
    problems = [*_check_sums(folder, digests), *found]
    if descriptor is not None:
        problems += _check_descriptor(folder, descriptor, digests)
        broken = {problem.where for problem in problems}
        if not any(part.path in broken for part in parts):
            from tradewire.release.verify_tables import check_tables

            try:
                problems += check_tables(folder, descriptor, evidence=evidence, known=known)
            except (ArithmeticError, LookupError, TypeError, ValueError, PolarsError) as error:
                told = f"does not describe tables that can be checked: {error!r}"
                problems.append(Problem("bad descriptor", DESCRIPTOR, told))
    return problems


def _check_sums(folder: Path, digests: dict[str, str]) -> Iterator[Problem]:
    """Problems of the list of sums; `digests` has sums that are known and gets that of every file read."""
    try:
        sums = parse_sums((folder / SUMS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        yield Problem("missing file", SUMS, "the list of sums is not there")
        return
    except ValueError as error:
        yield Problem("bad sums", SUMS, str(error))
        return
    present = set(files_of(folder)) - {SUMS}
    for path in sorted(present - set(sums)):
        yield Problem("surplus file", path, f"is not listed in {SUMS}")
    for path, digest in sorted(sums.items()):
        if path not in present:
            yield Problem("missing file", path, f"is listed in {SUMS} and not there")
        else:
            actual = digests[path] = digests.get(path) or sha256_of(folder / path)
            if actual != digest:
                yield Problem("wrong sum", path, f"has SHA-256 {actual[:16]}…, {SUMS} says {digest[:16]}…")


def _read_descriptor(folder: Path) -> tuple[dict[str, Any] | None, list[Problem]]:
    try:
        found = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        outside = [part.path for part in parts_of(found) if not is_inside(part.path)]
        if outside:
            raise ValueError(f"{outside[0]!r} leads out of the release")
        if not is_version(found["version"]):
            raise ValueError(f"{found['version']!r} is no version")
        str(found["content_digest"])
    except FileNotFoundError:
        return None, [Problem("missing file", DESCRIPTOR, "the descriptor is not there")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return None, [Problem("bad descriptor", DESCRIPTOR, f"cannot be read: {error!r}")]
    return found, []


def _check_descriptor(folder: Path, descriptor: dict[str, Any], digests: dict[str, str]) -> Iterator[Problem]:
    parts = parts_of(descriptor)
    listed = {part.path for part in parts}
    for path in sorted({path for path in files_of(folder) if path.endswith(".parquet")} - listed):
        yield Problem("surplus file", path, f"is not listed in {DESCRIPTOR}")
    for part in parts:
        file = folder / part.path
        if not file.is_file():
            yield Problem("missing file", part.path, f"is listed in {DESCRIPTOR} and not there")
        elif (size := file.stat().st_size) != part.bytes:
            yield Problem("wrong size", part.path, f"has {size:,} bytes, {DESCRIPTOR} says {part.bytes:,}")
        elif (digests.get(part.path) or sha256_of(file)) != part.sha256:
            yield Problem("wrong sum", part.path, f"is not the file that {DESCRIPTOR} describes")
    digest = content_digest(parts)
    if digest != descriptor["content_digest"]:
        yield Problem("wrong digest", DESCRIPTOR, f"the files make {digest[:7]}…, not the digest it states")
    elif not descriptor["version"].endswith(f"-{digest[:7]}"):
        yield Problem("wrong digest", DESCRIPTOR, f"the version does not end in {digest[:7]}")
    if is_version(folder.name) and folder.name != descriptor["version"]:
        yield Problem("wrong version", DESCRIPTOR, f"calls itself {descriptor['version']}")
