from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.model.pieces import CLS, SEP, SPECIAL, UNKNOWN, WINDOW, Pieces, shape, windows

PIECES = Pieces([*SPECIAL, "un", "##able", "said", "a", "-", "##s", "!"])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("unable", ("un", "##able"), id="greedy pieces"),
        pytest.param("Säid", ("said",), id="case and accents folded"),
        pytest.param("a-a", ("a", "-", "a"), id="cut at punctuation"),
        pytest.param("\u200b", ("[UNK]",), id="an invisible word still has a piece"),
    ],
)
def test_encode_word(word: str, expected: tuple[str, ...]) -> None:
    assert tuple(PIECES.vocabulary[i] for i in PIECES.encode_word(word)) == expected


@pytest.mark.parametrize(
    ("word", "quoted", "expected"),
    [
        pytest.param("said", False, 0, id="lower case"),
        pytest.param("NIS", False, 1, id="upper case"),
        pytest.param("Kursk", True, 10, id="capitalised, in a quotation"),
        pytest.param("3,000", False, 3, id="figure"),
        pytest.param("“", False, 4, id="opening mark"),
        pytest.param("”", False, 5, id="closing mark"),
    ],
)
def test_shape(word: str, quoted: bool, expected: int) -> None:
    assert shape(word, quoted) == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(st.text(min_size=1, max_size=90), st.booleans()), max_size=300), max_size=6))
def test_windows_hold_every_word_once_and_never_overflow(paragraphs: list[list[tuple[str, bool]]]) -> None:
    number = 0
    for window in windows(PIECES, paragraphs):
        assert window.first == number
        assert len(window.ids) == len(window.shapes) <= WINDOW
        assert window.ids[0] == CLS and window.ids[-1] == SEP
        assert all(window.ids[i] not in (CLS, SEP) for i in window.words)
        number += len(window.words)
    assert number == sum(len(p) for p in paragraphs)


def test_a_vocabulary_without_a_word_marks_it_unknown() -> None:
    assert PIECES.encode_word("zzz") == (UNKNOWN,)
