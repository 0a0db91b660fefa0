"""What is no trade item in an ordinary story: households, schools and parties give and get things too.

A word such as "food", "support" or "equipment" is evidence of a transfer between states only in company: of
two countries, of a verb of trade ("exported"), or of another row of the text that is plainly about one.
"""

from __future__ import annotations

from tradewire.extract.doc import Party, TradeItem
from tradewire.extract.items.roles.links import Link
from tradewire.extract.trade_forms import item_types, word_class

#: Lemmas that tell of trade, aid or its control by themselves: "export", "smuggle", "embargo".
TRADING = word_class("trading")
#: Classes of things that every story has: money, help, food, fuel, clothes.
EVERYDAY = frozenset(["support", "commodities"])
#: Classes that plumbers, schools and surgeons also buy: pumps, cameras, batteries.
CIVIL = frozenset(["electronics", "industrial_machinery", "sensors_c4"])
EVERYDAY_TYPES = frozenset(["computer_server", "truck_vehicle"])
#: Words of help and money that are mostly meant otherwise: "gave its support", "spent its money".
HOUSEHOLD = frozenset(
    [
        "capabilities",
        "capability",
        "cash",
        "donation",
        "donations",
        "expertise",
        "help",
        "money",
        "payment",
        "payments",
        "resources",
        "support",
        "training",
        "system",
        "systems",
    ]
)
#: Arms that a person may own, and words of arms that are often figures of speech: "gave them ammunition".
PERSONAL_ARMS = frozenset(["small_arms", "small_arms_ammunition", "ammunition_unspecified"])
ARMS = frozenset(["arms", "weapons", "weaponry"])
#: Arms whose owners and bans at home are no trade: "a ban on guns".
GUNS = word_class("guns")


def without_everyday(rows: list[TradeItem], links: dict[int, Link]) -> list[TradeItem]:
    """The rows of a text without those that are everyday life; ``links`` by the ``id`` of their row."""
    doubtful = [row for row in rows if _is_doubtful(row, links[id(row)])]
    if not doubtful or any(_shows_trade(row, links[id(row)]) for row in rows):
        return rows
    dropped = {id(row) for row in doubtful}
    return [row for row in rows if id(row) not in dropped]


def _is_international(row: TradeItem) -> bool:
    supplier, recipient = row.supplier.country, row.recipient.country
    return bool(supplier and recipient and supplier != recipient)


def _is_state(party: Party) -> bool:
    """True for a country itself, not a person or a company of it."""
    return party.entity is not None and party.entity.entity_id == f"gpe:{(party.country or '').lower()}"


def _is_domestic(link: Link) -> bool:
    """True for what a country does at home: it makes cars, spends money, reduces support."""
    return (link.frame is not None and link.frame.kind in ("make", "use")) or link.item.head in HOUSEHOLD


def _is_everyday(link: Link) -> bool:
    kind = item_types()[link.item.type]
    if kind.item_class in EVERYDAY:
        return link.item.head not in ARMS
    return link.item.type in EVERYDAY_TYPES or link.item.type in PERSONAL_ARMS


def _is_nobodys(link: Link) -> bool:
    """True where nobody is named and no hand changed: things of any kind are made, used, stopped."""
    if link.frame is None:
        return False
    civil = item_types()[link.item.type].item_class in CIVIL
    return link.frame.kind in ("make", "use", "flow", "control") or (civil and not _trades(link))


def _is_control(link: Link) -> bool:
    return link.frame is not None and link.frame.kind == "control"


def _trades(link: Link) -> bool:
    return link.frame is None or link.frame.transfer.lemma in TRADING


def _is_doubtful(row: TradeItem, link: Link) -> bool:
    """True for a row of everyday things that does not stand by itself: it has less than two countries, and
    neither a word of trade nor a state gives or takes."""
    if _is_international(row):
        return False
    one = row.supplier.country or row.recipient.country
    if link.item.head in GUNS and (not one or not _trades(link) or _is_control(link)):
        return True
    if not one and not link.item.risky and _trades(link):
        return False
    if not _is_everyday(link):
        return not one and _is_nobodys(link)
    states = _is_state(row.supplier) or _is_state(row.recipient)
    telling = _trades(link) and link.item.head not in HOUSEHOLD
    return not (one and (telling or (states and not _is_domestic(link))))


def _shows_trade(row: TradeItem, link: Link) -> bool:
    """True for a row that shows its text to be about transfers between states."""
    if _is_international(row):
        return not link.item.risky or not _is_everyday(link) or _trades(link)
    one = row.supplier.country or row.recipient.country
    if not one or link.item.risky:
        return False
    return _trades(link) or not (_is_everyday(link) or row.item_class in CIVIL)
