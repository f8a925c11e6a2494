"""``diff --why``: why two claims were related, or were not."""

from __future__ import annotations

from dataclasses import dataclass

from claimledger.compare.entry import entries as compared
from claimledger.compare.explain import Explanation, explain
from claimledger.errors import LedgerError
from claimledger.findings import Entry
from claimledger.ledger.people import Ruling, rulings_by_pair
from claimledger.workflows.opened import named, open_ledger
from claimledger.workflows.place import Place


@dataclass(frozen=True, slots=True)
class Why:
    """Two claims, what comparison makes of them, and the person's ruling on the pair, if any."""

    a: Entry
    b: Entry
    explanation: Explanation
    ruling: Ruling | None


def why(a: str, b: str, place: Place) -> Why:
    """Two claims of the ledger, by id or how it begins. Raises LedgerError where there is not exactly one of each, or
    both are one and the same."""
    opened = open_ledger(place)
    first, second = named(a, opened), named(b, opened)
    if first.claim.id == second.claim.id:
        raise LedgerError(f"both are {first.claim.id}", hint="give two different ids; claimledger list shows them")
    wanted = {entry.claim.id: entry for entry in compared(opened.records)}
    return Why(
        first,
        second,
        explain(
            wanted[first.claim.id],
            wanted[second.claim.id],
            canonical=opened.ledger.aliases.canonical,
            settings=opened.limits,
        ),
        rulings_by_pair(opened.ledger.rulings).get(frozenset((first.claim.id, second.claim.id))),
    )
