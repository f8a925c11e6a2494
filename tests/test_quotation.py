"""Where quotations lie: marks of every style, nesting, several paragraphs, apostrophes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.quotation import Quotation, quotations


def found(text: str) -> list[Quotation]:
    return quotations(text, [m.span() for m in re.finditer(r"[^\n]+", text)])


def inner(text: str) -> list[str]:
    return [text[slice(*q.inner)] for q in found(text)]


QUOTED = [
    pytest.param("“We ran,” she said.", ["We ran,"], id="double curly"),
    pytest.param('"We ran," she said. "It was late."', ["We ran,", "It was late."], id="straight, interrupted"),
    pytest.param("‘We can’t go,’ she said.", ["We can’t go,"], id="single curly with an apostrophe"),
    pytest.param("«We ran», she said.", ["We ran"], id="guillemets"),
    pytest.param("``We ran,'' she said. ``It wasn't late.''", ["We ran,", "It wasn't late."], id="doubled marks"),
    pytest.param("„We ran“, she said.", ["We ran"], id="low opening mark"),
    pytest.param(
        "“He told me ‘go’ and I went,” she said.", ["He told me ‘go’ and I went,", "go"], id="one inside another"
    ),
]

NONE = [
    pytest.param("It's the ministers' plan.", id="apostrophes"),
    pytest.param("the ’90s and the '80s", id="decades"),
    pytest.param("a gap of 5' 11 in the wall", id="feet"),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quotations_are_found(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_an_apostrophe_opens_nothing(text: str) -> None:
    assert found(text) == []


def test_a_quotation_over_paragraphs_is_continued() -> None:
    first, second = found("“We ran.\n\n“Then it stopped,” she said.")
    assert (first.continued, first.continues) == (True, False)
    assert (second.continued, second.continues) == (False, True)


def test_depth_tells_inner_from_outer() -> None:
    assert [q.depth for q in found("“He said ‘go’ twice,” she said.")] == [0, 1]


@settings(max_examples=80, deadline=None)
@given(st.text(st.sampled_from("ab ‘’“”\"'«».,\n1s")))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for quotation in found(text):
        assert 0 <= quotation.span[0] < quotation.inner[0] <= quotation.inner[1] <= quotation.span[1] <= len(text)
