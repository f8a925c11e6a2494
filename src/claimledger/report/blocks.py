"""Facts → what a report says of each: a heading, a row for each value, the conflicts and updates. Bounded, since a fact
may have thousands of claims; the layout is up to the format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimledger.findings import ORDER, Entry, Findings, count, is_open, who
from claimledger.records import Relation
from claimledger.report.days import in_words, year_of
from claimledger.report.sides import sides

if TYPE_CHECKING:
    from claimledger.compare.grouped import Fact, Value

MOST_ROWS = 12
MOST_VOICES = 3
MOST_RELATIONS = 8
_NOUNS = {"conflicts": "conflict", "updates": "update", "corroborates": "corroboration", "echoes": "echo"}


@dataclass(frozen=True, slots=True)
class Row:
    """One value: ``mark`` is + where a claim of it is new, ~ where one has changed; ``voices`` say it on their own,
    ``echoes`` after one of them, ``more`` voices are left out. ``claim`` is the id of the claim that ``quote`` cites,
    a new one where there is one; ``entry`` is that claim."""

    mark: str
    value: str
    voices: tuple[str, ...]
    echoes: tuple[str, ...]
    more: int
    claim: str
    quote: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Line:
    """One relation: the claim of the change first. ``said`` has both values."""

    relation: Relation
    here: str
    there: str
    said: str


@dataclass(frozen=True, slots=True)
class Block:
    """One fact. ``shown`` are the ids of the claims that the rows or lines name; ``more_rows`` and ``more_lines`` are
    left out."""

    heading: str
    counts: str
    conflicting: bool
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    more_rows: int
    more_lines: int
    shown: frozenset[str]


def blocks(findings: Findings) -> Iterator[Block]:
    """A block for each fact, in their order: conflicts first, by severity."""
    for fact in findings.facts:
        yield _block(fact, findings)


def _block(fact: Fact, findings: Findings) -> Block:
    years = {year for claim in fact.claims if (year := year_of(_said_on(findings.entries.get(claim))))}
    year = years.pop() if len(years) == 1 else None
    marks = {**dict.fromkeys(findings.changed, "~"), **dict.fromkeys(findings.added, "+")}
    notable = [one for one in fact.relations if one.relation in ("conflicts", "updates")]
    told = {claim: _text(value, year) for value in fact.values for claim in (*value.claims, *value.echoes)}
    lines = [_line(one, findings, told) for one in notable[:MOST_RELATIONS]]
    # The values of the relations told come first where not all can be shown, then those of new claims.
    named = {claim for line in lines for claim in (line.here, line.there)}
    wanted = sorted(
        range(len(fact.values)),
        key=lambda i: (not named.intersection(_all(fact.values[i])), not marks.keys() & _all(fact.values[i]), i),
    )
    kept = [fact.values[i] for i in sorted(wanted[:MOST_ROWS])]
    rows = [_row(value, findings.entries, marks, named, year) for value in kept]
    return Block(
        heading=_heading(fact, year),
        counts=_counts(fact),
        conflicting=any(is_open(one) for one in fact.relations),
        rows=tuple(rows),
        lines=tuple(lines),
        more_rows=len(fact.values) - len(kept),
        more_lines=len(notable) - len(lines),
        shown=frozenset(row.claim for row in rows) | named,
    )


def _heading(fact: Fact, year: str | None) -> str:
    what = fact.label or "the same words"
    first = f"{what} ({fact.unit})" if fact.unit and fact.unit != what else what
    rest = ", ".join(part for part in (fact.place, "" if fact.modality == "actual" else fact.modality, year) if part)
    return f"{first} – {rest}" if rest else first


def _counts(fact: Fact) -> str:
    """``2 conflicts, 3 corroborations from 4 independent origins, 1 echo``."""
    parts = []
    for name in ORDER:
        number = sum(one.relation == name for one in fact.relations)
        if number:
            support = f" from {count(fact.origins, 'independent origin')}" if name == "corroborates" else ""
            parts.append(f"{count(number, _NOUNS[name])}{support}")
    return ", ".join(parts)


def _row(
    value: Value, entries: Mapping[str, Entry], marks: Mapping[str, str], named: set[str], year: str | None
) -> Row:
    everyone = _all(value)
    claim = min(everyone, key=lambda one: (one not in marks, one not in named, everyone.index(one)))
    voices = sorted(value.claims, key=lambda one: one != claim) if claim in value.claims else list(value.claims)
    entry = entries.get(claim)
    return Row(
        mark="+" if any(marks.get(one) == "+" for one in everyone) else "~" if marks.keys() & everyone else "",
        value=_text(value, year),
        voices=tuple(_voice(entries.get(one), one, year) for one in voices[:MOST_VOICES]),
        echoes=tuple(_echo(entries.get(one), one, entries.get(voices[0]), year) for one in value.echoes[:MOST_VOICES]),
        more=max(len(value.claims) - MOST_VOICES, 0) + max(len(value.echoes) - MOST_VOICES, 0),
        claim=claim,
        quote=entry.claim.statement if entry else "",
        entry=entry,
    )


def _voice(entry: Entry | None, claim: str, year: str | None) -> str:
    """``Sabrina Singh (Pentagon), 28 Oct, Beacon Live``."""
    if entry is None:
        return claim
    date = _said_on(entry)
    outlet = entry.article.outlet or entry.article.title or entry.article.path
    via = entry.claim.via
    name = who(entry)
    if outlet and via == (outlet,):
        name = name.removesuffix(f" via {outlet}")
    return ", ".join(part for part in (name, in_words(date, year=year is None), outlet) if part)


def _echo(entry: Entry | None, claim: str, first: Entry | None, year: str | None) -> str:
    """The outlet alone where it is another one: the origin is the same."""
    outlet = entry.article.outlet if entry else None
    return outlet if outlet and first and outlet != first.article.outlet else _voice(entry, claim, year)


def _text(value: Value, year: str | None) -> str:
    if value.kind == "date":
        return in_words(value.text, year=year is None or year_of(value.text) != year)
    return {"denial": "denied", "words": "said"}.get(value.kind, value.text)


def _line(relation: Relation, findings: Findings, told: Mapping[str, str]) -> Line:
    """Both values in the order of the claims; in an update the earlier one first."""
    here, there = sides(relation, findings)
    first, last = (relation.b, relation.a) if relation.relation == "updates" else (here, there)
    arrow = "→" if relation.relation == "updates" else "vs"
    known = first in told and last in told
    return Line(relation, here, there, f"{told[first]} {arrow} {told[last]}" if known else "")


def _said_on(entry: Entry | None) -> str:
    if entry is None:
        return ""
    stated = entry.claim.said_on.date if entry.claim.said_on else None
    return stated or entry.article.published or ""


def _all(value: Value) -> tuple[str, ...]:
    return (*value.claims, *value.echoes)


def excerpt(text: str, around: str, most: int) -> str:
    """At most so many characters of a text, those around a part of it where there is one, on one line."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    at = max(text.find(" ".join(around.split())), 0) if around else 0
    start = max(min(at - most // 3, len(text) - most + 1), 0)
    if start:
        start = text.find(" ", start, at) + 1 or start
    first = "…" if start else ""
    rest = text[start:]
    return first + (rest if len(rest) + len(first) <= most else rest[: most - len(first) - 1].rstrip() + "…")
