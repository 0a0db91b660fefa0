"""The closed vocabularies and identifier patterns of the contract."""

from __future__ import annotations

FORMATS = ("text", "markdown", "html", "jsonl", "csv", "parquet", "warc")
RIGHTS = ("open", "restricted", "unknown")
SENTENCE_KINDS = ("headline", "standfirst", "caption", "body", "credit", "boilerplate")
LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "PRODUCT")
QUOTE_KINDS = ("direct", "partial", "indirect")
STANCES = ("neutral", "assert", "accuse", "deny", "promise", "demand", "question")
ITEM_CLASSES = (
    "aircraft",
    "uncrewed",
    "missiles_rockets",
    "air_defence",
    "artillery_ammunition",
    "land_vehicles",
    "naval",
    "small_arms_kit",
    "sensors_c4",
    "electronics",
    "industrial_machinery",
    "materials_nuclear",
    "commodities",
    "support",
)
STAGES = (
    "delivered",
    "in_transit",
    "ordered",
    "approved",
    "pledged",
    "requested",
    "considered",
    "offered",
    "produced",
    "blocked",
    "unknown",
)
POLARITIES = ("positive", "negative")
CERTAINTIES = ("certain", "probable", "possible")
STATUSES = ("reported", "alleged", "possible", "planned", "requested", "denied", "blocked")
REJECT_REASONS = {
    "empty": "nothing but white space",
    "binary": "no text format that we read, judged by its first bytes",
    "undecodable": "not text in the encoding that it declares, nor in UTF-8",
    "too_large": "larger than the limit for one document, record or archive member",
    "malformed": "a record or file that breaks its own format",
    "no_text": "a record, page or archive without a text that we read",
    "duplicate": "the same text as another input, which has the documents row",
    "symlink": "a link that leads out of the batch",
    "unsafe_path": "an archive member whose path leads out of the archive",
    "bomb": "an archive that unpacks to more than the limits allow",
    "too_many": "past the limit on files or records for one input",
    "changed": "changed while it was read; the next run takes it",
    "unreadable": "the operating system refused to read it",
    "unsupported": "a format that we do not read, by name",
}

SLUG = r"[a-z0-9][a-z0-9_]*"
DOCUMENT_ID = r"[0-9a-f]{16}"
ROW_ID = r"[0-9a-z][0-9a-z:._-]*"
ENTITY_ID = r"(?:person|org|gpe|loc|norp|product):\S+"
COUNTRY = r"[A-Z]{2}"
CURRENCY = r"[A-Z]{3}"
WIKIDATA = r"Q[1-9][0-9]*"
HS6 = r"[0-9]{6}"
CHPL_TIER = r"(?:1|2|3\.A|3\.B|4\.A|4\.B)(?: (?:1|2|3\.A|3\.B|4\.A|4\.B))*"
MUNITIONS_LIST = r"ML[0-9]{1,2}(?:[ -]ML[0-9]{1,2})*"
LANGUAGE = r"[a-z]{2,3}"
SHA256 = r"[0-9a-f]{64}"
