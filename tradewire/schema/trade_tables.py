"""Tables of trade: items as each text claims them, and transfers put together over the corpus."""

from __future__ import annotations

from tradewire.schema import vocabulary as v
from tradewire.schema.columns import (
    IN_SENTENCE,
    country,
    document_id,
    end,
    entity_id,
    rule,
    sentence_index,
    start,
)
from tradewire.schema.declare import Field, Span, Table


def _party(role: str, who: str) -> tuple[Field, ...]:
    return (
        Field(f"{role}_text", "string", f"The words that name {who}.", nullable=True),
        start(f"the words for {who}", f"{role}_", nullable=True),
        end(f"the words for {who}", f"{role}_", nullable=True),
        entity_id(f"{role}_entity_id", f"The entity of {who}."),
        country(f"{role}_country", f"Country of {who}"),
    )


def _item_class() -> Field:
    return Field("item_class", "string", "Class of the item in the taxonomy.", vocabulary=v.ITEM_CLASSES)


def _item_type() -> Field:
    return Field("item_type", "string", "Type of the item within its class.", pattern=v.SLUG)


_CLASSIFICATION = (
    _item_class(),
    _item_type(),
    Field("item_system", "string", "Named system, as HIMARS.", nullable=True),
    Field("hs6", "list<string>", "Candidate codes of the Harmonized System, six digits.", pattern=v.HS6),
    Field(
        "chpl_tier",
        "string",
        "Tiers of the Common High Priority List, by space.",
        nullable=True,
        pattern=v.CHPL_TIER,
    ),
    Field(
        "munitions_list",
        "string",
        "Categories of the Wassenaar munitions list, by space.",
        nullable=True,
        pattern=v.MUNITIONS_LIST,
    ),
)

_QUANTITY = (
    Field(
        "quantity_min",
        "float64",
        "Least number that the text gives; null in 'up to 200'.",
        nullable=True,
        unit="quantity_unit",
        minimum=0,
        maximum=1e12,
    ),
    Field(
        "quantity_max",
        "float64",
        "Greatest number that the text gives; null in 'more than 200'.",
        nullable=True,
        unit="quantity_unit",
        minimum=0,
        maximum=1e12,
    ),
    Field("quantity_unit", "string", "What is counted or measured.", nullable=True),
    Field("quantity_text", "string", "The quantity as written.", nullable=True),
    Field("amount", "float64", "Money.", nullable=True, unit="currency", minimum=0, maximum=1e15),
    Field("currency", "string", "Currency of amount, ISO 4217.", nullable=True, pattern=v.CURRENCY),
)

_STATUS = (
    Field("stage", "string", "How far the transfer has come.", vocabulary=v.STAGES),
    Field("polarity", "string", "negative where the text negates the transfer.", vocabulary=v.POLARITIES),
    Field("certainty", "string", "How sure the text is.", vocabulary=v.CERTAINTIES),
    Field(
        "status",
        "string",
        "The summary of stage, polarity, certainty and claimant in one word.",
        vocabulary=v.STATUSES,
    ),
    Field("claimed_by_name", "string", "Who says so, where it is not the text itself.", nullable=True),
    entity_id("claimed_by_entity_id", "Entity of who says so."),
    Field(
        "quote_id",
        "string",
        "The quote that the item stands in.",
        nullable=True,
        pattern=v.ROW_ID,
        references="quotes.quote_id",
    ),
)

TRADE_ITEMS = Table(
    name="trade_items",
    title="Trade items",
    description="One row per item and claim: what is supplied, by whom to whom, how much, how sure.",
    level="batch",
    key=("trade_item_id",),
    fields=(
        Field("trade_item_id", "string", "Stable id of the row.", pattern=v.ROW_ID),
        document_id(),
        sentence_index(),
        start("the item"),
        end("the item"),
        Field("text", "string", "The item's noun phrase, without article, quantity and relative clause."),
        *_CLASSIFICATION,
        *_party("supplier", "who supplies"),
        *_party("recipient", "who receives"),
        *_party("intermediary", "who passes it on"),
        country("origin_country", "Country where it was made"),
        Field("transfer", "string", "The verb or noun of transfer as written.", nullable=True),
        start("the word of transfer", "transfer_", nullable=True),
        end("the word of transfer", "transfer_", nullable=True),
        *_QUANTITY,
        *_STATUS,
        rule("row"),
    ),
    spans=(
        Span("text", "start", "end", within="sentence"),
        Span("supplier_text", "supplier_start", "supplier_end"),
        Span("recipient_text", "recipient_start", "recipient_end"),
        Span("intermediary_text", "intermediary_start", "intermediary_end"),
        Span("transfer", "transfer_start", "transfer_end"),
    ),
    orderings=(("quantity_min", "quantity_max"),),
    requires=(("amount", "currency"), ("currency", "amount")),
    composite_references=(IN_SENTENCE,),
)

TRANSFERS = Table(
    name="transfers",
    title="Transfers",
    description="One row per transfer over the corpus: claims that agree on item, supplier and recipient.",
    level="corpus",
    key=("transfer_id",),
    fields=(
        Field("transfer_id", "string", "Stable id of the transfer.", pattern=v.ROW_ID),
        _item_class(),
        _item_type(),
        country("supplier_country", "Country that supplies"),
        country("recipient_country", "Country that receives"),
        Field(
            "statuses",
            "list<struct<status:string,claims:int32,documents:int32>>",
            "Claims and distinct documents per status.",
        ),
        Field("claimants", "list<string>", "Names of those who make the claims, sorted."),
        Field(
            "documents",
            "int32",
            "Distinct documents with a claim, near-duplicates counted once.",
            unit="documents",
            minimum=1,
        ),
        Field("first_published_on", "date", "Earliest day of publication of a claim.", nullable=True),
        Field("last_published_on", "date", "Latest day of publication of a claim.", nullable=True),
        Field("contested", "bool", "True where it is both alleged or reported and denied."),
        Field(
            "trade_item_ids",
            "list<string>",
            "The rows of trade_items that make the claims, sorted.",
            references="trade_items.trade_item_id",
        ),
    ),
    orderings=(("first_published_on", "last_published_on"),),
)
