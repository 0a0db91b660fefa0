"""Versions of the parts of the engine: a digest of the code and the reference data that a stage is made of.

A version by hand is forgotten; this one changes exactly when a file of the stage changes, so that what an
older engine extracted is known for stale.
"""

import hashlib
from functools import cache
from pathlib import Path

_ROOM = Path(__file__).parent
_STAGES = {
    "ingest": ("ingest", "schema"),
    "extraction": ("extract", "tabulate.py", "furniture.py", "reference_data.py", "reference", "schema"),
    "audit": ("audit", "schema", "settings.py"),
    "quality": ("quality",),
    "resolution": ("resolve", "reference", "schema"),
}
_DIGITS = 12


@cache
def rules_version(stage: str) -> str:
    """Twelve hex digits for a stage (`ingest`, `extraction`, …); raises KeyError for any other name."""
    digest = hashlib.sha256()
    for part in _STAGES[stage]:
        place = _ROOM / part
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in (".py", ".csv"):
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                digest.update(f"{path.relative_to(_ROOM).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:_DIGITS]
