"""Weeks, months and years around publication, and counted units: what their forms mean. Resolvers as in ``view.py``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from claimledger.extract.dates import edtf
from claimledger.extract.dates.context import Context, shifted, window
from claimledger.extract.dates.edtf import Period
from claimledger.extract.dates.view import NO, No, View, step_of
from claimledger.extract.dates.words import date_data, letter_of


def which_unit(view: View, context: Context) -> Period | No | None:
    """ "last week", "this month"; "the following month" counts from the dates before; "the past year" is a stretch."""
    which, unit = view.form("which"), view.number("u")
    if unit == 1 or view.form("u").endswith("s"):
        return NO
    if view.form("u") == "week" and "the" in view.words.forms[view.at("which") - 1 : view.at("which")] and _of(view):
        return NO
    base = context.published
    if which in ("previous", "prior", "preceding", "following", "same", "that") and context.recent is not None:
        base = context.recent.start
    if base is None:
        return None
    step = step_of(which)
    if unit == 11:
        return _weekend(context, step)
    if which == "past" or (step == -1 and view.words.form(view.match.start() - 2) in ("over", "during", "within")):
        return edtf.days(window(base, -1, unit), base)
    match unit:
        case 2:
            return edtf.week(base + timedelta(weeks=step))
        case 3:
            return edtf.days(min(base, window(base, step, 3)), max(base, window(base, step, 3))) if step else None
        case 4:
            return edtf.month(*edtf.shift_month(base.year, base.month, step))
        case 5:
            if which == "latest":
                return context.quarter or edtf.quarter(*_quarter_of(base, -1))
            return edtf.quarter(*_quarter_of(base, step))
        case 6:
            return edtf.year(base.year + step)
        case 7:
            return edtf.decade(base.year + 10 * step)
        case 8:
            return edtf.century(base.year // 100 + 1 + step)
        case _:
            return None


def _of(view: View) -> bool:
    """Whether "of" follows: "the last week of the campaign" is none of the calendar."""
    return view.words.form(view.match.end()) == "of"


def _quarter_of(day: date, step: int) -> tuple[int, int]:
    year, month = edtf.shift_month(day.year, day.month, 3 * step)
    return year, (month + 2) // 3


def _weekend(context: Context, step: int) -> Period | None:
    if context.published is None:
        return None
    this = edtf.weekend(context.published)
    if step:
        if step < 0 and this.end < context.published:
            return this
        return edtf.weekend(context.published + timedelta(weeks=step))
    if this.start > context.published and context.tense != "future":
        monday_to_wednesday = context.published.isoweekday() <= 3
        if context.tense == "past" or monday_to_wednesday:
            return edtf.weekend(context.published - timedelta(weeks=1))
    return this


def the_weekend(view: View, context: Context) -> Period | None:
    return _weekend(context, 0)


def within_unit(view: View, context: Context) -> Period | No | None:
    """ "earlier this week": up to the day before publication; "later this year": from the day after it."""
    if context.published is None:
        return None
    unit = view.number("u")
    if unit == 1:
        return edtf.day(context.published)
    whole = {2: edtf.week(context.published), 4: edtf.month(context.published.year, context.published.month)}.get(
        unit, edtf.year(context.published.year)
    )
    one = timedelta(days=1)
    if view.form("side") == "earlier":
        return edtf.days(whole.start, max(context.published - one, whole.start))
    return edtf.days(min(context.published + one, whole.end), whole.end)


def part_of_unit(view: View, context: Context) -> Period | No | None:
    """ "the end of the month", "the start of the year", "year-end": of the one publication lies in."""
    unit, base = view.number("u"), context.published
    if unit not in (2, 4, 6):
        return NO
    if base is None:
        return None
    whole = {2: edtf.week(base), 4: edtf.month(base.year, base.month), 6: edtf.year(base.year)}[unit]
    return edtf.part(whole, part_name(view.form("part")))


def part_name(form: str) -> edtf.Part:
    """Which part of a period the word names."""
    match form:
        case "mid" | "middle":
            return "mid"
        case "early":
            return "early"
        case "late":
            return "late"
        case "end" | "close":
            return "end"
        case _:
            return "start"


def ago(view: View, context: Context) -> Period | No | None:
    if view.number("u") in (6, 5) and view.number("n") == 1 and context.quarter is not None:
        return edtf.shift_years(context.quarter, -1)
    return shifted(context.published, -view.number("n"), view.number("u")) if context.published else None


def hence(view: View, context: Context) -> Period | No | None:
    """ "in two weeks' time"; "in three days" where it is foretold, not "the second in three days"."""
    if view.has("timed"):
        return shifted(context.published, view.number("n"), view.number("u")) if context.published else None
    start = view.match.start()
    before = view.words.forms[max(0, start - 6) : start]
    if view.form("in") != "in" or context.tense != "future" or any(map(_ranks, before)) or context.published is None:
        return NO
    return shifted(context.published, view.number("n"), view.number("u"))


def _ranks(word: str) -> bool:
    return word.endswith("est") or word in _RANKING or word in date_data()["symbols"]["ORDINAL"]


_RANKING = frozenset(("time", "times", "most", "more", "worst", "only", "least"))


def from_anchor(view: View, context: Context) -> Period | No | None:
    """ "a day earlier", "three days later", "two weeks before": from the date last told."""
    unit, count = view.number("u"), view.number("n")
    if view.form("side") in ("before", "after") and not _closes(view):
        return NO
    if unit in (6, 5) and count == 1 and context.quarter is not None:
        return edtf.shift_years(context.quarter, -1 if view.form("side") in ("earlier", "before", "ago") else 1)
    base = (context.anchor if unit in (1, 9, 10) else context.recent) or context.anchor
    if base is None:
        return edtf.shift_years(edtf.year(context.published.year), -count) if unit == 6 and context.published else None
    back = view.form("side") in ("earlier", "before", "previously", "prior")
    return replace(shifted(base.start, -count if back else count, unit), known=base.known)


def _closes(view: View) -> bool:
    """Whether nothing follows that "before" or "after" could govern."""
    end = view.match.end()
    return end >= len(view.words) or view.words.classes[end] in _closers()


def step_from_anchor(view: View, context: Context) -> Period | No | None:
    """ "the same day", "the next day", "the day before", "that night": from the day last told."""
    if view.words.classes[view.at("part")] == letter_of()["UNIT"] and view.words.form(view.at("part")) != "day":
        return NO
    if view.has("side") and not _closes(view) and view.words.form(view.match.end()) not in _AFTER_DAY_BEFORE:
        return NO
    if context.anchor is None:
        return None
    step = step_of(view.form("side") if view.has("side") else view.form("which"))
    return edtf.day(context.anchor.start + timedelta(days=step), context.anchor.known)


_AFTER_DAY_BEFORE = frozenset(("that", "he", "she", "it", "they", "at", "in", "a", "was", "when"))


def stretch(view: View, context: Context) -> Period | No | None:
    """ "the past two weeks": up to publication; "the next 48 hours": from it."""
    if context.published is None:
        return None
    count = view.number("n")
    if step_of(view.form("which")) < 0:
        return edtf.days(window(context.published, -count, view.number("u")), context.published)
    return edtf.days(context.published, window(context.published, count, view.number("u")))


def within(view: View, context: Context) -> Period | No | None:
    if context.tense != "future" or context.published is None:
        return None
    return edtf.days(context.published, window(context.published, view.number("n"), view.number("u")))


def unresolved(view: View, context: Context) -> Period | No | None:
    """A stretch or a vague time that no calendar day follows from; an age is none."""
    return NO if view.words.form(view.match.end() - 1) == "old" else None


def from_anchor_bare(view: View, context: Context) -> Period | No | None:
    """ "hours later": still the day last told."""
    if view.form("side") == "before" and not _closes(view):
        return NO
    return edtf.day(context.anchor.start, context.anchor.known) if context.anchor else None


def vague_plural(view: View, context: Context) -> Period | No | None:
    """ "recent weeks", "the coming days": only the plural is vague."""
    return None if view.words.form(view.match.end() - 1).endswith("s") else NO


def vague_word(view: View, context: Context) -> Period | No | None:
    """ "now", "recently"; "as soon as" and "soon after" tell no time."""
    return NO if view.form("v") == "soon" and view.words.form(view.match.end()) in ("as", "after") else None


def vague_current(view: View, context: Context) -> Period | No | None:
    return NO if view.words.form(view.match.start()) == "latest" else None


@cache
def _closers() -> frozenset[str]:
    return frozenset(letter_of()[name] for name in ("STOP", "COMMA", "BREAK", "AND"))
