"""Sound inputs of every format, and what becomes of them when bytes are changed at random.

    python -m tests.unit.ingest.mutants 10000

reads so many mutated inputs and says how many became documents and rejects; it fails where one is neither.
"""

from __future__ import annotations

import gzip
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.unit.ingest.test_formats import (
    PAGE,
    RECORD,
    csv_of,
    lines,
    parquet_of,
    tar_of,
    warc_of,
    zip_of,
    zstd,
)
from tests.unit.ingest.zone import ARTICLE, drop
from tradewire.ingest import Landing, RawDocument, read_landed

SAMPLES = {
    "text": ARTICLE.encode(),
    "utf16": ARTICLE.encode("utf-16"),
    "html": PAGE.encode(),
    "jsonl": lines(RECORD, {"text": "x"}),
    "csv": csv_of(["id", "text"], ["1", ARTICLE], ["2", 'a "quoted" one']),
    "parquet": parquet_of([{"text": ARTICLE}, {"text": "x"}]),
    "zip": zip_of(**{"a.txt": ARTICLE.encode(), "b.jsonl": lines(RECORD)}),
    "tar": tar_of(**{"a.txt": ARTICLE.encode(), "b.jsonl": lines(RECORD)}),
    "gz": gzip.compress(ARTICLE.encode()),
    "zst": zstd(ARTICLE.encode()),
    "warc": warc_of(("https://quay.example/1", b"text/html", PAGE.encode()), gzipped=False),
}


def mutated(sample: bytes, chance: random.Random) -> bytes:
    """The sample with one to eight bytes or runs changed, cut, put in or doubled."""
    data = bytearray(sample)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) or 1)
        match chance.randrange(4):
            case 0 if data:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randint(1, 50)]
            case 2:
                data[at:at] = chance.randbytes(chance.randint(1, 30))
            case _:
                data[at:at] = data[: chance.randint(1, 200)]
    return bytes(data)


def main(arguments: list[str]) -> int:
    """Read mutated inputs, a hundred at a time; returns 1 where one is not accounted for."""
    wanted = int(arguments[0]) if arguments else 1_000
    chance, told, lost = random.Random(wanted), Counter[str](), 0
    for round_number in range(-(-wanted // 100)):
        with tempfile.TemporaryDirectory() as home:
            landing = Landing(home)
            names = {f"{number:03}" for number in range(min(100, wanted - 100 * round_number))}
            for name in names:
                kind = chance.choice(sorted(SAMPLES))
                drop(landing, name, mutated(SAMPLES[kind], chance))
            seen = set()
            for found in read_landed(landing, "b"):
                seen.add(Path(found.source_path.partition("#")[0].partition("!/")[0]).name)
                told["document" if isinstance(found, RawDocument) else found.reason] += 1
            lost += len(names - seen)
    sys.stdout.write(f"{wanted} inputs, {lost} unaccounted for: {dict(told.most_common())}\n")
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
