"""From a link and the mood of its claim to the row."""

from __future__ import annotations

from tradewire.extract.doc import TradeItem
from tradewire.extract.items.roles.links import Link
from tradewire.extract.items.status import Claim
from tradewire.extract.trade_forms import item_types


def row_of(link: Link, claim: Claim, sentence_index: int) -> TradeItem:
    """The row of an item without its quantity, its words of transfer and its claimant."""
    item = link.item
    kind = item_types()[item.type]
    return TradeItem(
        item.start,
        item.end,
        kind.item_class,
        item.type,
        link.rule,
        sentence_index,
        item_system=item.form.system,
        hs6=kind.hs6,
        chpl_tier=kind.chpl_tier,
        munitions_list=kind.munitions_list,
        supplier=link.supplier,
        recipient=link.recipient,
        intermediary=link.via,
        origin_country=link.origin,
        stage=claim.stage,
        polarity=claim.polarity,
        certainty=claim.certainty,
        status=claim.status,
    )
