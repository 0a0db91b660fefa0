"""Lists of goods: entries without a verb, under a line that says what became of them.

"We handed over to the Norland army this week:" followed by lines such as "- 20 howitzers" or "3 radars":
each entry is a claim with the parties and the mood of the line above.  A ministry's page of aid, a
manifest and an annex are written so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tradewire.extract.doc import Doc, Party, Sentence, TradeItem
from tradewire.extract.items.amounts import bind_quantities
from tradewire.extract.items.frames.find import find_frames
from tradewire.extract.items.frames.frame import Frame
from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.spans import find_phrases
from tradewire.extract.items.parties.home import home_country
from tradewire.extract.items.roles.frame_roles import roles_of
from tradewire.extract.items.roles.links import Link
from tradewire.extract.items.rows import row_of
from tradewire.extract.items.status import Claim, effects_of, judge

#: Letters that only a sentence has: verbs of transfer and speech, auxiliaries, relatives.
CLAUSAL = frozenset("TCVWHmah")
#: Characters of an entry: longer lines are prose.
ENTRY_LIMIT = 200
#: A line above a list, and one of what is still to come.
LEAD_LIMIT = 300
AHEAD = re.compile(
    r"\b(?:planned|planning|preparation|upcoming|to be|announced|committed|pledged)\b", re.IGNORECASE
)
NOBODY = Party()


class Lead(NamedTuple):
    """The line above a list: its frame, the parties and the mood that its entries take."""

    frame: Frame
    supplier: Party
    recipient: Party
    claim: Claim


def list_rows(doc: Doc) -> Iterator[tuple[TradeItem, Link]]:
    """The rows of entries in sentences that made none by themselves, each with its link, in reading order."""
    if ":\n" not in doc.text:
        return
    taken = {row.sentence_index for row in doc.items}
    lead = last = None
    for sentence in doc.sentences:
        if doc.text[sentence.end - 1] == ":":
            lead = _lead(doc, sentence, last)
            last = lead or last
        elif lead is not None and sentence.index not in taken:
            rows = _entry(doc, sentence, lead)
            if rows is None:
                lead = None
            else:
                yield from rows


def _lead(doc: Doc, sentence: Sentence, last: Lead | None) -> Lead | None:
    """What a line says of the list below it; a side that it leaves open is that of the ``last`` list."""
    if sentence.end - sentence.start > LEAD_LIMIT:
        return None
    clause = Clause(doc, sentence, sentence.start, sentence.end)
    items = find_phrases(clause)
    frames = [frame for frame in find_frames(clause, items) if frame.kind in ("give", "get", "control")]
    if not frames:
        return None
    frame = frames[-1]
    supplier, recipient = roles_of(clause, frame)
    if last is not None:
        supplier = supplier if supplier.country else last.supplier
        recipient = recipient if recipient.country else last.recipient
    if supplier.country is None and recipient.country is not None and frame.kind == "give":
        home = home_country(doc)
        supplier = Party(country=home) if home != recipient.country else NOBODY
    effects = effects_of(frame)
    if AHEAD.search(doc.text, sentence.start, sentence.end):
        effects.append("planned")
    return Lead(
        frame, supplier, recipient, judge(frame, effects, None, None, {supplier.country, recipient.country})
    )


def _entry(doc: Doc, sentence: Sentence, lead: Lead) -> list[tuple[TradeItem, Link]] | None:
    """The rows of one entry, which may be none; None for a line that is no entry."""
    before = doc.text[max(0, sentence.start - 3) : sentence.start]
    if sentence.end - sentence.start > ENTRY_LIMIT or "\n" not in before:
        return None
    clause = Clause(doc, sentence, sentence.start, sentence.end)
    if not CLAUSAL.isdisjoint(clause.codes):
        return None
    items = find_phrases(clause)
    rule = f"{lead.frame.kind}:list"
    sides = (lead.supplier, lead.recipient, NOBODY)
    lacks_supplier = lead.supplier.country is None
    links = [
        Link(item, lead.frame, rule, *sides, True, lacks_supplier, item.origin, ())
        for item in items
        if item.group == items[0].group
    ]
    rows = [row_of(link, lead.claim, sentence.index) for link in links]
    bind_quantities(clause, [link.item for link in links], rows)
    return list(zip(rows, links, strict=True))
