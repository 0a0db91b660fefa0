"""Releases: published, verified, compared, fetched."""

from __future__ import annotations

from tradewire.release.layout import Release
from tradewire.release.publish import STEPS, AuditFailed, VerificationFailed, publish
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
    "Policy",
    "PolicyError",
    "Problem",
    "PublishConflict",
    "Release",
    "VerificationFailed",
    "load_policy",
    "publish",
    "verify",
]
