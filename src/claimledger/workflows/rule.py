"""``rule``: a person's decision on a pair of claims, written down."""

from __future__ import annotations

from pathlib import Path

from claimledger.errors import LedgerError
from claimledger.ledger.files import RULINGS
from claimledger.ledger.people import Ruling, RulingName
from claimledger.ledger.store import add_ruling
from claimledger.workflows.opened import named, open_ledger
from claimledger.workflows.place import Place


def rule(a: str, b: str, verdict: RulingName, place: Place, *, note: str | None = None, by: str | None = None) -> Path:
    """The file that the ruling was written to. Raises LedgerError on unknown claims, or a pair of one and the same."""
    opened = open_ledger(place)
    first, second = named(a, opened).claim, named(b, opened).claim
    if first.id == second.id:
        raise LedgerError("a ruling is about two claims, not one", hint="give two different ids")
    add_ruling(place.ledger, Ruling(first.id, second.id, verdict, note, by, (first.statement, second.statement)))
    return place.ledger / RULINGS
