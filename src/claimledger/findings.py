"""What a command found: claims in their articles and the relations between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from claimledger.records import ArticleInfo, Claim, Problem, Relation, RelationName

if TYPE_CHECKING:
    from claimledger.compare.grouped import Fact

Change = Literal["added", "changed", "removed"]

ORDER: tuple[RelationName, ...] = ("conflicts", "updates", "corroborates", "echoes")
_CONFIRMED = frozenset(
    [("conflicts", "conflict"), ("updates", "update"), ("corroborates", "independent"), ("echoes", "same-origin")]
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim, the article that reports it, and where it stands: ``file`` and ``line`` are for annotations.
    ``corrected`` names the fields that people set, or is ("added",) where they added the claim."""

    claim: Claim
    article: ArticleInfo
    file: str | None = None
    line: int | None = None
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """Claims added, changed and removed (ids), their relations, and every claim that these name.

    ``base`` is the revision compared with, None where there is none. ``problems`` are input that could not be used,
    ``warnings`` what a person should know beside the findings. ``facts`` hold the relations that no ruling silenced,
    ``notes`` say by pair of claims who ruled so and why. ``web`` is where the repository's files can be read, with a
    final slash; "" where that is not known. ``silenced``: whether a report lists what rulings silenced.
    """

    base: str | None = None
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: Mapping[frozenset[str], str] = field(default_factory=lambda: MappingProxyType({}))
    web: str = ""
    silenced: bool = False

    def changes(self) -> tuple[tuple[Change, tuple[str, ...]], ...]:
        return ("added", self.added), ("changed", self.changed), ("removed", self.removed)


def is_open(relation: Relation) -> bool:
    """Whether it is a conflict that nobody has ruled on."""
    return relation.relation == "conflicts" and relation.ruling is None


def is_silenced(relation: Relation) -> bool:
    """Whether a person ruled that it is not what it was taken for. A conflict that they confirmed still is one."""
    return relation.ruling is not None and (relation.relation, relation.ruling) not in _CONFIRMED


def is_flagged(findings: Findings, fail_on: str) -> bool:
    """Whether the findings call for exit code 1: conflicts without a ruling, any relation without one, or never."""
    if fail_on == "never":
        return False
    return any(is_open(one) or (fail_on == "any" and one.ruling is None) for one in findings.relations)


def by_urgency(relations: tuple[Relation, ...]) -> list[Relation]:
    """Conflicts first, those without a ruling before the others, then the gravest."""
    return sorted(
        relations,
        key=lambda one: (ORDER.index(one.relation), one.ruling is not None, -one.severity, one.a, one.b),
    )


def who(entry: Entry) -> str:
    """Who said it, on whose authority, through whom: ``John Kirby (White House) via The Kyiv Independent``."""
    claim = entry.claim
    name = claim.speaker.name if claim.speaker else None
    agency = claim.agency if claim.agency and claim.agency != name else None
    said = f"{name} ({agency})" if name and agency else name or agency or "no source named"
    return f"{said} via {', via '.join(claim.via)}" if claim.via else said


def said(entry: Entry) -> str:
    """Who said it and when, and which article reports it; empty parts left out."""
    claim, article = entry.claim, entry.article
    day = claim.said_on.date if claim.said_on else None
    first = f"{who(entry)}, said {day}" if day else who(entry)
    outlet = article.outlet or article.title or article.path
    return " · ".join(part for part in (first, outlet, article.published) if part)


def correction_mark(entry: Entry) -> str:
    """``corrected: speaker, when`` where people set fields of it, ``added by a person``; "" where they did neither."""
    fields = ", ".join(name for name in entry.corrected if name != "added")
    added = "added by a person" if "added" in entry.corrected else ""
    return "; ".join(part for part in (added, f"corrected: {fields}" if fields else "") if part)


def summary(findings: Findings) -> str:
    """``2 conflicts (1 ruled on), 1 update; 9 claims added``."""
    names = {"conflicts": "conflict", "updates": "update", "corroborates": "corroboration", "echoes": "echo"}
    counts = []
    for relation in ORDER:
        found = [one for one in findings.relations if one.relation == relation]
        if found:
            ruled = sum(one.ruling is not None for one in found)
            counts.append(count(len(found), names[relation]) + (f" ({ruled} ruled on)" if ruled else ""))
    changed = [f"{count(len(ids), 'claim')} {change}" for change, ids in findings.changes() if ids]
    return "; ".join(", ".join(part) for part in (counts or ["no relations"], changed) if part)


def count(number: int, noun: str) -> str:
    """``1 claim``, ``2 claims``, ``3 echoes``."""
    plural = noun + ("es" if noun.endswith("o") else "s")
    return f"{number:,} {noun if number == 1 else plural}"
