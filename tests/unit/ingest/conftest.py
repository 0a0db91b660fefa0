from __future__ import annotations

import pytest

from tradewire.ingest import Landing


@pytest.fixture
def landing(tmp_path):
    """An empty batch `b`."""
    (tmp_path / "landing" / "b").mkdir(parents=True)
    return Landing(tmp_path)
