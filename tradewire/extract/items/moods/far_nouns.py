"""Nouns that govern from afar: "*evidence* has emerged that", "an *agreement* was signed with Oslo to"."""

from __future__ import annotations

from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import phrase_before
from tradewire.extract.items.moods.governors import effects_of_word, governing_noun


def report_on(clause: Clause, j: int) -> int:
    """The noun of a claim that the preposition at ``j`` hangs on past its author, or -1."""
    region = phrase_before(clause, j)
    noun = governing_noun(clause, region) if region is not None else -1
    if noun < 0 or clause.codes[noun] != "F" or clause.codes[noun + 1] not in "bf":
        return -1
    return noun if effects_of_word(clause, noun)[0] == ("alleged",) else -1


def concluded(clause: Clause, end: int) -> int:
    """The plan or deal whose infinitive stands behind its verb, or -1: "an *agreement* was signed with Oslo
    to supply".
    """
    for i in range(end - 1, max(-1, end - 14), -1):
        if clause.codes[i] in ",;:HWSQC_":
            break
        if clause.codes[i] in "FD" and clause.codes[i + 1] in "ah":
            return governing_noun(clause, (i, i + 1))
    return -1


def extraposed_from(clause: Clause, that: int) -> int:
    """The noun that a clause behind its verb belongs to, or -1: "*evidence* has emerged *that* …"."""
    claimed = phrase_before(clause, that)
    noun = governing_noun(clause, claimed) if claimed is not None and clause.codes[that - 1] in "NAx" else -1
    if noun >= 0 and clause.codes[noun] == "F" and clause.codes[noun + 1] in "bfp":
        return noun if "I" not in clause.codes[noun:that] else -1  # "allegations by Kyiv that"
    i = that - 1
    while i > max(0, that - 6) and clause.codes[i] in "xeah9p":
        i -= 1
    return i if i < that - 1 and clause.codes[i] == "F" else -1
