"""Phrase patterns over word letters, shared by the finders of speakers and of clauses.

Left of a cue they run over the mirrored letters, so their parts stand in reverse order there.
"""

from __future__ import annotations

DETERMINER = "[DlH]"

NP_LEFT_CORE = "[NxCOLS#eg][NxCKyeg#HLdES]{0,9}[Dl]{0,2}"
"""A noun phrase read from its head leftwards to its determiner."""

NP_LEFT = f"{NP_LEFT_CORE}(?:[objtp]{NP_LEFT_CORE}){{0,3}}"
"""... with the prepositional phrases that follow its head."""

NP_PLAIN_LEFT = "[NxC#][NxCKy#HE]{0,7}[Dl]{0,2}"
"""One that holds nothing that may be a verb: safe to join with "and"."""

NP_RIGHT = (
    "(?:[DlH]{0,3}[NKxyCeEgLS#]{0,8}[NxCOS#L]|[Dl](?=o))"
    "(?:(?:[ojb]|&(?=N))[DlH]{0,2}[NKxyCeEL#]{0,6}[NxC#]){0,3}"
)
"""A noun phrase read rightwards, with "of", "for", "from" phrases; others may belong to the cue."""

ADVERBIAL = r"(?:[rd]|[pbjot][DlHKy]{0,2}[NxCKyegd#LSG]{1,5}|D?d|#)"
"""An adverb, a day, or a prepositional phrase, as they stand between a cue and its content."""
