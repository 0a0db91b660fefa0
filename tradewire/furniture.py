"""Lines that a publisher's articles repeat: menus, invitations to subscribe, notices of rights.

No word list knows a site's own furniture, but it stands word for word in article after article.  What is so
repeated is marked ``boilerplate`` and no item is read from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tradewire.settings import (
    FURNITURE_ARTICLES,
    FURNITURE_LINE,
    FURNITURE_OF_ARTICLES,
    FURNITURE_OF_TEXT,
)

NOTHING: frozenset[str] = frozenset()


class Furniture:
    """The repeated lines of a batch, by publisher (None where it is unknown)."""

    def __init__(self, articles: Iterable[tuple[str | None, str]]) -> None:
        """Counts the lines of ``articles``, pairs of publisher and text; each line once an article."""
        lines: dict[str | None, Counter[str]] = {}
        counted: Counter[str | None] = Counter()
        for publisher, text in articles:
            counted[publisher] += 1
            lines.setdefault(publisher, Counter()).update(_lines(text))
        self._lines = {
            publisher: frozenset(
                line
                for line, count in found.items()
                if count >= max(FURNITURE_ARTICLES, FURNITURE_OF_ARTICLES * counted[publisher])
            )
            for publisher, found in lines.items()
        }

    def of(self, publisher: str | None, text: str) -> frozenset[str]:
        """The repeated lines of a text; none where they are most of it, which makes it another's copy."""
        known = self._lines.get(publisher)
        found = known & _lines(text) if known else NOTHING
        return found if sum(map(len, found)) <= FURNITURE_OF_TEXT * len(text) else NOTHING


def _lines(text: str) -> set[str]:
    return {line for line in map(str.strip, text.split("\n")) if 0 < len(line) <= FURNITURE_LINE}
