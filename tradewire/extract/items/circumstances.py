"""What the rest of a sentence does to a claim beyond the words that govern it: a question, a list of
sanctions, a modal of the main verb, a headline's source behind a dash.
"""

from __future__ import annotations

import re

from tradewire.extract.doc import Entity
from tradewire.extract.items.frames.frame import Frame
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import phrase_start
from tradewire.extract.items.grammar.sentence import DISMISSALS, sanctioned
from tradewire.extract.items.grammar.spans import Item
from tradewire.extract.items.grammar.verb_groups import MODALS
from tradewire.extract.items.moods.governors import effects_of_word, is_adverb
from tradewire.extract.items.status import effects_of
from tradewire.extract.trade_forms import word_class

PLAIN = frozenset(["reported", "presupposed"])
CANCELLING = word_class("cancelling")
SOURCES = word_class("sources")


def claim_effects(clause: Clause, frame: Frame | None, item: Item) -> list[str]:
    """All effects on the claim of one item, those of its frame's words first."""
    effects = effects_of(frame) if frame is not None else []
    if frame is not None and _may_be_sanctioned(clause, frame) and sanctioned(clause, frame.index):
        effects.append("blocked")
    if not effects and _is_listed(clause):
        effects.append("blocked")
    asked = clause.text[clause.end - 1 : clause.end] == "?" or (clause.codes and clause.codes[-1] == "?")
    given = "Q" in clause.codes and _takes_as_given(clause, frame, item)
    if given:
        effects.append("presupposed")
    elif asked and "aside" not in effects:
        effects.append("possible")
    if frame is not None and frame.kind == "get" and "blocked" in effects and _is_called_off(clause, frame):
        effects = ["denied" if effect == "blocked" else effect for effect in effects]
    if "S" in clause.codes and not set(effects) - PLAIN and _under_proviso(clause, item):
        effects.append("possible")
    if not effects and (frame is None or frame.is_noun or frame.kind == "flow"):
        effects += _main_modal(clause, frame, item)
    if frame is not None and "E" in clause.codes and not set(effects) - PLAIN:
        effects += _sentence_adverb(clause, frame.index)
    if {"alleged", "accused"} & set(effects) and _is_dismissed(clause, frame):
        effects.append("denied")
    if not effects and clause.sentence.kind == "headline" and _is_quoted(clause, frame):
        effects.append("alleged")
    return effects


def _sentence_adverb(clause: Clause, k: int) -> tuple[str, ...]:
    """What an adverb outside the group of the verb at ``k`` says: "*Reportedly*, Oslo sold …", "sold drones,
    *allegedly*, to Niger".
    """
    codes = clause.codes
    for i in range(k - 1, -1, -1):
        if codes[i] in ";HWSQC":
            break
        if codes[i] == "E" and (i == 0 or codes[i - 1] in ',&B"') and is_adverb(clause, i):
            return effects_of_word(clause, i)[0]
    for i in range(k + 1, len(codes) - 1):
        if codes[i] in ";HWSTVC":
            break
        if codes[i] == "E" and codes[i + 1] in ",.tfbw" and is_adverb(clause, i):
            return effects_of_word(clause, i)[0]
    return ()


def _takes_as_given(clause: Clause, frame: Frame | None, item: Item) -> bool:
    """ "*How* do Swiss chips end up in …?", "asked *why* it was approved": the question is not whether."""
    for i in range((frame.index if frame is not None else item.first) - 1, -1, -1):
        if clause.codes[i] == "Q":
            return clause.token(i) in ("how", "why") and clause.codes[i + 1] not in "t9"
        if clause.codes[i] in ";:":
            break
    return False


def _is_called_off(clause: Clause, frame: Frame) -> bool:
    """ "*cancelled* its order for submarines": who buys no longer does; nobody forbids it."""
    for i in range(frame.index - 1, max(-1, frame.index - 8), -1):
        word = clause.words[i]
        if clause.codes[i] in "TV" and word is not None:
            lemma = word.governor.lemma if word.governor is not None else ""
            return lemma in CANCELLING or (word.verb is not None and word.verb.lemma in CANCELLING)
    return False


def _under_proviso(clause: Clause, item: Item) -> bool:
    """ "sold jets to Oslo and, *if the report is right*, radars to Riga"."""
    codes = clause.codes
    for i in range(item.first - 1, max(0, item.first - 12), -1):
        if codes[i] == "S" and clause.token(i) == "if":
            return codes[i - 1] == "," and "," in codes[i : item.first]
        if codes[i] in ";:HWT":
            break
    return False


def _may_be_sanctioned(clause: Clause, frame: Frame) -> bool:
    """False for bans and needs, and for what sanctioned goods are for: "*for the production of* weapons"."""
    if frame.kind == "make" and frame.is_noun:
        first = phrase_start(clause, frame.index)
        return not (first and clause.codes[first - 1] == "i")
    return frame.kind not in ("control", "seek")


def _is_dismissed(clause: Clause, frame: Frame | None) -> bool:
    """ "called the claims of deliveries *unfounded*", "the charge that Oslo sold drones *was rejected*"."""
    if any(clause.token(i) in DISMISSALS for i in range(len(clause.codes))):
        return True
    for i in range(frame.index + 1 if frame is not None else 1, len(clause.codes)):
        passive = clause.codes[i] == "V" and clause.codes[i - 1] == "a" and clause.has_form(i, "participle")
        if passive and effects_of_word(clause, i)[0] == ("denied",):
            return True
    return False


def _is_quoted(clause: Clause, frame: Frame | None) -> bool:
    """ "Iran 'sold drones to Sudan'": a headline's marks around the verb keep a distance from it."""
    if frame is None:
        return False
    before = "".join(clause.codes[: frame.index])
    return before.count('"') > before.count("!")


LIST_MARK = re.compile(r"\s*(?:[-•*–—·]|\d{1,3}[.)])\s")


def _is_listed(clause: Clause) -> bool:
    """True for an entry of a list in a text that begins with sanctions: "- X, a company that shipped …"."""
    start = clause.sentence.start
    line = clause.text.rfind("\n", max(0, start - 6), start + 1) + 1
    if not LIST_MARK.match(clause.text, line if start - line < 6 else start):
        return False
    return "sanction" in clause.text[:600].lower() or "restrictive measures" in clause.text[:600].lower()


def _main_modal(clause: Clause, frame: Frame | None, item: Item) -> tuple[str, ...]:
    """What the modal of the clause's own verb says: "*could* result in more weapons for", "*will* mean more
    tanks for".
    """
    for i in range((frame.index if frame is not None else item.first) - 1, -1, -1):
        if clause.codes[i] in "HWS;Q":
            break
        if clause.codes[i] == "m":
            effect = MODALS.get(clause.token(i), "")
            return (effect,) if effect in ("possible", "planned") else ()
    return ()


def is_attributed(clause: Clause, parties: set[str | None]) -> bool:
    """True where a headline's source is behind a dash or colon: "North Korea supplying shells - U.S."."""
    if clause.codes[1:2] == [":"] and clause.token(0) in SOURCES:
        return True  # "Report: Oslo sold …"
    last = _behind_mark(clause)
    if last < 0:
        return False
    source = headline_source(clause)
    if source is None:
        return clause.token(last) in SOURCES
    return source.country is not None and source.country not in parties


def headline_source(clause: Clause) -> Entity | None:
    """The name behind the last dash or colon, where it is the last word: "…: *Seoul*"."""
    last = _behind_mark(clause)
    name = clause.names[last] if last >= 0 else None
    return name.entity if name is not None else None


def _behind_mark(clause: Clause) -> int:
    """The last letter of the clause where a dash or colon stands before it, or -1."""
    codes = clause.codes
    n = len(codes)
    if n and codes[n - 1] == ".":
        n -= 1
    return n - 1 if n >= 4 and codes[n - 2] in "_:" else -1
