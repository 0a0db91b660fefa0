"""From a run of capitals to the names in it.

The words of a run become codes, one letter each, and names are patterns over that short string (the
alphabet is in ``words.py``): ``nrfl`` is "Russian President Vladimir Putin", ``nHOe`` "British Ministry
of Defence". What the word lists settle comes out as a known name, what they leave open as a candidate
that the document's evidence will type.  The parse of a run depends on nothing but the run, so it is kept
for the next time it is met.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tradewire.extract.names.classes import word_class
from tradewire.extract.names.lists import WORDS
from tradewire.extract.names.units import NAMES, OWN_POSSESSIVE, POSSESSIVE, Unit, code_of, units_of
from tradewire.extract.names.words import Known

PEERS = word_class("peers")
"""Titles of nobility, whose names have a place: "Lord Holm of Dunmore"."""


class Piece(NamedTuple):
    """A name or candidate within a run; offsets count from the run's start.

    ``kind`` is ``known`` (``known`` says what it is), ``org``, ``company``, ``place`` (typed by their own
    words), ``head`` (the head of an organisation's name alone), ``cand`` (open) or ``role`` (a title or
    office: evidence for its neighbours, no name).  ``codes`` are the codes of its words; ``role`` the
    title or office directly before it in the run, as written; ``next_role`` whether one follows directly.
    """

    start: int
    end: int
    text: str
    kind: str
    codes: str
    known: Known | None
    role: str
    next_role: bool


_ANY = "ncgojfhlyuaievpqDKkdSZBb&"
PATTERN = re.compile(
    r"(?P<person>(?<=[tr])(?>(?:[fhlyuvia]|[cgn](?=[flu])|[eBWZ](?=[fhluyv]|$))(?:[fhlyuviegP]|(?<=[flu])c$|k[fhlyuv]"
    r"|q+[fhlyuvegKn])*)(?![HSq])"
    r"|(?<=t)[gecDKBWZ])"
    r"|(?P<product>N[fhlyuveadDgcBKSZWH]+)"
    r"|(?P<longer>[fhlu]+P)"
    r"|(?P<owned>[nco]o)"
    r"|(?P<branch>o[cg](?![a-zA-Z']))"
    r"|(?P<seated>oO[cg](?![a-zA-Z]))"
    rf"|(?P<office>[ncgeDu]*r(?:'[WH]|e+H)(?:O[{_ANY}HMW]+)*(?!B))"
    r"|(?P<named>[eSZ]+eO[cg](?![a-zA-Z]))"
    r"|(?P<role>[HW]?(?:[edD]*r)+(?:O[edD]+(?![edDHSKBWZO&]))?|t+)"
    r"|(?P<club>M(?:q{0,3}[fhlyuecgnvoaDKkBpM&])+(?![HSWZ]))"
    rf"|(?P<org>[{_ANY}W]*[HWM](?:[{_ANY}HMW]*[HW])?D?(?:O[{_ANY}HMWr]+)*[SZ]*)(?!B)"
    rf"|(?P<company>[{_ANY}]*[ncgojfhlyuaievpqDKkdBb&Z][SZ]+)"
    r"|(?P<port>[flugce]+kB?(?![a-zA-Z]))"
    rf"|(?P<event>b[{_ANY}]+|[{_ANY}HWM]*B+(?:O[{_ANY}]+)*)"
    r"|(?P<place>[ncgfhlyuevD]+K+|k[fhlyuecgvD]+|D+[cgjuvl]+|KO[cgujvlfy]+)"
    r"|(?P<peoples>D+n)"
    r"|(?P<joined>[eu]*e[eu]+[cg](?![a-zA-Z])|v[lu]+)"
    r"|(?P<known>[ncgojpP])"
    r"|(?P<cand>(?:[fhlyuiadDv]|e(?![edD]*(?:r|f[fliuv]))|k)(?:[fhlyuiadDkv]|e(?![edD]*(?:r|f[fliuv]))|q+[fhlyuvegKn]|&(?=[a-z])"
    r"|(?<=e)O(?=[eu]))*)"
    r"|(?P<q>[qkK]+[fhlyuve]+)"
    r"|(?P<other>.)"
)
BRANCHING = frozenset(("bank", "company", "media", "ngo"))
"""Kinds of listed organisations that have branches named by their country: "Boeing Australia"."""
TAKES = frozenset("eDu")
"""Codes of the words that make a listed name part of a longer one: "Internal Security Service"."""
HEADS = frozenset(("H", "W", "S", "Z"))
LISTED = frozenset("ncgojpP")
TITLE_CASE = str.maketrans("edDBbKSZWkM", "x" * 11)


def parse(run: str, initial: bool, title_line: bool) -> tuple[Piece, ...]:
    """The pieces of a run.

    ``initial`` where its first word is capitalised by its place; ``title_line`` where the whole line is in
    title case, so that an English word is no part of a name unless a list has the phrase.
    """
    if " " not in run and "-" not in run and "\xa0" not in run:
        return parse_word(run, title_line)
    units = units_of(run)
    codes = codes_of(run, units)
    if "o" in codes and not title_line:
        codes = with_heads(run, units, codes, initial)
    if NAMES.issuperset(codes):
        end = units[-1][1]
        return (Piece(0, end, run[:end], "cand", codes, WORDS.known.get(run[:end]), "", False),)
    if title_line:
        codes = codes.translate(TITLE_CASE)
    elif initial and len(codes) > 1 and codes[0] in "ehyd" and codes[1] in "ncgojpPv":
        codes = "x" + codes[1:]
    return tuple(pieces_of(run, units, codes))


def codes_of(run: str, units: list[Unit]) -> str:
    """The codes of a run's units as one string, a "'" where a possessive or a break follows."""
    capitals = run.isupper()
    letters = []
    for start, end, code, broken in units:
        letters.append("u" if capitals and code == "a" and end - start > 4 else code)
        if broken:
            letters.append("'")
    codes = "".join(letters).replace("OT", "O")
    if run.startswith("He ") and codes[1:2] in ("u", "l", "f"):
        codes = "l" + codes[1:]
    return codes


def with_heads(run: str, units: list[Unit], codes: str, initial: bool) -> str:
    """The codes with a listed organisation as a mere head where a word before it belongs to the name:
    "Internal Security Service" is not the listed "Security Service"."""
    for place, number in enumerate(unit_index(units)):
        if codes[place] != "o" or not place or codes[place - 1] not in TAKES or (initial and place == 1):
            continue
        start, end = units[number][:2]
        words = run[start:end].split(" ")
        if len(words) > 1 and (WORDS.codes.get(words[-1]) in HEADS or words[1] == "of"):
            codes = codes[:place] + "H" + codes[place + 1 :]
    return codes


def unit_index(units: list[Unit]) -> list[int]:
    """For each place in the codes the number of its unit."""
    index: list[int] = []
    for number, (_, _, code, broken) in enumerate(units):
        if code == "T" and number and units[number - 1][2] == "O":
            continue
        index.append(number)
        if broken:
            index.append(number)
    return index


def pieces_of(run: str, units: list[Unit], codes: str) -> list[Piece]:
    """The pieces that the patterns find in the codes of a run."""
    found: list[Piece] = []
    index = unit_index(units)
    role = ""
    taken = -1
    for kind, begin, stop in matched(codes):
        first, last = index[begin], index[stop - 1]
        start, end = units[first][0], units[last][1]
        if start <= taken:
            continue
        if kind == "other" or kind == "event":
            if kind == "event" and codes[begin] in "cn":
                found.append(known_piece(run, units[first], role, False))
            role = ""
            continue
        if kind == "role":
            role = run[start:end]
            if found and found[-1].end == start - 1:
                found[-1] = found[-1]._replace(next_role=True)
            continue
        if kind == "known":
            found.append(known_piece(run, units[first], role, False))
        elif (
            (kind == "owned" and not owned(run, units[last]))
            or (kind == "branch" and not branch(run, units[first]))
            or (kind == "seated" and not owned(run, units[first]))
        ):
            found.append(known_piece(run, units[first], role, False))
            found.append(known_piece(run, units[last], "", False))
        else:
            if kind == "person" and role[role.rfind(" ") + 1 :] in PEERS and codes[stop : stop + 1] == "O":
                last = min(last + 2, len(units) - 1)
                end, taken = units[last][1], units[last][0]
            text = run[start:end]
            kind = "head" if kind == "org" and stop - begin == 1 else KINDS.get(kind, kind)
            letters = codes[begin:stop].replace("P", "fl")
            found.append(Piece(start, end, text, kind, letters, WORDS.known.get(text), role, False))
        role = ""
    return found


def parse_word(run: str, title_line: bool) -> tuple[Piece, ...]:
    """The piece of a run of one word, if any."""
    end = len(run)
    if run[-2:] in POSSESSIVE and run[:-2] not in OWN_POSSESSIVE and (run[-1] == "s" or run.isupper()):
        end -= 2
    word = run[:end]
    code = WORDS.codes.get(word) or code_of(word)
    if code in LISTED:
        return (known_piece(run, (0, end, code, False), "", False),)
    kind = "head" if code in "HWM" else "cand" if code in "fhlyuiadDekv" else ""
    if not kind or (title_line and code in "edDkWM"):
        return ()
    return (Piece(0, end, word, kind, code, WORDS.known.get(word), "", False),)


KINDS = {
    "club": "org",
    "owned": "org",
    "branch": "org",
    "seated": "org",
    "office": "org",
    "port": "place",
} | dict.fromkeys(("person", "joined", "q", "longer", "named"), "cand")
"""The kind of piece that a pattern makes, where it is not called the same."""


@lru_cache(maxsize=30_000)
def matched(codes: str) -> tuple[tuple[str, int, int], ...]:
    """What the patterns make of a string of codes: kind, start and end; few strings make up most runs."""
    return tuple(
        (match.lastgroup or "other", match.start(), match.end()) for match in PATTERN.finditer(codes)
    )


def owned(run: str, unit: Unit) -> bool:
    """Whether a country before this listed organisation belongs to its name: one of its words is a
    head."""
    words = run[unit[0] : unit[1]].split(" ")
    codes = [WORDS.codes.get(word, "") for word in words]
    return codes[-1] in HEADS or codes[0] in HEADS or "H" in codes or codes[-1] == "M"


def branch(run: str, unit: Unit) -> bool:
    """Whether this listed organisation is of a kind that has branches named by their country."""
    known = WORDS.known.get(run[unit[0] : unit[1]])
    return known is not None and known.kind in BRANCHING


def known_piece(run: str, unit: Unit, role: str, next_role: bool) -> Piece:
    """The piece for a listed name."""
    start, end, code, _ = unit
    if code in ("o", "c") and run.startswith("The ", start):
        known = WORDS.known.get(run[start:end])
        return Piece(start + 4, end, run[start + 4 : end], "known", code, known, role, next_role)
    text = run[start:end]
    known = WORDS.known.get(text) or WORDS.known.get(text.capitalize()) or WORDS.known.get(text.title())
    return Piece(start, end, text, "known", code, known, role, next_role)
