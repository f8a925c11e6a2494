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
FIGURE_NAMED = re.compile(
    r"(?:the|this|that|its|their)\s(?:real |true |actual |latest )?(?:number|figure|toll|total|count|tally)\b"
    r"[^.;]{0,30}\d[\d,. ]*(?:%|per ?cent)?$",
    re.IGNORECASE,
)
FIGURE_ALONE = re.compile(r"(?:(?:of|at|to|nearly|about|only|just|some) )*\d[\d,.]*(?: ?%| per ?cent)?$", re.IGNORECASE)
INTRODUCED = re.compile(r"\b(?:an?|another|second|new)(?: [\w-]+){0,3} $|['’]s(?: [\w-]+)? $", re.IGNORECASE)
JUST = re.compile(
    r"\b(?:has|have|['’]s|['’]ve) just\b|\b(?:moments|minutes|seconds) ago\b"
    r"|\b(?:in|within) the (?:last|past) (?:few |half[ -]|couple of )?(?:hours?|minutes|moments)\b",
    re.IGNORECASE,
)
NOW = re.compile(r"\s(?:now|today)\b")
ANTERIOR = re.compile(r"\b(?:had|['’]d)\s(?:\w+\s){0,2}\w+$")
PLUPERFECT = re.compile(
    r"(?:\bhad|['’]d)\s(?:\w+\s){0,2}?"
    r"(?:\w+ed|said|told|spoken|written|put|been|given|made|gone|come|spread|sent|met|become|begun|taken|shown)\b"
)
PERFECT = re.compile(r"\b(?:has|have|had|['’]ve|['’]s)\b")
SINCE = re.compile(r"\bsince\b[^,;:]*$", re.IGNORECASE)
RELATIVES = frozenset(("which", "who", "whose", "where"))
VERBS = frozenset(
    ("is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "must", "did", "does")
)
OPENING = re.compile(
    r"(?:(?:then|and|but|meanwhile|late|early|later|earlier),? ?"
    r"|(?:in|at|from|across|outside|inside)\b[^,;.\x00]{1,40}, ?)*",
    re.IGNORECASE,
)
ENTRY = re.compile(r"^[^\w\n]{0,4}\d{1,2}(?:[.:h]\d{2}(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)(?![\d%])", re.MULTILINE)
DATELINE = re.compile(r"(?:[A-Z][A-Z.'’-]+[A-Z.,]*[ /-]*){1,6}(?:[A-Z][\w.’'-]+,? ){0,4}(?:on )?")
AFTER_DATELINE = re.compile(r"[.,]? ?(?:\(|[-–—])")
TOLD = frozenset(("said", "told", "wrote", "gave", "put", "spoke", "had", "saw", "made", "found", "held", "swore"))
NO_PRESENT = frozenset(("is", "was", "has", "as", "words"))
CLAUSE_END = re.compile(r"[\x00,;:—–()“”«»]")


def is_aside(before: str, excepted: Sequence[str] = ("speech",)) -> bool:
    """Whether a clause opener governs what follows the words, with no comma between.

    A clause that has a word of the lists ``excepted``, as one that tells an act of speech, is none.
    """
    words = WORD.findall(CLAUSE_END.split(before)[-1].lower())
    openers = [i for i, word in enumerate(words) if word in word_set("openers") and not _points(words, i)]
    spared = not all(word_set(name).isdisjoint(words[openers[-1] :]) for name in excepted) if openers else True
    return not spared or opens_with(before, word_set("arranged"))


def opens_with(before: str, words: frozenset[str]) -> bool:
    """Whether the words stand in a clause that a comma parts from the rest and one of ``words`` opens."""
    *clauses, clause = CLAUSE_END.split(before)
    first = WORD.search(clause.lower())
    return bool(clauses) and first is not None and first.group() in words


def _points(words: Sequence[str], i: int) -> bool:
    """Whether a "that" is the subject of its own sentence: "that was in March"."""
    opens = i == 0 or (i == 1 and words[0] in ("and", "but"))
    return opens and words[i] == "that" and words[i + 1 : i + 2] in (["is"], ["was"], ["s"])


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
def encounter() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(word_set('encounters')))})\b")


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
