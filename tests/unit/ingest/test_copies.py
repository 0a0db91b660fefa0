"""Near-duplicates: copies and light edits are found, other texts are not, earlier texts come first."""

from __future__ import annotations

import random

import numpy as np
import pytest

from tests.unit.ingest.zone import drop
from tradewire.ingest import ingest_batch
from tradewire.ingest.copies import first_copies, signature
from tradewire.settings import COPY_BINS
from tradewire.warehouse import Warehouse

CHANCE = random.Random(7)
WORDS = ["".join(CHANCE.choices("abcdefghijklmnoprstuvw", k=CHANCE.randint(2, 9))) for _ in range(8000)]
POOL = CHANCE.choices(WORDS, [1 / (i + 5) for i in range(len(WORDS))], k=100_000)


def article(words: int = 400) -> list[str]:
    return CHANCE.choices(POOL, k=words)


def edited(words: list[str], share: float) -> list[str]:
    return [CHANCE.choice(POOL) if CHANCE.random() < share else word for word in words]


def signed(texts: list[list[str]]) -> np.ndarray:
    return np.stack([signature(" ".join(t)) for t in texts])


@pytest.mark.parametrize(("share", "recall"), [(0.0, 1.0), (0.05, 1.0), (0.1, 1.0), (0.15, 0.97), (0.5, 0.0)])
def test_edited_copies_are_found_and_nothing_else(share, recall):
    texts = [article(CHANCE.randint(150, 700)) for _ in range(300)]
    found = first_copies(np.concatenate([signed(texts), signed([edited(t, share) for t in texts])]))
    assert (found[:300] == np.arange(300)).all()
    copies = found[300:]
    assert ((copies == np.arange(300)) | (copies == np.arange(300, 600))).all()
    right = (copies == np.arange(300)).mean()
    assert right >= recall if recall else right == 0


def test_the_signature_is_the_same_for_ever():
    made = signature("the quick ferry came back to the old harbour " * 4)
    assert made.shape == (COPY_BINS,) and made.dtype == np.int16
    assert made[:6].tolist() == signature("The quick ferry  came\nback to the old harbour " * 4)[:6].tolist()
    assert made[:6].tolist() == [-29567, -29567, -29567, -29567, -29567, -29567]


def test_texts_too_short_have_no_signature():
    assert signature("Ferry returns") is None
    assert signature("") is None


def test_marks_set_differently_are_no_difference():
    text = "“It’s back – at last,” said the master of the harbour, who had waited. " * 3
    plain = text.translate(str.maketrans("“”’–", '""\'-'))
    assert (signature(text) == signature(plain)).all()


def test_copies_point_to_the_first_over_batches(landing, tmp_path):
    house, text = Warehouse(tmp_path), article()
    first = " ".join(text)
    drop(landing, "a.txt", first)
    drop(landing, "b.txt", " ".join(edited(text, 0.05)))
    drop(landing, "c.txt", " ".join(article()))
    drop(landing, "d.txt", " ".join(edited(text, 0.1)), batch="later")
    drop(landing, "short.txt", "Ferry returns", batch="later")
    for batch in ("b", "later"):
        summary = ingest_batch(landing, batch, house)
        assert summary.copies == 1
    rows = {r["source_path"]: r for r in house.read("documents").to_dicts()}
    original = rows["a.txt"]["document_id"]
    assert {path: row["duplicate_of"] for path, row in rows.items()} == {
        "a.txt": None,
        "b.txt": original,
        "c.txt": None,
        "d.txt": original,
        "short.txt": None,
    }


def test_a_batch_read_again_stays_the_original_of_its_copies(landing, tmp_path):
    house, text = Warehouse(tmp_path), article()
    drop(landing, "a.txt", " ".join(text))
    drop(landing, "b.txt", " ".join(edited(text, 0.05)), batch="later")
    for batch in ("b", "later", "b", "later"):
        ingest_batch(landing, batch, house)
    original = house.read("documents", "b")
    assert original["duplicate_of"].to_list() == [None]
    assert house.read("documents", "later")["duplicate_of"].to_list() == original["document_id"].to_list()


def test_documents_known_before_are_met_and_not_judged_again():
    texts = [article() for _ in range(30)]
    signatures = signed([*texts, *(edited(text, 0.05) for text in texts)])
    found = first_copies(signatures, 30)
    assert (found == first_copies(signatures)).all()
    assert (first_copies(signatures, 60) == np.arange(60)).all()


def test_a_text_that_goes_leaves_no_copies_behind(landing, tmp_path):
    house, text = Warehouse(tmp_path), article()
    drop(landing, "a.txt", " ".join(text))
    drop(landing, "b.txt", " ".join(edited(text, 0.05)), batch="later")
    drop(landing, "c.txt", " ".join(text), batch="last")
    for batch in ("b", "later", "last"):
        ingest_batch(landing, batch, house)
    assert house.read("documents", "later")["duplicate_of"][0]
    (landing.root / "b" / "a.txt").unlink()
    assert ingest_batch(landing, "b", house).ingest_again == ["last"]
    assert house.read("documents", "later")["duplicate_of"].to_list() == [None]
    ingest_batch(landing, "last", house)
    assert house.read("documents", "last").height == 1
