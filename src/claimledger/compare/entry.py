"""A claim with what comparison must know of the article that carries it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from claimledger.compare.edtf import Bounds, bounds
from claimledger.compare.places import place
from claimledger.records import ArticleInfo, ArticleRecord, Claim
from claimledger.vocabulary import countries, country_names

_NAME = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Entry:
    """``story`` are the names by which an article's story is known: places, countries, people, agencies; two articles
    that share too few of them are never compared. ``agencies`` are all those that the article cites."""

    claim: Claim
    article: ArticleInfo
    story: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()


def entries(records: Iterable[ArticleRecord]) -> list[Entry]:
    """Every claim of the records, each with its article and its article's story."""
    return [
        Entry(claim, record.article, story, agencies)
        for record in records
        for story, agencies in ((_story(record), _agencies(record)),)
        for claim in record.claims
    ]


def said(entry: Entry) -> Bounds | None:
    """When it was said: the stated date, else the day of publication."""
    stated = entry.claim.said_on.date if entry.claim.said_on else None
    return bounds(stated) or bounds(entry.article.published)


def happened(entry: Entry) -> Bounds | None:
    """When the event took place, where the claim says so."""
    return bounds(entry.claim.when.date) if entry.claim.when else None


def nations(entry: Entry) -> tuple[frozenset[str], bool]:
    """Countries that take part, and whether the claim itself names them rather than the sentences before it."""
    own = nations_named(entry.claim.about.participants) - {place(name).country for name in entry.claim.places}
    return (own, True) if own else (nations_named(entry.claim.about.context), False)


def nations_named(words: Iterable[str]) -> frozenset[str]:
    """The countries among the participants or context words of a topic."""
    return country_names().intersection(words)


def _agencies(record: ArticleRecord) -> frozenset[str]:
    return frozenset(claim.agency for claim in record.claims if claim.agency)


def _story(record: ArticleRecord) -> frozenset[str]:
    names: set[str] = set(_words(record.article.title or "", capitals=False))
    for claim in record.claims:
        names.update(nations_named((*claim.about.participants, *claim.about.context)))
        names.update(word for name in claim.places for word in place(name).own)
        for name in (claim.agency, claim.speaker.name if claim.speaker else None):
            names.update(_words(name or "", capitals=True))
    return frozenset(names)


def _words(text: str, *, capitals: bool) -> Iterable[str]:
    table = countries(capitals=False)
    for word in _NAME.findall(text):
        if not capitals or word[:1].isupper():
            yield table.get(word.lower(), word.lower())
