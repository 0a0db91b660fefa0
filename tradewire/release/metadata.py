"""Everything in a release beside its tables, each file from its renderer, the sums last."""

from __future__ import annotations

import json
from pathlib import Path

from tradewire.release.card import card
from tradewire.release.descriptor import descriptor
from tradewire.release.edition import Edition
from tradewire.release.layout import (
    CARD,
    DESCRIPTOR,
    SUMS,
    VALIDATION_PAGE,
    VALIDATION_SUMMARY,
    files_of,
    sha256_of,
    sums_text,
)
from tradewire.release.page import page_files
from tradewire.release.validation import validation_json, validation_page


def write_metadata(edition: Edition) -> None:
    """Writes the metadata of a staged release into its folder."""
    _write(edition.folder / DESCRIPTOR, json.dumps(descriptor(edition), indent=1, ensure_ascii=False) + "\n")
    _write(edition.folder / CARD, card(edition))
    _write(edition.folder / VALIDATION_SUMMARY, validation_json(edition.validation))
    _write(edition.folder / VALIDATION_PAGE, validation_page(edition.validation))
    for path, text in page_files(edition):
        _write(edition.folder / path, text)
    write_sums(edition.folder)


def write_sums(folder: Path) -> None:
    """Writes SHA256SUMS over every other file of a folder."""
    entries = [(path, sha256_of(folder / path)) for path in files_of(folder) if path != SUMS]
    _write(folder / SUMS, sums_text(entries))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
