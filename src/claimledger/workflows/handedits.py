"""Edits by hand inside an article's record: what was changed, and the command that keeps each of them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from claimledger.errors import ClaimledgerError, GitError
from claimledger.ledger.codec import dump_claim, dump_record, parse_record
from claimledger.ledger.files import read_file
from claimledger.ledger.history import in_repository, ledger_blobs, read_blobs
from claimledger.ledger.people import apply_corrections
from claimledger.ledger.store import Ledger
from claimledger.ledger.strict import flow, locate
from claimledger.records import ArticleInfo, ArticleRecord, Claim, Problem, claim_ids
from claimledger.workflows.correct import Given, changed_fields, is_damaged, missed_fields
from claimledger.workflows.differences import DEFAULTS, differences
from claimledger.workflows.place import Place
from claimledger.workflows.source_text import article_text
from claimledger.workflows.typed import Fields, as_loaded

MOST_REVISIONS = 20
_INFO = ("path", "title", "outlet", "published", "url", "author", "model")
_OPTIONS = ("stance", "polarity", "modality", "quote", "agency", "statement", "via")
_SPEAKER = ("kind", "role", "affiliation")


def hand_edits(ledger: Ledger, place: Place) -> dict[str, tuple[Problem, ...]]:
    """By file, what is to be said of each record whose digest does not fit: that it was changed and how to
    restore it, then each edit with the command that keeps it, where git has the record as claimledger wrote it."""
    damaged = {record.article.id: problem for record in ledger.recorded if (problem := is_damaged(record, ledger))}
    written = _as_written(ledger, {ledger.files[ident] for ident in damaged}, place)
    out = {}
    for record in ledger.recorded:
        if (problem := damaged.get(record.article.id)) is not None:
            file = ledger.files[record.article.id]
            rev, before = written.get(file, (None, None))
            out[str(ledger.root / file)] = tuple(_told(record, before, rev, problem, ledger, place))
    return out


def _as_written(ledger: Ledger, names: set[str], place: Place) -> dict[str, tuple[str, ArticleRecord]]:
    """The latest version of each file that git has and that still is as claimledger wrote it, with its revision."""
    found: dict[str, tuple[str, ArticleRecord]] = {}
    for back in range(MOST_REVISIONS if names else 0):
        rev = f"HEAD~{back}" if back else "HEAD"
        try:
            blobs = ledger_blobs(place.ledger, rev, [])
            wanted = {name: blobs[name] for name in names - found.keys() if name in blobs}
            contents = read_blobs(place.ledger, wanted.values())
        except GitError:
            break
        for name, blob in wanted.items():
            record, problems = parse_record(contents[blob].decode("utf-8", "replace"))
            if record is not None and not problems:
                found[name] = (rev, record)
        if names <= found.keys():
            break
    return found


def _told(
    record: ArticleRecord, before: ArticleRecord | None, rev: str | None, problem: Problem, ledger: Ledger, place: Place
) -> Iterator[Problem]:
    name = ledger.files[record.article.id]
    data = read_file(ledger.root, name)
    text = "" if isinstance(data, Problem) else data.decode("utf-8", "replace")
    edits = list(_edits(record, before, ledger, place)) if before and before.article.id == record.article.id else []
    restore = f"restore the file: {_restore(record.article, name, rev, place)}"
    if edits:
        yield replace(problem, hint=f"keep what is right of the edits below, then {restore}")
    elif _digest(dump_record(record)) == _digest(text):
        yield replace(problem, message=f"{problem.message}, though no field of it", hint=restore)
    elif before:
        yield replace(problem, hint=restore)
    else:
        known = "git has no version of it that was not edited"
        if not in_repository(place.ledger):
            known = "there is no git to compare it with"
        yield replace(problem, hint=f"{known}: tell claimledger correct what you changed, then {restore}")
    for keys, message, hint in edits:
        line, column = locate(text, keys)
        yield Problem(message, problem.path, line, column, hint)


_Edit = tuple[tuple[str | int, ...], str, str | None]


def _edits(record: ArticleRecord, before: ArticleRecord, ledger: Ledger, place: Place) -> Iterator[_Edit]:
    """Where each edit stands in the file, what it is, and how it is kept."""
    info = record.article
    for key in _INFO:
        old, new = getattr(before.article, key), getattr(info, key)
        if old != new:
            [change] = differences({key: old}, {key: new})
            hint = f"write it on top of the article: {key}: {new or ''}" if key not in ("path", "model") else None
            yield ("article", key), f"changed by hand: {change}", hint
    kept = apply_corrections(before, ledger.corrections)[0]
    corrected = {claim.id: claim for claim in kept.claims}
    earlier = {claim.id: claim for claim in before.claims}
    present = {claim.id for claim in record.claims}
    for number, claim in enumerate(record.claims):
        if claim.id in earlier:
            told = _changed(claim, earlier[claim.id], corrected.get(claim.id), record, ledger, place)
            if told:
                yield ("claims", number, "id"), *told
        elif (ident := _ident(claim, info.id)) in earlier and ident not in present:
            present.add(ident)
            yield ("claims", number, "id"), f"{claim.id} is {ident}: its id was changed by hand", "ids are not kept"
        else:
            hint = _KEPT
            if _content(claim) not in map(_content, kept.claims):
                hint = _adding(claim, record, kept, ledger, place)
            yield ("claims", number, "id"), f"{claim.id} was added by hand", hint
    for claim in before.claims:
        if claim.id not in present:
            hint = f"to leave it out: claimledger correct {claim.id} --drop" if claim.id in corrected else _KEPT
            yield ("claims",), f"{claim.id} was taken out by hand", hint


def _changed(
    claim: Claim, earlier: Claim, corrected: Claim | None, record: ArticleRecord, ledger: Ledger, place: Place
) -> tuple[str, str | None] | None:
    old, new = dump_claim(earlier), dump_claim(claim)
    changes = ", ".join(differences(old, new))
    if not changes:
        return None
    message = f"{claim.id} was changed by hand: {changes}"
    if corrected is None:
        return message, "a correction drops this claim"
    now = dump_claim(corrected)
    keys = [key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key) and now.get(key) != new.get(key)]
    if not keys:
        return message, _KEPT
    # The command must do the same whether the file is restored before it runs or after.
    bases = (corrected, claim)
    words = [
        word
        for key in keys
        for word in _option(key, as_loaded(new.get(key, DEFAULTS.get(key))), bases, record, ledger, place)
    ]
    return message, f"to keep it: {shlex.join(['claimledger', 'correct', claim.id, *words])}"


def _option(
    key: str, value: Any, bases: Sequence[Claim], record: ArticleRecord, ledger: Ledger, place: Place
) -> list[str]:
    """The options that set a field to exactly this value: the plain ones where they do, else --set."""
    for words, given in _candidates(key, value):
        try:
            made = [as_loaded(changed_fields(given, base, record, ledger, place)) for base in bases]
        except ClaimledgerError:
            continue
        if all(one == {key: value} for one in made):
            return words
    return ["--set", f"{key}={flow(value)}"]


def _candidates(key: str, value: Any) -> Iterator[tuple[list[str], Given]]:
    if key in _OPTIONS and isinstance(value, str):
        yield [f"--{key}", value], replace(Given(), **{key: value})
    elif key == "via" and value:
        yield [word for one in value for word in ("--via", one)], Given(via=value)
    elif key == "places" and value:
        yield [word for one in value for word in ("--place", one)], Given(place=value)
    elif key in ("said_on", "when") and value and "date" in value:
        yield [f"--{key.replace('_', '-')}", value["date"]], replace(Given(), **{key: value["date"]})
    elif key == "quantities" and value:
        typed = [_typed(one) for one in value]
        yield [word for one in typed for word in ("--quantity", one)], Given(quantity=typed)
    elif key == "speaker" and value:
        # Said in full where the name is another one: what else is known of it may not be the same at the next reading.
        parts = {part: value.get(part, "") for part in _SPEAKER}
        for changed in ({part: one} for part, one in parts.items()):
            yield _spelt(changed), replace(Given(), **changed)
        yield ["--speaker", value["name"], *_spelt(parts)], Given(speaker=value["name"], **parts)
    if value is None and key in ("agency", "speaker", "said_on", "when"):
        yield [f"--{key.replace('_', '-')}", ""], replace(Given(), **{key: ""})


def _spelt(options: Mapping[str, str]) -> list[str]:
    return [word for key, value in options.items() for word in (f"--{key}", value)]


def _adding(claim: Claim, record: ArticleRecord, kept: ArticleRecord, ledger: Ledger, place: Place) -> str:
    """How to add this claim: the command, whatever other claims tell of its speaker; its words stand where the article
    has them. Or why it cannot be added."""
    target: Fields = {key: value for key, value in as_loaded(dump_claim(claim)).items() if key != "id"}
    words, given = ["--statement", claim.statement], Given(statement=claim.statement)
    if claim.speaker:
        words, given = [*words, "--speaker", claim.speaker.name], replace(given, speaker=claim.speaker.name)
    bases = (replace(record, claims=tuple(one for one in record.claims if one.id != claim.id)), kept)
    where = [f"{start}..{end}" for start, end in claim.span]
    why = ""
    for spans in ([], where):
        try:
            made = [
                as_loaded(missed_fields(replace(given, span=spans), one, ledger, place))
                for one in (*bases, replace(record, claims=()))
            ]
        except ClaimledgerError as error:
            why = why or error.message
            continue
        words += [word for one in spans for word in ("--span", one)]
        found = [key for key in dict.fromkeys((*made[0], *target)) if key not in ("statement", "span")]
        rest = [key for key in found if any(one.get(key) != target.get(key) for one in made)]
        words += [word for key in rest for word in ("--set", f"{key}={flow(target.get(key))}")]
        return f"to keep it: {shlex.join(['claimledger', 'correct', record.article.id, '--add', *words])}"
    return f"it cannot be kept: {why}"


def _ident(claim: Claim, article: str) -> str:
    return claim_ids(article, [(claim.statement, claim.speaker.name if claim.speaker else None)])[0]


def _typed(one: Mapping[str, Any]) -> str:
    low, high = one.get("min"), one.get("max")
    figure = (
        f"{low:f}"
        if low is not None and low == high
        else f"{'' if low is None else low}..{'' if high is None else high}"
    )
    parts = ("about" if one.get("approximate") else None, figure, one.get("of"), one.get("unit"))
    return " ".join(part for part in parts if part)


def _content(claim: Claim) -> Claim:
    return replace(claim, id="")


def _restore(info: ArticleInfo, name: str, rev: str | None, place: Place) -> str:
    if info.path and article_text(info, place) is not None:
        return shlex.join(["claimledger", "ingest", info.path])
    if rev:
        file = place.ledger / name
        shown = file.relative_to(place.root).as_posix() if file.is_relative_to(place.root) else str(file)
        return shlex.join(["git", "restore", f"--source={rev}", "--", shown])
    return "claimledger ingest the article again"


def _digest(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("digest: ")]


_KEPT = "a correction keeps this already"
