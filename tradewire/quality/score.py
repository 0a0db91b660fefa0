"""Comparing what was extracted with the gold, span by span."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tradewire.extract import Extraction, extract
from tradewire.extract.doc import Mention, Quote, TradeItem
from tradewire.quality.gold import Annotation, GoldDocument

MARKED_OVERLAP = 0.8
"""Marks say where a quote ends, so nearly the whole span must agree."""
INDIRECT_OVERLAP = 0.5
"""Annotators themselves differ on where reported speech ends (their own agreement is near .65 exact)."""
UNNAMED_OVERLAP = 0.6
"""Share of the content words by which two phrases for an unnamed speaker are the same one."""

FIGURES = (
    "mentions",
    "mention spans",
    "entity links",
    "quotes",
    "quote speakers",
    "indirect",
    "indirect speakers",
    "items",
    "item roles",
    "item claims",
    "quantities",
)
_SMALL = frozenset(["a", "an", "the", "of", "for", "and", "in", "at", "to", "from", "mr", "mrs", "ms"])

Found = TypeVar("Found", Quote, TradeItem)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result: how many the gold has, how many were found, how many of those are right."""

    name: str
    gold: float
    found: float
    right_of_gold: float
    right_of_found: float

    @property
    def precision(self) -> float:
        """Share of what was found that is right, 0 where nothing was found."""
        return round(self.right_of_found / self.found, 4) if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found, 0 where the gold has nothing."""
        return round(self.right_of_gold / self.gold, 4) if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return round(2 * p * r / (p + r), 4) if p + r else 0.0

    def to_dict(self) -> dict[str, Any]:
        """The figure as it is published."""
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {"figure": self.name, **shares, "gold": round(self.gold), "found": round(self.found)}


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing missed, found in excess or read wrongly, for whoever wants to mend it."""

    kind: str
    document: str
    start: int
    text: str
    detail: str = ""


@dataclass(slots=True)
class Quality:
    """What was measured: a figure per name in ``FIGURES`` and every slip behind it."""

    documents: int
    figures: dict[str, Figure]
    slips: list[Slip]

    def to_dict(self) -> dict[str, Any]:
        """The figures as they are published, in the order of ``FIGURES``."""
        return {
            "documents": self.documents,
            "figures": [figure.to_dict() for figure in self.figures.values()],
        }


def measure(documents: Iterable[GoldDocument], extractor: Callable[[str], Extraction] = extract) -> Quality:
    """Run ``extractor`` over the gold texts and compare."""
    score = _Score()
    count = 0
    for gold in documents:
        count += 1
        score.add(gold, extractor(gold.text))
    return Quality(count, score.figures(), score.slips)


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Shared length of two spans over the length they cover together, 0 where they do not meet."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def same_speaker(accepted: Sequence[str] | None, found: set[str]) -> bool:
    """Whether one of the names ``found`` is an accepted one.

    An unnamed speaker ("senior US officials") also agrees with a phrase that shares its content words.
    """
    if accepted is None or not found:
        return accepted is None and not found
    names = {_fold(name) for name in accepted}
    if names & found:
        return True
    canonical = accepted[0]
    named = canonical[:1].isupper() and not any(
        word[:1].islower() and word not in _SMALL for word in canonical.split()
    )
    return not named and any(_share_words(name, other) for name in names for other in found)


def _share_words(a: str, b: str) -> bool:
    left, right = set(a.split()) - _SMALL, set(b.split()) - _SMALL
    return bool(left and right) and len(left & right) / min(len(left), len(right)) >= UNNAMED_OVERLAP


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").removeprefix("the ").split())


class _Score:
    """Counts of right, gold and found, figure by figure."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in FIGURES}
        self.links = [0.0, 0.0, 0]
        self.slips: list[Slip] = []

    def add(self, gold: GoldDocument, doc: Extraction) -> None:
        self._mentions(gold, doc)
        self._quotes(gold, doc, "quotes", "quote speakers", ("direct", "partial"), MARKED_OVERLAP)
        self._quotes(gold, doc, "indirect", "indirect speakers", ("indirect",), INDIRECT_OVERLAP)
        self._items(gold, doc)

    def figures(self) -> dict[str, Figure]:
        out = {}
        for name, count in self.counts.items():
            right = count["right"]
            out[name] = Figure(name, count["gold"], count["found"], right, right)
        shared_gold, shared_found, linked = self.links
        out["entity links"] = Figure("entity links", linked, linked, shared_gold, shared_found)
        return out

    def _count(self, name: str, right: int, gold: int, found: int) -> None:
        self.counts[name].update(right=right, gold=gold, found=found)

    def _slip(self, kind: str, gold: GoldDocument, start: int, end: int, detail: str = "") -> None:
        self.slips.append(Slip(kind, gold.name, start, gold.text[start:end], detail))

    def _mentions(self, gold: GoldDocument, doc: Extraction) -> None:
        at = {(mention.start, mention.end): mention for mention in doc.mentions}
        spans = [(g, at[span]) for g in gold.mentions if (span := (g["start"], g["end"])) in at]
        right = [(g, found) for g, found in spans if found.label in g["label"]]
        wanted = _wanted(gold.mentions, [g for g, _ in right])
        self._count("mention spans", len(spans), wanted, len(doc.mentions))
        self._count("mentions", len(right), wanted, len(doc.mentions))
        met = {(found.start, found.end) for _, found in right}
        for g in gold.mentions:
            if (g["start"], g["end"]) not in met and not g.get("optional"):
                self._slip("mention missed", gold, g["start"], g["end"], "|".join(g["label"]))
        for mention in doc.mentions:
            if (mention.start, mention.end) not in met:
                self._slip(
                    "mention extra", gold, mention.start, mention.end, f"{mention.label} {mention.rule}"
                )
        self._add_links(gold, spans)

    def _add_links(self, gold: GoldDocument, spans: list[tuple[Annotation, Mention]]) -> None:
        """B-cubed: for each mention, how much of its cluster and of its gold cluster is shared."""
        links = [(g["entity"], found.entity.entity_id) for g, found in spans]
        in_gold, in_found = Counter(g for g, _ in links), Counter(f for _, f in links)
        for (g, f), n in Counter(links).items():
            self.links[0] += n * n / in_gold[g]
            self.links[1] += n * n / in_found[f]
            self.links[2] += n
        usual = {f: Counter(g for g, other in links if other == f).most_common(1)[0][0] for f in in_found}
        for (g, _), (entity, identity) in zip(spans, links, strict=True):
            if usual[identity] != entity:
                self._slip("entity mixed", gold, g["start"], g["end"], f"{entity} under {identity}")
        for entity in in_gold:
            identities = sorted({f for g, f in links if g == entity})
            if len(identities) > 1:
                first = next(g for g, _ in spans if g["entity"] == entity)
                self._slip("entity split", gold, first["start"], first["end"], " / ".join(identities))

    def _quotes(
        self,
        gold: GoldDocument,
        doc: Extraction,
        figure: str,
        by_speaker: str,
        kinds: tuple[str, ...],
        need: float,
    ) -> None:
        wanted = [quote for quote in gold.quotes if quote["kind"] in kinds]
        found = [quote for quote in doc.quotes if quote.kind in kinds]
        pairs = _pair(wanted, found, lambda g, q: overlap((g["start"], g["end"]), (q.start, q.end)) >= need)
        right = [(g, q) for g, q in pairs if same_speaker(g["speaker"], _speaker_names(q))]
        count = _wanted(wanted, [g for g, _ in pairs])
        self._count(figure, len(pairs), count, len(found))
        self._count(by_speaker, len(right), count, len(found))
        met = [g for g, _ in pairs]
        for g in wanted:
            if g not in met and not g.get("optional"):
                self._slip(f"{figure} missed", gold, g["start"], g["end"], str(g["cue"]))
        taken = {id(q) for _, q in pairs}
        for quote in found:
            if id(quote) not in taken:
                self._slip(f"{figure} extra", gold, quote.start, quote.end, f"{quote.cue} {quote.rule}")
        for g, quote in pairs:
            if (g, quote) not in right:
                says = f"{g['speaker'] and g['speaker'][0]} / {quote.speaker_name} {quote.rule}"
                self._slip(by_speaker, gold, g["start"], g["end"], says)

    def _items(self, gold: GoldDocument, doc: Extraction) -> None:
        pairs = _pair(gold.items, doc.items, lambda g, item: item.item_class in g["class"])
        roles = [(g, item) for g, item in pairs if _same_roles(g, item)]
        claims = [(g, item) for g, item in roles if item.status in g["status"]]
        wanted, found = _wanted(gold.items, [g for g, _ in pairs]), len(doc.items)
        self._count("items", len(pairs), wanted, found)
        self._count("item roles", len(roles), wanted, found)
        self._count("item claims", len(claims), wanted, found)
        numbers = [(_gold_numbers(g), _numbers(item)) for g, item in pairs]
        self._count(
            "quantities",
            sum(a == b != (None, None, None) for a, b in numbers),
            sum(a != (None, None, None) for a, _ in numbers),
            sum(b != (None, None, None) for _, b in numbers),
        )
        met = [g for g, _ in pairs]
        for g in gold.items:
            if g not in met and not g.get("optional"):
                self._slip("item missed", gold, g["start"], g["end"], "|".join(g["class"]))
        taken = {id(item) for _, item in pairs}
        for item in doc.items:
            if id(item) not in taken:
                self._slip("item extra", gold, item.start, item.end, f"{item.item_class} {item.rule}")
        for (g, item), (a, b) in zip(pairs, numbers, strict=True):
            if (g, item) not in claims:
                self._slip("item claim", gold, g["start"], g["end"], _claim_detail(g, item))
            if a != b:
                self._slip("quantity", gold, g["start"], g["end"], f"{a} / {b}")


def _wanted(gold: Sequence[Annotation], met: Sequence[Annotation]) -> int:
    """How many annotations count: all but the optional ones that were left out."""
    optional = sum(bool(g.get("optional")) for g in gold)
    return len(gold) - optional + sum(bool(g.get("optional")) for g in met)


def _pair(
    gold: Sequence[Annotation], found: Sequence[Found], test: Callable[[Annotation, Found], bool]
) -> list[tuple[Annotation, Found]]:
    """One-to-one pairs of overlapping spans that pass ``test``, best overlap first."""
    candidates = sorted(
        (-share, i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if (share := overlap((g["start"], g["end"]), (f.start, f.end))) > 0 and test(g, f)
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for _, i, j in candidates:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _speaker_names(quote: Quote) -> set[str]:
    names = {_fold(quote.speaker_name)} if quote.speaker_name else set()
    if quote.speaker_entity:
        names |= {_fold(name) for name in (quote.speaker_entity.name, *quote.speaker_entity.aliases)}
    return names


def _same_roles(gold: Annotation, item: TradeItem) -> bool:
    def agrees(wanted: Any, country: str | None) -> bool:
        return wanted == "?" or country in (wanted if isinstance(wanted, list) else [wanted])

    return agrees(gold["supplier"], item.supplier.country) and agrees(
        gold["recipient"], item.recipient.country
    )


Numbers = tuple[float | None, float | None, float | None]


def _gold_numbers(gold: Annotation) -> Numbers:
    low, high = gold.get("quantity") or (None, None)
    amount = (gold.get("amount") or [None])[0]
    return _floats(low, high, amount)


def _numbers(item: TradeItem) -> Numbers:
    return _floats(item.quantity_min, item.quantity_max, item.amount)


def _floats(low: float | None, high: float | None, amount: float | None) -> Numbers:
    return tuple(None if value is None else float(value) for value in (low, high, amount))  # type: ignore[return-value]


def _claim_detail(gold: Annotation, item: TradeItem) -> str:
    wanted = f"{gold['supplier']} > {gold['recipient']} {'|'.join(gold['status'])}"
    return f"{wanted} / {item.supplier.country} > {item.recipient.country} {item.status} {item.rule}"
