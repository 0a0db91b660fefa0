"""What stands in a list beside a name: "Thales, Indra and Exail" are three of a kind."""

from __future__ import annotations

from itertools import pairwise

from tradewire.extract.names.decide import Candidate
from tradewire.extract.names.joins import Place

GAPS = frozenset((", ", " and ", ", and ", " or ", ", or ", " & "))
CLOSING = (" and ", " or ", " & ")
LONGEST = max(map(len, GAPS))
KINDS = {"org": "P:org", "company": "P:org", "place": "P:place"}
LABELS = {"ORG": "P:org", "GPE": "P:place", "LOC": "P:place", "PERSON": "P:person", "NORP": "P:norp"}


def note_peers(text: str, places: list[Place], candidates: dict[str, Candidate]) -> None:
    """Tell each candidate what its neighbours in lists are, where their own words say so.

    A list ends in "and" or "or": a comma alone as often parts a place from who is there.
    """
    end = -LONGEST - 1
    chain: list[Place] = []
    closed = False
    for place in places:
        start, piece, _, _ = place
        gap = text[end:start] if 0 < start - end <= LONGEST else ""
        if gap not in GAPS or closed:
            if closed:
                tell_each_other(chain, candidates)
            chain = []
            closed = False
        elif gap.endswith(CLOSING):
            closed = True
        chain.append(place)
        end = start + len(piece.text)
    if closed:
        tell_each_other(chain, candidates)


def tell_each_other(chain: list[Place], candidates: dict[str, Candidate]) -> None:
    """Enter the neighbours of each name of a list."""
    for before, place in pairwise(chain):
        left, right = candidates.get(before[1].text), candidates.get(place[1].text)
        if left is not None:
            tell(left, place, right)
        if right is not None:
            tell(right, before, left)


def tell(candidate: Candidate, neighbour: Place, other: Candidate | None) -> None:
    """Enter what a neighbour is, or the neighbour itself where that is still open."""
    piece = neighbour[1]
    if piece.kind == "known":
        feature = LABELS.get(piece.known.label, "") if piece.known is not None else ""
    else:
        feature = KINDS.get(piece.kind, "")
    if feature:
        candidate.features.add(feature)
    elif other is not None and " " in other.text:
        candidate.peers.append(other)
