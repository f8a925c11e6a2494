"""EDTF dates and intervals (ISO 8601-2) as comparable bounds."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_DATE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?")
_QUALIFIERS = str.maketrans("", "", "~?%")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_LEAP = 2000


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last day, as proleptic ordinals, both inclusive; None where that end is open.

    ``yearless``: the year is not known and the days are those of a leap year, so that only another date's place in
    its year can be compared with it.
    """

    first: int | None
    last: int | None
    yearless: bool = False


@lru_cache(maxsize=16384)
def bounds(value: str | None) -> Bounds | None:
    """Bounds of an EDTF date or interval; None for no value and for what is not EDTF."""
    if not value:
        return None
    text = value.translate(_QUALIFIERS).strip()
    start, slash, end = text.partition("/")
    low = _date(start)
    high = _date(end) if slash else low
    if low is None or high is None or (low.yearless != high.yearless and None not in (low.first, high.first)):
        return None
    if low.first is not None and high.last is not None and low.first > high.last:
        return None
    return Bounds(low.first, high.last, low.yearless or high.yearless)


def disjoint(a: Bounds, b: Bounds) -> bool:
    """Whether no day can lie in both. Open ends reach everything; an unknown year may be any year."""
    a, b = _same_calendar(a, b)
    return _before(a, b) or _before(b, a)


def before(a: Bounds, b: Bounds) -> bool:
    """Whether all of ``a`` is earlier than all of ``b``, which no date without a year can tell."""
    return a.yearless == b.yearless and _before(a, b)


def days(value: Bounds) -> int | None:
    """How many days it spans; None where an end is open."""
    return None if value.first is None or value.last is None else value.last - value.first + 1


def gap(a: Bounds, b: Bounds) -> int:
    """Days from the end of the earlier to the start of the later; 0 where they meet or cannot be ordered."""
    a, b = _same_calendar(a, b)
    for x, y in ((a, b), (b, a)):
        if x.last is not None and y.first is not None and x.last < y.first:
            return y.first - x.last
    return 0


def _before(a: Bounds, b: Bounds) -> bool:
    return a.last is not None and b.first is not None and a.last < b.first


def _same_calendar(a: Bounds, b: Bounds) -> tuple[Bounds, Bounds]:
    if a.yearless == b.yearless:
        return a, b
    return _in_leap_year(a), _in_leap_year(b)


def _in_leap_year(value: Bounds) -> Bounds:
    """The same days in a leap year; open where they do not lie within one year."""
    if value.yearless:
        return value
    if value.first is None or value.last is None:
        return Bounds(None, None, True)
    first, last = date.fromordinal(value.first), date.fromordinal(value.last)
    if first.year != last.year:
        return Bounds(None, None, True)
    return Bounds(first.replace(year=_LEAP).toordinal(), last.replace(year=_LEAP).toordinal(), True)


def _date(text: str) -> Bounds | None:
    if text in ("", ".."):
        return Bounds(None, None)
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    yearless = match["year"] == "XXXX"
    low = _LEAP if yearless else max(1, int(match["year"].replace("X", "0")))
    high = _LEAP if yearless else int(match["year"].replace("X", "9"))
    if high < 1:
        return None
    first_month, last_month = 1, 12
    if match["month"] not in (None, "XX"):
        month = int(match["month"])
        first_month, last_month = _SEASONS.get(month, (month, month))
    if not 1 <= first_month <= 12:
        return None
    first_day, last_day = 1, monthrange(high, last_month)[1]
    if match["day"] not in (None, "XX"):
        day = int(match["day"])
        if not 1 <= day <= last_day:
            return None
        first_day = last_day = day
    if yearless and match["month"] in (None, "XX"):
        return Bounds(None, None, True)
    return Bounds(date(low, first_month, first_day).toordinal(), date(high, last_month, last_day).toordinal(), yearless)
