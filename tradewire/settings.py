"""Every threshold and limit, each with its reason."""

from __future__ import annotations

# --- warehouse ---------------------------------------------------------------------------------
ROW_GROUP_ROWS = 131_072
"""Rows of a Parquet row group: some 10 MB of a table of spans, so a reader holds little at a time."""

ROW_GROUP_ROWS_TEXT = 8_192
"""The same for documents, whose rows hold whole texts (about 4 KB each): some 32 MB."""

# --- releases ----------------------------------------------------------------------------------
SCHEMA_VERSION = "1.0.0"
"""Semantic version of the published tables: major for a change that breaks a reader, minor for an added
column, table or value, patch for wording.  Publishing fails where the change asks for a larger step."""

QUOTATION_LIMIT = 1_000
"""Code points of the longest span that a release holds of a text that is not open.  Long enough for a
paragraph of speech, which quotation for report and review covers; the longest in news is about 600."""

PAGE_ROWS = 200_000
"""Rows of one table that the page of a release can browse; a browser holds some 100 MB of them with ease."""

PAGE_CHUNK_ROWS = 2_000
"""Rows of one data file of the page: about half a megabyte, read in a blink when it is needed."""

PAGE_CHUNK_DOCUMENTS = 100
"""Documents whose sentences share a data file of the page: some 3,000 sentences, half a megabyte."""

PAGE_CHOICES = 100
"""Values that a filter of the page offers, the most frequent ones; the search finds the others."""

# --- extraction --------------------------------------------------------------------------------
EXTRACT_GROUP_CHARACTERS = 1_000_000
"""Text that one task extracts: below about half a million, handing tasks out costs more than it spreads."""

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
