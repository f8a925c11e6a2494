"""The content of an attribution into single propositions, trimmed to the character."""

from __future__ import annotations

from collections.abc import Sequence

from claimledger.extract.attribution import Attribution, CharRange, Proposition, TokenRange
from claimledger.extract.lexicon import cue_words
from claimledger.extract.quotes import Layout, Quote, after_dateline, is_title, layout
from claimledger.extract.splitting import facts, sentences
from claimledger.extract.tokens import Doc
from claimledger.records import Quote as QuoteKind

_EDGE = frozenset(".,;:!?…–—-·•|*#>/_`")


def propositions(doc: Doc, attribution: Attribution, lay: Layout | None = None) -> list[Proposition]:
    """The single claims in what is attributed, in text order; none where only punctuation is left.

    Facts of their own (``splitting.facts``) become propositions of their own; an interrupted one has several ranges.
    """
    lay = lay or layout(doc)
    content = [(_opening(doc, lay, start, end), end) for start, end in attribution.content]
    stretches = [part for stretch in content for part in sentences(lay, stretch)]
    out = []
    for group in facts(doc, lay, stretches):
        ranges = tuple(r for number, part in enumerate(group) if (r := trim(doc, lay, part, first=number == 0)))
        if ranges and any(c.isalnum() for start, end in ranges for c in lay.text[start:end]):
            joined = _joined(doc, lay, ranges)
            out.append(Proposition(joined, quote_kind(doc, lay, joined), attribution))
    return out


def _opening(doc: Doc, lay: Layout, start: int, end: int) -> int:
    """The start of a content, past the dateline that opens its paragraph."""
    number = lay.paragraph[start]
    return after_dateline(doc, start, end) if number >= 0 and lay.paragraphs[number][0] == start else start


def trim(doc: Doc, lay: Layout, stretch: TokenRange, first: bool = True) -> CharRange | None:
    """The character range of a stretch without "that", outer marks and punctuation at its edges."""
    start, end = stretch
    while True:
        before = (start, end)
        while start < end and (
            doc[start].is_space or doc[start].text in _EDGE or _outer_mark(doc, lay, start, end, start)
        ):
            start += 1
        while end > start and (
            doc[end - 1].is_space or _final(doc, end - 1) or _outer_mark(doc, lay, start, end, end - 1)
        ):
            end -= 1
        if first:
            start = _complementizer(doc, lay, start, end)
        if (start, end) == before:
            break
    if start >= end:
        return None
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def quote_kind(doc: Doc, lay: Layout, ranges: Sequence[CharRange]) -> QuoteKind:
    """direct, indirect or mixed: all, none or some of the words stand in quotation marks.

    A name, a title or a single word in marks does not make a content mixed.
    """
    inside = outside = 0
    for start, end in ranges:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        for token in span:
            if token.is_alpha or token.like_num:
                quote = lay.quoted[token.i]
                if quote >= 0:
                    inside += _counts(doc, lay.quotes[quote], span.start, span.end)
                else:
                    outside += 1
    if not outside and any(
        lay.quoted[t.i] >= 0 for s, e in ranges for t in doc.char_span(s, e, alignment_mode="expand") or ()
    ):
        return "direct"
    return "mixed" if inside else "indirect"


def _counts(doc: Doc, quote: Quote, start: int, end: int) -> bool:
    """Whether a quotation inside a content is quoted speech rather than a name, title or single word."""
    words = [t for t in doc[quote.inner[0] : quote.inner[1]] if t.is_alpha or t.like_num]
    if start >= quote.inner[0] and end <= quote.inner[1]:
        return True
    return len(words) >= 2 and not is_title(doc, quote)


def _outer_mark(doc: Doc, lay: Layout, start: int, end: int, token: int) -> bool:
    """Whether the token is a mark of a quotation whose words are all, and nothing but, the stretch."""
    for quote in lay.quotes:
        opening, closing = quote.tokens[0], quote.tokens[1] - 1
        marked = quote.tokens[0] < quote.inner[0]
        if token == opening and marked and token == start:
            return end <= quote.tokens[1] or quote.inner[1] <= start
        if token == closing and quote.inner[1] <= closing and token == end - 1:
            return start >= quote.tokens[0]
    text = doc[token].text
    return text in {"``", "''", "“", "”", '"', "«", "»", "„"} and not any(
        q.tokens[0] <= token < q.tokens[1] for q in lay.quotes
    )


def _final(doc: Doc, token: int) -> bool:
    return doc[token].text in _EDGE or doc[token].text in {"...", "--", ". . ."}


def _complementizer(doc: Doc, lay: Layout, start: int, end: int) -> int:
    """The start after a leading "that" (with a date before it), "to" or conjunction."""
    first = doc[start].lower_ if start < end else ""
    if start + 1 >= end:
        return start
    if first == "that" and lay.quoted[start] < 0 and not _demonstrative(doc, start):
        return start + 1
    if first == "to" and doc[start + 1].tag_ in {"VB", ""}:
        return start + 1
    if first in {"and", "but", "or"} and lay.quoted[start] < 0:
        return start + 1
    for i in range(start, min(start + 7, end - 1)):
        if doc[i].lower_ == "that" and i > start:
            return i + 1
        if doc[i].lower_ not in cue_words().times and not doc[i].like_num:
            break
    return start


def _demonstrative(doc: Doc, token: int) -> bool:
    """Whether "that" is a pronoun or a determiner: a subject ("that is a lie") or before a bare noun."""
    that, following = doc[token], doc[token + 1]
    if that.tag_ in {"IN", "WDT"} or that.dep_ == "mark":
        return False
    if following.lower_ in {
        "is",
        "was",
        "would",
        "will",
        "has",
        "had",
        "'s",
        "’s",
        "could",
        "can",
        "may",
        "might",
        "means",
        "does",
    }:
        return True
    return that.dep_ == "det" and that.head.i == token + 1


def _joined(doc: Doc, lay: Layout, ranges: Sequence[CharRange]) -> tuple[CharRange, ...]:
    """Ranges with nothing but white space or punctuation between them as one, unless a quotation mark parts them."""
    out: list[CharRange] = []
    for start, end in ranges:
        if (
            out
            and "\n" not in (gap := lay.text[out[-1][1] : start])
            and not any(c.isalnum() or c in '"“”‘’«»„' for c in gap)
        ):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)
