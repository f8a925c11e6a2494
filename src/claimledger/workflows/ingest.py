"""``ingest``: articles → records in the ledger, and how their claims stand to the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from claimledger.compare.changes import changes
from claimledger.findings import Findings
from claimledger.ledger.people import apply_corrections
from claimledger.ledger.store import Ledger, load_ledger, write_records
from claimledger.metadata import NOTHING, Metadata
from claimledger.read import read_many
from claimledger.records import ArticleRecord, Problem
from claimledger.workflows.extracted import Progress, extract_articles, silent
from claimledger.workflows.opened import Opened, findings, opened
from claimledger.workflows.place import Place


def ingest(
    paths: Sequence[str],
    place: Place,
    options: Metadata = NOTHING,
    *,
    own_voice: bool = False,
    dry_run: bool = False,
    stdin: BinaryIO | None = None,
    progress: Progress = silent,
) -> Findings:
    """Claims added, changed and removed, and every relation of the articles' claims. What could not be read or written
    comes back in ``problems``; the rest is on disk, unless ``dry_run``. Raises LedgerError, ModelError."""
    articles, problems = read_many(paths, options, root=place.root, stdin=stdin)
    records, failed = extract_articles(
        articles, place.settings, own_voice=own_voice or place.settings.own_voice, progress=progress
    )
    problems += failed
    exists = place.ledger.is_dir()
    before = load_ledger(place.ledger) if exists else Ledger(place.ledger)
    if dry_run:
        after = opened(place, before).with_records(apply_corrections(one, before.corrections)[0] for one in records)
        return _findings(before, after, records, problems)
    place.ledger.mkdir(parents=True, exist_ok=True)
    problems += [one.problem for one in write_records(place.ledger, records, place.root) if one.problem]
    written = load_ledger(place.ledger)
    if written.problems:
        # The records are written; only what they mean for the rest cannot be said.
        return Findings(problems=(*problems, *written.problems))
    return _findings(before, opened(place, written), records, problems)


def _findings(before: Ledger, after: Opened, records: Sequence[ArticleRecord], problems: Sequence[Problem]) -> Findings:
    """What the articles changed, and the relations of all their claims, as people corrected them."""
    articles = {record.article.id for record in records}
    ours = [claim.id for record in after.records if record.article.id in articles for claim in record.claims]
    change = changes(before.records, after.records)
    return findings(before.records, after, change, ours, problems=problems)
