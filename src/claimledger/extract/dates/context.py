"""What a date is resolved against: the publication date, the dates before it and the tense of the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from claimledger.extract.dates import edtf
from claimledger.extract.dates.edtf import Period
from claimledger.extract.dates.words import Words, date_data, letter_of

Tense = Literal["past", "future"]

REACH = 14
"""Words looked at on either side of a date for its tense."""
WANTED_REACH = 7
"""Words from "wants" to what is wanted done: "wants the border with the north reopened by Friday"."""


@dataclass(frozen=True, slots=True)
class Context:
    """``anchor`` is the day that "a day earlier" counts from; ``quarter`` the one that "the quarter" repeats."""

    published: date | None
    anchor: Period | None = None
    quarter: Period | None = None
    recent: Period | None = None
    tense: Tense | None = None

    def nearest(self, make: Callable[[int], Period]) -> Period | None:
        """The period that ``make`` gives for a year, in the year that suits publication and tense.

        Told events lie at or before publication, foretold ones at or after it; without a tense the nearest one wins.
        A day most of a year away yields to one within two months on the other side. None without publication, and
        without a tense where neither side is much nearer.
        """
        if self.published is None:
            return None
        options = [p for y in (-1, 0, 1) if (p := _made(make, self.published.year + y)) is not None]
        past = [p for p in options if p.start <= self.published]
        future = [p for p in options if p.end >= self.published]
        before = max(past, key=lambda p: p.start, default=None)
        after = min(future, key=lambda p: p.start, default=None)
        if before is None or after is None:
            return before or after
        behind, ahead = distance(before, self.published), distance(after, self.published)
        if self.tense == "past":
            return after if before.grain == "day" and behind > 240 and ahead < 60 else before
        if self.tense == "future":
            return before if ahead > 300 and behind < 45 else after
        if 0 < max(behind, ahead) <= min(behind, ahead) * 1.5:
            return None
        return before if behind < ahead else after

    def weekday(self, number: int) -> date | None:
        """The day of that name (1 Monday) at or before publication; with the future at or after it."""
        if self.published is None:
            return None
        if self.tense == "future":
            return self.published + timedelta(days=(number - self.published.isoweekday()) % 7)
        return self.published - timedelta(days=(self.published.isoweekday() - number) % 7)


def distance(period: Period, day: date) -> int:
    """Days between a day and the nearest day of the period."""
    return max((period.start - day).days, (day - period.end).days, 0)


def _made(make: Callable[[int], Period], year: int) -> Period | None:
    try:
        return make(year)
    except ValueError:
        return None


def tense_at(words: Words, start: int, end: int) -> Tense | None:
    """The tense around the words ``start`` to ``end``: of the nearest verb before them, else of the first after.

    A date that opens a clause ("said that already in November …") has the tense of the verb that follows.
    """
    near = (range(start - 1, max(start - 1 - REACH, -1), -1), range(end, min(end + REACH, len(words))))
    stops, telling = _clause_stops(), _tense_words()["telling"]
    for places in near:
        for at in places:
            form = words.forms[at]
            if words.classes[at] in stops or form in (";", "(", ")") or _opens(words, at, start, end):
                break
            if (form in telling or form.endswith("ed")) and (found := _tense(words, at)):
                return found
    return None


def _opens(words: Words, at: int, start: int, end: int) -> bool:
    """Whether the word at ``at``, before a date, opens a clause that begins with the date: "that", or a comma unless
    the date stands between two ("the troops left, in November, for")."""
    near = 0 < start - at <= 3
    return near and (words.forms[at] == "that" or (words.forms[at] == "," and words.form(end) != ","))


@cache
def _clause_stops() -> frozenset[str]:
    """The letters of the word classes past which no verb tells the tense of a date."""
    return frozenset((letter_of()["STOP"], letter_of()["BREAK"]))


def _tense(words: Words, at: int) -> Tense | None:
    lists = _tense_words()
    form = words.forms[at]
    if form in _ARRANGED and words.form(at - 1) == "been" and words.form(at - 2) == "had":
        return "past"
    if form in lists["future"]:
        return None if form in _NOUNS and _before_noun(words, at) else "future"
    if form == "to" and words.form(at - 1) in ("is", "are", "was", "were", "'s"):
        return "future"
    if form in ("was", "were") and words.form(at + 1) == "to":
        return "future"
    helper = at - 2 if words.form(at - 1).endswith("ly") else at - 1
    if words.form(helper) == "be" and (form in lists["past"] or _PARTICIPLE.fullmatch(form)):
        return "future" if words.form(helper - 1) == "to" else None
    if form in lists["past"]:
        return "past"
    if _PARTICIPLE.fullmatch(form) and form not in lists["perhaps_verb_not"] and words.form(at - 1) not in _ARTICLES:
        near = words.forms[max(0, at - WANTED_REACH) : at]
        return "past" if lists["wanting"].isdisjoint(near) else None
    return None


def _before_noun(words: Words, at: int) -> bool:
    """Whether the word at ``at`` is what somebody has or gives ("offered promises"), not what they do."""
    before = words.form(at - 1)
    return before in _ARTICLES or bool(_PARTICIPLE.fullmatch(before))


_ARTICLES = frozenset(("a", "an", "the", "this", "its", "their", "his", "her", "our", "no", "any", "such"))
_NOUNS = frozenset(("plans", "promises", "hopes", "demands", "demand", "aims"))
_ARRANGED = frozenset(("due", "scheduled", "expected", "planned", "set"))
_PARTICIPLE = re.compile(r"[^\W\d_]{2,30}[^\W\d_e]ed|[^\W\d_]{2,30}(?:ied|eed)")


@cache
def _tense_words() -> dict[str, frozenset[str]]:
    """The lists of words that tell a tense; "telling": all that tell one by themselves, beside participles."""
    lists = {name: frozenset(words) for name, words in date_data()["tense"].items()}
    return lists | {"telling": lists["future"] | lists["past"] | _ARRANGED | {"to", "was", "were"}}


def window(base: date, count: int, unit: int) -> date:
    """The day ``count`` units after the base (before it if negative); under a day of hours rounds up to a day."""
    sign = -1 if count < 0 else 1
    match unit:
        case 9:
            return base
        case 10:
            return base + timedelta(days=sign * -(-abs(count) // 24))
        case 1:
            return base + timedelta(days=count)
        case 2 | 11:
            return base + timedelta(weeks=count)
        case 3:
            return base + timedelta(weeks=2 * count)
        case 4 | 5:
            year, month = edtf.shift_month(base.year, base.month, count * (3 if unit == 5 else 1))
            return date(year, month, min(base.day, edtf.last_day(year, month)))
        case _:
            years = count * {6: 1, 7: 10, 8: 100}[unit]
            return edtf.shift_years(edtf.day(base), years).start


def shifted(base: date, count: int, unit: int) -> Period:
    """What "``count`` units ago/later" names, as precise as its unit: the day, week, month or year."""
    there = window(base, count, unit)
    match unit:
        case 9:
            return edtf.day(base)
        case 10:
            hours = round(abs(count) / 24)
            return edtf.day(base + timedelta(days=hours if count > 0 else -hours))
        case 1:
            return edtf.day(there)
        case 2 | 3 | 11:
            return edtf.week(there)
        case 4 | 5:
            return edtf.month(there.year, there.month)
        case 6:
            return edtf.year(there.year)
        case _:
            return edtf.decade(there.year)
