"""Who is found to have said what by the shape of the sentence: clauses inside and after a statement, chains, deeds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimledger.extract.pipeline import extract
from claimledger.parse import load_parser
from claimledger.read import parse_article
from claimledger.records import Article, Claim

Said = tuple[str, str | None]
Read = Callable[[str], tuple[Claim, ...]]


@pytest.fixture(scope="module")
def read() -> Read:
    parser = load_parser()

    def claims(text: str) -> tuple[Claim, ...]:
        article = parse_article(f"---\npublished: 2025-03-03\n---\n{text}\n")
        assert isinstance(article, Article), article
        return extract(next(parser.parse([article])), article).claims

    return claims


def said(claims: tuple[Claim, ...]) -> list[Said]:
    return [(c.statement, c.speaker.name if c.speaker else None) for c in claims]


CLAUSES = [
    pytest.param(
        "The mayor read the judgment. In the rest of the country, she adds, the result stands.",
        ("In the rest of the country … the result stands", "The mayor"),
        id="a clause that interrupts",
    ),
    pytest.param(
        "The ships had left the harbour on Wednesday, Admiral Anna Brook, the head of the port authority, conceded.",
        ("The ships had left the harbour on Wednesday", "Anna Brook"),
        id="an apposition before the verb",
    ),
    pytest.param(
        "No soldier has yet fought, insists a Western military attaché in Vienna.",
        ("No soldier has yet fought", "a Western military attaché in Vienna"),
        id="the subject after its verb",
    ),
    pytest.param(
        "Six boats had sailed, said the port authority; at least 8, insists Anna Brook, the regional governor.",
        ("at least 8", "Anna Brook"),
        id="a figure that answers for a sentence",
    ),
    pytest.param(
        "Anna Brook met reporters. The turnout, by her own account, amounted to 69 percent.",
        ("The turnout … amounted to 69 percent", "Anna Brook"),
        id="by her own account",
    ),
    pytest.param(
        "The ministry’s contention that only 36 men are still missing would be easier to accept with a list.",
        ("only 36 men are still missing", "ministry"),
        id="a noun that opens its sentence",
    ),
    pytest.param(
        "As was reported by Anna Brook, two boats have sunk near the harbour.",
        ("two boats have sunk near the harbour", "Anna Brook"),
        id="an opening with as",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_what_a_reporting_clause_leaves_is_said(read: Read, text: str, expected: Said) -> None:
    assert expected in said(read(text))


SILENT = [
    pytest.param("Anna Brook came home, opened the door, and left again on Monday.", id="verbs that say nothing"),
    pytest.param("The firm launched a fund. The council appointed a new director.", id="deeds"),
    pytest.param("Two men were convicted of robbery and banned from the harbour.", id="passive deeds"),
    pytest.param("The voters, by our own count, numbered 40.", id="the outlet's own count"),
]


@pytest.mark.parametrize("text", SILENT)
def test_what_nobody_says_is_no_claim(read: Read, text: str) -> None:
    assert said(read(text)) == []


CHAINS = [
    pytest.param(
        "President Paul Renn said on Monday that his country needs 40 boats, the Northern News Agency reported.",
        "his country needs 40 boats",
        "Paul Renn",
        ("Northern News Agency",),
        id="an agency reports what the president said",
    ),
    pytest.param(
        "The Daily Post quoted a police spokesman as saying that 12 people had been arrested.",
        "12 people had been arrested",
        "a police spokesman",
        ("Daily Post",),
        id="quoted as saying",
    ),
    pytest.param(
        "“We have covered the whole list,” Paul Renn was quoted as saying by the Northern News Agency.",
        "We have covered the whole list",
        "Paul Renn",
        ("Northern News Agency",),
        id="was quoted by",
    ),
    pytest.param(
        "The minister said that 12 people had been arrested.",
        "12 people had been arrested",
        "The minister",
        (),
        id="nobody relays",
    ),
]


@pytest.mark.parametrize(("text", "statement", "speaker", "via"), CHAINS)
def test_a_content_that_reports_is_its_speakers(
    read: Read, text: str, statement: str, speaker: str, via: tuple[str, ...]
) -> None:
    (one,) = read(text)
    assert one.speaker is not None
    assert (one.statement, one.speaker.name, one.via) == (statement, speaker, via)


FIGURES = [
    pytest.param("The union makes it 60,000 at the very least.", "60,000 at the very least", id="makes it"),
    pytest.param("The ministry’s count stood at 147 dead on Friday.", "147 dead", id="stood at"),
    pytest.param("The port authority is sticking to 700.", "700", id="sticking to"),
    pytest.param(
        "The commission has cut its turnout figure from 71% to 69%.",
        "its turnout figure from 71% to 69%",
        id="from one to another",
    ),
]


@pytest.mark.parametrize(("text", "statement"), FIGURES)
def test_a_verb_that_sets_a_figure_is_a_cue(read: Read, text: str, statement: str) -> None:
    assert [c.statement for c in read(text)] == [statement]


def test_turns_of_a_transcript_are_their_speakers(read: Read) -> None:
    turns = ("Who was on the boat?", "Well, I counted 12 men.", "And then?", "They left before we could speak to them.")
    named = [f"{name}: {turn}" for name, turn in zip(("BROOK", "RENN", "BROOK", "RENN"), turns, strict=True)]
    labelled = [f"{label}: {turn}" for label, turn in zip(("QUESTION", "ANSWER") * 2, turns, strict=True)]
    assert {speaker for _, speaker in said(read("\n\n".join(named)))} == {"BROOK", "RENN"}
    assert {"QUESTION", "ANSWER"}.isdisjoint(speaker for _, speaker in said(read("\n\n".join(labelled))))
