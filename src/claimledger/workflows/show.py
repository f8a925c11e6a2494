"""``show``: one claim, the paragraph around it with its parts marked, its relations."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from claimledger.findings import Entry, Findings
from claimledger.records import Claim, Span
from claimledger.workflows.opened import named, open_ledger, relations
from claimledger.workflows.place import Place
from claimledger.workflows.source_text import claim_text, with_line

Part = Literal["", "content", "speaker", "cue"]
_AROUND = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """``context``: the claim's paragraph in pieces, each with the part of the attribution that it is ("" for the text
    between); None without the article."""

    entry: Entry
    context: tuple[tuple[str, Part], ...] | None
    findings: Findings


def show(claim: str, place: Place) -> Shown:
    """A claim by its id or how the id begins. Raises LedgerError where there is not exactly one."""
    opened = open_ledger(place)
    entry = with_line(named(claim, opened), opened.ledger.files, place)
    found, warnings = relations(opened, [entry.claim.id])
    findings = Findings(relations=found, entries=opened.entries, warnings=warnings)
    text = claim_text(entry, place)
    return Shown(entry, _context(entry.claim, text) if text is not None else None, findings)


def _context(claim: Claim, text: str) -> tuple[tuple[str, Part], ...]:
    """The paragraph, cut to some hundred characters either side. Cue and speaker are marked over the content, where a
    quotation holds them; what stands in another part of the article is left out."""
    spans: list[tuple[int, int, Part]] = [(start, end, "content") for start, end in claim.span]
    low, high = spans[0][0] - _AROUND, spans[-1][1] + _AROUND
    others: tuple[tuple[Span | None, Part], ...] = (
        (claim.speaker.span if claim.speaker else None, "speaker"),
        (claim.cue.span if claim.cue else None, "cue"),
    )
    spans += [
        (*span, part) for span, part in others if span and max(low, 0) <= span[0] < span[1] <= min(high, len(text))
    ]
    first, last = min(start for start, _, _ in spans), max(end for _, end, _ in spans)
    start = max(text.rfind("\n", 0, first) + 1, first - _AROUND)
    end = text.find("\n", last)
    end = min(end if end >= 0 else len(text), last + _AROUND)
    edges = sorted({start, end, *(edge for x, y, _ in spans for edge in (x, y) if start < edge < end)})
    pieces: list[tuple[str, Part]] = []
    for x, y in pairwise(edges):
        inside: list[Part] = [part for a, b, part in spans if a <= x and y <= b]
        pieces.append((text[x:y], inside[-1] if inside else ""))
    return tuple(pieces)
