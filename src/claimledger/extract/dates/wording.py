"""Words and marks around dates that tell what a date is of: acts of speech, meetings, events, asides."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from claimledger.extract.dates.words import date_data
from claimledger.records import Span

MASK = "\x00"
WORD = re.compile(r"[^\W\d_]+")
COUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|scores|hundreds|thousands|several)\b",
    re.IGNORECASE,
)
INTRODUCED = re.compile(r"\b(?:an?|another|second|new)(?: [\w-]+){0,3} $|['’]s(?: [\w-]+)? $", re.IGNORECASE)
JUST = re.compile(r"\b(?:has|have|had|['’]s) just\b")
DATELINE = re.compile(r"(?:[A-Z][A-Z.'’-]+[A-Z.,]*[ /-]*){1,6}(?:[A-Z][\w.’'-]+,? ){0,4}(?:on )?")
AFTER_DATELINE = re.compile(r"[.,]? ?(?:\(|[-–—])")
TOLD = frozenset(("said", "told", "wrote", "gave", "put", "spoke", "had", "saw", "made", "found", "held", "swore"))
NO_PRESENT = frozenset(("is", "was", "has", "as", "words"))
CLAUSE_END = re.compile(r"[\x00,;:—–()“”«»]")
SENTENCE_END = re.compile(
    r"(?<=[^\W\d_]{3})[.!?]['’”\"»)]?\s+|(?<=['’”\"»)])[.!?]\s+|(?<=\d)\.\s+(?=[“\"‘«A-Z])|\n[ \t\r]*\n|\n-{3}\n"
)


def is_aside(before: str) -> bool:
    """Whether a clause opener governs what follows the words: no comma between, no act of speech in the clause."""
    words = WORD.findall(CLAUSE_END.split(before)[-1].lower())
    openers = [i for i, word in enumerate(words) if word in word_set("openers")]
    return bool(openers) and not word_set("speech").intersection(words[openers[-1] :])


def masked(text: str, spans: Sequence[Span]) -> str:
    """The text with the spans overwritten, so that what introduces a content ends there."""
    out, at = [], 0
    for start, end in spans:
        if end > at:
            out += [text[at : max(start, at)], MASK * (end - max(start, at))]
            at = end
    return "".join(out) + text[at:]


def last_before(places: Sequence[int], before: int) -> int:
    """The last of the sorted places at or before a place, 0 if none is."""
    index = bisect_right(places, before)
    return places[index - 1] if index else 0


def is_inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


@cache
def word_set(name: str) -> frozenset[str]:
    return frozenset(date_data()[name])


@cache
def at_meeting() -> re.Pattern[str]:
    """ "at the session", "during a two-hour meeting": the meeting is where something is told."""
    return re.compile(
        rf"\b(?:at|during|in)\s(?:[\w'’-]+\s){{1,3}}?(?:{'|'.join(sorted(word_set('occasions')))})\b", re.I
    )


@cache
def event_of() -> dict[str, int]:
    """Event noun → number of its class."""
    return {noun: i for i, kind in enumerate(date_data()["events"]) for noun in kind["nouns"]}


@cache
def event_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(event_of())})\b(?!-)", re.IGNORECASE)


@cache
def event_marks() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(kind.get("marks", ())) for kind in date_data()["events"])
