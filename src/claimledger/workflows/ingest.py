"""``ingest``: articles → records in the ledger, and how their claims stand to the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from claimledger.compare.changes import changes
from claimledger.findings import Findings, count
from claimledger.ledger.files import make_folder
from claimledger.ledger.people import apply_corrections
from claimledger.ledger.store import Ledger, article_keys, write_records
from claimledger.ledger.texts import remove_texts, write_texts
from claimledger.metadata import NOTHING, Metadata
from claimledger.read import read_many
from claimledger.records import Article, ArticleRecord, Problem
from claimledger.webpage import is_page
from claimledger.workflows.cached import ledger_about
from claimledger.workflows.extracted import Progress, extract_each, is_recorded, silent, without_claims
from claimledger.workflows.opened import Opened, findings, of_articles, opened
from claimledger.workflows.place import Place

BATCH = 32
"""Articles that are written together: what an interrupted run has to read again at most."""


def ingest(
    paths: Sequence[str],
    place: Place,
    options: Metadata = NOTHING,
    *,
    own_voice: bool = False,
    again: bool = False,
    dry_run: bool = False,
    stdin: BinaryIO | None = None,
    progress: Progress = silent,
) -> Findings:
    """What articles bring to the ledger: those of files, folders and standard input; see `record`."""
    articles, problems = read_many(paths, options, root=place.root, stdin=stdin)
    return record(
        articles, place, problems=problems, own_voice=own_voice, again=again, dry_run=dry_run, progress=progress
    )


def record(
    found: Sequence[Article],
    place: Place,
    *,
    problems: Sequence[Problem] = (),
    own_voice: bool = False,
    again: bool = False,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Findings:
    """Claims added, changed and removed, and every relation of the articles' claims. What could not be written comes
    back in ``problems`` after those given; the rest is on disk, unless ``dry_run``. Raises LedgerError, ModelError.

    Records are written as they are made. Those of a ``.jsonl`` that are in the ledger already and would come out the
    same are not made again, so that an interrupted run goes on where it stopped; ``again`` makes them all the same.
    """
    own_voice = own_voice or place.settings.own_voice
    articles = _latest(found, place.root)
    infos = [one.info for one in articles]
    before = ledger_about(place, infos)[0] if place.ledger.is_dir() else Ledger(place.ledger)
    known = {} if again else {record.article.id: record for record in before.recorded}
    todo = [
        one
        for one in articles
        if not (one.bulk and one.info.id in known and is_recorded(one, known[one.info.id], own_voice=own_voice))
    ]
    made = extract_each(todo, place.settings, own_voice=own_voice, progress=progress)
    ours = {one.info.id for one in articles}
    warnings = _skipped(len(articles) - len(todo))
    if dry_run:
        records, failed = _sorted(made)
        corrected = [apply_corrections(one, before.corrections)[0] for one in records]
        if place.ledger.is_dir():
            before, _ = ledger_about(place, infos, lambda own: [*own.records, *corrected])
        after = opened(place, before).with_records(corrected)
        return _findings(before, after, ours, (*problems, *failed), warnings)
    make_folder(place.ledger)
    texts = {one.info.id: one.text for one in articles if is_page(one.info.path)}
    write_texts(place.ledger, {ident: texts[ident] for ident in texts.keys() & known.keys()})
    while batch := list(islice(made, BATCH)):
        records, failed = _sorted(batch)
        write_texts(place.ledger, {one.article.id: texts[one.article.id] for one in records if one.article.id in texts})
        written = write_records(place.ledger, records, place.root)
        remove_texts(place.ledger, [ident for one in written for ident in one.replaced])
        problems = [*problems, *failed, *(one.problem for one in written if one.problem)]
    after_all, _ = ledger_about(place, infos, lambda own: [one for one in own.records if one.article.id in ours])
    if after_all.problems:
        # The records are written; only what they mean for the rest cannot be said.
        return Findings(problems=(*problems, *after_all.problems), warnings=warnings)
    return _findings(before, opened(place, after_all), ours, problems, warnings)


def _latest(articles: Sequence[Article], root: Path) -> list[Article]:
    """The articles without those whose address or path a later one has: its record would take their place."""
    taken: set[tuple[str, str]] = set()
    kept: list[Article] = []
    for article in reversed(articles):
        keys = article_keys(article.info, root)
        if not keys & taken:
            kept.append(article)
        taken |= keys
    return kept[::-1]


def _sorted(made: Iterable[ArticleRecord | Problem]) -> tuple[list[ArticleRecord], list[Problem]]:
    listed = list(made)
    return [one for one in listed if not isinstance(one, Problem)], [one for one in listed if isinstance(one, Problem)]


def _skipped(number: int) -> tuple[Problem, ...]:
    if not number:
        return ()
    what = f"{count(number, 'article')} recorded already and unchanged: not read again"
    return (Problem(what, hint="--again reads them all the same"),)


def _findings(
    before: Ledger, after: Opened, articles: Set[str], problems: Sequence[Problem], warnings: Sequence[Problem]
) -> Findings:
    """What the articles changed, and the relations of all their claims, as people corrected them."""
    ours = [claim.id for record in after.records if record.article.id in articles for claim in record.claims]
    # Of parts of a ledger only the records of the articles are sure to be in both.
    batch = [record for record in after.records if record.article.id in articles]
    change = changes(*(of_articles(side, batch, after.place.root) for side in (before.records, after.records)))
    told = findings(before.records, after, change, ours, problems=problems)
    return replace(told, warnings=(*warnings, *without_claims(batch), *told.warnings))
