"""Who said what, and who supplies what to whom: from raw news text to evidence-backed tables.

``tradewire.extract(text)`` is the whole engine; everything else reads texts for it or publishes what it
found.  Importing this package imports neither polars, dagster nor Great Expectations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Extraction", "__version__", "extract"]

if TYPE_CHECKING:
    from tradewire.extract import Extraction, extract


def __getattr__(name: str) -> Any:
    if name in ("extract", "Extraction"):
        from tradewire import extract as engine

        return getattr(engine, name)
    raise AttributeError(f"module 'tradewire' has no attribute {name!r}")
