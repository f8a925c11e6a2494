"""``correct``: a person's correction of a claim, or a claim that they add, written beside the records."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimledger.compare.origin import same_person
from claimledger.errors import LedgerError
from claimledger.ledger.codec import dump_claim
from claimledger.ledger.files import CORRECTIONS
from claimledger.ledger.people import (
    Correction,
    added_claim,
    append_correction,
    apply_corrections,
    name_key,
    parse_corrections,
)
from claimledger.ledger.store import Ledger, add_correction, load_ledger
from claimledger.records import STANCES, ArticleInfo, ArticleRecord, Claim, Problem, Stance
from claimledger.workflows.differences import differences
from claimledger.workflows.missed import find_statement, quote_at, read_fields, worded
from claimledger.workflows.opened import Opened, named, opened
from claimledger.workflows.place import Place
from claimledger.workflows.source_text import article_text, body_start
from claimledger.workflows.typed import Fields, as_loaded, assignments, date, quantity, spans

_ORDER = tuple(one.name for one in dataclasses.fields(Claim))
_PLAIN = ("agency", "quote", "stance", "polarity", "modality")


@dataclass(frozen=True, slots=True)
class Given:
    """What a person typed; None or () where they did not. An empty text takes the field away."""

    statement: str | None = None
    span: Sequence[str] = ()
    speaker: str | None = None
    kind: str | None = None
    role: str | None = None
    affiliation: str | None = None
    agency: str | None = None
    via: Sequence[str] = ()
    quote: str | None = None
    stance: str | None = None
    said_on: str | None = None
    when: str | None = None
    polarity: str | None = None
    modality: str | None = None
    place: Sequence[str] = ()
    quantity: Sequence[str] = ()
    set: Sequence[str] = ()


NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Corrected:
    """The claim's id, what is now otherwise, a line each, and the file; no file where nothing was to be written."""

    claim: str
    changes: tuple[str, ...]
    file: Path | None


def correct(
    ident: str,
    place: Place,
    given: Given = NOTHING,
    *,
    drop: bool = False,
    note: str | None = None,
    by: str | None = None,
) -> Corrected:
    """Correct a claim, by its id or how it begins, or drop it. Raises LedgerError: no such claim, a value that is none,
    a ledger that cannot be written."""
    if drop == (given != NOTHING):
        raise LedgerError(
            "--drop takes the whole claim out" if drop else "nothing is to be corrected",
            hint="leave the other fields away" if drop else "give the field that is wrong, as in --stance denies",
        )
    ledger = load_ledger(place.ledger)
    record, claim, damaged = _find(ident, ledger, place)
    if drop:
        # In a record that was edited by hand the claim may be gone already.
        name = claim.id if claim else ident
        return _written(Correction(claim=name, drop=True, note=note, by=by), place, name, ("dropped",))
    if claim is None:
        raise LedgerError(f"no claim {ident!r} in {place.ledger}", hint="claimledger list shows the ids")
    fields = changed_fields(given, claim, record, ledger, place)
    correction = _checked(Correction(claim=claim.id, fields=fields, note=note, by=by))
    after, stale = apply_corrections(dataclasses.replace(record, claims=(claim,)), (correction,))
    if stale:
        raise LedgerError(stale[0].message, hint=stale[0].hint)
    changes = tuple(differences(dump_claim(claim), dump_claim(after.claims[0])))
    if not changes and not damaged:
        return Corrected(claim.id, (), None)
    return _written(correction, place, claim.id, changes)


def add(article: str, place: Place, given: Given, *, note: str | None = None, by: str | None = None) -> Corrected:
    """Add a claim that was missed to an article, by its id, how it begins, or its path. Raises LedgerError as
    `correct`, and where the statement does not stand in the article."""
    ledger = load_ledger(place.ledger)
    record = _article(article, ledger, place)
    fields = missed_fields(given, record, ledger, place)
    correction = _checked(Correction(article=record.article.id, add=fields, note=note, by=by))
    claim = added_claim(correction)
    if any(one.id == claim.id for one in record.claims) and not is_damaged(record, ledger):
        raise LedgerError(
            f"{record.article.id} has this claim already: {claim.id}", hint=f"claimledger show {claim.id}"
        )
    return _written(correction, place, claim.id, tuple(differences({}, dump_claim(claim))))


def changed_fields(given: Given, claim: Claim, record: ArticleRecord, ledger: Ledger, place: Place) -> Fields:
    """The fields to set on a claim, as its record writes them; LedgerError, ClaimledgerError: a value is none."""
    before: Fields = as_loaded(dump_claim(claim))
    fields: Fields = {}
    if given.statement is not None:
        text = _text(record.article, place)
        if text is not None:
            found = find_statement(given.statement, *text, _name(record.article), spans(given.span))
            read = read_fields(text[0], found, record.article.published, _places(record), place.settings)
            fields = {"statement": worded(text[0], found), "span": as_loaded(found)}
            fields |= {key: read.get(key) for key in ("quantities", "about") if read.get(key) != before.get(key)}
        else:
            fields = {"statement": given.statement}
    if given.span and "span" not in fields:
        fields["span"] = spans(given.span)
    if (speaker := _speaker(given, claim, record, ledger)) is not None:
        fields["speaker"] = speaker or None
    return {**fields, **_values(given, before, place), **assignments(given.set)}


def missed_fields(given: Given, record: ArticleRecord, ledger: Ledger, place: Place) -> Fields:
    """The fields of a claim to add, in the order of a record: those given, the others as its words tell them."""
    own = assignments(given.set)
    info = record.article
    statement = own.get("statement", given.statement)
    if not isinstance(statement, str) or not statement.strip():
        raise LedgerError("a claim to add needs its words", hint='give --statement "…" as it stands in the article')
    stance = _stance(given)
    text = _text(info, place)
    if text is not None:
        found = find_statement(statement, *text, _name(info), own.get("span") or spans(given.span))
        fields: Fields = {
            "statement": worded(text[0], found),
            "span": as_loaded(found),
            "quote": quote_at(text[0], found),
        }
        fields |= read_fields(text[0], found, info.published, _places(record), place.settings, stance=stance)
    else:
        if not (given.span or own.get("span")):
            raise LedgerError(
                f"{_name(info)} is not here, so that nobody can tell where in it the statement stands",
                hint="say where with --span START..END, in characters of the file",
            )
        whole = [(0, len(statement))]
        fields = {"statement": statement, "span": spans(given.span), "quote": "indirect"}
        fields |= read_fields(
            statement, whole, info.published, _places(record), place.settings, stance=stance, located=False
        )
    speaker = _speaker(given, None, record, ledger)
    if speaker:
        fields["speaker"] = speaker
        if agency := _agency(speaker, record):
            fields["agency"] = agency
    fields |= _values(given, fields, place)
    fields |= own
    return {key: fields[key] for key in (*_ORDER, *fields) if fields.get(key) not in (None, [], {})}


def is_damaged(record: ArticleRecord, ledger: Ledger) -> Problem | None:
    """The problem of a record that was changed since claimledger wrote it, all else of it being well-formed."""
    name = ledger.files.get(record.article.id)
    return next((one for one in ledger.problems if name and one.path == str(ledger.root / name)), None)


def _find(ident: str, ledger: Ledger, place: Place) -> tuple[ArticleRecord, Claim | None, bool]:
    """The record and the claim with this id. A record that was edited by hand may lack the claim."""
    records = {record.article.id: record for record in ledger.records}
    record = records.get(ident.partition("-")[0])
    claim = next((one for one in record.claims if one.id == ident), None) if record else None
    damaged = record is not None and is_damaged(record, ledger) is not None
    if record is None or (claim is None and not damaged):
        # Of a part of a ledger nobody can say that an id begins like no other.
        whole = opened(place, ledger)
        entry = named(ident, whole)
        record, claim = records[entry.article.id], entry.claim
    return record, claim, damaged


def _article(wanted: str, ledger: Ledger, place: Place) -> ArticleRecord:
    exact = [one for one in ledger.records if wanted in (one.article.id, one.article.path)]
    if len(exact) == 1:
        return exact[0]
    whole: Opened = opened(place, ledger)
    found = [one for one in whole.records if one.article.id.startswith(wanted)] if len(wanted) >= 4 else []
    if len(found) == 1:
        return found[0]
    if found:
        raise LedgerError(f"{wanted!r} is how {len(found)} ids begin", hint="give more of it")
    hint = "give the part of a claim's id before the hyphen, or the article's path as the ledger has it"
    raise LedgerError(f"no article {wanted!r} in {place.ledger}", hint=hint)


def _text(info: ArticleInfo, place: Place) -> tuple[str, int] | None:
    """The article's file and where its body begins; None where it is not here. LedgerError: it is another text now."""
    text = article_text(info, place)
    if text is None:
        return None
    start = body_start(info, text)
    if start is None:
        raise LedgerError(f"{info.path} is no longer the text that was recorded", hint="ingest it again first")
    return text, start


def _values(given: Given, before: Mapping[str, Any], place: Place) -> Fields:
    fields: Fields = {key: getattr(given, key) or None for key in _PLAIN if getattr(given, key) is not None}
    for key, option in (("said_on", "--said-on"), ("when", "--when")):
        typed = getattr(given, key)
        if typed is not None:
            fields[key] = date(option, typed, before.get(key)) if typed else None
    for key, values in (("via", given.via), ("places", given.place)):
        if values:
            fields[key] = [one for one in values if one] or None
    if given.quantity:
        wanted, old = [one for one in given.quantity if one], before.get("quantities") or []
        old = old if len(old) == len(wanted) else [None] * len(wanted)
        made = [quantity(one, was, place.settings) for one, was in zip(wanted, old, strict=True)]
        fields["quantities"] = made or None
    return fields


def _speaker(given: Given, claim: Claim | None, record: ArticleRecord, ledger: Ledger) -> Fields | None:
    """The fields of the speaker; {} takes it away, None leaves it. What the article says of somebody of this name is
    kept; another name does not inherit it."""
    parts = {"kind": given.kind, "role": given.role, "affiliation": given.affiliation}
    if given.speaker == "":
        return {}
    if given.speaker is None and not any(one is not None for one in parts.values()):
        return None
    old = claim.speaker if claim else None
    name = given.speaker or (old.name if old else None)
    if name is None:
        raise LedgerError("this claim has no speaker", hint="give --speaker NAME too")
    fields: Fields = {}
    if old and (name == old.name or (old.kind == "person" and same_person(name, old.name))):
        before = as_loaded(dump_claim(dataclasses.replace(claim, speaker=old)))["speaker"] if claim else {}
        fields = {**before, "name": name}
    else:
        fields = {"name": name, **_known(name, record, ledger)}
        if "kind" not in fields:
            fields["kind"] = old.kind if old and old.kind in ("person", "organization") else "person"
    fields |= {key: value for key, value in parts.items() if value is not None}
    return {key: fields[key] for key in ("name", "kind", "role", "affiliation", "mention", "span") if fields.get(key)}


def _known(name: str, record: ArticleRecord, ledger: Ledger) -> Fields:
    """Who bears this name in the article, else of what kind they are elsewhere in the ledger."""
    key = name_key(name)
    for one in (claim.speaker for claim in record.claims):
        if one and name_key(one.name) == key:
            fields = {"kind": one.kind, "role": one.role, "affiliation": one.affiliation}
            return {part: value for part, value in fields.items() if value}
    if record.article.outlet and name_key(record.article.outlet) == key:
        return {"kind": "outlet"}
    others = (other for other in ledger.records if other.article.id != record.article.id)
    for claim in (claim for other in (record, *others) for claim in other.claims):
        if claim.speaker and name_key(claim.speaker.name) == key:
            return {"kind": claim.speaker.kind}
        if claim.agency and name_key(claim.agency) == key:
            return {"kind": "organization"}
    return {} if any(char.isupper() for char in name) else {"kind": "unnamed"}


def _agency(speaker: Mapping[str, Any], record: ArticleRecord) -> str | None:
    """The institution behind a speaker, as the article's other claims of theirs have it."""
    if speaker["kind"] in ("organization", "outlet"):
        return str(speaker["name"])
    key = name_key(speaker["name"])
    found = {one.agency for one in record.claims if one.speaker and name_key(one.speaker.name) == key}
    return found.pop() if len(found) == 1 else None


def _stance(given: Given) -> Stance:
    return next((one for one in STANCES if one == given.stance), "asserts")


def _places(record: ArticleRecord) -> Iterable[str]:
    return (name for claim in record.claims for name in claim.places)


def _name(info: ArticleInfo) -> str:
    return info.path or info.title or info.id


def _checked(correction: Correction) -> Correction:
    """The correction as it will be read again. LedgerError: a value is wrong."""
    try:
        text = append_correction("", correction)
    except ValueError as error:
        raise LedgerError(f"cannot be written: {error}") from None
    read, problems = parse_corrections(text)
    if problems:
        raise LedgerError(problems[0].message, hint=problems[0].hint)
    return read[0]


def _written(correction: Correction, place: Place, claim: str, changes: tuple[str, ...]) -> Corrected:
    add_correction(place.ledger, correction)
    return Corrected(claim, changes, place.ledger / CORRECTIONS)
