"""Text into an annotated spaCy ``Doc``: the only place that loads the language model.

The Doc covers ``article.text[article.body:]``; ``token.idx + article.body`` is a file offset. It has tags (Penn
Treebank), parts of speech, morphology, lemmas, UD dependencies, sentences that never cross a paragraph, entities
(PERSON ORG LOC NORP MISC DATE TIME MONEY PERCENT CARDINAL ORDINAL), ``doc.spans["attribution"]`` (SOURCE, CUE, CONTENT;
its ``attrs["links"]`` holds for each span the number of the one it is linked to, a content's cue and a cue's source)
and ``doc.spans["paragraphs"]`` (TEXT, BOILERPLATE).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import spacy
from spacy import attrs
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from claimledger.model.decode import bio_spans
from claimledger.model.encoder import FOLDER, Annotation, Encoder
from claimledger.quotation import quotations
from claimledger.records import Article

if TYPE_CHECKING:
    from thinc.types import Ints2d

ATTRIBUTION = "attribution"
PARAGRAPHS = "paragraphs"
_ATTRS = [attrs.TAG, attrs.POS, attrs.MORPH, attrs.LEMMA, attrs.HEAD, attrs.DEP]
_UNSIGNED = 2**64
_LONG_RUN = re.compile(r"\S{150,}")


class Parser:
    """A spaCy pipeline with the shipped model, or another pipeline with the same annotations."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.nlp = nlp
        self.name = name

    def parse(self, articles: Iterable[Article]) -> Iterator[Doc]:
        """One Doc for each article, in order."""
        return self.nlp.pipe(self._doc(article) for article in articles)

    def _doc(self, article: Article) -> Doc:
        text = article.text[article.body :]
        doc = self.nlp.make_doc(_soften(text))
        spans = []
        for paragraph in article.paragraphs:
            start, end = (offset - article.body for offset in paragraph.span)
            span = doc.char_span(
                start, end, "BOILERPLATE" if paragraph.boilerplate else "TEXT", alignment_mode="expand"
            )
            if span is not None:
                spans.append(span)
        doc.spans[PARAGRAPHS] = SpanGroup(doc, name=PARAGRAPHS, spans=spans)
        return doc


def load_parser(folder: Path | None = None) -> Parser:
    """The shipped parser, or the model in another folder. Raises ModelError when it cannot be loaded."""
    nlp = spacy.blank("en")
    component = nlp.add_pipe("claimledger_annotator", config={"folder": str(folder or FOLDER)})
    return Parser(nlp, component.encoder.name)  # type: ignore[attr-defined]


@Language.factory("claimledger_annotator", default_config={"folder": str(FOLDER)})
def _annotator(nlp: Language, name: str, folder: str) -> Annotator:
    return Annotator(Encoder(Path(folder)))


class Annotator:
    """The pipeline component: what the encoder says of the words, written into the Doc."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._codes: dict[str, tuple[int, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        paragraphs = _words(doc)
        inside = _quoted(doc, paragraphs)
        annotation = self.encoder.annotate([[(doc[i].text, inside[doc[i].idx]) for i in words] for words in paragraphs])
        numbers = [i for words in paragraphs for i in words]
        self._write_syntax(doc, numbers, annotation)
        doc.ents = tuple(_entities(doc, numbers, annotation))
        spans = [Span(doc, numbers[first], numbers[last - 1] + 1, label) for first, last, label in annotation.spans]
        doc.spans[ATTRIBUTION] = SpanGroup(doc, name=ATTRIBUTION, spans=spans, attrs={"links": annotation.links})
        return doc

    def _write_syntax(self, doc: Doc, numbers: list[int], annotation: Annotation) -> None:
        add = doc.vocab.strings.add
        labels = {relation: add("dep" if relation == "root" else relation) for relation in set(annotation.relations)}
        dependency, root = add("dep"), add("ROOT")
        rows: list[tuple[int, ...] | None] = [None] * len(doc)
        for i, head, relation, morph, lemma in zip(
            numbers, annotation.heads, annotation.relations, annotation.morphs, annotation.lemmas, strict=True
        ):
            offset = numbers[head] - i
            rows[i] = (*self._code(doc, morph), add(lemma), offset % _UNSIGNED, labels[relation] if offset else root)
        space = self._code(doc, "_SP_SPACE_") if len(doc) else ()
        for i, row in enumerate(rows):
            if row is None:
                # White space and boilerplate hang on the word before them, so that they open no sentence of their own.
                rows[i] = (*space, add(doc[i].lower_), _UNSIGNED - 1 if i else 0, dependency if i else root)
        table = np.array(rows, dtype=np.uint64).reshape(len(doc), len(_ATTRS))
        doc.from_array(_ATTRS, cast("Ints2d", table))

    def _code(self, doc: Doc, label: str) -> tuple[int, int, int]:
        if label not in self._codes:
            tag, pos, features = label.rsplit("_", 2) if label != "_SP_SPACE_" else ("_SP", "SPACE", "")
            strings = doc.vocab.strings
            self._codes[label] = (strings.add(tag), strings[pos], doc.vocab.morphology.add(features))
        return self._codes[label]


def _words(doc: Doc) -> list[list[int]]:
    """Token numbers of the words of every paragraph that is text; without paragraph marks, every line is one."""
    if PARAGRAPHS in doc.spans:
        ranges = [range(p.start, p.end) for p in doc.spans[PARAGRAPHS] if p.label_ != "BOILERPLATE"]
    else:
        breaks = [t.i for t in doc if t.is_space and "\n" in t.text]
        ranges = [range(a, b) for a, b in zip([0, *breaks], [*breaks, len(doc)], strict=True)]
        spans = [Span(doc, r.start, r.stop, "TEXT") for r in ranges if r]
        doc.spans[PARAGRAPHS] = SpanGroup(doc, name=PARAGRAPHS, spans=spans)
    words = [[i for i in span if not doc[i].is_space] for span in ranges]
    return [w for w in words if w]


def _quoted(doc: Doc, paragraphs: list[list[int]]) -> list[bool]:
    """For every character of the Doc, whether it stands inside quotation marks."""
    text = doc.text
    inside = bytearray(len(text) + 1)
    spans = [(doc[words[0]].idx, doc[words[-1]].idx + len(doc[words[-1]])) for words in paragraphs]
    for quotation in quotations(text, spans):
        start, end = quotation.inner
        inside[start:end] = b"\x01" * (end - start)
    return [bool(b) for b in inside]


def _entities(doc: Doc, numbers: list[int], annotation: Annotation) -> Iterator[Span]:
    for first, last, label in bio_spans(annotation.entities):
        start, end = numbers[first], numbers[last - 1] + 1
        if end - start != last - first:
            continue
        if label == "MISC" and all(t.tag_ in ("JJ", "NNPS", "NNS", "HYPH") for t in doc[start:end]):
            label = "NORP"
        yield Span(doc, start, end, label)


def _soften(text: str) -> str:
    """The text with spaces cut into endless runs of characters, which the tokenizer would read in quadratic time."""
    return _LONG_RUN.sub(lambda m: "".join(" " if i % 100 == 99 else c for i, c in enumerate(m[0])), text)
