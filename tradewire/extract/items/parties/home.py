"""The country whose own affairs a document tells: whom "the Government" and "we" mean there."""

from __future__ import annotations

from collections import Counter

from tradewire.extract.doc import Doc

#: Mentions that must speak for a country, and the share of all such mentions that must agree.
ENOUGH = 3
MOST = 0.6


def home_country(doc: Doc) -> str | None:
    """The country of most bodies and towns that the document names without saying where they are, or None.

    Names of countries and nationalities say nothing here: a paper names its own land least.
    """
    if "home" not in doc.notes:
        doc.notes["home"] = _home_of(doc)
    home: str | None = doc.notes["home"]
    return home


def _home_of(doc: Doc) -> str | None:
    votes: Counter[str] = Counter()
    for name in doc.mentions:
        entity = name.entity
        country = entity.country
        if not country or country == "EU":
            continue
        town = name.label == "GPE" and entity.entity_id != f"gpe:{country.lower()}"
        if name.label == "ORG" or town:
            votes[country] += 1
    if not votes:
        return None
    country, count = max(sorted(votes.items()), key=lambda pair: pair[1])
    return country if count >= ENOUGH and count >= MOST * votes.total() else None


def own_country(doc: Doc) -> str | None:
    """The country that "we" means in a text that speaks for itself: the one named twice as often as any."""
    if "own" not in doc.notes:
        named = Counter(
            name.entity.country
            for name in doc.mentions
            if name.label in ("GPE", "NORP") and name.entity.country not in (None, "EU")
        )
        first = named.most_common(2)
        ahead = len(first) == 1 or (len(first) == 2 and first[0][1] >= 2 * first[1][1])
        doc.notes["own"] = first[0][0] if first and first[0][1] > ENOUGH and ahead else None
    country: str | None = doc.notes["own"]
    return country
