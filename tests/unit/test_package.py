"""`tradewire.extract` as a user writes it: however it is imported, and whatever was imported before."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "code",
    [
        "import tradewire; found = tradewire.extract(TEXT)",
        "from tradewire import extract; found = extract(TEXT)",
        "from tradewire.extract import extract; found = extract(TEXT)",
        "import tradewire.quality; import tradewire; found = tradewire.extract(TEXT)",
        "from tradewire import Extraction, extract; found = extract(TEXT); assert type(found) is Extraction",
    ],
)
def test_the_engine_is_called_in_every_way_of_importing_it(code: str) -> None:
    check = "print([(i.supplier.country, i.recipient.country) for i in found.items])"
    program = f"TEXT = 'Peru sold Chad two radars.'\n{code}\n{check}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "[('PE', 'TD')]\n", done.stderr


def test_the_package_alone_loads_no_engine() -> None:
    program = "import sys, tradewire; print('tradewire.extract' in sys.modules, tradewire.__version__)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.startswith("False 0."), done.stderr
