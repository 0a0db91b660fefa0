"""Whom a pronoun, a role or a general noun means: "she", "the Defence Secretary", "the ministry".

Candidates are the names before the place, most recent sentence first; within a sentence the first compatible
name wins, as it is the subject more often than not.  Lappin and Leass (1994) weigh recency and
grammatical role in the same order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from tradewire.extract.doc import Doc, Entity, Mention
from tradewire.extract.names.classes import standard_forms, word_class
from tradewire.extract.names.lists import WORDS
from tradewire.reference_data import rows

REACH = 12
"""Sentences looked back for a role or body; a pronoun reaches ``PRONOUN_REACH``."""
PRONOUN_REACH = 4
BODY_REACH = 6
MALE = frozenset(("he", "him", "his", "himself"))
FEMALE = frozenset(("she", "her", "hers", "herself"))
PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
THING = frozenset(("it", "its", "itself"))
DETERMINERS = word_class("determiners")
GOVERNMENT = word_class("governments")
COMPANY = word_class("companies")
COLLECTIVE = word_class("collective_bodies")
PERSON_WORDS = word_class("persons")
ROLE_SKIPS = word_class("role_skips")
SAME_ROLE = standard_forms("role")
GOVERNING = frozenset(row["body"] for row in rows("bodies") if row["kind"] in ("government", "justice"))
"""Words in the names of bodies that are no company: "ministry", "court"."""
BODIES: dict[str, str] = {}
for _row in rows("bodies"):
    BODIES[_row["body"]] = _row["body"]
    if _row["plural"]:
        BODIES.setdefault(_row["plural"], _row["body"])


def resolve_reference(doc: Doc, start: int, end: int) -> Entity | None:
    """The entity meant by the words ``doc.text[start:end]`` (code points, end exclusive), or None.

    Takes a pronoun ("she"), a role ("the Defence Secretary"), a body or group ("the ministry", "the Chinese
    side") or a name with or without its titles.  A phrase that holds a person's or an organisation's name is
    that entity.  ``find_names`` must have run on the document.
    """
    words = doc.text[start:end].replace("’s", "").replace("'s", "").lower().split()
    if not words:
        return None
    if len(words) == 1 and words[0] in MALE | FEMALE | PLURAL | THING:
        return pronoun(doc, start, words[0])
    inside = mentions_between(doc, start, end)
    for mention in inside:
        if mention.label == "PERSON":
            return mention.entity
    head = words[-1].strip(",.;:")
    for mention in reversed(inside):
        if mention.end == end or (mention.end == end - 2 and doc.text[end - 1] == "s"):
            return mention.entity
    if inside and head in GOVERNMENT and inside[-1].label in ("GPE", "NORP"):
        return inside[-1].entity
    while words and words[0] in DETERMINERS:
        words = words[1:]
    role = person_of_role(doc, start, words)
    if role is not None:
        return role
    if inside and inside[-1].label == "ORG" and head not in WORDS.roles:
        return inside[-1].entity
    return body_before(doc, start, words) if not inside else None


def mentions_between(doc: Doc, start: int, end: int) -> list[Mention]:
    """The mentions that lie within a span."""
    starts = doc.notes.get("mention_starts")
    if starts is None:
        starts = doc.notes["mention_starts"] = [mention.start for mention in doc.mentions]
    first = bisect_left(starts, start)
    found = []
    for mention in doc.mentions[first : first + 12]:
        if mention.end > end:
            break
        found.append(mention)
    return found


def recent(doc: Doc, offset: int, fits: Callable[[Mention], bool], reach: int = REACH) -> Entity | None:
    """The entity of the nearest fitting name before ``offset``: nearest sentence, first name in it."""
    starts = doc.notes.get("mention_starts")
    if starts is None:
        starts = doc.notes["mention_starts"] = [mention.start for mention in doc.mentions]
    place = bisect_left(starts, offset) - 1
    if place < 0:
        return None
    best: Mention | None = None
    here = sentence_at(doc, offset)
    for mention in reversed(doc.mentions[max(0, place - 60) : place + 1]):
        if here - mention.sentence_index > reach:
            break
        if best is not None and mention.sentence_index != best.sentence_index:
            break
        if fits(mention):
            best = mention
    return best.entity if best is not None else None


def sentence_at(doc: Doc, offset: int) -> int:
    """The index of the sentence that holds ``offset``, or of the one before."""
    low, high = 0, len(doc.sentences)
    while low < high:
        middle = (low + high) // 2
        if doc.sentences[middle].start <= offset:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)


def person_before(doc: Doc, offset: int, gender: str | None = None) -> Entity | None:
    """The most recent person before ``offset`` whose gender, where known, is this one."""
    return recent(
        doc,
        offset,
        lambda mention: (
            mention.label == "PERSON" and (gender is None or mention.entity.gender in (None, gender))
        ),
        PRONOUN_REACH,
    )


def pronoun(doc: Doc, start: int, word: str) -> Entity | None:
    """The entity of a third-person pronoun at ``start``."""
    if word in MALE:
        return person_before(doc, start, "m")
    if word in FEMALE:
        return person_before(doc, start, "f")
    if word in THING:
        return recent(doc, start, lambda mention: mention.label in ("ORG", "GPE"), PRONOUN_REACH)
    return recent(doc, start, lambda mention: mention.label == "ORG", PRONOUN_REACH)


def person_of_role(doc: Doc, start: int, words: list[str]) -> Entity | None:
    """The most recent person before ``start`` who holds the role, else one who is only called a person."""
    wanted = role_words(" ".join(words))
    last = words[-1].strip(",.;:") if words else ""
    if not wanted or not (last in WORDS.roles or " ".join(words) in WORDS.roles):
        return None

    def holds(mention: Mention) -> bool:
        return mention.label == "PERSON" and any(wanted <= role_words(role) for role in mention.entity.roles)

    def may_hold(mention: Mention) -> bool:
        return mention.label == "PERSON" and any(
            part_of_role(role_words(role), wanted, last) for role in mention.entity.roles
        )

    found = recent(doc, start, holds) or recent(doc, start, may_hold)
    if found is None and len(words) == 1 and last in PERSON_WORDS:
        found = recent(
            doc, start, lambda mention: mention.label == "PERSON" and bool(mention.entity.roles), 2
        )
    return found


def part_of_role(role: frozenset[str], wanted: frozenset[str], last: str) -> bool:
    """Whether a role is a shorter form of the one wanted; a counterpart shares the other's office."""
    if "counterpart" in role:
        return len(role) > 1 and role - {"counterpart"} <= wanted
    return role <= wanted and SAME_ROLE.get(last, last) in role


def role_words(role: str) -> frozenset[str]:
    """The words of a role in one form, small ones dropped."""
    words = [SAME_ROLE.get(word.strip(".,"), word.strip(".,")) for word in role.lower().split()]
    return frozenset(word for word in words if word not in ROLE_SKIPS)


def body_before(doc: Doc, start: int, words: list[str]) -> Entity | None:
    """The organisation or country that "the ministry", "the company" or "the country" takes up."""
    if not words:
        return None
    head = words[-1].strip(",.;:")
    if head in GOVERNMENT:
        return recent(doc, start, lambda mention: mention.entity.entity_id.startswith("gpe:"), 3)
    if head in ("bloc", "alliance"):
        wanted = "European Union" if head == "bloc" else "NATO"
        return recent(doc, start, lambda mention: mention.entity.name == wanted)
    if head not in BODIES:
        return None
    named = recent(
        doc,
        start,
        lambda mention: (
            mention.label == "ORG"
            and any(head in form.lower() for form in (mention.entity.name, *mention.entity.aliases))
        ),
    )
    if named is not None or head not in COMPANY | COLLECTIVE:
        return named
    if head in COMPANY:
        return topical(doc, start)
    return recent(doc, start, lambda mention: mention.label == "ORG", BODY_REACH)


def topical(doc: Doc, offset: int) -> Entity | None:
    """The organisation that the sentences before ``offset`` are about: named often, first and of late."""
    starts = doc.notes.setdefault("mention_starts", [mention.start for mention in doc.mentions])
    place = bisect_left(starts, offset)
    here = sentence_at(doc, offset)
    weights: dict[str, float] = {}
    found: dict[str, Entity] = {}
    last = -1
    for mention in doc.mentions[max(0, place - 60) : place]:
        opens = mention.sentence_index != last
        last = mention.sentence_index
        if mention.label != "ORG" or not GOVERNING.isdisjoint(mention.entity.name.lower().split()):
            continue
        key = mention.entity.entity_id
        near = here - mention.sentence_index <= BODY_REACH
        weights[key] = weights.get(key, 0.0) + 1.0 + 0.5 * opens + near
        if near:
            found[key] = mention.entity
    return max(found.values(), key=lambda entity: weights[entity.entity_id], default=None)
