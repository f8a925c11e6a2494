"""The whole extraction with the shipped model: what comes out of an article, and what holds for any text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimledger.extract.pipeline import extract
from claimledger.ledger.codec import dump_record, parse_record
from claimledger.parse import Parser, load_parser
from claimledger.read import parse_article
from claimledger.records import Article, ArticleRecord, Claim

SEEDS = Path(__file__).parents[2] / "seeds"
Extract = Callable[[str], tuple[Article, ArticleRecord]]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


@pytest.fixture(scope="module")
def run(parser: Parser) -> Extract:
    def extracted(text: str) -> tuple[Article, ArticleRecord]:
        article = as_article(text)
        return article, extract(next(parser.parse([article])), article)

    return extracted


@pytest.fixture(scope="module")
def trucks(run: Extract) -> tuple[Article, ArticleRecord]:
    return run((SEEDS / "2024-10-28-trucks.txt").read_text(encoding="utf8"))


def as_article(text: str) -> Article:
    article = parse_article(text)
    assert isinstance(article, Article), article
    return article


def claim(record: ArticleRecord, words: str) -> Claim:
    found = [c for c in record.claims if words in c.statement]
    assert found, f"no claim with {words!r} among {[c.statement for c in record.claims]}"
    return found[0]


def test_a_relayed_report_names_the_agency_and_the_relay(trucks: tuple[Article, ArticleRecord]) -> None:
    one = claim(trucks[1], "lorries that carry civilian licence plates")
    assert one.speaker is not None
    assert (one.speaker.name, one.agency, one.via) == ("HUR", "HUR", ("Kyiv Independent",))


def test_a_figure_is_a_range_with_speaker_and_day(trucks: tuple[Article, ArticleRecord]) -> None:
    one = claim(trucks[1], "no fewer than 3,000")
    assert one.speaker is not None and one.said_on is not None
    assert (one.speaker.name, one.agency) == ("John Kirby", "White House")
    assert [(q.min, q.max, q.unit) for q in one.quantities] == [(3000, None, "soldier")]
    assert one.said_on.date == "2024-10-21/2024-10-27"
    assert one.places == ("eastern Russia",)


def test_an_announced_date_is_a_plan(trucks: tuple[Article, ArticleRecord]) -> None:
    one = claim(trucks[1], "combat zones on October 27-28")
    assert one.speaker is not None and one.when is not None
    assert (one.speaker.name, one.modality, one.when.date) == (
        "Volodymyr Zelenskyy",
        "planned",
        "2024-10-27/2024-10-28",
    )


def test_a_denial_keeps_what_it_denies(trucks: tuple[Article, ArticleRecord]) -> None:
    denials = [c for c in trucks[1].claims if c.stance == "denies"]
    assert {c.speaker.name for c in denials if c.speaker} & {"Dmitry Peskov", "Kremlin"}


def test_boilerplate_holds_no_claim(trucks: tuple[Article, ArticleRecord]) -> None:
    article, record = trucks
    marked = [p.span for p in article.paragraphs if p.boilerplate]
    assert marked
    assert not [c for c in record.claims for s, e in c.span for a, b in marked if s < b and a < e]


def test_spans_are_true(trucks: tuple[Article, ArticleRecord]) -> None:
    article, record = trucks
    for one in record.claims:
        assert " … ".join(" ".join(article.text[s:e].split()) for s, e in one.span) == one.statement
        assert one.cue is None or " ".join(article.text[slice(*one.cue.span)].split()) == one.cue.text
        for q in one.quantities:
            assert q.span is not None and article.text[slice(*q.span)] == q.text


def test_without_a_publication_date_nothing_is_guessed(run: Extract) -> None:
    _, record = run("Police stopped the truck on October 27, the ministry said on Friday.\n")
    one = claim(record, "stopped the truck")
    assert one.when is not None and one.when.date == "XXXX-10-27"
    assert one.said_on is None or one.said_on.date is None


ATTRIBUTED = [
    pytest.param(
        "Officers stopped a lorry on Monday, the report said. The lorry, according to GUR, was loaded with cable.",
        [
            ("GUR", "asserts", "The lorry … was loaded with cable"),
            ("the report", "asserts", "Officers stopped a lorry on Monday"),
        ],
        id="the subject before an aside",
    ),
    pytest.param(
        "Police rejected the mayor's claim that 40 houses had burned down.",
        [("Police", "denies", "40 houses had burned down"), ("the mayor", "asserts", "40 houses had burned down")],
        id="a denied claim and its denial",
    ),
    pytest.param(
        "A spokesman for the ministry declined to comment on whether the minister would resign.",
        [],
        id="who declines to comment claims nothing",
    ),
    pytest.param(
        "The truck, according to the agency, was loaded with rifles.",
        [("agency", "asserts", "The truck … was loaded with rifles")],
        id="an aside inside the clause",
    ),
    pytest.param(
        "The intelligence agency said it had intercepted a call in which officers argued about fuel. "
        "The unit was expecting to receive reinforcements.",
        [
            ("intelligence agency", "asserts", "it had intercepted a call in which officers argued about fuel"),
            ("intelligence agency", "asserts", "The unit was expecting to receive reinforcements"),
        ],
        id="what a thing expects is still told by the speaker before",
    ),
    pytest.param(
        "Workers at the port voted on Tuesday to continue a strike that has halted 40 ships, "
        "the port authority said in a statement.",
        [
            (
                "port authority",
                "asserts",
                "Workers at the port voted on Tuesday to continue a strike that has halted 40 ships",
            )
        ],
        id="a vote inside what is said is no attribution",
    ),
    pytest.param(
        "The report aligns with President Ana Torres's announcement that the bridge will open in May.",
        [("Ana Torres", "asserts", "the bridge will open in May")],
        id="a noun that announces, and its owner",
    ),
    pytest.param("Forty ships are waiting off the port.", [], id="the outlet's own voice"),
]


@pytest.mark.parametrize(("text", "expected"), ATTRIBUTED)
def test_who_claims_what(run: Extract, text: str, expected: list[tuple[str, str, str]]) -> None:
    _, record = run(text)
    found = [(c.speaker.name if c.speaker else "", c.stance, c.statement) for c in record.claims]
    assert sorted(found) == sorted(expected)


def test_own_voice_is_recorded_only_on_request(parser: Parser) -> None:
    text = "---\noutlet: The Courier\n---\nForty houses burned down in the night. The mayor said nobody was hurt.\n"
    article = as_article(text)
    doc = next(parser.parse([article]))
    assert not [c for c in extract(doc, article).claims if "Forty houses" in c.statement]
    one = claim(extract(doc, article, own_voice=True), "Forty houses")
    assert one.speaker is not None and (one.speaker.name, one.speaker.kind) == ("The Courier", "outlet")


@settings(max_examples=40, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                "he",
                "said",
                "“",
                "”",
                '"',
                "'",
                ",",
                ".",
                ":",
                "—",
                "\n\n",
                "the",
                "ministry",
                "denied",
                "that",
                "40",
                "to",
                "50",
                "people",
                "3,000",
                "in",
                "Kursk",
                "on",
                "Friday",
                "according",
                "to",
                "Marta",
                "Keller",
                "HUR",
                "citing",
                "and",
                "but",
                "of",
                "which",
                "will",
                "not",
                "if",
                "$1.2bn",
                ")",
                "(",
            ]
        ),
        max_size=60,
    ).map(" ".join)
)
def test_any_text_gives_a_record_that_the_codec_reads_back(run: Extract, text: str) -> None:
    assume(isinstance(parse_article(text), Article))
    article, record = run(text)
    for one in record.claims:
        assert one.statement
        assert all(0 <= s < e <= len(article.text) for s, e in one.span)
    again, problems = parse_record(dump_record(record), "x.yaml")
    assert not problems
    assert again == record


def test_of_one_statement_the_assertion_comes_before_its_denial(run: Extract) -> None:
    _, record = run("The health ministry denied a report by the Orrin Herald that two clinics had closed.")
    assert [(c.speaker.name if c.speaker else "", c.stance) for c in record.claims] == [
        ("Orrin Herald", "asserts"),
        ("health ministry", "denies"),
    ]
