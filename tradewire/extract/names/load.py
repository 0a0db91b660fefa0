"""Fills ``Words`` from the CSV files of ``tradewire/reference``.

The order of the loaders is the order of precedence: the first entry of a form stays.  Function words come
first, then countries and peoples, organisations, places, heads, titles, and last the names of persons.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from tradewire.extract.names.classes import word_class
from tradewire.extract.names.words import Known, Words
from tradewire.reference_data import rows

FUNCTION = frozenset(("det", "prep", "conj", "pron", "aux", "num", "intj"))
OFFICES = frozenset(("government", "law", "military_police"))
NO_TITLE = word_class("no_titles")
SHORT_TITLES = word_class("short_titles")
NAME_PARTS = word_class("titles_in_names")
"""Listed as titles, but as often part of the name or a common word."""
FIRST = frozenset("MN")
"""Codes of heads that win over any other meaning of the form."""
GENERAL = frozenset(("Government", "Governments", "Authorities", "Community", "Human Rights"))
"""Listed as heads of organisations, but "the Government of Romania" names Romania only."""
SUBJECTS = frozenset(("Foreign Affairs", "Foreign Policy"))
"""Papers named like a subject, which "Minister of Foreign Affairs" has too; they need evidence."""
BIG_CITY = 300_000
"""A city that is also a word or a person's name counts as a place above this many inhabitants."""
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """Lower case without accents."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return text.lower()


def slug(text: str) -> str:
    """A readable part of an id: lower case, hyphens, no accents."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return text.lower().replace(" ", "-")
    plain = folded(
        text.replace("'", "").replace("’", "").replace("ı", "i").replace("ł", "l").replace("ø", "o")
    )
    return _NOT_WORD.sub("-", plain).strip("-") or "-".join(
        f"{ord(char):x}" for char in text[:12].split()[0][:12]
    )


def listed(cell: str) -> list[str]:
    """The values of a cell joined with ``|``."""
    return [value.strip() for value in cell.split("|") if value.strip()]


def optional(name: str) -> Iterator[dict[str, str]]:
    """The rows of a list that a smaller installation may lack."""
    try:
        yield from rows(name)
    except FileNotFoundError:
        return


def capitalised(phrase: str) -> str:
    """ "minister of state" as "Minister of State"."""
    return " ".join(
        word if word in ("of", "the", "for", "and", "to", "in") else word[:1].upper() + word[1:]
        for word in phrase.split()
    )


def english(words: Words) -> None:
    """Ordinary words, and the function words that never belong to a name."""
    for row in rows("english_words"):
        word = row["word"]
        words.english.add(word)
        kinds = set(row["pos"].split("|"))
        if kinds & FUNCTION and not kinds & {"noun", "adj"}:
            words.add(word.capitalize(), "x")
    for row in rows("name_heads"):
        if row["code"] == "x":
            words.add(row["form"], "x")
        elif row["code"] == "1":
            words.standalone.add(row["form"])
        elif row["code"] in FIRST:
            words.add(row["form"], row["code"])
    for row in rows("currencies"):
        words.add(row["currency"], "x")
    for row in rows("common_capitalised"):
        if row["kind"] == "time":
            words.add(row["form"], "x")


def countries(words: Words) -> None:
    """States and territories, and their demonyms."""
    for row in rows("countries"):
        code = row["iso2"]
        known = Known("GPE", "gpe:" + code.lower(), row["name"], code, row["wikidata"] or None, "country")
        for form in (row["name"], *listed(row["aliases"])):
            words.add(form.removeprefix("The "), "c", known)
            if form.isupper() and "." in form:
                words.add(form.rstrip("."), "c", known)
        words.governments[code] = known
    words.governments["EU"] = Known(
        "GPE", "org:european-union", "European Union", "EU", "Q458", "country", entity_label="ORG"
    )
    for row in rows("countries"):
        code = row["iso2"]
        known = words.governments[code]
        demonym = known._replace(label="NORP", kind="demonym", entity_label="GPE")
        for form in listed(row["demonyms"]):
            words.add(form, "n", demonym)


def peoples(words: Words) -> None:
    """Nationalities, peoples, religions and parties."""
    regions = {"European": "loc:europe", "African": "loc:africa", "Asian": "loc:asia", "Western": "loc:west"}
    for row in rows("norps"):
        listed_as = words.loose.get(row["form"])
        if listed_as is not None and listed_as.kind == "armed_group":
            words.add(row["form"], "o", listed_as)
        if row["form"] in words.codes:
            continue
        if row["kind"] == "language":
            words.add(row["form"], "x")
            continue
        country = row["country"] or None
        name = row["name"].removeprefix("the ")
        if row["kind"] == "nationality" and country in words.governments:
            known = words.governments[country]._replace(label="NORP", kind="demonym", entity_label="GPE")
        else:
            entity_id, entity_label = "norp:" + slug(name), ""
            for adjective, region in regions.items():
                if row["form"] in (adjective, adjective + "s", adjective + "ers"):
                    entity_id, entity_label, name = region, "LOC", region[4:].capitalize()
            known = Known(
                "NORP",
                entity_id,
                name,
                None if "|" in (country or "") else country,
                None,
                row["kind"],
                entity_label,
            )
        words.add(row["form"], "n", known)


def organisations(words: Words) -> None:
    """Organisations of the domain, government bodies, media, and the houses that stand for governments."""
    for row in rows("organisations"):
        known = Known(
            "ORG",
            "org:" + slug(row["name"]),
            row["name"],
            row["country"] or None,
            row["wikidata"] or None,
            row["type"],
        )
        loose = set(listed(row.get("also", "")))
        for form in (row["name"], *listed(row["aliases"])):
            if form[:1].isupper() and form not in loose and form not in SUBJECTS:
                bare = form.removeprefix("The ")
                words.add(bare if " " in bare else form, "o", known)
                if " " not in form and form[1:2].isupper() is False and form[-1:].isupper():
                    words.add(form.upper(), "o", known)
        for form in loose | (SUBJECTS & {row["name"]}):
            words.loose.setdefault(form, known)
    for row in optional("media"):
        known = Known(
            "ORG", "org:" + slug(row["name"]), row["name"], row.get("country") or None, None, "media"
        )
        for form in (row["name"], *listed(row.get("aliases", ""))):
            words.add(form, "o", known)
    for row in rows("metonyms"):
        if row["label"] == "ORG":
            country = row["country"] if len(row["country"]) == 2 else None
            words.add(
                row["metonym"],
                "o",
                Known("ORG", "org:" + slug(row["metonym"]), row["metonym"], country, None, "seat"),
            )


def places(words: Words) -> None:
    """Regions, waters, capitals and cities."""
    by_size = sorted(rows("cities"), key=lambda row: int(row["population"] or 0))
    towns = {row["name"]: row["country"] for row in by_size}
    for row in rows("metonyms"):
        if row["kind"] != "capital" and row["label"] in ("GPE", "LOC"):
            label, name = row["label"], row["metonym"]
            own = len(row["country"]) == 2 and row["country"] != "EU"
            country = row["country"] if own else towns.get(name)
            words.add(
                name,
                "g",
                Known(label, f"{label.lower()}:" + slug(name), name, country if label == "GPE" else None),
            )
    for row in rows("metonyms"):
        if row["kind"] == "capital":
            name = row["metonym"]
            words.add(name, "g", Known("GPE", "gpe:" + slug(name), name, row["country"][:2], None, "capital"))
    for row in rows("regions"):
        also = row["also"]
        common = "word" in also and row["kind"] not in ("region", "continent")
        if row["label"] != "LOC" and (common or ("norp" in also and " " not in row["name"])):
            continue
        label, name = row["label"], row["name"]
        known = Known(label, f"{label.lower()}:" + slug(name), name, row["country"] or None, None, "region")
        code = "v" if "given" in also or "surname" in also else "g"
        for form in (name, *listed(row["aliases"])):
            if form[:1].isupper():
                words.add(form, code, known)
    cities = sorted(
        rows("cities"), key=lambda row: (-int(row["capital"] or 0), -int(row["population"] or 0), row["name"])
    )
    for row in cities:
        capital = row["capital"] == "1"
        known = Known(
            "GPE",
            "gpe:" + slug(row["name"]),
            row["name"],
            row["country"],
            None,
            "capital" if capital else "city",
        )
        also = row["also"]
        large = capital or int(row["population"] or 0) > BIG_CITY
        code = "v" if ("given" in also or "surname" in also) and not capital else "g"
        for form in (row["name"], *listed(row["aliases"])):
            if also and not large:
                words.loose.setdefault(form, known)
            elif "word" not in also or capital:
                words.add(form, code, known)


def heads(words: Words) -> None:
    """The words that make a run an organisation, a place, an event or a law."""
    for row in rows("name_heads"):
        if row["code"] != "1":
            words.add(row["form"], row["code"])
    for row in rows("organisation_heads"):
        if row["head"] in GENERAL:
            continue
        weak = row["strength"] == "weak"
        if row["position"] == "last":
            words.add(
                row["head"], ("Z" if weak else "S") if row["type"] == "company" else ("W" if weak else "H")
            )
    for row in rows("non_names"):
        if row["position"] != "first":
            words.add(row["head"], "B")
        else:
            words.add(row["head"].removesuffix(" of"), "b")


def titles(words: Words) -> None:
    """What stands before a person's name: titles and offices."""
    for row in rows("titles"):
        if len(row["title"].rstrip(".")) < 3 and row["title"].rstrip(".") not in SHORT_TITLES:
            continue
        if row["title"] in NAME_PARTS:
            continue
        plain = row["kind"] in ("honorific", "family") or (
            row["kind"] == "royal_noble" and row["alone"] == "0"
        )
        words.add(row["title"], "t" if plain else "r")
        if row["title"].endswith("."):
            words.add(row["title"][:-1], "t" if plain else "r")
        if row["gender"] in ("m", "f"):
            words.genders.setdefault(row["title"].rstrip("."), row["gender"])
    for row in rows("roles"):
        if not row["role"].endswith("ed"):
            words.roles.add(row["role"])
            words.roles.add(row["plural"])
        if row["kind"] in OFFICES and row["role"] not in NO_TITLE:
            words.add(capitalised(row["role"]), "r")


def products(words: Words) -> None:
    """Named weapon systems, ships and other products; those that need a word beside them are loose."""
    surnames = {row["name"] for row in rows("surnames")}
    for name, type_column, country_column in (
        ("named_systems", "type", "origin_country"),
        ("products", "kind", "country"),
    ):
        for row in rows(name):
            label, entity_id = "PRODUCT", "product:" + slug(row["name"])
            known = Known(label, entity_id, row["name"], row[country_column] or None, None, row[type_column])
            for form in (row["name"], *listed(row["aliases"])):
                if row.get("needs_context") == "yes" or row.get("also") or form in surnames:
                    words.loose.setdefault(form, known)
                else:
                    words.add(form, "p", known)


def persons(words: Words) -> None:
    """Given names and surnames; those that are words too get a code of their own."""
    for row in optional("persons"):
        known = Known(
            "PERSON", "person:" + slug(row["name"]), row["name"], row.get("country") or None, None, "person"
        )
        for form in (row["name"], *listed(row["aliases"])):
            words.add(form, "P" if " " in form else "l", known)
    for row in rows("given_names"):
        name = row["name"]
        if len(name) > 1 and " " not in name:
            words.add(name, "h" if "word" in row["also"] or name.lower() in words.english else "f")
            if row["gender"] in ("m", "f"):
                words.genders.setdefault(name, row["gender"])
    for row in rows("surnames"):
        name = row["name"]
        if len(name) > 1 and " " not in name:
            words.add(name, "y" if "word" in row["also"] or name.lower() in words.english else "l")


LOADERS: tuple[Callable[[Words], None], ...] = (
    english,
    countries,
    organisations,
    peoples,
    products,
    places,
    titles,
    heads,
    persons,
)


def load() -> Words:
    """All lists."""
    words = Words()
    for loader in LOADERS:
        loader(words)
    return words
