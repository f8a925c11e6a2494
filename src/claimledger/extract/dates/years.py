"""Quarters, seasons, years, decades and centuries: what their forms mean. Resolvers as in ``view.py``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from claimledger.extract.dates import edtf
from claimledger.extract.dates.context import Context, distance
from claimledger.extract.dates.days import dated
from claimledger.extract.dates.edtf import Period
from claimledger.extract.dates.view import NO, No, View, step_of
from claimledger.extract.dates.words import UNKNOWN, date_data, letter_of

_MONTH, _YEAR = 4, 6
"""Their numbers among the units of ``data/dates.yaml``."""


def quarter(view: View, context: Context) -> Period | No | None:
    number = view.number("q")
    is_half = view.has("half")
    if number > (2 if is_half else 4):
        return NO

    if view.has("u") and view.number("u") != _YEAR:
        return _half_of_month(view, context) if is_half and view.number("u") == _MONTH else NO

    def make(year: int, known: bool = True) -> Period:
        return edtf.months(year, 6 * number - 5, 6) if is_half else edtf.quarter(year, number)

    if view.has("short") and not view.has("y") and view.words.form(view.match.start() - 1) not in _season_before():
        return NO
    if view.has("y") or view.has("rel"):
        return dated(view, context, make) if view.has("y") or context.published else None
    if is_half:
        return NO
    return replace(context, tense=None).nearest(make)


def _half_of_month(view: View, context: Context) -> Period | None:
    """ "the second half of this month": from the 1st or 16th; which month "the month" is, the words do not say."""
    if context.published is None or view.form("rel") == "the":
        return None
    year, month = edtf.shift_month(context.published.year, context.published.month, step_of(view.form("rel")))
    if view.number("q") == 1:
        return edtf.days(date(year, month, 1), date(year, month, 15))
    return edtf.days(date(year, month, 16), date(year, month, edtf.last_day(year, month)))


def fiscal_year(view: View, context: Context) -> Period:
    return edtf.year(view.number("y"))


def the_quarter(view: View, context: Context) -> Period | No | None:
    """ "the quarter", "a year ago", "year-earlier period": the quarter last told, or the same a year before."""
    if not view.has("ago"):
        return context.quarter
    if view.words.form(view.at("ago") - 1) != "year" and view.words.form(view.at("ago") - 2) != "year":
        return NO
    if context.quarter is not None:
        return edtf.shift_years(context.quarter, -1)
    return edtf.year(context.published.year - 1) if context.published else None


def year_quarter(view: View, context: Context) -> Period | No | None:
    """ "the 1988 quarter": the last quarter told, in that year."""
    if context.quarter is None:
        return edtf.year(view.number("y"))
    return edtf.shift_years(context.quarter, view.number("y") - context.quarter.start.year)


def season(view: View, context: Context) -> Period | No | None:
    first = view.number("s")

    def make(year: int, known: bool = True) -> Period:
        return replace(edtf.months(year, first, 3), rough=True)

    if view.has("y"):
        return make(view.number("y"))
    following = view.words.form(view.match.end())
    if following in _SPORTS or (following == "of" and view.form("s") in ("fall", "spring")):
        return NO
    bare = not view.has("rel") and not view.has("which")
    if bare and view.words.form(view.match.start() - 1) not in _season_before():
        return NO
    if context.published is None:
        return None
    if view.has("rel"):
        return make(context.published.year + step_of(view.form("rel")))
    match step_of(view.form("which")) if view.has("which") else None:
        case -1:
            ended = [p for y in (-2, -1, 0) if (p := make(context.published.year + y)).end < context.published]
            return max(ended, key=lambda p: p.end)
        case 1:
            ahead = [p for y in (0, 1) if (p := make(context.published.year + y)).start > context.published]
            return min(ahead, key=lambda p: p.start)
        case 0:
            near = [make(context.published.year + y) for y in (-1, 0, 1)]
            published = context.published
            return min(near, key=lambda p: distance(p, published))
        case _:
            return context.nearest(make)


_SPORTS = frozenset(("olympics", "paralympics", "games"))


def year_(view: View, context: Context) -> Period | No | None:
    year = view.number("y")
    if view.has("y2"):
        last = view.number("y2")
        if view.words.classes[view.at("y2")] != letter_of()["YEAR"]:
            last += year - year % 100
        return edtf.years(year, last) if 0 < last - year < 100 else NO
    return edtf.year(year) if view.has("said") or _bare_year(view) else NO


def _bare_year(view: View) -> bool:
    """Whether four digits alone are a year: after a word that years follow, and counting nothing."""
    words, at = view.words, view.at("y")
    value, after, before = view.number("y"), words.form(at + 1), words.form(at - 1)
    if after in _year_after_not() or after in ("-", "%"):
        return False
    named = after.isalpha() and not after.endswith("s") and words.classes[at + 1] == UNKNOWN and 1950 <= value <= 2049
    if before not in _year_before():
        if named and value % 50 and before.isalpha() and words.classes[at - 1] == UNKNOWN:
            return True
        return at == 0 and 1900 <= value <= 2099 and not after.isalpha()
    counted = _plural(after) and words.classes[at + 1] == UNKNOWN
    if before == "of" and after.endswith("ed") and _plural(words.form(at + 2)):
        return False
    strict = before in ("in", "since", "until", "till", "during", "mid", "early", "late", "fiscal", "year")
    if not 1900 <= value <= 2099:
        return value >= 1500 and before in ("in", "since", "until") and not after.isalpha()
    if counted and (value % 50 == 0 or before in ("of", "than", "to", "and", "or", "for", "about", "around", "over")):
        return False
    return strict or value % 100 != 0 or not (after.isalpha() and words.classes[at + 1] == UNKNOWN)


def _plural(word: str) -> bool:
    """Whether the word looks like a plural noun."""
    return word.endswith("s") and word not in ("is", "was", "has", "as", "'s", "’s")


def spelled_year(view: View, context: Context) -> Period | No | None:
    head, rest = view.number("a"), view.number("b") if view.has("b") else 0
    if view.has("k"):
        return edtf.year(1000 * head + rest) if head == 2 else NO
    if head not in (18, 19, 20) or rest < 10:
        return NO
    return edtf.year(100 * head + rest)


def decade_(view: View, context: Context) -> Period | No | None:
    if view.has("name"):
        return edtf.decade(1900 + view.number("name"))
    return edtf.decade(view.number("c"))


def century_(view: View, context: Context) -> Period | No | None:
    return edtf.century(view.number("o")) if view.number("u") == 8 and view.number("o") < 25 else NO


@cache
def _season_before() -> frozenset[str]:
    return frozenset(date_data()["season_before"])


@cache
def _year_before() -> frozenset[str]:
    return frozenset(date_data()["year_before"])


@cache
def _year_after_not() -> frozenset[str]:
    return frozenset(date_data()["year_after_not"])
