"""The rooms of the house and their one direction: tradewire <- assets <- pipelines."""

import ast
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("tradewire", "assets", "pipelines")
AUDIT_ONLY = {"great_expectations", "pandas"}
AUDIT_MODULE = "tradewire/audit/suites.py"


def modules(room: str) -> Iterator[Path]:
    return (path for path in sorted((ROOT / room).rglob("*.py")))


def imports(path: Path) -> set[str]:
    """Top-level packages that a module imports anywhere, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_imports_point_one_way() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as lint; lint()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_expectations_and_pandas_live_in_one_module() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in modules(room)
        if imports(path) & AUDIT_ONLY
    }
    assert found <= {AUDIT_MODULE}


def test_library_module_never_imports_dagster() -> None:
    found = [str(path) for path in modules("tradewire") if "dagster" in imports(path)]
    assert not found


def test_importing_tradewire_is_light() -> None:
    heavy = "{'polars', 'pyarrow', 'pandas', 'dagster', 'great_expectations'}"
    code = f"import sys, tradewire; sys.exit(', '.join({heavy} & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_wheel_ships_the_library_with_its_data_and_nothing_else(tmp_path: Path) -> None:
    build = f"from hatchling.build import build_wheel; print(build_wheel({str(tmp_path)!r}))"
    done = subprocess.run([sys.executable, "-c", build], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / done.stdout.split()[-1]) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    listed = subprocess.run(["git", "ls-files", "tradewire"], cwd=ROOT, capture_output=True, text=True)
    assert held >= set(listed.stdout.splitlines())
    assert {name.split("/")[0] for name in held} == {"tradewire"}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-deploy.lock", "requirements-dev.lock"])
def test_locks_hold_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pins and all("==" in pin and pin.endswith("\\") for pin in pins)
