"""When are two names spellings of one person's name?

Both are folded by rules for what transliteration and keyboards do (accents off, ``kh`` and ``k``, ``y`` and
``i``, doubled letters); then every word of one must be the other's word but for an edit or so (Levenshtein,
1966).  Plain similarity of strings is no use: Wang Yi and Wang Li are closer than Gaddafi and Qaddafi.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from tradewire.settings import VARIANT_EDITS_ALL, VARIANT_EDITS_BY_LENGTH

_FOLDS = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"[’'`ʼ‘\"]", ""),
        (r"ph", "f"),
        (r"shch|sch|sh", "s"),
        (r"tch|ch|cz", "c"),
        (r"kh|gh|q|ck", "k"),
        (r"dzh|dj|zh", "j"),
        (r"ts|tz", "c"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"^(?:ye|ie|je)", "e"),
        (r"[iye]*[iy][iye]*(?=$|[^aeiouy])", "i"),
        (r"y", "i"),
        (r"ff$", "v"),
        (r"(.)\1+", r"\1"),
    )
]
_GAP = re.compile(r"[\s\-–.,]+")
_PARTICLES = frozenset({"al", "el", "ul", "bin", "ibn", "bint", "de", "von", "van"})
Words = tuple[str, ...]
_CLASSES = str.maketrans("bfpvcgjkqsxzdtlmnraeiouh", "111122222222334556000000")


@lru_cache(maxsize=200_000)
def folded(name: str) -> tuple[str, ...]:
    """The words of a name, folded; particles such as "al-" and initials' full stops left out."""
    plain = name.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return tuple(_folded_word(word) for word in _GAP.split(plain) if word and word not in _PARTICLES)


@lru_cache(maxsize=200_000)
def _folded_word(word: str) -> str:
    for pattern, replacement in _FOLDS:
        word = pattern.sub(replacement, word)
    return word


def block(name: str) -> tuple[int, str]:
    """Names in different blocks are never variants; few share one (sound classes after Soundex, 1918)."""
    return _block(folded(name))


def _block(words: Words) -> tuple[int, str]:
    if not words:
        return 0, ""
    sounds = "".join(word.translate(_CLASSES)[:1] for word in words)
    last = words[-1].translate(_CLASSES).replace("0", "")
    return len(words), sounds + last[:2]


def same_name(one: str, other: str) -> bool:
    """Whether two full names are spellings of one; a single word is the same as itself only, folded."""
    left, right = folded(one), folded(other)
    if left == right:
        return bool(left)
    if len(left) != len(right):
        return len(left) > 1 and "".join(left) == "".join(right)
    if len(left) < 2:
        return False
    edits = 0
    for a, b in zip(left, right, strict=True):
        distance = _edits(a, b)
        if distance is None:
            return False
        edits += distance
    return edits <= VARIANT_EDITS_ALL


def variants(names: Iterable[Words]) -> Iterator[tuple[Words, Words]]:
    """Every pair of different folded names, of two words or more each, that are spellings of one.

    The same pairs as `same_name` finds within a `block`, in time that grows with the number of names: the
    words that are spellings of each other are found first, then the names that differ by such words only.
    """
    known = {words for words in names if len(words) > 1}
    spellings = _spellings({word for words in known for word in words})
    for words in known:
        near = [
            (place, other, edits)
            for place, word in enumerate(words)
            for other, edits in spellings.get(word, ())
            if edits <= VARIANT_EDITS_ALL
        ]
        changes = [*((one,) for one in near), *combinations(near, 2)]
        for change in changes:
            if len({place for place, _, _ in change}) == len(change) and (
                sum(edits for *_, edits in change) <= VARIANT_EDITS_ALL
            ):
                changed = list(words)
                for place, other, _ in change:
                    changed[place] = other
                found = tuple(changed)
                if words < found and found in known and _block(words) == _block(found):
                    yield words, found


def _spellings(words: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
    """Word to the others that are spellings of it, with the edits between them.

    Words one or two edits apart share a string that is left when one or two letters are taken out of each.
    """
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for edits in sorted({limit for _, limit in VARIANT_EDITS_BY_LENGTH if limit}):
        met: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= _shortest(edits):
                for rest in _without(word, edits):
                    met[rest].append(word)
        for one, other in {pair for near in met.values() for pair in combinations(sorted(near), 2)}:
            distance = _edits(one, other)
            if distance and _allowed(min(len(one), len(other))) == edits:
                found[one].append((other, distance))
                found[other].append((one, distance))
    return found


def _without(word: str, letters: int) -> set[str]:
    """The word, and what is left of it without up to so many letters."""
    left = last = {word}
    for _ in range(letters):
        last = {rest[:i] + rest[i + 1 :] for rest in last for i in range(len(rest))}
        left = left | last
    return left


def _shortest(edits: int) -> int:
    """The length from which words may be so many edits apart."""
    return next(length + 1 for length, limit in reversed(VARIANT_EDITS_BY_LENGTH) if limit < edits)


def _allowed(length: int) -> int:
    return next(limit for longest, limit in VARIANT_EDITS_BY_LENGTH if length <= longest)


def _edits(a: str, b: str) -> int | None:
    """The edits between two words that can be spellings of one; null where they cannot."""
    if a == b:
        return 0
    allowed = _allowed(min(len(a), len(b)))
    distance = Levenshtein.distance(a, b, score_cutoff=allowed)
    return distance if distance <= allowed and _may_differ(a, b) else None


def _may_differ(a: str, b: str) -> bool:
    """Whether edits between two words can be of spelling: vowels, sounds of one class, not gender."""
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    if longer == shorter + "a":
        return False
    left, right = (word.translate(_CLASSES) for word in (a, b))
    if left[0] != right[0]:
        return False
    left, right = left.replace("0", ""), right.replace("0", "")
    return left == right or len(left) != len(right)
