"""A date with what stands before it: its preposition, whether it opens or bounds a period, its value as EDTF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from claimledger.extract.dates import edtf
from claimledger.extract.dates.clock import clock_time
from claimledger.extract.dates.edtf import Period
from claimledger.extract.dates.grammar import Kind
from claimledger.extract.dates.words import Words, letter_of
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


@dataclass(frozen=True, slots=True)
class Phrase:
    """A core date and what stands around it: words ``start`` to ``end``; ``partial``: begins with a time of day."""

    start: int
    end: int
    kind: Kind
    period: Period | None
    yearless: bool = False
    partial: bool = False
    quarter: bool = False
    clock: bool = False


def match_of(words: Words, phrase: Phrase, floor: int) -> DateMatch | None:
    """The date with its preposition, from ``floor`` on; stretches without a value are left out."""
    period = phrase.period
    if phrase.kind == "duration" and period is None:
        return None
    before = phrase.start - 1
    while before > floor and words.form(before) in _HEDGES:
        before -= 1
    operator = words.form(before) if before >= floor else ""
    qualifier = words.form(before - 1) if before > 0 else ""
    if operator == "than" and qualifier not in ("later", "earlier", "sooner"):
        operator = ""
    bound = _bound(words, phrase, operator)
    if bound == "until" and (_denied(words, before) if operator == "before" else qualifier in ("earlier", "sooner")):
        bound = "from"
    keep = bound != "at" or operator in _PREPOSITIONS
    start = before if keep and before >= floor else phrase.start
    if period is not None and bound == "until" and letter_of()["END"] in words.classes[phrase.start : phrase.end]:
        period = replace(period, start=period.end, grain="day")
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


def _denied(words: Words, before: int) -> bool:
    """Whether "before" at the word is denied: "not before May", "will not open before May"."""
    near = words.forms[max(0, before - DENIAL_REACH) : before]
    if "not" not in near:
        return False
    at = before - len(near) + near.index("not")
    return at == before - 1 or words.form(at - 1) in _MODALS


def _bound(words: Words, phrase: Phrase, operator: str) -> Bound:
    if phrase.kind not in ("absolute", "relative"):
        return "at"
    if operator in ("since", "starting", "beginning"):
        return "from"
    if operator in ("until", "till", "'til", "through"):
        return "until"
    if phrase.partial or is_possessive(words, phrase.end):
        return "at"
    if operator in ("by", "before", "than"):
        return "until"
    if operator == "after" or (operator == "from" and words.form(phrase.end) in ("on", "onward", "onwards")):
        return "from"
    return "at"


def is_possessive(words: Words, at: int) -> bool:
    return words.classes[at : at + 1] == letter_of()["POSS"]


def _value(period: Period, bound: Bound) -> str:
    match bound:
        case "from":
            return f"{period.first()}/.."
        case "until":
            return f"../{period.last()}"
        case _:
            return period.edtf


_MODALS = frozenset(("will", "would", "shall", "should", "can", "could", "may", "might", "must"))
_HEDGES = frozenset(("around", "about", "at", "least", "late", "just", "only", "exactly"))
_PREPOSITIONS = frozenset(("on", "in", "during", "over", "within", "from", "between"))
