"""Findings → SARIF 2.1.0 (OASIS), what code scanning and editors read: one result for each relation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import claimledger
from claimledger.findings import ORDER, Entry, Findings, by_urgency, count, is_silenced
from claimledger.records import Problem, Relation, RelationName
from claimledger.report.json import dumps
from claimledger.report.sides import GRAVE, described, pair_key, sides
from claimledger.report.uri import relative_uri
from claimledger.report.visible import visible

MOST_RESULTS = 5_000
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_ROOT = "%SRCROOT%"
_RULES: Mapping[RelationName, tuple[str, str, str]] = {
    "conflicts": (
        "ClaimsConflict",
        "Two claims about the same fact cannot both be true.",
        "Read both in their articles, then record a decision with `claimledger rule`.",
    ),
    "updates": (
        "ClaimUpdated",
        "The same origin later claimed something else, or a figure grew that can only grow.",
        "Use the later claim; the earlier one stays on record.",
    ),
    "corroborates": (
        "ClaimCorroborated",
        "Claims of independent origins are compatible.",
        "Nothing needs to be done.",
    ),
    "echoes": (
        "ClaimEchoed",
        "Claims of one origin are compatible: no support for each other.",
        "Nothing needs to be done.",
    ),
}


def sarif_text(findings: Findings) -> str:
    """The SARIF log: conflicts first, at most `MOST_RESULTS` results and a note of how many are left out.

    URIs are relative to the root of the repository. A result is the same as one of another run where its
    ``partialFingerprints`` are: they are the two claims' ids, which do not change when text around them does. A
    relation that a person ruled out is there as suppressed, with the reason.
    """
    ranked = by_urgency(findings.relations)
    run: dict[str, Any] = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [
            {
                "executionSuccessful": not findings.problems,
                "toolExecutionNotifications": list(_notifications(findings, len(ranked) - MOST_RESULTS)),
            }
        ],
        "results": [_result(relation, findings) for relation in ranked[:MOST_RESULTS]],
    }
    if findings.base is not None:
        run["properties"] = {"base": visible(findings.base)}
    return dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)


def _driver() -> dict[str, Any]:
    rules = [
        {
            "id": relation,
            "name": name,
            "shortDescription": {"text": short},
            "fullDescription": {"text": f"{short} {advice}"},
            "help": {"text": advice},
            "defaultConfiguration": {"level": "warning" if relation == "conflicts" else "note"},
        }
        for relation, (name, short, advice) in ((one, _RULES[one]) for one in ORDER)
    ]
    return {"name": "claimledger", "semanticVersion": claimledger.__version__, "rules": rules}


def _result(relation: Relation, findings: Findings) -> dict[str, Any]:
    here, there = sides(relation, findings)
    result: dict[str, Any] = {
        "ruleId": relation.relation,
        "ruleIndex": ORDER.index(relation.relation),
        "level": _level(relation),
        "rank": min(max(relation.severity, 0), 100),
        "message": _message("\n".join((visible(relation.why), described(here, findings), described(there, findings)))),
        "partialFingerprints": {"claims/v1": pair_key(relation)},
        "properties": {"claims": [here, there]},
    }
    if place := _location(findings.entries.get(here)):
        result["locations"] = [place]
    if other := _location(findings.entries.get(there)):
        result["relatedLocations"] = [{"id": 1, **other, "message": _message(described(there, findings))}]
    if is_silenced(relation):
        note = findings.notes.get(frozenset((relation.a, relation.b)))
        reason = visible(": ".join(part for part in (f"ruled {relation.ruling}", note) if part))
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    return result


def _level(relation: Relation) -> str:
    if relation.relation != "conflicts" or relation.ruling is not None:
        return "note"
    return "error" if relation.severity >= GRAVE else "warning"


def _location(entry: Entry | None) -> dict[str, Any] | None:
    uri = relative_uri(entry.file) if entry and entry.file else None
    if entry is None or uri is None:
        return None
    place: dict[str, Any] = {"artifactLocation": {"uri": uri, "uriBaseId": _ROOT}}
    if entry.line:
        place["region"] = {"startLine": entry.line}
    return {"physicalLocation": place}


def _message(text: str) -> dict[str, str]:
    # In a message "[text](target)" is a link; no article or ledger may plant one.
    return {"text": text.replace("](", "] (")}


def _notifications(findings: Findings, left_out: int) -> Iterator[dict[str, Any]]:
    if left_out > 0:
        yield {
            "level": "warning",
            "message": {
                "text": f"{count(left_out, 'relation')} more than the {MOST_RESULTS:,} shown, the least urgent ones, "
                "are left out; claimledger diff --format jsonl has them all."
            },
        }
    yield from (_notification(one, "warning") for one in findings.warnings)
    yield from (_notification(one, "error") for one in findings.problems)


def _notification(problem: Problem, level: str) -> dict[str, Any]:
    return {"level": level, "message": _message(visible(str(problem)))}
