"""The command `tradewire`: reads its arguments, calls the library, prints for people.

Only `tradewire run` needs Dagster; it is imported when that command runs.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from tradewire import __version__
from tradewire.terminal.releases import add_commands as add_release_commands

Command = Callable[[argparse.Namespace, Console], int]

DEFAULT_HOME = Path("data")
COLUMNS_OF_A_FILE = 120
"""How wide we print where nobody says: ids and tables stay on their lines."""
OK, FAILED, WRONG_USE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 failed, 2 wrong use."""
    parser = _parser()
    args = parser.parse_args(argv)
    console, errors = _console(), _console(stderr=True)
    if not hasattr(args, "command"):
        parser.print_help()
        return WRONG_USE
    try:
        command: Command = args.command
        return command(args, console)
    except KeyboardInterrupt:
        errors.print("stopped; what was finished is kept, the same command goes on from there")
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    except (LookupError, OSError, ValueError) as error:
        errors.print(f"[bold red]tradewire:[/] {_plain(error)}", soft_wrap=True)
        return FAILED


def _console(stderr: bool = False) -> Console:
    """Where we print: nothing in a text is taken for markup of numbers or for the name of an emoji."""
    console = Console(stderr=stderr, highlight=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = COLUMNS_OF_A_FILE
    return console


def _plain(error: Exception) -> str:
    from rich.markup import escape

    return escape(str(error.args[0]) if isinstance(error, LookupError) and error.args else str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tradewire",
        description="News text to an audited dataset of who says that whom supplies what to whom.",
        epilog="tradewire COMMAND --help says more about each command.",
    )
    parser.add_argument("--version", action="version", version=f"tradewire {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    home = argparse.ArgumentParser(add_help=False)
    home.add_argument(
        "--home",
        type=Path,
        default=DEFAULT_HOME,
        metavar="DIR",
        help="folder of landing zone, warehouse, releases and Dagster's records (default: ./data)",
    )

    run = commands.add_parser(
        "run",
        parents=[home],
        help="take folders of raw text through to a verified release",
        description="Mirrors the folders into the landing zone of the home, runs what is new or changed, "
        "and publishes.  A folder of loose texts is one batch; of a folder of folders each is one.",
    )
    run.add_argument(
        "folders",
        nargs="*",
        metavar="FOLDER",
        help="raw text, a folder or an address (s3://…, https://…); none: what has landed",
    )
    run.set_defaults(command=_run)

    explain = commands.add_parser(
        "explain",
        parents=[home],
        help="show the evidence of a row in its sentence",
        description="Shows a quote, trade item or mention in its sentence, and the rule that made it.",
    )
    explain.add_argument(
        "row_id", metavar="ROW_ID", help="as in the tables: 0d510d12c886a09b:q:120-160:direct"
    )
    explain.set_defaults(command=_explain)

    transfers = commands.add_parser(
        "transfers",
        parents=[home],
        help="who supplies what to whom, by how many documents, and whether it is contested",
    )
    transfers.add_argument("--supplier", metavar="CC", help="country code, as CN")
    transfers.add_argument("--recipient", metavar="CC", help="country code, as RU")
    transfers.add_argument("--limit", type=int, default=30, metavar="N", help="rows (default: 30; 0 for all)")
    transfers.set_defaults(command=_transfers)

    add_release_commands(commands)
    return parser


def _run(args: argparse.Namespace, console: Console) -> int:
    try:
        from pipelines.run import run
    except ModuleNotFoundError as missing:
        if missing.name not in {"pipelines", "pipelines.run"}:
            raise
        raise LookupError(
            "`tradewire run` needs the pipelines, which are no part of the wheel: get the project's "
            "sources and use `make run`, or call `tradewire.extract(text)` from Python"
        ) from missing
    from tradewire.ingest.remote import is_remote
    from tradewire.progress import listening
    from tradewire.terminal.progress import Progress
    from tradewire.terminal.run import summary

    for folder in args.folders:
        if not is_remote(folder) and not Path(folder).exists():
            raise FileNotFoundError(f"there is no folder {folder}")
    with Progress(console) as progress, listening(progress.hear):
        outcome = run(args.folders, args.home, progress.tell, progress.plan)
    console.print(summary(outcome, args.home))
    return OK if outcome.release and not outcome.release["held_back"] else FAILED


def _explain(args: argparse.Namespace, console: Console) -> int:
    from tradewire.explain import explain
    from tradewire.terminal.evidence import evidence_view
    from tradewire.warehouse import Warehouse

    console.print(evidence_view(explain(Warehouse(args.home), args.row_id), console))
    return OK


def _transfers(args: argparse.Namespace, console: Console) -> int:
    from tradewire.terminal.transfers import transfers_view
    from tradewire.warehouse import Warehouse

    console.print(transfers_view(Warehouse(args.home), args.supplier, args.recipient, args.limit))
    return OK
