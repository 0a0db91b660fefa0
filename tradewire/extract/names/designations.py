"""Designations of arms by their families: "Su-30SM2", "AGM-84L-1 Harpoon", "AN/TPQ-53", "M1A2".

Forces and makers number their goods alike, so that a family's prefix with a number names one of its kinds
whether a list has this one or not.
"""

from __future__ import annotations

import re

from tradewire.extract.names.classes import word_class

SUFFIX = r"[A-Za-z]{0,6}\d{0,2}(?:[-/]\w{1,4})*"
FAMILIES = "|".join(sorted(word_class("designation_prefixes"), key=lambda prefix: (-len(prefix), prefix)))
LETTERS = "".join(sorted(word_class("designation_letters")))
DESIGNATION = re.compile(
    rf"(?:(?:{FAMILIES})-\d{{1,3}}{SUFFIX}|[{LETTERS}]-(?:\d\d{{1,2}}{SUFFIX}|\d[A-Z]{{1,3}}\d?s?)"
    rf"|AN/[A-Z]{{3}}-\d{{1,3}}{SUFFIX}|M\d{{1,3}}A\d\w*|T\d\d[A-Z]\w{{0,3}})(?![^ ])"
)
"""A single letter wants two figures or a letter behind the figure: "B-52", "P-8A", but no "B-1" visa."""
DIGITS = frozenset("0123456789")


def designated(name: str) -> bool:
    """Whether a name starts with a designation of arms."""
    return not DIGITS.isdisjoint(name) and DESIGNATION.match(name) is not None
