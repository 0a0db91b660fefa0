"""Whether a capital's name means its government or the town.

"Beijing is not supporting Moscow's war" speaks of two governments, "visited Beijing" and "in London" of
towns. Both readings are GPE; they differ in the entity.  The town needs a sign of place or travel beside
the name; without one the government is meant.
"""

from __future__ import annotations

import re

from tradewire.extract.names.lists import WORDS

TOWN_BEFORE = re.compile(
    r"(?:\b(?:in|near|through|via|around|across|outside|inside|at|throughout|downtown|central|northern|southern"
    r"|eastern|western|visit(?:s|ed|ing)?|reach(?:es|ed)?|left|leav(?:e|es|ing)|enter(?:s|ed)?|storm(?:s|ed)?"
    r"|captur(?:e|ed|ing)|capital,?(?: of)?|city of|mayor of|streets of|outskirts of|centre of|center of"
    r"|heart of|suburbs? of|out of"
    r"|(?:travel+(?:s|ed|ing)?|trips?|visits?|flights?|fl(?:ew|y|ies|own|ying)|went|gone|go|goes|going|came|come"
    r"|return(?:s|ed|ing)?|arriv(?:e|es|ed|ing)|drove|drive|moved|bound|head(?:ed|ing)?|back|journey|way"
    r"|march(?:ed|ing)?|train|road) (?:from|to|for|in|on|into|towards?)"
    r"|(?:flew|flown|travelled|traveled|arrived|returned|fled|based) (?:in|from|to)|born in) )$"
)
TOWN_AFTER = re.compile(
    r"(?:-(?:based|born|area)"
    r"|['’]s (?:city|mayor|streets?|airport|suburbs?|centre|center|outskirts|\w+ (?:district|airport|square))"
    r"| (?:region|airport|mayor|suburbs?|metro|district|streets?|residents?|police|metropolitan|time|summit"
    r"|hospital|hotel|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|\s?[—–]\s?[A-Z]|,? \([A-Z]| - [A-Z]|/[A-Z])"
)
COMMA_PLACE = re.compile(r", ((?:[A-Z]\w*(?: [A-Z]\w*)*)?)")


def means_town(text: str, start: int, end: int) -> bool:
    """Whether the capital named at ``start`` to ``end`` is meant as a town."""
    before = text[max(0, start - 28) : start]
    after = text[end : end + 24]
    if TOWN_AFTER.match(after) and not before.endswith(", "):
        return True
    place = COMMA_PLACE.match(after)
    if place is not None and WORDS.codes.get(place.group(1)) in ("c", "g"):
        return True
    if TOWN_BEFORE.search(before):
        return True
    glued = text[start - 1 : start]
    return text[start:end].isupper() and (glued in ("", "\n") or glued.islower())
