"""A Doc as the steps of extraction read it: plain values, taken out of spaCy once since all look at them many times."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from spacy import attrs
from spacy import tokens as spacy_tokens
from spacy.strings import StringStore
from spacy.tokens import SpanGroup
from spacy.vocab import Vocab

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Penn tags of verbs that make a clause."""
CLAUSE_CLOSERS = frozenset({",", "”", '"', "’", "'", "»", "?", "!", "''"})
"""What stands between a statement and the reporting clause behind it."""
_ATTRS = [attrs.ORTH, attrs.SPACY, attrs.TAG, attrs.POS, attrs.DEP, attrs.LEMMA, attrs.ENT_TYPE]
_STARTS = {-1: False, 0: None, 1: True}


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """A word, with the attributes of spaCy's token of the same names. Nothing changes it once its Doc is made."""

    i: int
    idx: int
    text: str
    lower_: str
    is_alpha: bool
    is_space: bool
    is_punct: bool
    is_quote: bool
    is_upper: bool
    is_title: bool
    like_num: bool
    whitespace_: str
    tag_: str
    pos_: str
    dep_: str
    lemma_: str
    ent_type_: str
    is_sent_start: bool | None
    head: Token = field(init=False)
    children: tuple[Token, ...] = ()
    sent: Span = field(init=False)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all that hangs on it, from left to right."""
        after = False
        for child in self.children:
            if child.i > self.i and not after:
                after = True
                yield self
            yield from child.subtree
        if not after:
            yield self


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Span:
    """The tokens from ``start`` to ``end``, under a label where they are marked."""

    doc: Doc
    start: int
    end: int
    label_: str = ""

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def start_char(self) -> int:
        return self.doc[self.start].idx if self.start < len(self.doc) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        return self.doc[self.end - 1].idx + len(self.doc[self.end - 1].text) if self.end else 0

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char]


class Group(tuple[Span, ...]):
    """What is marked under one name; ``attrs`` is what the parser says of all of it."""

    attrs: Mapping[str, Any]


class Doc(tuple[Token, ...]):
    """The tokens of a text, with its sentences and what is marked in it. Its slices are plain tuples."""

    text: str
    annotated: frozenset[str]
    starts: list[int]
    ents: tuple[Span, ...]
    spans: Mapping[str, Group]
    sents: tuple[Span, ...]

    def has_annotation(self, name: str) -> bool:
        """Whether the tokens have tags ("TAG") or sentences ("SENT_START")."""
        return name in self.annotated

    def char_span(self, start: int, end: int, alignment_mode: str) -> Span | None:
        """The tokens that a range of characters touches ("expand") or holds ("contract"); None where there are none."""
        if not 0 <= start < len(self.text) or not 0 < end <= len(self.text):
            return None
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        if alignment_mode == "expand":
            # The space after a token is none of it.
            first += start == self[first].idx + len(self[first].text)
        else:
            first += self[first].idx < start
            last -= end < self[last].idx + len(self[last].text)
        return Span(self, first, last + 1) if first <= last or alignment_mode == "expand" else None


def read(doc: spacy_tokens.Doc) -> Doc:
    """What extraction reads of a spaCy Doc."""
    names, kinds = _Names(doc.vocab.strings), _Kinds(doc.vocab)
    orths, spaces, *named = doc.to_array(_ATTRS).T.tolist() or [[]] * len(_ATTRS)
    heads, starts = doc.to_array([attrs.HEAD, attrs.SENT_START]).astype("int64").T.tolist() or ([], [])
    tokens: list[Token] = []
    at = 0
    labels = zip(*(map(names.__getitem__, column) for column in named), strict=True)
    for orth, space, label, start in zip(orths, spaces, labels, starts, strict=True):
        kind = kinds[orth]
        tag, pos, dep, lemma, entity = label
        tokens.append(Token(len(tokens), at, *kind, " " if space else "", tag, pos, dep, lemma, entity, _STARTS[start]))
        at += len(kind[0]) + space
    return _linked(doc, tokens, heads)


def text_of(doc: Doc, start: int, end: int) -> str:
    """The text of the tokens from ``start`` to ``end``, as it stands."""
    end = min(end, len(doc))
    return doc.text[doc[start].idx : doc[end - 1].idx + len(doc[end - 1].text)] if start < end else ""


def _linked(doc: spacy_tokens.Doc, tokens: list[Token], heads: list[int]) -> Doc:
    out = Doc(tokens)
    out.text = doc.text
    out.annotated = frozenset(name for name in ("TAG", "SENT_START") if doc.has_annotation(name))
    out.starts = [token.idx for token in tokens]
    out.ents = tuple(Span(out, e.start, e.end, e.label_) for e in doc.ents)
    out.spans = {name: _group(out, group) for name, group in doc.spans.items()}
    children: dict[int, list[Token]] = {}
    for token, offset in zip(tokens, heads, strict=True):
        token.head = tokens[token.i + offset]
        if offset:
            children.setdefault(token.head.i, []).append(token)
    for i, found in children.items():
        tokens[i].children = tuple(found)
    if out.has_annotation("SENT_START"):
        edges = [0, *(t.i for t in tokens[1:] if t.is_sent_start), len(tokens)]
        out.sents = tuple(Span(out, *pair) for pair in pairwise(edges) if tokens)
        for sent in out.sents:
            for token in sent:
                token.sent = sent
    return out


def _group(doc: Doc, group: SpanGroup) -> Group:
    out = Group(Span(doc, one.start, one.end, one.label_) for one in group)
    out.attrs = group.attrs
    return out


class _Names(dict[int, str]):
    """Strings by their hash."""

    def __init__(self, strings: StringStore) -> None:
        self._strings = strings

    def __missing__(self, key: int) -> str:
        self[key] = name = self._strings[key]
        return name


class _Kinds(dict[int, tuple[str, str, bool, bool, bool, bool, bool, bool, bool]]):
    """What a word is wherever it stands, by the hash of its text."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __missing__(self, key: int) -> tuple[str, str, bool, bool, bool, bool, bool, bool, bool]:
        word = self._vocab[key]
        self[key] = kind = (
            word.orth_,
            word.lower_,
            word.is_alpha,
            word.is_space,
            word.is_punct,
            word.is_quote,
            word.is_upper,
            word.is_title,
            word.like_num,
        )
        return kind
