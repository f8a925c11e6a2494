"""Where paragraphs, sentences and quotations lie in a Doc, by token: what linking and trimming look up all the time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from claimledger.extract.attribution import TokenRange
from claimledger.extract.tokens import Doc
from claimledger.quotation import quotations

PARAGRAPHS = "paragraphs"
_AMOUNT = re.compile(r"[\d,.]*(m|bn|k|km|cm|kg|pc)\.")
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "my", "of", "on", "or", "the", "to", "with"})
_UTTERANCE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Quote:
    """One outer quotation of one paragraph. ``tokens`` includes its marks, ``inner`` leaves them out.

    ``utterance`` says that it reads as something said, not as a word or title set off: it has punctuation of its own
    at its end, or a capital at its start and words enough for a clause. ``closed`` says that it ends with a mark or
    goes on in the next paragraph, where an opening mark alone may be a stray one.
    """

    tokens: TokenRange
    inner: TokenRange
    utterance: bool
    continued: bool
    continues: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Number of the paragraph and sentence of every token (-1 in boilerplate), and every outer quotation in order.

    ``quoted`` gives for every token the index of the quotation whose inner words it belongs to, or -1; ``text`` is the
    Doc's, which the Doc would join anew at every look.
    """

    paragraph: tuple[int, ...]
    sentence: tuple[int, ...]
    quotes: tuple[Quote, ...]
    quoted: tuple[int, ...]
    paragraphs: tuple[TokenRange, ...]
    text: str

    def sentence_range(self, token: int) -> TokenRange:
        """The tokens of the sentence that the token belongs to."""
        number = self.sentence[token]
        start = end = token
        while start > 0 and self.sentence[start - 1] == number:
            start -= 1
        while end < len(self.sentence) and self.sentence[end] == number:
            end += 1
        return start, end


def layout(doc: Doc) -> Layout:
    """The layout of a Doc; paragraphs come from ``doc.spans["paragraphs"]`` or, without them, from line breaks."""
    ranges = _paragraphs(doc)
    paragraph, sentence = [-1] * len(doc), [-1] * len(doc)
    count = 0
    for number, (start, end) in enumerate(ranges):
        for i in range(start, end):
            if i > start and (doc[i].is_sent_start or _amount_ends(doc, i)):
                count += 1
            paragraph[i], sentence[i] = number, count
        count += 1
    found = tuple(_quotes(doc, ranges))
    quoted = [-1] * len(doc)
    for index, quote in enumerate(found):
        quoted[quote.inner[0] : quote.inner[1]] = [index] * (quote.inner[1] - quote.inner[0])
    return Layout(tuple(paragraph), tuple(sentence), found, tuple(quoted), tuple(ranges), doc.text)


def is_title(doc: Doc, quote: Quote) -> bool:
    """Whether the words in marks are a name or title: all with a capital but the small ones between."""
    words = [t for t in doc[quote.inner[0] : quote.inner[1]] if t.is_alpha]
    return (
        0 < len(words) <= 8
        and words[0].text[0].isupper()
        and all(w.text[0].isupper() or w.lower_ in _SMALL for w in words)
    )


def after_dateline(doc: Doc, start: int, end: int) -> int:
    """The first word after "PARIS, Jan 3 (Agency) - ", where the sentence opens with a dateline."""
    if not doc[start].is_upper or len(doc[start]) < 3:
        return start
    return next((i + 1 for i in range(start, min(start + 14, end)) if doc[i].text in {"-", "–", "—", "--"}), start)


def _amount_ends(doc: Doc, i: int) -> bool:
    """Whether the sentence before ended in an amount whose full stop the tokenizer kept: "€5m. Insurers"."""
    return (
        bool(_AMOUNT.fullmatch(doc[i - 1].text))
        and doc[i].text[:1].isupper()
        and doc[max(i - 2, 0)].text[:1] in "$€£0123456789"
    )


def _paragraphs(doc: Doc) -> list[TokenRange]:
    if PARAGRAPHS in doc.spans:
        spans = [(p.start, p.end) for p in doc.spans[PARAGRAPHS] if p.label_ != "BOILERPLATE"]
    else:
        breaks = [-1, *(t.i for t in doc if t.is_space and "\n" in t.text), len(doc)]
        spans = [(a + 1, b) for a, b in pairwise(breaks) if b > a + 1]
    out = []
    for start, end in spans:
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if start < end:
            out.append((start, end))
    return out


def _quotes(doc: Doc, ranges: list[TokenRange]) -> list[Quote]:
    starts = {t.idx: t.i for t in doc}
    spans = [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in ranges]
    out = []
    for quotation in quotations(doc.text, spans):
        first = starts.get(quotation.span[0])
        if quotation.depth or first is None or quotation.inner[0] >= quotation.inner[1]:
            continue
        inner = doc.char_span(*quotation.inner, alignment_mode="contract")
        outer = doc.char_span(*quotation.span, alignment_mode="expand")
        if inner is None or outer is None or not any(t.is_alpha or t.like_num for t in inner):
            continue
        out.append(
            Quote(
                (outer.start, outer.end),
                (inner.start, inner.end),
                _utterance(doc, inner.start, inner.end) or quotation.continued,
                quotation.continued,
                quotation.continues,
                quotation.continued or quotation.inner[1] < quotation.span[1],
            )
        )
    return out


def _utterance(doc: Doc, start: int, end: int) -> bool:
    words = [t for t in doc[start:end] if t.is_alpha or t.like_num]
    if doc[end - 1].text[-1] in ".!?…," and len(words) >= 2:
        return True
    if len(words) < _UTTERANCE_WORDS or not words[0].text[0].isupper():
        return False
    titled = sum(w.text[0].isupper() for w in words if len(w) > 3)
    return titled <= max(1, sum(len(w) > 3 for w in words) // 2)
