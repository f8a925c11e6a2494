"""Findings → GitHub workflow commands: an annotation at the claim's line for each relation."""

from __future__ import annotations

from collections.abc import Iterator

from claimledger.findings import Entry, Findings, by_urgency, count, said
from claimledger.records import Relation
from claimledger.report.visible import visible

MOST_PER_LEVEL = 10
_LEVELS = {"conflicts": "warning", "updates": "notice", "corroborates": "notice", "echoes": "notice"}


def github_lines(findings: Findings) -> Iterator[str]:
    """Annotations: open conflicts as warnings, the rest as notices; the tenth of a level counts those not shown."""
    levels: dict[str, list[str]] = {"warning": [], "notice": []}
    for relation in by_urgency(findings.relations):
        level = "notice" if relation.ruling else _LEVELS[relation.relation]
        levels[level].append(_annotation(level, relation, findings))
    for level, lines in levels.items():
        shown = lines if len(lines) <= MOST_PER_LEVEL else lines[: MOST_PER_LEVEL - 1]
        yield from shown
        if rest := len(lines) - len(shown):
            yield f"::{level} title=claimledger::{count(rest, 'relation')} more; run claimledger diff to see them"


def _annotation(level: str, relation: Relation, findings: Findings) -> str:
    new = {*findings.added, *findings.changed}
    here, there = (relation.a, relation.b) if relation.a in new or relation.b not in new else (relation.b, relation.a)
    entry, other = findings.entries.get(here), findings.entries.get(there)
    place = {"file": entry.file, "line": str(entry.line) if entry.line else None} if entry else {}
    title = relation.relation if not relation.ruling else f"{relation.relation} (ruled {relation.ruling})"
    properties = ",".join(f"{key}={_property(value)}" for key, value in {**place, "title": title}.items() if value)
    message = "\n".join((relation.why, _side(entry, here), _side(other, there)))
    return f"::{level} {properties}::{_data(message)}"


def _side(entry: Entry | None, claim: str) -> str:
    return f"{claim}: “{entry.claim.statement}” – {said(entry)}" if entry else claim


def _data(text: str) -> str:
    """Newlines of our own stay as %0A; nothing that the runner could read as a command does."""
    text = visible(text, keep="\n").replace("%", "%25").replace("\n", "%0A")
    return text.replace("::", ": :").replace("##[", "## [")


def _property(text: str) -> str:
    text = visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    return text.replace("##[", "## [")
