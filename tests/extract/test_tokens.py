"""What extraction reads of a Doc is what spaCy says of it."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span, SpanGroup

from claimledger.extract.tokens import read, text_of

NLP = spacy.blank("en")
PLAIN = ("i", "idx", "text", "lower_", "whitespace_", "tag_", "pos_", "dep_", "lemma_", "ent_type_", "is_sent_start")
KINDS = ("is_alpha", "is_space", "is_punct", "is_quote", "is_upper", "is_title", "like_num")


@pytest.fixture
def parsed() -> Doc:
    """Two sentences, the first with a crossing arc and children on both sides."""
    words = ["A", "hearing", "is", "scheduled", "on", "it", "today", ".", "They", "left", "\n\n"]
    doc = Doc(
        NLP.vocab,
        words=words,
        spaces=[True, True, True, True, True, True, False, True, True, False, False],
        heads=[1, 3, 3, 3, 5, 1, 3, 3, 9, 9, 9],
        deps=["det", "nsubj:pass", "aux:pass", "ROOT", "case", "nmod", "obl", "punct", "nsubj", "ROOT", "dep"],
        tags=["DT", "NN", "VBZ", "VBN", "IN", "PRP", "NN", ".", "PRP", "VBD", "_SP"],
    )
    doc.ents = [Span(doc, 6, 7, "DATE")]
    doc.spans["marked"] = SpanGroup(doc, name="marked", spans=[Span(doc, 8, 10, "CONTENT")], attrs={"links": [None]})
    return doc


def test_tokens_say_what_spacy_says(parsed: Doc) -> None:
    for ours, theirs in zip(read(parsed), parsed, strict=True):
        assert [getattr(ours, name) for name in PLAIN] == [getattr(theirs, name) for name in PLAIN]
        assert [getattr(ours, name) for name in KINDS] == [getattr(theirs, name) for name in KINDS]
        assert (ours.head.i, len(ours)) == (theirs.head.i, len(theirs))
        assert [t.i for t in ours.children] == [t.i for t in theirs.children]
        assert [t.i for t in ours.subtree] == [t.i for t in theirs.subtree]
        assert (ours.sent.start, ours.sent.end_char) == (theirs.sent.start, theirs.sent.end_char)


def test_marks_and_sentences_are_taken_over(parsed: Doc) -> None:
    doc = read(parsed)
    assert [(s.start, s.end) for s in doc.sents] == [(s.start, s.end) for s in parsed.sents]
    assert [(e.label_, e.text, e.start_char) for e in doc.ents] == [("DATE", "today", parsed[6].idx)]
    assert [(s.label_, s.text) for s in doc.spans["marked"]] == [("CONTENT", "They left")]
    assert doc.spans["marked"].attrs["links"] == [None]
    assert (doc.has_annotation("TAG"), doc.has_annotation("SENT_START")) == (True, True)
    assert not read(NLP("Bare words.")).has_annotation("TAG")


@settings(max_examples=100)
@given(st.text(alphabet="ab .,'\n“”5", max_size=25), st.integers(-1, 26), st.integers(-1, 26))
def test_ranges_of_characters_are_spacys(text: str, start: int, end: int) -> None:
    theirs = NLP(text)
    ours = read(theirs)
    for mode in ("expand", "contract"):
        expected = theirs.char_span(start, end, alignment_mode=mode) if start < end else None
        found = ours.char_span(start, end, mode) if start < end else None
        assert (found and (found.start, found.end)) == (expected and (expected.start, expected.end))
    low, high = max(start, 0), max(end, 0)
    assert text_of(ours, low, high) == theirs[low:high].text
