"""Headings that name a source: "18.05 Coast guard: 28 dead"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claimledger.extract.attribution import Attribution
from claimledger.extract.lexicon import cue_words
from claimledger.extract.quotes import Layout
from claimledger.extract.tokens import Doc, Token

_LONGEST = 22
_LONGEST_LABEL = 6
_FEWEST_TURNS = 3
_CLOCK = re.compile(r"\d{1,2}([.:]\d{2})?(am|pm|gmt)?", re.I)
_LEAD = frozenset({"–", "-", "—", "|", "GMT", "am", "pm", ".", ":", "p.m.", "a.m."})


def headings(doc: Doc, lay: Layout) -> Iterator[Attribution]:
    """A short paragraph of a name or office, a colon and a statement: a verb, figure, quotation or "no"."""
    for start, end in lay.paragraphs:
        words = [i for i in range(start, end) if not doc[i].is_space]
        if len(words) > _LONGEST:
            continue
        first = start
        while first < end and (_CLOCK.fullmatch(doc[first].text) or doc[first].text in _LEAD):
            first += 1
        colon = next((i for i in range(first, end) if doc[i].text == ":"), None)
        if colon is None or end - colon < 3 or not _names(doc[first:colon]):
            continue
        if doc[colon + 1].lower_ in {"no", "not"} or any(
            t.pos_ in {"VERB", "AUX"} or t.like_num or t.text[0].isdigit() or t.is_quote for t in doc[colon + 1 : end]
        ):
            yield Attribution(((colon + 1, end),), (first, colon), (colon, colon + 1))


def turns(doc: Doc, lay: Layout) -> Iterator[Attribution]:
    """What the speakers of a transcript say: three or more paragraphs that open with a name in capitals and a colon."""
    found = []
    for start, end in lay.paragraphs:
        colon = next((i for i in range(start + 1, min(start + _LONGEST_LABEL, end)) if doc[i].text == ":"), None)
        if colon is None or end - colon < 3:
            continue
        label = [t for t in doc[start:colon] if t.text not in {".", "-", "’", "'"}]
        if all(t.is_upper and t.is_alpha for t in label) and _names(label) and len(label[0].text) > 1:
            found.append(Attribution(((colon + 1, end),), (start, colon), (colon, colon + 1)))
    if len(found) >= _FEWEST_TURNS:
        yield from found


def _names(label: Iterable[Token]) -> bool:
    words = list(label)
    if not 1 <= len(words) <= _LONGEST_LABEL or not words[0].text[0].isupper():
        return False
    if any(
        t.tag_ in {"VBD", "VBZ", "VBP", "MD", "CD"} or not (t.is_alpha or t.text in {"-", "’s", "'s", "’", "."})
        for t in words
    ):
        return False
    return not {t.lower_ for t in words} & cue_words().labels
