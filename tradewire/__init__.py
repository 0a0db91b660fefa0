"""Who said what, and who supplies what to whom: from raw news text to evidence-backed tables.

``tradewire.extract(text)`` is the whole engine; everything else reads texts for it or publishes what it
found.  Importing this package imports neither polars, dagster nor Great Expectations.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Extraction", "__version__", "extract"]

if TYPE_CHECKING:
    from tradewire.extract import Extraction, extract


class Engine(ModuleType):
    """``tradewire.extract`` is the package of the engine and, called, the function of that name in it."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self.__dict__["extract"](*args, **options)


def __getattr__(name: str) -> Any:
    if name in ("extract", "Extraction"):
        engine = import_module("tradewire.extract")
        return engine if name == "extract" else engine.Extraction
    raise AttributeError(f"module 'tradewire' has no attribute {name!r}")
