"""The parser with the shipped model: offsets, determinism, hostile text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from claimledger.parse import Parser, load_parser
from claimledger.records import Article, ArticleInfo, Paragraph

NEWS = (
    "The ministry said on Friday that 40 people had died in the flood.\n\n"
    "“Nobody warned us,” said Marta Keller, the mayor. “We saw the water and we ran.”\n\n"
    "According to the Red Cross, some 2,000 families are without shelter."
)


def article(text: str, boilerplate: tuple[int, ...] = ()) -> Article:
    spans = [m.span() for m in re.finditer(r"[^\n]+", text)]
    return Article(text, ArticleInfo("x"), 0, tuple(Paragraph(s, i in boilerplate) for i, s in enumerate(spans)))


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def annotations(doc: Doc) -> list[tuple[object, ...]]:
    tokens = [
        (t.idx, t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, bool(t.is_sent_start)) for t in doc
    ]
    spans = [(s.start, s.end, s.label_) for s in (*doc.ents, *doc.spans["attribution"])]
    return [*tokens, *spans]


def test_a_news_text_gets_every_annotation(parser: Parser) -> None:
    (doc,) = parser.parse([article(NEWS)])
    assert doc.text == NEWS
    assert {"SOURCE", "CUE", "CONTENT"} <= {s.label_ for s in doc.spans["attribution"]}
    assert any(e.label_ == "PERSON" and e.text == "Marta Keller" for e in doc.ents)
    said = next(t for t in doc if t.text == "said")
    assert (said.lemma_, said.pos_, said.tag_) == ("say", "VERB", "VBD")
    assert next(s.text.strip() for s in doc.sents).endswith("flood.")


def test_sentences_never_cross_a_paragraph(parser: Parser) -> None:
    (doc,) = parser.parse([article(NEWS)])
    assert all("\n" not in s.text.strip() for s in doc.sents)


def test_boilerplate_has_no_attribution(parser: Parser) -> None:
    (doc,) = parser.parse([article(NEWS, boilerplate=(1,))])
    marked = doc.spans["paragraphs"][1]
    assert marked.label_ == "BOILERPLATE"
    assert not [s for s in doc.spans["attribution"] if s.start < marked.end and s.end > marked.start]


def test_what_stands_beside_a_text_changes_nothing(parser: Parser) -> None:
    alone = annotations(next(parser.parse([article(NEWS)])))
    beside = [
        annotations(d) for d in parser.parse([article("He said no.\n" * 30), article(NEWS), article("Yes. " * 400)])
    ]
    assert beside[1] == alone


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_text_parses_and_keeps_its_length(parser: Parser, text: str) -> None:
    (doc,) = parser.parse([article(text)])
    assert len(doc.text) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("!" * 8000, id="exclamation marks"),
        pytest.param("(" * 8000, id="brackets"),
        pytest.param("a" * 8000, id="letters"),
        pytest.param("'" * 8000, id="quotation marks"),
    ],
)
def test_an_endless_run_costs_no_more_than_twenty_times_the_same_length_of_news(parser: Parser, text: str) -> None:
    def cost(value: str) -> float:
        start = time.process_time()
        list(parser.parse([article(value)]))
        return time.process_time() - start

    benign = (NEWS + "\n\n") * (len(text) // len(NEWS) + 1)
    cost(benign)
    assert cost(text) < 20 * cost(benign)
