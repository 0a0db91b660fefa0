"""Tables of the raw text: documents, sentences and what was refused."""

from __future__ import annotations

from tradewire.schema import vocabulary as v
from tradewire.schema.columns import batch, document_id, end, start
from tradewire.schema.declare import Field, Span, Table

DOCUMENTS = Table(
    name="documents",
    title="Documents",
    description="One row per distinct text of the corpus, with where it came from.",
    level="batch",
    key=("document_id",),
    fields=(
        Field("document_id", "string", "First 16 hexadecimal digits of text_sha256.", pattern=v.DOCUMENT_ID),
        Field("text_sha256", "string", "SHA-256 of the text in UTF-8.", pattern=v.SHA256),
        batch(),
        Field(
            "source_path",
            "string",
            "Path of the file, relative to the batch; !/ leads to a member, # to a record.",
        ),
        Field("format", "string", "Format the text was read from.", vocabulary=v.FORMATS),
        Field(
            "title", "string", "Headline, from metadata or from the first headline-like line.", nullable=True
        ),
        Field("publisher", "string", "Who published the text.", nullable=True),
        Field("url", "string", "Address the text was published at.", nullable=True),
        Field("author", "string", "Byline.", nullable=True),
        Field(
            "published_on",
            "date",
            "Day of publication, from metadata, dateline or byline; null rather than a guess.",
            nullable=True,
        ),
        Field(
            "language",
            "string",
            "ISO 639 code of the language; und where it cannot be told.",
            pattern=v.LANGUAGE,
        ),
        Field("characters", "int32", "Length of the text.", unit="code points", minimum=1),
        Field("words", "int32", "White-space separated words in the text.", unit="words", minimum=0),
        Field(
            "duplicate_of",
            "string",
            "The earliest document of which this one is a near-duplicate.",
            nullable=True,
            references="documents.document_id",
        ),
        Field(
            "rights",
            "string",
            "Rights in the text, from sources.toml; a release holds full text only where they are open.",
            vocabulary=v.RIGHTS,
        ),
        Field(
            "mended",
            "string",
            "Encoding that the text had been misread in, where that was undone; never in plain text.",
            nullable=True,
        ),
        Field(
            "text",
            "string",
            "The decoded text that every offset points into; null in a release unless rights are open.",
            nullable=True,
            withheld=True,
        ),
    ),
)

SENTENCES = Table(
    name="sentences",
    title="Sentences",
    description="One row per sentence or line of a document, with its kind.",
    level="batch",
    key=("document_id", "sentence_index"),
    fields=(
        document_id(),
        Field("sentence_index", "int32", "Position of the sentence in its document, from 0.", minimum=0),
        start("the sentence"),
        end("the sentence"),
        Field("kind", "string", "What the line is for.", vocabulary=v.SENTENCE_KINDS),
        Field(
            "text",
            "string",
            "The sentence; null in a release unless the document's rights are open.",
            nullable=True,
            withheld=True,
        ),
    ),
    spans=(Span("text", "start", "end", within="document"),),
)

DOCUMENT_SIGNATURES = Table(
    name="document_signatures",
    title="Signatures of documents",
    description="What near-duplicates are found by: one-permutation MinHash over pairs of words.",
    level="internal",
    key=("document_id",),
    fields=(
        document_id(),
        Field("signature", "list<int16>", "Least hash of each bin; equal numbers mean common word pairs."),
    ),
)

REJECTED_DOCUMENTS = Table(
    name="rejected_documents",
    title="Rejected documents",
    description="One row per file, record or archive member that made no documents row, and why.",
    level="batch",
    key=("rejected_id",),
    fields=(
        Field(
            "rejected_id",
            "string",
            "Hash of batch, path, place and reason, 16 hexadecimal digits.",
            pattern=v.DOCUMENT_ID,
        ),
        batch(),
        Field(
            "source_path",
            "string",
            "Path of the file, relative to the batch; !/ leads to a member, # to a record.",
        ),
        Field("line", "int64", "Line of the file, from 1, for formats of lines.", nullable=True, minimum=1),
        Field(
            "record", "int64", "Record of the file, from 1, for formats of records.", nullable=True, minimum=1
        ),
        Field("reason", "string", "Why it was refused.", vocabulary=tuple(v.REJECT_REASONS)),
        Field("detail", "string", "The same for people: what was wrong and what to do.", nullable=True),
        Field(
            "first_bytes",
            "string",
            "The first 48 bytes, those outside printable ASCII as \\xNN; null where none were read.",
            nullable=True,
        ),
        Field("size_bytes", "int64", "Size of the file or record.", nullable=True, unit="bytes", minimum=0),
    ),
)

FAILED_EXTRACTIONS = Table(
    name="failed_extractions",
    title="Failed extractions",
    description="One row per document on which the extractor failed; of it only the sentences are there.",
    level="batch",
    key=("document_id",),
    fields=(
        document_id(),
        Field("error", "string", "What went wrong and where in the extractor, to report."),
    ),
)
