"""From moods to the columns stage, polarity, certainty and status; and who claims it.

The strongest effect wins: a denial over a ban, a ban over a request, and so on down to the plain report.
A plain report becomes an allegation where somebody says it who is neither supplier nor recipient.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import NamedTuple

from tradewire.extract.doc import Doc, Quote
from tradewire.extract.items.frames.frame import Frame
from tradewire.extract.items.moods.governors import APPROVING, STAGE_EFFECTS
from tradewire.extract.trade_forms import word_class

#: Strongest first; an accusation outweighs what it accuses of planning.
ORDER = ("denied", "blocked", "requested", "accused", "possible", "planned", "alleged", "reported")
CERTAINTY = {"alleged": "probable", "possible": "possible", "reported": "certain", "denied": "certain"}
STANCE_EFFECTS = {"deny": "denied", "accuse": "alleged", "question": "possible"}
KIND_EFFECTS = {"control": "blocked", "seek": "requested"}
STAGES = {"requested": "requested", "blocked": "blocked", "possible": "considered"}
FIGURES = word_class("figures")
CONFESSING = word_class("confessing")
OFFICES = word_class("offices")
UNNAMED = word_class("unnamed")
_start_of = attrgetter("start")


class Claim(NamedTuple):
    """The mood columns of a row with its claimant."""

    stage: str
    polarity: str
    certainty: str
    status: str


def effects_of(frame: Frame) -> list[str]:
    """All that the frame's words and what governs them do to the claim."""
    effects = list(frame.agency.effects)
    if frame.parent is not None:
        parent = frame.parent
        above = [*parent.agency.effects]
        above += [e for e in (KIND_EFFECTS.get(parent.kind), STAGE_EFFECTS.get(parent.transfer.stage)) if e]
        if not frame.direct:  # "no decision has been made *on* the request"
            above = [effect for effect in above if effect != "denied"]
        if parent.kind == "control" and "denied" in above:  # "urged them not to block the sale"
            above = [effect for effect in above if effect not in ("denied", "blocked")]
        effects += above
    if frame.transfer.stage == "ordered" and frame.is_noun:
        effects.append("planned")
    return [e for e in effects if e not in ("none", "capable", "reported")]


def judge(
    frame: Frame | None,
    effects: list[str],
    quote: Quote | None,
    speaker: str | None,
    parties: set[str | None],
) -> Claim:
    """The mood of one claim; ``parties`` are the countries of supplier and recipient, ``speaker`` the
    claimant's.
    """
    found = set(effects)
    if frame is not None:
        for extra in (KIND_EFFECTS.get(frame.kind), STAGE_EFFECTS.get(frame.transfer.stage)):
            if extra:
                found.add(extra)
    if quote is not None:
        stance = STANCE_EFFECTS.get(quote.stance)
        if stance == "possible" and found & {"presupposed", "alleged", "accused"}:
            stance = None  # "asked whether the kit sent to Ukraine was lost", "asked about reports that …"
        if stance is not None and not (stance == "denied" and found & {"possible", "aside"}):
            found.add(stance)  # "has not ruled out" denies nothing, nor a clause set in
    if "lifted" in found and "blocked" in found:  # "removing licence requirements for exports"
        found = (found - {"blocked", "lifted"}) | {"planned"}
    status = next((name for name in ORDER if name in found), "reported")
    if status == "accused":
        status = "alleged"
    claimed = quote is not None and quote.stance != "demand" and "presupposed" not in found
    if status == "reported" and claimed and quote is not None and not _vouches(quote, speaker, parties):
        status = "alleged"
    stage = STAGES.get(status) or _stage(frame, status, found)
    return Claim(
        stage, "negative" if status == "denied" else "positive", CERTAINTY.get(status, "certain"), status
    )


def _vouches(quote: Quote, speaker: str | None, parties: set[str | None]) -> bool:
    """True where the speaker tells of what is its own, so that the report is no third party's claim.

    That is a side of the transfer (not its unnamed sources), a register or statistics, somebody unlisted
    who confirms or admits, and an office where the sentence names no side at all.
    """
    words = set(f"{quote.speaker_name or ''} {quote.speaker_role or ''}".casefold().split())
    if speaker is not None:
        return speaker in parties and (quote.speaker_entity is not None or not words & UNNAMED)
    if words & FIGURES or quote.cue in CONFESSING:
        return True
    return parties == {None} and not words.isdisjoint(OFFICES)


def _stage(frame: Frame | None, status: str, found: set[str]) -> str:
    """How far the transfer has come, where the status alone does not say it."""
    if frame is None:
        return "unknown"
    if frame.transfer.lemma in APPROVING:
        return "approved"
    if status == "planned":
        marked = next((stage for stage in ("approved", "offered") if stage in found), "pledged")
        return frame.transfer.stage if frame.transfer.stage in ("ordered", "offered") else marked
    return "unknown" if status == "denied" else frame.transfer.stage


class Quotes:
    """The quotes of a document by position."""

    def __init__(self, doc: Doc) -> None:
        self.quotes = sorted(doc.quotes, key=_start_of)
        self.starts = [quote.start for quote in self.quotes]

    def around(self, start: int, end: int) -> Quote | None:
        """The innermost quote with a speaker that holds the span, or the innermost of all."""
        best: Quote | None = None
        i = bisect_right(self.starts, start) - 1
        for quote in reversed(self.quotes[max(0, i - 12) : i + 1]):
            if quote.end >= end and (best is None or (best.speaker_name is None and quote.speaker_name)):
                best = quote
        return best
