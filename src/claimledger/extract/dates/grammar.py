"""The forms that dates take in news, each with its resolver.

A form is a regular expression over word classes (``words.py``): ``m=MONTH`` captures a word as ``m``. Of the forms that
match at a word the longest wins, among equals the first; a resolver that answers ``NO`` withdraws its form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from claimledger.extract.dates import days, spans, years
from claimledger.extract.dates.context import Context
from claimledger.extract.dates.edtf import Period
from claimledger.extract.dates.view import No, Resolver, View
from claimledger.extract.dates.words import Words, letter_of

Kind = Literal["absolute", "relative", "duration", "set", "vague"]


@dataclass(frozen=True, slots=True)
class Found:
    """A form found: the index of the word after it, its kind, and its period where it could be resolved.

    ``yearless``: a month or day whose year the text leaves out. ``clock``: a time of day alone. ``quarter``: a quarter.
    """

    end: int
    kind: Kind
    period: Period | None = None
    yearless: bool = False
    clock: bool = False
    quarter: bool = False


def find_form(words: Words, start: int, context: Callable[[], Context]) -> Found | None:
    """The longest form that begins at the word, resolved; None if no date begins there."""
    best: Found | None = None
    for kind, pattern, resolve in _forms_at(words.classes[start : start + 2]):
        match = pattern.match(words.classes, start)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        try:
            period = resolve(View(words, match), context())
        except (ValueError, OverflowError):
            period = None
        if isinstance(period, No):
            continue
        groups = match.groupdict()
        best = Found(
            match.end(),
            kind,
            period,
            yearless=groups.get("m") is not None and not (groups.get("y") or groups.get("rel") or groups.get("which")),
            clock=groups.get("t") is not None,
            quarter=resolve is years.quarter,
        )
    return best


_ALIASES = {
    "DAYNO": "(?:DAYNUM|NTH|ORDINAL)",
    "COUNT": "(?:NUM|DAYNUM|NUMBER DASH? NUMBER|NUMBER|A)",
    "ANYUNIT": "(?:UNIT|QUARTER|CLOCKUNIT)",
    "CALENDAR": "(?:UNIT|QUARTER|WEEKEND)",
    "MON": "(?:MONTH|SHORTMONTH)",
    "WD": "(?:WEEKDAY|SHORTDAY)",
    "WHICH": "(?:LAST|PAST|NEXT|PREVIOUS|FOLLOWING|THIS|CURRENT)",
    "NEAR": "(?:LAST|PAST|NEXT|THIS)",
    "REL": "(?:LAST|THIS|NEXT)",
    "DASHTO": "(?:DASH|TO|AND|UNTIL)",
    "POINT": "(?:EARLY|MID|LATE|START|END)",
    "ZONED": "(?:ZONE|LOCAL TIME)?",
    "QOH": "(?:QUARTER|half=HALF)",
    "ATIME": "AT? (?:(?:CLOCK AMPM?|DAYNUM AMPM) (?:ZONE|LOCAL TIME)?|(?:YEAR|NUM) ZONE)"
    " (?:OPEN (?:CLOCK AMPM?|DAYNUM AMPM|YEAR|NUM) (?:ZONE|LOCAL TIME) CLOSE)?",
    "BEFOREAFTER": "(?:BEFORE|AFTER)",
}

_FORMS: tuple[tuple[Kind, str, Resolver], ...] = (
    ("absolute", "iso=(?:ISO|SLASHED)", days.numeric),
    ("absolute", "(?:WD COMMA? THE?)? m=MON d=DAYNO (?:(?:DASHTO|COMMA) d2=DAYNO)? (?:COMMA? y=YEAR)?", days.month_day),
    (
        "absolute",
        "(?:WD COMMA? (?:ON? THE)?)? d=DAYNO (?:DASHTO d2=DAYNO)? OF? m=MON (?:COMMA? y=YEAR)?",
        days.month_day,
    ),
    ("absolute", "m=MON d=DAYNO COMMA? rel=REL UNIT", days.month_day),
    ("absolute", "m=MON COMMA? OF? y=YEAR", days.month_),
    ("absolute", "m=MON OF? rel=REL UNIT", days.month_),
    ("absolute", "m=MONTH", days.month_),
    ("absolute", "THIS? which=NEAR m=MONTH", days.month_),
    ("relative", "(?:THE? which=WHICH)? w=WEEKDAY", days.weekday),
    ("relative", "THIS which=(?:PAST|NEXT) w=WEEKDAY", days.weekday),
    ("relative", "w=WEEKDAY which=(?:LAST|NEXT)", days.weekday),
    ("relative", "w=WEEKDAY OF? rel=REL u=UNIT", days.weekday_of_week),
    ("relative", "w=WEEKDAY THE d=NTH", days.weekday_nth),
    ("relative", "w=WEEKDAY u=UNIT", days.weekday_week),
    ("absolute", "ON THE d=NTH", days.nth),
    ("absolute", "ON THE d=NTH OF m=MON (?:COMMA? y=YEAR)?", days.month_day),
    ("relative", "r=DAYREF", days.dayref),
    ("relative", "THE UNIT beyond=BEFOREAFTER r=DAYREF", days.dayref),
    ("relative", "which=(?:THIS|LAST) p=PART", days.this_part),
    ("relative", "OVERNIGHT (?:(?:ON|FROM)? w=WEEKDAY)?", days.overnight),
    ("relative", "w=WEEKDAY OVERNIGHT", days.overnight),
    ("relative", "AT? t=CLOCK AMPM? ZONED", days.clock),
    ("relative", "AT? t=DAYNUM AMPM ZONED", days.clock),
    ("absolute", "(?:which=NEAR)? h=HOLIDAY (?:COMMA? y=YEAR)?", days.holiday),
    ("relative", "(?:THE|ITS)? which=WHICH FISCAL? u=CALENDAR", spans.which_unit),
    ("relative", "which=(?:THAT|SAME) u=CALENDAR", spans.which_unit),
    ("relative", "THE? which=SAME u=CALENDAR", spans.which_unit),
    ("relative", "THIS which=(?:PAST|NEXT) u=CALENDAR", spans.which_unit),
    ("relative", "THE WEEKEND", spans.the_weekend),
    ("relative", "side=(?:EARLIER|LATER) IN? (?:THIS|THE) u=UNIT", spans.within_unit),
    ("relative", "THE? part=POINT OF (?:THE|THIS) u=UNIT", spans.part_of_unit),
    ("relative", "u=UNIT POSS? DASH? part=END", spans.part_of_unit),
    ("relative", "NEARLY? n=COUNT u=ANYUNIT AGO", spans.ago),
    ("relative", "in=IN NEARLY? n=COUNT u=ANYUNIT (?:POSS? timed=TIME)?", spans.hence),
    ("relative", "WITHIN NEARLY? n=COUNT u=ANYUNIT POSS? timed=TIME", spans.hence),
    ("relative", "n=COUNT u=ANYUNIT side=(?:EARLIER|LATER|BEFORE|AFTER|PREVIOUS)", spans.from_anchor),
    ("relative", "u=CLOCKUNIT side=(?:LATER|EARLIER|BEFORE)", spans.from_anchor_bare),
    ("relative", "THE? which=(?:SAME|FOLLOWING|PREVIOUS|THAT) part=(?:UNIT|PART)", spans.step_from_anchor),
    ("relative", "THE which=NEXT part=(?:UNIT|PART)", spans.step_from_anchor),
    ("relative", "THE part=(?:UNIT|PART) side=BEFOREAFTER", spans.step_from_anchor),
    ("duration", "THE? which=(?:LAST|PAST|NEXT|PREVIOUS|FOLLOWING) n=COUNT u=ANYUNIT", spans.stretch),
    ("duration", "WITHIN (?:THE which=NEXT)? n=COUNT u=ANYUNIT", spans.within),
    ("duration", "n=COUNT DASH? u=ANYUNIT (?:DASH? AGE)?", spans.unresolved),
    ("vague", "A? (?:SEVERAL OF?|RECENT) ANYUNIT (?:AGO|EARLIER|LATER)", spans.unresolved),
    ("duration", "A? SEVERAL OF? ANYUNIT", spans.unresolved),
    ("set", "EACH (?:UNIT|WEEKDAY|PART|WEEKEND|MONTH|SEASON|QUARTER)", spans.unresolved),
    ("set", "SET", spans.unresolved),
    (
        "absolute",
        "(?:THE|ITS)? FISCAL? DASH? q=ORDINAL DASH? QOH (?:(?:OF|IN) (?:FISCAL UNIT?)? y=YEAR)?",
        years.quarter,
    ),
    ("absolute", "short=(?:q=QUARTERNUM) (?:(?:OF|IN|COMMA)? FISCAL? y=(?:YEAR|FISCALYEAR))?", years.quarter),
    ("absolute", "half=(?:q=HALFNUM) (?:OF|IN|COMMA)? FISCAL? y=(?:YEAR|FISCALYEAR)", years.quarter),
    ("absolute", "y=FISCALYEAR", years.fiscal_year),
    ("absolute", "THE? y=YEAR POSS? FISCAL? q=ORDINAL DASH? QOH", years.quarter),
    ("absolute", "rel=REL UNIT POSS q=ORDINAL DASH? QOH", years.quarter),
    ("absolute", "(?:THE|ITS)? q=ORDINAL DASH? QOH OF? rel=(?:LAST|THIS|NEXT|THE) u=UNIT", years.quarter),
    ("relative", "(?:THE|THAT|CURRENT) (?:CURRENT|SAME)? QUARTER", years.the_quarter),
    ("relative", "THE CURRENT PERIOD", years.the_quarter),
    ("relative", "(?:THE|A)? UNIT DASH? ago=(?:EARLIER|AGO) (?:(?:ORDINAL DASH?)? QUARTER|PERIOD)?", years.the_quarter),
    ("relative", "THE QUARTER A UNIT ago=(?:AGO|EARLIER)", years.the_quarter),
    ("absolute", "(?:THE|ITS) y=YEAR (?:QUARTER|PERIOD)", years.year_quarter),
    ("absolute", "THE? s=SEASON (?:OF|COMMA)? y=YEAR", years.season),
    ("absolute", "y=YEAR POSS? s=SEASON", years.season),
    ("relative", "s=SEASON rel=REL UNIT", years.season),
    ("relative", "which=NEAR s=SEASON", years.season),
    ("relative", "THIS which=(?:PAST|NEXT) s=SEASON", years.season),
    ("relative", "THE? s=SEASON", years.season),
    ("absolute", "y=YEAR", years.year_),
    ("absolute", "y=YEAR (?:DASH|SLASH) y2=(?:YEAR|DAYNUM|NUM)", years.year_),
    ("absolute", "said=(?:FISCAL UNIT|FISCAL|THE UNIT) y=YEAR", years.year_),
    ("absolute", "(?:THE UNIT)? a=NUMBER b=(?:NUMBER DASH? NUMBER|NUMBER)", years.spelled_year),
    ("absolute", "(?:THE UNIT)? a=NUMBER k=THOUSAND (?:AND? b=NUMBER)?", years.spelled_year),
    ("absolute", "THE? c=DECADE", years.decade_),
    ("absolute", "(?:THE|MID|EARLY|LATE) name=DECADEWORD", years.decade_),
    ("absolute", "THE? o=(?:NTH|ORDINAL) DASH? u=UNIT", years.century_),
    ("vague", "v=VAGUE", spans.vague_word),
    ("vague", "THE? (?:RECENT|NEXT|PAST|FUTURE) (?:UNIT|QUARTER)", spans.vague_plural),
    ("vague", "THE (?:PAST|FUTURE)", spans.unresolved),
    ("vague", "THE? (?:LAST|PAST|NEXT) SEVERAL ANYUNIT", spans.unresolved),
    ("vague", "THESE UNIT", spans.unresolved),
    ("vague", "CURRENT", spans.vague_current),
    ("vague", "RECENT", spans.unresolved),
)


@cache
def _forms_at(pair: str) -> tuple[tuple[Kind, re.Pattern[str], Resolver], ...]:
    """The forms that can begin with words of these one or two classes."""
    table = _forms_by_beginning()
    return tuple(_compiled()[i] for i in sorted({*table.get(pair, ()), *table.get(pair[:1], ())}))


def form_beginnings() -> frozenset[str]:
    """The classes of the first two words of every form, or of the only one."""
    return frozenset(_forms_by_beginning())


@cache
def _forms_by_beginning() -> Mapping[str, Sequence[int]]:
    """The numbers of the forms by their first two letters, or the only one."""
    table: dict[str, list[int]] = {}
    for i, (_, pattern, _) in enumerate(_compiled()):
        for beginning in beginnings(pattern.pattern):
            table.setdefault(beginning, []).append(i)
    return table


@cache
def _compiled() -> tuple[tuple[Kind, re.Pattern[str], Resolver], ...]:
    return tuple((kind, compile_form(form), resolve) for kind, form, resolve in _FORMS)


_NAME = re.compile(r"(?:([a-z]\w*)=)?(\(\?:|[A-Z]+)")


def compile_form(form: str) -> re.Pattern[str]:
    """The form as a regular expression over class letters."""
    letters = letter_of()

    def expand(text: str) -> str:
        return _NAME.sub(replace_name, text)

    def replace_name(match: re.Match[str]) -> str:
        group, name = match.groups()
        if name == "(?:":
            return f"(?P<{group}>" if group else name
        inner = expand(_ALIASES[name]) if name in _ALIASES else letters[name]
        return f"(?P<{group}>{inner})" if group else inner

    return re.compile(expand(form).replace(" ", ""))


@cache
def beginnings(pattern: str) -> frozenset[str]:
    """The first two letters of all that a pattern of letters, groups, alternatives and optional parts matches, or the
    only one."""
    return _alternatives(pattern, 0)[0]


def _alternatives(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """The beginnings from ``at`` to the pattern's end or closing bracket, and where that is."""
    found: frozenset[str] = frozenset()
    so_far = frozenset([""])
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            found, so_far, at = found | so_far, frozenset([""]), at + 1
            continue
        if pattern[at] == "(":
            inner = pattern.index(">", at) + 1 if pattern.startswith("(?P<", at) else at + 3
            part, at = _alternatives(pattern, inner)
        else:
            part = frozenset(pattern[at])
        at += 1
        if pattern[at : at + 1] == "?":
            part, at = part | {""}, at + 1
        so_far = frozenset((one + other)[:2] for one in so_far for other in part)
    return found | so_far, at
