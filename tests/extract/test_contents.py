"""Propositions: trimmed to the character, their kind of quotation, and which facts become claims of their own."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from claimledger.extract.attribution import Attribution
from claimledger.extract.contents import propositions

NLP = spacy.blank("en")


def attributed(text: str, *contents: str, tags: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """(statement, kind of quotation) of each proposition in the contents, which are parts of the text in order."""
    doc = NLP(text)
    for token in doc:
        token.tag_ = (tags or {}).get(token.lower_, "")
        token.pos_ = "VERB" if token.tag_.startswith("VB") else ""
    ranges, at = [], 0
    for content in contents:
        start = text.index(content, at)
        at = start + len(content)
        span = doc.char_span(start, at, alignment_mode="expand")
        ranges.append((span.start, span.end))
    return [(statement(doc, p.ranges), p.quote) for p in propositions(doc, Attribution(tuple(ranges)))]


def statement(doc: Doc, ranges: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(doc.text[s:e] for s, e in ranges)


TRIMMED = [
    pytest.param("He said that it was over.", "that it was over.", "it was over", "indirect", id="that and full stop"),
    pytest.param("“It was over,” he said.", "“It was over,”", "It was over", "direct", id="outer marks and comma"),
    pytest.param("'It was over!' he said.", "'It was over!'", "It was over", "direct", id="single straight marks"),
    pytest.param(
        "He said it was “nearly over”.", "it was “nearly over”", "it was “nearly over”", "mixed", id="inner marks stay"
    ),
    pytest.param(
        "“Nearly 40 men” had come, he said.",
        "“Nearly 40 men” had come,",
        "“Nearly 40 men” had come",
        "mixed",
        id="marks at the start",
    ),
    pytest.param(
        "He read “Fox Hunt” aloud.",
        "he “Fox Hunt” aloud".replace("he ", "read "),
        "read “Fox Hunt” aloud",
        "indirect",
        id="a title",
    ),
    pytest.param(
        "They call it the “rule” here.", "it the “rule” here", "it the “rule” here", "indirect", id="one word"
    ),
    pytest.param(
        "He said on Friday that it was over.",
        "on Friday that it was over",
        "it was over",
        "indirect",
        id="a date before that",
    ),
    pytest.param("He vowed to go on.", "to go on", "go on", "indirect", id="to"),
    pytest.param("He said that is a lie.", "that is a lie", "that is a lie", "indirect", id="that as a pronoun stays"),
]


@pytest.mark.parametrize(("text", "content", "expected", "kind"), TRIMMED)
def test_contents_are_trimmed(text: str, content: str, expected: str, kind: str) -> None:
    assert attributed(text, content) == [(expected, kind)]


TAGS = {"were": "VBD", "was": "VBD", "are": "VBP", "had": "VBD", "be": "VB", "would": "MD", "that": "IN"}

SPLIT = [
    pytest.param("12 men had come and that 40 would be there", ["12 men had come", "40 would be there"], id="and that"),
    pytest.param("187 dead and 46 missing", ["187 dead", "46 missing"], id="figures with a state each"),
    pytest.param(
        "30 were dead, 12 injured and 4 missing", ["30 were dead", "12 injured", "4 missing"], id="a list of three"
    ),
    pytest.param("90 people are missing and some 900 hurt", ["90 people are missing", "some 900 hurt"], id="ellipsis"),
    pytest.param(
        "12 had died and 17 persons are still there", ["12 had died", "17 persons are still there"], id="own subject"
    ),
]

WHOLE = [
    pytest.param("between 150 and 200 persons were there", id="a range"),
    pytest.param("500 officers and 3 generals are there", id="things counted together"),
    pytest.param("the men were tired and hungry", id="no figures"),
    pytest.param("40 dogs and 11 tons of food were there", id="one predicate"),
    pytest.param("12 men, among them 3 doctors", id="a part of the whole"),
]


@pytest.mark.parametrize(("content", "expected"), SPLIT)
def test_facts_of_their_own_part(content: str, expected: list[str]) -> None:
    assert [s for s, _ in attributed(f"He said {content}.", content, tags=TAGS)] == expected


@pytest.mark.parametrize("content", WHOLE)
def test_one_fact_stays_whole(content: str) -> None:
    assert [s for s, _ in attributed(f"He said {content}.", content, tags=TAGS)] == [content]


def test_a_quotation_of_several_pieces_is_one_claim() -> None:
    text = "“We sat down,” she said, “because we had paid.”"
    assert attributed(text, "“We sat down,”", "“because we had paid.”") == [
        ("We sat down … because we had paid", "direct")
    ]


def test_pieces_of_a_quotation_with_figures_of_their_own_part() -> None:
    text = "“We put it at 7,” he said. “The first came from 40 stations.”"
    found = attributed(text, "“We put it at 7,”", "“The first came from 40 stations.”")
    assert found == [("We put it at 7", "direct"), ("The first came from 40 stations", "direct")]


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab that \"“”‘’'.,:;\n12 and dead"), min_size=1))
def test_any_content_gives_ranges_of_words_inside_it(text: str) -> None:
    doc = NLP(text)
    for proposition in propositions(doc, Attribution(((0, len(doc)),))):
        assert list(proposition.ranges) == sorted(proposition.ranges)
        for start, end in proposition.ranges:
            assert 0 <= start < end <= len(text)
            assert not doc.text[start].isspace()
            assert not doc.text[end - 1].isspace()
