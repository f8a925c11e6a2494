"""Claims in the texts they come from: the article's file, or the ledger's copy of the text of an HTML page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from claimledger.findings import Entry, Findings
from claimledger.frontmatter import split_front_matter
from claimledger.ledger.files import read_file
from claimledger.ledger.store import load_ledger
from claimledger.ledger.texts import text_file
from claimledger.read import MAX_BYTES, is_plain_path
from claimledger.records import ArticleInfo, Claim, Problem, article_id
from claimledger.webpage import is_page
from claimledger.workflows.place import Place


def article_text(info: ArticleInfo, place: Place) -> str | None:
    """The text that an article's offsets are of, a BOM not counted; None where the repository has no such readable
    file.

    A record is a stranger's file: its path may not lead out of the repository.
    """
    if is_page(info.path):
        return _read(place.ledger, text_file(info.id))
    if info.path is None or not is_plain_path(info.path):
        return None
    return _read(place.root, info.path)


def text_path(info: ArticleInfo, place: Place) -> str | None:
    """Where that text is, relative to the repository; None where it is outside."""
    if not is_page(info.path):
        return info.path
    file = place.ledger / text_file(info.id)
    return file.relative_to(place.root).as_posix() if file.is_relative_to(place.root) else None


def body_start(info: ArticleInfo, text: str) -> int | None:
    """Where the body begins in an article's text; None where this is no longer the text that was recorded."""
    front = split_front_matter(text, info.path or "")
    starts = (0,) if isinstance(front, Problem) else dict.fromkeys((front[1], 0))
    return next((start for start in starts if article_id(text[start:]) == info.id), None)


def _read(root: Path, name: str) -> str | None:
    try:
        if not (root / name).resolve().is_relative_to(root.resolve()):
            return None
        data = read_file(root, name, MAX_BYTES * 4 + 1)
        if isinstance(data, Problem) or len(data) > MAX_BYTES * 4:
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
        at = text.count("\n", 0, entry.claim.span[0][0]) + 1
        return replace(entry, file=text_path(entry.article, place), line=at)
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
