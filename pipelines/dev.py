"""`make dev`: Dagster's pages and daemon for a home, on this machine."""

import argparse
import os
import signal
import sys
from pathlib import Path

from pipelines.instance import dagster_environment

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Become `dagster dev` for a home; returns never."""
    parser = argparse.ArgumentParser(prog="make dev", description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("data"))
    parser.add_argument("--port", type=int, default=3000)
    args = parser.parse_args()
    # A script that starts this in the background leaves SIGINT ignored, and the servers would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    environment = dagster_environment(args.home)
    os.chdir(ROOT)
    command = [sys.executable, "-m", "dagster", "dev", "-w", "workspace.yaml", "-p", str(args.port)]
    os.execve(command[0], command, environment)


if __name__ == "__main__":
    main()
