"""The quick reader of the layout: what it takes means what the YAML loader says, and it takes what is written."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.ledger.canonical import load_canonical
from claimledger.ledger.codec import dump_record
from claimledger.ledger.strict import load_strict
from claimledger.records import ArticleInfo, ArticleRecord, Claim, Quantity, Speaker, Topic

NASTY = [
    *" :#\n\"\\,[]{}?-'&*!|>%@`~0tnX.\t\r\x85\u2028\xa0\ufeff",
    *("\n\n", "\n  ", "\n    ", "\n      ", ": ", " #", '""', "null", "true", "0", "- ", "...", "---", '\\"', "\\\\"),
]


@pytest.fixture
def text(full: ArticleRecord) -> str:
    """A record with every field, text that is folded and lists that are wrapped."""
    words = tuple(f"word{n}" if n % 7 else str(n) for n in range(40))
    about = Topic(("board",), words=words, measures=("", "dead"))
    long = dataclasses.replace(full.claims[0], id="a9b1c7f20e4a-22", statement="it's said: " * 20 + "x", about=about)
    return dump_record(dataclasses.replace(full, claims=(*full.claims, long)))


def same(text: str) -> bool:
    """Whether the quick reader takes a text; where it does, the YAML loader must say the same."""
    value = load_canonical(text)
    if value is None:
        return False
    strict, problems = load_strict(text)
    assert problems == ()
    assert repr(value) == repr(strict)
    return True


def test_it_takes_every_field(text: str) -> None:
    assert same(text)


def test_it_takes_a_record_without_claims() -> None:
    assert same(dump_record(ArticleRecord(ArticleInfo("a9b1c7f20e4a"))))


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("10,000 people fled", id="figure-first"),
        pytest.param("1.5 million doses", id="decimal-first"),
        pytest.param("3rd", id="ordinal"),
        pytest.param("no", id="quoted-word"),
        pytest.param('"It sank," he said', id="quote-marks"),
        pytest.param("“It sank”", id="curly-quotes"),
        pytest.param("12:30", id="time"),
        pytest.param("a: b # c", id="indicators"),
        pytest.param("Nuñez’s ship – [sic]", id="not-ascii"),
        pytest.param("one two " * 40 + "end", id="folded"),
    ],
)
def test_what_is_common_is_taken(full: ArticleRecord, value: str) -> None:
    claim = dataclasses.replace(
        full.claims[0],
        statement=value,
        speaker=Speaker(value, "person"),
        places=(value, value),
        quantities=(Quantity(value, Decimal("-0.5"), Decimal(12)),),
    )
    assert same(dump_record(dataclasses.replace(full, claims=(claim,))))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("\n", "\r\n", id="crlf"),
        pytest.param("  quote: mixed\n", "  quote: mixed\n  mood: calm\n", id="unknown-key"),
        pytest.param("  quote: mixed\n", "  quote: mixed # sure\n", id="comment"),
        pytest.param("  stance: denies\n", "  stance: denies\n  stance: denies\n", id="key-twice"),
        pytest.param("agency: Port of Vigo\n", "agency: Port of\n    Vigo\n", id="plain-over-two-lines"),
        pytest.param("agency: Port of Vigo\n", "agency: 12\n", id="number-for-text"),
        pytest.param("agency: Port of Vigo\n", "agency: null\n", id="null-for-text"),
        pytest.param("agency: Port of Vigo\n", "agency: &x Port\n", id="anchor"),
        pytest.param("places: [eastern quay]", "places: [true]", id="truth-in-list"),
        pytest.param("places: [eastern quay]", "places: [eastern: quay]", id="map-in-list"),
        pytest.param("places: [eastern quay]", 'places: ["eastern\\tquay"]', id="escape"),
        pytest.param("claims:\n", "claims: []\n", id="empty-and-not"),
        pytest.param("article:\n", "article:\n  model: x\n", id="order"),
        pytest.param("schema: claimledger/1", "schema: claimledger/2", id="newer"),
        pytest.param("said", "s\u2028aid", id="hidden-line-break"),
    ],
)
def test_what_is_not_the_layout_is_left(text: str, old: str, new: str) -> None:
    assert old in text
    assert load_canonical(text.replace(old, new)) is None


@given(st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(NASTY), st.integers(0, 2)), min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_any_edit_means_the_same_or_is_left(edits: list[tuple[int, str, int]]) -> None:
    text = _EXAMPLE
    for at, put, cut in edits:
        at %= len(text)
        text = text[:at] + put + text[at + cut :]
    same(text)


def test_edits_are_taken_often_enough_to_mean_something() -> None:
    at = _EXAMPLE.index("sank")
    taken = [same(_EXAMPLE[:at] + put + _EXAMPLE[at:]) for put in NASTY]
    assert 10 < sum(taken) < len(taken)


def _example() -> str:
    claim = Claim(
        "a9b1c7f20e4a-7k3q",
        "the ferry sank off Vigo",
        ((0, 7), (9, 12)),
        speaker=Speaker("Ana Ruiz", "person", role="of the port", span=(3, 9)),
        via=("The Post", "Wire: One"),
        quantities=(Quantity("40 people", Decimal(40), unit="person", approximate=True),),
        about=Topic(("sink",), ("ferry", "40")),
    )
    return dump_record(ArticleRecord(ArticleInfo("a9b1c7f20e4a", title="Ferry: lost"), (claim,)))


_EXAMPLE = _example()
