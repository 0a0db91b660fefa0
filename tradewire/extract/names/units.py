"""The words of a run of capitals as units: words and listed phrases with their codes (``words.py``)."""

from __future__ import annotations

import re

from tradewire.extract.names.classes import word_class
from tradewire.extract.names.lists import WORDS
from tradewire.reference_data import rows

Unit = tuple[int, int, str, bool]
"""Start, end, code, and whether a possessive or a break follows; offsets count from the run's start."""

OWN_POSSESSIVE = word_class("own_possessives")
POSSESSIVE = frozenset(("'s", "’s", "'S", "’S"))
PLURAL_MARKS = frozenset("'’")
"""What ends a plural in the possessive, which may belong to a name: "Shippers' Authority"."""
TRADES = frozenset(("ers", "ors"))
COMPOUND_TAILS = word_class("compound_tails")
SLUGS = word_class("slugs")
"""What agencies glue in front of a headline."""
QUESTION_WORDS = frozenset(("How", "Why", "What", "Where", "When", "Who", "Which", "So", "Nor", "Only then"))
"""Words after which "do" is the verb, not the particle of "Rio Grande do Sul"."""
OPEN = frozenset("ue")
"""Codes of the words before a legal form that is also a listed name ("SIA")."""
FORMS = frozenset(row["form"] for row in rows("legal_forms"))
NAMES = frozenset("flu")
GLUED = re.compile(r"(?<=[a-z])(?:[A-Z]{4,}|[A-Z][a-z]{3,})$")
"""The second word of two that a page has glued: "ImagesHANOI"."""
GLUED_HEAD = 6
"""Letters of a first word that no list needs to hold."""


def code_of(word: str) -> str:
    """The code of one word by the lists, else by its shape."""
    code = WORDS.codes.get(word)
    if code is not None:
        return code
    if word[-1:] == "." and word.isupper() and WORDS.codes.get(word.capitalize()) == "t":
        return "t"
    if len(word) > 3 and word.isupper():
        code = WORDS.codes.get(word.capitalize())
        if code is not None and code not in "HWSZKBb":
            return code
        code = "e" if word.lower() in WORDS.english else "a"
        return code if len(word) < 8 or code == "e" else "u"
    if len(word) < 3 and word[0].isupper() and word[1:] in ("", "."):
        return "i"
    if word.isupper() or (len(word) > 2 and word[:-1].isupper() and word[-1] == "s"):
        return "a" if any(map(str.isalpha, word)) and len(word) > 1 else "i"
    if word.lower() in WORDS.english:
        return "e"
    if "-" in word:
        return code_of_compound(word)
    return "u"


def code_of_compound(word: str) -> str:
    """The code of a hyphenated word that no list holds, from its parts."""
    codes = {code_of(part) for part in word.split("-") if part[:1].isupper()}
    for code in "ulfyh":
        if code in codes:
            return code
    return "e" if codes == {"e"} else "u"


def word_spans(run: str) -> list[tuple[int, int, int]]:
    """The words of a run: start, end without a possessive, end."""
    spans: list[tuple[int, int, int]] = []
    place = 0
    for word in run.replace("\xa0", " ").split(" "):
        end = place + len(word)
        core = end
        if word[-1:] in PLURAL_MARKS:
            core = end if word[-4:-1] in TRADES or word[:-1].lower() in WORDS.english else end - 1
        elif (
            word[-2:] in POSSESSIVE
            and word[:-2] not in OWN_POSSESSIVE
            and (word[-1] == "s" or word.isupper())
        ):
            core = end - 2
        spans.append((place, core, end))
        place = end + 1
    return spans


def units_of(run: str) -> list[Unit]:
    """The words and listed phrases of a run: start, end, code, and whether a possessive or a break
    follows."""
    codes = WORDS.codes
    longest = WORDS.longest
    spans = word_spans(run)
    units: list[Unit] = []
    i = 0
    count = len(spans)
    while i < count:
        start, core, end = spans[i]
        word = run[start:core]
        limit = longest.get(word, 1)
        if limit == 1 and len(word) > 2 and word.isupper() and i + 1 < count:
            found = capitals_phrase(run, spans, i)
            if found is not None:
                units.append(found)
                i += run[start : found[1]].count(" ") + 1
                continue
        if limit > 1:
            last = last_of_phrase(run, spans, i)
            if last == i and len(word) > 2 and word.isupper():
                found = capitals_phrase(run, spans, i)
                if found is not None:
                    units.append(found)
                    i += run[start : found[1]].count(" ") + 1
                    continue
            if word == "The" and last > i and last_of_phrase(run, spans, i + 1) > last:
                last = i
            if last > i:
                stop = spans[last][1] if run[start : spans[last][1]] in codes else spans[last][2]
                units.append((start, stop, codes[run[start:stop]], stop < spans[last][2]))
                i = last + 1
                continue
        i += 1
        code = "e" if word[-1:] in PLURAL_MARKS else codes.get(word)
        if word == "do" and run[: start - 1] in QUESTION_WORDS:
            code = "x"
        elif code == "o" and word in FORMS and units and units[-1][2] in OPEN and not units[-1][3]:
            code = "S"
        cut = glued(word) if code is None else 0
        if cut:
            units.append((start, start + cut, code_of(word[:cut]), True))
            units.append((start + cut, core, WORDS.codes[word[cut:].capitalize()], core < end))
            continue
        if code is None and "-" in word:
            units += hyphenated(word, start, core < end)
            continue
        if code is None:
            code = code_of(word) if word[:1].isupper() else particle_code(word)
        units.append((start, core, code, core < end))
    return units


def glued(word: str) -> int:
    """Where a country or town begins that a page has glued to the word before; 0 for a word in one piece."""
    match = GLUED.search(word)
    if match is None or WORDS.codes.get(match[0].capitalize()) not in ("c", "g"):
        return 0
    head = word[: match.start()]
    known = head in WORDS.codes or head.lower() in WORDS.english
    return match.start() if known or len(head) >= GLUED_HEAD else 0


def last_of_phrase(run: str, spans: list[tuple[int, int, int]], i: int) -> int:
    """The number of the last word of the longest listed phrase that starts with word ``i``; ``i`` if none."""
    start, core, _ = spans[i]
    last = min(len(spans), i + WORDS.longest.get(run[start:core], 1)) - 1
    while last > i:
        if run[start : spans[last][1]] in WORDS.codes or run[start : spans[last][2]] in WORDS.codes:
            return last
        last -= 1
    return i


def capitals_phrase(run: str, spans: list[tuple[int, int, int]], i: int) -> Unit | None:
    """The listed phrase in capitals that starts at word ``i``: "UNITED STATES"."""
    start, core, _ = spans[i]
    last = min(len(spans), i + WORDS.longest.get(run[start:core].capitalize(), 1)) - 1
    while last > i:
        stop = spans[last][1]
        phrase = " ".join(word.capitalize() if len(word) > 3 else word for word in run[start:stop].split(" "))
        for form in (phrase, run[start:stop].title()):
            if form in WORDS.codes:
                return start, stop, WORDS.codes[form], stop < spans[last][2]
        last -= 1
    return None


def particle_code(word: str) -> str:
    """The code of a lower-case word inside a run."""
    if word in ("of", "for"):
        return "O"
    if word == "the":
        return "T"
    if word == "&":
        return "&"
    return "u" if "-" in word or "'" in word or "’" in word else "q"


def hyphenated(word: str, start: int, broken: bool) -> list[Unit]:
    """A compound: "China-based" is China, "Russia-Ukraine" both, "Jong-un" and "Asia-Pacific" one word;
    an agency's label is no part of a name ("EXCLUSIVE-China").
    """
    codes = WORDS.codes
    parts = word.split("-")
    known = [codes.get(part, "") for part in parts]
    if len(parts) == 2 and known[0] in ("c", "g", "n", "v") and known[1] in ("c", "g", "n", "v"):
        cut = start + len(parts[0])
        return [(start, cut, known[0], True), (cut + 1, start + len(word), known[1], broken)]
    if len(parts) == 2 and known[1] in ("c", "g", "n", "v") and parts[0].lower() in SLUGS:
        return [(start + len(parts[0]) + 1, start + len(word), known[1], broken)]
    tail = parts[-1]
    head = word[: -len(tail) - 1]
    code = codes.get(head) or (code_of(head) if len(parts) == 2 else "")
    if tail[:1].islower() and (tail in COMPOUND_TAILS or code in ("c", "g", "n", "o", "v", "a")):
        return [(start, start + len(head), code or code_of(head), True)]
    if (
        code == "n"
        and codes.get(tail, "u") in NAMES
        and tail[:1].isupper()
        and tail.lower() not in WORDS.english
    ):
        return [(start, start + len(word), "u", broken)]
    if code in ("c", "n") and len(tail) > 1:
        return [(start, start + len(head), code, True)]
    return [(start, start + len(word), code_of(word), broken)]
