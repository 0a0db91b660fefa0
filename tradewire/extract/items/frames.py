"""Frames of transfer: which words give, get, need, make, control or carry which items, and who stands
where.

One frame per verb or noun of transfer.  The lexicon says which *frame* a word has (who its subject is,
what its prepositions mean); voice and control decide who fills the slots.

======== ================= ===================== =====================================
frame    subject           object, with          to, for / from / by
======== ================= ===================== =====================================
give     supplier          item (dative, *with*) recipient / origin / supplier in the passive
get      recipient         item                  recipient / supplier / recipient in the passive
seek     recipient         item                  – / supplier / –
make     supplier          item                  recipient / – / supplier in the passive
flow     item              recipient             recipient / supplier / –
use      recipient         item of others        –
control  who forbids       item                  recipient / supplier / –
======== ================= ===================== =====================================
"""

from __future__ import annotations

from tradewire.extract.items.clause import Clause
from tradewire.extract.items.moods import Agency, agent, verb_group
from tradewire.extract.items.phrases import Argument, Region, arguments, phrase_before, phrase_start
from tradewire.extract.items.spans import NOT_NOUNS, Item
from tradewire.extract.trade_forms import Transfer, word_class

PLACES = word_class("places")
THEME_PREPOSITIONS = {
    "seek": "io",
    "control": "op",
    "make": "o",
    "give": "o",
    "get": "o",
    "use": "o",
    "flow": "o",
}
#: Nouns whose item follows another preposition: "access to", "reliance on", "trade in", "contract for".
NOUN_THEMES = {
    "access": "t",
    "reliance": "pt",
    "dependence": "pt",
    "dependency": "pt",
    "trade": "op",
    "trafficking": "op",
    "dealings": "p",
    "contract": "io",
    "contracts": "io",
    "deal": "io",
    "deals": "io",
    "agreement": "ip",
    "agreements": "ip",
    "order": "io",
    "orders": "io",
    "package": "o",
    "packages": "o",
    "controls": "op",
    "control": "op",
}


#: Nouns of those who trade, not of the trade: "gas suppliers" moves no gas, "supplier of gas to Kyiv" does.
AGENTS = word_class("agents")
NO_COMPOUND = word_class("no_compound")


MEASURE_WORDS = frozenset(
    "tonnes tons tonne ton hundreds thousands dozens millions billions scores tens lots number numbers amount amounts quantity "
    "quantities volume volumes variety range types type kinds kind sorts worth rounds containers batteries barrels pieces sets "
    "units plenty majority most all some many few one two stocks stockpiles loads truckloads boxes crates pallets vials doses "
    "carats kilograms kilos litres liters gallons bushels million billion thousand percent cent half third quarter share part "
    "parts series list batch batches line lines generation generations squadron squadrons battalion battalions fleet bulk rest "
    "remainder couple pair none any each couple supply supplies".split()
)
INTRANSITIVE = word_class("intransitive")


class Frame:
    """A verb or noun of transfer with its items and the regions of its parties."""

    __slots__ = (
        "agency",
        "by",
        "direct",
        "index",
        "is_noun",
        "items",
        "nested",
        "parent",
        "passive",
        "recipient",
        "source",
        "supplier",
        "transfer",
        "via",
    )

    def __init__(self, index: int, transfer: Transfer, is_noun: bool) -> None:
        self.index = index
        self.transfer = transfer
        self.is_noun = is_noun
        self.items: list[Item] = []
        self.supplier: Region | None = None
        self.recipient: Region | None = None
        self.source: Region | None = None
        self.via: Region | None = None
        self.by: Region | None = None
        self.agency = Agency(None, (), None)
        self.passive = False
        self.nested = -1
        self.parent: Frame | None = None
        self.direct = True

    @property
    def kind(self) -> str:
        return self.transfer.frame


def find_frames(clause: Clause, items: list[Item]) -> list[Frame]:
    """The frames of a clause in the order of their words."""
    frames: list[Frame] = []
    by_index: dict[int, Frame] = {}
    for k, code in enumerate(clause.codes):
        if code not in "TD":
            continue
        word = clause.words[k]
        if word is None:
            continue
        if code == "T" and word.verb is not None:
            frame = _verb_frame(clause, k, word.verb, items)
        elif code == "D" and word.noun is not None and not _modifies(clause, k):
            frame = _noun_frame(clause, k, word.noun, items)
        else:
            continue
        frames.append(frame)
        by_index[k] = frame
    for frame in frames:
        if frame.nested in by_index:
            by_index[frame.nested].parent = frame
    return frames


def _modifies(clause: Clause, k: int) -> bool:
    """ "export infrastructure", "supply chain": a singular noun of transfer in front of another noun."""
    codes = clause.codes
    if k + 1 >= len(codes) or codes[k + 1] != "x" or clause.token(k).endswith("s"):
        return False
    token = clause.token(k + 1)
    return clause.starts[k + 1] == clause.ends[k] + 1 and not token.endswith("ly") and token not in NOT_NOUNS


def _within(items: list[Item], region: Region) -> list[Item]:
    return [item for item in items if region[0] <= item.last - 1 < region[1]]


def _groups(items: list[Item], found: list[Item]) -> list[Item]:
    groups = {item.group for item in found}
    return [item for item in items if item.group in groups]


def _verb_frame(clause: Clause, k: int, verb: Transfer, items: list[Item]) -> Frame:
    frame = Frame(k, verb, False)
    frame.passive = verb_group(clause, k).passive
    frame.agency = agent(clause, k)
    args, frame.nested = arguments(clause, k)
    subject = frame.agency.region
    if verb.frame == "flow":
        return _flow(clause, frame, args, items, subject)
    if frame.passive:
        return _passive(clause, frame, args, items, subject)
    objects = [a for a in args if a.slot in ("", "w", "l")]
    themes = [item for a in objects for item in _within(items, (a.first, a.last)) if _is_head(clause, item)]
    if not themes and any(a.slot == "" and _is_money(clause, a) for a in args):
        # "cleared $90m for 300 howitzers", "spent $5m on drones"
        themes = [i for a in args if a.slot in ("i", "p") for i in _within(items, (a.first, a.last))]
    if verb.frame == "ask":
        themes = [item for a in args if a.slot == "i" for item in _within(items, (a.first, a.last))]
        frame.recipient = subject
        frame.supplier = next(((a.first, a.last) for a in args if a.slot == "" and _names(clause, a)), None)
    if not themes and verb.frame in ("give", "get", "seek") and frame.nested < 0:
        themes = _relative_theme(clause, k, items)
        if themes and subject is not None and "C" in clause.codes[themes[-1].last : subject[0]]:
            frame.agency = frame.agency._replace(effects=(*frame.agency.effects, "alleged"))
        if not themes and subject is not None and verb.lemma in INTRANSITIVE:
            inside = _within(items, subject)
            if inside:  # "four of the helicopters have shipped"
                frame.items = _groups(items, inside[-1:])
                named = _named(clause, args)
                frame.supplier, frame.recipient = named.get("f"), named.get("t")
                return frame
    frame.items = _listed(args, items, themes)
    _active_roles(clause, frame, args, subject)
    return frame


def _is_head(clause: Clause, item: Item) -> bool:
    """False for a risky item that only complements another noun: "the death *of a soldier*", not "tonnes of coal"."""
    if not item.risky:
        return True
    i = item.first - 1
    while i >= 0 and clause.codes[i] in "dsxeA9":
        i -= 1
    if i < 1 or clause.codes[i] != "o" or clause.codes[i - 1] in "9$D":
        return True
    return clause.token(i - 1) in MEASURE_WORDS


def _is_money(clause: Clause, a: Argument) -> bool:
    letters = "".join(clause.codes[a.first : a.last])
    return "$" in letters or "X9" in letters


def _listed(args: list[Argument], items: list[Item], themes: list[Item]) -> list[Item]:
    """Only the coordinated group that begins in the object; items of other slots are somebody else's."""
    return _groups(items, themes)


def _active_roles(clause: Clause, frame: Frame, args: list[Argument], subject: Region | None) -> None:
    kind = frame.kind
    named = _named(clause, args)
    frame.via = named.get("v")
    if kind == "give":
        frame.supplier = subject
        frame.recipient = _dative(clause, frame, args) or named.get("t") or _beneficiary(clause, args)
        if frame.transfer.lemma in ("share", "swap", "barter", "trade"):
            frame.recipient = frame.recipient or named.get("w")
        frame.source = named.get("f")
    elif kind in ("get", "seek"):
        frame.recipient = subject
        frame.supplier = named.get("f")
        place = named.get("p")
        if (
            frame.supplier is None
            and place
            and clause.token(place[0] - 1) == "in"
            and clause.codes[place[0]] == "N"
        ):
            frame.source = place  # "bought in Norway"
    elif kind == "make":
        frame.supplier = subject
        frame.recipient = _beneficiary(clause, args)
    elif kind == "use":
        frame.recipient = subject
    elif kind == "found":
        frame.recipient = _container(clause, args)
    elif kind == "control":
        frame.by = subject
        frame.recipient = named.get("t") or _beneficiary(clause, args)
        frame.supplier = named.get("f")


def _named(clause: Clause, args: list[Argument]) -> dict[str, Region]:
    """Per preposition the first phrase that holds a name, else the first that refers to somebody."""
    named: dict[str, Region] = {}
    weak: dict[str, Region] = {}
    for k, a in enumerate(args):
        if not a.slot or a.slot in named:
            continue
        if any(c in "NA" for c in clause.codes[a.first : a.last]):
            named[a.slot] = (a.first, a.last)
        elif k + 1 < len(args) and args[k + 1].slot == "p" and _names(clause, args[k + 1]):
            named[a.slot] = (a.first, args[k + 1].last)  # "to utilities in France"
        elif a.slot not in weak and _names(clause, a):
            weak[a.slot] = (a.first, a.last)
    return {**weak, **named}


def _dative(clause: Clause, frame: Frame, args: list[Argument]) -> Region | None:
    """ "gave *Ukraine* howitzers", "provided *Ukraine* with howitzers": the first object where the items
    come after.
    """
    objects = [a for a in args if a.slot == ""]
    if not objects:
        return None
    first = objects[0]
    if len(objects) > 1 and not any(first.first <= item.first < first.last for item in frame.items):
        end = first.first  # "sold *Cairo* 8 million tonnes of grain"
        while end < first.last and clause.codes[end] not in "9$":
            end += 1
        region = (first.first, end)
        if first.first < end < first.last and clause.codes[end - 1] == "N" and frame.items:
            return region
    inside = [item for item in frame.items if first.first <= item.first < first.last]
    if inside:
        end = min(item.first for item in inside)
        while end > first.first and clause.codes[end - 1] in "dsxeE9$X-":
            end -= 1
        region = (first.first, end)
        if end <= first.first or clause.codes[end - 1] == "'" or not _names(clause, Argument("", *region)):
            return None
        return region if clause.codes[end - 1] in "NPGxX" else None
    has_with = any(a.slot == "w" for a in args) and frame.items
    return (first.first, first.last) if (has_with or not frame.items) and _names(clause, first) else None


def _container(clause: Clause, args: list[Argument]) -> Region | None:
    """Where things are found: "in the wreckage of a *Russian* drone"."""
    region: Region | None = None
    for a in args:
        if a.slot == "p" and clause.token(a.first - 1) in ("in", "inside", "aboard", "among", "on", "within"):
            region = (a.first, a.last)
        elif region is not None and a.slot in ("o", "p") and a.first == region[1] + 1:
            region = (region[0], a.last)
    return region


def _beneficiary(clause: Clause, args: list[Argument]) -> Region | None:
    """ "for Ukraine", not "for use in Ukraine" nor "for the war"."""
    for a in args:
        if a.slot == "i" and _names(clause, a):
            return (a.first, a.last)
    return None


def _names(clause: Clause, a: Argument) -> bool:
    return any(c in "NAPsG" for c in clause.codes[a.first : a.last]) or clause.token(a.first) == "the"


def _relative_theme(clause: Clause, k: int, items: list[Item]) -> list[Item]:
    """ "the drones that Iran supplied", "weapons Washington sent": the item the relative clause hangs on."""
    region = agent(clause, k).region
    if region is None:
        return []
    j = region[0] - 1
    while j >= 0 and clause.codes[j] in "HW,":
        j -= 1
    if (
        j > 1 and clause.codes[j] == "C" and clause.codes[j - 1] in "PNxG"
    ):  # "missiles it said Rwanda had given"
        j -= 2
        while j >= 0 and clause.codes[j] in "HWd,":
            j -= 1
        found = [item for item in items if item.last - 1 == j]
        return found if found else []
    return [item for item in items if item.last - 1 == j or item.last == j + 1]


def _passive(
    clause: Clause, frame: Frame, args: list[Argument], items: list[Item], subject: Region | None
) -> Frame:
    themes = _within(items, subject) if subject is not None else []
    withs = [item for a in args if a.slot == "w" for item in _within(items, (a.first, a.last))]
    named = _named(clause, args)
    kind = frame.kind
    if themes and subject is not None:
        themes = [item for item in themes if item.last <= subject[1]][-3:]
        last = themes[-1]
        themes = [item for item in themes if item.group == last.group] or [last]
    if kind == "give" and withs and not themes:
        frame.items = _groups(items, withs)
        frame.recipient = subject
        frame.supplier = named.get("b") or named.get("f")
        return frame
    frame.items = _groups(items, themes)
    frame.via = named.get("v")
    if kind in ("give", "make"):
        frame.supplier = named.get("b") or named.get("f")
        if kind == "make" and frame.supplier is None:
            frame.supplier = named.get("p")
        frame.recipient = named.get("t") or _beneficiary(clause, args)
    elif kind == "found":
        frame.recipient = _container(clause, args)
    elif kind in ("get", "seek", "use"):
        frame.recipient = named.get("b") or named.get("t")
        frame.supplier = named.get("f")
    elif kind == "control":
        frame.by = named.get("b")
        frame.recipient = named.get("t")
        frame.supplier = named.get("f")
    if not frame.items:
        objects = [a for a in args if a.slot == ""]
        frame.items = _groups(items, [i for a in objects for i in _within(items, (a.first, a.last))])
        if kind == "give" and frame.items:
            frame.recipient = subject
    return frame


def _flow(
    clause: Clause, frame: Frame, args: list[Argument], items: list[Item], subject: Region | None
) -> Frame:
    themes = _within(items, subject) if subject is not None else []
    frame.items = _groups(items, themes[-1:])
    for a in args:
        if not _names(clause, a):
            continue
        region = (a.first, a.last)
        if a.slot == "f" and frame.supplier is None:
            frame.supplier = region
        elif (a.slot in ("t", "", "i") and frame.recipient is None) or (
            a.slot == "p" and frame.recipient is None and clause.token(a.first - 1) in PLACES
        ):
            frame.recipient = region
        elif a.slot == "v":
            frame.via = region
    return frame


def _noun_frame(clause: Clause, k: int, noun: Transfer, items: list[Item]) -> Frame:
    frame = Frame(k, noun, True)
    first = phrase_start(clause, k)
    compound = [
        item for item in items if first <= item.first and item.last <= k and _adjoins(clause, item, k)
    ]
    if noun.lemma in AGENTS or noun.lemma in NO_COMPOUND:
        compound = []
    args, frame.nested = arguments(clause, k, noun=True)
    wanted = NOUN_THEMES.get(noun.lemma, THEME_PREPOSITIONS[noun.frame])
    region_after = [
        item for a in args if a.slot and a.slot in wanted + "l" for item in _within(items, (a.first, a.last))
    ]
    themes = [*compound, *region_after]
    frame.items = _groups(items, themes) if themes else []
    named = _named(clause, [a for a in args if not (a.slot == "o" and "o" in wanted)])
    limit = min((item.first for item in _groups(items, compound)), default=k) if compound else k
    owner = _owner(clause, min(first, phrase_start(clause, limit)), limit)
    frame.via = named.get("v")
    kind = noun.frame
    if kind in ("give", "make"):
        frame.supplier = named.get("f") or named.get("b") or owner
        frame.recipient = named.get("t") or (named.get("i") if "i" not in wanted else None)
        if frame.supplier is None and kind == "give" and noun.stage == "ordered":
            frame.supplier = named.get("w")
    elif kind in ("get", "seek"):
        frame.recipient = named.get("b") or owner or (named.get("i") if "i" not in wanted else None)
        frame.supplier = named.get("f") or (named.get("w") if noun.stage == "ordered" else None)
        if frame.recipient is None and "t" not in wanted:
            frame.recipient = named.get("t")
    elif kind == "control":
        frame.by = owner or named.get("b")
        frame.recipient = named.get("t")
        frame.supplier = named.get("f")
    frame.agency = noun_agency(clause, first)
    end = args[-1].last if args else k + 1
    after = _predicate(clause, k, end)
    if after:
        frame.agency = frame.agency._replace(effects=(*frame.agency.effects, *after))
    if noun.lemma in AGENTS and first and clause.codes[first - 1] == "a" and frame.agency.region is None:
        region = phrase_before(clause, first - 1)
        frame.agency = frame.agency._replace(region=region)
        if kind == "get":
            frame.recipient = region
        else:
            frame.recipient = frame.recipient or owner  # "is Taiwan's main source of weapons"
            frame.supplier = named.get("f") or named.get("b") or region
    return frame


def _predicate(clause: Clause, k: int, end: int) -> tuple[str, ...]:
    """What the verb of which the noun is the subject does to it: "exports *were halted*", "the sale *was
    approved*".
    """
    codes = clause.codes
    i = end
    while i < len(codes) and i - k < 30 and codes[i] in "xNAXe9'I\"!":
        i += 1
    if i >= len(codes) or codes[i] not in "ah" or codes[i - 1] in ",":
        return ()
    negated = False
    while i < len(codes) and (codes[i] in "ahnm" or (codes[i] == "x" and clause.token(i).endswith("ly"))):
        negated = negated or codes[i] == "n"
        i += 1
    word = clause.words[i] if i < len(codes) else None
    if word is None or codes[i] not in "TV" or not clause.has_form(i, "participle"):
        return ()
    if word.verb is not None and word.verb.frame == "control":
        return () if negated else ("blocked",)
    if word.governor is not None and word.governor.effect in ("blocked", "denied", "planned", "possible"):
        return () if negated else (word.governor.effect,)
    if word.verb is not None and word.verb.stage in ("pledged", "offered"):
        return ("denied",) if negated else ("planned",)
    return ("denied",) if negated else ()


def _adjoins(clause: Clause, item: Item, k: int) -> bool:
    """ "missile exports", "F-35 jet deliveries", "arms and ammunition supplies"."""
    return all(c in "xeI&,-D" for c in clause.codes[item.last : k]) and k - item.last <= 4


def _owner(clause: Clause, first: int, limit: int) -> Region | None:
    """The possessor or nationality before a noun of transfer: "*Iran's* missile exports", "*its*
    purchases".
    """
    codes = clause.codes
    if any(codes[i] in "NAs" for i in range(first, limit)):
        return (first, limit)
    return None


def noun_agency(clause: Clause, first: int) -> Agency:
    """The mood of a noun phrase from what governs it: "halt …", "denied the …", "information about the …"."""
    from tradewire.extract.items.moods import _through

    codes = clause.codes
    j = first - 1
    while j >= 0 and codes[j] in '"!':
        j -= 1
    if j < 0:
        return Agency(None, (), None)
    if codes[j] in "TV":
        return _through(clause, j, 0)
    if codes[j] in "oipwtf" and j and codes[j - 1] in "VTFE":
        if codes[j - 1] == "T" and codes[j] != "t":
            return Agency(None, (), None)
        return _through(clause, j - 1, 0)
    if codes[j] in "oipwt" and j and codes[j - 1] in "ex":  # "entities linked to the production of …"
        return (
            Agency(phrase_before(clause, j - 1), (), None) if codes[j - 1] == "e" else Agency(None, (), None)
        )
    if codes[j] == "n":
        return Agency(None, ("denied",), None)
    if codes[j] in "&,":
        i = j
        while i > max(0, j - 14) and codes[i] in "xegIDdsNA'&,-":
            i -= 1
        if codes[i] in "oipwtfTV":
            return noun_agency(clause, i + 1)
    return Agency(None, (), None)
