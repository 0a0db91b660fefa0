"""Items that a relative clause or a participle hangs on: "the *trucks* donated by Oslo reached Kyiv"."""

from __future__ import annotations

from tradewire.extract.items.frames.frame import items_within
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Region
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.items.grammar.verb_groups import verb_group
from tradewire.extract.items.moods.agency import agent
from tradewire.extract.trade_forms import word_class

#: Phrases that say who has a thing: "the drones *in use by* the army were bought".
KEEPING = word_class("keeping")
#: Letters between the nearer verb and the subject's end: longer clauses have a subject of their own.
REACH = 14


def relative_items(clause: Clause, k: int, items: list[Item]) -> list[Item]:
    """The item that the relative clause of the verb at ``k`` hangs on: "the *drones* that Iran supplied"."""
    region = agent(clause, k).region
    if region is None:
        return []
    j = region[0] - 1
    marked = j >= 0 and clause.codes[j] in "HW"
    while j >= 0 and (clause.codes[j] in "HW" or (marked and clause.codes[j] == ",")):
        j -= 1
    if j > 0 and clause.codes[j + 1] == "W" and clause.codes[j] in "io":
        j -= 1  # "the helicopters *for which* Kenya paid"
    if (
        j > 1 and clause.codes[j] == "C" and clause.codes[j - 1] in "PNxG"
    ):  # "missiles it said Rwanda had given"
        j -= 2
        while j >= 0 and clause.codes[j] in "HWd,":
            j -= 1
        return [item for item in items if item.last - 1 == j]
    found = [item for item in items if item.last - 1 == j or item.last == j + 1]
    if found or clause.codes[k - 1] not in "NA":
        return found
    inside = items_within(items, region)[-1:]
    return [item for item in inside if clause.codes[item.last] in "Nd"]  # "the guns *France* pledged"


def is_complement(clause: Clause, region: Region) -> bool:
    """ "the parts found in *Russian drones* came from Oslo": a phrase behind a preposition is no subject."""
    return region[0] > 0 and clause.codes[region[0] - 1] in "pbw"


def far_subject(clause: Clause, k: int, subject: Region | None, items: list[Item]) -> list[Item]:
    """The items of the subject of the verb at ``k`` where another verb hangs on them: "the *tanks* Oslo gave
    Kyiv were built", "the *drones* in use by the army were bought".
    """
    if subject is None or (items_within(items, subject) and not is_complement(clause, subject)):
        return []
    for i in range(subject[0] - 1, max(-1, subject[0] - REACH), -1):
        code = clause.codes[i]
        if code in ";:.SQCB&V":
            break
        if code != "T":
            continue
        word = clause.words[i]
        if word is not None and word.verb is not None and word.verb.lemma in KEEPING:  # "in use by"
            return [item for item in items if item.last in (i, i - 1)][-1:]
        group = verb_group(clause, i)
        if group.passive and group.first == i:
            region = agent(clause, i).region
            return items_within(items, region) if region is not None else []
        if not (group.gerund or group.infinitive or group.passive):
            return relative_items(clause, i, items)
        break
    return []
