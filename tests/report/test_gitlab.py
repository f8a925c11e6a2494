"""GitLab's code quality report: every field that GitLab requires, stable and distinct fingerprints."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from claimledger.findings import Entry, Findings
from claimledger.records import ArticleInfo, Claim, Relation
from claimledger.report.gitlab import gitlab_text

A, B = "a00000000001-aaaa", "a00000000002-bbbb"
CONFLICT = Relation("conflicts", A, B, "28 against 35", severity=50)

SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def issues(*relations: Relation, file: str | None = "articles/a b.txt", line: int | None = 7) -> list[dict[str, Any]]:
    entries = {
        claim: Entry(Claim(claim, "28 died", ((0, 7),)), ArticleInfo("a00000000001"), file, line) for claim in (A, B)
    }
    found: list[dict[str, Any]] = json.loads(gitlab_text(Findings(added=(A,), relations=relations, entries=entries)))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def test_an_issue_at_the_new_claim() -> None:
    [issue] = issues(CONFLICT)
    assert issue["location"] == {"path": "articles/a b.txt", "lines": {"begin": 7}}
    assert issue["check_name"] == "claimledger/conflicts"
    assert issue["description"] == (
        f"28 against 35 | {A}: “28 died” – no source named | {B}: “28 died” – no source named"
    )


@pytest.mark.parametrize(
    ("relation", "severity"),
    [
        pytest.param(replace(CONFLICT, severity=60), "critical", id="far apart"),
        pytest.param(replace(CONFLICT, severity=59), "major", id="near"),
        pytest.param(replace(CONFLICT, severity=90, ruling="conflict"), "info", id="ruled"),
        pytest.param(replace(CONFLICT, relation="updates"), "minor", id="update"),
        pytest.param(replace(CONFLICT, relation="echoes"), "info", id="no-op: echo"),
    ],
)
def test_severity(relation: Relation, severity: str) -> None:
    assert issues(relation)[0]["severity"] == severity


def test_fingerprints_stay_and_differ() -> None:
    [first], [swapped], [other] = (
        issues(CONFLICT),
        issues(replace(CONFLICT, a=B, b=A, why="35 against 28"), file="moved.txt", line=1),
        issues(replace(CONFLICT, relation="echoes")),
    )
    assert first["fingerprint"] == swapped["fingerprint"] != other["fingerprint"]


def test_a_claim_without_a_file_is_still_an_issue() -> None:
    assert issues(CONFLICT, file=None, line=None)[0]["location"] == {"path": "ledger", "lines": {"begin": 1}}


def test_nothing_found_is_an_empty_list() -> None:
    assert issues() == []
