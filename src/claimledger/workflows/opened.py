"""The ledger opened for reading: whole or not at all, its claims by id, how they stand to each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path

from claimledger.compare.candidates import compare
from claimledger.compare.changes import Changes
from claimledger.compare.entry import entries as compared
from claimledger.compare.grouped import facts
from claimledger.compare.thresholds import Thresholds
from claimledger.errors import LedgerError
from claimledger.findings import Entry, Findings, is_silenced
from claimledger.ledger.people import added_claim, corrected_fields, rulings_by_pair, stale_rulings
from claimledger.ledger.store import Ledger, article_keys, load_ledger
from claimledger.records import ArticleRecord, Problem, Relation
from claimledger.workflows.place import Place


def thresholds(place: Place) -> Thresholds:
    """Thresholds of comparison, as set."""
    return Thresholds(**{one.name: getattr(place.settings, one.name) for one in fields(Thresholds)})


@dataclass(frozen=True, slots=True)
class Opened:
    """A ledger of which nothing failed to be read; ``records`` may hold more than its files do (``with_records``)."""

    place: Place
    ledger: Ledger
    records: tuple[ArticleRecord, ...]

    @property
    def entries(self) -> dict[str, Entry]:
        """Every claim by id, in the order of the ledger, those that people corrected marked."""
        found = entries(self.records)
        for claim, corrected in corrected_fields(self.ledger.corrections).items():
            if claim in found:
                found[claim] = replace(found[claim], corrected=corrected)
        return found

    @property
    def limits(self) -> Thresholds:
        """Thresholds of comparison, as set."""
        return thresholds(self.place)

    def with_records(self, new: Iterable[ArticleRecord]) -> Opened:
        """The same with records put in, each in the place of those of the same article, address or path."""
        batch = tuple(new)
        replaced = {one.article.id for one in of_articles(self.records, batch, self.place.root)}
        return replace(self, records=(*(one for one in self.records if one.article.id not in replaced), *batch))


def of_articles(
    records: Iterable[ArticleRecord], batch: Iterable[ArticleRecord], root: Path
) -> tuple[ArticleRecord, ...]:
    """Those of the records that are of the articles of a batch: of the same text, address or path."""
    taken = {key for one in batch for key in article_keys(one.article, root)}
    return tuple(one for one in records if taken & article_keys(one.article, root))


def open_ledger(place: Place) -> Opened:
    """The ledger of a place. Raises LedgerError where there is none or any of it could not be read: nothing may be
    concluded from a part."""
    return opened(place, load_ledger(place.ledger))


def opened(place: Place, ledger: Ledger) -> Opened:
    """A ledger that was loaded, whole or LedgerError."""
    if ledger.problems:
        first, *others = ledger.problems
        more = f" and {len(others)} more" if others else ""
        raise LedgerError(f"the ledger cannot be read: {first}{more}", hint="claimledger check lists what is wrong")
    return Opened(place, ledger, ledger.records)


def relations(opened: Opened, new: Iterable[str] | None = None) -> tuple[tuple[Relation, ...], tuple[Problem, ...]]:
    """The relations of claims with all others (None: of all), each with its ruling, and warnings.

    A ruling whose claims read otherwise now says nothing.
    """
    wanted = None if new is None else frozenset(new)
    everything = compared(opened.records)
    fresh = [one for one in everything if wanted is None or one.claim.id in wanted]
    rest = [one for one in everything if wanted is not None and one.claim.id not in wanted]
    canonical = opened.ledger.aliases.canonical
    limits = opened.limits
    found = compare(fresh, rest, canonical=canonical, settings=limits)
    statements = {one.claim.id: one.claim.statement for one in everything}
    stale = stale_rulings(opened.ledger.rulings, statements)
    rulings = {
        pair: ruling.verdict
        for pair, ruling in rulings_by_pair(opened.ledger.rulings).items()
        if not stale_rulings((ruling,), statements)
    }
    warnings = [*opened.ledger.warnings, *stale]
    if found.capped:
        warnings.append(
            Problem(
                f"more than {limits.candidates} claims of one story share a fact ({len(found.capped)} such facts, "
                f"{found.capped[0]!r} the first); each was compared with the {limits.candidates} nearest in time only",
                hint="relations between claims far apart may be missing; the setting `candidates` is the bound",
            )
        )
    return (
        tuple(replace(one, ruling=rulings.get(frozenset((one.a, one.b)))) for one in found.relations),
        tuple(warnings),
    )


def findings(
    before: Iterable[ArticleRecord],
    after: Opened,
    change: Changes,
    ours: Iterable[str] | None,
    *,
    base: str | None = None,
    problems: Iterable[Problem] = (),
) -> Findings:
    """What changed between records and a ledger, and the relations of our claims (None: of all) in it."""
    found, warnings = relations(after, ours)
    known = {**entries(before), **after.entries}
    heard = [one for one in found if not is_silenced(one)]
    related = {claim for one in heard for claim in (one.a, one.b)}
    return Findings(
        base=base,
        added=change.added,
        changed=change.changed,
        removed=change.removed,
        relations=found,
        entries=known,
        problems=tuple(problems),
        warnings=warnings,
        facts=facts(
            compared(record for record in after.records if any(claim.id in related for claim in record.claims)),
            heard,
            canonical=after.ledger.aliases.canonical,
            settings=after.limits,
        ),
        notes=ruling_notes(after),
    )


def entries(records: Iterable[ArticleRecord]) -> dict[str, Entry]:
    """Every claim of the records by id, in their order."""
    return {claim.id: Entry(claim, record.article) for record in records for claim in record.claims}


def named(claim: str, opened: Opened) -> Entry:
    """The claim with this id, or the only one whose id begins so. Raises LedgerError where there is not exactly one."""
    everything = opened.entries
    if claim in everything:
        return everything[claim]
    found = [one for one in everything if one.startswith(claim)] if len(claim) >= 4 else []
    if len(found) == 1:
        return everything[found[0]]
    if found:
        raise LedgerError(f"{claim!r} is how {len(found)} ids begin: {', '.join(found[:5])}", hint="give more of it")
    raise LedgerError(f"no claim {claim!r} in {opened.place.ledger}", hint="claimledger list shows the ids")


def correction_notes(opened: Opened) -> dict[str, tuple[str, ...]]:
    """By claim, what the people who corrected it wrote, and who they are."""
    told: dict[str, tuple[str, ...]] = {}
    for one in opened.ledger.corrections:
        claim = added_claim(one).id if one.add is not None else one.claim
        note = " – ".join(filter(None, (one.note, one.by)))
        if claim and note:
            told[claim] = (*told.get(claim, ()), note)
    return told


def ruling_notes(opened: Opened) -> dict[frozenset[str], str]:
    """By pair of claims, what the person who ruled on it wrote, and who they are."""
    told = {pair: (one.note, one.by) for pair, one in rulings_by_pair(opened.ledger.rulings).items()}
    return {pair: " – ".join(filter(None, words)) for pair, words in told.items() if any(words)}
