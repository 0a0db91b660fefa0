"""Near-duplicates on a constructed set: speed, recall, precision, beside datasketch and rensa if installed.

    python -m benchmarks.copies [ARTICLES]

Texts are words drawn from our articles (the articles themselves come from templates, which are alike); of
each there is one copy per share of edits; an edit puts another drawn word in place of one.
Time is processor time.  The peers get the same word pairs, 128 permutations and the same threshold.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
import random
import sys
import time
from collections.abc import Callable

import numpy as np

from benchmarks.articles import articles
from tradewire.ingest.copies import first_copies, signature
from tradewire.settings import COPY_SIMILARITY

SHARES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)
Finder = Callable[[list[str]], list[int]]
"""Texts to the position of the earliest that each is a copy of, its own where there is none."""


def constructed(count: int) -> tuple[list[str], list[int], list[float]]:
    """Texts, the position of the original of each, and the share of words changed."""
    chance = random.Random(11)
    pool = [word for text in articles(200, first=50_000) for word in text.split(" ")]
    originals = [" ".join(chance.choices(pool, k=chance.randint(150, 900))) for _ in range(count)]
    texts, truth, shares = list(originals), list(range(count)), [0.0] * count
    for share in SHARES:
        for position, text in enumerate(originals):
            words = [chance.choice(pool) if chance.random() < share else w for w in text.split(" ")]
            texts.append(" ".join(words) + " Syndicated.")
            truth.append(position)
            shares.append(share)
    return texts, truth, shares


def ours(texts: list[str]) -> list[int]:
    """tradewire.ingest.copies."""
    made = [signature(text) for text in texts]
    found: list[int] = first_copies(np.stack([m for m in made if m is not None])).tolist()
    return found


def _pairs(text: str) -> list[str]:
    words = text.lower().split()
    return [f"{a} {b}" for a, b in itertools.pairwise(words)]


def datasketch(texts: list[str]) -> list[int]:
    """datasketch's MinHashLSH."""
    from datasketch import MinHash, MinHashLSH

    index, found = MinHashLSH(threshold=COPY_SIMILARITY, num_perm=128), []
    hashes = []
    for position, text in enumerate(texts):
        made = MinHash(num_perm=128)
        made.update_batch([pair.encode() for pair in _pairs(text)])
        hashes.append(made)
        near = [n for n in index.query(made) if made.jaccard(hashes[n]) >= COPY_SIMILARITY]
        found.append(min(near, default=position))
        index.insert(position, made)
    return found


def rensa(texts: list[str]) -> list[int]:
    """rensa's RMinHashLSH."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=COPY_SIMILARITY, num_perm=128, num_bands=32)
    hashes, found = [], []
    for position, text in enumerate(texts):
        made = RMinHash(num_perm=128, seed=1)
        made.update(_pairs(text))
        hashes.append(made)
        near = [n for n in index.query(made) if made.jaccard(hashes[n]) >= COPY_SIMILARITY]
        found.append(min(near, default=position))
        index.insert(position, made)
    return found


def figures(
    name: str, finder: Finder, texts: list[str], truth: list[int], shares: list[float]
) -> dict[str, object]:
    """Documents a second, precision, and recall by share of edits."""
    started = time.process_time()
    found = finder(texts)
    seconds = time.process_time() - started
    count = truth.index(0, 1)
    said = [i for i, first in enumerate(found) if first != i]
    right = sum(found[i] == truth[i] for i in said)
    recall = {}
    for share in SHARES:
        of = [i for i in range(count, len(texts)) if shares[i] == share]
        recall[f"{share:.0%}"] = round(sum(found[i] == truth[i] for i in of) / len(of), 3)
    return {
        "finder": name,
        "documents": len(texts),
        "documents_per_second": round(len(texts) / seconds),
        "precision": round(right / len(said), 4),
        "recall_by_words_changed": recall,
    }


def main(arguments: list[str]) -> int:
    """Print a line of JSON per finder."""
    texts, truth, shares = constructed(int(arguments[0]) if arguments else 500)
    peers: dict[str, Finder] = {"datasketch": datasketch, "rensa": rensa}
    installed = {name: finder for name, finder in peers.items() if importlib.util.find_spec(name)}
    finders: dict[str, Finder] = {"tradewire": ours, **installed}
    for name, finder in finders.items():
        print(json.dumps(figures(name, finder, texts, truth, shares)), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
