"""Findings → JSON for programs: one document, or one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from claimledger.findings import Entry, Findings, by_urgency
from claimledger.ledger.codec import dump_claim
from claimledger.records import Relation
from claimledger.report.visible import json_safe

if TYPE_CHECKING:
    from claimledger.compare.explain import Explanation

DIFF_SCHEMA = "claimledger-diff/1"


def diff_json(findings: Findings) -> str:
    """The document of ``diff --format json``; ``base`` is null where two revisions were not compared."""
    document: dict[str, Any] = {"schema": DIFF_SCHEMA, "base": findings.base}
    document |= {change: list(ids) for change, ids in findings.changes()}
    document["relations"] = [relation_object(one) for one in by_urgency(findings.relations)]
    return dumps(document, indent=1)


def diff_jsonl(findings: Findings) -> Iterator[str]:
    """A line for each relation with both claims, then one for each claim added, changed and removed."""
    for relation in by_urgency(findings.relations):
        pair = {side: _entry_or_id(findings, claim) for side, claim in (("a", relation.a), ("b", relation.b))}
        yield dumps({**relation_object(relation), **pair})
    for change, ids in findings.changes():
        for claim in ids:
            yield dumps({"change": change, "claim": _entry_or_id(findings, claim)})


def entry_object(entry: Entry) -> dict[str, Any]:
    """A claim as in its ledger file, defaults spelt out, with its article; figures are numbers. ``corrected`` are the
    fields that people set, where they did."""
    claim, article = entry.claim, entry.article
    known = {name: getattr(article, name) for name in ("id", "path", "title", "outlet", "published", "url")}
    return {
        **dump_claim(claim),
        "stance": claim.stance,
        "polarity": claim.polarity,
        "modality": claim.modality,
        **({"corrected": list(entry.corrected)} if entry.corrected else {}),
        "article": {name: value for name, value in known.items() if value is not None},
    }


def relation_object(relation: Relation) -> dict[str, Any]:
    return {
        "relation": relation.relation,
        "a": relation.a,
        "b": relation.b,
        "why": relation.why,
        "ruling": relation.ruling,
    }


def why_object(a: Entry, b: Entry, explanation: Explanation, ruling: str | None) -> dict[str, Any]:
    """Both claims, their relation or null, and every test of comparison: ``passed`` is false where it keeps the two
    apart, null where it only tells."""
    relation = explanation.relation
    return {
        "a": entry_object(a),
        "b": entry_object(b),
        "relation": relation.relation if relation else None,
        "why": relation.why if relation else None,
        "ruling": ruling,
        "steps": [{"name": one.name, "passed": one.passed, "text": one.text} for one in explanation.steps],
    }


def dumps(value: object, indent: int | None = None) -> str:
    """JSON text in UTF-8 letters, without the characters that act on a terminal."""
    return json_safe(json.dumps(value, ensure_ascii=False, indent=indent, default=_number))


def _entry_or_id(findings: Findings, claim: str) -> dict[str, Any]:
    entry = findings.entries.get(claim)
    return entry_object(entry) if entry else {"id": claim}


def _number(value: object) -> int | float:
    """A whole number wherever the decimal is one; floats only here, at the edge, for readers of JSON."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} in a report")
    return int(value) if value == value.to_integral_value() else float(value)
