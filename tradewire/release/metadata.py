"""Everything in a release beside its tables, each file from its renderer, the sums last."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tradewire.release import layout
from tradewire.release.card import card, citation
from tradewire.release.changelog import changelog
from tradewire.release.croissant import croissant
from tradewire.release.descriptor import descriptor
from tradewire.release.edition import Edition
from tradewire.release.layout import SUMS, files_of, sha256_of, sums_text
from tradewire.release.page import page_files
from tradewire.release.validation import validation_json, validation_page
from tradewire.schema import TABLES
from tradewire.schema.render import data_dictionary
from tradewire.schema.vocabulary import REJECT_REASONS


def write_metadata(edition: Edition, changelog_before: str = "") -> None:
    """Writes the metadata of a staged release into its folder; `changelog_before` is that of the last one."""
    for path, text in _files(edition, changelog_before):
        _write(edition.folder / path, text)
    write_sums(edition.folder, {part.path: part.sha256 for part in edition.parts})


def _files(edition: Edition, changelog_before: str) -> Iterator[tuple[str, str]]:
    published = {name: table for name, table in TABLES.items() if table.published}
    yield layout.DESCRIPTOR, _json(descriptor(edition))
    yield layout.CROISSANT, _json(croissant(edition))
    yield layout.CARD, card(edition)
    yield layout.CITATION, citation(edition)
    yield layout.DICTIONARY, data_dictionary(published, REJECT_REASONS)
    yield layout.CHANGELOG, changelog(edition, changelog_before)
    if edition.changes is not None:
        yield layout.CHANGES, _json(edition.changes)
    if edition.quality is not None:
        yield layout.QUALITY, _json(edition.quality)
    yield layout.VALIDATION_SUMMARY, validation_json(edition.validation)
    if edition.judged is not None:
        yield layout.VALIDATION_BATCHES, edition.judged
    yield layout.VALIDATION_PAGE, validation_page(edition.validation)
    yield from page_files(edition)


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def write_sums(folder: Path, known: Mapping[str, str] | None = None) -> None:
    """Writes SHA256SUMS over every other file of a folder; the sums of `known` paths need no reading."""
    sums = known or {}
    entries = [
        (path, sums.get(path) or sha256_of(folder / path)) for path in files_of(folder) if path != SUMS
    ]
    _write(folder / SUMS, sums_text(entries))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
