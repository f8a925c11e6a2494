"""What notebooks and other programs use, under the names that ``claimledger`` exports.

Everything takes and gives the records of `claimledger.records`: frozen, hashable values. What cannot be done raises
`ClaimledgerError`, whose text says what, where and what to do next.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from claimledger.compare.candidates import compare as compare_entries
from claimledger.compare.entry import entries
from claimledger.errors import ClaimledgerError
from claimledger.findings import count
from claimledger.metadata import Metadata
from claimledger.read import read_many
from claimledger.records import Article, ArticleInfo, ArticleRecord, Claim, Problem, Relation
from claimledger.wordbook import using
from claimledger.workflows.extracted import extract_articles
from claimledger.workflows.ingest import record
from claimledger.workflows.opened import Opened, named, open_ledger, relations
from claimledger.workflows.place import Place, find_place
from claimledger.workflows.select import Filters, passing

if TYPE_CHECKING:
    from claimledger.parse import Parser

__all__ = [
    "Article",
    "ArticleInfo",
    "ArticleRecord",
    "Claim",
    "ClaimledgerError",
    "Ledger",
    "Problem",
    "Relation",
    "compare",
    "extract",
    "read",
]


def read(
    file: str | os.PathLike[str] | None = None,
    *,
    text: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Article:
    """The article in a file (``.txt``, ``.md``, ``.html``) or in a text. What is given besides goes before what it says
    of itself. Raises ClaimledgerError where there is none, or more than one as in a ``.jsonl``.

    >>> article = read(text="The ferry sank, police said.", outlet="Harbour Wire", published="10 March 2025")
    >>> article.info.published
    '2025-03-10'
    """
    if (file is None) == (text is None):
        raise ClaimledgerError("read takes a file or a text", hint='read("article.txt") or read(text="…")')
    options = Metadata(title, outlet, published, url)
    if text is not None:
        articles, problems = read_many(["-"], options, stdin=BytesIO(text.encode("utf-8", "surrogatepass")))
    else:
        root = find_place(None, Path.cwd())[0].root
        articles, problems = read_many([os.fspath(file or "")], options, root=root)
    if problems:
        raise ClaimledgerError(str(problems[0]))
    if len(articles) != 1:
        raise ClaimledgerError(f"{file} holds {len(articles)} articles", hint="Ledger.add takes such a file whole")
    return articles[0]


def extract(article: Article | str, *, own_voice: bool = False, ledger: Ledger | None = None) -> ArticleRecord:
    """The claims of an article, or of a text. ``own_voice``: also what its outlet says itself. ``ledger``: one whose
    repository's settings and ``vocabulary/`` hold here, as they do in its ``add``; without it, those of the package,
    wherever the program runs. The ledger itself stays as it is. The language model is loaded at the first call.

    >>> record = extract("At least 28 people died when the ferry sank, the coast guard said.")
    >>> for claim in record.claims:
    ...     print(claim)
    coast guard: At least 28 people died when the ferry sank
    """
    found = read(text=article) if isinstance(article, str) else article
    place = ledger.place if ledger is not None else Place(Path(), Path())
    with using(place.words):
        [record], _ = extract_articles([found], place.settings, own_voice=own_voice, parser=_parser())
    return record


def compare(*records: ArticleRecord) -> tuple[Relation, ...]:
    """How the claims of articles stand to one another, the gravest conflict first. Pure: nothing is read or loaded.

    >>> said = "{} people died when the ferry Orion sank off Cape Brett on 9 March 2025, the {} said."
    >>> one, other = (extract(said.format(*each)) for each in ((28, "coast guard"), (35, "navy")))
    >>> [relation] = compare(one, other)
    >>> relation.relation
    'conflicts'
    >>> {relation.a, relation.b} == {one.claims[0].id, other.claims[0].id}
    True
    """
    return compare_entries(entries(records)).relations


class Ledger:
    """A ledger's folder as it was when it was opened, claims as people corrected them; `add` reads it anew.

    It is a collection of claims by id. Raises ClaimledgerError where there is no ledger or any of it cannot be read.

    >>> ledger = Ledger("ledger")
    >>> ledger.add("articles/ferry.txt")
    ()
    >>> [relation] = ledger.add("articles/navy.txt")
    >>> relation.relation
    'corroborates'
    >>> ledger
    <Ledger ledger: 2 articles, 2 claims>
    >>> [claim] = ledger.find(agency="coast guard", quantity="28..30")
    >>> print(claim)
    coast guard: At least 28 people died when the ferry Orion sank
    >>> ledger.article(claim).outlet
    'Harbour Wire'
    >>> claim in ledger and ledger[claim.id] == claim
    True
    """

    def __init__(self, folder: str | os.PathLike[str] = "ledger") -> None:
        self.folder = Path(folder)
        self._opened = self._open()

    def _open(self) -> Opened:
        return open_ledger(find_place(self.folder, Path.cwd())[0])

    @property
    def place(self) -> Place:
        """Its repository, with the settings and the words that hold there."""
        return self._opened.place

    @property
    def records(self) -> tuple[ArticleRecord, ...]:
        """Every article with its claims."""
        return self._opened.records

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, in the order of the ledger."""
        return tuple(claim for record in self.records for claim in record.claims)

    def article(self, claim: Claim | str) -> ArticleInfo:
        """The article that reports a claim."""
        return named(_id(claim), self._opened).article

    def find(
        self,
        words: str | None = None,
        *,
        speaker: str | None = None,
        agency: str | None = None,
        date: str | None = None,
        place: str | None = None,
        quantity: str | None = None,
    ) -> tuple[Claim, ...]:
        """Claims that pass every filter, as ``claimledger search`` has them: ``date="2024-10"``,
        ``quantity="3000..4000"``."""
        filters = Filters.of(words, speaker, agency, date, place, quantity)
        return tuple(entry.claim for entry in passing(filters, self._opened))

    def relations(self, *claims: Claim | str) -> tuple[Relation, ...]:
        """The relations of these claims with all others, or all there are; each with people's ruling."""
        with using(self.place.words):
            return relations(self._opened, [self[_id(one)].id for one in claims] or None)[0]

    def add(self, *articles: Article | str | os.PathLike[str], own_voice: bool = False) -> tuple[Relation, ...]:
        """Articles, or files and folders of them, recorded; the relations of their claims. What can be recorded is,
        also where ClaimledgerError tells of something that cannot."""
        place = self.place
        read_already = [one for one in articles if isinstance(one, Article)]
        files = [os.fspath(one) for one in articles if not isinstance(one, Article)]
        found, problems = read_many(files, root=place.root)
        with using(place.words):
            told = record([*read_already, *found], place, problems=problems, own_voice=own_voice)
        self._opened = self._open()
        if told.problems:
            first, *others = told.problems
            raise ClaimledgerError(f"{first}{f' and {len(others)} more' if others else ''}")
        return told.relations

    def __getitem__(self, claim: str) -> Claim:
        return named(claim, self._opened).claim

    def __contains__(self, claim: object) -> bool:
        return any(claim in (one, one.id) for one in self.claims)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def __len__(self) -> int:
        return sum(len(record.claims) for record in self.records)

    def __repr__(self) -> str:
        return f"<Ledger {self.folder}: {count(len(self.records), 'article')}, {count(len(self), 'claim')}>"


def _id(claim: Claim | str) -> str:
    return claim if isinstance(claim, str) else claim.id


@cache
def _parser() -> Parser:
    from claimledger.parse import load_parser

    return load_parser()
