"""Dates found in a text, left to right, each resolved against publication and against those before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from claimledger.extract.dates import edtf
from claimledger.extract.dates.clock import clock_time
from claimledger.extract.dates.context import Context, Tense, shifted, tense_at
from claimledger.extract.dates.edtf import Period
from claimledger.extract.dates.grammar import Found, Kind, compile_form, find_form
from claimledger.extract.dates.spans import part_name
from claimledger.extract.dates.words import UNKNOWN, Words, letter_of, read_words
from claimledger.records import Span

DENIAL_REACH = 4
"""Words before "before" in which a "not" denies it."""

Bound = Literal["at", "from", "until"]


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A time expression: its words, code points ``[start, end)`` of the text given, and its EDTF value.

    ``value`` is None where the text does not say enough ("on Tuesday" without a publication date; vague "recently").
    ``granularity`` of the value: day, days, week, month, months, year, years, decade, century; None without value.
    ``kind``: absolute (says month or year), relative, duration ("the past two weeks"), set ("every week"), vague.
    ``bound``: "from" for an open end (since), "until" for an open beginning (by, before), else "at".
    ``start`` and ``end`` are the period's days where the year is known, for comparison with publication.
    ``time`` is the time of day that the words give a single day, as ``clock_time`` reads it.
    """

    text: str
    span: Span
    value: str | None
    granularity: edtf.Grain | None
    kind: Kind
    bound: Bound = "at"
    start: date | None = None
    end: date | None = None
    time: str | None = None


def find_dates(
    text: str, *, published: date | None = None, anchor: date | None = None, tense: Tense | None = None
) -> list[DateMatch]:
    """The time expressions of a text in text order, none overlapping.

    ``published`` resolves relative dates and missing years; without it they stay ``XXXX-10-27`` or without a value.
    ``anchor`` is the day that a leading "a day earlier" or "the same day" counts from; later ones count from the last
    single day told. ``tense`` overrides what the verbs around each date say. Time is linear in the text.
    """
    return _Reader(read_words(text), published, edtf.day(anchor) if anchor else None, tense).dates()


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A core date and what stands around it: words ``start`` to ``end``; ``partial``: begins with a time of day."""

    start: int
    end: int
    kind: Kind
    period: Period | None
    yearless: bool = False
    partial: bool = False
    quarter: bool = False
    clock: bool = False


class _Reader:
    """One pass over the words; what was told so far is its only state."""

    def __init__(self, words: Words, published: date | None, anchor: Period | None, tense: Tense | None) -> None:
        self.words, self.published, self.tense = words, published, tense
        self.anchor, self.recent = anchor, anchor
        self.quarter: Period | None = None

    def dates(self) -> list[DateMatch]:
        out: list[DateMatch] = []
        at, floor, words = 0, 0, self.words
        while at < len(words):
            phrase = self.phrase(at) if words.classes[at] != UNKNOWN else None
            if phrase is None:
                at += 1
                continue
            phrase = self.joined(phrase)
            found = self.match(phrase, floor)
            if found is not None:
                out.append(found)
            self.remember(phrase)
            at = floor = phrase.end
        return out

    # ------------------------------------------------------------ one date
    def phrase(self, at: int) -> _Phrase | None:
        """The date that begins at the word, with the part of it that is named and its time of day."""
        ways = (self.plain(at), self.part_of(at), self.time_of(at), self.counted_from(at), self.stretch_to(at))
        return max((way for way in ways if way is not None), key=lambda way: way.end, default=None)

    def plain(self, at: int) -> _Phrase | None:
        found = find_form(self.words, at, self.context(at))
        if found is None:
            return None
        end = found.end
        if found.period is None or found.period.grain == "day":
            suffix = _pattern("day_suffix").match(self.words.classes, end)
            if suffix and not found.clock and found.kind in ("absolute", "relative"):
                end = suffix.end()
        return _phrase(at, replace(found, end=end))

    def context(self, at: int) -> Callable[[], Context]:
        made: list[Context] = []

        def get() -> Context:
            if not made:
                tense = self.tense or tense_at(self.words, at, at + 1)
                made.append(Context(self.published, self.anchor, self.quarter, self.recent, tense))
            return made[0]

        return get

    def part_of(self, at: int) -> _Phrase | None:
        """ "late last month", "early to mid-October", "the end of 2025"."""
        prefix = _pattern("part").match(self.words.classes, at)
        if prefix is None:
            return None
        inner = self.plain(prefix.end())
        if inner is None or inner.kind not in ("absolute", "relative") or inner.clock:
            return None
        period = inner.period
        if period is not None:
            parts = [
                edtf.part(period, part_name(self.words.form(prefix.start(g))))
                for g in ("p", "r", "q")
                if prefix.start(g) >= 0
            ]
            period = edtf.union(parts[0], parts[-1]) if parts else period
        return replace(inner, start=at, period=period)

    def time_of(self, at: int) -> _Phrase | None:
        """ "dawn on Monday", "the early hours of Wednesday", "10 p.m. Wednesday": the day."""
        prefix = _pattern("time").match(self.words.classes, at)
        if prefix is None:
            return None
        inner = self.plain(prefix.end())
        if inner is None or inner.clock or inner.kind not in ("absolute", "relative"):
            return None
        if inner.period is not None and inner.period.grain not in ("day", "days"):
            return None
        return replace(inner, start=at, partial=True)

    def counted_from(self, at: int) -> _Phrase | None:
        """ "two days after Christmas", "the day before 3 May"."""
        prefix = _pattern("counted").match(self.words.classes, at)
        if prefix is None:
            return None
        inner = self.plain(prefix.end())
        if inner is None or inner.period is None or self.possessive(inner.end):
            return None
        count = sum(self.words.values[prefix.start("n") : prefix.end("n")]) or 1
        back = self.words.form(prefix.end() - 1) == "before"
        try:
            period = shifted(inner.period.start, -count if back else count, self.words.values[prefix.start("u")])
        except (ValueError, OverflowError):
            return None
        return replace(inner, start=at, period=replace(period, known=inner.period.known))

    def stretch_to(self, at: int) -> _Phrase | None:
        """ "the week to June 15", "the three months ending in March": whole days or months up to the end named."""
        prefix = _pattern("stretch").match(self.words.classes, at)
        if prefix is None:
            return None
        inner = self.plain(prefix.end())
        if inner is None or inner.period is None or inner.kind != "absolute":
            return None
        count = sum(self.words.values[prefix.start("n") : prefix.end("n")]) or 1 if prefix.start("n") >= 0 else 1
        period = edtf.ending(inner.period, count, self.words.values[prefix.start("u")])
        return None if period is None else replace(inner, start=at, period=period)

    def possessive(self, at: int) -> bool:
        return self.words.classes[at : at + 1] == letter_of()["POSS"]

    # ------------------------------------------------------------ ranges
    def joined(self, first: _Phrase) -> _Phrase:
        """The range that the date opens ("between Oct. 8 and Oct. 13", "from Monday to Friday"), else the date."""
        join = _pattern("join").match(self.words.classes, first.end)
        if join is None or first.kind not in ("absolute", "relative") or first.clock:
            return first
        opener, joiner = self.words.form(first.start - 1), self.words.form(join.start("j"))
        if joiner in ("and", "or") and (opener != "between" or joiner == "or"):
            return first
        if joiner in ("to", "until", "till", "through") and self.words.form(first.start - 2) in _MOVES:
            return first
        second = self.phrase(join.end())
        if second is None or second.kind not in ("absolute", "relative") or second.clock:
            return first
        spelled = opener in ("from", "between") or joiner in ("-", "–", "—")
        if not spelled and first.period and second.period and first.period.grain != second.period.grain:
            return first
        return self.range_of(first, second) or first

    def range_of(self, first: _Phrase, second: _Phrase) -> _Phrase | None:
        a, b = first.period, second.period
        if a is None or b is None:
            return replace(second, start=first.start, period=None)
        if first.yearless and not second.yearless and b.known:
            a = edtf.shift_years(replace(a, known=True), b.start.year - a.start.year)
            a = edtf.shift_years(a, -1) if a.start > b.end else a
        if a.start > b.end and a.known and b.known:
            told = self.published is not None and b.end <= self.published
            if second.kind == first.kind == "relative" and a.grain == b.grain == "day":
                a, b = (_week_on(a, -1), b) if told else (a, _week_on(b, 1))
            elif second.yearless:
                b = edtf.shift_years(b, 1)
        if a.start > b.end or a.known != b.known:
            return None
        return replace(second, start=first.start, period=edtf.union(a, b))

    # ------------------------------------------------------------ what is around
    def match(self, phrase: _Phrase, floor: int) -> DateMatch | None:
        """The date with its preposition, from ``floor`` on; stretches without a value are left out."""
        words, period = self.words, phrase.period
        if phrase.kind == "duration" and period is None:
            return None
        before = phrase.start - 1
        while before > floor and words.form(before) in _HEDGES:
            before -= 1
        operator = words.form(before) if before >= floor else ""
        qualifier = words.form(before - 1) if before > 0 else ""
        if operator == "than" and qualifier not in ("later", "earlier", "sooner"):
            operator = ""
        bound = self.bound(phrase, operator)
        if bound == "until" and (self.denied(before) if operator == "before" else qualifier in ("earlier", "sooner")):
            bound = "from"
        keep = bound != "at" or operator in _PREPOSITIONS
        start = before if keep and before >= floor else phrase.start
        value = None if period is None else _value(period, bound)
        begin, stop = words.bounds[start][0], words.bounds[phrase.end - 1][1]
        known = period is not None and period.known
        return DateMatch(
            words.text[begin:stop],
            (begin, stop),
            value,
            period.grain if period else None,
            phrase.kind,
            bound,
            period.start if period and known else None,
            period.end if period and known else None,
            clock_time(words, phrase.start, phrase.end) if period and period.grain == "day" else None,
        )

    def denied(self, before: int) -> bool:
        """Whether "before" at the word is denied: "not before May", "will not open before May"."""
        near = self.words.forms[max(0, before - DENIAL_REACH) : before]
        if "not" not in near:
            return False
        at = before - len(near) + near.index("not")
        return at == before - 1 or self.words.form(at - 1) in _MODALS

    def bound(self, phrase: _Phrase, operator: str) -> Bound:
        if phrase.kind not in ("absolute", "relative"):
            return "at"
        if operator in ("since", "starting", "beginning"):
            return "from"
        if operator in ("until", "till", "'til", "through"):
            return "until"
        if phrase.partial or self.possessive(phrase.end):
            return "at"
        if operator in ("by", "before", "than"):
            return "until"
        if operator == "after" or (operator == "from" and self.words.form(phrase.end) in ("on", "onward", "onwards")):
            return "from"
        return "at"

    def remember(self, phrase: _Phrase) -> None:
        """Keep what later dates count from: the last told day, the last told period, the last quarter."""
        period = phrase.period
        if period is None or phrase.kind not in ("absolute", "relative"):
            return
        if phrase.quarter:
            self.quarter = period
        if self.published is not None and period.start > self.published:
            return
        self.recent = period
        if period.grain == "day":
            self.anchor = period


def _phrase(at: int, found: Found) -> _Phrase:
    return _Phrase(at, found.end, found.kind, found.period, found.yearless, quarter=found.quarter, clock=found.clock)


def _week_on(period: Period, by: int) -> Period:
    return edtf.day(period.start + timedelta(weeks=by))


def _value(period: Period, bound: Bound) -> str:
    match bound:
        case "from":
            return f"{period.first()}/.."
        case "until":
            return f"../{period.last()}"
        case _:
            return period.edtf


_MODALS = frozenset(("will", "would", "shall", "should", "can", "could", "may", "might", "must"))
_MOVES = frozenset(
    ("moved", "postponed", "delayed", "changed", "shifted", "rescheduled", "pushed", "brought", "revised")
)
_HEDGES = frozenset(("around", "about", "at", "least", "late", "just", "only", "exactly"))
_PREPOSITIONS = frozenset(("on", "in", "during", "over", "within", "from", "between"))

_AROUND = {
    "part": (
        "(?:THE? p=(?:EARLY|MID|LATE) (?:(?:TO|DASH|AND) q=(?:EARLY|MID|LATE))? DASH? (?:ON|IN|OF)? THE?"
        "|THE? r=(?:START|END|MID) OF THE?|(?:EARLIER|LATER) ON?)"
    ),
    "time": (
        "(?:THE WEEKEND OF|THE? (?:EARLY|MID|LATE)? DASH? PART (?:OF|ON|COMMA)?|THE? (?:EARLY|LATE) CLOCKUNIT (?:OF|ON)"
        "|THE? SMALL CLOCKUNIT (?:OF|ON)|ATIME COMMA? ON?) THE?"
    ),
    "counted": "n=(?:NUM|DAYNUM|NUMBER|A|THE) u=UNIT (?:BEFORE|AFTER) THE?",
    "join": "j=(?:DASH|TO|UNTIL|AND) (?:ON|THE)?",
    "stretch": "THE? n=(?:NUM|DAYNUM|NUMBER)? DASH? u=(?:UNIT|QUARTER) (?:TO|ENDING) (?:ON|IN)? THE?",
    "day_suffix": "(?:(?:EARLY|LATE)? PART|COMMA? ATIME)",
}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return compile_form(_AROUND[name])
