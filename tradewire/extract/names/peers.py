"""What stands in a list beside a name: "Thales, Indra and Exail" are three of a kind."""

from __future__ import annotations

from tradewire.extract.names.decide import Candidate
from tradewire.extract.names.joins import Place

GAPS = frozenset((", ", " and ", ", and ", " or ", ", or ", " & "))
LONGEST = max(map(len, GAPS))
KINDS = {"org": "P:org", "company": "P:org", "place": "P:place"}
LABELS = {"ORG": "P:org", "GPE": "P:place", "LOC": "P:place", "PERSON": "P:person", "NORP": "P:norp"}


def note_peers(text: str, places: list[Place], candidates: dict[str, Candidate]) -> None:
    """Tell each candidate what its neighbours in lists are, where their own words say so."""
    get = candidates.get
    end = -LONGEST - 1
    before: Place | None = None
    for place in places:
        start, piece, _, _ = place
        if before is not None and 0 < start - end <= LONGEST and text[end:start] in GAPS:
            left, right = get(before[1].text), get(piece.text)
            if left is not None:
                tell(left, place, right)
            if right is not None:
                tell(right, before, left)
        before = place
        end = start + len(piece.text)


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
