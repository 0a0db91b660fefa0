"""Publishing: stage, audit, verify, rename, catalogue, and the pointer last.

A publisher that dies at any step leaves the release before it in place, and the next one clears up.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import polars as pl

import tradewire
from tradewire.release.descriptor import descriptor
from tradewire.release.diff import Difference, compare
from tradewire.release.edition import Edition
from tradewire.release.hold import broken_new, unfinished_new
from tradewire.release.judged import batch_keys, judged_before, judged_json
from tradewire.release.layout import (
    CHANGELOG,
    VALIDATION_BATCHES,
    VALIDATION_SUMMARY,
    Part,
    Release,
    content_digest,
    parts_of,
    release_of,
    version_name,
    version_time,
)
from tradewire.release.metadata import write_metadata
from tradewire.release.rights import Policy
from tradewire.release.schema_change import check_version, schema_changes
from tradewire.release.shelf import PublishConflict, Shelf, open_shelf
from tradewire.release.source import Source, as_source
from tradewire.release.stage import Resolve, Staged, stage_parts
from tradewire.release.verify import Problem, Verified, verify
from tradewire.rules_version import rules_version
from tradewire.schema import TABLES
from tradewire.settings import SCHEMA_VERSION

STEPS = ("stage", "audit", "verify", "rename", "catalog", "pointer")
"""The steps in their order; `hook` is called with the name of each before it is taken."""


class Report(Protocol):
    """What publishing needs of an audit's report (`tradewire.audit.AuditReport`)."""

    @property
    def passed(self) -> bool: ...

    def to_dict(self) -> Mapping[str, Any]: ...


BatchFrames = Mapping[str, Mapping[str, pl.LazyFrame]]
Audit = Callable[..., Report]
Hook = Callable[[str], None]
Say = Callable[[str], None]


class AuditFailed(Exception):  # noqa: N818 - named in the interface
    """The tables failed their audit; nothing was published.  `report` says what failed."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__("the audit failed, so nothing was published")


class VerificationFailed(ValueError):  # noqa: N818
    """The staged release is not sound; nothing was published.  `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        listed = "; ".join(str(problem) for problem in problems[:5])
        super().__init__(f"the staged release does not verify, so nothing was published: {listed}")


def _silent(_: str) -> None:
    return None


def publish(
    releases: str | Path | Shelf,
    source: Any,
    *,
    now: datetime | None = None,
    audit: Audit | None = None,
    policy: Policy | None = None,
    quality: Mapping[str, Any] | None = None,
    resolve: Resolve | None = None,
    hook: Hook = _silent,
    say: Say = _silent,
) -> Release:
    """Publishes what `source` holds and returns the release; `is_new` is False where nothing had changed.

    `releases` is the folder of releases, an address such as `s3://bucket/releases`, or a shelf;
    `source` a warehouse, or table → batch → frame;
    `audit` takes table → batch → lazy frame and `previous`, the profile in the last report, and returns
    a report (default: `tradewire.audit.audit`);
    `now` is aware.  Raises AuditFailed, VerificationFailed, SchemaBroken, NothingToPublish,
    IncompleteWarehouse, PublishConflict; in each case `latest` stays as it was.  A batch that the last
    release does not have and that is unfinished or breaks a rule is held back instead, and named in
    `held_back`, in the descriptor and in the card.
    """
    shelf = open_shelf(releases)
    work = _Work(shelf, as_source(source), policy or Policy(), quality, resolve, audit, hook, say)
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    with shelf.lock(say):
        for name in shelf.sweep():
            say(f"removed {name}, which a publisher left behind")
        last = shelf.latest()
        if last and moment <= version_time(last):
            clock = f"{moment:%Y-%m-%d %H:%M:%S}"
            say(f"the clock stands at {clock}, before {last}; the next second after that counts")
            moment = version_time(last) + timedelta(seconds=1)
        published = {part.batch for part in parts_of(shelf.descriptor(last))} if last else set()
        held = unfinished_new(work.source, published)
        while True:
            for batch, reason in held.items():
                say(f"batch {batch} is held back: it {reason}")
            try:
                return replace(work.attempt(moment, last, held), held_back=held)
            except AuditFailed as failed:
                more = broken_new(failed.report, published)
                if not more or not set(work.source.batches("documents")) - held.keys() - more.keys():
                    raise
                held |= more


@dataclass(frozen=True, slots=True)
class _Work:
    """What is published from where to where, and how."""

    shelf: Shelf
    source: Source
    policy: Policy
    quality: Mapping[str, Any] | None
    resolve: Resolve | None
    audit: Audit | None
    hook: Hook
    say: Say

    def attempt(self, moment: datetime, last: str | None, held: Mapping[str, str]) -> Release:
        """A release of all batches but those held back."""
        shelf, hook = self.shelf, self.hook
        hook("stage")
        with shelf.staging() as folder:
            reuse = shelf.reusable(last) if last else {}
            staged = stage_parts(folder, self.source, self.policy, reuse, self.resolve, held)
            digest = content_digest(staged.parts)
            if last and shelf.descriptor(last)["content_digest"] == digest:
                return release_of(shelf.descriptor(last), shelf.location(last))
            unfinished = shelf.unfinished(digest)
            if unfinished is not None:
                self.say(f"finishing {unfinished}, which was placed and never pointed to")
                return _finish(shelf, unfinished, hook)
            edition = _edition(shelf, folder, staged, digest, moment, last, self.policy, self.quality)
            edition.held_back = held
            edition.changes = _changes(edition, shelf, last, self.say)
            hook("audit")
            previous = _previous(shelf, last, self.policy, self.say)
            _audit(edition, self.source, self.audit, previous, _judged(shelf, last, edition))
            write_metadata(edition, _changelog(shelf, last))
            hook("verify")
            problems = verify(folder, known=_verified(edition, staged, reuse))
            if problems:
                raise VerificationFailed(problems)
            hook("rename")
            shelf.place(folder, edition.version)
        return _finish(shelf, edition.version, hook)


def _finish(shelf: Shelf, version: str, hook: Hook) -> Release:
    hook("catalog")
    shelf.enter(version)
    hook("pointer")
    published = shelf.descriptor(version)
    try:
        shelf.point(version)
    except PublishConflict:
        winner = shelf.latest()
        shelf.withdraw(version)
        if winner and shelf.descriptor(winner)["content_digest"] == published["content_digest"]:
            return release_of(shelf.descriptor(winner), shelf.location(winner))
        raise
    return release_of(published, shelf.location(version), is_new=True)


def _edition(
    shelf: Shelf,
    folder: Path,
    staged: Staged,
    digest: str,
    moment: datetime,
    last: str | None,
    policy: Policy,
    quality: Mapping[str, Any] | None,
) -> Edition:
    return Edition(
        folder=folder,
        version=version_name(moment, digest),
        digest=digest,
        published_at=moment,
        parts=staged.parts,
        schema_version=SCHEMA_VERSION,
        code_version=tradewire.__version__,
        validation={},
        policy=policy,
        left_out=staged.left_out,
        quality={**quality, "rules": rules_version("extraction")} if quality else None,
        previous=shelf.descriptor(last) if last else None,
    )


def _changes(edition: Edition, shelf: Shelf, last: str | None, say: Say) -> Mapping[str, Any] | None:
    """What differs from the last release; raises SchemaBroken for a breaking change without a new major."""
    if last is None:
        return None
    old, new = shelf.descriptor(last), descriptor(edition)
    schema = schema_changes(old, new)
    check_version(schema, old["schema_version"], new["schema_version"])

    def read_old(part: Part) -> pl.DataFrame:
        return pl.read_parquet(io.BytesIO(shelf.read(last, part.path)))

    def read_new(part: Part) -> pl.DataFrame:
        return pl.read_parquet(edition.folder / part.path, hive_partitioning=False, glob=False)

    try:
        tables = compare(old, new, read_old, read_new)
    except (OSError, pl.exceptions.PolarsError) as error:
        say(f"{last} is damaged, so the changelog cannot say what changed since: {error}")
        return None
    return Difference(last, edition.version, tables, schema).to_dict()


def _changelog(shelf: Shelf, last: str | None) -> str:
    if last is None:
        return ""
    try:
        return shelf.read(last, CHANGELOG).decode()
    except FileNotFoundError:
        return ""


def _audit(
    edition: Edition, source: Source, audit: Audit | None, previous: Any, judged: Mapping[str, Any]
) -> None:
    """Gives the edition its validation; raises AuditFailed.  What is in `judged` is not judged again."""
    if audit is None:
        from tradewire.audit import audit as default_audit

        tables = audited_tables(edition, source, judged)
        own = default_audit(tables, previous=previous, judged=judged)
        edition.judged = judged_json(batch_keys(edition.parts), own.batches)
        report: Report = own
    else:
        report = audit(audited_tables(edition, source), previous=previous)
    if not report.passed:
        raise AuditFailed(report)
    edition.validation = report.to_dict()


def _judged(shelf: Shelf, last: str | None, edition: Edition) -> Mapping[str, Any]:
    """Batches that the last release judged with the rows and the rules of this one, with their profiles."""
    try:
        content = shelf.read(last, VALIDATION_BATCHES) if last else b""
        return judged_before(content, batch_keys(edition.parts)) if content else {}
    except (FileNotFoundError, ValueError, KeyError):
        return {}


def _verified(edition: Edition, staged: Staged, reuse: Mapping[str, tuple[Part, Path]]) -> Verified:
    """What the last release was verified with: the parts linked from it, and tables that lost none."""
    there = {path: part.table for path, (part, _) in reuse.items()}
    changed = {table for path, table in there.items() if path not in staged.linked}
    return Verified(frozenset(staged.linked), frozenset(there.values()) - changed)


def _previous(shelf: Shelf, last: str | None, policy: Policy, say: Say) -> Mapping[str, Any] | None:
    """The profile of the last release, for the rules on drift; none where another policy made it."""
    if last is None:
        return None
    if shelf.descriptor(last).get("policy_digest") != policy.digest():
        say("the rights policy changed, so rows lost since the last release are not held against this one")
        return None
    found = json.loads(shelf.read(last, VALIDATION_SUMMARY)).get("profile")
    return found if isinstance(found, dict) else None


def audited_tables(edition: Edition, source: Source, judged: Collection[str] = ()) -> BatchFrames:
    """The staged rows as the audit sees them, table → batch → lazy frame: with the text, if withheld.

    Rows and every other value are read back from the staged files; only withheld columns are filled
    from the source, so that evidence can be checked.  Batches `judged` before need no evidence.
    """
    tables: dict[str, dict[str, pl.LazyFrame]] = {}
    for part in edition.parts:
        table = TABLES[part.table]
        frame = pl.scan_parquet(edition.folder / part.path, hive_partitioning=False, glob=False)
        hidden = [field.name for field in table.fields if field.withheld]
        if hidden and part.batch not in judged:
            key = list(table.key)
            whole = source.scan(part.table, part.batch).select(*key, *hidden)
            joined = frame.drop(hidden).join(whole, on=key, how="left", maintain_order="left")
            frame = joined.select(table.columns)
        tables.setdefault(part.table, {})[part.batch] = frame
    return tables
