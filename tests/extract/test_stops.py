"""Where sentences end by their stops, and which stops are those of abbreviations."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.extract.certainty import modality_of
from claimledger.extract.dates import find_dates
from claimledger.extract.dates.stops import sentence_ends
from claimledger.wordbook import word_file


def following(text: str) -> list[str]:
    """What stands after each end of a sentence."""
    return [text[end:] for _, end in sentence_ends(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The dam broke. They left.", ["They left."], id="a full stop"),
        pytest.param("“The dam broke.” They left.", ["They left."], id="before a closing quote"),
        pytest.param("They counted 40. Nobody left.", ["Nobody left."], id="after a figure"),
        pytest.param("A heading\n\nThe text", ["The text"], id="a paragraph"),
        pytest.param("On Oct. 27 they left.", [], id="a month before its day"),
        pytest.param("They left in October. Nobody stayed.", ["Nobody stayed."], id="a month in full"),
        pytest.param("They came in Oct. They left.", ["They left."], id="a month at the end"),
        pytest.param("Then Gov. Lee and Sen. Roe left.", [], id="titles"),
        pytest.param("They re-elected the gov. 40 stayed.", ["40 stayed."], id="a title before no name"),
        pytest.param("Acme Corp. said so.", [], id="a firm"),
        pytest.param("They sued Acme Corp. Nobody won.", ["Nobody won."], id="a firm at the end"),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert following(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He will meet Gov. Lee on Friday.", "2025-03-14", id="past a title"),
        pytest.param("They will sail with the U.S. fleet on Friday.", "2025-03-14", id="past initials"),
        pytest.param("They will sail. The fleet came on Friday.", "2025-03-07", id="not past a sentence"),
    ],
)
def test_the_tense_reaches_past_an_abbreviation(text: str, expected: str) -> None:
    [found] = find_dates(text, published=date(2025, 3, 12))
    assert found.value == expected


def test_a_condition_reaches_past_an_abbreviated_month() -> None:
    assert modality_of("unless Oct. 27 is kept, the deal is off") == "conditional"
    assert modality_of("They came in Oct. The deal will hold") == modality_of("They came in May. The deal will hold")


def test_the_lists_are_of_words_without_stops() -> None:
    words = [word for words in word_file("abbreviations").values() for word in words]
    assert all(isinstance(word, str) and word.isalpha() and word.islower() for word in words)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="Gov. Oct27a”\n", max_size=60))
def test_ends_are_in_order_and_at_stops(text: str) -> None:
    ends = list(sentence_ends(text))
    assert all(text[start] in ".!?\n" and text[start:end].strip(".!?”\n ") == "" for start, end in ends)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(ends))
