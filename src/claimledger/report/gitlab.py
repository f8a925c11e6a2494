"""Findings → GitLab's code quality report: what a merge request's widget and diff show beside the lines."""

from __future__ import annotations

import hashlib
from typing import Any

from claimledger.findings import Findings, by_urgency
from claimledger.records import Relation
from claimledger.report.json import dumps
from claimledger.report.sides import GRAVE, described, pair_key, sides
from claimledger.report.visible import visible

_SEVERITIES = {"updates": "minor", "corroborates": "info", "echoes": "info"}


def gitlab_text(findings: Findings) -> str:
    """A list of issues, one for each relation, conflicts first; a relation that a person ruled on is only information.

    An issue keeps its fingerprint as long as the claims and their relation are the same.
    """
    return dumps([_issue(relation, findings) for relation in by_urgency(findings.relations)], indent=1)


def _issue(relation: Relation, findings: Findings) -> dict[str, Any]:
    here, there = sides(relation, findings)
    entry = findings.entries.get(here)
    ruled = f" (ruled {relation.ruling})" if relation.ruling else ""
    # GitLab drops an issue without path and line; the whole ledger is where a claim without a file stands.
    path = (entry.file or entry.article.path if entry else None) or "ledger"
    return {
        "description": f"{visible(relation.why + ruled)} | {described(here, findings)} | {described(there, findings)}",
        "check_name": f"claimledger/{relation.relation}",
        "fingerprint": hashlib.sha256(f"{relation.relation} {pair_key(relation)}".encode()).hexdigest(),
        "severity": _severity(relation),
        "location": {"path": visible(path), "lines": {"begin": (entry.line if entry else None) or 1}},
    }


def _severity(relation: Relation) -> str:
    if relation.ruling is not None:
        return "info"
    if relation.relation == "conflicts":
        return "critical" if relation.severity >= GRAVE else "major"
    return _SEVERITIES[relation.relation]
