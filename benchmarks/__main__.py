"""``make bench``: measure, print, keep, and compare with the last kept result.

What is kept (``benchmarks/results/engine.json``, after ``make compile`` ``compiled.json``, with the machine's
facts) is compared as a ratio to a fixed Python loop timed in the same run, so that a busy machine is not a
regression; between processors, whose caches differ, it judges nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import engine
from benchmarks.articles import articles
from tradewire.compiled import is_compiled
from tradewire.furniture import NOTHING
from tradewire.parallel import processes
from tradewire.tabulate import extract_group

RESULTS = Path(__file__).parent / "results" / ("compiled.json" if is_compiled() else "engine.json")
ARTICLES = 500
PEER_ARTICLES = 40
WARM_UP = 50
ALLOWED_LOSS = 0.25
"""Share of the last kept speed, relative to the reference loop, that a run may lose to noise."""


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    packages = ("daachorse", "polars", "pyarrow", "dagster", "great-expectations")
    return {
        "cpu": model,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "compiled": is_compiled(),
        "packages": {name: version(name) for name in packages},
    }


def engine_figures() -> dict[str, Any]:
    """Stage by stage and whole, on one core, with the peers beside them."""
    texts = list(articles(ARTICLES, first=10_000))
    for text in articles(WARM_UP):
        engine.extract(text)
    loop = engine.reference_loop()
    whole = engine.whole(texts)
    found: dict[str, Any] = {
        "articles": ARTICLES,
        "characters": sum(map(len, texts)),
        "mb_per_second": round(whole, 2),
        "articles_per_second": round(whole * 1e6 * ARTICLES / sum(map(len, texts))),
        "mb_per_1000_loops": round(1000 * whole / loop, 3),
        "stages_mb_per_second": {
            k: round(v, 1) for k, v in engine.stage_speeds(list(articles(ARTICLES, 20_000))).items()
        },
        "peak_memory_mb": round(engine.peak_memory()),
    }
    peers = {name: engine.speed(work, texts[:PEER_ARTICLES]) for name, work in engine.peers().items()}
    found["peers_mb_per_second"] = {name: round(rate, 2) for name, rate in peers.items()}
    found["times_the_peer"] = {name: round(whole / rate, 1) for name, rate in peers.items()}
    return found


def core_scaling() -> dict[str, float]:
    """How much faster two processes are than one, on the same groups, processes started beforehand."""
    group = [(f"{n:016x}", text, True, NOTHING) for n, text in enumerate(articles(100, first=40_000))]
    groups = [group] * 12
    seconds = []
    for workers in (1, 2):
        run = processes(extract_group, [group[:1]] * workers + groups, workers)
        for _ in range(workers):
            next(run)
        start = time.perf_counter()
        for _ in run:
            pass
        seconds.append(time.perf_counter() - start)
    return {"two_cores_over_one": round(seconds[0] / seconds[1], 2)}


def growth(sizes: tuple[int, ...]) -> dict[str, Any]:
    """Seconds for corpora of growing size, and the exponent fitted to them: 1 is linear."""
    seconds: list[float] = []
    for size in sizes:
        spent = 0.0
        for text in articles(size, first=100_000):
            start = time.perf_counter()
            engine.extract(text)
            spent += time.perf_counter() - start
        seconds.append(spent)
    slope, _ = statistics.linear_regression([math.log(s) for s in sizes], [math.log(t) for t in seconds])
    return {"articles": list(sizes), "seconds": [round(s, 2) for s in seconds], "exponent": round(slope, 3)}


def main() -> int:
    """Run, print, compare, and with ``--keep`` write the result; returns 1 for a regression."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--keep", action="store_true", help=f"write the result to {RESULTS}")
    parser.add_argument("--full", action="store_true", help="grow to 100,000 articles instead of 2,000")
    options = parser.parse_args()
    sizes = (1_000, 10_000, 100_000) if options.full else (250, 500, 1_000, 2_000)
    result = {
        "machine": machine(),
        "engine": engine_figures(),
        "scaling": core_scaling(),
        "growth": growth(sizes),
    }
    print(json.dumps(result, indent=2))
    status = 0
    if RESULTS.exists():
        kept = json.loads(RESULTS.read_text())
        before, now = (one["engine"]["mb_per_1000_loops"] for one in (kept, result))
        print(f"relative to the reference loop: {now:.3f} now, {before:.3f} kept, ratio {now / before:.2f}")
        if kept["machine"]["cpu"] == result["machine"]["cpu"]:
            status = int(now < before * (1 - ALLOWED_LOSS))
        else:
            print(f"kept on another processor ({kept['machine']['cpu']}), so the ratio judges nothing")
    if options.keep:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(result, indent=2) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
