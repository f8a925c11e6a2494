"""Which date of an article dates the saying of a claim, and which the event claimed.

Offsets are those of the text in which the dates were found; any text will do as long as all spans index it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claimledger.extract.dates.event import event_dates, stated_date
from claimledger.extract.dates.match import DateMatch
from claimledger.extract.dates.reading import Attribution, Reading
from claimledger.extract.dates.saying import own_date, saying_dates

__all__ = ["Attribution", "ClaimDates", "claim_dates", "said_on", "when"]


@dataclass(frozen=True, slots=True)
class ClaimDates:
    """When a claim was said and when what it tells happened; None where the text does not state it.

    ``ahead``: what it tells was still to come when the article appeared.
    """

    said_on: DateMatch | None
    when: DateMatch | None
    ahead: bool = False


def claim_dates(
    text: str, claims: Sequence[Attribution], dates: Sequence[DateMatch], *, published: date | None
) -> list[ClaimDates]:
    """Both dates of every claim of an article; ``claims`` in text order, ``dates`` all that ``find_dates`` found in it.

    A claim without a date of its own takes that of the same occasion: of the same speaker shortly before, of the act of
    speech that the sentences before it tell of, of the meeting at which it was said; a heading that of the claim below.

    >>> from claimledger.extract.dates import find_dates
    >>> text = "On Tuesday the minister said that the dam broke on October 27."
    >>> claim = Attribution((0, 62), ((34, 61),), cue=(24, 28))
    >>> found = find_dates(text, published=date(2024, 10, 31))
    >>> [dates] = claim_dates(text, [claim], found, published=date(2024, 10, 31))
    >>> dates.said_on.value, dates.when.value
    ('2024-10-29', '2024-10-27')
    """
    reading = Reading(text, tuple(claims), dates, published)
    return [
        ClaimDates(said, event, event is not None and reading.is_ahead(event))
        for said, event in zip(saying_dates(reading), event_dates(reading), strict=True)
    ]


def said_on(
    text: str,
    claim: Attribution,
    dates: Sequence[DateMatch],
    *,
    published: date | None,
    others: Sequence[Attribution] = (),
) -> DateMatch | None:
    """The date that the claim's own sentence gives its saying; ``others``: claims whose contents are no part of it."""
    return own_date(Reading(text, (claim, *others), dates, published), claim)


def when(text: str, claim: Attribution, dates: Sequence[DateMatch]) -> DateMatch | None:
    """The date that the claim's content gives its event."""
    return stated_date(Reading(text, (claim,), dates, None), claim)
