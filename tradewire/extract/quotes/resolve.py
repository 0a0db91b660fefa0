"""From the words that name a speaker to the person or body they mean.

A name is its entity; a pronoun is the last speaker or subject that it fits; a role or a body ("the minister",
"the ministry") is looked up among the document's names; whoever stays unnamed ("senior US officials") is the
noun phrase as written.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from tradewire.extract.doc import Doc, Entity, Mention
from tradewire.extract.names import resolve_reference
from tradewire.extract.names.classes import word_class
from tradewire.extract.quotes.speakers import (
    NOBODY,
    PERSON_NOUNS,
    SPEAKING,
    Subject,
    first_subject,
    head_of,
)
from tradewire.extract.quotes.words import CLOSED, Words
from tradewire.reference_data import rows

REACH = 5
"""Sentences a pronoun looks back for its speaker."""
APPOSED_WORDS = 9
"""Words of an apposition that ends in a name: "a man of the fleet, Rear Admiral John Roe,"."""
ROLE_WORDS = 8
"""A longer role is a clause that was taken for one."""
RECENT = 2
"""Sentences in which a body that spoke comes before one that was only named."""
MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "herself"})
PLURAL = frozenset({"they", "them", "their", "themselves"})
THING = frozenset({"it", "its", "itself"})
SELF = frozenset({"i", "we", "you", "me", "us", "who", "everyone", "someone", "nobody"})
PERSON_PLURALS = frozenset(row["plural"].lower() for row in rows("roles") if row["plural"])

GENERAL_PERSONS = word_class("persons")
SOLE_OFFICES = word_class("sole_offices")
COMPANY_NOUNS = word_class("companies") | word_class("collective_bodies")

SUBORDINATE = frozenset(word for word, letter in CLOSED.items() if letter == "k")
"""Words that open a clause before the main one: "Although Oslo …, it said"."""
_POSSESSIVE = re.compile(r"[’']s? ")
_BREAK = re.compile(r"\|")
_ARTICLE = re.compile(r"(?:the|this|that)\s+", re.IGNORECASE)
_LAST_CAPITALS = re.compile(
    r"(?:^|\s)[a-z][\w’'.-]* (?P<name>[A-Z][\w’'.-]*(?: (?:(?:of|the|for|and|de|al|bin) )*[A-Z][\w’'.-]*)*)$"
)
_CONTRACTION = re.compile(r"[’'](?:s|re|ve|ll|d|m)$", re.IGNORECASE)


class Speaker(NamedTuple):
    """Whom a subject means: a name, its entity where it has one, the role the text gives, and what it is.

    ``kind`` is ``person``, ``group`` or ``body``.
    """

    name: str | None
    entity: Entity | None
    role: str | None
    kind: str


UNKNOWN = Speaker(None, None, None, "none")


class Speakers:
    """The speakers of one document, in reading order."""

    def __init__(self, doc: Doc, words: Words) -> None:
        self.doc = doc
        self.words = words
        self.mentions = doc.mentions
        self.starts = [mention.start for mention in doc.mentions]
        self.said: list[tuple[int, Speaker]] = []
        self.known: dict[tuple[int, int], Speaker] = {}
        self.topics: dict[int, tuple[Speaker, int]] = {}
        self.breaks: list[int] = []
        self.sentence_starts = [sentence.start for sentence in doc.sentences]

    def of(self, subject: Subject) -> Speaker:
        """The speaker a subject means; asked in reading order, as later pronouns look back on it."""
        first, last = subject.antecedent or (subject.first, subject.last)
        if first < 0:
            return UNKNOWN
        found = self.known.get((first, last))
        if found is None:
            start, end = self.words.start(first), self.words.end(last)
            found = self._find(subject, start, end)
            self.known[first, last] = found
            if found.kind != "none":
                self.said.append((start, found))
        return found

    def _find(self, subject: Subject, start: int, end: int) -> Speaker:
        text = self.doc.text[start:end]
        word = _CONTRACTION.sub("", text.lower())
        first = subject.first
        if word in SELF:
            return UNKNOWN
        if word in MALE or word in FEMALE:
            return self._person(start, "m" if word in MALE else "f") or self._person(start, None) or UNKNOWN
        if word in PLURAL or word in THING:
            return self._own(first) or self._group(start, word in PLURAL) or UNKNOWN
        last = (subject.antecedent or subject)[1]
        role, _, name = text.rpartition(", ")
        if subject.how == "name-after-role" and role:
            named = self._inside(end - len(name), end)
            if not any(mention.label == "PERSON" for mention in named):
                return Speaker(name, None, _bare(role), "person")
        return self._noun_phrase(head_of(self.words, subject), last, start, end, text)

    def _noun_phrase(self, head: int, last: int, start: int, end: int, text: str) -> Speaker:
        inside = self._inside(start, end)
        if inside and inside[0].start < start:
            start = inside[0].start
            text = self.doc.text[start:end]
        head_end = self.words.end(head)
        if self.words.codes[head] in "Ky":
            head_end -= 2 if self.doc.text[head_end - 1] in "sS" else 1
        at_head = [mention for mention in inside if mention.start < head_end <= mention.end]
        people = [mention for mention in inside if mention.label == "PERSON"]
        if self.words.codes[head] in "NKd" and at_head:
            return self._named(text, start, at_head[0], inside)
        noun = self.words.word(head)
        if people and people[-1].end >= end:
            between = self.doc.text[head_end : people[-1].start]
            if noun in PERSON_NOUNS and between.startswith(" for ") and "," not in between:
                # "a spokesman *for* Roe", named only where an apposition follows
                return self._apposed(last, text) or Speaker(text, None, None, "person")
            return self._named(text, start, people[-1], inside)
        surnamed = None if inside or " " in text else self._surname(text)
        if surnamed is not None:
            return Speaker(surnamed.name, surnamed, _best_role(surnamed), "person")
        apposed = None if people else self._apposed(last, text)
        if apposed is not None:
            return apposed
        entity = None
        if not people:
            entity = resolve_reference(self.doc, start, head_end)
        if noun in PERSON_NOUNS and people and _follows_noun(self.doc.text, start, people[0]):
            return self._named(text, start, people[0], inside)
        if entity is None and noun in PERSON_NOUNS and _ARTICLE.match(text) and noun not in PERSON_PLURALS:
            found = self._person(start, None, 2)
            if inside and noun in SOLE_OFFICES and not _of_country(found, inside[-1]):
                found = None
            return found if found and _may_be(found, noun) else Speaker(text, None, None, "person")
        if entity is None and noun in COMPANY_NOUNS and _ARTICLE.match(text) and not inside:
            found = self._back(start, "body", (), None, RECENT)
            if found and found.name and found.name[0].isupper() and not _ARTICLE.match(found.name):
                return found
        if entity is None and self.words.codes[head] == "N" and not at_head:
            before = text.lower().replace(",", "").split()[:-1]
            kind = "body" if PERSON_NOUNS.isdisjoint(before) else "person"
            named = end == head_end or (kind == "person" and text.rpartition(", ")[2].isupper())
            if named and (not inside or kind == "person"):
                text = _trailing_name(text)
            return Speaker(text, None, None, kind)
        kind = "person" if noun in PERSON_NOUNS else "body"
        if noun in PERSON_PLURALS or (entity is None and (noun.endswith("s") or " and " in text)):
            kind = "group"
        if entity is not None:
            kind = "person" if entity.label == "PERSON" else kind
            role = _bare(text) if entity.label == "PERSON" else None
            name = entity.name if entity.label == "PERSON" or _ARTICLE.match(text) else text
            return Speaker(name, entity, role, kind)
        return Speaker(text, None, None, kind)

    def _named(self, text: str, start: int, mention: Mention, inside: list[Mention]) -> Speaker:
        entity = mention.entity
        if entity.label != "PERSON":
            return Speaker(entity.name, entity, None, "body")
        before = self.doc.text[start : mention.start].strip(" ,")
        role = _bare(before) if " " in before or before[:1].islower() else None
        role = role or _best_role(entity)
        others = [m.entity.name for m in inside if m.label == "PERSON" and m.entity is not entity]
        if others and " and " in text:
            return Speaker(" and ".join([others[0], entity.name]), entity, role, "group")
        return Speaker(entity.name, entity, role, "person")

    def _surname(self, text: str) -> Entity | None:
        """The one person of the document with this surname, where it is a common word too ("Stone said")."""
        if not text[:1].isupper() or not text.isalpha():
            return None
        ends = " " + text
        people = [e for e in self.doc.entities if e.label == "PERSON" and e.name.endswith(ends)]
        return people[0] if len(people) == 1 else None

    def _apposed(self, last: int, text: str) -> Speaker | None:
        """Who stands in apposition to a noun phrase that ends with word ``last`` ("its owner, Jan Roe,")."""
        codes = self.words.codes
        if codes[last] not in "xN" or codes[last + 1] != "," or codes[last + 2] not in "NxK":
            return None
        place = last + 2
        while codes[place + 1] in "NxK" and place < last + APPOSED_WORDS:
            place += 1
        if codes[place + 1] not in ",.;|)":
            return None
        start, end = self.words.start(last + 2), self.words.end(place)
        named = self._inside(start, end)
        person = self.words.word(last) in PERSON_NOUNS
        bare = set(codes[last + 2 : place + 1]) == {"N"}
        if not named and person and bare and place > last + 2:
            return Speaker(self.doc.text[start:end], None, _bare(text), "person")
        if not named or named[-1].end < end or named[-1].label not in ("PERSON", "ORG"):
            return None
        if named[-1].label != "PERSON" and (person or len(named) > 1 or not bare or codes[last] == "N"):
            return None
        begin = start if named[-1].start > start else start - len(text) - 2
        return self._named(text, begin, named[-1], named[-1:])

    def _inside(self, start: int, end: int) -> list[Mention]:
        """The mentions that touch a span."""
        low = bisect_left(self.starts, start)
        if low and self.mentions[low - 1].end > start:
            low -= 1
        return self.mentions[low : bisect_left(self.starts, end, low)]

    def _person(self, offset: int, gender: str | None, reach: int = REACH) -> Speaker | None:
        """The last speaker or subject before ``offset`` who is a person of this gender if known."""
        return self._back(offset, "person", ("PERSON",), gender, reach)

    def _own(self, place: int) -> Speaker | None:
        """The body that is the subject of a sentence in which "it" opens a relative ("ships it said …")."""
        codes = self.words.codes
        opening = place - 2 if codes[place - 1] in "TW" else place - 1
        if codes[opening] not in ("xS" if opening == place - 1 else "xSNC"):
            return None
        subject = first_subject(self.words, codes.rfind("|", 0, place))
        if not 0 <= subject.first <= subject.last < place - 1:
            return None
        fits = codes[subject.last] == "N" or self.words.word(head_of(self.words, subject)) in SPEAKING
        found = self.of(subject) if fits else UNKNOWN
        return found if found.kind == "body" else None

    def _group(self, offset: int, plural: bool) -> Speaker | None:
        """Whom "they" or "it" takes up: the last group, else the last body."""
        group = self._back(offset, "group", (), None, REACH) if plural else None
        body = group or self._back(offset, "body", (), None, RECENT)
        return body or self._back(offset, "body", ("ORG", "GPE"), None, REACH)

    def narrator_of(self, place: int) -> Subject:
        """Who acts in the words before a quotation that no cue reports ("Roe shakes his head: “No.”")."""
        codes = self.words.codes
        boundary = codes.rfind("|", 0, place)
        if boundary == place - 1:
            boundary = codes.rfind("|", 0, boundary)
        elif codes[place - 1] != ":":
            return NOBODY
        if boundary < 0 or "Q" in codes[boundary:place] or self.words.in_headline(boundary + 1):
            return NOBODY
        subject = first_subject(self.words, boundary)
        if subject.first < 0 or codes[subject.last] not in "NP" or codes[subject.last + 1] not in "AZVvSeLr":
            return NOBODY
        found = self.of(subject)
        return subject if found.kind == "person" and found.entity is not None else NOBODY

    def _closes(self, start: int, offset: int) -> bool:
        """Whether a pronoun stands after the content that it reports ("Oslo needs no ships, it said")."""
        text = self.doc.text
        opening = text[start : start + 12].split(" ", 1)[0].lower()
        return text[start:offset].rstrip().endswith((",", "”", '"')) and opening not in SUBORDINATE

    def _topic(self, start: int, end: int) -> Speaker:
        """Whom the sentence from ``start`` is about: its subject, if that is a person, a body or a group."""
        known = self.topics.get(start)
        if known is None:
            known = self.topics[start] = UNKNOWN, start
            known = self.topics[start] = self._subject_at(start)
        speaker, at = known
        return speaker if at < end else UNKNOWN

    def _subject_at(self, start: int) -> tuple[Speaker, int]:
        words = self.words
        if not self.breaks:
            self.breaks = [found.start() for found in _BREAK.finditer(words.codes, 0, words.size - 1)]
        boundary = bisect_right(self.breaks, start, key=lambda i: words.start(i + 1)) - 1
        if boundary < 0 or words.in_headline(self.breaks[boundary] + 1):
            return UNKNOWN, start
        subject = first_subject(words, self.breaks[boundary])
        if words.codes[self.breaks[boundary] + 1] == "k" and words.codes[subject.first] == "P":
            subject = first_subject(words, self.breaks[boundary] + 2)
        if subject.first < 0 or words.codes[subject.first] == "P":
            return UNKNOWN, start
        head = head_of(words, subject)
        at = words.start(subject.first)
        named = self._inside(at, words.end(subject.last))
        if not named and words.word(head) not in SPEAKING:
            return UNKNOWN, start
        return self._find(subject, at, words.end(subject.last)), words.end(subject.last)

    def _back(
        self, offset: int, kind: str, labels: tuple[str, ...], gender: str | None, reach: int
    ) -> Speaker | None:
        """Sentence by sentence back: the last fitting speaker there, else the first fitting name."""
        here = bisect_left(self.sentence_starts, offset + 1) - 1
        said = len(self.said)
        end = offset
        for index in range(here, max(-1, here - reach - 1), -1):
            start = self.sentence_starts[index]
            while said and self.said[said - 1][0] >= start:
                said -= 1
                place, speaker = self.said[said]
                if place < end and speaker.kind == kind and _agrees(speaker.entity, gender):
                    return speaker
            topic = UNKNOWN if index == here and self._closes(start, offset) else self._topic(start, end)
            if topic.kind == kind and _agrees(topic.entity, gender):
                return topic
            for mention in self._inside(start, end):
                if mention.label not in labels or not _agrees(mention.entity, gender):
                    continue
                if not self.words.quoted(mention.start):
                    return self._named("", mention.start, mention, [mention])
            end = start
        return None


def _may_be(speaker: Speaker, noun: str) -> bool:
    """Whether "the witness" may take a speaker up: nobody whose only offices are others ("the envoy")."""
    roles = [speaker.role or ""] if speaker.entity is None else speaker.entity.roles
    if (
        speaker.entity is None
        and speaker.name
        and (speaker.name[0].islower() or _ARTICLE.match(speaker.name))
    ):
        roles = [*roles, speaker.name]
    held = PERSON_NOUNS.intersection(word for role in roles for word in role.lower().split())
    return not held or noun in held or noun in GENERAL_PERSONS


def _of_country(speaker: Speaker | None, land: Mention) -> bool:
    """Whether a speaker belongs to the country that an office names ("the Ukrainian president")."""
    entity = None if speaker is None else speaker.entity
    if entity is None or entity.country is None or not re.fullmatch(r"gpe:..", land.entity.entity_id):
        return False
    return entity.country == land.entity.country


def _follows_noun(text: str, start: int, person: Mention) -> bool:
    """Whether a name closes the office before it: "the envoy of the Foreign Ministry Jan Roe"."""
    before = text[start : person.start].split()
    return bool(before) and (before[-1][:1].isupper() or before[-1].lower() in PERSON_NOUNS)


def _agrees(entity: Entity | None, gender: str | None) -> bool:
    return entity is None or gender is None or entity.gender in (None, gender)


def _trailing_name(text: str) -> str:
    """A name that no stage knows, without the role before it ("shipping line Ocean Rose", "Minister Roe")."""
    bare = _ARTICLE.sub("", text)
    text = bare if bare[:1].isupper() else text
    owned = _POSSESSIVE.split(text)[-1]
    text = owned if " " in owned and owned[:1].isupper() else text
    _, comma, after = text.strip(", ").rpartition(", ")
    found = None if comma and after[0].isupper() else _LAST_CAPITALS.search(after if comma else text)
    words = (found["name"] if found else after if comma else text).split()
    while len(words) > 1 and words[0].rstrip(".").lower() in PERSON_NOUNS:
        words = words[1:]
    return " ".join(words)


def _best_role(entity: Entity) -> str | None:
    """The fullest of the roles that the document gives a person, of those that name an office or a trade."""
    fit = [
        role
        for role in entity.roles
        if role.count(" ") < ROLE_WORDS and not PERSON_NOUNS.isdisjoint(role.lower().split())
    ]
    return min(fit, key=lambda role: (-len(role), role)) if fit else None


def _bare(text: str) -> str | None:
    """A role without its article ("the Defence Secretary")."""
    return _ARTICLE.sub("", text).strip(" ,") or None
