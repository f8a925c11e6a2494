"""Periods of days and their EDTF (ISO 8601-2) strings."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "days", "week", "month", "months", "year", "years", "decade", "century"]
Part = Literal["start", "mid", "end", "early", "late"]

NO_YEAR = 2000
"""Stands for an unknown year: a leap year, so that 29 February stays possible."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from ``start`` to ``end``, inclusive. ``grain`` says how precisely they are written.

    ``known`` False: the year is not known and written ``XXXX``. ``rough``: the bounds are a convention (seasons).
    """

    start: date
    end: date
    grain: Grain
    known: bool = True
    rough: bool = False

    @property
    def edtf(self) -> str:
        first, last = self._written(self.start), self._written(self.end)
        if self.grain == "decade" or self.grain == "century":
            return first
        mark = "~" if self.rough else ""
        return first + mark if first == last else f"{first}{mark}/{last}{mark}"

    def first(self) -> str:
        """The lower bound alone, as precise as the text has it: ``2022-02`` of a month, ``2024-10-01`` of days."""
        return self._written(self.start)

    def last(self) -> str:
        return self._written(self.end)

    def _written(self, day: date) -> str:
        year = f"{day.year:04d}" if self.known else "XXXX"
        match self.grain:
            case "century":
                return year[:2] + "XX"
            case "decade":
                return year[:3] + "X"
            case "year" | "years":
                return year
            case "month" | "months":
                return f"{year}-{day.month:02d}"
            case _:
                return f"{year}-{day.month:02d}-{day.day:02d}"


def day(value: date, known: bool = True) -> Period:
    return Period(value, value, "day", known)


def days(start: date, end: date, known: bool = True) -> Period:
    return Period(start, end, "day" if start == end else "days", known)


def week(value: date) -> Period:
    """The week, Monday to Sunday, that holds the day."""
    monday = value - timedelta(days=value.weekday())
    return Period(monday, monday + timedelta(days=6), "week")


def weekend(value: date) -> Period:
    saturday = week(value).end - timedelta(days=1)
    return Period(saturday, saturday + timedelta(days=1), "days")


def month(year: int, number: int, known: bool = True) -> Period:
    return Period(date(year, number, 1), date(year, number, last_day(year, number, known)), "month", known)


def months(year: int, number: int, count: int) -> Period:
    last_year, last = shift_month(year, number, count - 1)
    return Period(date(year, number, 1), date(last_year, last, last_day(last_year, last)), "months")


def quarter(year: int, number: int) -> Period:
    return months(year, 3 * number - 2, 3)


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def years(first: int, last: int) -> Period:
    return Period(date(first, 1, 1), date(last, 12, 31), "years")


def decade(number: int) -> Period:
    first = number - number % 10
    return Period(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def century(number: int) -> Period:
    """The n-th century, by its common hundred: the 20th is ``19XX``."""
    return Period(date(100 * (number - 1), 1, 1), date(100 * number - 1, 12, 31), "century")


def last_day(year_: int, month_: int, known: bool = True) -> int:
    return 28 if month_ == 2 and not known else calendar.monthrange(year_, month_)[1]


def shift_month(year_: int, month_: int, by: int) -> tuple[int, int]:
    index = 12 * year_ + month_ - 1 + by
    return index // 12, index % 12 + 1


def shift_years(period: Period, by: int) -> Period:
    """The same period in another year; 29 February becomes the 28th."""
    return replace(period, start=_in_year(period.start, by), end=_in_year(period.end, by))


def _in_year(value: date, by: int) -> date:
    wanted = value.year + by
    return value.replace(year=wanted, day=min(value.day, calendar.monthrange(wanted, value.month)[1]))


def part(period: Period, which: Part) -> Period:
    """A third of a period: the first, middle or last ten days of a month, four months of a year, part of a week.

    The start or end of a year is its first or last month. A day has no parts.
    """
    s, e = period.start, period.end
    at = {"start": 0, "early": 0, "mid": 1, "end": 2, "late": 2}[which]
    match period.grain:
        case "month":
            bounds = ((1, 10), (11, 20), (21, last_day(s.year, s.month, period.known)))[at]
            return replace(period, start=s.replace(day=bounds[0]), end=s.replace(day=bounds[1]), grain="days")
        case "year" if which in ("start", "end"):
            return month(s.year, 1 if which == "start" else 12)
        case "year":
            return months(s.year, (1, 5, 9)[at], 4)
        case "months" if (e.year - s.year) * 12 + e.month - s.month == 2:
            return replace(month(*shift_month(s.year, s.month, at)), rough=period.rough)
        case "week":
            first, last = ((0, 2), (1, 3), (3, 6))[at]
            return days(s + timedelta(days=first), s + timedelta(days=last))
        case "decade" | "century" | "years":
            length = e.year - s.year + 1
            cuts = (0, round(length * 0.4), round(length * 0.7), length)
            return years(s.year + cuts[at], s.year + cuts[at + 1] - 1)
        case _:
            return period


def ending(period: Period, count: int, unit: int) -> Period | None:
    """``count`` weeks, months, quarters or years up to the end of a day or month; None for other units and periods."""
    if period.grain == "month" and unit in (4, 5, 6):
        length = count * {4: 1, 5: 3, 6: 12}[unit]
        return months(*shift_month(period.start.year, period.start.month, 1 - length), length)
    if period.grain == "day" and unit in (1, 2, 3) and count <= 1000:
        return days(period.end - timedelta(days=count * {1: 1, 2: 7, 3: 14}[unit] - 1), period.end, period.known)
    return None


def union(a: Period, b: Period) -> Period:
    """From the beginning of one period to the end of another, as precise as the less precise of both."""
    start, end, known = a.start, b.end, a.known and b.known
    if a.grain == "day" and b.grain == "day":
        return days(start, end, known)
    for grain, over in (("year", "years"), ("month", "months")):
        if a.grain in (grain, over) and b.grain in (grain, over):
            return Period(start, end, over, known)  # type: ignore[arg-type]
    return Period(start, end, "days", known)
