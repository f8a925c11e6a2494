"""Dates found in a text, left to right, each resolved against publication and against those before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from claimledger.extract.dates import edtf
from claimledger.extract.dates.around import around_at, candidates, pattern_of
from claimledger.extract.dates.context import Context, Tense, shifted, tense_at
from claimledger.extract.dates.edtf import Period
from claimledger.extract.dates.grammar import Found, find_form
from claimledger.extract.dates.match import DateMatch, Phrase, is_possessive, match_of
from claimledger.extract.dates.spans import part_name
from claimledger.extract.dates.words import Words, read_words

ANCHOR_REACH = 300
"""Words after a day within which "a day later" and "the same day" count from it."""


def find_dates(
    text: str, *, published: date | None = None, anchor: date | None = None, tense: Tense | None = None
) -> list[DateMatch]:
    """The time expressions of a text in text order, none overlapping.

    ``published`` resolves relative dates and missing years; without it they stay ``XXXX-10-27`` or without a value.
    ``anchor`` is the day that a leading "a day earlier" or "the same day" counts from; later ones count from the last
    single day told. ``tense`` overrides what the verbs around each date say. Time is linear in the text.

    >>> text = "They arrived on Tuesday, left two days later and will be home by the end of 2025."
    >>> for one in find_dates(text, published=date(2024, 10, 31)):
    ...     print(one.text, one.value)
    on Tuesday 2024-10-29
    two days later 2024-10-31
    by the end of 2025 ../2025-12-31
    >>> [one.value for one in find_dates("on October 27, and again on Tuesday")]
    ['XXXX-10-27', None]
    """
    return _Reader(read_words(text), published, edtf.day(anchor) if anchor else None, tense).dates()


class _Reader:
    """One pass over the words; what was told so far is its only state."""

    def __init__(self, words: Words, published: date | None, anchor: Period | None, tense: Tense | None) -> None:
        self.words, self.published, self.tense = words, published, tense
        self.anchor, self.recent = anchor, anchor
        self.anchored_at = 0
        self.quarter: Period | None = None
        self.around = {
            "part": self.part_of,
            "time": self.time_of,
            "counted": self.counted_from,
            "stretch": self.stretch_to,
            "week": self.week_of,
        }

    def dates(self) -> list[DateMatch]:
        out: list[DateMatch] = []
        at, floor = 0, 0
        while candidate := candidates().search(self.words.classes, at):
            at = candidate.start()
            phrase = self.phrase(at)
            if phrase is None:
                at += 1
                continue
            phrase = self.joined(phrase)
            found = match_of(self.words, phrase, floor)
            if found is not None:
                out.append(found)
            self.remember(phrase)
            at = floor = phrase.end
        return out

    # ------------------------------------------------------------ one date
    def phrase(self, at: int) -> Phrase | None:
        """The date that begins at the word, with the part of it that is named and its time of day."""
        best = self.plain(at)
        for name in around_at(self.words.classes[at : at + 2]):
            way = self.around[name](at)
            if way is not None and (best is None or way.end > best.end):
                best = way
        return best

    def plain(self, at: int) -> Phrase | None:
        found = find_form(self.words, at, self.context(at))
        if found is None:
            return None
        end = found.end
        if found.period is None or found.period.grain == "day":
            suffix = pattern_of("day_suffix").match(self.words.classes, end)
            if suffix and not found.clock and found.kind in ("absolute", "relative"):
                end = suffix.end()
        return _phrase(at, replace(found, end=end))

    def context(self, at: int) -> Callable[[], Context]:
        made: list[Context] = []

        def get() -> Context:
            if not made:
                tense = self.tense or tense_at(self.words, at, at + 1)
                anchor = self.anchor if at - self.anchored_at <= ANCHOR_REACH else None
                made.append(Context(self.published, anchor, self.quarter, self.recent, tense))
            return made[0]

        return get

    def part_of(self, at: int) -> Phrase | None:
        """ "late last month", "early to mid-October", "the end of 2025"."""
        prefix = pattern_of("part").match(self.words.classes, at)
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

    def time_of(self, at: int) -> Phrase | None:
        """ "dawn on Monday", "the early hours of Wednesday", "10 p.m. Wednesday": the day."""
        prefix = pattern_of("time").match(self.words.classes, at)
        if prefix is None:
            return None
        inner = self.plain(prefix.end())
        if inner is None or inner.clock or inner.kind not in ("absolute", "relative"):
            return None
        if inner.period is not None and inner.period.grain not in ("day", "days"):
            return None
        return replace(inner, start=at, partial=True)

    def counted_from(self, at: int) -> Phrase | None:
        """ "two days after Christmas", "the day before 3 May"."""
        prefix = pattern_of("counted").match(self.words.classes, at)
        if prefix is None:
            return None
        inner = self.plain(prefix.end())
        if inner is None or inner.period is None or is_possessive(self.words, inner.end):
            return None
        count = sum(self.words.values[prefix.start("n") : prefix.end("n")]) or 1
        back = self.words.form(prefix.end() - 1) == "before"
        try:
            period = shifted(inner.period.start, -count if back else count, self.words.values[prefix.start("u")])
        except (ValueError, OverflowError):
            return None
        return replace(inner, start=at, period=replace(period, known=inner.period.known))

    def stretch_to(self, at: int) -> Phrase | None:
        """ "the week to June 15", "the three months ending in March": whole days or months up to the end named."""
        prefix = pattern_of("stretch").match(self.words.classes, at)
        if prefix is None:
            return None
        inner = self.plain(prefix.end())
        if inner is None or inner.period is None or inner.kind != "absolute":
            return None
        count = sum(self.words.values[prefix.start("n") : prefix.end("n")]) or 1 if prefix.start("n") >= 0 else 1
        period = edtf.ending(inner.period, count, self.words.values[prefix.start("u")])
        return None if period is None else replace(inner, start=at, period=period)

    def week_of(self, at: int) -> Phrase | None:
        """ "the week of October 21": the week that holds the day."""
        prefix = pattern_of("week").match(self.words.classes, at)
        if prefix is None or self.words.values[prefix.start("u")] != 2:
            return None
        inner = self.plain(prefix.end())
        if inner is None or inner.period is None or inner.period.grain != "day" or not inner.period.known:
            return None
        return replace(inner, start=at, period=edtf.week(inner.period.start))

    # ------------------------------------------------------------ ranges
    def joined(self, first: Phrase) -> Phrase:
        """The range that the date opens ("between Oct. 8 and Oct. 13", "from Monday to Friday"), else the date."""
        join = pattern_of("join").match(self.words.classes, first.end)
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

    def range_of(self, first: Phrase, second: Phrase) -> Phrase | None:
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

    def remember(self, phrase: Phrase) -> None:
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
            self.anchor, self.anchored_at = period, phrase.end


def _phrase(at: int, found: Found) -> Phrase:
    return Phrase(at, found.end, found.kind, found.period, found.yearless, quarter=found.quarter, clock=found.clock)


def _week_on(period: Period, by: int) -> Period:
    return edtf.day(period.start + timedelta(weeks=by))


_MOVES = frozenset(
    ("moved", "postponed", "delayed", "changed", "shifted", "rescheduled", "pushed", "brought", "revised")
)
