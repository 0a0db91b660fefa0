"""Every notebook runs from top to bottom on a published release, and draws its plots."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from tests.pipeline.homes import Published

pytest.importorskip("marimo", reason="the extra notebooks is not installed")

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.py"))
PLOTS = {
    "who_supplies_what": ["chart"],
    "who_said_what": ["who", "over_time"],
    "how_far_to_trust_it": ["by_rule"],
}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_on_a_release(
    notebook: Path, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = published.home / "releases"
    monkeypatch.setattr(sys, "argv", [str(notebook), "--", "--release", str(releases)])
    app = runpy.run_path(str(notebook))["app"]
    _, defined = app.run()
    for name in PLOTS[notebook.stem]:
        assert defined[name].to_dict()["data"], f"{name} has no data"
    assert defined["release"].location.startswith(str(releases))
