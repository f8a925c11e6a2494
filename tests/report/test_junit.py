"""JUnit XML: counts that add up, conflicts that fail, and well-formed whatever the text."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.findings import Entry, Findings
from claimledger.records import ArticleInfo, Claim, Problem, Relation
from claimledger.report.junit import junit_text

A, B = "a00000000001-aaaa", "a00000000002-bbbb"
CONFLICT = Relation("conflicts", A, B, "28 against 35")


def document(*relations: Relation, text: str = "28 died", problems: tuple[Problem, ...] = ()) -> ET.Element:
    entries = {claim: Entry(Claim(claim, text, ((0, 7),)), ArticleInfo("a0", outlet=text), text, 7) for claim in (A, B)}
    found = Findings(added=(A,), relations=relations, entries=entries, problems=problems)
    return ET.fromstring(junit_text(found).encode("utf-8"))


def test_suites_and_counts() -> None:
    root = document(
        Relation("echoes", A, B, "why"),
        CONFLICT,
        replace(CONFLICT, ruling="no-conflict"),
        problems=(Problem("not UTF-8", "x.txt"),),
    )
    assert [suite.attrib["name"] for suite in root] == [
        "claimledger conflicts",
        "claimledger echoes",
        "claimledger input",
    ]
    counts = {key: root.attrib[key] for key in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "4", "failures": "1", "errors": "1", "skipped": "1"}
    assert [suite.attrib["tests"] for suite in root] == ["2", "1", "1"]
    assert [suite.attrib["failures"] for suite in root] == ["1", "0", "0"]


def test_an_open_conflict_fails_at_its_place() -> None:
    [case] = document(CONFLICT, text="a.txt").iter("testcase")
    assert case.attrib == {
        "classname": "claimledger.conflicts",
        "name": f"28 against 35 ({A}, {B})",
        "time": "0",
        "file": "a.txt",
        "line": "7",
    }
    [failure] = case
    assert (failure.tag, failure.attrib["message"]) == ("failure", "28 against 35")
    assert failure.text == f"{A}: “a.txt” – no source named · a.txt\n{B}: “a.txt” – no source named · a.txt"


@pytest.mark.parametrize(
    ("relation", "tags"),
    [
        pytest.param(replace(CONFLICT, ruling="conflict"), ["skipped", "system-out"], id="ruled"),
        pytest.param(replace(CONFLICT, relation="updates"), ["system-out"], id="no-op: no conflict"),
    ],
)
def test_what_does_not_fail(relation: Relation, tags: list[str]) -> None:
    [case] = document(relation).iter("testcase")
    assert [child.tag for child in case] == tags


def test_nothing_found_is_a_test_that_passes() -> None:
    root = document()
    assert (root.attrib["tests"], root.attrib["failures"]) == ("1", "0")
    assert [list(case) for case in root.iter("testcase")] == [[]]


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(), min_size=1, max_size=30) | st.sampled_from(["\ufffe", "\x00]]>", "<a b='&c;'>", "\x85"])
)
def test_any_text_is_well_formed(text: str) -> None:
    root = document(replace(CONFLICT, why=text), text=text, problems=(Problem(text, text),))
    assert root.attrib["tests"] == "2"
