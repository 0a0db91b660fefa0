"""``python -m tradewire.quality FOLDER``: the figures for gold documents, and the slips behind them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tradewire.quality import Slip, measure, read_gold


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures for a folder of gold documents, and the slips of each kind if asked."""
    parser = argparse.ArgumentParser(prog="python -m tradewire.quality", description=main.__doc__)
    parser.add_argument("gold", type=Path, nargs="+", help="folders of gold documents")
    parser.add_argument("--slips", type=int, default=0, help="print up to so many slips of each kind")
    options = parser.parse_args(arguments)
    documents = [document for folder in options.gold for document in read_gold(folder)]
    quality = measure(documents)
    lines = [f"{quality.documents} documents"]
    for figure in quality.figures.values():
        shares = f"P {figure.precision:.3f}  R {figure.recall:.3f}  F1 {figure.f1:.3f}"
        lines.append(f"{figure.name:18s} {shares}   gold {figure.gold:5.0f}  found {figure.found:5.0f}")
    by_kind: dict[str, list[Slip]] = {}
    for slip in quality.slips:
        by_kind.setdefault(slip.kind, []).append(slip)
    for kind, slips in by_kind.items():
        lines += [
            f"  {kind}: {slip.document} {slip.start} {slip.text[:90]!r} {slip.detail}"
            for slip in slips[: options.slips]
        ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
