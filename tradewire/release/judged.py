"""What a release says of each batch that it judged, so that the next one need not judge the same rows again.

`validation/batches.json` holds the version of the rules and, for each batch that passed, a key made of its
parts and of what they were made from, with the profile of its tables.  A batch with the same key keeps the
same rules; rules over the corpus are judged every time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from tradewire.release.layout import Part
from tradewire.rules_version import rules_version
from tradewire.warehouse import CORPUS

Profiles = Mapping[str, Mapping[str, Any]]
"""Batch to the profile of its tables."""


def batch_keys(parts: Iterable[Part]) -> dict[str, str]:
    """A key for each batch by which it is known again; none where only reading its source would tell."""
    by_batch: dict[str, list[Part]] = {}
    for part in parts:
        if part.batch != CORPUS:
            by_batch.setdefault(part.batch, []).append(part)
    return {
        batch: hashlib.sha256(
            "\n".join(f"{part.table} {part.sha256} {part.source}" for part in of).encode()
        ).hexdigest()
        for batch, of in by_batch.items()
        if all(part.source for part in of)
    }


def judged_json(keys: Mapping[str, str], profiles: Profiles) -> str:
    """The file, from the keys of the batches and their profiles."""
    batches = {
        batch: {"key": key, "tables": profiles[batch]} for batch, key in keys.items() if batch in profiles
    }
    return json.dumps({"rules": rules_version("audit"), "batches": batches}, indent=1) + "\n"


def judged_before(content: bytes, keys: Mapping[str, str]) -> dict[str, Any]:
    """The profiles of those batches that the file says to have passed the same rules with the same rows."""
    found = json.loads(content)
    if found["rules"] != rules_version("audit"):
        return {}
    known = {batch: of["tables"] for batch, of in found["batches"].items() if of["key"] == keys.get(batch)}
    return {batch: known[batch] for batch in keys if batch in known}
