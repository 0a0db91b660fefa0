"""What holds for a whole sentence: its first subject, and whether it speaks of sanctions."""

from __future__ import annotations

import re

from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Region
from tradewire.extract.names.lists import WORDS
from tradewire.extract.trade_forms import word_class


def clause_subject(clause: Clause, end: int) -> Region | None:
    """The first phrase of the sentence up to its verb, for verbs whose neighbours are in no list."""
    codes = clause.codes
    i = 0
    while i < end and codes[i] not in "NAPsG":
        i += 1
    first = i
    while i < end and codes[i] in "NAPsGxX'I-/$9":
        i += 1
    return (first, i) if first < i else None


def possessing_subject(clause: Clause, h: int) -> Region | None:
    """The subject of a reported clause with "have" or "be": "said that *Oslo* has a fleet and sold"; letter
    ``h`` may be "that".
    """
    codes = clause.codes
    if codes[h] != "H":
        return None
    last = h + 1
    while last < len(codes) and codes[last] in "dsNAXGI'":
        last += 1
    if last < len(codes) and codes[last] == "n":
        return (h + 1, last) if last > h + 1 else None
    named = any(code in "NAG" for code in codes[h + 1 : last])
    return (h + 1, last) if named and last < len(codes) and codes[last] in "xha" else None


#: Predicates over a clause with "that": "it is *untrue* that", "it is not *true* that".
UNTRUE = word_class("untrue")
DISMISSALS = word_class("dismissals")
TRUE = word_class("true")


def is_untrue(clause: Clause, that: int) -> bool:
    """True where the words before the "that" at letter ``that`` deny its clause: "it is false that"."""
    if that < 2:
        return False
    negated = clause.codes[that - 2] == "n"
    if clause.token(that - 1) == "case" and clause.codes[that - 2] == "d":
        return that > 2 and clause.codes[that - 3] == "n"  # "it is not the case that"
    if clause.token(that - 1) in UNTRUE or clause.token(that - 1) in DISMISSALS:
        return not negated
    return negated and clause.token(that - 1) in TRUE


REACH = 320
"""How far back a sanction governs, in characters; a quarter as many words."""

LISTED = re.compile(r"[Ee]ntity [Ll]ist|[Ss]anctions [Ll]ist|\bblacklist")
SANCTIONING = word_class("sanctioning")
LIFTING = word_class("lifting")
#: Words behind "sanctions" that show them aimed at nobody here: "sanctions *in*", "its sanctions *chief*".
HARMLESS = frozenset(WORDS.roles) | {"in", "after"}


def _names(clause: Clause, i: int) -> bool:
    """ "a variant, *designated* Sineva": a name is given, nobody is punished."""
    named = clause.token(i) == "designated" and i + 1 < len(clause.codes)
    return named and clause.codes[i - 1] in ",Ix" and clause.codes[i + 1] in 'XNI"'


def sanctioned(clause: Clause, before: int) -> bool:
    """True where a sanction stands earlier in the sentence: "targets … companies who supply", "sanctions
    on firms that".
    """
    here = clause.starts[before]
    first = max(clause.starts[0], here - REACH)
    if before > 3 and clause.text.find("ist", first, here) >= 0 and LISTED.search(clause.text, first, here):
        return True
    for i in range(before - 1, max(-1, before - 1 - REACH // 4), -1):
        word = clause.words[i]
        code = clause.codes[i]
        if code == ";":
            break
        if word is None:
            continue
        if code in "TV" and (
            (word.governor is not None and word.governor.lemma in SANCTIONING)
            or (word.verb is not None and word.verb.lemma in SANCTIONING)
        ):
            return not _names(clause, i)
        if code == "D" and any(clause.token(j) in LIFTING for j in range(max(0, i - 3), i)):
            continue  # "with the lifting of UN sanctions"
        aimed = code == "D" and word.form.startswith("sanction") and i + 1 < len(clause.codes)
        holder = clause.token(i + 1) if aimed else ""  # "its sanctions *chief*" bans nothing
        if aimed and clause.codes[i + 1] in "pgTVx" and holder not in HARMLESS:
            return True
    return False


TELLING = frozenset(["told", "tells"])


def before_report(clause: Clause, j: int) -> int:
    """Over a report set between commas: "sold shells, *Oslo told reporters*, and may have …"."""
    codes = clause.codes
    if not j or codes[j] != "&" or codes[j - 1] != ",":
        return j
    for i in range(j - 2, max(0, j - 14), -1):
        if codes[i] == ",":
            told = any(codes[m] == "C" or clause.token(m) in TELLING for m in range(i + 1, j - 1))
            return i if told and "T" not in codes[i + 1 : j] else j
    return j


def verb_precedes(clause: Clause, j: int) -> bool:
    """True where the comma before a verb continues a list of verbs, not an apposition."""
    codes = clause.codes
    verb = False
    for i in range(j - 1, max(-1, j - 40), -1):
        if codes[i] == ",":
            return verb and codes[i + 1] != "W" and clause.token(i + 1) != "whose"
        verb = verb or codes[i] in "TV"
    return verb
