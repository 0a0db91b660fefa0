"""The word lists, loaded once."""

from __future__ import annotations

from tradewire.extract.names.load import load

WORDS = load()
