"""``show``: one claim, the paragraph around it with its parts marked, its relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from claimledger.findings import Entry, Findings
from claimledger.ledger.people import Ruling, rulings_by_pair
from claimledger.paragraphs import AROUND, around
from claimledger.records import Claim, Span
from claimledger.workflows.opened import correction_notes, named, open_ledger, relations, ruling_notes
from claimledger.workflows.place import Place
from claimledger.workflows.source_text import claim_text, with_line

Part = Literal["", "content", "speaker", "cue"]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and its paragraph in pieces, each with the part of the attribution that it is ("" for the text between);
    ``context`` is None without the article."""

    entry: Entry
    context: tuple[tuple[str, Part], ...] | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim, what people wrote when they corrected it, and how it stands to others. ``rulings`` are those on pairs
    that stand in no relation."""

    told: Told
    notes: tuple[str, ...]
    rulings: tuple[Ruling, ...]
    findings: Findings


def show(claim: str, place: Place) -> Shown:
    """A claim by its id or how the id begins. Raises LedgerError where there is not exactly one."""
    opened = open_ledger(place)
    entry = named(claim, opened)
    ident = entry.claim.id
    found, warnings = relations(opened, [ident])
    related = {frozenset((one.a, one.b)) for one in found}
    rulings = rulings_by_pair(opened.ledger.rulings)
    return Shown(
        told(entry, opened.ledger.files, place),
        correction_notes(opened).get(ident, ()),
        tuple(one for pair, one in rulings.items() if ident in pair and pair not in related),
        Findings(relations=found, entries=opened.entries, warnings=warnings, notes=ruling_notes(opened)),
    )


def told(entry: Entry, files: Mapping[str, str], place: Place) -> Told:
    """A claim in its paragraph, with the file and line where it stands; ``files`` are those of the ledger."""
    text = claim_text(entry, place)
    return Told(with_line(entry, files, place), _context(entry.claim, text) if text is not None else None)


def _context(claim: Claim, text: str) -> tuple[tuple[str, Part], ...]:
    """The paragraph, cut to some hundred characters either side. Cue and speaker are marked over the content, where a
    quotation holds them; what stands in another part of the article is left out."""
    spans: list[tuple[int, int, Part]] = [(start, end, "content") for start, end in claim.span]
    low, high = spans[0][0] - AROUND, spans[-1][1] + AROUND
    others: tuple[tuple[Span | None, Part], ...] = (
        (claim.speaker.span if claim.speaker else None, "speaker"),
        (claim.cue.span if claim.cue else None, "cue"),
    )
    spans += [
        (*span, part) for span, part in others if span and max(low, 0) <= span[0] < span[1] <= min(high, len(text))
    ]
    first, last = min(start for start, _, _ in spans), max(end for _, end, _ in spans)
    start, end = around(text, first, last)
    edges = sorted({start, end, *(edge for x, y, _ in spans for edge in (x, y) if start < edge < end)})
    pieces: list[tuple[str, Part]] = [("… ", "")] if start and text[start - 1] != "\n" else []
    for x, y in pairwise(edges):
        inside: list[Part] = [part for a, b, part in spans if a <= x and y <= b]
        pieces.append((text[x:y], inside[-1] if inside else ""))
    if end < len(text) and text[end] != "\n":
        pieces.append((" …", ""))
    return tuple(pieces)
