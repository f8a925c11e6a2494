"""A claim with what comparison must know of the article that carries it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claimledger.compare.edtf import Bounds, bounds
from claimledger.compare.ellipsis import settled
from claimledger.compare.places import place
from claimledger.compare.remembered import remembered
from claimledger.compare.wording import around, content
from claimledger.records import ArticleInfo, ArticleRecord, Claim
from claimledger.vocabulary import countries, country_names, name_words

_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][^\W\d_]{2,}")
_NAME = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class WordUse:
    """How many of an article's claims, with the sentences before them, have a word."""

    claims: int = 0
    counts: Mapping[str, int] = field(default_factory=dict, compare=False)

    def of(self, word: str) -> int:
        return self.counts.get(word, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """``story`` are the names by which an article's story is known: places, countries, people, agencies; two articles
    that share too few of them are never compared. ``agencies`` are all those that the article cites; ``number`` is the
    place of the claim among the article's."""

    claim: Claim
    article: ArticleInfo
    story: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    number: int = 0
    use: WordUse = WordUse()


def entries(records: Iterable[ArticleRecord]) -> list[Entry]:
    """Every claim of the records, each with its article and its article's story; elliptical ones filled in."""
    out = []
    for record in records:
        claims = tuple(settled(record.claims))
        story, agencies, use = _story(record), _agencies(record), _word_use(claims)
        out += [Entry(claim, record.article, story, agencies, number, use) for number, claim in enumerate(claims)]
    return out


def said(entry: Entry) -> Bounds | None:
    """When it was said: the stated date, else the day of publication."""
    stated = entry.claim.said_on.date if entry.claim.said_on else None
    return bounds(stated) or bounds(entry.article.published)


def happened(entry: Entry) -> Bounds | None:
    """When the event took place, where the claim says so."""
    return bounds(entry.claim.when.date) if entry.claim.when else None


def nations(entry: Entry) -> tuple[frozenset[str], bool]:
    """Countries that take part, and whether the claim itself names them rather than the sentences before it."""
    return _nations(entry.claim)


@remembered
def _nations(claim: Claim) -> tuple[frozenset[str], bool]:
    own = nations_named(claim.about.participants) - {place(name).country for name in claim.places}
    return (own, True) if own else (nations_named(claim.about.context), False)


def nations_named(words: Iterable[str]) -> frozenset[str]:
    """The countries among the participants or context words of a topic."""
    return country_names().intersection(words)


def _word_use(claims: Sequence[Claim]) -> WordUse:
    return WordUse(len(claims), Counter(word for claim in claims for word in content(claim) | around(claim)))


def _agencies(record: ArticleRecord) -> frozenset[str]:
    return frozenset(claim.agency for claim in record.claims if claim.agency)


def _story(record: ArticleRecord) -> frozenset[str]:
    names: set[str] = set(_words(record.article.title or ""))
    for claim in record.claims:
        names.update(nations_named((*claim.about.participants, *claim.about.context)))
        names.update(word for name in claim.places for word in place(name).own)
        for name in (claim.agency, claim.speaker.name if claim.speaker else None):
            names.update(_words(name or ""))
    if names:
        names.update(_words(" ".join(name for claim in record.claims for name in _INSIDE.findall(claim.statement))))
    return frozenset(names)


@remembered
def _common() -> frozenset[str]:
    return frozenset().union(*(name_words(name) for name in ("offices", "titles", "domestic", "times")))


def _words(text: str) -> Iterable[str]:
    """Words with a capital, but for those of offices, which stories of all kinds have."""
    table, common = countries(capitals=False), _common()
    for word in _NAME.findall(text):
        if word[:1].isupper() and word.lower() not in common:
            yield table.get(word.lower(), word.lower())
