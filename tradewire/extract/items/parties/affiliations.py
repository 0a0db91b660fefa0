"""The country a person or an unlisted organisation speaks and acts for, from the words of the text.

"Iranian President X", "X, head of Ukraine's intelligence service", "State Department spokesman X" name
it; what the gazetteers of names know comes with the entity.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from operator import attrgetter

from tradewire.extract.doc import Doc, Entity, Mention, Quote
from tradewire.extract.items.parties.home import home_country
from tradewire.reference_data import rows

_start_of = attrgetter("start")
REACH = 70
#: Short names of states at the end of a firm's name: "Leonardo UK".
#: Last words of what is named after whom it is for: "Ukraine Security Assistance Initiative".
ABOUT = frozenset(["initiative", "fund", "act", "programme", "program", "facility", "compact", "coalition"])
BRANCHES = {"uk": "GB", "usa": "US", "us": "US", "uae": "AE"}
#: Forms of companies that many countries have: a firm that the text places nowhere is at home.
LEGAL_ENDINGS = frozenset(["ltd", "limited", "inc", "plc", "corp", "llc", "co"])
#: Styles of states in front of their names: "Kingdom of Denmark".
STATE_STYLES = ("Kingdom of", "Republic of", "State of", "Federation of", "Sultanate of", "Emirate of")
BEFORE = re.compile(r"^(?:['’]s?)?(?:\s+[\w’'-]+){0,7},?\s+$")
AFTER = re.compile(r"^,\s+(?:[\w’'-]+\s+){0,6}$")


def affiliation(doc: Doc, entity: Entity | None) -> str | None:
    """The country of an entity in this document, or None."""
    if entity is None:
        return None
    if entity.label == "GPE" and entity.country is None and entity.name.startswith(STATE_STYLES):
        return _country_in_name(entity.name)
    if entity.country or entity.label not in ("PERSON", "ORG"):
        return entity.country
    if entity.label == "ORG":
        found = _country_in_name(entity.name)
        found = found or _known(doc).get(entity.entity_id)
        if found is None and entity.name.rpartition(" ")[2].rstrip(".").lower() in LEGAL_ENDINGS:
            found = home_country(doc)
        return found
    return _known(doc).get(entity.entity_id)


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("countries"):
        for form in (row["name"], *row["aliases"].split("|"), *row["demonyms"].split("|")):
            if len(form) > 3:
                found[form.casefold()] = row["iso2"]
    return found


@lru_cache(maxsize=4096)
def _country_in_name(name: str) -> str | None:
    """The one country that an organisation's own name holds: "Government of Romania", "Royal Thai Navy"."""
    words = name.casefold().replace("’s", "").replace("'s", "").split()
    if words[-1:] and words[-1] in ABOUT:
        return None
    if len(words) > 1 and words[-1] in BRANCHES:
        return BRANCHES[words[-1]]
    countries = _countries()
    found = {
        countries[" ".join(words[i : i + size])]
        for size in (1, 2, 3)
        for i in range(len(words) - size + 1)
        if " ".join(words[i : i + size]) in countries
    }
    return found.pop() if len(found) == 1 else None


def _known(doc: Doc) -> dict[str, str]:
    known: dict[str, str] | None = doc.notes.get("affiliations")
    if known is None:
        known = doc.notes["affiliations"] = _from_text(doc)
    return known


def dateline_country(doc: Doc) -> str | None:
    """The country of the first dateline ("HORTEN, Norway, 12 June -"), or None."""
    for sentence in doc.sentences[:8]:
        line = DATELINE.match(doc.text, sentence.start, min(sentence.end, sentence.start + 80))
        if line is not None:
            for entity in mentions_within(doc, line.start(), line.end()):
                if entity.country:
                    return entity.country
    return None


def house_country(doc: Doc) -> str | None:
    """The country of the body whose paper this is: the first organisation in the document's head, or None."""
    if not RELEASE.search(doc.text, 0, 200):
        return None
    for name in doc.mentions[:8]:
        if name.start > 300:
            break
        if name.label == "ORG" and name.entity.country and name.entity.name not in AGENCIES:
            return name.entity.country
    return None


CLAUSAL = re.compile(
    r"\b(?:which|who|that|has|had|have|is|was|were|will|said|says|told|and|to|with|against|by)\b"
)
RELEASE = re.compile(
    r"transcript|briefing|(?:press|news|media) release|statement|written answers|oral answers|hansard", re.I
)
AGENCIES = frozenset(
    [
        "Reuters",
        "AFP",
        "Associated Press",
        "Agence France-Presse",
        "Anadolu Agency",
        "Bloomberg",
        "BBC",
        "Xinhua",
    ]
)
DATELINE = re.compile(r"[A-Z][A-Z .'’-]{2,}(?:,[^—–(]{0,45})?\s?(?:\([^)]{1,30}\))?\s?(?:[—–-]|--)")


def _belongs_before(text: str, country: Mention, name: Mention) -> bool:
    """ "Iranian President X", "Ukraine's foreign minister, X" without a verb between."""
    if name.start - country.end >= REACH:
        return False
    if text[max(0, country.start - 3) : country.start].lower() in ("in ", "at "):
        return False  # "the ambassador in Minsk X"
    between = text[country.end : name.start]
    return bool(BEFORE.match(between)) and "\n" not in between and not VERBAL.search(between)


def _belongs_after(text: str, name: Mention, country: Mention) -> bool:
    """ "X, head of Ukraine's service", "X, based in Austin"."""
    if country.start - name.end >= REACH or country.label not in ("GPE", "NORP", "ORG"):
        return False
    between = text[name.end : country.start]
    return bool(AFTER.match(between)) and not CLAUSAL.search(between)


def _from_text(doc: Doc) -> dict[str, str]:
    """Entity id of each person to the country that the words around the name give, the first one found."""
    known: dict[str, str] = {}
    text, mentions = doc.text, doc.mentions
    for i, name in enumerate(mentions):
        if name.label not in ("PERSON", "ORG") or name.entity.country or name.entity.entity_id in known:
            continue
        before = mentions[i - 1] if i else None
        after = mentions[i + 1] if i + 1 < len(mentions) else None
        if before is not None and before.entity.country and _belongs_before(text, before, name):
            known[name.entity.entity_id] = before.entity.country
        elif after is not None and after.entity.country and _belongs_after(text, name, after):
            known[name.entity.entity_id] = after.entity.country
    _firms_by_short_name(doc, known)
    headlines = [s for s in doc.sentences[:3] if s.kind == "headline"]
    if headlines:
        country = None
        for name in mentions:
            if name.start >= headlines[-1].end:
                break
            entity = name.entity
            if name.label == "ORG" and not entity.country and entity.entity_id not in known:
                country = country or dateline_country(doc)
                if country:
                    known[entity.entity_id] = country
    return known


def _firms_by_short_name(doc: Doc, known: dict[str, str]) -> None:
    """ "Falk Radar AG" is German: so is what the text calls "Falk" later on."""
    firms = {
        name.entity.name.split()[0]: name.entity.country or known.get(name.entity.entity_id)
        for name in doc.mentions
        if name.label == "ORG" and " " in name.entity.name
    }
    for name in doc.mentions:
        entity = name.entity
        country = firms.get(entity.name) if entity.country is None else None
        if country and entity.label in ("PERSON", "ORG"):
            known.setdefault(entity.entity_id, country)


VERBAL = re.compile(
    r"\b(?:said|says|told|accused|met|meets|visited|asked|urged|and|with|to|by|that|when|as|after|because|against|from|of)\b"
)


def speaker_country(doc: Doc, quote: Quote) -> str | None:
    """The country a quote's speaker speaks for: that of the entity, or of a name within the words for the
    speaker.
    """
    country = affiliation(doc, quote.speaker_entity)
    if country is None and quote.speaker_start is not None and quote.speaker_end is not None:
        for name in mentions_within(doc, quote.speaker_start, quote.speaker_end):
            country = country or affiliation(doc, name)
    return country


def mentions_within(doc: Doc, start: int, end: int) -> list[Entity]:
    """The entities named within a span."""
    found = []
    i = bisect_left(doc.mentions, start, key=_start_of)
    while i < len(doc.mentions) and doc.mentions[i].end <= end:
        found.append(doc.mentions[i].entity)
        i += 1
    return found
