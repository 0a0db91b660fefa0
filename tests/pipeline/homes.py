"""Homes for the tests of the pipeline: made, published and looked at."""

import json
from dataclasses import dataclass
from pathlib import Path

from pipelines.run import Outcome, run

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"

EXTRA = """Norway orders patrol boats

The government of Norway has ordered 12 patrol boats from Finland, Defence Minister Kari Solberg said.
“We have paid for the first four,” she told reporters in Oslo.
"""


@dataclass(frozen=True)
class Published:
    """A home after one run, and what that run did."""

    home: Path
    outcome: Outcome

    @property
    def release(self) -> Path:
        """The folder of the release."""
        assert self.outcome.release, self.outcome.failures
        return Path(self.outcome.release["folder"])


def silent(subject: str, step: str) -> None:
    """Say nothing of progress."""


def publish_seeds(home: Path) -> Published:
    """The seeds, taken through to a release."""
    return Published(home, run([SEEDS], home, silent))


def latest(home: Path) -> str:
    """The version that `latest.json` points to."""
    return str(json.loads((home / "releases/latest.json").read_text(encoding="utf-8"))["version"])


def releases(home: Path) -> list[str]:
    """Names of the releases that are in place."""
    return sorted(p.name for p in (home / "releases").iterdir() if p.is_dir() and not p.name.startswith("."))
