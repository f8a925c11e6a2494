"""Claims as rows: the columns that CSV and Parquet share. Their names, none a word of SQL, and order are a public
contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from claimledger.records import ArticleInfo, Claim, Quantity

Kind = Literal["text", "number", "integer", "flag", "texts", "quantities"]


@dataclass(frozen=True, slots=True)
class Column:
    """What a cell holds: text, a decimal, an int, a bool, a tuple of texts or of `Quantity`; None where nothing."""

    name: str
    kind: Kind
    value: Callable[[Claim, ArticleInfo], Any]


def _part(of: str, name: str) -> Callable[[Claim, ArticleInfo], Any]:
    """A field of a part of the claim which may be missing."""
    return lambda claim, article: getattr(getattr(claim, of), name, None)


def _first(name: str) -> Callable[[Claim, ArticleInfo], Any]:
    """A field of the claim's first figure: most claims have one at most, and a table wants one number a row."""
    return lambda claim, article: getattr(_main(claim), name, None)


def _main(claim: Claim) -> Quantity | None:
    return claim.quantities[0] if claim.quantities else None


def _own(name: str) -> Callable[[Claim, ArticleInfo], Any]:
    return lambda claim, article: getattr(claim, name)


def _article(name: str) -> Callable[[Claim, ArticleInfo], Any]:
    return lambda claim, article: getattr(article, name)


COLUMNS: tuple[Column, ...] = (
    Column("claim_id", "text", _own("id")),
    Column("statement", "text", _own("statement")),
    Column("speaker", "text", _part("speaker", "name")),
    Column("speaker_kind", "text", _part("speaker", "kind")),
    Column("speaker_role", "text", _part("speaker", "role")),
    Column("speaker_affiliation", "text", _part("speaker", "affiliation")),
    Column("agency", "text", _own("agency")),
    Column("via", "texts", _own("via")),
    Column("cue", "text", _part("cue", "text")),
    Column("quote", "text", _own("quote")),
    Column("stance", "text", _own("stance")),
    Column("polarity", "text", _own("polarity")),
    Column("modality", "text", _own("modality")),
    Column("said_on_date", "text", _part("said_on", "date")),
    Column("said_on_text", "text", _part("said_on", "text")),
    Column("when_date", "text", _part("when", "date")),
    Column("when_text", "text", _part("when", "text")),
    Column("places", "texts", _own("places")),
    Column("quantity", "text", _first("text")),
    Column("quantity_min", "number", _first("min")),
    Column("quantity_max", "number", _first("max")),
    Column("quantity_unit", "text", _first("unit")),
    Column("quantity_of", "text", _first("of")),
    Column("quantity_approximate", "flag", _first("approximate")),
    Column("quantities", "quantities", _own("quantities")),
    Column("events", "texts", _part("about", "events")),
    Column("participants", "texts", _part("about", "participants")),
    Column("span_start", "integer", lambda claim, article: claim.span[0][0]),
    Column("span_end", "integer", lambda claim, article: claim.span[-1][1]),
    Column("article_id", "text", _article("id")),
    Column("path", "text", _article("path")),
    Column("title", "text", _article("title")),
    Column("outlet", "text", _article("outlet")),
    Column("published", "text", _article("published")),
    Column("url", "text", _article("url")),
    Column("author", "text", _article("author")),
    Column("model", "text", _article("model")),
)
