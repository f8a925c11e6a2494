"""``diff``: what changed in the ledger, or what articles would change, and how those claims stand to the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from claimledger.compare.changes import Changes, changes
from claimledger.findings import Findings
from claimledger.ledger.history import merge_base
from claimledger.ledger.people import apply_corrections
from claimledger.ledger.store import Ledger
from claimledger.read import read_many
from claimledger.records import ArticleRecord
from claimledger.workflows.cached import ledger_about
from claimledger.workflows.extracted import Progress, extract_articles, silent, without_claims
from claimledger.workflows.nearby import both_ledgers
from claimledger.workflows.opened import findings, open_ledger, opened, thresholds
from claimledger.workflows.place import Place


def diff_revision(place: Place, base: str) -> Findings:
    """The ledger as it lies in the folder against the same at a revision; ``REV...`` is where HEAD left that revision.
    Raises LedgerError, GitError."""
    before, now, change = both_ledgers(place.ledger, revision(place, base), thresholds(place))
    after = opened(place, now)
    return findings(opened(place, before).records, after, change, (*change.added, *change.changed), base=base)


def revision(place: Place, base: str) -> str:
    """The revision that ``base`` means. Raises GitError where it has nothing in common with HEAD."""
    return merge_base(place.root, base.removesuffix("...")) if base.endswith("...") else base


def diff_all(place: Place) -> Findings:
    """Every relation in the ledger; nothing is added or removed. Raises LedgerError."""
    now = open_ledger(place)
    return findings(now.records, now, Changes(), None)


def diff_articles(
    paths: Sequence[str], place: Place, *, stdin: BinaryIO | None = None, progress: Progress = silent
) -> Findings:
    """Articles against the ledger, nothing written; one that the ledger holds already is taken from there, without a
    language model. Raises LedgerError, ModelError."""
    articles, problems = read_many(paths, root=place.root, stdin=stdin)

    def records(ledger: Ledger) -> list[ArticleRecord]:
        known = {record.article.id: record for record in opened(place, ledger).records}
        unknown = [article for article in articles if article.info.id not in known]
        extracted, failed = extract_articles(
            unknown, place.settings, own_voice=place.settings.own_voice, progress=progress
        )
        problems.extend(failed)
        theirs = [known[article.info.id] for article in articles if article.info.id in known]
        return [*theirs, *(apply_corrections(record, ledger.corrections)[0] for record in extracted)]

    ledger, ours = ledger_about(place, [article.info for article in articles], records)
    now = opened(place, ledger)
    recorded = {record.article.id for record in now.records}
    after = now.with_records(record for record in ours if record.article.id not in recorded)
    change = changes(now.records, after.records)
    claims = [claim.id for record in ours for claim in record.claims]
    told = findings(now.records, after, change, claims, problems=problems)
    return replace(told, warnings=(*without_claims(ours), *told.warnings))
