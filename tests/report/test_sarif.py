"""SARIF: valid, capped, the same result under the same fingerprint, URIs that stay inside."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.findings import Entry, Findings
from claimledger.records import ArticleInfo, Claim, Problem, Relation, RelationName, Speaker
from claimledger.report.sarif import MOST_RESULTS, sarif_text
from claimledger.report.uri import relative_uri

A, B = "a00000000001-aaaa", "a00000000002-bbbb"


def _object(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


def _list(of: Any) -> dict[str, Any]:
    return {"type": "array", "items": of}


# The part of the official schema (OASIS, SARIF 2.1.0) that a log of ours can touch, as closed as it is there.
_TEXT = {"type": "string"}
_BAG = {"type": "object"}
_MESSAGE = _object("text", text=_TEXT)
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_URI = {"type": "string", "format": "uri-reference"}
_PLACE = {
    "physicalLocation": _object(
        "artifactLocation",
        artifactLocation=_object("uri", uri=_URI, uriBaseId=_TEXT),
        region=_object("", startLine={"type": "integer", "minimum": 1}),
    )
}
_LOCATION = _object("physicalLocation", **_PLACE)
_RULE = _object(
    "id",
    id=_TEXT,
    name=_TEXT,
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_MESSAGE,
    defaultConfiguration=_object("", level=_LEVEL),
)
_RESULT = _object(
    "message",
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": 0, "maximum": 3},
    level=_LEVEL,
    rank={"type": "number", "minimum": 0, "maximum": 100},
    message=_MESSAGE,
    locations=_list(_LOCATION),
    relatedLocations=_list(_object("id physicalLocation message", id={"const": 1}, message=_MESSAGE, **_PLACE)),
    partialFingerprints={"type": "object", "additionalProperties": _TEXT, "minProperties": 1},
    suppressions=_list(_object("kind", kind={"const": "external"}, status={"const": "accepted"}, justification=_TEXT)),
    properties=_BAG,
)
_RUN = _object(
    "tool",
    tool=_object("driver", driver=_object("name", name=_TEXT, semanticVersion=_TEXT, rules=_list(_RULE))),
    columnKind={"const": "unicodeCodePoints"},
    originalUriBaseIds={"type": "object", "additionalProperties": _object("", description=_MESSAGE)},
    invocations=_list(
        _object(
            "executionSuccessful",
            executionSuccessful={"type": "boolean"},
            toolExecutionNotifications=_list(_object("message", level=_LEVEL, message=_MESSAGE)),
        )
    ),
    results={**_list(_RESULT), "maxItems": MOST_RESULTS},
    properties=_BAG,
)
SCHEMA = _object(
    "version runs", **{"$schema": _URI}, version={"const": "2.1.0"}, runs={**_list(_RUN), "minItems": 1, "maxItems": 1}
)


def findings(*relations: Relation, file: str | None = "articles/a.txt", text: str = "28 died") -> Findings:
    entries = {
        claim: Entry(
            Claim(claim, text, ((0, 7),), speaker=Speaker(text, "organization")),
            ArticleInfo(claim.split("-")[0], outlet=text),
            file=file,
            line=7,
        )
        for one in relations
        for claim in (one.a, one.b)
    }
    return Findings(base="HEAD", added=(A,), relations=relations, entries=entries)


def conflict(severity: int = 50, ruling: str | None = None, why: str = "28 against 35") -> Relation:
    return Relation("conflicts", B, A, why, ruling, severity)


def run_of(found: Findings) -> dict[str, Any]:
    log = json.loads(sarif_text(found))
    jsonschema.Draft7Validator(SCHEMA).validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def test_a_conflict_is_told_where_the_new_claim_stands() -> None:
    run = run_of(findings(conflict()))
    [result] = run["results"]
    place = {
        "artifactLocation": {"uri": "articles/a.txt", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7},
    }
    assert result["locations"] == [{"physicalLocation": place}]
    assert result["relatedLocations"][0]["physicalLocation"] == place
    assert result["properties"]["claims"] == [A, B]
    assert result["message"]["text"].splitlines() == [
        "28 against 35",
        f"{A}: “28 died” – 28 died · 28 died",
        f"{B}: “28 died” – 28 died · 28 died",
    ]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "conflicts"


@pytest.mark.parametrize(
    ("relation", "level", "rank"),
    [
        pytest.param(conflict(100), "error", 100, id="far apart"),
        pytest.param(conflict(60), "error", 60, id="the least grave one"),
        pytest.param(conflict(59), "warning", 59, id="near"),
        pytest.param(conflict(250), "error", 100, id="no rank beyond 100"),
        pytest.param(conflict(100, "no-conflict"), "note", 100, id="ruled"),
        pytest.param(Relation("updates", A, B, "why", severity=90), "note", 90, id="no-op: an update"),
        pytest.param(Relation("echoes", A, B, "why"), "note", 0, id="no-op: an echo"),
    ],
)
def test_severity_is_level_and_rank(relation: Relation, level: str, rank: int) -> None:
    [result] = run_of(findings(relation))["results"]
    assert (result["level"], result["rank"]) == (level, rank)


@pytest.mark.parametrize(
    ("ruling", "note", "reason"),
    [
        pytest.param("no-conflict", "", "ruled no-conflict", id="ruled out"),
        pytest.param("no-conflict", "sent, not arrived", "ruled no-conflict: sent, not arrived", id="with a note"),
        pytest.param("conflict", "", None, id="no-op: confirmed"),
        pytest.param(None, "", None, id="no-op: open"),
    ],
)
def test_a_ruling_suppresses(ruling: str | None, note: str, reason: str | None) -> None:
    notes = {frozenset((A, B)): note} if note else {}
    [result] = run_of(replace(findings(conflict(ruling=ruling)), notes=notes))["results"]
    assert [one["justification"] for one in result.get("suppressions", [])] == ([reason] if reason else [])


def test_fingerprints_are_the_claims_whatever_else_changes() -> None:
    def fingerprint(relation: Relation, file: str) -> object:
        return run_of(findings(relation, file=file))["results"][0]["partialFingerprints"]

    first = fingerprint(conflict(), "articles/a.txt")
    swapped = replace(conflict(), a=A, b=B, why="35 against 28", severity=3)
    assert fingerprint(swapped, "articles/moved.txt") == first == {"claims/v1": f"{A} {B}"}
    assert fingerprint(replace(conflict(), a="a00000000003-cccc"), "articles/a.txt") != first


def test_at_most_5000_results_and_a_note_of_the_rest() -> None:
    entries = {claim: Entry(Claim(claim, "x", ((0, 1),)), ArticleInfo("a0"), "a.txt", 1) for claim in (A, B)}
    many = tuple(Relation("echoes", A, f"a0-{number}", "why") for number in range(MOST_RESULTS + 1))
    found = Findings(relations=(*many, conflict(9)), entries=entries)
    # Not validated: checking 5,000 results takes longer than writing them.
    [run] = json.loads(sarif_text(found))["runs"]
    [note] = run["invocations"][0]["toolExecutionNotifications"]
    assert len(run["results"]) == MOST_RESULTS == 5_000
    assert run["results"][0]["ruleId"] == "conflicts"
    assert note["message"]["text"].startswith("2 relations more than the 5,000 shown")
    [exactly] = json.loads(sarif_text(replace(found, relations=many[:MOST_RESULTS])))["runs"]
    assert exactly["invocations"][0]["toolExecutionNotifications"] == []


def test_problems_and_warnings_are_notifications() -> None:
    found = Findings(problems=(Problem("not UTF-8", "a.txt"),), warnings=(Problem("stale ruling"),))
    [invocation] = run_of(found)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [(one["level"], one["message"]["text"]) for one in invocation["toolExecutionNotifications"]] == [
        ("warning", "stale ruling"),
        ("error", "a.txt: not UTF-8"),
    ]
    assert run_of(Findings())["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        pytest.param("articles/a b.txt", "articles/a%20b.txt", id="space"),
        pytest.param("c:/x?y#z%.txt", "c%3A/x%3Fy%23z%25.txt", id="no scheme, query, fragment or escape"),
        pytest.param("Żółć/渡船.txt", "%C5%BB%C3%B3%C5%82%C4%87/%E6%B8%A1%E8%88%B9.txt", id="UTF-8"),
        pytest.param("a\\b\n.txt", "a%5Cb%0A.txt", id="backslash and control"),
        pytest.param("x\udcff", "x%3F", id="what is no text"),
        pytest.param("articles/a-1_2.~.txt", "articles/a-1_2.~.txt", id="no-op: plain"),
        pytest.param("/etc/passwd", None, id="absolute"),
        pytest.param("//evil.example/x", None, id="another host"),
        pytest.param("a/../../x", None, id="upwards"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_uris_are_relative_and_encoded(path: str, uri: str | None) -> None:
    assert relative_uri(path) == uri
    [result] = run_of(findings(conflict(), file=path))["results"]
    assert ("locations" in result) is (uri is not None)


def test_no_link_can_be_planted() -> None:
    [result] = run_of(findings(conflict(why="[x](http://evil.example)"), text="[a](b)"))["results"]
    assert not re.search(r"\]\(", json.dumps(result))


@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1, max_size=40), name=st.sampled_from(["conflicts", "echoes", "updates", "corroborates"]))
def test_any_text_is_valid(text: str, name: RelationName) -> None:
    found = findings(Relation(name, A, B, text, text, 7), file=text, text=text)
    [result] = run_of(replace(found, base=text, warnings=(Problem(text, text),)))["results"]
    for place in result.get("locations", []):
        assert re.fullmatch(r"[A-Za-z0-9._~%/-]+", place["physicalLocation"]["artifactLocation"]["uri"])
