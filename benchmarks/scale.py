"""From landing to verified release at size: ``python -m benchmarks.scale --articles 100000``.

Writes articles of about 4 KB in batches of JSON Lines, runs ``tradewire run`` on them in a process of its
own, then adds one batch of 100 articles and runs again.  Prints seconds, MB/s, the largest process's peak
memory, and what the small batch cost beside the whole.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.articles import articles

ROOT = Path(__file__).parents[1]
ARTICLES_PER_BATCH = 10_000
LITTLE = 100


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


def run(texts: Path, home: Path) -> float:
    """Seconds of ``tradewire run``; raises CalledProcessError where it publishes nothing."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "tradewire", "run", texts, "--home", home], cwd=ROOT, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--keep", type=Path, help="a folder for texts and home instead of a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        base = options.keep or Path(temporary)
        texts, home = base / "texts", base / "home"
        size = 0
        for first in range(0, options.articles, ARTICLES_PER_BATCH):
            count = min(ARTICLES_PER_BATCH, options.articles - first)
            size += write_batch(texts / f"batch-{first:07d}", first, count)
        whole = run(texts, home)
        write_batch(texts / "little", 10_000_000, LITTLE)
        little = run(texts, home)
        print(
            json.dumps(
                {
                    "articles": options.articles,
                    "megabytes": round(size / 1e6, 1),
                    "seconds": round(whole, 1),
                    "mb_per_second": round(size / 1e6 / whole, 2),
                    "milliseconds_per_article": round(1000 * whole / options.articles, 2),
                    "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
                    f"seconds_for_{LITTLE}_more": round(little, 1),
                    "share_of_the_whole": round(little / whole, 3),
                },
                indent=2,
            )
        )


if __name__ == "__main__":
    main()
