"""Each content with its cue and each cue with its source: the nearest that fit, sentence and quotation considered.

On PolNeAR's gold spans the nearest cue of the paragraph and the nearest source within 25 words of it are right for
nearly every attribution; the costs below only settle what lies between two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.quotes import Layout
from claimledger.extract.tokens import Doc

MARKED = "attribution"
UNSTATED = -1
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "obl:agent", "nmod:poss"})
_FARTHEST_SOURCE = 25
_FARTHEST_LOOSE = 6
_FARTHEST_CUE = 40
_SENTENCE = 8
_FORWARD = 1.5
_LOOKING_AHEAD = 8
_ADDRESSING = frozenset({"told", "tell", "tells", "telling", "informed", "informs", "informing"})
_QUOTATION = 6
_LINKED = 6
"""What the model's own link of a cue to a source is worth, in words of distance."""


@dataclass(frozen=True, slots=True)
class Spans:
    """What the model marked, in text order."""

    sources: tuple[TokenRange, ...]
    cues: tuple[TokenRange, ...]
    contents: tuple[TokenRange, ...]


@dataclass(slots=True)
class _Group:
    contents: list[TokenRange] = field(default_factory=list)


def link(doc: Doc, lay: Layout, spans: Spans) -> list[Attribution]:
    """One attribution for each cue that has content, and one for each content that has no cue, in text order."""
    cost = _Costs(doc, lay, spans)
    groups: dict[TokenRange, _Group] = {}
    loose: list[TokenRange] = []
    for content in spans.contents:
        cue = cost.cue_of(content)
        if cue is None:
            loose.append(content)
        else:
            groups.setdefault(cue, _Group()).contents.append(content)
    out = [Attribution(cost.joined(group.contents), cost.source_of(cue), cue) for cue, group in groups.items()]
    out.extend(Attribution((content,), cost.source_of(content, limit=_FARTHEST_LOOSE)) for content in loose)
    return sorted(out, key=lambda a: a.content)


def _learned(doc: Doc) -> dict[int, int]:
    """For each token of a marked span the first token of the span that the model links it to, UNSTATED for nothing."""
    group = doc.spans.get(MARKED)
    if group is None:
        return {}
    out: dict[int, int] = {}
    for span, number in zip(group, group.attrs.get("links", ()), strict=False):
        if number is not None:
            target = group[number].start if number >= 0 else UNSTATED
            out.update(dict.fromkeys(range(span.start, span.end), target))
    return out


class _Costs:
    """How far apart two spans are, in words, with what stands between them counted extra."""

    def __init__(self, doc: Doc, lay: Layout, spans: Spans) -> None:
        self.doc, self.lay, self.spans = doc, lay, spans
        self.learned = _learned(doc)
        self.role = [""] * len(doc)
        for name, ranges in (("source", spans.sources), ("cue", spans.cues), ("content", spans.contents)):
            for start, end in ranges:
                self.role[start:end] = [name] * (end - start)

    def cue_of(self, content: TokenRange) -> TokenRange | None:
        if cue := self._linked(content, self.spans.cues):
            return cue
        near = [c for c in self._same_paragraph(content, self.spans.cues)]
        scored = [(self._cue_cost(content, cue), cue) for cue in near]
        best = min(scored, default=None)
        if best and self.learned.get(content[0]) == UNSTATED and self._sentences_apart(content, best[1]):
            best = None
        announced = self._announced(content)
        if announced and (best is None or best[0] > _SENTENCE):
            return announced
        return best[1] if best and best[0] <= _FARTHEST_CUE else None

    def _sentences_apart(self, a: TokenRange, b: TokenRange) -> bool:
        return self.lay.sentence[a[1] - 1] != self.lay.sentence[b[0]]

    def _announced(self, content: TokenRange) -> TokenRange | None:
        """The cue that ends the paragraph before with a colon, where the content opens its own."""
        number = self.lay.paragraph[content[0]]
        if number <= 0 or content[0] > self.lay.paragraphs[number][0] + 1:
            return None
        start, end = self.lay.paragraphs[number - 1]
        if self.doc[end - 1].text != ":":
            return None
        return max(
            (c for c in self.spans.cues if start <= c[0] and end - c[1] <= _FARTHEST_SOURCE and c[1] <= end),
            default=None,
        )

    def joined(self, contents: Sequence[TokenRange]) -> tuple[TokenRange, ...]:
        """The contents of one cue, those of one sentence united where no source, cue or quotation parts them."""
        out: list[TokenRange] = []
        for start, end in contents:
            gap = range(out[-1][1], start) if out else range(0)
            if (
                out
                and self.lay.sentence[out[-1][1] - 1] == self.lay.sentence[start]
                and not any(self.role[i] or self.lay.quoted[i] >= 0 or self.doc[i].is_quote for i in gap)
            ):
                out[-1] = (out[-1][0], end)
            else:
                out.append((start, end))
        return tuple(out)

    def _linked(self, span: TokenRange, others: Sequence[TokenRange]) -> TokenRange | None:
        """The span of ``others`` to which the model links most words of ``span``."""
        votes = Counter(self.learned[i] for i in range(*span) if i in self.learned)
        if not votes:
            return None
        target = votes.most_common(1)[0][0]
        return next((o for o in others if o[0] <= target < o[1]), None)

    def source_of(self, cue: TokenRange, limit: int = _FARTHEST_SOURCE) -> TokenRange | None:
        linked = self._linked(cue, self.spans.sources)
        scored = [
            (self._source_cost(cue, s) - _LINKED * (s == linked), s)
            for s in self._same_paragraph(cue, self.spans.sources)
        ]
        best = min(scored, default=None)
        return best[1] if best and best[0] <= limit else None

    def _same_paragraph(self, one: TokenRange, others: Sequence[TokenRange]) -> Iterator[TokenRange]:
        number = self.lay.paragraph[one[0]]
        return (o for o in others if self.lay.paragraph[o[0]] == number)

    def _between(self, a: TokenRange, b: TokenRange) -> range:
        first, second = sorted((a, b))
        return range(first[1], second[0])

    def _cue_cost(self, content: TokenRange, cue: TokenRange) -> float:
        between = self._between(content, cue)
        cost = 0.0
        for i in between:
            token, role = self.doc[i], self.role[i]
            if role == "cue" and (i == 0 or self.role[i - 1] != "cue" or i == between[0]):
                cost += 6
            elif role == "source":
                cost += 0.1
            elif not (token.is_punct or token.is_space):
                cost += 1 if role != "content" else 0.5
        borders = self._borders(between, content, cue)
        cost += _SENTENCE * borders
        if cue[0] >= content[1]:
            if borders and self.lay.quoted[content[0]] < 0:
                cost += _LOOKING_AHEAD
            opener = self.doc[content[0]].lower_
            closed = any(self.doc[i].is_punct for i in range(content[1] - 1, cue[0]))
            cost += _FORWARD * ((opener in {"that", "to"}) + (not closed))
        if self.lay.quoted[cue[0]] >= 0 and self.lay.quoted[cue[0]] != self.lay.quoted[content[0]]:
            cost += _QUOTATION
        return cost

    def _source_cost(self, cue: TokenRange, source: TokenRange) -> float:
        between = self._between(cue, source)
        cost = 0.0
        for i in between:
            token, role = self.doc[i], self.role[i]
            if not (token.is_punct or token.is_space):
                cost += 0.5 if role == "cue" else 1
        cost += _SENTENCE * self._borders(between, cue, source)
        if self.lay.quoted[cue[0]] != self.lay.quoted[source[0]]:
            cost += _QUOTATION
        if self._subject(source, cue):
            cost -= 10
        if source[0] >= cue[1] and self.doc[cue[1] - 1].lower_ in _ADDRESSING:
            cost += 10
        return cost

    def _borders(self, between: range, a: TokenRange, b: TokenRange) -> int:
        first, second = sorted((a, b))
        return abs(self.lay.sentence[second[0]] - self.lay.sentence[first[1] - 1])

    def _subject(self, source: TokenRange, cue: TokenRange) -> bool:
        return any(t.dep_ in _SUBJECTS and cue[0] <= t.head.i < cue[1] for t in self.doc[source[0] : source[1]])
