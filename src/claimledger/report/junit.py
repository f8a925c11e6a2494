"""Findings → JUnit XML, what every CI server shows as tests: a relation is a test, an open conflict a failed one."""

from __future__ import annotations

import re
from itertools import groupby
from xml.etree import ElementTree as ET

from claimledger.findings import Findings, by_urgency, is_open
from claimledger.records import Problem, Relation
from claimledger.report.sides import described, sides
from claimledger.report.visible import visible

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def junit_text(findings: Findings) -> str:
    """An XML document: a suite for each kind of relation, conflicts first, and one for input that could not be used.

    Open conflicts fail, ruled relations are skipped with the ruling as the message, all others pass. Without any
    relation there is one test that passes, because CI servers take a report without tests for a broken one.
    """
    root = ET.Element("testsuites", {"name": "claimledger"})
    for name, group in groupby(by_urgency(findings.relations), key=lambda one: one.relation):
        _suite(root, name, [_relation(one, findings) for one in group])
    if findings.problems:
        _suite(root, "input", [_problem(one) for one in findings.problems])
    if len(root) == 0:
        _suite(root, "conflicts", [ET.Element("testcase", _attributes("claimledger.conflicts", "no relations"))])
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.attrib[key]) for suite in root)))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}'


def _suite(root: ET.Element, name: str, cases: list[ET.Element]) -> None:
    suite = ET.SubElement(root, "testsuite", {"name": f"claimledger {name}", "tests": str(len(cases))})
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("time", "0")
    suite.extend(cases)


def _relation(relation: Relation, findings: Findings) -> ET.Element:
    here, there = sides(relation, findings)
    entry = findings.entries.get(here)
    case = ET.Element(
        "testcase", _attributes(f"claimledger.{relation.relation}", f"{relation.why} ({relation.a}, {relation.b})")
    )
    if entry and entry.file:
        case.set("file", _text(entry.file))
        if entry.line:
            case.set("line", str(entry.line))
    both = "\n".join(_text(described(claim, findings)) for claim in (here, there))
    if is_open(relation):
        failure = ET.SubElement(case, "failure", {"type": relation.relation, "message": _text(relation.why)})
        failure.text = both
    else:
        if relation.ruling is not None:
            ET.SubElement(case, "skipped", {"message": _text(f"ruled {relation.ruling}")})
        ET.SubElement(case, "system-out").text = both
    return case


def _problem(problem: Problem) -> ET.Element:
    case = ET.Element("testcase", _attributes("claimledger.input", problem.path or problem.message))
    ET.SubElement(case, "error", {"type": "input", "message": _text(str(problem))})
    return case


def _attributes(kind: str, name: str) -> dict[str, str]:
    return {"classname": kind, "name": _text(name), "time": "0"}


def _text(text: str) -> str:
    """What is visible, without the characters that no XML document may hold."""
    return _NO_XML.sub("\ufffd", visible(text))
