"""From landing to verified release at size: ``python -m benchmarks.scale --articles 100000``.

Writes articles of about 4 KB in batches of JSON Lines, runs ``tradewire run`` on them in a process of its
own, then adds one batch of 100 articles and runs again.  Prints seconds by step, MB/s, the memory of all
processes together at its peak, and what the small batch cost beside the whole; ``--save`` keeps the figures
under their size in ``benchmarks/results/scale.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.__main__ import machine
from benchmarks.articles import articles

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "results" / "scale.json"
ARTICLES_PER_BATCH = 10_000
LITTLE = 100
LOOK_EVERY_SECONDS = 0.5
STEPS = {"ingest": "reading", "extraction": "extraction", "release": "release"}
"""Steps of the jobs that are told by themselves; checks are told together, and so is resolution."""


def write_batch(folder: Path, first: int, count: int) -> int:
    """One batch: a JSON Lines file with ``count`` articles; returns its characters."""
    folder.mkdir(parents=True)
    size = 0
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        for number, text in enumerate(articles(count, first), first):
            size += len(text)
            url = f"https://news.example/{number}"
            file.write(json.dumps({"url": url, "title": text.split("\n", 1)[0], "text": text}) + "\n")
    return size


class Use(threading.Thread):
    """Looks at what a process and all it starts use: `peak` MB of memory, shared pages counted once, and the
    seconds of processors, which a machine with other work to do does not change."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._session, self.peak, self._over = process, 0.0, threading.Event()
        self._seconds: dict[int, float] = {}

    @property
    def seconds(self) -> float:
        """Seconds of processors, of processes that ended, too, as they stood when last looked at."""
        return sum(self._seconds.values())

    def run(self) -> None:
        """Look until told to stop."""
        while not self._over.wait(LOOK_EVERY_SECONDS):
            members = self._members()
            now = {member: _seconds(member) for member in members}
            self._seconds |= {member: seconds for member, seconds in now.items() if seconds}
            self.peak = max(self.peak, sum(map(_kilobytes, members)) / 1024)

    def stop(self) -> None:
        """Stop looking."""
        self._over.set()
        self.join()

    def _members(self) -> list[int]:
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    if os.getsid(int(entry.name)) == self._session:
                        found.append(int(entry.name))
                except ProcessLookupError:
                    continue
        return found


def _seconds(process: int) -> float:
    """Seconds of processors that a process has used; 0 where it is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (OSError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _kilobytes(process: int) -> int:
    """Proportional set size of a process; 0 where it is gone."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except (OSError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


def run(texts: Path, home: Path) -> tuple[float, Use]:
    """Seconds and use of ``tradewire run``; raises CalledProcessError where it publishes nothing."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "tradewire", "run", str(texts), "--home", str(home)]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True) as process:
        use = Use(process.pid)
        use.start()
        status = process.wait()
        use.stop()
    if status:
        raise subprocess.CalledProcessError(status, command)
    return time.perf_counter() - start, use


def seconds_by_step(home: Path, runs_before: set[str]) -> tuple[dict[str, float], set[str]]:
    """Seconds of each kind of step in the runs since then, from Dagster's records; and all runs now."""
    from pipelines.instance import open_instance

    spent: defaultdict[str, float] = defaultdict(float)
    with open_instance(home) as instance:
        runs = {one.run_id for one in instance.get_runs()}
        for run_id in runs - runs_before:
            for step in instance.get_run_step_stats(run_id):
                if step.start_time and step.end_time:
                    checked = "expectations" in step.step_key
                    kind = "checks" if checked else STEPS.get(step.step_key, "resolution")
                    spent[kind] += step.end_time - step.start_time
    return {kind: round(seconds, 1) for kind, seconds in sorted(spent.items())}, runs


def measure(base: Path, count: int, per_batch: int) -> dict[str, Any]:
    """The figures of a corpus of so many articles, and of one small batch more."""
    texts, home = base / "texts", base / "home"
    size = 0
    for first in range(0, count, per_batch):
        size += write_batch(texts / f"batch-{first:07d}", first, min(per_batch, count - first))
    whole, use = run(texts, home)
    steps, runs = seconds_by_step(home, set())
    write_batch(texts / "little", 10_000_000, LITTLE)
    little, little_use = run(texts, home)
    little_steps, _ = seconds_by_step(home, runs)
    after = whole - steps["extraction"]
    return {
        "articles": count,
        "articles_per_batch": per_batch,
        "megabytes": round(size / 1e6, 1),
        "seconds": round(whole, 1),
        "seconds_by_step": steps,
        "mb_per_second": round(size / 1e6 / whole, 2),
        "extraction_mb_per_second": round(size / 1e6 / steps["extraction"], 2),
        "milliseconds_per_article": round(1000 * whole / count, 2),
        "milliseconds_per_article_beside_extraction": round(1000 * after / count, 2),
        "processor_seconds": round(use.seconds, 1),
        "peak_memory_mb": round(use.peak),
        "little": {
            "articles": LITTLE,
            "seconds": round(little, 1),
            "seconds_by_step": little_steps,
            "share_of_the_whole": round(little / whole, 4),
            "processor_seconds": round(little_use.seconds, 1),
            "peak_memory_mb": round(little_use.peak),
        },
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--per-batch", type=int, default=ARTICLES_PER_BATCH)
    parser.add_argument("--keep", type=Path, help="a folder for texts and home instead of a temporary one")
    parser.add_argument("--save", action="store_true", help=f"keep the figures in {RESULTS}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        figures = measure(options.keep or Path(temporary), options.articles, options.per_batch)
    print(json.dumps(figures, indent=2))
    if options.save:
        kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        kept[str(options.articles)] = {"machine": machine(), **figures}
        ordered = dict(sorted(kept.items(), key=lambda entry: int(entry[0])))
        RESULTS.write_text(json.dumps(ordered, indent=2) + "\n")


if __name__ == "__main__":
    main()
