"""Records ↔ YAML text, no disk. The same record always gives the same bytes; every field is checked on the way in.

A record's ``digest`` line holds the number of claims and the SHA-256 of all the rest of its text (with LF line ends),
so that any cut, any flipped byte and any hand edit shows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from claimledger.ledger.canonical import load_canonical, load_header
from claimledger.ledger.fields import (
    DATE_KEYS,
    INFO_KEYS,
    QUANTITY_KEYS,
    SPEAKER_KEYS,
    TOPIC_KEYS,
    Fault,
    each,
    inside,
    mapping,
    parse_claim,
    parse_info,
)
from claimledger.ledger.strict import entry, item, load_strict, locate
from claimledger.records import SCHEMA, ArticleInfo, ArticleRecord, Claim, Problem

__all__ = ["dump_claim", "dump_record", "load_strict", "newer_schema", "parse_header", "parse_record", "sealed_header"]

_SCHEMA_NAME, _, _SCHEMA_VERSION = SCHEMA.partition("/")
_SCHEMA_LINE = re.compile(rf"^schema: *[\"']?{_SCHEMA_NAME}/([0-9]+)", re.MULTILINE)
_DIGEST_LINE = re.compile(r"^digest: \{claims: (0|[1-9][0-9]*), sha256: ([0-9a-f]{64})\}\n", re.MULTILINE)
_RESTORE = "restore the file from git, or `claimledger ingest` the article again"
_REGENERATE = "run `claimledger ingest` on the article to write it anew; `claimledger correct` keeps an edit"


def dump_record(record: ArticleRecord) -> str:
    """The canonical text of a record. ValueError: something that YAML cannot hold (a lone surrogate, a NaN)."""
    info = record.article
    head = [f"schema: {SCHEMA}\n", "article:\n"]
    head += [entry(key, value, "  ") for key in INFO_KEYS if (value := getattr(info, key))]
    body = ["claims:\n" if record.claims else "claims: []\n"]
    for claim in record.claims:
        body += _dump_claim(claim)
    top, rest = "".join(head), "".join(body)
    return f"{top}digest: {{claims: {len(record.claims)}, sha256: {_sha256(top + rest)}}}\n{rest}"


def parse_record(text: str, path: str | None = None) -> tuple[ArticleRecord | None, tuple[Problem, ...]]:
    """The record of a text, and what is wrong with it. No record where the text breaks the format; a record *and* a
    problem where only the digest does not fit, which is what a hand edit leaves."""
    # The version comes first: what a newer schema allows is not ours to judge.
    newer = newer_schema(text, path)
    if newer is not None:
        return None, (newer,)
    value: Any = load_canonical(text)
    if value is None:
        value, problems = load_strict(text, path)
        if problems:
            return None, tuple(one if one.hint else replace(one, hint=_RESTORE) for one in problems)
    try:
        record = _record(value)
    except Fault as fault:
        line, column = locate(text, fault.keys)
        return None, (Problem(fault.message, path, line, column, fault.hint),)
    damage = _check_digest(text, value["digest"], len(record.claims), path)
    return record, (damage,) if damage else ()


def parse_header(text: str, path: str | None = None) -> ArticleInfo | None:
    """The article of a record's text, read from its first lines only; None where they cannot be read."""
    end = text.find("\ndigest:")
    value, problems = load_strict(text[: end + 1] if end >= 0 else text, path)
    try:
        return None if problems else parse_info(mapping(value, "").get("article"))
    except Fault:
        return None


def sealed_header(text: str) -> ArticleInfo | None:
    """The article of a record that stands as claimledger wrote it, its claims not read; None where its digest does not
    hold or only reading all of it can tell."""
    fields, match = load_header(text), _DIGEST_LINE.search(text)
    if fields is None or match is None or text.count("\n- id: ") != int(match[1]):
        return None
    try:
        return parse_info(fields) if _sha256(text[: match.start()] + text[match.end() :]) == match[2] else None
    except (Fault, UnicodeEncodeError):
        return None


def newer_schema(text: str, path: str | None = None) -> Problem | None:
    """The problem of a text that a newer claimledger wrote, which this one must neither read nor write over."""
    match = _SCHEMA_LINE.search(text, 0, 1000)
    if match is None or int(match[1][:9]) <= int(_SCHEMA_VERSION):
        return None
    line = text.count("\n", 0, match.start()) + 1
    return Problem(
        f"written in the format {_SCHEMA_NAME}/{match[1][:9]}, this program reads up to {SCHEMA}",
        path,
        line,
        1,
        "install a newer claimledger; the file is left as it is",
    )


# Out -----------------------------------------------------------------------------------------------------------------


def _dump_claim(claim: Claim) -> Iterator[str]:
    for key, value in dump_claim(claim).items():
        if key == "quantities":
            yield "  quantities:\n"
            yield from (item(quantity, "  ") for quantity in value)
        elif key == "about":
            yield "  about:\n"
            yield from (entry(name, words, "    ") for name, words in value.items())
        else:
            yield entry(key, value, "- " if key == "id" else "  ")


def dump_claim(claim: Claim) -> dict[str, Any]:
    """The fields of a claim in their order, as maps, lists and scalars, without what is empty or the default."""
    out: dict[str, Any] = {"id": claim.id, "statement": claim.statement, "span": claim.span, "quote": claim.quote}
    _put(out, "cue", claim.cue and {"text": claim.cue.text, "span": claim.cue.span})
    _put(out, "stance", claim.stance if claim.stance != "asserts" else None)
    _put(out, "speaker", claim.speaker and _fields(claim.speaker, SPEAKER_KEYS))
    _put(out, "agency", claim.agency)
    _put(out, "via", claim.via)
    _put(out, "said_on", claim.said_on and _fields(claim.said_on, DATE_KEYS))
    _put(out, "when", claim.when and _fields(claim.when, DATE_KEYS))
    _put(out, "polarity", claim.polarity if claim.polarity != "affirmed" else None)
    _put(out, "modality", claim.modality if claim.modality != "actual" else None)
    _put(out, "places", claim.places)
    _put(out, "quantities", [_fields(quantity, QUANTITY_KEYS) for quantity in claim.quantities])
    _put(out, "about", {key: words for key in TOPIC_KEYS if (words := getattr(claim.about, key))})
    return out


def _put(out: dict[str, Any], key: str, value: Any) -> None:
    if value:
        out[key] = value


def _fields(value: object, keys: Sequence[str]) -> dict[str, Any]:
    # A figure of 0 stays: it equals False, yet it is neither empty nor a default.
    items = ((key, getattr(value, key)) for key in keys)
    return {key: item for key, item in items if item is not None and item is not False and item != ""}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


# In -------------------------------------------------------------------------------------------------------------------


def _check_digest(text: str, digest: Mapping[str, Any], claims: int, path: str | None) -> Problem | None:
    plain = text.replace("\r\n", "\n")
    match = _DIGEST_LINE.search(plain)
    line, column = locate(text, ("digest",)) if match is None else (plain.count("\n", 0, match.start()) + 1, 1)
    if match is None or digest.get("claims") != int(match[1]) or digest.get("sha256") != match[2]:
        return Problem("the digest is not as claimledger writes it", path, line, column, _REGENERATE)
    if int(match[1]) != claims:
        return Problem(f"{claims} claims where the digest counts {match[1]}", path, line, column, _REGENERATE)
    if _sha256(plain[: match.start()] + plain[match.end() :]) != match[2]:
        return Problem("changed since claimledger wrote it: the digest differs", path, line, column, _REGENERATE)
    return None


def _record(value: object) -> ArticleRecord:
    fields = mapping(value, "a record")
    if fields.get("schema") != SCHEMA:
        raise Fault(f"not a ledger record: `schema: {SCHEMA}` is missing", ("schema",))
    info = inside("article", parse_info, fields.get("article"))
    inside("digest", mapping, fields.get("digest"))
    out: dict[str, Claim] = {}
    for number, claim in enumerate(each("claims", lambda item: parse_claim(item, info.id), fields.get("claims"))):
        if claim.id in out:
            raise Fault(f"the claim {claim.id} is there twice", ("claims", number, "id"), "keep one of them")
        out[claim.id] = claim
    return ArticleRecord(info, tuple(out.values()))
