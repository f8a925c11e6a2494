"""Records ↔ text: layout, round trip, every field checked, every damage seen."""

from __future__ import annotations

import dataclasses
import hashlib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.ledger.codec import dump_record, parse_header, parse_record
from claimledger.records import (
    MODALITIES,
    POLARITIES,
    QUOTES,
    SPEAKER_KINDS,
    STANCES,
    ArticleInfo,
    ArticleRecord,
    Claim,
    Cue,
    DateValue,
    Quantity,
    Span,
    Speaker,
    Topic,
    claim_ids,
)

GOLDEN = """\
schema: claimledger/1
article:
  id: a9b1c7f20e4a
  path: articles/ferry.txt
  title: "Ferry: port let thousands board"
  outlet: The Harbour Post
  published: "2024-10-28"
  url: https://harbour.example/ferry?id=1#top
  author: a reporter
  model: claimledger-en 1.0
digest: {claims: 1, sha256: SHA}
claims:
- id: a9b1c7f20e4a-7k3q
  statement: the ferry company believed that the port had let at least 3,000 passengers board
  span: [[1742, 1838], [1850, 1861]]
  quote: mixed
  cue: {text: said, span: [1731, 1735]}
  stance: denies
  speaker: {name: Ana Ruiz, kind: person, role: port director, affiliation: Port of Vigo, mention: \
port director Ana Ruiz, span: [1698, 1730]}
  agency: Port of Vigo
  via: [The Harbour Post, "Wire: One"]
  said_on: {text: Earlier this week, date: 2024-10-21/2024-10-28}
  when: {text: on October 27, date: "2024-10-27", span: [1800, 1813]}
  polarity: negated
  modality: possible
  places: [eastern quay]
  quantities:
  - {text: "at least 3,000 passengers", min: 3000, unit: passenger, of: Spanish}
  - {text: about two-thirds, min: 66.67, max: 66.67, unit: percent, approximate: true, span: [1810, 1826]}
  - {text: none, min: 0, max: 0}
  about:
    events: [board]
    participants: [ferry company, "no"]
    words: [board, passenger]
    context: [storm]
"""


def test_layout(full: ArticleRecord) -> None:
    text = dump_record(full)
    sha = hashlib.sha256(GOLDEN.replace("digest: {claims: 1, sha256: SHA}\n", "").encode()).hexdigest()
    assert text == GOLDEN.replace("SHA", sha)
    assert parse_record(text) == (full, ())


def test_defaults_and_empty_fields_are_left_out() -> None:
    claim = Claim("a9b1c7f20e4a-7k3q", "it sank", ((0, 7),))
    text = dump_record(ArticleRecord(ArticleInfo("a9b1c7f20e4a", title="", outlet=None), (claim,)))
    assert text.partition("claims:\n")[2] == (
        "- id: a9b1c7f20e4a-7k3q\n  statement: it sank\n  span: [[0, 7]]\n  quote: indirect\n"
    )
    assert text.startswith("schema: claimledger/1\narticle:\n  id: a9b1c7f20e4a\ndigest: {claims: 1, ")


def test_long_text_is_folded_and_lists_are_wrapped(full: ArticleRecord) -> None:
    statement = (
        "the ministry said on " + ", ".join(f"the {n}th of the month" for n in range(10, 20)) + " it would go on"
    )
    words = tuple(f"word{n:02}" for n in range(30))
    claim = dataclasses.replace(full.claims[0], statement=statement, about=Topic(words=words))
    record = dataclasses.replace(full, claims=(claim,))
    text = dump_record(record)
    assert "  statement: >-\n    the ministry said on the 10th of the month, " in text
    assert "    words: [word00, " in text
    assert max(len(line) for line in text.splitlines() if "speaker:" not in line) <= 120
    assert parse_record(text) == (record, ())


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30) | st.sampled_from(
    [
        "no",
        "12:30",
        "0123",
        "1e5",
        "2024-10-27",
        "XXXX-10-27",
        " a",
        "a: b",
        "- a",
        "\u2028",
        "\x85",
        "\x00",
        "a\nb",
        "ß" * 200,
    ]
)
DATES = st.sampled_from(
    ["2024-10-27", "2024-10", "2024", "XXXX-10-27", "2024-10-2X", "2024-10-21/2024-10-28", "../2024"]
)
SPANS = st.tuples(st.integers(0, 10**6), st.integers(1, 500)).map(lambda pair: (pair[0], sum(pair)))
FIGURES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)
MANY = st.lists(TEXTS, max_size=3).map(tuple)


def _in_order(spans: list[Span]) -> tuple[Span, ...]:
    return tuple((start + n * 2 * 10**6, end + n * 2 * 10**6) for n, (start, end) in enumerate(spans))


CLAIMS = st.builds(
    Claim,
    id=st.just(""),
    statement=TEXTS,
    span=st.lists(SPANS, min_size=1, max_size=3).map(_in_order),
    quote=st.sampled_from(QUOTES),
    cue=st.none() | st.builds(Cue, TEXTS, SPANS),
    stance=st.sampled_from(STANCES),
    speaker=st.none()
    | st.builds(Speaker, TEXTS, st.sampled_from(SPEAKER_KINDS), *[st.none() | TEXTS] * 3, st.none() | SPANS),
    agency=st.none() | TEXTS,
    via=MANY,
    said_on=st.none() | st.builds(DateValue, TEXTS, st.none() | DATES, st.none() | SPANS),
    when=st.none() | st.builds(DateValue, TEXTS, st.none() | DATES, time=st.sampled_from([None, "03:17", "23:59Z"])),
    polarity=st.sampled_from(POLARITIES),
    modality=st.sampled_from(MODALITIES),
    places=MANY,
    quantities=st.lists(
        st.builds(Quantity, TEXTS, st.none() | FIGURES)
        | st.builds(Quantity, TEXTS, st.integers(0, 9).map(Decimal), st.integers(9, 99).map(Decimal), TEXTS)
        | st.builds(Quantity, TEXTS, approximate=st.booleans(), unit=st.none() | TEXTS, span=SPANS),
        max_size=2,
    ).map(tuple),
    about=st.builds(Topic, MANY, MANY, MANY, MANY),
)
INFOS = st.builds(
    ArticleInfo,
    st.just("a9b1c7f20e4a"),
    st.none() | st.just("articles/Ünï: x.txt"),
    *[st.none() | TEXTS] * 2,
    st.none() | DATES,
    *[st.none() | TEXTS] * 3,
)


def _with_ids(info: ArticleInfo, claims: list[Claim]) -> ArticleRecord:
    ids = claim_ids(info.id, [(claim.statement, claim.speaker.name if claim.speaker else None) for claim in claims])
    return ArticleRecord(info, tuple(dataclasses.replace(c, id=i) for c, i in zip(claims, ids, strict=True)))


@given(st.builds(_with_ids, INFOS, st.lists(CLAIMS, max_size=3)))
@settings(max_examples=80, deadline=None)
def test_any_record_comes_back(record: ArticleRecord) -> None:
    text = dump_record(record)
    assert parse_record(text) == (record, ())
    assert parse_header(text) == record.article


def test_any_truncation_and_any_changed_byte_is_seen(full: ArticleRecord) -> None:
    content = dump_record(full).encode()
    for end in range(len(content)):
        assert _is_refused(content[:end]), f"cut at byte {end}"
    for at in range(len(content)):
        for other in {content[at] ^ 1, content[at] ^ 0x80, 0x20} - {content[at]}:
            assert _is_refused(content[:at] + bytes([other]) + content[at + 1 :]), f"byte {at} as {other}"


def _is_refused(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return True
    record, problems = parse_record(text, "x.yaml")
    assert record is not None or problems
    return bool(problems)


def test_a_hand_edit_gives_the_record_and_a_problem(full: ArticleRecord) -> None:
    edited, problems = parse_record(dump_record(full).replace("eastern quay", "western quay"), "x.yaml")
    assert edited is not None and edited.claims[0].places == ("western quay",)
    (problem,) = problems
    assert (problem.path, problem.line) == ("x.yaml", 11)
    assert "digest differs" in problem.message


@pytest.mark.parametrize(
    ("end", "hint"),
    [
        pytest.param("", "restore the file from git", id="cut short inside braces"),
        pytest.param("\n<<<<<<< HEAD\n", "take the marker lines out", id="a merge conflict has its own advice"),
    ],
)
def test_a_record_that_is_no_yaml_comes_with_advice(end: str, hint: str, full: ArticleRecord) -> None:
    text = dump_record(full)
    record, (problem,) = parse_record(text[: text.index("speaker: {") + 12] + end, "x.yaml")
    assert record is None
    assert hint in (problem.hint or "")


def test_windows_line_ends_are_no_edit(full: ArticleRecord) -> None:
    assert parse_record(dump_record(full).replace("\n", "\r\n")) == (full, ())


def _sealed(text: str) -> str:
    head, _, rest = text.partition("digest: ")
    rest = rest.partition("\n")[2]
    sha = hashlib.sha256((head + rest).encode()).hexdigest()
    return f"{head}digest: {{claims: {rest.count('- id: ')}, sha256: {sha}}}\n{rest}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("  author: a reporter\n", "  author: a reporter\n  mood: calm\n", id="in-article"),
        pytest.param("  quote: mixed\n", "  quote: mixed\n  extra: {a: [1, 2]}\n", id="in-claim"),
        pytest.param("kind: person", "kind: person, age: 7", id="in-speaker"),
        pytest.param("claims:\n", "later: [x]\nclaims:\n", id="at-the-top"),
    ],
)
def test_unknown_keys_of_this_schema_are_accepted(full: ArticleRecord, old: str, new: str) -> None:
    text = dump_record(full).replace(old, new, 1)
    assert parse_record(_sealed(text)) == (full, ())


@pytest.mark.parametrize("version", ["2", "17", "99999999999999999999"])
def test_a_newer_schema_is_refused_by_name(full: ArticleRecord, version: str) -> None:
    text = (
        dump_record(full).replace("claimledger/1", f"claimledger/{version}").replace("kind: person", "kind: &x ghost")
    )
    record, problems = parse_record(text, "x.yaml")
    assert record is None
    (problem,) = problems
    assert f"claimledger/{version[:9]}" in problem.message
    assert "newer claimledger" in (problem.hint or "")
    assert (problem.line, problem.column) == (1, 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        pytest.param("schema: claimledger/1", "schema: other/1", 1, "not a ledger record", id="schema"),
        pytest.param("id: a9b1c7f20e4a\n", "id: 12\n", 3, "`id`", id="article-id-number"),
        pytest.param("id: a9b1c7f20e4a\n", "id: ../x\n", 3, "not an article id", id="article-id"),
        pytest.param("path: articles/ferry.txt", "path: /etc/passwd", 4, "leaves the repository", id="absolute-path"),
        pytest.param("path: articles/ferry.txt", "path: a/../../x", 4, "leaves the repository", id="path-up"),
        pytest.param('published: "2024-10-28"', "published: yesterday", 7, "EDTF", id="published"),
        pytest.param("id: a9b1c7f20e4a-7k3q", "id: a00000000000-7k3q", 13, "not the id of a claim", id="other-article"),
        pytest.param("  statement: the", "  statemant: the", 13, "`statement` must be text", id="no-statement"),
        pytest.param("span: [[1742, 1838], [1850, 1861]]", "span: [1742, 1838]", 15, "span is", id="flat-span"),
        pytest.param("[1742, 1838], ", "[1838, 1742], ", 15, "span is", id="span-backwards"),
        pytest.param("[1742, 1838], ", "[1742, 1851], ", 15, "in order", id="spans-overlap"),
        pytest.param("[1742, 1838], ", "[-1, 1838], ", 15, "span is", id="span-negative"),
        pytest.param("[1742, 1838], ", "[true, 1838], ", 15, "span is", id="span-truth"),
        pytest.param("quote: mixed", "quote: loud", 16, "direct, indirect, mixed", id="quote"),
        pytest.param("cue: {text: said, span: [1731, 1735]}", "cue: said", 17, "map", id="cue"),
        pytest.param("stance: denies", "stance: [denies]", 18, "asserts, denies", id="stance"),
        pytest.param("kind: person", "kind: ghost", 19, "unnamed", id="kind"),
        pytest.param("name: Ana Ruiz, ", "", 19, "`name` must be text", id="speaker-without-name"),
        pytest.param("agency: Port of Vigo", "agency: 12", 20, "`agency` must be text", id="agency"),
        pytest.param('via: [The Harbour Post, "Wire: One"]', "via: The Harbour Post", 21, "must be a list", id="via"),
        pytest.param('via: [The Harbour Post, "Wire: One"]', "via: [12]", 21, "must hold texts", id="via-number"),
        pytest.param("date: 2024-10-21/2024-10-28", "date: last week", 22, "EDTF", id="said-on"),
        pytest.param('date: "2024-10-27"', "date: 2024-13-27", 23, "EDTF", id="month-13"),
        pytest.param("polarity: negated", "polarity: no", 24, "affirmed, negated", id="polarity"),
        pytest.param("modality: possible", "modality: maybe", 25, "actual, planned", id="modality"),
        pytest.param("min: 3000", 'min: "3000"', 28, "`min` must be a number", id="figure-as-text"),
        pytest.param("min: 3000", "min: 3e3", 28, "`min` must be a number", id="figure-with-exponent"),
        pytest.param("min: 3000", "min: 3000, max: 2", 28, "above max", id="range-backwards"),
        pytest.param("approximate: true", "approximate: yes", 29, "true or false", id="approximate"),
        pytest.param("words: [board, passenger]", "words: board", 34, "must be a list", id="about"),
        pytest.param("claims:\n", "claims: 5\nx:\n", 12, "`claims` must be a list", id="claims"),
        pytest.param("digest: {", "digest_: {", 1, "map of keys", id="no-digest"),
    ],
)
def test_a_wrong_field_is_told_with_its_line(full: ArticleRecord, old: str, new: str, line: int, words: str) -> None:
    text = dump_record(full)
    assert old in text
    record, problems = parse_record(text.replace(old, new, 1), "x.yaml")
    assert record is None
    (problem,) = problems
    assert words in problem.message
    assert (problem.path, problem.line) == ("x.yaml", line)
    assert problem.column


def test_a_claim_twice_is_told(full: ArticleRecord) -> None:
    record, problems = parse_record(dump_record(dataclasses.replace(full, claims=full.claims * 2)))
    assert record is None
    assert "is there twice" in problems[0].message


@pytest.mark.parametrize(
    "date",
    [
        "2024",
        "2024-10",
        "2024-10-27",
        "XXXX-10-27",
        "2024-XX",
        "201X",
        "2024-10-2X",
        "2024-24",
        "2024-10-27T12:30:00Z",
        "2024-10-27T12:30:00+02:00",
        "2024-10-27~",
        "2024?",
        "2024-10-21/2024-10-28",
        "2024/..",
        "../2024-10",
        "2024/",
    ],
)
def test_dates_that_are_edtf(full: ArticleRecord, date: str) -> None:
    claim = dataclasses.replace(full.claims[0], when=DateValue("then", date))
    record = dataclasses.replace(full, claims=(claim,))
    assert parse_record(dump_record(record)) == (record, ())


@pytest.mark.parametrize(
    "date",
    [
        "today",
        "2024-13",
        "2024-10-32",
        "24-10-27",
        "2024/10/27",
        "27.10.2024",
        "2024-10-27 12:30",
        "/",
        "..",
        "2024-1-2",
        "2024-10-27\n",
    ],
)
def test_dates_that_are_not(full: ArticleRecord, date: str) -> None:
    claim = dataclasses.replace(full.claims[0], when=DateValue("then", date))
    record, problems = parse_record(dump_record(dataclasses.replace(full, claims=(claim,))))
    assert record is None
    assert "EDTF" in problems[0].message


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("1E+5000")])
def test_a_figure_that_is_none_is_not_written(full: ArticleRecord, value: Any) -> None:
    claim = dataclasses.replace(full.claims[0], quantities=(Quantity("x", value),))
    with pytest.raises(ValueError, match="number"):
        dump_record(dataclasses.replace(full, claims=(claim,)))
