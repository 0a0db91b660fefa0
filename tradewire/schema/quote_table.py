"""The table of quotes."""

from __future__ import annotations

from tradewire.schema import vocabulary as v
from tradewire.schema.columns import IN_SENTENCE, document_id, end, entity_id, rule, sentence_index, start
from tradewire.schema.declare import Field, Span, Table

QUOTES = Table(
    name="quotes",
    title="Quotes",
    description="One row per run of quoted or reported speech, with who is said to have uttered it.",
    level="batch",
    key=("quote_id",),
    fields=(
        Field("quote_id", "string", "Stable id of the quote.", pattern=v.ROW_ID),
        document_id(),
        sentence_index(),
        start("the content"),
        end("the content"),
        Field("text", "string", "The content, without its quotation marks."),
        Field(
            "kind",
            "string",
            "direct: a clause or sentence in marks; partial: a fragment in marks; indirect: no marks.",
            vocabulary=v.QUOTE_KINDS,
        ),
        Field("cue", "string", "The reporting words as written.", nullable=True),
        start("the cue", "cue_", nullable=True),
        end("the cue", "cue_", nullable=True),
        Field("stance", "string", "What the cue says of the content.", vocabulary=v.STANCES),
        Field(
            "speaker_text", "string", "The words that name the speaker, a pronoun included.", nullable=True
        ),
        start("the speaker's words", "speaker_", nullable=True),
        end("the speaker's words", "speaker_", nullable=True),
        Field("speaker_name", "string", "The speaker's full name, pronouns resolved.", nullable=True),
        entity_id("speaker_entity_id", "The speaker's entity."),
        Field("speaker_role", "string", "The speaker's role as the document gives it.", nullable=True),
        rule("quote"),
    ),
    spans=(
        Span("text", "start", "end", within="starts"),
        Span("cue", "cue_start", "cue_end"),
        Span("speaker_text", "speaker_start", "speaker_end"),
    ),
    composite_references=(IN_SENTENCE,),
)
