"""EDTF dates → words for people: ``2024-10-27/2024-10-28`` is ``27–28 Oct 2024``."""

from __future__ import annotations

import re

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"(\d{4}|XXXX)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def in_words(date: str, *, year: bool = True) -> str:
    """A date or an interval of two; what else EDTF has stays as it is. The year is left out where ``year`` is False
    and a month is known."""
    start, slash, end = date.partition("/")
    low, high = _DATE.fullmatch(start), _DATE.fullmatch(end) if slash else None
    if low is None or (slash and high is None):
        return date
    if high is None or low[0] == high[0]:
        return _one(low, year)
    same_year = low[1] == high[1]
    if same_year and low[2] == high[2] and low[3] and high[3]:
        return f"{int(low[3])}–{_one(high, year)}"
    return f"{_one(low, year and not (same_year and low[2] is not None))} – {_one(high, year)}"


def year_of(date: str) -> str | None:
    """The year in which a date begins; None where that is not known."""
    return date[:4] if date[:4].isdecimal() else None


def _one(date: re.Match[str], year: bool) -> str:
    number, month, day = date.groups()
    if month is None:
        return str(number)
    known = year and number != "XXXX"
    return " ".join(
        part for part in (str(int(day)) if day else "", _MONTHS[int(month) - 1], number if known else "") if part
    )
