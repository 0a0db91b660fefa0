"""What may leave: rows left out, quotations shortened, full text withheld.

Full text is published only where the rights of the document are `open`.  A policy may go further and
leave whole documents out: by their rights, by their publisher, or because they were taken down.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tradewire.schema import Table
from tradewire.settings import QUOTATION_LIMIT

POLICY_FILE = "rights.toml"
_KEYS = {"quotation_limit", "exclude_rights", "exclude_publishers", "takedown"}


class PolicyError(ValueError):
    """The file of the rights policy cannot be read as one."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a release leaves out.

    `quotation_limit` is the greatest length, in code points, of a published span of a document that is
    not open (None: no limit); `takedown` holds document ids and addresses.
    """

    quotation_limit: int | None = QUOTATION_LIMIT
    exclude_rights: frozenset[str] = frozenset()
    exclude_publishers: frozenset[str] = frozenset()
    takedown: frozenset[str] = frozenset()

    def digest(self) -> str:
        """SHA-256 of the policy, the same for the same policy."""
        return hashlib.sha256(json.dumps(self.to_dict(), sort_keys=True).encode()).hexdigest()

    def to_dict(self) -> dict[str, object]:
        """The policy as plain values, lists sorted."""
        return {
            "quotation_limit": self.quotation_limit,
            "exclude_rights": sorted(self.exclude_rights),
            "exclude_publishers": sorted(self.exclude_publishers),
            "takedown": sorted(self.takedown),
        }


def load_policy(home: Path) -> Policy:
    """The policy in `<home>/rights.toml`, or the default one; raises PolicyError where the file is wrong."""
    path = home / POLICY_FILE
    if not path.is_file():
        return Policy()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path}: {error}") from error
    unknown = sorted(set(found) - _KEYS)
    if unknown:
        raise PolicyError(f"{path}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    limit = found.get("quotation_limit", QUOTATION_LIMIT)
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
        raise PolicyError(f"{path}: quotation_limit is {limit!r}; a whole number of code points, 0 for none")
    lists = {key: found.get(key, []) for key in sorted(_KEYS - {"quotation_limit"})}
    for key, value in lists.items():
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise PolicyError(f"{path}: {key} is {value!r}; a list of strings")
    return Policy(limit or None, **{key: frozenset(value) for key, value in lists.items()})


def left_out(documents: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """The documents that the policy leaves out: `document_id` and the `reason`."""
    taken = sorted(policy.takedown)
    reason = (
        pl.when(pl.col("document_id").is_in(taken) | pl.col("url").is_in(taken).fill_null(value=False))
        .then(pl.lit("takedown"))
        .when(pl.col("rights").is_in(sorted(policy.exclude_rights)))
        .then(pl.lit("rights"))
        .when(pl.col("publisher").is_in(sorted(policy.exclude_publishers)).fill_null(value=False))
        .then(pl.lit("publisher"))
    )
    return documents.select("document_id", reason.alias("reason")).drop_nulls("reason")


def keep_rows(frame: pl.DataFrame, dropped: frozenset[str]) -> pl.DataFrame:
    """The rows that stand in no document of `dropped`; references to dropped documents become null."""
    if not dropped or "document_id" not in frame.columns:
        return frame
    gone = sorted(dropped)
    kept = frame.filter(~pl.col("document_id").is_in(gone))
    if "duplicate_of" in kept.columns:
        duplicate = pl.col("duplicate_of")
        kept = kept.with_columns(pl.when(~duplicate.is_in(gone)).then(duplicate).alias("duplicate_of"))
    return kept


def shorten_spans(frame: pl.DataFrame, table: Table, rights: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Cuts every span of a document that is not open to the policy's length, and moves its end with it.

    `rights` has `document_id` and `rights`.  So `text[start:end]` stays the row's text.
    """
    limit = policy.quotation_limit
    spans = [span for span in table.spans if not table[span.text].withheld]
    if limit is None or not spans or frame.is_empty():
        return frame
    marked = frame.join(
        rights.select("document_id", "rights"), on="document_id", how="left", maintain_order="left"
    )
    for span in spans:
        text, cut = (
            pl.col(span.text),
            (pl.col("rights") != "open") & (pl.col(span.text).str.len_chars() > limit),
        )
        marked = marked.with_columns(
            pl.when(cut)
            .then(pl.col(span.start) + limit)
            .otherwise(pl.col(span.end))
            .cast(pl.Int32)
            .alias(span.end),
            pl.when(cut).then(text.str.slice(0, limit)).otherwise(text).alias(span.text),
        )
    return marked.drop("rights")


def withhold(frame: pl.DataFrame, table: Table, rights: pl.DataFrame) -> pl.DataFrame:
    """The frame with every withheld column null unless the rights of the row's document are open."""
    columns = [field.name for field in table.fields if field.withheld]
    if not columns:
        return frame
    known = frame.select("document_id").join(
        rights.select("document_id", pl.col("rights").alias("_rights")),
        on="document_id",
        how="left",
        maintain_order="left",
    )
    is_open = (known["_rights"] == "open").fill_null(value=False)
    cuts = [pl.when(is_open).then(pl.col(column)).alias(column) for column in columns]
    return frame.with_columns(cuts)
