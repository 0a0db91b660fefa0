"""The word lists and gazetteers: described, sorted, free of duplicates, their codes valid, small."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "tradewire" / "reference"
FILES = sorted(path.name for path in REFERENCE.glob("*.csv"))
LIMIT_BYTES = 5_000_000

COLUMNS = {
    "bodies": ("body", "plural", "kind"),
    "cities": ("name", "country", "population", "capital", "aliases", "also"),
    "common_capitalised": ("form", "kind"),
    "countries": ("iso2", "iso3", "name", "aliases", "demonyms", "capital", "wikidata"),
    "english_words": ("word", "pos"),
    "given_names": ("name", "gender", "cultures", "also"),
    "metonyms": ("metonym", "label", "stands_for", "country", "kind", "caution"),
    "name_classes": ("class", "words"),
    "name_variants": ("kind", "form", "standard"),
    "non_names": ("head", "position", "kind"),
    "norps": ("form", "name", "kind", "country", "also"),
    "organisation_heads": ("head", "position", "type", "strength"),
    "organisations": ("name", "aliases", "type", "country", "wikidata", "also"),
    "products": ("name", "aliases", "kind", "country", "also"),
    "regions": ("name", "label", "kind", "country", "aliases", "also"),
    "roles": ("role", "plural", "kind", "gender"),
    "surnames": ("name", "cultures", "also"),
    "titles": ("title", "kind", "gender", "alone"),
}
KEY_COLUMNS = {"cities": 2, "name_variants": 2, "non_names": 2, "organisation_heads": 2, "regions": 2}
"""How many leading columns tell two rows apart, where it is not one."""

ALSO = {"", "word", "place", "given", "surname", "norp"}
WORD_CLASSES = {"noun", "verb", "adj", "adv", "det", "pron", "prep", "conj", "aux", "num", "intj"}
VOCABULARIES = {
    ("cities", "capital"): {"0", "1"},
    ("cities", "also"): ALSO,
    ("english_words", "pos"): WORD_CLASSES,
    ("given_names", "also"): ALSO,
    ("given_names", "gender"): {"m", "f", "u"},
    ("metonyms", "label"): {"", "GPE", "LOC", "ORG"},
    ("non_names", "position"): {"first", "last", "any"},
    ("norps", "kind"): {"nationality", "people", "religion", "party", "region", "language"},
    ("organisation_heads", "position"): {"first", "last"},
    ("organisation_heads", "strength"): {"strong", "weak"},
    ("regions", "label"): {"GPE", "LOC"},
    ("roles", "gender"): {"m", "f", "u"},
    ("surnames", "also"): ALSO,
    ("titles", "alone"): {"0", "1"},
    ("titles", "gender"): {"m", "f", "u"},
}


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of a reference file."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", FILES)
def test_text_is_plain_and_described(name: str) -> None:
    content = (REFERENCE / name).read_bytes()
    assert content.decode("utf-8").endswith("\n")
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert f"`{name}`" in (REFERENCE / "README.md").read_text(encoding="utf-8")


def test_all_files_together_stay_small() -> None:
    assert sum((REFERENCE / name).stat().st_size for name in FILES) < LIMIT_BYTES


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_order_and_keys(name: str) -> None:
    rows = table(name)
    assert rows
    assert tuple(rows[0]) == COLUMNS[name]
    keys = [tuple(row.values())[: KEY_COLUMNS.get(name, 1)] for row in rows]
    assert keys == sorted(set(keys))
    for row in rows:
        assert None not in row.values()
        assert all(value == value.strip() and not value.startswith("|") for value in row.values())


@pytest.mark.parametrize(("name", "column"), VOCABULARIES)
def test_vocabularies(name: str, column: str) -> None:
    found = {value for row in table(name) for value in row[column].split("|")}
    assert found <= VOCABULARIES[name, column]


@pytest.mark.parametrize("name", [name for name, columns in COLUMNS.items() if "country" in columns])
def test_country_codes(name: str) -> None:
    known = {row["iso2"] for row in table("countries")} | {"", "EU"}
    assert {row["country"] for row in table(name)} <= known


def test_country_table() -> None:
    rows = table("countries")
    assert all(re.fullmatch("[A-Z]{2}", row["iso2"]) for row in rows)
    assert len({row["iso3"] for row in rows}) == len(rows)
    ids = [row["wikidata"] for row in rows if row["wikidata"]]
    assert all(re.fullmatch(r"Q[1-9]\d*", identifier) for identifier in ids)
    assert len(set(ids)) == len(ids)
    forms = [form for row in rows for form in (row["name"], *row["aliases"].split("|")) if form]
    assert len(set(forms)) == len(forms), "a name stands for two countries"


@pytest.mark.parametrize(
    ("name", "column", "forms"),
    [
        ("countries", "name", ["China", "United Kingdom", "North Korea", "Ukraine"]),
        ("cities", "name", ["Kyiv", "Shanghai", "Lagos"]),
        ("regions", "name", ["Black Sea", "Crimea", "Texas", "Xinjiang", "Middle East"]),
        ("norps", "form", ["Chinese", "Ukrainians", "Briton", "Kurdish", "Muslims", "Bolsheviks"]),
        ("given_names", "name", ["Vladimir", "Fatima", "Wei", "Grant"]),
        ("surnames", "name", ["Nguyen", "Okafor", "Kim"]),
        ("titles", "title", ["Mr", "Lt. Gen.", "Ayatollah"]),
        ("roles", "role", ["minister", "spokeswoman", "striker"]),
        ("bodies", "body", ["ministry", "newspaper"]),
        ("english_words", "word", ["however", "police", "workers", "accused"]),
    ],
)
def test_lists_hold_the_common_case(name: str, column: str, forms: list[str]) -> None:
    assert set(forms) <= {row[column] for row in table(name)}
