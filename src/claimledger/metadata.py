"""What is known of an article besides its text: title, outlet, date of publication, address, author."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from claimledger.records import Problem

LONGEST_VALUE = 2_000

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name[:length]: number for number, name in enumerate(_MONTH_NAMES, start=1) for length in (3, len(name))}
_MONTHS["sept"] = 9
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d\d?|XX)(?:\2(\d\d?|XX))?)?(?:[T ].*)?", re.I)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T.*)?", re.I)
_WORDS = re.compile(
    r"(?:[a-z]{3,9},? )?(?:(?P<day>\d\d?)(?:st|nd|rd|th)? (?P<month>[a-z]{3,9})|"
    r"(?P<month2>[a-z]{3,9}) (?P<day2>\d\d?)(?:st|nd|rd|th)?|(?P<month3>[a-z]{3,9})),? (?P<year>\d{4})(?:[ ,T].*)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Empty fields are not known. ``published`` is an EDTF date once it comes from ``Metadata.of``."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """These values, and the other's where these are empty."""
        return Metadata(*(getattr(self, name) or getattr(other, name) for name in NAMES))

    @staticmethod
    def of(data: Mapping[str, object], name: str) -> Metadata | Problem:
        """The metadata among a mapping's values; other keys are the author's own affair."""
        values: dict[str, str | None] = {}
        for key in NAMES:
            value = data.get(key)
            if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
                value = ", ".join(value)
            if isinstance(value, date | datetime):
                value = value.isoformat()
            if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
                return Problem(f"{key} must be text", name, hint="put it in quotes")
            text = " ".join(str(value).split()) if value is not None else ""
            if len(text) > LONGEST_VALUE:
                return Problem(f"{key} is longer than {LONGEST_VALUE} characters", name)
            if key == "published" and text:
                found = parse_published(text)
                if found is None:
                    return Problem(f"published {text[:40]!r} is no date", name, hint="write it as 2024-10-28")
                text = found
            values[key] = text or None
        return Metadata(**values)


NOTHING = Metadata()
NAMES = tuple(field.name for field in fields(Metadata))


def parse_published(text: str) -> str | None:
    """A date as outlets write it → EDTF (2024-10-28, 2024-10, 2024), the time of day dropped; None where it is none.

    Days and months that only their order could tell apart (3/4/2024) are not guessed.
    """
    text = " ".join(text.split())
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = match.groups()
        return _edtf(year, month, day)
    if match := _COMPACT.fullmatch(text):
        return _edtf(*match.groups())
    if match := _WORDS.fullmatch(text.replace(".", " ").replace("  ", " ").replace(" ,", ",")):
        number = _MONTHS.get((match["month"] or match["month2"] or match["month3"]).lower())
        return _edtf(match["year"], str(number), match["day"] or match["day2"]) if number else None
    return None


def _edtf(year: str, month: str | None, day: str | None) -> str | None:
    known = [part for part in (month, day) if part is not None]
    parts = [year, *(part.upper() if part.upper() == "XX" else f"{int(part):02}" for part in known)]
    if parts[1:] and parts[1] == "XX" and parts[2:] not in ([], ["XX"]):
        return None
    try:
        date(int(year), *(int(part) if part != "XX" else 1 for part in [*parts[1:], "01", "01"][:2]))
    except ValueError:
        return None
    return "-".join(parts)
