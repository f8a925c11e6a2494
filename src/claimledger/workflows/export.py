"""``export``: the claims of the ledger, as people corrected them, for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO, Literal

from claimledger.export.csv import csv_lines
from claimledger.export.jsonl import jsonl_lines
from claimledger.export.jsonld import jsonld_lines
from claimledger.export.parquet import write_parquet
from claimledger.findings import count
from claimledger.records import ArticleInfo, ArticleRecord, Problem
from claimledger.workflows.opened import open_ledger
from claimledger.workflows.place import Place
from claimledger.workflows.source_text import article_text, stands_in, text_path

Target = Literal["csv", "jsonl", "jsonld", "parquet"]


@dataclass(frozen=True, slots=True)
class Exported:
    summary: str
    warnings: tuple[Problem, ...] = ()


def export(place: Place, to: Target, sink: BinaryIO) -> Exported:
    """Everything in the ledger, in its order, written to ``sink``. Raises LedgerError where any of it cannot be read,
    ClaimledgerError where a library is missing."""
    opened = open_ledger(place)
    _WRITERS[to](opened.records, place, sink)
    claims = sum(len(record.claims) for record in opened.records)
    return Exported(f"{count(claims, 'claim')} of {count(len(opened.records), 'article')}", opened.ledger.warnings)


def _write(lines: Iterable[str], sink: BinaryIO) -> None:
    sink.writelines(line.encode("utf-8") for line in lines)


def _jsonld(records: Iterable[ArticleRecord], place: Place, sink: BinaryIO) -> None:
    known = {record.article.id: record for record in records}

    def text_of(info: ArticleInfo) -> str | None:
        text = article_text(info, place)
        return text if text is not None and all(stands_in(one, text) for one in known[info.id].claims) else None

    _write(jsonld_lines(records, text_of, lambda info: text_path(info, place)), sink)


_WRITERS: dict[Target, Callable[[tuple[ArticleRecord, ...], Place, BinaryIO], None]] = {
    "csv": lambda records, place, sink: _write(csv_lines(records), sink),
    "jsonl": lambda records, place, sink: _write(jsonl_lines(records), sink),
    "jsonld": _jsonld,
    "parquet": lambda records, place, sink: write_parquet(records, sink),
}
