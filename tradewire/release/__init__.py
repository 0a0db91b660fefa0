"""Releases: published, verified, compared, fetched."""

from __future__ import annotations

from tradewire.release.layout import Release
from tradewire.release.publish import STEPS, AuditFailed, VerificationFailed, publish
from tradewire.release.reader import OpenRelease, open_release
from tradewire.release.rights import Policy, PolicyError, load_policy
from tradewire.release.shelf import LocalShelf, PublishConflict
from tradewire.release.stage import IncompleteWarehouse, NothingToPublish
from tradewire.release.verify import Problem, verify

__all__ = [
    "STEPS",
    "AuditFailed",
    "IncompleteWarehouse",
    "LocalShelf",
    "NothingToPublish",
    "OpenRelease",
    "Policy",
    "PolicyError",
    "Problem",
    "PublishConflict",
    "Release",
    "VerificationFailed",
    "load_policy",
    "open_release",
    "publish",
    "verify",
]
