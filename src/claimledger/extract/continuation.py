"""Speech that goes on without a cue: "It was late, she said. None of it would be paid"; "P. Q, he goes on"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.lexicon import cue_words
from claimledger.extract.quotes import Layout
from claimledger.extract.tokens import FINITE, Doc

_SHIFTED = frozenset({"had", "would", "'d", "’d"})
_GOING = frozenset({"goes", "went"})
_FEWEST = 3


def continued(doc: Doc, lay: Layout, found: Sequence[Attribution], busy: bytearray) -> list[Attribution]:
    """The attributions, with the sentences that only their tense or a later "she goes on" gives to a speaker.

    ``busy`` marks the tokens of every content, cue and source: such a sentence has none.
    """
    out = [_since(doc, lay, found, a, busy) for a in found]
    return [*out, *(a for one in out for a in _after(doc, lay, one, busy))]


def _after(doc: Doc, lay: Layout, one: Attribution, busy: bytearray) -> Iterator[Attribution]:
    """The sentences behind an indirect report in the past whose tense is shifted back: "had asked", "would be"."""
    if one.cue is None or not _past(doc, one.cue) or lay.quoted[one.content[-1][1] - 1] >= 0:
        return
    last = max(one.content[-1][1], one.cue[1])
    if lay.sentence[one.cue[0]] != lay.sentence[one.content[-1][0]] or lay.paragraph[last - 1] < 0:
        return
    _, start = lay.sentence_range(last - 1)
    paragraph = lay.paragraphs[lay.paragraph[last - 1]]
    while start < paragraph[1]:
        _, end = lay.sentence_range(start)
        if not (_free(lay, (start, end), busy) and _shifted(doc, (start, end))):
            return
        busy[start:end] = b"\x01" * (end - start)
        yield Attribution(((start, end),), one.source, one.cue, carried=True)
        start = end


def _since(doc: Doc, lay: Layout, found: Sequence[Attribution], one: Attribution, busy: bytearray) -> Attribution:
    """The attribution by "she goes on" with all that stands between it and the report that it goes on with."""
    if one.cue is None or doc[one.cue[0]].lower_ not in _GOING:
        return one
    first = one.content[0][0]
    number = lay.paragraph[first]
    before = [a.content[-1][1] for a in found if a.content[-1][1] <= first and lay.paragraph[a.content[0][0]] == number]
    if not before:
        return one
    start, _ = lay.sentence_range(first)
    opens: list[TokenRange] = [(start, first)] if start < first else []
    while start > max(before):
        begin, _ = lay.sentence_range(start - 1)
        if begin < max(before) or not _free(lay, (begin, start), busy):
            break
        opens.insert(0, (begin, start))
        start = begin
    opens = [part for part in opens if any(t.tag_ in FINITE for t in doc[slice(*part)]) and _free(lay, part, busy)]
    return replace(one, content=(*opens, *one.content)) if opens else one


def _free(lay: Layout, part: TokenRange, busy: bytearray) -> bool:
    return not any(busy[i] or lay.quoted[i] >= 0 for i in range(*part))


def _past(doc: Doc, cue: TokenRange) -> bool:
    verb = doc[cue[1] - 1]
    if verb.lower_ == "on" and cue[1] - cue[0] > 1:
        verb = doc[cue[1] - 2]
    return verb.tag_ in {"VBD", "VBN"} and (verb.lower_ in cue_words().speech or doc[cue[0]].lower_ in _GOING)


def _shifted(doc: Doc, part: TokenRange) -> bool:
    """Whether the first verb of a sentence with a subject before it is "had" with a participle, or "would".

    With "he" or "she" it may as well be the outlet that tells of the speaker: "She had brought leaflets."
    """
    verb = next((i for i in range(*part) if doc[i].tag_ in FINITE), None)
    if verb is None or doc[verb].lower_ not in _SHIFTED or part[1] - part[0] < _FEWEST:
        return False
    if verb == part[0] or doc[part[0]].lower_ in {"he", "she"}:
        return False
    behind = doc[verb + 1 : min(verb + 4, part[1])]
    return doc[verb].tag_ == "MD" or any(t.tag_ == "VBN" for t in behind)
