"""Days of publication, from metadata and from what a text says at its head; null rather than a guess."""

from __future__ import annotations

import calendar
import datetime as dt
import email.utils
import re

from tradewire.settings import EARLIEST_PUBLICATION, LATEST_PUBLICATION

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$")
_MONTHS = {month[:3].lower(): number for number, month in enumerate(calendar.month_name) if number}
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({MONTH}),?\s+(\d{{4}})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_EARLIEST_EPOCH, _LATEST_EPOCH = 0, 4_102_444_800  # 1970 to 2100, in seconds


def date_from(value: object) -> dt.date | None:
    """The day that a metadata value names: ISO 8601, RFC 2822, written out in English, or Unix seconds or ms.

    Numbers alone such as 05/04/2026 name no day: nobody knows which is the month.
    """
    if isinstance(value, dt.datetime):
        return _sane(value.date())
    if isinstance(value, dt.date):
        return _sane(value)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_epoch(value)
    return _from_words(str(value).strip()[:100])


def _from_epoch(value: float) -> dt.date | None:
    seconds = value / 1000 if value > _LATEST_EPOCH else value
    if not _EARLIEST_EPOCH < seconds < _LATEST_EPOCH:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date()


def _from_words(value: str) -> dt.date | None:
    match = _ISO.match(value) or _COMPACT.match(value)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    found = written_date(value)
    if found:
        return found
    try:
        return _sane(email.utils.parsedate_to_datetime(value).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def written_date(text: str) -> dt.date | None:
    """The first full date written out in English: `May 22, 2024` or `22 May 2024`."""
    first, second = _MONTH_FIRST.search(text), _DAY_FIRST.search(text)
    if first and (not second or first.start() <= second.start()):
        return _day(int(first[3]), _MONTHS[first[1][:3].lower()], int(first[2]))
    if second:
        return _day(int(second[3]), _MONTHS[second[2][:3].lower()], int(second[1]))
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return _sane(dt.date(year, month, day))
    except ValueError:
        return None


def _sane(day: dt.date) -> dt.date | None:
    return day if EARLIEST_PUBLICATION <= day.year <= LATEST_PUBLICATION else None
