"""The text as one letter per word: what the patterns of cues, speakers and clauses are written in.

Quoted regions stand as one letter each, so that no cue is ever read from inside them.  Words that no list
holds get their letter from their shape (capital, digit, -ed, -ing, possessive); the letters are in
``word_classes.csv`` and in ``SHAPES`` below.  Words are cut and classified by built-ins that run at the speed
of C.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from tradewire.extract.doc import Sentence
from tradewire.extract.quotes.cues import CUE_LETTERS
from tradewire.extract.quotes.marks import Region
from tradewire.reference_data import rows

SHAPES = {
    "N": "a word with a capital",
    "K": "one in the possessive",
    "x": "any other word",
    "y": "one in the possessive",
    "e": "one in -ed",
    "g": "one in -ing",
    "#": "a number",
    "V": "a finite cue (says, said)",
    "L": "a cue's base form",
    "G": "a cue in -ing",
    "E": "a cue's participle that is no past",
    "C": "a cue that is a noun",
    "a": "according, per",
    "f": "the first word of a cue of several words",
    "Q": "a quoted region",
    "|": "the end of a sentence",
}
"""Letters that come from a word's shape or from the cues, beside those of ``word_classes.csv``."""

MEMO_LIMIT = 200_000
"""Distinct words kept; a batch has fewer, and a hostile text cannot grow the memo for ever."""

SENTENCE_LIMIT = 200
"""Words without a full stop after which a sentence is broken: reports of the press run to some 120."""

TITLE_LIMIT = 80
"""Longest title of a work told by its capitals alone, in characters."""
SMALL = frozenset(["of", "the", "a", "an", "and", "for", "to", "in", "on", "with", "at", "or", "from", "by"])
MODIFIED = frozenset("xNKyDegpjotb")
"""Letters before words in marks that go with a noun phrase ("the novel “The Long Voyage”")."""

LONG_TOKEN = 60
"""A longer word is no prose (an address, data); its letter is worked out each time and not kept."""

_TOKEN = re.compile(r"\w[\w’'.\-]*\s*|[^\w\s]\s*")
_NAMES_TOO = frozenset({"will", "may", "march", "august", "us", "it", "as", "who", "am", "does"})
_ADVERBS_NOT = frozenset(
    {"family", "ally", "reply", "supply", "only", "early", "daily", "weekly", "assembly", "italy", "july"}
)


def _closed_classes() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in rows("word_classes"):
        if row["letter"] != "v":
            for word in row["words"].split("|"):
                table.setdefault(word, row["letter"])
    return table


def _open_classes() -> dict[str, str]:
    """Words that are nothing but verbs or adverbs; capitals ("Will Grant") are names all the same."""
    table = dict(CUE_LETTERS)
    for row in rows("word_classes"):
        if row["letter"] == "v":
            for word in row["words"].split("|"):
                table.setdefault(word, "v")
    for row in rows("english_words"):
        word = row["word"]
        if row["pos"] == "verb" and not word.endswith(("ed", "ing")):
            table.setdefault(word, "v")
        elif row["pos"] == "adv":
            table.setdefault(word, "r")
    return table


CLOSED = _closed_classes()
OPEN = _open_classes()


class _Letters(dict[str, str]):
    """Run of text without a space to its letters, worked out once for each distinct run.

    ``titled`` is for headlines, where Words Of All Kinds have capitals.
    """

    def __init__(self, titled: bool) -> None:
        super().__init__()
        self.titled = titled

    def __missing__(self, token: str) -> str:
        letter = self._letter(token.rstrip()) if token else "|"
        if len(self) >= MEMO_LIMIT:
            self.clear()
        if len(token) < LONG_TOKEN:
            self[token] = letter
        return letter

    def _letter(self, word: str) -> str:
        first = word[0]
        if not (first.isalnum() or first == "_"):
            return _MARKS.get(first, "z")
        if first.isdigit():
            return "#"
        low = word.lower()
        bare = low if low in CLOSED else low.rstrip(".'’-")
        if first.isupper() or (first.isalpha() and not first.islower()):
            return self._capital(word, low, bare)
        if bare in CLOSED:
            return CLOSED[bare]
        if low.endswith(("'s", "’s", "s'", "s’")):
            return "y"
        return OPEN.get(bare) or _shape(bare)

    def _capital(self, word: str, low: str, bare: str) -> str:
        if bare in CLOSED and (not word.isupper() or len(bare) == 1 or self.titled):
            letter = CLOSED[bare]
            if letter == "d":
                return "d"
            if bare not in _NAMES_TOO or (bare in ("it", "as", "who") and not word.isupper()):
                return letter
        if low.endswith(("'s", "’s", "s'", "s’")):
            return "K"
        cue = CUE_LETTERS.get(bare)
        if cue is not None and (self.titled or cue in "Ga"):
            return cue
        if cue is None and low.endswith("ly") and bare not in _ADVERBS_NOT and len(bare) > 5:
            return "r"
        return "N"


_MARKS = {
    ",": ",", ";": ";", ":": ":", ".": ".", "!": ".", "?": ".", "…": "-",
    "(": "(", ")": ")", "[": "(", "]": ")",
    "—": "-", "–": "-", "-": "-", "―": "-", "&": "&", "/": "&",
}  # fmt: skip


def _shape(word: str) -> str:
    if word.endswith("ly") and word not in _ADVERBS_NOT:
        return "r"
    if word.endswith("ed") and len(word) > 4:
        return "e"
    if word.endswith("ing") and len(word) > 5:
        return "g"
    return "x"


_PLAIN = _Letters(titled=False)
_TITLED = _Letters(titled=True)


def _is_title(words: str) -> bool:
    """A title, a slogan or a nickname: Capitals Throughout, and no stop after a word or two."""
    if len(words) > TITLE_LIMIT or words[-1] in "!?" or not words[0].isupper():
        return False
    if words[-1] in ".," and words.count(" ") < 2:
        return False
    return all(word[0].isupper() or word in SMALL for word in words.split())


def _broken(tokens: list[str]) -> list[str]:
    """A run of words too long for any sentence, broken so that no pattern has to look far."""
    broken: list[str] = []
    for first in range(0, len(tokens), SENTENCE_LIMIT):
        broken += tokens[first : first + SENTENCE_LIMIT]
        broken.append("")
    return broken


def _breaks_after(text: str, at: int, end: int) -> bool:
    """Whether the sentence around a quoted region ends with it; ``end`` is where the segmenter ends it."""
    follow = text[at : at + 2].lstrip(" ")
    if at < end:
        return False
    if not follow or follow[0] == "\n" or text[at : at + 3].isspace():
        return True
    return text[at - 2] in ".!?…" and not follow[0].islower()


class _Tape:
    """Tokens and their letters, laid end to end over a text."""

    __slots__ = ("codes", "covered", "ended", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [""]
        self.codes = ["|"]
        self.covered = 0
        self.ended = 1

    def add_words(self, at: int, stop: int, letters: _Letters) -> bool:
        """The words of ``text[at:stop]``; returns whether there are any."""
        tokens: list[str] = _TOKEN.findall(self.text, at, stop)
        if not tokens:
            return False
        self.tokens[-1] += self.text[self.covered : stop - sum(map(len, tokens))]
        self.covered = stop
        if len(tokens) > SENTENCE_LIMIT:
            tokens = _broken(tokens)
        self.tokens += tokens
        self.codes += map(letters.__getitem__, tokens)
        return True

    def add_region(self, region: Region, letter: str) -> None:
        """A quoted region as one word; it ends a sentence that has grown too long."""
        self.tokens[-1] += self.text[self.covered : region.first]
        self.tokens.append(self.text[region.first : region.last])
        self.codes.append(letter)
        self.covered = region.last
        if len(self.codes) - self.ended > SENTENCE_LIMIT:
            self.add_end(region.last)

    def add_end(self, at: int) -> None:
        """The end of a sentence, if it has any words."""
        if len(self.codes) > self.ended:
            self.tokens[-1] += self.text[self.covered : at]
            self.covered = at
            self.tokens.append("")
            self.codes.append("|")
            self.ended = len(self.codes)


class Words:
    """The words of a document.

    ``codes[i]`` is the letter of word ``i``; ``codes`` starts and ends with ``|``.  ``mirror`` is ``codes``
    read backwards, for patterns that look to the left of a cue: word ``i`` is at ``mirror[size - 1 - i]``.
    Every token runs to the start of the next, white space included, so that its offset is the length of those
    before it.
    """

    __slots__ = (
        "_headlines",
        "_quoted_from",
        "_quoted_to",
        "_starts",
        "_tokens",
        "codes",
        "mirror",
        "regions",
        "size",
        "text",
    )

    def __init__(self, text: str, sentences: list[Sentence], regions: list[Region]) -> None:
        self.text = text
        self.regions: dict[int, Region] = {}
        self._headlines: set[int] = set()
        self._quoted_from = [region.first for region in regions]
        self._quoted_to = [region.last for region in regions]
        tape = _Tape(text)
        self._read(tape, sentences, regions)
        self.codes = "".join(tape.codes)
        self.mirror = self.codes[::-1]
        self.size = len(self.codes)
        self._tokens = tape.tokens
        self._starts = list(accumulate(map(len, tape.tokens), initial=0))

    def _read(self, tape: _Tape, sentences: list[Sentence], regions: list[Region]) -> None:
        """Lays the text out: runs of words, quoted regions, ends of sentences."""
        text, codes = self.text, tape.codes
        at = 0
        quoted = iter(regions)
        region = next(quoted, None)
        for sentence in sentences:
            titled = sentence.kind == "headline"
            if titled:
                self._headlines.add(len(codes))
            letters = _TITLED if titled else _PLAIN
            at = max(at, sentence.start)
            end = sentence.end
            ends_quoted = False
            while at < end:
                stop = end if region is None or region.first >= end else region.first
                if stop > at and tape.add_words(at, stop, letters):
                    ends_quoted = False
                at = max(at, stop)
                if region is not None and stop == region.first:
                    title = (
                        not titled and codes[-1] in MODIFIED and _is_title(text[region.start : region.end])
                    )
                    if not title:
                        self.regions[len(codes)] = region
                    tape.add_region(region, "N" if title else "Q")
                    at = region.last
                    region = next(quoted, None)
                    ends_quoted = True
            if _breaks_after(text, at, end) if ends_quoted else at == end:
                tape.add_end(at)
        tape.add_end(len(text))

    def span(self, i: int) -> tuple[int, int]:
        """Where word ``i`` stands in the text; a quoted region with its marks; a sentence end is empty."""
        region = self.regions.get(i)
        if region is not None:
            return region.first, region.last
        start = self._starts[i]
        return start, start + len(self._tokens[i].rstrip())

    def start(self, i: int) -> int:
        """The offset where word ``i`` starts."""
        return self._starts[i]

    def end(self, i: int) -> int:
        """The offset where word ``i`` ends, without a full stop."""
        start, end = self.span(i)
        word = self.text[start:end]
        return end - 1 if word.endswith(".") and "." not in word[:-1] and end - start > 2 else end

    def word(self, i: int) -> str:
        """Word ``i`` in lower case, without a full stop."""
        return self._tokens[i].rstrip().rstrip(".").lower()

    def in_headline(self, place: int) -> bool:
        """Whether word ``place`` stands in a headline."""
        start = self.codes.rfind("|", 0, place) + 1
        return start in self._headlines

    def quoted(self, offset: int) -> bool:
        """Whether ``offset`` stands inside a quoted region."""
        places = self._quoted_from
        at = bisect_right(places, offset) - 1
        return at >= 0 and offset < self._quoted_to[at]

    def fills(self, place: int, last: int) -> bool:
        """Whether the quoted region at word ``place`` makes up the bulk of words ``place`` to ``last``."""
        region = self.regions[place]
        inside = region.end - region.start
        words = self.text[region.start : region.end]
        return inside > 40 and words[0].isupper() and inside > 0.6 * (self.span(last)[1] - region.first)
