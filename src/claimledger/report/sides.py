"""A relation as reports tell it: the claim where it shows first, then the one it meets."""

from __future__ import annotations

from claimledger.findings import Findings, said
from claimledger.records import Relation
from claimledger.report.visible import visible

GRAVE = 60


def sides(relation: Relation, findings: Findings) -> tuple[str, str]:
    """Ids of the claim that is new and of the other one: a reader of the change stands at the first."""
    new = {*findings.added, *findings.changed}
    if relation.a in new or relation.b not in new:
        return relation.a, relation.b
    return relation.b, relation.a


def described(claim: str, findings: Findings) -> str:
    """The claim's words and who said them, its id where nothing else is known."""
    entry = findings.entries.get(claim)
    return visible(f"{claim}: “{entry.claim.statement}” – {said(entry)}" if entry else claim)


def pair_key(relation: Relation) -> str:
    """The same for the same two claims, whichever comes first and wherever they stand."""
    return " ".join(sorted((relation.a, relation.b)))
