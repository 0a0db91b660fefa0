"""News-like articles that nobody has seen, as many as asked for: our own sentences, names and items varied.

Deterministic: article ``n`` is the same on every machine.  About 4,000 characters each, some thirty-five
sentences of which about half hold speech or an item, as dense as news of the domain and denser than news at
large.  Each has a cast of its own: the people, places and firms that its sentences go on to name.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tradewire.reference_data import rows

ARTICLE_CHARACTERS = 4_000
PLAIN_SHARE = 0.8
"""Share of sentences drawn from those without speech or items; the others bring plain ones of their own."""
_SIGNS = (
    "{item",
    "{goods",
    "“",
    "said",
    "say",
    "told",
    "warned",
    "According",
    "urged",
    "denied",
    "accused",
    "asked",
)
_SLOT = re.compile(r"\{(\w+)\}")
_FIXED: dict[str, tuple[str, ...]] = {
    "agency": ("Reuters", "AP", "AFP", "Kyodo", "Xinhua"),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "month": ("January", "March", "May", "September", "November"),
    "will_send": (
        "will send",
        "has delivered",
        "plans to sell",
        "may supply",
        "agreed to export",
        "is shipping",
    ),
    "role": ("defence minister", "Foreign Minister", "President", "Prime Minister", "trade minister"),
    "role_of": (
        "a retired general",
        "the head of the export agency",
        "a spokeswoman for the ministry",
        "an analyst",
    ),
    "body": ("Ministry of Defence", "Foreign Ministry", "Treasury", "State Department", "customs service"),
    "clause_we": (
        "We have never sold weapons to either side",
        "We will deliver what we promised",
        "We have seen evidence that the parts were bought abroad",
        "I can tell you that no such shipment left our ports",
    ),
    "clause_they": (
        "{country} was short of fuel",
        "the shipments would only prolong the war",
        "the parts had been bought in good faith",
        "talks on a new contract were under way",
        "the country was short of ammunition and spare parts",
        "the sale posed no threat to anyone",
    ),
    "fragment": (
        "deeply concerned",
        "a step in the right direction",
        "without any foundation",
        "a grave mistake",
    ),
    "sea": ("Black Sea", "Caspian Sea", "Baltic Sea", "Red Sea", "South China Sea"),
    "goods": (
        "microchips",
        "machine tools",
        "bearings",
        "optical sensors",
        "engines",
        "electronic components",
    ),
    "small": ("0", "1", "2", "3"),
    "company_end": (
        "Industries",
        "Systems",
        "Electronics",
        "Holdings",
        "Group",
        "Dynamics",
        "Corp",
        "Shipping",
    ),
    "item": (
        "artillery shells",
        "ballistic missiles",
        "drones",
        "tanks",
        "armoured vehicles",
        "air defence systems",
        "fighter jets",
        "anti-tank missiles",
        "helicopters",
        "rifles",
        "radars",
        "howitzers",
    ),
}


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """What each slot may hold: the fixed choices and names from the reference lists."""
    countries = [row for row in rows("countries") if row["demonyms"]]
    return _FIXED | {
        "country": tuple(row["name"] for row in countries),
        "demonym": tuple(row["demonyms"].split("|")[0] for row in countries),
        "city": tuple(row["name"] for row in rows("cities")),
        "given": tuple(row["name"] for row in rows("given_names")),
        "surname": tuple(row["name"] for row in rows("surnames")),
    }


@cache
def _sentences() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sentences with speech or an item, and plain ones."""
    with (Path(__file__).parent / "sentences.csv").open(encoding="utf-8", newline="") as file:
        found = [row["sentence"] for row in csv.DictReader(file)]
    plain = tuple(s for s in found if not any(sign in s for sign in _SIGNS))
    return tuple(s for s in found if s not in plain), plain


def _fill(slot: str, chance: random.Random) -> str:
    if slot == "company":
        return f"{_fill('surname', chance)} {_fill('company_end', chance)}"
    if slot == "count":
        return chance.choice(
            ("two dozen", "hundreds of", "more than 100", f"{chance.randrange(2, 999)}", "about 40")
        )
    if slot == "money":
        return f"{chance.choice('$€£')}{chance.randrange(2, 900)} {chance.choice(('million', 'billion'))}"
    if slot == "money_small":
        return f"${chance.randrange(2, 400)}.{chance.randrange(10, 99)}"
    if slot == "percent":
        return f"{chance.randrange(1, 60)}.{chance.randrange(1, 9)}"
    if slot == "year":
        return str(chance.randrange(1991, 2026))
    return chance.choice(_lists()[slot])


def article(number: int) -> str:
    """The article of that number: a headline, a blank line and paragraphs of one to three sentences."""
    chance = random.Random(number)
    people = [(_fill("given", chance), _fill("surname", chance)) for _ in range(4)]
    cast = {
        slot: [_fill(slot, chance) for _ in range(3)]
        for slot in ("country", "demonym", "city", "company", "item")
    }
    cast["person"] = [f"{given} {surname}" for given, surname in people]
    cast["surname"] = [surname for _, surname in people]

    def fill(slot: re.Match[str]) -> str:
        name = slot[1].rstrip("23")
        return chance.choice(cast[name]) if name in cast else _fill(name, chance)

    parts = [_SLOT.sub(fill, "{country} says it sold {item} to {country2}\n")]
    size = len(parts[0])
    while size < ARTICLE_CHARACTERS:
        pool = _sentences()[chance.random() < PLAIN_SHARE]
        sentence = _SLOT.sub(fill, _SLOT.sub(fill, chance.choice(pool)))
        parts.append(chance.choice(("\n\n", "\n\n", " ")) + sentence)
        size += len(sentence) + 2
    return "".join(parts).replace("\n\n\n", "\n\n") + "\n"


def articles(count: int, first: int = 0) -> Iterator[str]:
    """Articles ``first`` to ``first + count - 1``."""
    return (article(number) for number in range(first, first + count))
