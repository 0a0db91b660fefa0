"""The country that an organisation belongs to, where no list says it and the text does; and legal forms.

"Turkish truck maker X", "Norway's X", "Dubai-based X", "X (Izmir, Turkey)", "X, based in Austin, Texas", a
press release that opens with "HORTEN, Norway, 12 June – X has signed"; failing all that, a legal form that
only one country has.  Only these phrases count: "X sold Turkey jets" says nothing about X.
"""

from __future__ import annotations

import re
from functools import cache

from tradewire.extract.doc import Entity, Mention
from tradewire.extract.names.classes import word_class
from tradewire.extract.names.lists import WORDS
from tradewire.reference_data import rows

BEFORE = re.compile(r"(?:['’]s)?(?P<words>(?: [a-z][\w-]*){0,4}) $")
"""What may stand between the country's word and the name: "'s largest arms maker"."""
BASED = re.compile(r"[-‑](?:based|headquartered|registered|listed)(?: [a-z][\w-]*){0,4} $")
AFTER = re.compile(
    r"\.?,? (?:which is |which was |that is |a (?:firm|company) )?"
    r"(?:based|headquartered|registered|incorporated|located|domiciled) (?:in|at) (?:the )?$"
    r"|\.?, (?:of|from) (?:the )?$"
)
DATELINE = re.compile(r"[^\n]{0,60}[–—-]{1,2} (?:The )?$")
BRACKET_LIMIT = 80
REACH = 60
OWN = word_class("own_adjectives")


@cache
def trades() -> frozenset[str]:
    """Nouns that stand before an organisation's name and say what it is: "maker", "agency"."""
    nouns = {
        row["body"] for row in rows("bodies") if row["kind"] in ("business", "media", "society", "security")
    }
    for row in rows("name_context"):
        if row["side"] == "left" and row["feature"] == "org_noun":
            nouns.update(row["words"].split("|"))
    return frozenset(nouns)


FORMS = {row["form"]: row["country"] or None for row in rows("legal_forms")}
"""Legal forms of companies, and the country of those that only one has: "ASA" to "NO"."""
FORM_STARTS = frozenset([", ", *(start for form in FORMS for start in (form[:2], " " + form[0]))])
"""The two characters after the one that follows a name, where a form may: " plc", ", Ltd"."""
_FORM = re.compile(r",? (?:" + "|".join(sorted(map(re.escape, FORMS), key=len, reverse=True)) + r")(?!\w)")


def end_of_form(text: str, end: int) -> int:
    """Where the legal form after a name ending at ``end`` ends: "X plc", "X Co., Ltd"; ``end`` if none."""
    match = _FORM.match(text, end)
    if match is None and text[end - 3 : end] == " Co" and text.startswith("., Ltd", end):
        return end + 6
    return match.end() if match else end


def seat_organisations(text: str, mentions: list[Mention]) -> None:
    """Set ``country`` of the organisations that have none where the words around a mention give it."""
    formed: list[tuple[Entity, str]] = []
    for i, mention in enumerate(mentions):
        entity = mention.entity
        if mention.label != "ORG" or entity.country or entity.wikidata_id or entity.name in WORDS.known:
            continue
        entity.country = (
            _before(text, mentions, i) or _after(text, mentions, i) or _dateline(text, mentions, i)
        )
        form = text[mention.start : mention.end].rsplit(" ", 1)[-1]
        country = FORMS.get(form)
        if entity.country is None and country is not None:
            formed.append((entity, country))
    for entity, country in formed:
        entity.country = entity.country or country


def _before(text: str, mentions: list[Mention], i: int) -> str | None:
    """The country of the name before, where only words for a trade stand between."""
    if not i:
        return None
    name, mention = mentions[i - 1], mentions[i]
    if not name.entity.country or name.label not in ("GPE", "NORP") or mention.start - name.end > REACH:
        return None
    between = text[name.end : mention.start]
    if BASED.fullmatch(between):
        return name.entity.country
    match = BEFORE.fullmatch(between)
    if match is None:
        return None
    words = match["words"].split()
    if not words:
        return name.entity.country if name.label == "NORP" or between[0] in "'’" else None
    return name.entity.country if words[-1] in trades() or words[-1] in OWN else None


def _after(text: str, mentions: list[Mention], i: int) -> str | None:
    """The country of the place after: in a bracket of places, or after "based in"."""
    end = mentions[i].end
    if text[end : end + 2] == " (":
        return _bracket(text, mentions, i)
    if i + 1 == len(mentions):
        return None
    place = mentions[i + 1]
    if place.label not in ("GPE", "LOC") or not AFTER.fullmatch(text[end : place.start]):
        return None
    if place.entity.country is None and i + 2 < len(mentions):
        further = mentions[i + 2]
        if text[place.end : further.start] == ", ":
            return further.entity.country
    return place.entity.country


def _bracket(text: str, mentions: list[Mention], i: int) -> str | None:
    """The last country named in a bracket that holds places and nothing else."""
    at = mentions[i].end + 2
    close = text.find(")", at, at + BRACKET_LIMIT)
    country = None
    for place in mentions[i + 1 : i + 5]:
        if place.end > close or text[at : place.start].strip(", "):
            break
        country = place.entity.country or country
        at = place.end
    return country if at == close else None


def _dateline(text: str, mentions: list[Mention], i: int) -> str | None:
    """The country of a press release's dateline, "HORTEN, Norway, 12 June –", for the firm that opens it."""
    for place in mentions[max(0, i - 3) : i]:
        line = text.rfind("\n", max(0, place.start - REACH), place.start) + 1
        if not line and place.start > REACH:
            continue
        opening = text[line : place.start]
        if (
            place.label == "GPE"
            and place.entity.country
            and ", " in opening
            and opening.split(",")[0].isupper()
            and DATELINE.fullmatch(text[place.end : mentions[i].start])
        ):
            return place.entity.country
    return None
