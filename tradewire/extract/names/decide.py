"""The type of every candidate name, once per document.

Names of several words are decided first; their parts are then evidence for the single words ("Grant Shapps"
for "Shapps", "Lockheed Martin" for "Lockheed").  The weights of the five answers are packed into one
integer, so that adding a piece of evidence is one addition; ``unpacked`` takes them apart again.
"""

from __future__ import annotations

from tradewire.extract.names.designations import designated
from tradewire.extract.names.evidence import (
    code_features,
    form_features,
    left_feature,
    left_in_run,
    right_features,
)
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.pieces import Piece
from tradewire.extract.names.seats import FORMS
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
    return [
        (total & MASK) - HALF,
        ((total >> 20) & MASK) - HALF,
        ((total >> 40) & MASK) - HALF,
        ((total >> 60) & MASK) - HALF,
        ((total >> 80) & MASK) - HALF,
    ]


WEIGHTS: dict[str, int] = {
    row["feature"]: packed([int(row[kind.lower()]) for kind in TYPES]) for row in rows("name_evidence")
}
COUNTS = [WEIGHTS.get(f"n{count}", 0) for count in range(5)]
INSIDE = WEIGHTS.get("inside", 0)
START = WEIGHTS.get("prior", 0)
_own: dict[str, tuple[int, str]] = {}
_by_codes: dict[tuple[str, str], int] = {}
SURE = 30
"""A lead, in tenths of a logit, that the words around a name do not overturn."""
PEERS = {"PERSON": "P:person", "ORG": "P:org", "PLACE": "P:place", "NORP": "P:norp"}
"""The evidence of a neighbour in a list."""
OWN_TYPE = frozenset(("org", "company", "place"))
"""Kinds that end with their own head, so that a capital after them is the next name, not more of this one."""
PLACES = 6
"""Occurrences of one name whose surroundings are read."""


def own_weight(text: str, kind: str, codes: str) -> tuple[int, str]:
    """The sum of the evidence that a name carries in itself, and its type where that settles it (else "")."""
    own = _own.get(text)
    if own is None:
        key = (kind, codes)
        total = _by_codes.get(key)
        if total is None:
            total = START + sum(WEIGHTS.get(feature, 0) for feature in code_features(kind, codes, text))
            if len(_by_codes) >= MEMO_LIMIT:
                _by_codes.clear()
            _by_codes[key] = total
        for feature in form_features(text):
            total += WEIGHTS.get(feature, 0)
        if len(_own) >= MEMO_LIMIT:
            _own.clear()
        sums = unpacked(total + INSIDE)
        best = max(sums)
        sure = best - sorted(sums)[-2] >= SURE
        own = _own[text] = (total, TYPES[sums.index(best)] if sure else "")
    return own


def role_feature(role: str, codes: str) -> str:
    """The evidence of a title or office directly before a name."""
    if WORDS.codes.get(role) == "t":
        return "title"
    first = codes[0]
    return "role:name" if first in "fhlyuvi" else "role:word" if first in "eBdDWZ" else "role:" + first


class Candidate:
    """A distinct name of a document that no list settles, with the places it stands in.

    ``places`` holds for each occurrence its offset, its piece, and whether it starts a sentence or stands
    in a line in title case; ``peers`` the open names beside it in lists.
    ``margin`` is the lead over "no name" in tenths of a logit.
    """

    __slots__ = ("features", "label", "margin", "peers", "piece", "places", "rule", "text")

    def __init__(self, piece: Piece) -> None:
        self.text = piece.text
        self.piece = piece
        self.places: list[tuple[int, Piece, bool, bool]] = []
        self.features: set[str] = set()
        self.peers: list[Candidate] = []
        self.label = "NONE"
        self.margin = 0
        self.rule = "context"

    def look_around(self, text: str) -> None:
        """Collect the evidence of the places the name stands in."""
        features = self.features
        length = len(self.text)
        for start, piece, initial, title_line in self.places[:PLACES]:
            if title_line:
                features.add("titleline")
                continue
            if not initial or piece.start:
                features.add("inside")
            if piece.role:
                features.add(role_feature(piece.role, piece.codes))
            elif piece.start == 0 or text[start - 1] != " ":
                features.add(left_feature(text, start))
            else:
                features.add(left_in_run(text, start))
            if piece.next_role:
                features.add("R:role")
            else:
                features.update(right_features(text, start + length))
        if self.piece.kind in OWN_TYPE:
            features.discard("R:upper")

    def decide(self, text: str) -> None:
        """Set ``label`` and ``margin``."""
        piece = self.piece
        if designated(self.text):
            self.label, self.margin, self.rule = "PRODUCT", SURE, "designation"
            return
        if piece.known is not None and piece.known.label == "PERSON":
            self.features.add("known:person")
        total, sure = own_weight(self.text, piece.kind, piece.codes)
        if sure and not self.features and self.text not in WORDS.loose:
            if not all((place[2] and not place[1].start) or place[3] for place in self.places):
                self.features.add("inside")
            self.label = sure
            self.margin = SURE
            return
        self.look_around(text)
        get = WEIGHTS.get
        for feature in self.features:
            total += get(feature, 0)
        count = len(self.places)
        total += COUNTS[count if count < 4 else 4]
        sums = unpacked(total)
        best = max(sums)
        self.label = TYPES[sums.index(best)]
        self.margin = best - sums[-1]
        if self.label != "ORG" and piece.kind == "company" and self.text[self.text.rfind(" ") + 1 :] in FORMS:
            self.label = "ORG"


def agree_with_small_letters(
    candidate: Candidate, candidates: dict[str, Candidate], last: dict[str, None]
) -> None:
    """Type a name in capitals as the same name is typed elsewhere in the document."""
    name = candidate.text.title()
    twin = candidates.get(name)
    if name in last:
        candidate.label = "PERSON"
    elif twin is not None and " " in name and twin.label != "NONE":
        candidate.label = twin.label
    else:
        return
    candidate.margin = SURE
    candidate.rule = "capitals"


def alike(name: str, ends: dict[str, list[str]]) -> bool:
    """Whether a word is a spelling of one of the surnames, which come by first letter."""
    return any(near(name, end) for end in ends.get(name[0], ())[:SPELLINGS])


def decide(text: str, candidates: dict[str, Candidate], persons: set[str]) -> None:
    """Type every candidate; ``persons`` are the full names of persons that the lists settled."""
    last: dict[str, None] = {}
    first: set[str] = set()
    org_parts: set[str] = set()
    firms: set[str] = set()
    single: list[Candidate] = []
    for name in sorted(persons):
        last[name[name.rfind(" ") + 1 :]] = None
        first.add(name[: name.find(" ")])
    for candidate in candidates.values():
        name = candidate.text
        if " " not in name:
            single.append(candidate)
            continue
        candidate.decide(text)
        if candidate.label == "PERSON":
            last[name[name.rfind(" ") + 1 :]] = None
            first.add(name[: name.find(" ")])
        elif candidate.label == "ORG":
            org_parts.add(name[: name.find(" ")])
            org_parts.add(name[name.rfind(" ") + 1 :])
            if candidate.piece.kind == "company" and candidate.piece.codes[0] in "ula":
                firms.update((name[: name.find(" ")], name[: name.rfind(" ")]))
            elif candidate.piece.kind == "company" and name.count(" ") > 1:
                firms.add(name[: name.rfind(" ")])
    for candidate in candidates.values():
        if candidate.text in firms and " " in candidate.text:
            candidate.label, candidate.margin = "ORG", SURE
        if len(candidate.text) > 3 and candidate.text.isupper():
            agree_with_small_letters(candidate, candidates, last)
    ends: dict[str, list[str]] = {}
    for word in last:
        if len(word) > 6:
            ends.setdefault(word[0], []).append(word)
    for candidate in single:
        name = candidate.text
        if candidate.rule == "capitals":
            continue
        if name in last:
            candidate.features.add("part:last")
            candidate.rule = "surname"
            if candidate.piece.codes in ("u", "l", "f"):
                candidate.label = "PERSON"
                candidate.margin = SURE
                continue
        elif len(name) > 6 and candidate.piece.codes in ("u", "l") and alike(name, ends):
            candidate.features.add("part:last")
            candidate.rule = "spelling"
        if name in firms and name not in last:
            candidate.label, candidate.margin, candidate.rule = "ORG", SURE, "first word of organisation"
            continue
        if name in first:
            candidate.features.add("part:first")
        if name in org_parts:
            candidate.features.add("part:org")
        for peer in candidate.peers:
            if peer.label in PEERS:
                candidate.features.add(PEERS[peer.label])
        candidate.decide(text)
