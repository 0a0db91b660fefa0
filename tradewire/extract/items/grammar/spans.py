"""Item noun phrases: where an item begins and ends, what its class is, and which items are coordinated."""

from __future__ import annotations

from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.trade_forms import ItemForm, item_types, parts_of_speech, word_class

#: Heads that take the class of what stands before them: "drone parts", "missile technology", "radar systems".
PART_TYPES = {
    "uncrewed": "drone_component",
    "missiles_rockets": "missile_component",
    "aircraft": "aircraft_part",
    "land_vehicles": "vehicle_part",
}
PART_HEADS = word_class("part_heads")
COPY_HEADS = word_class("copy_heads")
LAUNCHED = "air_defence missiles_rockets artillery_ammunition"
#: Heads of COPY_HEADS that copy only from a modifier of these classes.
OWN_KIND = {
    "battery": LAUNCHED,
    "batteries": LAUNCHED,
    "missiles": "air_defence",
    "missile": "air_defence",
    "launcher": "",
    "launchers": "",
    "electronics": "",
    "training": "",
    "ammunition": "",
    "shells": "",
    "weapons": "missiles_rockets",
    "arms": "",
    "software": "",
    "money": "",
}
#: Words that may stand inside an item phrase: "Harpoon *coastal* systems".
LINKING = word_class("linking")
TYPED = frozenset(["type", "style", "class", "pattern", "series", "caliber", "calibre"])
#: "rounds of ammunition", "batteries of Patriots": measures, not items of their own.
MEASURES = word_class("measures")
PLAIN_HEADS = word_class("plain_heads")
#: Who may stand between a verb of giving and the item: "sent *the group* howitzers".
RECEIVERS = word_class("forces") | word_class("own_state") | frozenset(["group", "groups", "regime"])
MODIFIERS = word_class("modifiers")


class Item:
    """An item noun phrase of a clause: letters ``[first, last)`` with its span in the text and its type."""

    __slots__ = ("base", "end", "first", "form", "group", "head", "last", "maker", "origin", "start", "type")

    def __init__(self, clause: Clause, base: int, last: int, form: ItemForm, head: str) -> None:
        self.base = base
        self.last = last
        self.form = form
        self.type = form.item_type
        self.head = head
        self.origin = form.origin
        if head == "fighters" and clause.codes[base - 1 : base] == ["o"] and form.system is None:
            self.type = "personnel"  # "thousands of fighters"
        self.maker: tuple[str, int, int] | None = None
        self.first = _extend(clause, base, self)
        self.start = clause.starts[self.first]
        self.end = clause.ends[last - 1]
        self.group = -1

    @property
    def risky(self) -> bool:
        """True where the word is an item only as the object of a transfer."""
        return self.form.flag == "context" and self.base == self.last - 1


def find_phrases(clause: Clause) -> list[Item]:
    """The item noun phrases of a clause, in order, with coordinated ones sharing a ``group``."""
    codes = clause.codes
    items: list[Item] = []
    i, n = 0, len(codes)
    while i < n:
        if codes[i] != "I" or _is_article(clause, i):
            i += 1
            continue
        base = i
        members = []
        while i < n:
            word = clause.words[i]
            if codes[i] == "I" and word is not None and word.item is not None:
                members.append((i, word.item, word.form.lower()))
                i += 1
            elif codes[i] == "-" and _is_typed(clause, i):
                i += 2  # "Grad-*type* rockets"
            elif (codes[i] in "xX" and _links(clause, i)) or (
                codes[i] in "-/"
                and i + 1 < n
                and codes[i + 1] == "I"
                and clause.ends[i] == clause.starts[i + 1]
            ):
                i += 1
            else:
                break
        last = i
        if codes[last - 1] == "-":
            last -= 1
        form, head = _compound(members, last < n and codes[last] == "D")
        if head in PART_HEADS:
            form, last = _parts_of(clause, last, form)
            i = max(i, last)
        if form is None or _is_modifier(clause, last, members[-1][2], form):
            continue
        if items and _is_abbreviation(clause, items[-1], base, last):
            continue
        if head in MEASURES and last + 1 < n and codes[last] == "o" and _counts_item(clause, last):
            continue
        items.append(Item(clause, base, last, form, head))
    _coordinate(clause, items)
    return items


def _is_typed(clause: Clause, i: int) -> bool:
    """True for the hyphen of "Grad-type rockets" and "Kilo-class submarines"."""
    typed = i + 2 < len(clause.codes) and clause.token(i + 1) in TYPED
    return typed and clause.codes[i + 2] == "I" and clause.ends[i] == clause.starts[i + 1]


def _is_article(clause: Clause, i: int) -> bool:
    """True for a name that is an article and a number: "*a 10*-day trip" is no A-10."""
    start = clause.starts[i]
    return clause.text[start] == "a" and clause.text[start + 1 : start + 2] == " "


def _is_abbreviation(clause: Clause, before: Item, base: int, last: int) -> bool:
    """ "unmanned aerial vehicles *(UAVs)*": the short form in parentheses is no second item."""
    codes = clause.codes
    return (
        codes[base - 1] == "("
        and codes[last : last + 1] == [")"]
        and before.last == base - 1
        and clause.text[clause.starts[base] : clause.starts[base] + 2].isupper()
    )


def _links(clause: Clause, i: int) -> bool:
    """True where the word at ``i`` stands inside an item phrase: "Harpoon *coastal* systems"."""
    if i + 1 >= len(clause.codes) or clause.codes[i + 1] != "I" or clause.token(i) not in LINKING:
        return False
    word = clause.words[i + 1]
    return word is not None and (word.form.lower() in COPY_HEADS or word.form.lower() in PART_HEADS)


def _counts_item(clause: Clause, last: int) -> bool:
    """True where "of" and an item follow within the phrase: "rounds *of 5.56mm ammunition*"."""
    codes = clause.codes
    for i in range(last + 1, min(len(codes), last + 6)):
        if codes[i] == "I":
            return True
        if codes[i] not in "9xeXN-A":
            break
    return False


def _compound(members: list[tuple[int, ItemForm, str]], before_transfer: bool) -> tuple[ItemForm | None, str]:
    """The form that decides the type of adjacent item words, and the head's words."""
    form, head = members[0][1], members[0][2]
    for _, later, words in members[1:]:
        item_class = item_types()[form.item_type].item_class
        if words in PLAIN_HEADS and form.system:
            form = form._replace(flag="")
        elif words in PART_HEADS and item_class in PART_TYPES:
            form = later._replace(
                item_type=PART_TYPES[item_class], flag="", system=form.system, origin=form.origin
            )
        elif (words in COPY_HEADS and item_class in OWN_KIND.get(words, item_class)) or (
            words in PART_HEADS and item_class in ("support", "electronics", "sensors_c4", "air_defence")
        ):
            form = form._replace(flag="")
        else:
            form = later._replace(
                flag="", system=later.system or form.system, origin=later.origin or form.origin
            )
        head = words
    if form.flag == "modifier" and not before_transfer:
        return None, head
    return form, head


def _parts_of(clause: Clause, last: int, form: ItemForm | None) -> tuple[ItemForm | None, int]:
    """ "Components *for drones*", "parts of missiles": parts take the class of what they are for, and its
    words.

    Returns the form and where the phrase ends.
    """
    codes = clause.codes
    if form is None or last >= len(codes) or codes[last] not in "io":
        return form, last
    for i in range(last + 1, min(len(codes), last + 6)):
        word = clause.words[i]
        if codes[i] == "I" and word is not None and word.item is not None:
            kind = PART_TYPES.get(item_types()[word.item.item_type].item_class)
            whole = i + 1 >= len(codes) or codes[i + 1] not in "xXI"
            near = "N" not in codes[last:i] and "A" not in codes[last:i]
            form = form._replace(item_type=kind) if kind else form
            return form, i + 1 if kind and whole and near else last
        if codes[i] not in "NA'xdsX":
            break
    return form, last


def _is_modifier(clause: Clause, last: int, head: str, form: ItemForm) -> bool:
    """ "UAV programme", "drone industry": a singular item word in front of another noun is no item."""
    codes = clause.codes
    if last < len(codes) and codes[last] == "'" and form.flag != "":
        return True  # "the jet's wings"
    agent = last < len(codes) and codes[last] == "D" and clause.token(last) in AGENTS
    if agent and not head.endswith("s") and not clause.token(last).endswith("s"):
        return True  # "a server maker"
    if last >= len(codes) or codes[last] not in "xXV" or clause.starts[last] != clause.ends[last - 1] + 1:
        return False
    if (
        head.endswith("s")
        or form.system
        or head in ("ammunition", "equipment", "technology", "artillery", "weaponry")
    ):
        return False
    token = clause.token(last)
    if token.endswith("ly") or token in NOT_NOUNS or token in THING_NOUNS:
        return False
    kinds = parts_of_speech().get(token, frozenset(["noun"]))
    if "noun" not in kinds:
        return False  # "crude oil rose"
    if "verb" in kinds and last + 1 < len(codes) and codes[last + 1] in "$ds":
        return False  # "Italian aircraft cost $60 million"
    after = codes[last + 1] if last + 1 < len(codes) else ""
    return (form.flag in ("", "context") and codes[last] != "V") or after in "odp"


#: Nouns behind an item word that leave it an item: "radar units", "engine sets".
THING_NOUNS = word_class("thing_nouns")
NOT_NOUNS = word_class("not_nouns")
AGENTS = word_class("agents")


NUMBER_WORDS = word_class("number_words")
SUPPLIED = word_class("supplied")
MADE = word_class("made")


def _extend(clause: Clause, base: int, item: Item) -> int:
    """The first letter of the phrase: adjectives and nationalities before the item belong to it."""
    codes = clause.codes
    i = base
    while i > 0:
        before = codes[i - 1]
        if _is_hyphen_between(clause, i - 1) and codes[i - 2] in "xXeg9":
            i -= 2  # "anti-drone lasers"
            continue
        if (
            before in "xeXEgTV"
            and i > 1
            and codes[i - 2] in "-_"
            and clause.ends[i - 2] == clause.starts[i - 1]
        ):
            j = i - 3
            if j >= 0 and clause.ends[j] == clause.starts[i - 2] and codes[j] in "xNAX9egE":
                token = clause.token(i - 1)
                if codes[j] in "NA" and (token in SUPPLIED or token in MADE):
                    item.maker = ("supplied" if token in SUPPLIED else "made", j, j + 1)
                i = j
                continue
        token = clause.token(i - 1)
        if (
            (before in "xXeEgV" and token in MODIFIERS)
            or before == "A"
            or (before == "e" and i > 1 and codes[i - 2] in "dso9iwf")
            or (before == "x" and i > 1 and codes[i - 2] in "ds'9" and _modifies(clause, i - 1))
            or (before == "N" and token in ("u.s.", "us", "uk", "eu", "u.k."))
        ):
            i -= 1
        else:
            break
    return i


def _modifies(clause: Clause, i: int) -> bool:
    """Whether the word behind a determiner is part of the item; it is not in "gave *the rebels* rifles"."""
    token = clause.token(i)
    given = token in RECEIVERS and i > 1 and clause.codes[i - 2] == "T"
    return token not in NUMBER_WORDS and not given


def _is_hyphen_between(clause: Clause, i: int) -> bool:
    """True for a hyphen with no space on either side."""
    if i < 1 or clause.codes[i] not in "-_":
        return False
    return clause.ends[i - 1] == clause.starts[i] and clause.ends[i] == clause.starts[i + 1]


def _coordinate(clause: Clause, items: list[Item]) -> None:
    """Give items that "and", commas or "including" join the same group."""
    group = 0
    for k, item in enumerate(items):
        if k == 0:
            item.group = group
            continue
        before = items[k - 1]
        between = clause.codes[before.last : item.first]
        joined = bool(between) and all(c in ",;:&l/9$Bdpo()X-" or c in "xeA" for c in between)
        joined = joined and any(c in ",;:&l/" for c in between) and sum(c in "xeA" for c in between) <= 5
        if joined and any(c in "po" for c in between):
            joined = "$" in between or "9" in between or "d" in between or "".join(between) in ("&o", ",o")
        if not joined:
            group += 1
        item.group = group
