"""The two jobs: one batch from raw text to a release, and a release of what the warehouse holds."""

import dagster as dg

from tradewire.tabulate import EXTRACTED

PUBLISHES_TAG = "tradewire/publishes"
"""Runs where this tag says "yes" wait for one another (`concurrency` in dagster.yaml)."""

BATCH_TABLES = ("documents", "rejected_documents", *EXTRACTED)
CORPUS_ASSETS = ("entities", "transfers", "release")

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.assets(*BATCH_TABLES, *CORPUS_ASSETS),
    description="One batch from the landing zone to a release.",
    tags={PUBLISHES_TAG: "yes"},
)

publish = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.assets(*CORPUS_ASSETS),
    description="The corpus-level tables and a release of all that the warehouse holds.",
    tags={PUBLISHES_TAG: "yes"},
)
