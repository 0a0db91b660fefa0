"""`make compile`: stale extension modules are refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tradewire import compiled


@pytest.fixture
def working_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    extract = tmp_path / "tradewire" / "extract"
    (extract / "names").mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(compiled, "_EXTRACT", extract)
    monkeypatch.setattr(compiled, "_WORKING_COPY", tmp_path / "pyproject.toml")
    return extract


def write(path: Path, second: int) -> None:
    path.write_text("")
    os.utime(path, (second, second))


def test_modules_as_new_as_their_source_are_accepted(working_copy: Path) -> None:
    write(working_copy / "scan.py", 100)
    assert not compiled.is_compiled()
    write(working_copy / "scan.cpython-311-x86_64-linux-gnu.so", 101)
    compiled.refuse_stale()
    assert compiled.is_compiled()


def test_a_source_changed_after_compilation_is_refused(working_copy: Path) -> None:
    write(working_copy / "names" / "link.cpython-311-x86_64-linux-gnu.so", 100)
    write(working_copy / "names" / "link.py", 200)
    with pytest.raises(ImportError, match=r"link\.py was changed after `make compile`"):
        compiled.refuse_stale()


def test_an_installed_package_is_not_looked_at(working_copy: Path) -> None:
    write(working_copy / "scan.cpython-311-x86_64-linux-gnu.so", 100)
    write(working_copy / "scan.py", 200)
    (working_copy.parents[1] / "pyproject.toml").unlink()
    compiled.refuse_stale()


def test_the_engine_looks_when_it_is_imported() -> None:
    code = (
        "import tradewire.compiled as c\n"
        "def no(): raise ImportError('looked')\n"
        "c.refuse_stale = no\n"
        "import tradewire.extract"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "looked" in done.stderr
