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

NAME_CODES = frozenset("fhluyvqi")
QUOTES = frozenset("«“\"'‘")
DIGITS = frozenset("0123456789")
ENDINGS: dict[str, str] = {}
for _row in rows("name_endings"):
    for _word in _row["endings"].split("|"):
        ENDINGS[_word] = "E:" + _row["feature"]
APPOSITION = 60
"""Characters after a name that are read for an apposition."""
APPOSITION_WORDS = 5
STOPS = frozenset(("of", "in", "for", "at", "from", "that", "which", "who", "and", "with", "to", "on"))
ENDING_LENGTHS = tuple(sorted({len(ending) for ending in ENDINGS}, reverse=True))


def squeezed(codes: str) -> str:
    """The codes with repeats beyond two dropped, so that patterns stay few."""
    out = ""
    for code in codes:
        if out[-2:] != code + code:
            out += code
    return out[:5]


def code_features(kind: str, codes: str, text: str) -> list[str]:
    """Evidence of the kinds of words a name is made of; the same for every name of these codes."""
    found = ["kind:" + kind, "codes:" + squeezed(codes), "first:" + codes[0], "last:" + codes[-1]]
    count = text.count(" ") + 1
    found.append("words:" + str(min(4, count)))
    if count > 1 and NAME_CODES.issuperset(codes):
        found.append("shape:given" if codes[0] in "fhi" else "shape:names")
    return found


def form_features(text: str) -> list[str]:
    """Evidence of how a name is written: endings, capitals, digits, marks."""
    found = []
    space = text.rfind(" ")
    ending = ending_of(text[space + 1 :])
    if ending:
        found.append(ending)
        found.append(ending + ("1" if space < 0 else "2"))
    if space > 0:
        ending = ending_of(text[: text.find(" ")])
        if ending:
            found.append(ending + "first")
    if text.isalpha():
        if text.isupper():
            found.append("upper" + str(min(5, len(text))))
        elif not text.istitle():
            found.append("camel")
        return found
    if not DIGITS.isdisjoint(text):
        found.append("digit")
    if text.isupper():
        found.append("upper" + str(min(5, len(text))))
    elif (
        "-" not in text
        and "." not in text
        and any(not word.istitle() and not word.islower() for word in text.split())
    ):
        found.append("camel")
    if "-" in text:
        found.append("hyphen" if space < 0 else "hyphen2")
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


_lefts: dict[str, str] = {}
_rights: dict[str, tuple[str, ...]] = {}
MEMO_LIMIT = 20_000
"""Neighbouring words kept with their class."""


def left_feature(text: str, start: int) -> str:
    """The class of what stands directly before ``start``."""
    before = text[start - 24 if start > 24 else 0 : start]
    if before[-1:] in QUOTES:
        quoted = before[:-1].rstrip()
        if LEFT.get(quoted[quoted.rfind(" ") + 1 :]) == "L:org_noun":
            return "L:org_noun"
    word = before[before.rfind(" ", 0, -1) + 1 :]
    feature = _lefts.get(word)
    if feature is None:
        feature = left_class(word)
        if len(_lefts) >= MEMO_LIMIT:
            _lefts.clear()
        _lefts[word] = feature
    return feature


def left_in_run(text: str, start: int) -> str:
    """The class of the capitalised word before a name in one run with it: "the NGO Brisa"."""
    before = text[max(0, start - 16) : start - 1]
    return "L:org_noun" if LEFT.get(before[before.rfind(" ") + 1 :].lower()) == "L:org_noun" else "L:run"


def left_class(before: str) -> str:
    """The class of a word with what separates it from the name, such as "the " or "(" ."""
    if not before:
        return "L:start"
    last = before[-1]
    if last != " ":
        return "L:" + (last if last in "(\"“‘'-—–/@#[" else "start" if last == "\n" else "glued")
    word = before.strip()
    if not word or "\n" in before[len(before.rstrip()) :]:
        return "L:start"
    last = word[-1]
    if last == "," and LEFT.get(word[:-1]) == "L:org_noun":
        return "L:org_noun"
    if not last.isalnum():
        return "L:" + (last if last in ',—–-:;.)”"' else "glued")
    word = word[word.rfind("\n") + 1 :]
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
    if word[0].isupper():
        return "L:upper"
    return "L:" + {"ed": "ly", "ng": "ing"}.get(word[-2:], "word")


def right_features(text: str, end: int) -> tuple[str, ...]:
    """The classes of what stands directly after ``end``."""
    after = text[end : end + 32]
    if after[:1] == " ":
        word = after[: after.find(" ", 1)] if " " in after[1:] else after
    elif after[:1] in ".)":
        word = after[:1]
    else:
        return tuple(right_classes(text[end : end + APPOSITION] if after[:1] == "," else after))
    if word[1:2] == "(":
        return tuple(right_classes(after))
    features = _rights.get(word)
    if features is None:
        features = tuple(right_classes(word))
        if len(_rights) >= MEMO_LIMIT:
            _rights.clear()
        _rights[word] = features
    return features


def right_classes(after: str) -> list[str]:
    """The classes of the characters that follow a name."""
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
        rest = after[2:].split()
        if rest:
            head = rest[0].rstrip(",.")
            if head.isdigit() and len(head) < 3:
                return ["R:,", "R:,age"]
            if head in WORDS.known and WORDS.codes[head] in "cg":
                return ["R:,", "R:,place"]
            if head in ("based", "headquartered"):
                return ["R:,", "R:,based"]
            if head in ("a", "an", "the"):
                feature = apposition(rest[1:APPOSITION_WORDS])
                if feature:
                    return ["R:,", feature]
            if head in ("a", "an", "the", "who", "whose"):
                return ["R:,", "R:,the" if head == "the" else "R:,who" if head[0] == "w" else "R:,a"]
            if head.lower() in WORDS.roles:
                return ["R:,", "R:,role"]
        return ["R:,"]
    if first == "-" or first == "–":
        word = after[1:].split(None, 1)[:1]
        return ["R:-based" if word and word[0].startswith(("based", "born")) else "R:-"]
    return ["R:" + (first if first in '.)"”:;?!—' else "end" if first == "\n" else "other")]


def apposition(words: list[str]) -> str:
    """What the noun of an apposition says: "a Norland server maker", "the group's chief", or nothing."""
    for word in words:
        noun = word.rstrip(",.;")
        if LEFT.get(noun) == "L:org_noun":
            return "R:,org"
        if noun in WORDS.roles:
            return "R:,role"
        if noun != word or noun in STOPS:
            break
    return ""


def right_word(word: str) -> str:
    """The class of the word after a name."""
    bare = word.rstrip(".,;:?!)”\"’'")
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
