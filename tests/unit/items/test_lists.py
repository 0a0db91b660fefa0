"""Lists of goods under the line that says what became of them."""

from __future__ import annotations

from tradewire.extract import extract

TEXT = """Aid of the week

This week we handed over to the Peruvian army:
- 20 howitzers
- 10,000 rounds of ammunition
- sleeping bags and helmets

Still in preparation:
- 3 radars
The minister said that more was needed.
- 6 frigates
"""


def claims(text: str) -> list[tuple[str, str | None, float | None, str, str]]:
    return [
        (text[i.start : i.end], i.recipient.country, i.quantity_min, i.status, i.rule.partition("+")[0])
        for i in extract(text).items
    ]


def test_entries_take_parties_and_mood_from_the_line_above() -> None:
    found = claims(TEXT)
    assert ("howitzers", "PE", 20.0, "reported", "give:list") in found
    assert ("ammunition", "PE", 10_000.0, "reported", "give:list") in found
    assert ("helmets", "PE", None, "reported", "give:list") in found


def test_what_is_in_preparation_is_planned_for_the_same_recipient() -> None:
    text = TEXT.replace("Still in preparation:", "Deliveries in preparation:")
    assert ("radars", "PE", 3.0, "planned", "give:list") in claims(text)


def test_a_line_that_transfers_nothing_leads_no_list() -> None:
    assert not [words for words, *_ in claims(TEXT) if words == "radars"]


def test_a_sentence_ends_the_list() -> None:
    assert not [words for words, *_ in claims(TEXT) if words == "frigates"]
