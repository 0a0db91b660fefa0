"""Every word list, in one automaton.

A *form* is a word or phrase; a form has one or more *senses*, each a kind and what that kind's stage wants
to know.  A loader per list turns a CSV of ``tradewire/reference`` into ``(form, kind, data)``; adding a list
is a loader and a line in ``LOADERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from tradewire.extract import trade_forms
from tradewire.extract.scan import Scanner, folded_form
from tradewire.reference_data import rows


class Sense(NamedTuple):
    """One reading of a form: its kind and the kind's own data."""

    kind: str
    data: Any


Entry = tuple[str, str, Any]
"""``(form, kind, data)`` as a loader yields it."""


def function_words() -> Iterator[Entry]:
    """Closed-class words; the datum is the lemma."""
    for row in rows("function_words"):
        for form in row["forms"].split("|"):
            yield form, row["kind"], row["lemma"]


LOADERS: tuple[Callable[[], Iterator[Entry]], ...] = (
    function_words,
    *trade_forms.LOADERS,
)


class Lexicon:
    """All forms with their senses, and the scanner over them.

    ``senses[entry]`` are the readings of a hit's entry, in the order of the loaders; ``forms[entry]`` is the
    form as the list has it; ``kinds[entry]`` the set of its kinds.
    """

    def __init__(self, loaders: tuple[Callable[[], Iterator[Entry]], ...] = LOADERS) -> None:
        by_bytes: dict[bytes, tuple[str, list[Sense]]] = {}
        for load in loaders:
            for form, kind, data in load():
                _, senses = by_bytes.setdefault(folded_form(form), (form, []))
                senses.append(Sense(kind, data))
        self.forms: list[str] = [form for form, _ in by_bytes.values()]
        self.senses: list[tuple[Sense, ...]] = [tuple(senses) for _, senses in by_bytes.values()]
        self.kinds: list[frozenset[str]] = [
            frozenset(sense.kind for sense in senses) for senses in self.senses
        ]
        self.scanner = Scanner(self.forms)

    def of_kind(self, kind: str) -> dict[int, Any]:
        """Entry number to datum, for every form that has a sense of this kind (its first such sense)."""
        found: dict[int, Any] = {}
        for entry, senses in enumerate(self.senses):
            for sense in senses:
                if sense.kind == kind:
                    found.setdefault(entry, sense.data)
        return found

    def letters(self, order: Mapping[str, str]) -> list[str]:
        """A letter per form for ``chunk``: that of the first of its kinds in ``order``, else ``""``."""
        return [next((letter for kind, letter in order.items() if kind in kinds), "") for kinds in self.kinds]


LEXICON = Lexicon()
