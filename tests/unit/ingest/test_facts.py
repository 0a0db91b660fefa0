"""What a text says of itself; null rather than a guess."""

from __future__ import annotations

import datetime as dt

import pytest

from tradewire.ingest.dates import date_from
from tradewire.ingest.facts import author_of, language_of, published_on, title_of

DAY = dt.date(2024, 5, 22)
ENGLISH = "The harbour master said on Friday that the ferry was late, as it often is in the winter months. "
TEXTS = {
    "en": ENGLISH,
    "de": "Der Hafenmeister sagte am Freitag, dass die Fähre im Winter oft mit Verspätung ankommt. ",
    "fr": "Le capitaine du port a déclaré vendredi que le bac était en retard, comme souvent en hiver. ",
    "es": "El capitán del puerto dijo el viernes que el barco llegaba tarde, como a menudo en invierno. ",
    "nl": "De havenmeester zei vrijdag dat de veerboot te laat was, zoals wel vaker in het noorden. ",
    "ru": "Начальник порта заявил в пятницу, что паром опоздал, как часто бывает в зимние месяцы. ",
    "uk": "Начальник порту заявив у п’ятницю, що пором запізнився, як часто буває в зимові місяці. ",
    "zh": "港口负责人周五表示渡轮晚点了。居民们已经等了好几个小时。",
    "ar": "قال مدير الميناء يوم الجمعة إن العبارة تأخرت كما يحدث كثيرا في أشهر الشتاء. ",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages_are_told(code):
    assert language_of(TEXTS[code] * 8) == code


@pytest.mark.parametrize("text", ["", "12 34 56", "Ferry returns", "@@@@ !!!! ////"])
def test_too_little_text_has_no_language(text):
    assert language_of(text) == "und"


@pytest.mark.parametrize(
    "value",
    [
        "2024-05-22",
        "2024-05-22T23:59:59+05:00",
        "20240522",
        "20240522T080000Z",
        "Wed, 22 May 2024 08:00:00 GMT",
        "May 22, 2024",
        "22nd May, 2024",
        "Sept. 3, 2024 / updated May 1, 2025",
        1716364800,
        1716364800000,
        dt.datetime(2024, 5, 22, 9, tzinfo=dt.UTC),
        DAY,
    ],
)
def test_dates_of_metadata_are_read(value):
    assert date_from(value) == (dt.date(2024, 9, 3) if str(value).startswith("Sept") else DAY)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "05/04/2024",
        "yesterday",
        "2024-13-45",
        "0024-05-22",
        "May 2024",
        True,
        -5,
        float("nan"),
        10**30,
        "9" * 99,
    ],
)
def test_what_names_no_day_is_null(value):
    assert date_from(value) is None


@pytest.mark.parametrize(
    "head",
    [
        "May 22, 2024",
        "Published: 22 May 2024",
        "Published on Wednesday, May 22, 2024 at 10:30 a.m.",
        "Wednesday 22 May 2024 | 08:15 GMT",
        "2024-05-22",
        "date 2024-05-22 The ferry returned to its harbour after the winter.",
        "**Published:** February 05, 2026 18:58 UTC\n\n**Original Published:** May 22, 2024 00:00 UTC",
        "LONDON, May 22, 2024 — The ferry returned.",
        "ST. JOHN'S, Newfoundland, May 22, 2024 (Wire) - The ferry returned.",
    ],
)
def test_a_date_of_its_own_at_the_head_is_taken(head):
    assert published_on(f"Ferry returns\n\n{head}\n\n{ENGLISH}") == DAY


@pytest.mark.parametrize(
    "head",
    [
        "LONDON, May 22 — The ferry returned.",
        "The ferry, which sank on May 22, 2023, returned.",
        "The crew waves in Bergen, Norway, on April 19, 2023 [Ada Quill/Wire]",
        "Updated: May 23, 2024",
    ],
)
def test_other_dates_at_the_head_are_not(head):
    assert published_on(f"Ferry returns\n\n{head}\n\n{ENGLISH}") is None


def test_a_date_further_down_is_not():
    assert published_on("\n".join([ENGLISH] * 9 + ["May 22, 2024"])) is None


def test_bylines():
    assert (
        author_of(f"Ferry returns\nBy Ada Quill, Ben Marsh and Cy Vane\n{ENGLISH}")
        == "Ada Quill, Ben Marsh and Cy Vane"
    )
    assert author_of(f"By Friday the ferry had returned.\n{ENGLISH}") is None


def test_titles():
    assert title_of(f"Ferry returns to the islands\n\n{ENGLISH}") == "Ferry returns to the islands"
    assert title_of("# Ferry returns\n\nIt is back.") == "Ferry returns"
    assert title_of(ENGLISH * 3) is None
    assert title_of("") is None
