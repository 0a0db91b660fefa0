"""The mood of a noun of transfer, or of an item that carries its own, from the words that govern it."""

from __future__ import annotations

from tradewire.extract.items.clause import Clause
from tradewire.extract.items.governors import Agency
from tradewire.extract.items.moods import under
from tradewire.extract.items.phrases import phrase_before, phrase_start


def noun_agency(clause: Clause, first: int) -> Agency:
    """The mood of a noun phrase from what governs it: "halt …", "denied the …", "information about the …"."""

    codes = clause.codes
    j = first - 1
    while j >= 0 and codes[j] in '"!':
        j -= 1
    if j < 0:
        return Agency(None, (), None)
    if codes[j] in "TV":
        return under(clause, j, 0)
    if codes[j] in "oipwtf" and j and codes[j - 1] in "VTFE":
        if codes[j - 1] == "T" and codes[j] != "t":
            return Agency(None, (), None)
        return under(clause, j - 1, 0)
    if codes[j] in "poi" and j and codes[j - 1] == "D":  # "a licence requirement on exports of …"
        word = clause.words[j - 1]
        if word is not None and word.noun is not None and word.noun.frame == "control":
            upper = noun_agency(clause, phrase_start(clause, j - 1))
            return upper._replace(effects=("blocked", *upper.effects))
    if codes[j] in "oipwt" and j and codes[j - 1] in "ex":  # "entities linked to the production of …"
        return (
            Agency(phrase_before(clause, j - 1), (), None) if codes[j - 1] == "e" else Agency(None, (), None)
        )
    if codes[j] in "pi" and j and codes[j - 1] in "NAx":  # "sanctions on Iran over the supply of …"
        region = phrase_before(clause, j)
        if region is not None:
            for i in range(region[1] - 1, region[0], -1):
                if codes[i - 1] == "p" and i > 1 and codes[i - 2] in "DTV":
                    return Agency((i, region[1]), ("blocked",), None)
            if region[0] > 1 and codes[region[0] - 1] == "p" and codes[region[0] - 2] in "DTV":
                return Agency(region, ("blocked",), None)
            if region[0] and codes[region[0] - 1] in "TV":
                return under(clause, region[0] - 1, 0, region)
    if codes[j] == "n":
        return Agency(None, ("denied",), None)
    if codes[j] in "&,":
        i = j
        while i > max(0, j - 14) and codes[i] in "xegIDdsNA'&,-":
            i -= 1
        if codes[i] in "oipwtfTV":
            return noun_agency(clause, i + 1)
    return Agency(None, (), None)
