"""The commands on releases: publish, verify, diff, fetch, releases, export."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from tradewire.release.diff import Difference

OK, FAILED = 0, 1
DEFAULT_RELEASES = Path("data") / "releases"


def add_commands(commands: Any) -> None:
    """Adds the commands to the subparsers of `tradewire`."""
    _add_publish(commands)
    _add_verify(commands)
    _add_diff(commands)
    _add_fetch(commands)
    _add_releases(commands)
    _add_export(commands)


def _add_publish(commands: Any) -> None:
    publish = commands.add_parser(
        "publish",
        help="publish what the warehouse holds, to a folder or an object store",
        description="Audits, stages, verifies and publishes; unchanged content publishes nothing.  "
        "`tradewire run` does this by itself for the releases of its home.",
    )
    publish.add_argument("--home", type=Path, default=DEFAULT_RELEASES.parent, metavar="DIR")
    publish.add_argument(
        "--to", metavar="PLACE", help="folder, or address such as s3://bucket/releases (default: of the home)"
    )
    publish.set_defaults(command=_publish)


def _add_verify(commands: Any) -> None:
    verify = commands.add_parser("verify", help="check a release as a stranger would")
    verify.add_argument("release", metavar="RELEASE", help="folder or address of a release")
    verify.set_defaults(command=_verify)


def _add_diff(commands: Any) -> None:
    diff = commands.add_parser(
        "diff",
        help="what changed between two releases",
        description="Counts the rows added, removed and changed in each table, or with --table tells each.",
    )
    diff.add_argument("old", metavar="OLD", help="folder or address of a release")
    diff.add_argument("new", metavar="NEW", help="folder or address of a release")
    diff.add_argument("--table", metavar="TABLE", help="tell every difference of this table, row by row")
    diff.add_argument("--format", choices=("table", "json", "csv"), default="table")
    diff.set_defaults(command=_diff)


def _add_fetch(commands: Any) -> None:
    fetch = commands.add_parser(
        "fetch",
        help="download a release: resumed after a cut, hashed before a file moves into place",
        description="Of a folder of releases the latest is taken; the same command resumes one cut short.",
    )
    fetch.add_argument("source", metavar="URL", help="address of a release, or of a folder of releases")
    fetch.add_argument("destination", type=Path, metavar="DEST", help="folder to put it in")
    fetch.add_argument(
        "--table", action="append", default=[], metavar="TABLE", help="only this table; may be given again"
    )
    fetch.set_defaults(command=_fetch)


def _add_releases(commands: Any) -> None:
    releases = commands.add_parser("releases", help="list the releases, or prune old ones")
    releases.add_argument(
        "folder", nargs="?", type=Path, default=DEFAULT_RELEASES, help="default: ./data/releases"
    )
    releases.add_argument("--prune", action="store_true", help="remove what the policy does not keep")
    releases.add_argument("--keep-last", type=int, default=10, metavar="N", help="default: 10")
    releases.add_argument(
        "--keep-monthly", action=argparse.BooleanOptionalAction, default=True, help="the last of each month"
    )
    releases.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    releases.set_defaults(command=_releases)


def _add_export(commands: Any) -> None:
    export = commands.add_parser("export", help="write a release as CSV, DuckDB or FollowTheMoney")
    export.add_argument("release", metavar="RELEASE", help="folder or address of a release")
    export.add_argument("form", choices=("csv", "duckdb", "ftm"), metavar="FORM", help="csv, duckdb or ftm")
    export.add_argument("destination", type=Path, metavar="DEST", help="folder for csv, file for the others")
    export.set_defaults(command=_export)


def _publish(args: argparse.Namespace, console: Console) -> int:
    from functools import partial

    from tradewire.release import AuditFailed, load_policy, publish
    from tradewire.release.stage import resolve_corpus
    from tradewire.warehouse import Warehouse

    home: Path = args.home
    try:
        release = publish(
            args.to or home / "releases",
            Warehouse(home),
            policy=load_policy(home),
            quality=_quality(home),
            resolve=partial(resolve_corpus, overrides=home / "overrides.csv"),
            say=lambda text: console.print(text, markup=False),
        )
    except AuditFailed as failed:
        console.print(f"[bold red]✗[/] {failed}")
        for outcome in failed.report.to_dict()["outcomes"]:
            if not outcome["passed"]:
                rows = ", ".join(outcome["row_ids"]) or outcome["error"]
                told = f"  {outcome['table']}.{outcome['expectation']}: {rows}"
                console.print(told, markup=False, soft_wrap=True)
        return FAILED
    word = "published" if release.is_new else "unchanged since"
    console.print(f"[green]✓[/] {word} {release.location}", soft_wrap=True)
    return OK


def _quality(home: Path) -> dict[str, Any] | None:
    """The quality that the home's latest release states, where its rules are still those of today."""
    import json

    from tradewire.release.layout import QUALITY
    from tradewire.release.shelf import LocalShelf
    from tradewire.rules_version import rules_version

    shelf = LocalShelf(home / "releases")
    latest = shelf.latest()
    if latest is None:
        return None
    try:
        stated: dict[str, Any] = json.loads(shelf.read(latest, QUALITY))
    except FileNotFoundError:
        return None
    return stated if stated.get("rules") == rules_version("extraction") else None


def _verify(args: argparse.Namespace, console: Console) -> int:
    from tradewire.release.fetch import verify_at

    problems = verify_at(args.release)
    for problem in problems:
        console.print(f"[red]✗[/] {escape(str(problem))}", soft_wrap=True)
    if problems:
        console.print(f"[bold red]{len(problems)} problems[/] in {args.release}", soft_wrap=True)
        return FAILED
    console.print(
        f"[green]✓[/] {args.release} is sound: files, sums, schemas, keys, references, evidence",
        soft_wrap=True,
    )
    return OK


def _diff(args: argparse.Namespace, console: Console) -> int:
    import json

    from tradewire.release.diff import diff, diff_rows, render_rows

    if args.table:
        text = render_rows(diff_rows(args.old, args.new, args.table), args.format)
        console.print(text, end="", markup=False, soft_wrap=True)
        return OK
    found = diff(args.old, args.new)
    if args.format == "json":
        console.print_json(json.dumps(found.to_dict()))
    elif args.format == "csv":
        lines = ["table,added,removed,changed"]
        lines += [f"{name},{of.added},{of.removed},{of.changed}" for name, of in found.tables.items()]
        console.print("\n".join(lines), markup=False)
    else:
        console.print(_difference_view(found))
    return OK


def _difference_view(found: Difference) -> Table:
    view = Table(title=f"{found.old} → {found.new}", title_justify="left", box=None, header_style="dim")
    view.add_column("table")
    for name in ("added", "removed", "changed"):
        view.add_column(name, justify="right")
    view.add_column("most in", style="dim")
    for name, of in found.tables.items():
        most = ", ".join(f"{column} {rows:,}" for column, rows in list(of.columns.items())[:2])
        counts = (f"{count:,}" if count else "" for count in (of.added, of.removed, of.changed))
        view.add_row(name, *counts, most)
    for change in found.schema:
        view.add_row("schema", "", "", change.step, f"{change.of}: {change.change}")
    return view


def _fetch(args: argparse.Namespace, console: Console) -> int:
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    from tradewire.release.fetch import fetch

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def progress(path: str, done: int, total: int | None) -> None:
            if path not in tasks:
                tasks[path] = bars.add_task(escape(path), total=total)
            bars.update(tasks[path], completed=done, total=total, visible=done != total)

        folder = fetch(args.source, args.destination, tables=args.table, progress=progress)
    console.print(f"[green]✓[/] {folder}: every file has the sum that the release states", soft_wrap=True)
    return OK


def _releases(args: argparse.Namespace, console: Console) -> int:
    from tradewire.release.retain import list_releases, prune

    if args.prune:
        monthly, last = args.keep_monthly, args.keep_last
        gone = prune(args.folder, keep_last=last, keep_monthly=monthly, dry_run=args.dry_run)
        word = "would be removed" if args.dry_run else "removed"
        console.print("\n".join([*gone, f"{len(gone)} {word}"]), markup=False)
        return OK
    listed = list_releases(args.folder)
    if not listed:
        console.print(f"no releases in {args.folder}")
        return OK
    view = Table(box=None, header_style="dim")
    view.add_column("release")
    for name in ("documents", "quotes", "trade items", "transfers", "size"):
        view.add_column(name, justify="right")
    for one in listed:
        figures = one.release.tables
        counts = (
            f"{figures[name]['rows']:,}" for name in ("documents", "quotes", "trade_items", "transfers")
        )
        size = sum(of["bytes"] for of in figures.values())
        mark = " [green]latest[/]" if one.is_latest else ""
        view.add_row(f"{one.release.version}{mark}", *counts, f"{size / 1e6:,.1f} MB")
    console.print(view)
    return OK


def _export(args: argparse.Namespace, console: Console) -> int:
    if args.form == "csv":
        from tradewire.export.csv import export_csv

        written = export_csv(args.release, args.destination)
        console.print(f"[green]✓[/] {len(written)} files in {args.destination}", soft_wrap=True)
    elif args.form == "duckdb":
        from tradewire.export.duckdb import export_duckdb

        console.print(f"[green]✓[/] {export_duckdb(args.release, args.destination)}", soft_wrap=True)
    else:
        from tradewire.export.ftm import export_ftm

        count = export_ftm(args.release, args.destination)
        console.print(f"[green]✓[/] {count:,} entities in {args.destination}", soft_wrap=True)
    return OK
