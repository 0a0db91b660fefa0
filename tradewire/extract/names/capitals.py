"""Whether a capital's name means its government or the town.

"Beijing is not supporting Moscow's war" speaks of two governments, "visited Beijing" and "in London" of towns.
Both readings are GPE; they differ in the entity.  The town needs a sign of place or travel beside the name;
without one the government is meant.
"""

from __future__ import annotations

import re

TOWN_BEFORE = re.compile(
    r"(?:\b(?:in|near|around|across|outside|inside|at|throughout|downtown|central|northern|southern|eastern|western"
    r"|visit(?:s|ed|ing)?|reach(?:es|ed)?|left|leav(?:e|es|ing)|enter(?:s|ed)?|storm(?:s|ed)?|captur(?:e|ed|ing)"
    r"|capital,?(?: of)?|city of|mayor of|streets of|outskirts of|centre of|center of|heart of|suburbs? of|out of"
    r"|(?:travel+(?:s|ed|ing)?|trips?|visits?|flights?|fl(?:ew|y|ies|own|ying)|went|gone|go|goes|going|return(?:s|ed|ing)?"
    r"|came|come|arriv(?:e|es|ed|ing)|drove|drive|moved|bound|head(?:ed|ing)?|back|journey|way|march(?:ed|ing)?"
    r"|train|road) (?:from|to|for|in|on|into|towards?)|(?:flew|flown|travelled|traveled|arrived|returned|fled|based) (?:in|from|to)"
    r"|born in) )$"
)
TOWN_AFTER = re.compile(
    r"(?:-(?:based|born|area)|['’]s (?:city|mayor|streets?|airport|suburbs?|centre|center|outskirts|\w+ (?:district|airport|square))"
    r"| (?:region|airport|mayor|suburbs?|metro|district|streets?|residents?|police|metropolitan|time|summit|hospital|hotel"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|\s?[—–]\s?[A-Z]|,? \([A-Z]| - [A-Z]|, [A-Z]\w+)"
)
COUNTRY_AFTER = re.compile(
    r"(?:['’]s\b| (?:government|regime|authorities|officials?|has|have|is|was|will|would|had|said|says)\b)"
)


def means_town(text: str, start: int, end: int) -> bool:
    """Whether the capital named at ``start`` to ``end`` is meant as a town."""
    before = text[max(0, start - 28) : start]
    after = text[end : end + 24]
    if TOWN_AFTER.match(after) and not before.endswith(", "):
        return True
    if TOWN_BEFORE.search(before):
        return True
    return text[start:end].isupper() and not before.strip()
