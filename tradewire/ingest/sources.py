"""`sources.toml`: who published the texts of a batch and what may be done with them.

    [default]
    rights = "unknown"

    ["ft/*.txt"]
    publisher = "Financial Times"
    rights = "restricted"

    ["dumps/*.csv"]
    columns = {text = "body_plain", date = "created"}

Each section names files by a glob over paths relative to the batch; later sections win over earlier
ones, and any over `[default]`.
"""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from tradewire.schema.vocabulary import RIGHTS

FILE_NAME = "sources.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """What is said of a file; null where nothing is."""

    publisher: str | None = None
    rights: str = "unknown"
    url: str | None = None
    author: str | None = None
    language: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sources:
    """The sections of a `sources.toml`, in order."""

    default: Source = Source()
    sections: tuple[tuple[str, dict[str, Any]], ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Sources:
        """What the `sources.toml` in this folder says; raises ValueError, with the place, if wrong."""
        path = folder / FILE_NAME
        if not path.is_file():
            return cls()
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ValueError(f"{path}: {error}") from error
        default = Source(**_section(path, "default", content.pop("default", {})))
        return cls(default, tuple((glob, _section(path, glob, said)) for glob, said in content.items()))

    def of(self, source_path: str) -> Source:
        """What is said of a file, by its path relative to the batch; members and records go by it too."""
        found = self.default
        file = _MEMBER.sub("", source_path)
        for glob, said in self.sections:
            if fnmatch.fnmatchcase(file, glob) or fnmatch.fnmatchcase(source_path, glob):
                found = replace(found, **said)
        return found


_MEMBER = re.compile(r"(!/.*|#\d+)$", re.DOTALL)
_KNOWN = {known.name for known in fields(Source)}
_COLUMNS = ("text", "title", "url", "date", "publisher", "author", "language")


def _section(path: Path, name: str, said: object) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise ValueError(
            f'{path}: {name} stands outside a section; write ["{name}"] above what is said of it'
        )
    unknown = sorted(set(said) - _KNOWN)
    if unknown:
        raise ValueError(f"{path}: [{name}] has {unknown[0]!r}; known are {', '.join(sorted(_KNOWN))}")
    for key, value in said.items():
        if key == "columns":
            _check_columns(path, name, value)
        elif not isinstance(value, str):
            raise ValueError(f"{path}: [{name}] {key} is {value!r}, where text is expected")
    if said.get("rights", "unknown") not in RIGHTS:
        raise ValueError(f"{path}: [{name}] rights is {said['rights']!r}, not one of {', '.join(RIGHTS)}")
    return said


def _check_columns(path: Path, name: str, value: object) -> None:
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise ValueError(f'{path}: [{name}] columns is {value!r}; write columns = {{text = "body"}}')
    unknown = sorted(set(value) - set(_COLUMNS))
    if unknown:
        raise ValueError(f"{path}: [{name}] columns has {unknown[0]!r}; known are {', '.join(_COLUMNS)}")
