"""One published home of the seeds for all tests of this room; who changes a home takes a copy."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.homes import EXTRA, Published, publish_seeds


@pytest.fixture(scope="session", autouse=True)
def no_instance_of_the_user() -> Iterator[None]:
    """Keep the tests away from a DAGSTER_HOME that the developer has set."""
    before = os.environ.pop("DAGSTER_HOME", None)
    yield
    if before is not None:
        os.environ["DAGSTER_HOME"] = before


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The seeds published into a fresh home.  Nobody changes it."""
    return publish_seeds(tmp_path_factory.mktemp("published"))


@pytest.fixture
def home(published: Published, tmp_path: Path) -> Path:
    """A copy of the published home, to be changed at will."""
    copy = tmp_path / "home"
    shutil.copytree(published.home, copy, copy_function=shutil.copy2)
    return copy


@pytest.fixture
def extra(tmp_path: Path) -> Path:
    """A folder with one more document."""
    folder = tmp_path / "extra"
    folder.mkdir()
    (folder / "boats.txt").write_text(EXTRA, encoding="utf-8")
    return folder
