"""``list`` and ``search``: the ledger's claims that pass every filter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from claimledger.compare.edtf import Bounds, bounds, disjoint
from claimledger.errors import ClaimledgerError
from claimledger.findings import Entry
from claimledger.records import Problem
from claimledger.workflows.opened import Opened, open_ledger
from claimledger.workflows.place import Place

_FIGURES = re.compile(r"(\d+(?:\.\d+)?)?(?:(\.\.)(\d+(?:\.\d+)?)?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a claim must have; an empty filter lets everything pass. Names and words are folded."""

    words: tuple[str, ...] = ()
    speaker: str | None = None
    agency: str | None = None
    date: Bounds | None = None
    place: str | None = None
    figures: tuple[Decimal | None, Decimal | None] | None = None

    @staticmethod
    def of(
        words: str | None,
        speaker: str | None,
        agency: str | None,
        date: str | None,
        place: str | None,
        figures: str | None,
    ) -> Filters:
        """Filters as people type them. Raises ClaimledgerError on what is no date or no figure."""
        when = bounds(date)
        if date and when is None:
            raise ClaimledgerError(
                f"--date {date!r} is no date", hint="give 2024-10-28, 2024-10 or 2024-10-01/2024-10-31"
            )
        return Filters(
            words=tuple(_fold(words or "").split()),
            speaker=_fold(speaker) if speaker else None,
            agency=_fold(agency) if agency else None,
            date=when,
            place=_fold(place) if place else None,
            figures=_figures(figures) if figures else None,
        )


def select(filters: Filters, place: Place) -> tuple[list[Entry], list[Problem]]:
    """Claims in the order of the ledger, and warnings. A claim's date is that of the event, else of the speech, else
    of the article."""
    opened = open_ledger(place)
    return passing(filters, opened), list(opened.ledger.warnings)


def passing(filters: Filters, opened: Opened) -> list[Entry]:
    """The same of a ledger that is open."""
    canonical = opened.ledger.aliases.canonical
    return [entry for entry in opened.entries.values() if _passes(entry, filters, canonical)]


def _passes(entry: Entry, filters: Filters, canonical: Callable[[str], str]) -> bool:
    claim, article = entry.claim, entry.article
    speaker = claim.speaker
    if filters.speaker and not (
        speaker and _names(filters.speaker, (speaker.name, canonical(speaker.name), speaker.role, speaker.mention))
    ):
        return False
    if filters.agency and not (claim.agency and _names(filters.agency, (claim.agency, canonical(claim.agency)))):
        return False
    if filters.place and not _names(filters.place, claim.places):
        return False
    if filters.date:
        when, said_on = (value.date if value else None for value in (claim.when, claim.said_on))
        dates = (when, said_on, article.published)
        known = next((found for date in dates if (found := bounds(date))), None)
        if known is None or disjoint(known, filters.date):
            return False
    if filters.figures:
        low, high = filters.figures
        if not any(
            (one.min is None or high is None or one.min <= high) and (one.max is None or low is None or one.max >= low)
            for one in claim.quantities
            if one.min is not None or one.max is not None
        ):
            return False
    if filters.words:
        texts = (claim.statement, speaker.name if speaker else "", claim.agency or "", article.title or "")
        present = re.findall(r"\w+", _fold(" ".join(texts)))
        return all(any(word.startswith(wanted) for word in present) for wanted in filters.words)
    return True


def _names(wanted: str, names: tuple[str | None, ...]) -> bool:
    return any(wanted in _fold(name) for name in names if name)


def _fold(text: str) -> str:
    """Text without case, accents and punctuation, so that Zelenskyy, ZELENSKYY and Żelenskyy are found alike."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(char for char in plain if not unicodedata.combining(char))))


def _figures(text: str) -> tuple[Decimal | None, Decimal | None]:
    match = _FIGURES.fullmatch(text.replace(",", "").replace(" ", ""))
    if match is None or not any(match.group(1, 3)):
        raise ClaimledgerError(f"--quantity {text!r} is no figure", hint="give 3000, 3000.. or 3000..4000")
    low, dots, high = (match[1], match[2], match[3])
    first = Decimal(low) if low else None
    return first, Decimal(high) if high else (None if dots else first)
