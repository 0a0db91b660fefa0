"""Inflected forms in the lists of verbs: a verb has the same ones in all rows, consonants doubled."""

import re
from collections import defaultdict

import pytest

from tradewire.reference_data import rows

LISTS = ("transfer_verbs", "transfer_governors")
FORMS = ("past", "participle", "gerund")
SHORT = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]")
"""A verb of one syllable that doubles its last consonant: "put", "ship", "plan"."""


def inflected() -> dict[str, dict[str, set[str]]]:
    """First word of a verb, form, and how the lists spell it."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in LISTS:
        for row in rows(name):
            verb = row["base"].split(" ")[0]
            for form in FORMS:
                if verb and row[form]:
                    found[verb][form].add("/".join(sorted(w.split(" ")[0] for w in row[form].split("/"))))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_a_verb_is_inflected_alike_in_all_its_rows(form: str) -> None:
    unlike = {verb: forms[form] for verb, forms in inflected().items() if len(forms[form]) > 1}
    assert unlike == {}


def test_short_verbs_double_their_last_consonant() -> None:
    single = [v for v, forms in inflected().items() if SHORT.fullmatch(v) and f"{v}ing" in forms["gerund"]]
    assert single == []
