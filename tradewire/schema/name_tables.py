"""Tables of names: mentions, the entities of a document, and the entities of the corpus."""

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

ENTITY_MENTIONS = Table(
    name="entity_mentions",
    title="Entity mentions",
    description="One row per name in the text: names only, no nesting, no article, title or possessive.",
    level="batch",
    key=("document_id", "start", "end"),
    fields=(
        document_id(),
        sentence_index(),
        start("the name"),
        end("the name"),
        Field("text", "string", "The name as written."),
        Field("label", "string", "Kind of entity.", vocabulary=v.LABELS),
        entity_id("entity_id", "The entity that is named.", nullable=False),
        rule("mention"),
    ),
    spans=(Span("text", "start", "end", within="sentence"),),
    composite_references=(IN_SENTENCE,),
)

ENTITIES = Table(
    name="entities",
    title="Entities",
    description="One row per person, organisation, place, people or product over the whole corpus.",
    level="corpus",
    key=("entity_id",),
    fields=(
        Field(
            "entity_id",
            "string",
            "Readable and stable id, as gpe:cn or person:grant-shapps.",
            pattern=v.ENTITY_ID,
        ),
        Field("label", "string", "Kind of entity.", vocabulary=v.LABELS),
        Field("name", "string", "The full, usual name."),
        Field("aliases", "list<string>", "Other forms that the corpus or the reference lists use, sorted."),
        country("country", "Country the entity is or belongs to"),
        Field("wikidata_id", "string", "Wikidata item, where known.", nullable=True, pattern=v.WIKIDATA),
        Field("roles", "list<string>", "Roles that the corpus gives the entity, as written, sorted."),
        Field(
            "canonical_id",
            "string",
            "The entity that this one is judged the same as, for example a spelling variant.",
            nullable=True,
            pattern=v.ENTITY_ID,
            references="entities.entity_id",
        ),
        Field("mention_count", "int32", "Mentions in the corpus.", unit="mentions", minimum=0),
        Field("document_count", "int32", "Documents with a mention.", unit="documents", minimum=0),
        Field("first_published_on", "date", "Earliest day of publication with a mention.", nullable=True),
        Field("last_published_on", "date", "Latest day of publication with a mention.", nullable=True),
    ),
    orderings=(("first_published_on", "last_published_on"), ("document_count", "mention_count")),
)

DOCUMENT_ENTITIES = Table(
    name="document_entities",
    title="Entities of a document",
    description="What each document says of each entity it names; entities is made from it.",
    level="internal",
    key=("document_id", "entity_id"),
    fields=(
        document_id(),
        Field("entity_id", "string", "Id of the entity.", pattern=v.ENTITY_ID),
        Field("label", "string", "Kind of entity.", vocabulary=v.LABELS),
        Field("name", "string", "The fullest name in the document."),
        Field("aliases", "list<string>", "Other forms in the document, sorted."),
        country("country", "Country the entity is or belongs to"),
        Field("wikidata_id", "string", "Wikidata item, where known.", nullable=True, pattern=v.WIKIDATA),
        Field("roles", "list<string>", "Roles that the document gives the entity, sorted."),
        Field("mention_count", "int32", "Mentions in the document.", unit="mentions", minimum=0),
    ),
)
