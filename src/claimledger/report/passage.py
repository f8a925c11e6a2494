"""A claim in its words and in its place: figures set off in the statement, speaker, cue and content in the article."""

from __future__ import annotations

import re
from itertools import pairwise

from claimledger.findings import Entry
from claimledger.paragraphs import AROUND, around
from claimledger.records import Claim, Span
from claimledger.report.markup import Markup, join, tag

_MOST_SPANS = 100
_NAMES = {"content": "statement", "speaker": "speaker", "cue": "cue"}


def statement(claim: Claim) -> Markup:
    """The statement, its figures and dates in bold, in quote marks where it is a direct quotation."""
    wanted = [one.text for one in claim.quantities] + ([claim.when.text] if claim.when else [])
    parts: list[Markup | str] = []
    rest = claim.statement
    texts = sorted({re.escape(text) for text in wanted if text.strip()}, key=lambda text: (-len(text), text))
    if texts:
        found = re.compile(rf"(?<!\w)(?:{'|'.join(texts)})(?!\w)")
        last = 0
        for match in found.finditer(claim.statement):
            parts += [claim.statement[last : match.start()], tag("b", match[0])]
            last = match.end()
        rest = claim.statement[last:]
    if claim.quote == "direct":
        return join("“", parts, rest, "”")
    return join(parts, rest)


def passage(entry: Entry, text: str | None) -> Markup:
    """The paragraph of the claim with its parts marked, cut to some hundred characters either side; a note where the
    article's text is not there or is no longer what was recorded."""
    claim = entry.claim
    if text is None or not _stands_in(claim, text):
        return tag("p", "The article’s text is not at hand; this is the statement alone.", class_="absent")
    first, last = claim.span[0][0], claim.span[-1][1]
    spans = _spans(claim, first - AROUND, last + AROUND)
    first, last = min(start for start, _, _ in spans), max(end for _, end, _ in spans)
    start, end = around(text, first, last)
    shown = [(max(a, start), min(b, end), name) for a, b, name in spans if a < end and b > start]
    edges = sorted({start, end, *(edge for a, b, _ in shown for edge in (a, b))})
    parts: list[Markup | str] = ["… " if start and text[start - 1] != "\n" else ""]
    for a, b in pairwise(edges):
        names = [name for x, y, name in shown if x <= a and b <= y]
        piece = text[a:b]
        parts.append(tag("mark", piece, class_=" ".join(names)) if names else piece)
    parts.append(" …" if end < len(text) and text[end] != "\n" else "")
    return tag("blockquote", tag("p", parts, dir="auto"), class_="passage")


def legend() -> Markup:
    """What the marks of a passage mean."""
    marks = ([tag("mark", word, class_=name), " "] for name, word in _NAMES.items())
    return tag("p", "Each opens into its article: ", marks, class_="hint")


def _stands_in(claim: Claim, text: str) -> bool:
    if len(claim.span) > _MOST_SPANS or not all(0 <= start < end <= len(text) for start, end in claim.span):
        return False
    return " … ".join(text[start:end] for start, end in claim.span).split() == claim.statement.split()


def _spans(claim: Claim, low: int, high: int) -> list[tuple[int, int, str]]:
    """The marked spans; a speaker named far away in the article is left out."""
    others: list[tuple[Span | None, str]] = [
        (claim.speaker.span if claim.speaker else None, "speaker"),
        (claim.cue.span if claim.cue else None, "cue"),
    ]
    near = [(*span, name) for span, name in others if span and low <= span[0] < span[1] <= high]
    return [*((start, end, "content") for start, end in claim.span), *near]
