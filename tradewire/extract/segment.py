"""Sentences and what kind of line each stands in.

The text is only marked, never cut: every character that is not white space belongs to one sentence.  A line
is a paragraph unless it is hard-wrapped: it breaks off and the next goes on in lower case, or it stands in a
block of lines of one width.  Kinds: ``headline`` (the first line, its repeats, crossheads), ``standfirst``,
``caption``, ``body``, ``credit`` (bylines, sources, agency lines), ``boilerplate`` (advertising, newsletters,
navigation).
"""

from __future__ import annotations

import re

from tradewire.extract.doc import Sentence
from tradewire.reference_data import rows
from tradewire.settings import FURNITURE_LINE

HEADLINE_LIMIT = 220
"""Longest headline, in characters; the longest of the development texts has 120."""
STANDFIRST_LIMIT = 300
CROSSHEAD_WORDS = 12
TOKEN_LIMIT = 40
"""How far back the word before a full stop may begin; without it a paragraph of a megabyte is quadratic."""
WRAP_WIDTH = (45, 110)
"""Columns between which a block of lines of much the same length counts as hard-wrapped."""

Span = tuple[int, int]

ABBREVIATIONS = {row["form"]: row["before"] for row in rows("abbreviations")}
STARTERS = frozenset(
    form.capitalize() for row in rows("function_words") for form in row["forms"].split("|") if " " not in form
)
OPEN_WORDS = frozenset(
    form
    for row in rows("function_words")
    if row["kind"] in ("det", "prep", "conj")
    for form in row["forms"].split("|")
) | frozenset(row["form"] for row in rows("number_words"))
"""Words that no line of its own ends in: the next line goes on, capital or not."""
_FURNITURE: dict[str, list[tuple[str, str]]] = {}
for _row in rows("furniture"):
    _FURNITURE.setdefault(_row["form"].split()[0].rstrip(":"), []).append((_row["form"], _row["kind"]))

_AFTER = r"(?:[”’\"'»)\]*]*\s+|(?=[A-Z“][a-z]))"
_BREAK = re.compile(r"[.!?…]+" + _AFTER)
_FULL_STOP = re.compile(r"\.[.…]*" + _AFTER)  # the same, faster: it starts with one letter
_WORD = re.compile(r"[A-Za-z]+")
_FIRST_WORD = re.compile(r"[^\s:*]*")
_PHOTO_CREDIT = re.compile(
    r"[\[(](?:[^\[\]()]{2,80}(?:/| via )[^\[\]()]{2,80}|(?:File )?[Pp]hotos?\b[^\[\]()]{0,120}|File)[\])]\W*$"
)
_AGENCY = re.compile(
    r"(?:[a-z0-9.)]|/| via |: |[\[(])(?:Reuters|AFP|AP|EPA|Getty|Getty Images|Xinhua|TASS)[\])]*$"
)
_AGENCY_ENDS = ("Reuters", "AFP", "AP", "EPA", "Getty", "Images", "Xinhua", "TASS", ")", "]")
_LEAD_MARKS = " \t#*_>•·|-–—"
_ENDS = '.!?…:;”"’»)'


def segment(text: str, furniture: frozenset[str] = frozenset()) -> list[Sentence]:
    """The sentences of ``text`` in order, with offsets in code points and a kind each.

    ``furniture`` are lines known for boilerplate, without white space around them.
    """
    paragraphs = _paragraphs(text)
    kinds = _paragraph_kinds(text, paragraphs, furniture)
    sentences: list[Sentence] = []
    for (start, end), kind in zip(paragraphs, kinds, strict=True):
        for first, last in _sentences(text, start, end):
            if kind == "body" and first > start and last - first < FURNITURE_LINE:
                kind = _furniture(text[first:last]) or kind
            sentences.append(Sentence(len(sentences), first, last, kind))
    return sentences


def _paragraphs(text: str) -> list[Span]:
    """Stripped lines, hard-wrapped ones joined."""
    lines: list[Span] = []
    blank_before: list[bool] = []
    start, blank, size = 0, True, len(text)
    while start <= size:
        end = text.find("\n", start)
        if end < 0:
            end = size
        line = text[start:end]
        inner = line.strip()
        if inner:
            first = start + line.index(inner[0])
            lines.append((first, first + len(inner)))
            blank_before.append(blank)
        blank = not inner
        start = end + 1
    joined: list[Span] = []
    for (first, last), blank in zip(lines, blank_before, strict=True):
        if joined and not blank and _wraps(text, joined[-1], first, last):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _wraps(text: str, before: Span, first: int, last: int) -> bool:
    """Whether the line ``text[first:last]`` goes on with the one before."""
    previous = text[max(before[0], text.rfind("\n", before[0], before[1]) + 1) : before[1]]
    if previous[-1] in _ENDS or text[first] in _LEAD_MARKS:
        return False
    if text[first].islower():
        return True
    low, high = WRAP_WIDTH
    if not low <= len(previous) <= high or len(text[first:last]) > high:
        return False
    if previous[previous.rfind(" ") + 1 :] in OPEN_WORDS or previous.endswith(("’s", "'s")):
        return True
    block_goes_on = before[0] + len(previous) < before[1]
    return block_goes_on and previous[-1] != ","


def _sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of one paragraph."""
    spans: list[Span] = []
    first = start
    shout = (
        text.find("!", start, end) >= 0 or text.find("?", start, end) >= 0 or text.find("…", start, end) >= 0
    )
    for match in (_BREAK if shout else _FULL_STOP).finditer(text, start, end):
        after = match.end()
        if after < end and _ends_sentence(text, start, match, after):
            last = after
            while text[last - 1].isspace():
                last -= 1
            spans.append((first, last))
            first = after
    spans.append((first, end))
    return spans


def _ends_sentence(text: str, start: int, match: re.Match[str], after: int) -> bool:
    """Whether a full stop, with what follows at ``after``, closes a sentence of its paragraph."""
    mark = match.start()
    follow = text[after]
    if follow.islower() or follow in "-–—":
        return False
    glued = not match[0][-1].isspace()
    low = max(start, mark - TOKEN_LIMIT)
    space = max(text.rfind(" ", low, mark), text.rfind("\n", low, mark)) + 1
    token = text[max(space, low) : mark].lstrip("(“\"‘'[")
    if glued:
        return len(token) > 1 and token.isalpha() and token[-1].islower() and text[mark] != "…"
    if match[0][0] != "." or match[0].startswith(".."):
        return True
    if not token:
        return after > start + 2
    if len(token) == 1:
        return not token.isupper() and not token.isdigit()
    if token.isdigit():
        return mark - start > len(token)
    before = ABBREVIATIONS.get(token) or (ABBREVIATIONS.get(token.capitalize()) if token.isupper() else None)
    if before is None:
        return "." not in token or len(token) > 6 or _starts_sentence(text, after)
    if before == "number":
        return follow.isupper()
    return before == "lower" and _starts_sentence(text, after)


def _starts_sentence(text: str, at: int) -> bool:
    """Whether the word at ``at`` is one that opens sentences and is no name."""
    match = _WORD.search(text, at, at + 24)
    return match is not None and match[0] in STARTERS


def _furniture(line: str) -> str | None:
    """The kind of a line that opens like page furniture, else None."""
    bare = line.lstrip(_LEAD_MARKS)
    forms = _FURNITURE.get(_FIRST_WORD.match(bare)[0].casefold())  # type: ignore[index]  # it matches nothing too
    if forms is None:
        return None
    low = bare.casefold().replace("*", "")
    for form, kind in forms:
        if not low.startswith(form):
            continue
        rest = low[len(form) :]
        if kind == "byline":
            words = line.split()[1:]
            if (
                0 < len(words) <= 8
                and sum(word[0].isupper() for word in words) * 2 >= len(words)
                and low[-1] != "."
            ):
                return "credit"
        elif not rest or not form[-1].isalnum() or (not rest[0].isalnum() and (" " in form or len(low) < 60)):
            return kind
    return None


def _paragraph_kinds(text: str, paragraphs: list[Span], known: frozenset[str]) -> list[str]:
    """A kind per paragraph from its shape and its neighbours."""
    kinds = ["body"] * len(paragraphs)
    headline = ""
    for i, (start, end) in enumerate(paragraphs):
        if end - start > STANDFIRST_LIMIT and text[start] not in "#*[(":
            headline = headline or "\0"
            continue
        line = text[start:end]
        if line in known:
            kinds[i] = "boilerplate"
        elif line[0] == "#":
            kinds[i] = "headline"
            headline = headline or line
        elif furniture := _furniture(line):
            kinds[i] = furniture
        elif line.endswith(_AGENCY_ENDS) and (_PHOTO_CREDIT.search(line) or _AGENCY.search(line)):
            kinds[i] = "caption"
        elif not headline and _is_headline(line):
            kinds[i], headline = "headline", line
        elif line == headline or (line[-1] not in _ENDS + "," and _is_crosshead(line)):
            kinds[i] = "headline"
        headline = headline or ("\0" if kinds[i] == "body" else "")
    for i, kind in enumerate(kinds):
        if kind != "body":
            continue
        start, end = paragraphs[i]
        follows = kinds[i + 1] if i + 1 < len(kinds) else ""
        if (
            follows == "caption"
            and text[end - 1] not in ".!?…"
            and "\n\n" not in text[end : paragraphs[i + 1][0]]
        ):
            kinds[i] = "caption"
        elif i and kinds[i - 1] == "headline" and end - start <= STANDFIRST_LIMIT and _leads(kinds, i):
            kinds[i] = "standfirst"
    return kinds


def _is_headline(line: str) -> bool:
    """A first line that is no sentence, or a sentence in title case."""
    if len(line) > HEADLINE_LIMIT:
        return False
    if line[-1] not in ".!:;,":
        return True
    if line[-1] == "." and line[-3:-2] == ".":  # ends in "U.S.", not in a full stop
        return True
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def _is_crosshead(line: str) -> bool:
    """A line of a few words without a full stop that starts like a sentence."""
    return line[0].isupper() and line.count(" ") < CROSSHEAD_WORDS


def _leads(kinds: list[str], i: int) -> bool:
    """Whether the paragraph after a headline is followed by a caption or byline, as a standfirst is."""
    rest = kinds[i + 1 : i + 3]
    return bool(rest) and (rest[0] in ("caption", "credit") or rest == ["body", "caption"])
