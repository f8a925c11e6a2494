"""``check``: everything in the ledger that does not fit, against itself and against the articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from claimledger.findings import count
from claimledger.frontmatter import split_front_matter
from claimledger.ledger.files import PEOPLE, RULINGS
from claimledger.ledger.people import stale_rulings
from claimledger.ledger.store import Ledger, load_ledger, record_file
from claimledger.ledger.texts import orphaned_texts, text_file
from claimledger.records import ArticleRecord, Problem, claim_ids
from claimledger.webpage import is_page
from claimledger.workflows.place import Place
from claimledger.workflows.source_text import article_text, body_start, stands_in


@dataclass(frozen=True, slots=True)
class Checked:
    faults: tuple[Problem, ...]
    summary: str


def check(place: Place) -> Checked:
    """Every fault: of schema, digest, ids, file names, spans, rulings, corrections. LedgerError: no ledger.

    An article whose file is not in the repository cannot be compared with its record; the summary counts these.
    """
    ledger = load_ledger(place.ledger)
    edits = _hand_edits(ledger, place)
    faults = [one for problem in ledger.problems for one in edits.get(problem.path or "", (problem,))]
    # What a correction of an edited record says can be told only when the file is as it was.
    edited = [record.article.id for record in ledger.recorded if _file(record, ledger) in edits]
    faults += [one for one in ledger.warnings if not any(ident in one.message for ident in edited)]
    missing = 0
    for record in ledger.recorded:
        file = _file(record, ledger)
        if len(edits.get(file, ())) > 1:
            continue
        faults += _identity(record, ledger.files[record.article.id], file)
        text = article_text(record.article, place)
        if text is None and is_page(record.article.path):
            lost = f"the copy of the text of {record.article.path} is not in the ledger or cannot be read"
            faults.append(Problem(lost, str(place.ledger / text_file(record.article.id)), hint=_AGAIN))
        elif text is None:
            missing += 1
        else:
            faults += _against_article(record, text, file)
    faults += orphaned_texts(ledger.root, ledger.files)
    statements = {claim.id: claim.statement for record in ledger.records for claim in record.claims}
    rulings = str(place.ledger / RULINGS)
    faults += [replace(one, path=one.path or rulings) for one in stale_rulings(ledger.rulings, statements)]
    faults += _unread(place.ledger)
    return Checked(tuple(faults), _summary(ledger, len(faults), missing))


def _unread(root: Path) -> Iterator[Problem]:
    """What a person may have meant for rulings, aliases or corrections."""
    for path in sorted(root.glob("*.y*ml")):
        if path.name not in PEOPLE:
            yield Problem("nothing reads this file", str(path), hint=f"the names are {', '.join(PEOPLE)}")


def _hand_edits(ledger: Ledger, place: Place) -> dict[str, tuple[Problem, ...]]:
    """By the file of a record that was edited by hand, what is to be said of it."""
    files = {_file(record, ledger) for record in ledger.recorded}
    if not any(problem.path in files for problem in ledger.problems):
        return {}
    # Imported here, since a ledger in order has no use for it.
    from claimledger.workflows.handedits import hand_edits

    return hand_edits(ledger, place)


def _file(record: ArticleRecord, ledger: Ledger) -> str:
    return str(ledger.root / ledger.files[record.article.id])


def _identity(record: ArticleRecord, name: str, file: str) -> Iterator[Problem]:
    expected = claim_ids(
        record.article.id, ((one.statement, one.speaker.name if one.speaker else None) for one in record.claims)
    )
    for claim, ident in zip(record.claims, expected, strict=True):
        if claim.id != ident:
            yield Problem(f"{claim.id} is not the id of its statement and speaker ({ident})", file, hint=_AGAIN)
    if name != record_file(record.article):
        yield Problem(f"the file should be called {record_file(record.article)}", file, hint=_AGAIN)


def _against_article(record: ArticleRecord, text: str, file: str) -> Iterator[Problem]:
    if body_start(record.article, text) is None:
        front = split_front_matter(text, record.article.path or "")
        changed = f"{record.article.path} is no longer the text that this record was made from"
        yield front if isinstance(front, Problem) else Problem(changed, file, hint=_AGAIN)
        return
    for claim in record.claims:
        if not stands_in(claim, text):
            yield Problem(f"{claim.id} does not stand at {list(map(list, claim.span))}", file, hint=_AGAIN)


def _summary(ledger: Ledger, faults: int, missing: int) -> str:
    claims = sum(len(record.claims) for record in ledger.records)
    elsewhere = f" ({count(missing, 'article')} not in the repository)" if missing else ""
    return f"{count(len(ledger.records), 'article')}, {count(claims, 'claim')}{elsewhere}: {count(faults, 'fault')}"


_AGAIN = "claimledger ingest the article again"
