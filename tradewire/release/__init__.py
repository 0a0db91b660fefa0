"""Releases: published, verified, compared, fetched."""

from __future__ import annotations

from tradewire.release.diff import Difference, diff, diff_rows, render_rows
from tradewire.release.fetch import FetchError, fetch
from tradewire.release.layout import Release
from tradewire.release.publish import STEPS, AuditFailed, VerificationFailed, publish
from tradewire.release.reader import OpenRelease, open_release
from tradewire.release.retain import list_releases, prune
from tradewire.release.rights import Policy, PolicyError, load_policy
from tradewire.release.schema_change import SchemaBroken
from tradewire.release.shelf import LocalShelf, PublishConflict
from tradewire.release.stage import IncompleteWarehouse, NothingToPublish
from tradewire.release.verify import Problem, verify

__all__ = [
    "STEPS",
    "AuditFailed",
    "Difference",
    "FetchError",
    "IncompleteWarehouse",
    "LocalShelf",
    "NothingToPublish",
    "OpenRelease",
    "Policy",
    "PolicyError",
    "Problem",
    "PublishConflict",
    "Release",
    "SchemaBroken",
    "VerificationFailed",
    "diff",
    "diff_rows",
    "fetch",
    "list_releases",
    "load_policy",
    "open_release",
    "prune",
    "publish",
    "render_rows",
    "verify",
]
