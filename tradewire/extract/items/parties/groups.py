"""Groups spoken of before: whose "the companies", "both firms", "the army" and "they" are."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from tradewire.extract.doc import Mention, Party
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Region
from tradewire.extract.trade_forms import word_class

FIRM_PLURALS = word_class("firm_plurals")
FIRMS = word_class("firms") | FIRM_PLURALS
FORCES = word_class("forces")
PLURAL = frozenset(["they", "both"])
#: Names that are looked back over.
NAMES = 16
#: Characters back to what a pronoun and "the firm" take up; "the companies" are named less often.
NEAR = 260
_start_of = attrgetter("start")


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _behind(words: frozenset[str]) -> re.Pattern[str]:
    """ "Chinese *companies*", "Turkey’s defence *firms*", "Dubai-based *traders*"."""
    return re.compile(
        rf"(?:['’]s?|-\w+)?(?: (?!and|or|to|in|of|with|the|its)[\w-]+){{0,2}} (?:{_alternatives(words)})\b"
    )


def _ahead(words: frozenset[str]) -> re.Pattern[str]:
    """ "*companies* in China", "a *firm* registered in the Emirates"."""
    return re.compile(rf"\b(?:{_alternatives(words)})(?: \w+ed)? (?:in|from|of) (?:the )?$", re.IGNORECASE)


_PATTERNS = {words: (_behind(words), _ahead(words)) for words in (FIRMS, FORCES, FIRMS | FORCES)}


def group_before(clause: Clause, region: Region) -> Party:
    """The country of the last group of this kind that was named with one; an empty ``Party`` for none."""
    tokens = [clause.token(i) for i in range(*region)]
    if any(token in FIRMS for token in tokens):
        words = FIRMS
    elif any(token in FORCES for token in tokens):
        words = FORCES
    elif any(token in PLURAL for token in tokens):
        words = FIRMS | FORCES
    else:
        return Party()
    start = clause.starts[region[0]]
    far = words is FORCES or any(token in FIRM_PLURALS for token in tokens)
    mentions = clause.doc.mentions
    at = bisect_left(mentions, start, key=_start_of)
    for name in reversed(mentions[max(0, at - NAMES) : at]):
        if start - name.start > NEAR and not far:
            break
        country = name.entity.country
        if name.label in ("GPE", "NORP") and country not in (None, "EU") and _has_group(clause, name, words):
            return Party(start, clause.ends[region[1] - 1], None, country)
    return Party()


def _has_group(clause: Clause, name: Mention, words: frozenset[str]) -> bool:
    text = clause.doc.text
    behind, ahead = _PATTERNS[words]
    return (
        behind.match(text, name.end, name.end + 60) is not None
        or ahead.search(text, max(0, name.start - 50), name.start) is not None
    )
