"""Write `docs/data-dictionary.md`, or with `--check` say whether it is stale (exit status 1)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tradewire.schema import TABLES
from tradewire.schema.render import data_dictionary
from tradewire.schema.vocabulary import REJECT_REASONS

DICTIONARY = Path("docs/data-dictionary.md")


def main(arguments: list[str] | None = None) -> int:
    """Render the dictionary; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tradewire.schema", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the file is stale")
    parser.add_argument("path", nargs="?", type=Path, default=DICTIONARY)
    options = parser.parse_args(arguments)
    rendered = data_dictionary(TABLES, REJECT_REASONS)
    if options.check:
        current = options.path.read_text(encoding="utf-8") if options.path.exists() else ""
        if current != rendered:
            sys.stderr.write(f"{options.path} is stale: run python -m tradewire.schema\n")
            return 1
        return 0
    options.path.parent.mkdir(parents=True, exist_ok=True)
    options.path.write_text(rendered, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
