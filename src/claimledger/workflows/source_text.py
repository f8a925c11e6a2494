"""Claims in the article files they come from: their text and line, where the file is there and still the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from claimledger.findings import Entry, Findings
from claimledger.ledger.files import read_file
from claimledger.ledger.store import load_ledger
from claimledger.read import MAX_BYTES, is_plain_path
from claimledger.records import ArticleInfo, Claim, Problem
from claimledger.workflows.place import Place


def article_text(info: ArticleInfo, place: Place) -> str | None:
    """The text of an article's file, a BOM not counted; None where the repository has no such readable file.

    A record is a stranger's file: its path may not lead out of the repository.
    """
    if info.path is None or not is_plain_path(info.path):
        return None
    file = place.root / info.path
    try:
        if not file.resolve().is_relative_to(place.root.resolve()):
            return None
        data = read_file(place.root, info.path, MAX_BYTES + 1)
        if isinstance(data, Problem) or len(data) > MAX_BYTES:
            return None
        return data.decode("utf-8").removeprefix("\ufeff")
    except (OSError, UnicodeDecodeError):
        return None


def stands_in(claim: Claim, text: str) -> bool:
    """Whether the claim's spans hold its statement."""
    if not all(0 <= start < end <= len(text) for start, end in claim.span):
        return False
    found = " … ".join(text[start:end] for start, end in claim.span)
    return found.split() == claim.statement.split()


def claim_text(entry: Entry, place: Place) -> str | None:
    """The text of the article's file if the claim still stands in it."""
    text = article_text(entry.article, place)
    return text if text is not None and stands_in(entry.claim, text) else None


def with_line(entry: Entry, files: Mapping[str, str], place: Place) -> Entry:
    """The entry with its article's file and line, else those of its record in the ledger; ``files`` are its files."""
    text = claim_text(entry, place)
    if text is not None:
        return replace(entry, file=entry.article.path, line=text.count("\n", 0, entry.claim.span[0][0]) + 1)
    name = files.get(entry.article.id)
    file = place.ledger / name if name else None
    if name is None or file is None or not file.is_relative_to(place.root):
        return entry
    data = read_file(place.ledger, name)
    if isinstance(data, Problem):
        return entry
    lines = data.decode("utf-8", "replace").split("\n")
    wanted = f"- id: {entry.claim.id}"
    line = next((number for number, text in enumerate(lines, start=1) if text.startswith(wanted)), None)
    return replace(entry, file=file.relative_to(place.root).as_posix(), line=line)


def with_lines(findings: Findings, place: Place) -> Findings:
    """The findings with file and line of the claims that stand in relations."""
    wanted = {claim for one in findings.relations for claim in (one.a, one.b)} & findings.entries.keys()
    files = load_ledger(place.ledger).files if wanted else {}
    located = {claim: with_line(findings.entries[claim], files, place) for claim in sorted(wanted)}
    return replace(findings, entries={**findings.entries, **located})
