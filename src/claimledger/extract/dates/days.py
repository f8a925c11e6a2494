"""Days, months and weekdays, named days: what their forms mean. Resolvers as in ``view.py``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from claimledger.extract.dates import edtf
from claimledger.extract.dates.context import Context
from claimledger.extract.dates.edtf import Period
from claimledger.extract.dates.view import NO, No, View, step_of
from claimledger.extract.dates.words import UNKNOWN, date_data, holiday_data

RECENT = 60
"""Days after which an event known by its date alone may be of another year."""


def numeric(view: View, context: Context) -> Period | No | None:
    form = view.form("iso")
    if form[:4].isdigit():
        return edtf.day(date.fromisoformat(form[:10]))
    first, second, last = (int(part) for part in re.split(r"[/.-]", form))
    year = last if last > 99 else 2000 + last if last < 70 else 1900 + last
    if first > 12 or "." in form:
        return edtf.day(date(year, second, first))
    if second > 12 or first == second:
        return edtf.day(date(year, first, second))
    return None


def month_day(view: View, context: Context) -> Period | No | None:
    number, first = view.number("m"), view.number("d")
    last = view.number("d2") if view.has("d2") else first
    if (
        not 1 <= first <= 31
        or last > 31
        or last < first
        or (view.form("m") in ("may", "march") and not _is_month(view))
    ):
        return NO
    if not view.has("y") and view.at("d") > view.at("m") and _counts(view):
        return NO

    def make(year: int, known: bool = True) -> Period:
        return edtf.days(date(year, number, first), date(year, number, last), known)

    if not view.has("y") and not view.has("rel") and context.published is not None and _names_event(view):
        return _of_event(context, make)
    return dated(view, context, make)


def _names_event(view: View) -> bool:
    """Whether the date is part of an event's name: "the Sept. 11 attacks"; a year is stated nowhere."""
    start, end = view.match.span()
    words = view.words
    named = words.form(start - 1) == "the" or words.form(end - 1) != words.form(view.at("m"))
    return named and not view.has("d2") and words.form(end) in _event_nouns()


def _of_event(context: Context, make: Callable[..., Period]) -> Period | None:
    """The day shortly before publication, else one of an unknown year: what a name recalls may be long ago."""
    near = replace(context, tense="past").nearest(make)
    if near is not None and context.published is not None and 0 <= (context.published - near.end).days <= RECENT:
        return near
    return make(edtf.NO_YEAR, known=False)


def dated(view: View, context: Context, make: Callable[..., Period]) -> Period | None:
    """The period in the year that the text states, else in the nearest one, else in no known year."""
    if view.has("y"):
        return make(view.number("y"))
    if view.has("rel") and context.published is not None:
        return make(context.published.year + step_of(view.form("rel")))
    return context.nearest(make) or make(edtf.NO_YEAR, known=False)


def _counts(view: View) -> bool:
    """Whether "In October 10 people" goes on to count something: a lower-case noun after the number."""
    start, end = view.match.span()
    return view.words.form(start - 1) == "in" and view.words.form(end).isalpha() and view.words.classes[end] == UNKNOWN


def _is_month(view: View) -> bool:
    start, _ = view.words.bounds[view.at("m")]
    return view.words.text[start].isupper()


def month_(view: View, context: Context) -> Period | No | None:
    number = view.number("m")
    if not view.has("y") and not view.has("rel") and not _bare_month(view):
        return NO

    def make(year: int, known: bool = True) -> Period:
        return edtf.month(year, number, known)

    if view.has("which"):
        return _which_month(view, context, number)
    return dated(view, context, make)


def _which_month(view: View, context: Context, number: int) -> Period | None:
    if context.published is None:
        return None
    year, month = context.published.year, context.published.month
    match step_of(view.form("which")):
        case -1:
            return edtf.month(year if number < month else year - 1, number)
        case 1:
            return edtf.month(year if number > month else year + 1, number)
        case _:
            return edtf.month(year, number)


def _bare_month(view: View) -> bool:
    """Whether a month name alone is the month: not a forename, not a verb at the head of a sentence."""
    words, at = view.words, view.at("m")
    before, after = words.form(at - 1), at + 1
    named = after < len(words) and words.bounds[after][0] - words.bounds[at][1] == 1
    if named and words.classes[after] == UNKNOWN and words.text[words.bounds[after][0]].isupper():
        return before in _SURE_BEFORE
    return words.form(at) not in ("may", "march") or before in _needed_before() or before in ("-", "–")


_SURE_BEFORE = frozenset(("in", "since", "until", "last", "next", "this", "early", "late", "mid", "during", "-"))


def weekday(view: View, context: Context) -> Period | No | None:
    words, at = view.words, view.at("w")
    if (
        words.form(at - 1) in date_data()["weekday_name_before"]
        or words.form(at + 1) in date_data()["weekday_name_after"]
    ):
        return NO
    published, number = context.published, view.number("w")
    if view.has("short") or published is None:
        return NO if view.has("short") else None
    if not view.has("which"):
        found = context.weekday(number)
        return edtf.day(found) if found else None
    gap = (published.isoweekday() - number) % 7
    match view.form("which"):
        case "last" | "past":
            return edtf.day(published - timedelta(days=gap or 7))
        case "previous" | "prior" | "preceding" if context.anchor:
            start = context.anchor.start
            return edtf.day(start - timedelta(days=(start.isoweekday() - number) % 7 or 7))
        case "following" if context.anchor:
            start = context.anchor.start
            return edtf.day(start + timedelta(days=(number - start.isoweekday()) % 7 or 7))
        case "this":
            found = context.weekday(number)
            return edtf.day(found) if found else None
        case _:
            return edtf.day(published + timedelta(days=(-gap) % 7 or 7))


def weekday_of_week(view: View, context: Context) -> Period | No | None:
    if context.published is None:
        return None
    if view.number("u") != 2:
        return NO
    monday = edtf.week(context.published).start + timedelta(weeks=step_of(view.form("rel")))
    return edtf.day(monday + timedelta(days=view.number("w") - 1))


def weekday_nth(view: View, context: Context) -> Period | No | None:
    """ "Tuesday the 29th": the nearest day of that name and number on the side of its tense, within half a year."""
    if context.published is None:
        return None
    steps = {"past": (-1,), "future": (1,), None: (-1, 1)}[context.tense]
    near = (context.published + timedelta(days=step * by) for by in range(184) for step in steps)
    found = (one for one in near if one.day == view.number("d") and one.isoweekday() == view.number("w"))
    day = next(found, None)
    return edtf.day(day) if day else None


def weekday_week(view: View, context: Context) -> Period | No | None:
    """ "Tuesday week": the one after the coming Tuesday."""
    if view.number("u") != 2 or view.form("u").endswith("s"):
        return NO
    if context.published is None:
        return None
    ahead = (view.number("w") - context.published.isoweekday()) % 7 or 7
    return edtf.day(context.published + timedelta(days=ahead + 7))


def nth(view: View, context: Context) -> Period | No | None:
    if context.published is None or not 1 <= view.number("d") <= 31:
        return None
    base = context.published
    options = [edtf.shift_month(base.year, base.month, by) for by in (-1, 0, 1)]
    days_ = [date(y, m, view.number("d")) for y, m in options if view.number("d") <= edtf.last_day(y, m)]
    ahead = [d for d in days_ if d >= base] if context.tense == "future" else [d for d in days_ if d <= base]
    return edtf.day((min if context.tense == "future" else max)(ahead))


def dayref(view: View, context: Context) -> Period | No | None:
    start, _ = view.words.bounds[view.at("r")]
    if view.words.text[start : start + 2].isupper() and view.words.form(view.match.start() - 1) == "usa":
        return NO
    if context.published is None:
        return None
    step = view.number("r") if view.words.values[view.at("r")] else 0
    if view.has("beyond"):
        step *= 2
    return edtf.day(context.published + timedelta(days=step))


def this_part(view: View, context: Context) -> Period | No | None:
    which = view.form("which")
    if which in ("last", "past") and view.form("p") != "night":
        return NO
    if context.published is None:
        return None
    return edtf.day(context.published - timedelta(days=1 if which in ("last", "past") else 0))


def overnight(view: View, context: Context) -> Period | None:
    if view.has("w"):
        found = context.weekday(view.number("w"))
        return edtf.days(found, found + timedelta(days=1)) if found else None
    if context.published is None:
        return None
    if context.tense == "future":
        return edtf.days(context.published, context.published + timedelta(days=1))
    return edtf.days(context.published - timedelta(days=1), context.published)


def clock(view: View, context: Context) -> Period | No | None:
    return None


def holiday(view: View, context: Context) -> Period | No | None:
    name = view.form("h")
    if name in holiday_data()["unresolved"]:
        return None

    def make(year: int, known: bool = True) -> Period:
        return edtf.day(_holiday_in(name, year), known)

    if view.has("y"):
        return make(view.number("y"))
    if view.has("which") and context.published is not None:
        step = step_of(view.form("which"))
        near = [make(context.published.year + y) for y in (-1, 0, 1)]
        if step < 0:
            return max((p for p in near if p.start < context.published), key=lambda p: p.start)
        if step > 0:
            return min((p for p in near if p.start > context.published), key=lambda p: p.start)
    if found := context.nearest(make):
        return found
    return make(edtf.NO_YEAR, known=False) if name in holiday_data()["fixed"] else None


def _holiday_in(name: str, year: int) -> date:
    rules = holiday_data()
    if name in rules["fixed"]:
        month, day = rules["fixed"][name]
        return date(year, month, day)
    if name in rules["easter"]:
        return _easter(year) + timedelta(days=rules["easter"][name])
    if name in rules["orthodox"]:
        return _orthodox_easter(year) + timedelta(days=rules["orthodox"][name])
    if name in rules["after"]:
        other, by = rules["after"][name]
        return _holiday_in(other, year) + timedelta(days=by)
    month, weekday, which = rules["weekday"][name]
    if which < 0:
        last = date(year, month, edtf.last_day(year, month))
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))


def _orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus's Julian algorithm; for the years 1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def _easter(year: int) -> date:
    """Western Easter Sunday (anonymous Gregorian algorithm)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def _event_nouns() -> frozenset[str]:
    nouns = [noun for kind in date_data()["events"] for noun in kind["nouns"]]
    return frozenset(form for noun in nouns for form in (noun, f"{noun}s"))


@cache
def _needed_before() -> frozenset[str]:
    return frozenset(date_data()["month_needs_before"])
