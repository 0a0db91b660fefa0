"""The type of every candidate name, once per document.

Names of several words are decided first; their parts are then evidence for the single words ("Grant Shapps"
for "Shapps", "Lockheed Martin" for "Lockheed").  The weights of the five answers are packed into one integer, so
that adding a piece of evidence is one addition; ``unpacked`` takes them apart again.
"""

from __future__ import annotations

from tradewire.extract.names.evidence import left_feature, own_features, right_features
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.pieces import Piece
from tradewire.extract.names.spelling import near
from tradewire.reference_data import rows

TYPES = ("PERSON", "ORG", "PLACE", "NORP", "NONE")
FIELD = 20
HALF = 1 << (FIELD - 1)
MASK = (1 << FIELD) - 1
BIAS = sum(HALF << (FIELD * place) for place in range(len(TYPES)))
SPELLINGS = 40
"""Surnames of a document that a single word is compared with."""
MEMO_LIMIT = 20_000
"""Names kept with the sum of their own evidence; about 10 MB when full."""


def packed(weights: list[int]) -> int:
    """Signed weights in one integer, a field of 20 bits each."""
    return sum(weight << (FIELD * place) for place, weight in enumerate(weights))


def unpacked(total: int) -> list[int]:
    """The sums per type."""
    total += BIAS
    return [((total >> (FIELD * place)) & MASK) - HALF for place in range(len(TYPES))]


WEIGHTS: dict[str, int] = {
    row["feature"]: packed([int(row[kind.lower()]) for kind in TYPES]) for row in rows("name_evidence")
}
START = WEIGHTS.get("prior", 0)
_own: dict[tuple[str, str], int] = {}


def own_weight(text: str, kind: str, codes: str) -> int:
    """The sum of the evidence that a name carries in itself."""
    key = (text, kind)
    total = _own.get(key)
    if total is None:
        total = START + sum(WEIGHTS.get(feature, 0) for feature in own_features(text, kind, codes))
        if len(_own) >= MEMO_LIMIT:
            _own.clear()
        _own[key] = total
    return total


def role_feature(role: str, codes: str) -> str:
    """The evidence of a title or office directly before a name."""
    if WORDS.codes.get(role) == "t":
        return "title"
    first = codes[0]
    return "role:name" if first in "fhlyuvi" else "role:word" if first in "eBdDWZ" else "role:" + first


class Candidate:
    """A distinct name of a document that no list settles, with the places it stands in."""

    __slots__ = ("features", "label", "margin", "piece", "places", "rule", "text")

    def __init__(self, piece: Piece) -> None:
        self.text = piece.text
        self.piece = piece
        self.places: list[int] = []
        self.features: set[str] = {"known:person"} if piece.known and piece.known.label == "PERSON" else set()
        self.label = "NONE"
        self.margin = 0
        self.rule = "context"

    def see(self, text: str, start: int, piece: Piece, initial: bool, title_line: bool) -> None:
        """Add the occurrence at ``start`` and its evidence."""
        self.places.append(start)
        features = self.features
        if title_line:
            features.add("titleline")
            return
        if len(self.places) > 8:
            return
        if not (initial and piece.start == 0):
            features.add("inside")
        if piece.role:
            features.add(role_feature(piece.role, piece.codes))
        elif piece.start == 0:
            features.add(left_feature(text, start))
        else:
            features.add("L:run")
        if piece.next_role:
            features.add("R:role")
        else:
            features.update(right_features(text, start + len(self.text)))

    def decide(self) -> None:
        """Set ``label`` and by how many tenths of a logit it leads ``NONE`` or, for ``NONE``, the next."""
        get = WEIGHTS.get
        total = own_weight(self.text, self.piece.kind, self.piece.codes)
        for feature in self.features:
            total += get(feature, 0)
        total += get("n" + str(min(4, len(self.places))), 0)
        sums = unpacked(total)
        best = max(range(len(TYPES)), key=sums.__getitem__)
        self.label = TYPES[best]
        self.margin = sums[best] - sums[-1]


def decide(candidates: dict[str, Candidate], persons: set[str]) -> None:
    """Type every candidate; ``persons`` are the full names of persons that the lists settled."""
    last: set[str] = set()
    first: set[str] = set()
    org_parts: set[str] = set()
    single: list[Candidate] = []
    for name in persons:
        last.add(name[name.rfind(" ") + 1 :])
        first.add(name[: name.find(" ")])
    for candidate in candidates.values():
        text = candidate.text
        if " " not in text:
            single.append(candidate)
            continue
        candidate.decide()
        if candidate.label == "PERSON":
            last.add(text[text.rfind(" ") + 1 :])
            first.add(text[: text.find(" ")])
        elif candidate.label == "ORG":
            org_parts.add(text[: text.find(" ")])
            org_parts.add(text[text.rfind(" ") + 1 :])
    ends = [word for word in last if len(word) > 6][:SPELLINGS]
    for candidate in single:
        text = candidate.text
        if len(text) > 6 and text not in last and any(near(text, word) for word in ends):
            candidate.features.add("part:last")
        if text in last:
            candidate.features.add("part:last")
            candidate.rule = "surname"
        if text in first:
            candidate.features.add("part:first")
        if text in org_parts:
            candidate.features.add("part:org")
        candidate.decide()
