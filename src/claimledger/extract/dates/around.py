"""What stands around a date and belongs to it: parts, hours, counts and ranges as forms; and where a date can begin."""

from __future__ import annotations

import re
from functools import cache

from claimledger.extract.dates.grammar import beginnings, compile_form, form_beginnings

_BEFORE_DATE = ("part", "time", "counted", "stretch", "week")
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
    "week": "THE u=UNIT (?:OF|START) THE?",
    "day_suffix": "(?:(?:EARLY|LATE)? PART|COMMA? ATIME)",
}


@cache
def candidates() -> re.Pattern[str]:
    """The one or two classes of words with which any date begins."""
    found = form_beginnings().union(*(beginnings(pattern_of(name).pattern) for name in _BEFORE_DATE))
    alone = {one for one in found if len(one) == 1}
    after: dict[str, list[str]] = {}
    for pair in sorted(one for one in found - alone if one[0] not in alone):
        after.setdefault(pair[0], []).append(pair[1])
    # Every alternative begins with one letter, so that the search skips all words that begin no date.
    return re.compile("|".join((*sorted(alone), *(f"{one}[{''.join(others)}]" for one, others in after.items()))))


@cache
def around_at(pair: str) -> tuple[str, ...]:
    """What can begin with words of these classes and go on with a date."""
    return tuple(name for name in _BEFORE_DATE if not beginnings(pattern_of(name).pattern).isdisjoint((pair, pair[:1])))


@cache
def pattern_of(name: str) -> re.Pattern[str]:
    return compile_form(_AROUND[name])
