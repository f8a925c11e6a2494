"""Times of day, as texts give them to a date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from claimledger.extract.dates.words import Words, letter_of

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")


def clock_time(words: Words, start: int, end: int) -> str | None:
    """The time of day in the words ``start`` to ``end`` as ``HH:MM``, with ``Z`` where it is in GMT or UTC.

    The first one given wins ("11:40 p.m. (2140 GMT)" is local time); other zones are named in the text and stay there.
    None where no hour is given ("in the morning", "at midnight").
    """
    kinds = _kinds()
    for i in range(start, end):
        form, kind = words.forms[i], kinds.get(words.classes[i], "")
        following = kinds.get(words.classes[i + 1], "") if i + 1 < end else ""
        if kind == "ISO" and "t" in form:
            return f"{form[11:16]}" + ("Z" if form.endswith(("z", "+00:00", "+0000")) else "")
        if form == "noon":
            return "12:00"
        if kind == "CLOCK" and (match := _CLOCK.fullmatch(form)):
            hour, minute = int(match[1]), int(match[2])
        elif kind == "DAYNUM" and following == "AMPM":
            hour, minute = int(form), 0
        elif kind in ("YEAR", "NUM") and following == "ZONE" and len(form) == 4:
            hour, minute = divmod(int(form), 100)
        else:
            continue
        zone = i + 1
        if following == "AMPM":
            if not 1 <= hour <= 12:
                return None
            hour, zone = hour % 12 + (12 if words.forms[i + 1].startswith("p") else 0), i + 2
        if hour > 23 or minute > 59:
            return None
        return f"{hour:02d}:{minute:02d}" + ("Z" if zone < end and words.forms[zone] in ("gmt", "utc") else "")
    return None


@cache
def _kinds() -> Mapping[str, str]:
    """The word class by its letter."""
    return {letter: name for name, letter in letter_of().items()}
