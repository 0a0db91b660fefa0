"""Every threshold and limit, each with its reason."""

from __future__ import annotations

# --- warehouse ---------------------------------------------------------------------------------
ROW_GROUP_ROWS = 131_072
"""Rows of a Parquet row group: some 10 MB of a table of spans, so a reader holds little at a time."""

ROW_GROUP_ROWS_TEXT = 8_192
"""The same for documents, whose rows hold whole texts (about 4 KB each): some 32 MB."""

# --- releases ----------------------------------------------------------------------------------
SCHEMA_VERSION = "1.1.0"
"""Semantic version of the published tables: major for a change that breaks a reader, minor for an added
column, table or value, patch for wording.  A breaking change without a new major fails publication."""

QUOTATION_LIMIT = 1_000
"""Code points of the longest span that a release holds of a text that is not open.  Long enough for a
paragraph of speech, which quotation for report and review covers; the longest in news is about 600."""

CHANGELOG_RELEASES = 50
"""Releases that the changelog in a release goes back; the older ones have their own."""

FETCH_ATTEMPTS = 5
"""Times that a file is asked for before fetching gives up; each goes on from where the last was cut."""

FETCH_TIMEOUT_SECONDS = 30
"""Silence after which a server is taken to be gone."""

FETCH_BLOCK_BYTES = 1 << 18
"""Bytes between two reports of progress: some 40 a second at 100 Mbit/s."""

CATALOG_ATTEMPTS = 50
"""Times that a publisher tries to enter the catalogue of an object store against others doing the same."""

STALE_UPLOAD_HOURS = 24
"""Age from which a version in an object store that is in no catalogue is taken for a dead publisher's."""

PAGE_ROWS = 50_000
"""Rows of one table that the page of a release can browse, the newest: some 40 MB in all, written anew with
every release, which may come hourly.  The Parquet files have the others."""

PAGE_CHUNK_ROWS = 2_000
"""Rows of one data file of the page: about half a megabyte, read in a blink when it is needed."""

PAGE_CHUNK_DOCUMENTS = 100
"""Documents whose sentences share a data file of the page: some 3,000 sentences, half a megabyte."""

PAGE_CONTESTED = 8
"""Contested transfers on the first view of the page: what can be taken in at a glance."""

PAGE_FILES = 60
"""Files that the page lists at once; more are folded away, to be unfolded on request."""

PAGE_CHOICES = 100
"""Values that a filter of the page offers, the most frequent ones; the search finds the others."""

# --- extraction --------------------------------------------------------------------------------
EXTRACT_GROUP_CHARACTERS = 1_000_000
"""Text that one task extracts: below about half a million, handing tasks out costs more than it spreads."""

FURNITURE_SAMPLE = 2_000
"""Articles of a batch, the first by id, in which repeated lines are looked for: a site's furniture stands in
any sample of it, and memory stays bounded."""

FURNITURE_ARTICLES = 5
"""Articles of a publisher that must repeat a line before it counts as furniture: fewer may be chance, or
versions of one story."""

FURNITURE_OF_ARTICLES = 0.3
"""Share of the publisher's articles that must repeat it: a site's furniture is in most, the background
paragraph of a running story in some."""

FURNITURE_OF_TEXT = 0.5
"""Share of a text from which repeated lines are not furniture: the text is then a copy of others."""

FURNITURE_LINE = 240
"""Longest line that can be furniture, in code points; a longer one is prose."""

EXTRACTED_LANGUAGES = frozenset({"en", "und"})
"""The word lists are English; a text whose language cannot be told is tried, any other is
kept but passed over."""

POOL_FROM_GROUPS = 3
"""Groups from which processes are started: two take longer to start than to be extracted."""

WORKER_DEATHS = 3
"""Worker processes that may die one after another on the same groups before the run gives up."""

CLUSTER_GROUPS_PER_THREAD = 2
"""Groups under way for each worker thread of a cluster: one at work, one on the way to it."""

CLUSTER_RECONNECT_SECONDS = 2.0
"""Pause before a scheduler that went away is tried again; a restarted one is back in about a second."""

CLUSTER_RECONNECTS = 15
"""Tries in a row without one finished group before a cluster run gives up: half a minute."""

# --- ingest ------------------------------------------------------------------------------------
MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
"""One document, record or page. The longest law texts and hearings are some 5 MB."""

MAX_FILES_PER_BATCH = 2_000_000
"""Files of a batch; their names alone take some 300 MB at this number. The rest is refused, and says so."""

HEAD_BYTES = 64 * 1024
"""What is looked at to tell a format: enough for a doctype after comments and for the first JSON record."""

FIRST_BYTES = 48
"""Bytes of a refused input that are kept, enough to recognise most formats by eye."""

MAX_CONTROL_SHARE = 0.02
"""Control characters (tabs, line ends and form feeds apart) in the head of a text; texts with
stray bytes stay far below, compressed data and machine code far above."""

READ_CHUNK_BYTES = 1024 * 1024
"""Bytes that are read at a time."""

INGEST_FLUSH_CHARACTERS = 16 * 1024 * 1024
"""Text held in memory before rows are handed on: some 4,000 articles."""

HEAD_CHARACTERS = 1_500
"""Of a text, what its title, byline and dateline are looked for in: headline, byline, first paragraphs."""

HEAD_LINES = 8
"""Lines at the head of a text among which a date or byline of its own stands."""

LANGUAGE_CHARACTERS = 1_500
"""Of a text, what its language is judged by: some 250 words, after which no detector changes its mind."""

MIN_LANGUAGE_LETTERS = 40
"""Letters from which a language can be told; a headline of six words."""

MIN_LANGUAGE_CERTAINTY = 0.7
"""From which py3langid's word is taken; a language and its dialects (zh and wuu) share what there is."""

MIN_ENGLISH_SHARE = 0.15
"""Share of the commonest little words: English prose has some 0.25, other languages under 0.05."""

# --- audit -------------------------------------------------------------------------------------
AUDIT_SAMPLE_ROWS = 20
"""Ids of failing rows that a report names per rule: enough to see the pattern, few enough to read."""

AUDIT_SLICE_DOCUMENTS = 50_000
"""Documents whose texts are held at once to check evidence: some 200 MB of articles."""

AUDIT_FRAME_ROWS = 10_000
"""Rows that Great Expectations sees of a table (every n-th of a longer one); Polars rules see all rows.
It takes about 25 ms an expectation at this size, and 0.5 s and 200 MB at a million."""

MAX_ROW_LOSS = 0.5
"""A table that loses more than half of its rows against the last release is held back: a batch was lost."""

MAX_NULL_DRIFT = 0.4
"""Change in the share of nulls of a column that holds a release back: a stage broke."""

MIN_DRIFT_ROWS = 500
"""Rows that both releases need before shares are compared; a few documents swing more than the limits."""

EARLIEST_PUBLICATION = 1800
"""First year that a date of publication may fall in."""

LATEST_PUBLICATION = 2100
"""Last year that a date of publication may fall in; fixed, so that an audit does not depend on the clock."""

# --- resolution --------------------------------------------------------------------------------
VARIANT_EDITS_BY_LENGTH = ((4, 0), (7, 1), (1_000, 2))
"""Edits that two spellings of a word of a name may be apart after folding, by the length of the shorter: none
up to four letters (Yi is not Li, Juan is not Jean), one up to seven, two beyond."""

VARIANT_EDITS_ALL = 2
"""Edits that the words of two spellings of a name may be apart in all."""
# --- readers -----------------------------------------------------------------------------------
MAX_HTML_BYTES = 4 * 1024 * 1024
"""One saved page. The main text of larger ones (inlined images, endless tables) takes minutes to find."""

MAX_JSON_BYTES = 64 * 1024 * 1024
"""A file that is one JSON value has to be read whole; lists of articles as JSON Lines have no such limit."""

MAX_RECORDS_PER_FILE = 50_000_000
"""Records of one dump; a file that claims more is broken or hostile."""

PARQUET_BATCH_ROWS = 256
"""Rows of a Parquet file decoded at a time: a few MB of articles."""

MAX_PARQUET_GROUP_BYTES = 1024 * 1024 * 1024
"""Declared size, unpacked, of the wanted columns of one row group, which has to be decoded as a whole."""

MAX_NESTING = 4
"""Archives within archives: a tar in a gz in a zip is three deep; nobody packs deeper on purpose."""

MAX_MEMBERS = 1_000_000
"""Members of one archive."""

MAX_UNPACK_RATIO = 200
"""Bytes unpacked per byte read. Text packs 3–10 to 1, logs up to 50; bombs start at 1,000."""

UNPACK_ALLOWANCE = 64 * 1024 * 1024
"""Bytes that anything may unpack to before its ratio counts; small repetitive files are no bombs."""

MAX_SPOOLED_BYTES = 4 * 1024 * 1024 * 1024
"""A member that needs random access (zip or Parquet within an archive) is copied to disk up to this size."""

MAX_HEADER_BYTES = 64 * 1024
"""Header fields of one WARC record or HTTP response; servers refuse far less."""

SPILL_BYTES = 64 * 1024 * 1024
"""Rows held in memory while a table is written; more goes to sorted files beside it, merged at the end."""

SPILL_ROW_GROUP = 1_024
"""Rows of a row group of those files, small, as they are read in ranges of the key."""

INGEST_FLUSH_REJECTS = 50_000
"""Rejects held in memory before they are handed on: some 25 MB."""

# --- near-duplicates ---------------------------------------------------------------------------
COPY_BINS = 128
"""Numbers in a signature, a power of two; the similarity that they estimate has an error of about 0.04."""

COPY_BAND = 3
"""Numbers that have to agree for two documents to meet in a bucket. With 42 bands of three, texts with a
similarity of 0.5 meet with probability .997, of 0.3 with .68, of 0.02 with .0003."""

COPY_SIMILARITY = 0.45
"""Share of word pairs in common from which a text is a copy: one word in ten changed at random leaves 0.68,
one in five 0.47; different reports of one event share less than 0.1, notices from one template 0.4."""

COPY_WORDS = 25
"""Words from which a text can be told apart from another by its pairs of words."""

MAX_REMOTE_BYTES = 500 * 1024 * 1024 * 1024
"""Bytes that one address may bring into the landing zone: a month of CC-News."""

MAX_JSON_LD_BYTES = 512 * 1024
"""A block of JSON-LD in a page; real ones hold some 10 KB."""
