"""``rule`` without a pair: the conflicts that nobody has ruled on, each with what a person needs to decide."""

from __future__ import annotations

from dataclasses import dataclass

from claimledger.findings import by_urgency, is_open
from claimledger.records import Relation
from claimledger.workflows.opened import named, open_ledger, relations
from claimledger.workflows.place import Place
from claimledger.workflows.show import Told, told


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict without a ruling, and both claims in their paragraphs."""

    relation: Relation
    a: Told
    b: Told


def review(place: Place, claim: str | None = None) -> list[Dispute]:
    """The open conflicts of the ledger, or of one claim, the gravest first. Raises LedgerError."""
    opened = open_ledger(place)
    only = None if claim is None else [named(claim, opened).claim.id]
    found, _ = relations(opened, only)
    entries = opened.entries
    return [
        Dispute(one, *(told(entries[side], opened.ledger.files, place) for side in (one.a, one.b)))
        for one in by_urgency(found)
        if is_open(one)
    ]
