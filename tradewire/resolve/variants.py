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

import polars as pl
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
    words = folded(name)
    if not words:
        return 0, ""
    sounds = "".join(word.translate(_CLASSES)[:1] for word in words)
    return len(words), sounds + _end(words[-1])


def _end(word: str) -> str:
    """The first two sounds of a last word, vowels left out."""
    return word.translate(_CLASSES).replace("0", "")[:2]


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


def variants(names: Iterable[Words]) -> pl.DataFrame:
    """Every pair of different folded names, of two words or more each, that are spellings of one.

    The same pairs as `same_name` finds within a `block`, in time that grows with the number of names: the
    words that are spellings of each other are found first, then the names that differ by such words only.
    Columns `one` and `other` hold the words with blanks between, `one` the earlier in the alphabet.
    """
    by_length: defaultdict[int, set[Words]] = defaultdict(set)
    for words in names:
        by_length[len(words)].add(words)
    found = [pl.DataFrame(schema={"one": pl.String, "other": pl.String})]
    for length in sorted(by_length.keys() - {0, 1}):
        columns = [f"word{place}" for place in range(length)]
        known = pl.DataFrame(
            sorted(by_length[length]), schema=dict.fromkeys(columns, pl.String), orient="row"
        )
        spellings = _spellings(set().union(*(known[column] for column in columns)))
        found += _changed(known.lazy(), columns, spellings.lazy())
    pairs = pl.concat(found).unique()
    return pairs.filter(pl.col("one") < pl.col("other")).sort("one", "other")


def _changed(known: pl.LazyFrame, columns: list[str], spellings: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    """Names of so many words that differ from another by one word, or by two that are an edit apart each."""
    places = range(len(columns))
    for changed in [*combinations(places, 1), *combinations(places, 2)]:
        rows = known.with_columns(pl.concat_str(columns, separator=" ").alias("one"))
        for place in changed:
            allowed = spellings if place < len(columns) - 1 else spellings.filter("same_end")
            within = allowed.filter(pl.col("edits") * len(changed) <= VARIANT_EDITS_ALL)
            respelled = within.select(pl.col("word").alias(columns[place]), "spelling")
            rows = rows.join(respelled, on=columns[place]).drop(columns[place])
            rows = rows.rename({"spelling": columns[place]})
        met = rows.join(known, on=columns, how="semi")
        yield met.select("one", pl.concat_str(columns, separator=" ").alias("other")).collect()


def _spellings(words: Iterable[str]) -> pl.DataFrame:
    """Words that are spellings of each other, both ways, with the edits between them and whether they end in
    the same sounds, as the last words of names in one block do.

    Words one or two edits apart share a string that is left when one or two letters are taken out of each.
    """
    found: list[tuple[str, str, int, bool]] = []
    for edits in sorted({limit for _, limit in VARIANT_EDITS_BY_LENGTH if limit}):
        shortest = _shortest(edits)
        for one, other in _meeting([word for word in words if len(word) >= shortest], edits):
            if _allowed(min(len(one), len(other))) == edits and (distance := _edits(one, other)):
                same = _end(one) == _end(other)
                found += [(one, other, distance, same), (other, one, distance, same)]
    schema = {"word": pl.String, "spelling": pl.String, "edits": pl.Int32, "same_end": pl.Boolean}
    return pl.DataFrame(found, schema=schema, orient="row")


def _meeting(words: Iterable[str], letters: int) -> Iterator[tuple[str, str]]:
    """Pairs of words that begin with one sound and leave the same without up to so many letters each."""
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        by_sound[word[0].translate(_CLASSES)].append(word)
    for alike in by_sound.values():  # one sound after the other: what is left of a long word is much
        last = pl.DataFrame({"word": alike, "rest": alike}, schema={"word": pl.String, "rest": pl.String})
        rests = [last]
        for _ in range(letters):
            rest, length = pl.col("rest"), pl.col("rest").str.len_chars()
            without = [
                last.filter(length > i).with_columns(rest.str.slice(0, i) + rest.str.slice(i + 1))
                for i in range(max(map(len, last["rest"]), default=0))
            ]
            last = pl.concat([last.clear(), *without]).unique()
            rests.append(last)
        left = pl.concat(rests).unique().with_columns(pl.col("rest").hash())
        left = left.filter(pl.col("rest").is_duplicated())
        met = left.join(left, on="rest").filter(pl.col("word") < pl.col("word_right"))
        yield from met.select("word", "word_right").unique().iter_rows()


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
