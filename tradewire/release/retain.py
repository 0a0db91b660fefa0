"""Listing the releases of a folder and removing old ones by policy; never the latest."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tradewire.release.layout import Release, release_of, version_time
from tradewire.release.shelf import LocalShelf


@dataclass(frozen=True, slots=True)
class Listed:
    """A release in a list: whether it is the latest, and whether it is sound is for `verify` to say."""

    release: Release
    is_latest: bool


def list_releases(root: str | Path) -> list[Listed]:
    """Every release in a folder of releases, the newest first."""
    shelf = LocalShelf(root)
    latest = shelf.latest()
    return [
        Listed(release_of(shelf.descriptor(version), shelf.location(version)), version == latest)
        for version in reversed(shelf.versions())
    ]


def to_prune(versions: list[str], latest: str | None, *, keep_last: int, keep_monthly: bool) -> list[str]:
    """Which versions a policy removes, oldest first: all but the latest, the last `keep_last`, and, with
    `keep_monthly`, the last of each month."""
    ordered = sorted(versions)
    kept = set(ordered[len(ordered) - keep_last :] if keep_last else [])
    if keep_monthly:
        kept |= set({version_time(version).strftime("%Y-%m"): version for version in ordered}.values())
    return [version for version in ordered if version not in kept and version != latest]


def prune(root: str | Path, *, keep_last: int, keep_monthly: bool = True, dry_run: bool = False) -> list[str]:
    """Removes the releases that the policy does not keep and returns their versions, oldest first.

    The latest is never removed, whatever the policy.  With `dry_run` nothing is.  Raises ValueError
    where `keep_last` is negative.
    """
    if keep_last < 0:
        raise ValueError(f"keep_last is {keep_last}; it counts releases, so 0 or more")
    shelf = LocalShelf(root)
    with shelf.lock(lambda _: None):
        gone = to_prune(shelf.versions(), shelf.latest(), keep_last=keep_last, keep_monthly=keep_monthly)
        if dry_run or not gone:
            return gone
        for version in gone:
            hidden = shelf.hide(version)
            shutil.rmtree(hidden)
        latest = shelf.latest()
        if latest is not None:
            shelf.enter(latest)
    return gone
