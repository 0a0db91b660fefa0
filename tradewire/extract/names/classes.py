"""The small word classes that the names stage asks for by name."""

from __future__ import annotations

from functools import cache

from tradewire.reference_data import rows


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {row["class"]: frozenset(row["words"].split("|")) for row in rows("name_classes")}


def word_class(name: str) -> frozenset[str]:
    """The words of a class of ``name_classes.csv``; raises ``KeyError`` for an unknown class."""
    return _classes()[name]


def standard_forms(kind: str) -> dict[str, str]:
    """The variants of a kind in ``name_variants.csv`` with the form that stands for them: "defense" with
    "defence"; empty for an unknown kind."""
    return {row["form"]: row["standard"] for row in rows("name_variants") if row["kind"] == kind}
