"""A sentence as a short string, one letter per word or mark, for rules that are plain ``re`` patterns.

After FASTUS (Hobbs et al., 1997): the word classes that grammar needs are few, and a pattern over some thirty
letters reads like grammar and runs at the speed of ``re``.  A stage says by ``letters`` which letter each
form of the lexicon has for it; the letters that every stage shares stand for what no word list holds:

===== ==============================================================================================
``N`` a name: person, organisation, place, product          ``A`` a nationality or people ("Chinese")
``x`` any other word      ``X`` one with a capital          ``e`` one in -ed      ``g`` one in -ing
``9`` a number            ``$`` a sign or code of money     ``%`` per cent        ``'`` a possessive 's
``,`` ``;`` ``:`` ``.`` ``-`` ``(`` ``)`` ``/`` themselves  ``"`` opens a quotation, ``!`` closes it
``_`` a dash
===== ==============================================================================================
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from tradewire.extract.doc import Doc, Mention

Payload = int | Mention | None
"""The lexicon entry of a word, the mention of a name, or None for what no list holds."""

MENTION_LETTERS = {"NORP": "A", "PERSON": "N", "ORG": "N", "GPE": "N", "LOC": "N", "PRODUCT": "N"}
GAP_MEMO_LIMIT = 50_000

_TOKEN = re.compile(
    r"[’'][sS](?!\w)|(?<=s)[’'](?=\s)|\d+[xX]\d+(?!\w)|\d[\d,.]*(?<=\d)|[^\W\d_](?:[\w’']*\w)?"
    r"|[$£€¥₹₩]|%|[“\"«„]|[”»]|[‘’'`]+|[,;:.?!()/\[\]]|[–—]+| - |-"
)
_MARKS = {
    "“": '"', "«": '"', "„": '"', "”": "!", "»": "!", "?": ".", "!": ".", "[": "(", "]": ")", " - ": "_",
}  # fmt: skip
_start_of = attrgetter("start")
_gap_memo: dict[str, tuple[tuple[str, int, int], ...]] = {}


class Chunks(NamedTuple):
    """``codes[i]`` is the letter of the words ``text[starts[i]:ends[i]]``, ``payloads[i]`` what they are."""

    codes: str
    starts: list[int]
    ends: list[int]
    payloads: list[Payload]


def _letter(token: str, before: str) -> str:
    """The letter of one token that no word list holds; ``before`` is the character in front of it."""
    first = token[0]
    if first.isalpha():
        if first.isupper():
            return "X"
        return "e" if token.endswith("ed") else "g" if token.endswith("ing") else "x"
    if first.isdigit():
        return "9" if token.isdigit() or "x" not in token.lower() else "x"
    if first in "$£€¥₹₩":
        return "$"
    if first in "–—":
        return "_"
    if first in "’'" and len(token) == 2 and token[1] in "sS":
        return "'"
    if first in "\"‘’'`":
        return '"' if before in " \n(—–[" else "!"
    return _MARKS.get(token, token)


def _gap(gap: str) -> tuple[tuple[str, int, int], ...]:
    """Letters of the text between two known spans, with places relative to the gap's start."""
    found = _gap_memo.get(gap)
    if found is None:
        found = tuple(
            (_letter(m[0], gap[m.start() - 1 : m.start()] or "\0"), m.start(), m.end())
            for m in _TOKEN.finditer(gap)
        )
        if len(_gap_memo) >= GAP_MEMO_LIMIT:
            _gap_memo.clear()
        _gap_memo[gap] = found
    return found


def _spans(doc: Doc, start: int, end: int, letters: Sequence[str]) -> list[tuple[int, int, str, Payload]]:
    """Names and forms in reading order.

    Where they overlap the name wins, unless the form holds the whole name and more ("Patriot missiles").
    """
    hits = [
        hit
        for hit in doc.hits[bisect_left(doc.hits, (start,)) : bisect_left(doc.hits, (end,))]
        if letters[hit[2]]
    ]
    mentions = doc.mentions
    names = mentions[bisect_left(mentions, start, key=_start_of) : bisect_left(mentions, end, key=_start_of)]
    spans: list[tuple[int, int, str, Payload]] = []
    i = j = 0
    while i < len(hits) and j < len(names):
        first, last, entry = hits[i]
        name = names[j]
        if last <= name.start:
            spans.append((first, last, letters[entry], entry))
            i += 1
        elif name.end <= first:
            spans.append((name.start, name.end, MENTION_LETTERS[name.label], name))
            j += 1
        elif first <= name.start and name.end <= last and last - first > name.end - name.start:
            j += 1
        else:
            i += 1
    spans += [(first, last, letters[entry], entry) for first, last, entry in hits[i:]]
    spans += [(name.start, name.end, MENTION_LETTERS[name.label], name) for name in names[j:]]
    return spans


def chunk(doc: Doc, start: int, end: int, letters: Sequence[str]) -> Chunks:
    """The text from ``start`` to ``end`` as chunks.

    ``letters[entry]`` is one letter for a lexicon form, or ``""`` where the stage has no use for it
    (the words are then ``x``).
    """
    text = doc.text
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    payloads: list[Payload] = []
    at = start
    for first, last, letter, payload in [*_spans(doc, start, end, letters), (end, end, "", None)]:
        gap = text[at:first]
        if gap and gap != " ":
            for mark, low, high in _gap(gap):
                codes.append(mark)
                starts.append(at + low)
                ends.append(at + high)
                payloads.append(None)
        if letter:
            codes.append(letter)
            starts.append(first)
            ends.append(last)
            payloads.append(payload)
        at = last
    return Chunks("".join(codes), starts, ends, payloads)
