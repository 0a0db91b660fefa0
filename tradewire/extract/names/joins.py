"""Names that a small word, a comma or a number holds together across two runs of capitals.

"Bureau of Industry and Security", "Truth and Aid Commission", "Ministry of Land, Transport and Tourism",
"Committee on Foreign Relations", "17th Fighter Wing", "the brokerage Silk Meridian".
"""

from __future__ import annotations

import re

from tradewire.extract.names.acronyms import expansion
from tradewire.extract.names.classes import word_class
from tradewire.extract.names.decide import Candidate
from tradewire.extract.names.evidence import LEFT
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.pieces import Piece, codes_of
from tradewire.extract.names.units import units_of

Place = tuple[int, Piece, bool, bool]
"""An occurrence of a piece: the offset of its first character, the piece, whether it starts a sentence, and
whether its line is in title case."""

NUMBERED = word_class("numbered_bodies")
"""Last words of the names of bodies that are numbered: "17th Fighter Wing"."""
ORDINALS = word_class("ordinals")
ON_BODIES = word_class("bodies_on")
"""Bodies whose name goes on with their subject: "Committee on Foreign Relations"."""
ENGLISH = frozenset("eyB")
SUBJECT = frozenset("eyKDBSZ")
"""Codes of the words of a subject, none of them a name."""
TAIL = SUBJECT | {"h"}
"""Codes of the words of a subject after "and": "Housing and Urban Development"."""
ORDINAL = re.compile(r"(?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+) $")
COUNTRIES = frozenset("cn")
"""Codes of what may stand before an organisation and belong to its name: "Jordan Food and Drug Agency"."""
CHAIN = 4
"""Subjects that commas may join."""
_AND_PHRASES: dict[str, list[str]] = {}
for _form in WORDS.known:
    if " and " in _form:
        _AND_PHRASES.setdefault(_form[: _form.index(" and ")], []).append(_form)


def joined(text: str, found: list[Place], at: int, piece: Piece) -> int:
    """How many of the pieces found last belong with ``piece``, which starts at ``at``, to one name."""
    start, left, _, title_line = found[-1]
    gap = text[start + len(left.text) : at]
    if gap == " and ":
        if title_line:
            return 1 if listed_with(text, found[-1], at, piece) else 0
        return chain(text, found) if joins(text, found, at, piece) else 0
    if gap == " on " and not title_line and left.kind in ("org", "known", "head"):
        last = left.text[left.text.rfind(" ") + 1 :]
        return int(
            last in ON_BODIES and (piece.kind in ("cand", "org", "company") or piece.codes[:1] in "cg")
        )
    return 0


def listed_with(text: str, before: Place, at: int, piece: Piece) -> bool:
    """Whether a list has the two pieces with the "and" between them, or their acronym follows in brackets."""
    start, left, _, _ = before
    end = at + len(piece.text)
    forms = _AND_PHRASES.get(left.text, ())
    if any(text.startswith(form, start) and start + len(form) <= end for form in forms):
        return True
    return ("O" in left.codes or left.codes[0] == "a") and _shortened(text, start, end)


def joins(text: str, found: list[Place], at: int, piece: Piece) -> bool:
    """Whether " and " holds the last piece and this one together."""
    _, left, initial, _ = found[-1]
    if listed_with(text, found[-1], at, piece):
        return True
    if piece.kind not in ("cand", "org", "company"):
        return False
    head = found[-chain(text, found)][1]
    if head is not left and head.kind == "org":
        return TAIL.issuperset(piece.codes)
    last = left.text[left.text.rfind(" ") + 1 :]
    of = " of " in left.text or " for " in left.text or " on " in left.text
    if of and (last.lower() in WORDS.english or (left.kind == "org" and left.codes[-1] in "eEKZy")):
        return TAIL.issuperset(piece.codes) or (
            left.kind == "org" and piece.kind == "org" and piece.codes[0] == "e" and "O" not in piece.codes
        )
    if left.kind == "cand" and piece.kind in ("org", "company") and "O" not in piece.codes:
        return (
            set(left.codes) <= SUBJECT
            and piece.codes[0] in SUBJECT
            and len(piece.codes) > 1
            and not (initial and not left.start)
        )
    return False


def subject(run: str, text: str, found: list[Place], at: int) -> tuple[Piece, ...]:
    """Words that are no name by themselves, where they are the last subject of the organisation before
    "and": "Ministry of Science and Technology"."""
    if not found:
        return ()
    codes = codes_of(run, units_of(run))
    if not TAIL.issuperset(codes):
        return ()
    piece = Piece(0, len(run), run, "cand", codes, None, "", False)
    return (piece,) if joined(text, found, at, piece) else ()


def chain(text: str, found: list[Place]) -> int:
    """How many of the last pieces are subjects with commas between: "Land, Infrastructure and Tourism"."""
    count = 1
    while count < min(CHAIN, len(found)):
        start, piece, _, _ = found[-count]
        before = found[-count - 1]
        if before[0] + len(before[1].text) != start - 2 or text[start - 2 : start] != ", ":
            break
        if not SUBJECT.issuperset(piece.codes) or (before[2] and before[1].kind != "org"):
            break
        if before[1].kind == "org" and "O" in before[1].codes and before[1].codes[-1] in SUBJECT:
            return count + 1
        if not SUBJECT.issuperset(before[1].codes) or before[1].kind != "cand":
            break
        count += 1
    return count


def _shortened(text: str, start: int, end: int) -> bool:
    """Whether the acronym of ``text[start:end]`` follows it in brackets."""
    if text[end : end + 2] != " (":
        return False
    acronym = text[end + 2 : text.find(")", end)]
    return 2 < len(acronym) < 12 and expansion(text, end + 1, acronym) == (start, end)


def join(
    text: str, found: list[Place], count: int, candidates: dict[str, Candidate], piece: Piece, run: int
) -> tuple[int, Piece]:
    """The last ``count`` pieces, taken off ``found``, and this one as one organisation, with its offset;
    their candidates lose these places."""
    parts = found[-count:]
    del found[-count:]
    for start, part, _, _ in parts:
        old = candidates.get(part.text)
        if old is not None and old.places and old.places[-1][0] == start:
            old.places.pop()
            if not old.places:
                del candidates[old.text]
    start, left, _, _ = parts[0]
    if found and found[-1][0] + len(found[-1][1].text) == start - 1 and found[-1][1].codes in COUNTRIES:
        start = found.pop()[0]
    whole = text[start : run + piece.end]
    known = WORDS.known.get(whole)
    return start, left._replace(
        end=left.start + len(whole),
        text=whole,
        kind="org" if known is None or known.label == "ORG" else "known",
        codes="&".join(part.codes for _, part, _, _ in parts) + "&" + piece.codes,
        known=known,
        next_role=piece.next_role,
    )


def numbered(text: str, at: int, piece: Piece) -> tuple[int, Piece]:
    """A body with the number before it: "17th Fighter Wing", "Eighth Division"; else as it came."""
    if piece.text[piece.text.rfind(" ") + 1 :] not in NUMBERED:
        return at, piece
    match = ORDINAL.search(text, max(0, at - 14), at)
    if match is None or not (match[0][0].isdigit() or match[0].rstrip() in ORDINALS):
        return at, piece
    start = match.start()
    while start and text[start - 1].isalnum():
        start -= 1
    whole = text[start:at] + piece.text
    return start, piece._replace(
        start=piece.start + start - at,
        text=whole,
        kind="org",
        codes="e" + piece.codes[:-1] + "H",
        known=WORDS.known.get(whole),
        role="",
    )


def names_bodies(text: str, start: int) -> bool:
    """Whether the word before ``start`` is a noun for an organisation: "the brokerage Silk Meridian"."""
    at = text.rfind(" ", max(0, start - 20), start - 1) + 1
    return text[at:start] in BODY_NOUNS


def whole_run(run: str, parsed: tuple[Piece, ...]) -> Piece | None:
    """The whole run as the name of an organisation; None where a list has it or it is more than a name."""
    units = units_of(run)
    codes = codes_of(run, units)
    if not WHOLE.issuperset(codes) or MADE_UP.isdisjoint(codes):
        return None
    if len(parsed) == 1 and parsed[0].text == run and parsed[0].kind in ("known", "org", "company"):
        return None
    return Piece(0, units[-1][1], run[: units[-1][1]], "org", codes, None, "", False)


BODY_NOUNS = frozenset(word + " " for word, feature in LEFT.items() if feature == "L:org_noun")
WHOLE = frozenset("ncgfhlyuevaoDKkBSZWHqi")
MADE_UP = frozenset("euvfhlyaBZS")
"""Codes of which a made-up name has at least one; "the company German" is none."""
