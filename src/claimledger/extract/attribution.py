"""The record that passes between the steps of extraction: who is said, by which words, to have said what."""

from __future__ import annotations

from dataclasses import dataclass

from claimledger.records import Quote

TokenRange = tuple[int, int]
"""First token and end token (exclusive) of a stretch of a Doc."""

CharRange = tuple[int, int]
"""Start and end (exclusive) in the text of a Doc."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: source, cue and content as in PARC3 and PolNeAR. ``content`` has several ranges if interrupted.

    ``source`` is None where none is stated in the text ("is believed to"), ``cue`` where a quotation stands alone.
    ``carried`` says that source and cue were taken over from an attribution before (a quotation that goes on).
    ``relay`` is the attribution whose content this one is, or was cut from: its source passes on what this one says.
    """

    content: tuple[TokenRange, ...]
    source: TokenRange | None = None
    cue: TokenRange | None = None
    carried: bool = False
    relay: Attribution | None = None


@dataclass(frozen=True, slots=True)
class Proposition:
    """One claim's content: its character ranges in the Doc's text, trimmed, in text order, and how it is quoted."""

    ranges: tuple[CharRange, ...]
    quote: Quote
    attribution: Attribution
