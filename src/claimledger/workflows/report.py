"""``report``: everything in the ledger, ready to be laid out on one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from claimledger.compare.edtf import bounds
from claimledger.compare.entry import entries as compared
from claimledger.compare.series import Series, series
from claimledger.findings import Entry, Findings
from claimledger.ledger.people import Ruling, rulings_by_pair
from claimledger.records import ArticleRecord
from claimledger.workflows.opened import correction_notes, open_ledger, relations
from claimledger.workflows.place import Place
from claimledger.workflows.source_text import article_text, body_start


@dataclass(frozen=True, slots=True)
class Overview:
    """The ledger at a glance: every relation in ``findings``, the claims by article, what counts the same thing.

    ``rulings``: people's decisions by pair of claim ids; ``texts``: by article id, the text of each file that still
    is what was recorded; ``days``: by claim id the first and last day of the event, else of the speech, else of
    publication, "" where open; ``names``: by claim id the names under which its speaker and agency can be looked for;
    ``notes``: by claim id what people wrote when they corrected it, and who they are.
    """

    findings: Findings
    records: tuple[ArticleRecord, ...]
    series: tuple[Series, ...]
    rulings: Mapping[frozenset[str], Ruling]
    texts: Mapping[str, str]
    days: Mapping[str, tuple[str, str]]
    names: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    notes: Mapping[str, tuple[str, ...]]


def report(place: Place) -> Overview:
    """All of a ledger. Raises LedgerError where any of it cannot be read."""
    opened = open_ledger(place)
    found, warnings = relations(opened)
    canonical = opened.ledger.aliases.canonical
    return Overview(
        Findings(relations=found, entries=opened.entries, warnings=warnings),
        tuple(sorted(opened.records, key=lambda one: (one.article.published or "", one.article.id))),
        series(
            compared(opened.records),
            found,
            canonical=canonical,
            settings=opened.limits,
        ),
        rulings_by_pair(opened.ledger.rulings),
        dict(_texts(opened.records, place)),
        {claim: days for claim, entry in opened.entries.items() if (days := _days(entry))},
        {
            claim: (
                _distinct((speaker.name, canonical(speaker.name), speaker.role) if speaker else ()),
                _distinct((agency, canonical(agency)) if agency else ()),
            )
            for claim, entry in opened.entries.items()
            for speaker, agency in ((entry.claim.speaker, entry.claim.agency),)
        },
        correction_notes(opened),
    )


def _texts(records: Iterable[ArticleRecord], place: Place) -> Iterable[tuple[str, str]]:
    for record in records:
        text = article_text(record.article, place)
        if text is not None and body_start(record.article, text) is not None:
            yield record.article.id, text


def _days(entry: Entry) -> tuple[str, str] | None:
    """As ISO dates; None where no date is known or its year is not."""
    claim = entry.claim
    dates = (*(value.date for value in (claim.when, claim.said_on) if value), entry.article.published)
    known = next((found for value in dates if (found := bounds(value)) and not found.yearless), None)
    if known is None:
        return None
    first, last = (date.fromordinal(day).isoformat() if day else "" for day in (known.first, known.last))
    return first, last


def _distinct(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
