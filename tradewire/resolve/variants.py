"""When are two names spellings of one person's name?

Both are folded by rules for what transliteration and keyboards do (accents off, ``kh`` and ``k``, ``y`` and
``i``, doubled letters); then every word of one must be the other's word but for an edit or so (Levenshtein,
1966).  Plain similarity of strings is no use: Wang Yi and Wang Li are closer than Gaddafi and Qaddafi.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

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
_PARTICLES = frozenset({"al", "el", "ul", "bin", "ibn", "bint", "de", "von", "van"})
_CLASSES = str.maketrans("bfpvcgjkqsxzdtlmnraeiouh", "111122222222334556000000")


@lru_cache(maxsize=200_000)
def folded(name: str) -> tuple[str, ...]:
    """The words of a name, folded; particles such as "al-" and initials' full stops left out."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = []
    for word in re.split(r"[\s\-–.,]+", plain):
        if word and word not in _PARTICLES:
            for pattern, replacement in _FOLDS:
                word = pattern.sub(replacement, word)
            words.append(word)
    return tuple(words)


def block(name: str) -> tuple[int, str]:
    """Names in different blocks are never variants; few share one (sound classes after Soundex, 1918)."""
    words = folded(name)
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
        shorter = min(len(a), len(b))
        allowed = next(limit for length, limit in VARIANT_EDITS_BY_LENGTH if shorter <= length)
        distance = Levenshtein.distance(a, b, score_cutoff=allowed)
        if distance > allowed or (distance and not _may_differ(a, b)):
            return False
        edits += distance
    return edits <= VARIANT_EDITS_ALL


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
