"""What speaks for and against each type of a candidate name.

Evidence is a set of named features: of the name itself (the codes of its words, its head, its ending, its
shape) and of the places it stands in (the words to the left and right, a title before it, a spelled-out name
before its acronym).  A document's occurrences of one name put their features together, so the type is decided
once.  The weights are in ``reference/name_evidence.csv``, one row per feature, in tenths of a logit for each
type; they were fitted on one half of a public corpus of world newswire and checked on the other.
"""

from __future__ import annotations

from tradewire.extract.names.lists import WORDS
from tradewire.reference_data import rows

LEFT: dict[str, str] = {}
RIGHT: dict[str, str] = {}
for _row in rows("name_context"):
    for _word in _row["words"].split("|"):
        (LEFT if _row["side"] == "left" else RIGHT).setdefault(
            _word, f"{_row['side'][0].upper()}:{_row['feature']}"
        )

ENDINGS: dict[str, str] = {}
for _row in rows("name_endings"):
    for _word in _row["endings"].split("|"):
        ENDINGS[_word] = "E:" + _row["feature"]
ENDING_LENGTHS = tuple(sorted({len(ending) for ending in ENDINGS}, reverse=True))


def squeezed(codes: str) -> str:
    """The codes with repeats beyond two dropped, so that patterns stay few."""
    out = ""
    for code in codes:
        if out[-2:] != code + code:
            out += code
    return out[:5]


def own_features(text: str, kind: str, codes: str) -> list[str]:
    """Evidence that the name carries in itself."""
    found = ["kind:" + kind]
    words = text.split(" ")
    last = words[-1]
    pattern = squeezed(codes)
    found.append("codes:" + pattern)
    found.append("first:" + codes[0])
    found.append("last:" + codes[-1])
    found.append("words:" + str(min(4, len(words))))
    if len(words) > 1:
        shape = "".join("n" if code in "fhluyvq" else "i" if code == "i" else "-" for code in codes)
        if "-" not in shape:
            found.append("shape:given" if codes[0] in "fhi" else "shape:names")
    ending = ending_of(last)
    if ending:
        found.append(ending)
        found.append(ending + ("1" if len(words) == 1 else "2"))
    if len(words) > 1:
        ending = ending_of(words[0])
        if ending:
            found.append(ending + "first")
    if any(map(str.isdigit, text)):
        found.append("digit")
    if text.isupper():
        found.append("upper" + str(min(5, len(text))))
    elif any(c.isupper() for word in words for c in word[1:]) and "-" not in text and "." not in text:
        found.append("camel")
    if "-" in text:
        found.append("hyphen")
    if "’" in text or "'" in text:
        found.append("apostrophe")
    if " of " in text or " for " in text:
        found.append("of")
    return found


def ending_of(word: str) -> str:
    """The feature of the longest listed ending of a word of five letters or more."""
    low = word.lower()
    for length in ENDING_LENGTHS:
        if len(low) > length + 1:
            feature = ENDINGS.get(low[-length:])
            if feature:
                return feature
    return ""


def left_feature(text: str, start: int) -> str:
    """The class of what stands directly before ``start``."""
    if start == 0:
        return "L:start"
    before = text[max(0, start - 24) : start]
    last = before[-1]
    if last != " ":
        return "L:" + (last if last in "(\"“‘'-—–/@#[" else "start" if last == "\n" else "glued")
    stripped = before.rstrip(" ")
    if not stripped:
        return "L:start"
    last = stripped[-1]
    if not last.isalnum():
        return "L:" + (last if last in ',—–-:;.)”"' else "start" if last == "\n" else "glued")
    word = stripped[stripped.rfind(" ") + 1 :]
    if word in LEFT:
        return LEFT[word]
    if word[-2:] in ("'s", "’s"):
        return "L:possessive"
    low = word.lower()
    if low in WORDS.roles:
        return "L:role"
    if low in LEFT:
        return LEFT[low]
    if last.isdigit():
        return "L:digit"
    return "L:" + (
        "upper"
        if word[0].isupper()
        else "ly"
        if word[-2:] == "ed"
        else "ing"
        if word[-3:] == "ing"
        else "word"
    )


def right_features(text: str, end: int) -> list[str]:
    """The classes of what stands directly after ``end``."""
    after = text[end : end + 32]
    if not after:
        return ["R:end"]
    first = after[0]
    if first in "'’":
        if after[1:2] == "s":
            return ["R:possessive"]
        return ["R:quote"]
    if first == " ":
        if after[1:2] == "(":
            close = after.find(")", 2)
            inner = after[2:close] if close > 0 else ""
            if inner.isupper() and len(inner) > 1:
                return ["R:(acronym)"]
            return ["R:(age)" if inner.isdigit() else "R:("]
        word = after[1:].split(None, 1)[:1]
        return ["R:" + right_word(word[0])] if word else ["R:end"]
    if first == ",":
        rest = after[2:].split(None, 2)
        if rest:
            head = rest[0].rstrip(",.")
            if head.isdigit() and len(head) < 3:
                return ["R:,", "R:,age"]
            if head in WORDS.known and WORDS.codes[head] in "cg":
                return ["R:,", "R:,place"]
            if head in ("a", "an", "the", "who", "whose"):
                return ["R:,", "R:,the" if head == "the" else "R:,who" if head[0] == "w" else "R:,a"]
            if head.lower() in WORDS.roles:
                return ["R:,", "R:,role"]
        return ["R:,"]
    if first == "-" or first == "–":
        word = after[1:].split(None, 1)[:1]
        return ["R:-based" if word and word[0].startswith(("based", "born")) else "R:-"]
    return ["R:" + (first if first in '.)"”:;?!—' else "end" if first == "\n" else "other")]


def right_word(word: str) -> str:
    """The class of the word after a name."""
    bare = word.rstrip(".,;:")
    feature = RIGHT.get(bare)
    if feature:
        return feature[2:]
    if bare in WORDS.roles:
        return "role"
    if bare[:1].isupper():
        return "upper"
    if bare[:1].isdigit():
        return "digit"
    if bare[-2:] == "ed":
        return "ed"
    if bare[-1:] == "s" and bare[-2:] != "ss":
        return "s"
    return "word"
