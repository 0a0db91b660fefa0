"""One pass over the text for every word list at once.

The text becomes one byte per code point (Latin-1; anything beyond is a space), letters lower-cased and
everything that is neither letter nor digit a space.  So byte offsets are code-point offsets, "dual-use",
"don't" and "U.S." are found as " dual use", " don t" and " u s", and a match that starts with a space and is
followed by one is a whole word.  Aho and Corasick, "Efficient string matching" (CACM 18:6, 1975); the
automaton is daachorse's, leftmost-longest.
"""

from __future__ import annotations

from collections.abc import Sequence

import daachorse

from tradewire.extract.doc import Hit


def _fold_table() -> bytes:
    table = bytearray(b" " * 256)
    for code in range(256):
        char = chr(code)
        if char.isalnum() and char.isascii():
            table[code] = ord(char.lower())
        elif code >= 0xC0 and char.isalpha():
            low = char.lower()
            table[code] = ord(low) if ord(low) < 256 else code
    return bytes(table)


FOLD = _fold_table()
SPACE = 32


def fold(text: str) -> bytes:
    """The text as the automaton sees it: ``len(text) + 2`` bytes, one space added at either end."""
    return b" %b " % text.encode("latin-1", "replace").translate(FOLD)


class Scanner:
    """Finds every form of a word list in one pass.

    ``forms`` are as a person writes them; two that fold to the same bytes must have been merged before
    (``ValueError``).
    """

    __slots__ = ("_automaton", "_by_bytes", "_long")

    def __init__(self, forms: Sequence[str]) -> None:
        patterns = [folded_form(form) for form in forms]
        if len(set(patterns)) != len(patterns):
            raise ValueError("two forms of the word list fold to the same bytes")
        if b" " in patterns:
            raise ValueError("a form of the word list holds no letter or digit")
        self._automaton = daachorse.DoubleArrayAhoCorasick(patterns, daachorse.MATCH_KIND_LEFTMOST_LONGEST)
        self._by_bytes = {pattern: entry for entry, pattern in enumerate(patterns)}
        self._long = frozenset(entry for entry, pattern in enumerate(patterns) if b" " in pattern[1:])

    def find(self, text: str) -> list[Hit]:
        """Word-bounded, longest, non-overlapping matches in reading order, offsets in code points."""
        data = fold(text)
        long = self._long
        hits: list[Hit] = []
        add = hits.append
        for start, end, entry in self._automaton.find(data):
            if data[end] == SPACE:
                add((start, end - 1, entry))
            elif entry in long:
                hits += self._word_by_word(data, start, end)
        return hits

    def _word_by_word(self, data: bytes, start: int, end: int) -> list[Hit]:
        """What a match that broke off inside a word ("air defence" in "air defenceless") hid from view."""
        hits: list[Hit] = []
        end = data.index(b" ", end)
        while start < end:
            stop = end
            while stop > start and data[start:stop] not in self._by_bytes:
                stop = data.rfind(b" ", start + 1, stop)
            if stop > start:
                hits.append((start, stop - 1, self._by_bytes[data[start:stop]]))
                start = stop
            else:
                start = data.find(b" ", start + 1)
                if start < 0 or start >= end:
                    break
        return hits


def folded_form(form: str) -> bytes:
    """The pattern for one form: its folded words, each with one space before it."""
    return b" " + b" ".join(fold(form).split())
