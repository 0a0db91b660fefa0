"""Whether the extractor runs as C extension modules (``make compile``), and that they are of this source."""

from __future__ import annotations

from pathlib import Path

_EXTRACT = Path(__file__).parent / "extract"
_WORKING_COPY = Path(__file__).parents[1] / "pyproject.toml"


def is_compiled() -> bool:
    """Whether the modules in use are compiled; the rows are the same, the speed is not."""
    return any(_EXTRACT.glob("scan.*.so"))


def refuse_stale() -> None:
    """Raises ImportError where a module of a working copy was changed after it was compiled.

    Python prefers a compiled module to its source, so that a change would go unseen.
    """
    if not _WORKING_COPY.exists():
        return
    for module in _EXTRACT.rglob("*.so"):
        source = module.with_name(module.name.partition(".")[0] + ".py")
        if source.exists() and source.stat().st_mtime > module.stat().st_mtime:
            raise ImportError(f"{source} was changed after `make compile`: run it again, or `make clean`")
