"""Lines that a publisher's articles repeat are boilerplate, whatever words they are made of."""

import pyarrow as pa

from tradewire.extract import extract
from tradewire.furniture import Furniture
from tradewire.tabulate import extract_batch

MENU = "Harbour Gazette sells tanks to Peru every Friday"
"""Nothing tells this from news but that every article has it."""


def article(number: int, menu: str = MENU) -> str:
    town = ["Riga", "Oslo", "Lima", "Turin", "Quito", "Malmo", "Ghent", "Izmir"][number % 8]
    return (
        f"Fair {number} in {town}\n\nThe fair of {town} drew {number + 20} bakers on Monday, and none "
        f"of the {number + 3} judges liked the bread.\n\n{menu}\n"
    )


def kinds(documents: pa.Table) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in extract_batch(documents, map)["sentences"].to_pylist():
        found.setdefault(row["text"], set()).add(row["kind"])
    return found


def batch(texts: list[str], publishers: list[str | None]) -> pa.Table:
    return pa.table(
        {
            "document_id": [f"{n:016x}" for n in range(len(texts))],
            "text": texts,
            "language": ["en"] * len(texts),
            "publisher": pa.array(publishers, pa.string()),
        }
    )


def test_what_every_article_repeats_is_boilerplate_and_gives_no_item() -> None:
    documents = batch([article(n) for n in range(8)], ["Gazette"] * 8)
    tables = extract_batch(documents, map)
    assert kinds(documents)[MENU] == {"boilerplate"}
    assert tables["trade_items"].num_rows == 0


def test_four_articles_are_not_enough() -> None:
    documents = batch([article(n) for n in range(4)], ["Gazette"] * 4)
    assert "boilerplate" not in kinds(documents)[MENU]
    assert extract_batch(documents, map)["trade_items"].num_rows == 4


def test_a_line_is_counted_for_its_own_publisher() -> None:
    documents = batch([article(n) for n in range(8)], ["Gazette", "Courier"] * 4)
    assert "boilerplate" not in kinds(documents)[MENU]


def test_the_background_paragraph_of_a_running_story_is_kept() -> None:
    texts = [article(n, MENU if n < 5 else f"Weather {n}") for n in range(20)]
    assert "boilerplate" not in kinds(batch(texts, [None] * 20))[MENU]


def test_copies_of_one_story_are_not_furniture() -> None:
    story = article(1)
    documents = batch([story + f"Version {n}" for n in range(9)], [None] * 9)
    assert "boilerplate" not in kinds(documents)[MENU]
    assert Furniture([(None, story)] * 9).of(None, story) == frozenset()


def test_spaces_around_a_line_do_not_hide_it() -> None:
    doc = extract(f"Fair opens\n\n   {MENU} \n\nIt closed.", furniture=frozenset({MENU}))
    assert [sentence.kind for sentence in doc.sentences][1] == "boilerplate"
    assert not doc.items
