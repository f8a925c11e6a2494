"""What a speaker is found to have said around and behind the reporting clause, and what is left to the outlet."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimledger.extract.pipeline import extract
from claimledger.parse import load_parser
from claimledger.read import parse_article
from claimledger.records import Article

Read = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def read() -> Read:
    parser = load_parser()

    def statements(text: str) -> list[str]:
        article = parse_article(text)
        assert isinstance(article, Article), article
        return [c.statement for c in extract(next(parser.parse([article])), article).claims]

    return statements


SAID = [
    pytest.param(
        "The boats were old, she says, and most of them had no radio.",
        ["The boats were old", "most of them had no radio"],
        id="a second clause behind and",
    ),
    pytest.param(
        "The price will be 40 crowns, the minister conceded on Friday; anything lower had been a hope.",
        ["The price will be 40 crowns", "anything lower had been a hope"],
        id="a second clause behind a semicolon",
    ),
    pytest.param(
        "The divers will go down on Friday, says a spokesman for the navy: the swell is too high.",
        ["The divers will go down on Friday", "the swell is too high"],
        id="a second clause behind a colon",
    ),
    pytest.param(
        "“The boats were old,” she says, and her brother nods.",
        ["The boats were old"],
        id="behind a quotation the outlet goes on",
    ),
    pytest.param(
        "The boats were old, she said, and left the room.",
        ["The boats were old"],
        id="no subject of its own",
    ),
    pytest.param(
        "The ferry had been at the pier for an hour, he said. Its crew had asked for help and had waited in vain.",
        ["The ferry had been at the pier for an hour", "Its crew had asked for help and had waited in vain"],
        id="the tense goes on",
    ),
    pytest.param(
        "The ferry had been at the pier for an hour, he said. Its crew is from the island.",
        ["The ferry had been at the pier for an hour"],
        id="the tense does not go on",
    ),
    pytest.param(
        "The ferry had been at the pier for an hour, said Anna Brook. She had brought two hundred leaflets.",
        ["The ferry had been at the pier for an hour"],
        id="the outlet tells of the speaker",
    ),
    pytest.param(
        "The boats were old, says the judge. Nobody had looked at them. The guard, he goes on, asked for a lift.",
        ["The boats were old", "Nobody had looked at them", "The guard … asked for a lift"],
        id="what stands before she goes on",
    ),
    pytest.param(
        "The film was made on Sunday and it is genuine. So says Anna Brook, the foreign minister.",
        ["The film was made on Sunday and it is genuine"],
        id="so says",
    ),
    pytest.param(
        "The bridge is safe, the Accident Inspection Board (AIB) has just announced.",
        ["The bridge is safe"],
        id="an adverb in the verb and an acronym in the name",
    ),
    pytest.param(
        "It had been nearer to 51, thinks a member of the board who left in May.",
        ["It had been nearer to 51"],
        id="a verb of thought and a relative clause",
    ),
    pytest.param(
        "The commander, Paul Renn, according to whom 61 flights have been made, was pleased.",
        ["61 flights have been made"],
        id="according to whom",
    ),
    pytest.param(
        "The Gazette reported on Thursday, citing two European officials, that the bank had frozen its credit.",
        ["the bank had frozen its credit"],
        id="who is cited is no content",
    ),
    pytest.param(
        "PARIS, March 3 (Northern News) - The firm is closing its plant, the finance minister said on Tuesday, "
        "as shares fell to a record low.",
        ["The firm is closing its plant"],
        id="neither dateline nor circumstances",
    ),
    pytest.param(
        "The ministry’s figure was 48 dead. The figure of the regional government is 52.",
        ["48 dead", "52"],
        id="whose figure it is",
    ),
    pytest.param("The total of the bill is 20 crowns.", [], id="a figure of a thing"),
    pytest.param(
        "The mayor said the town had counted 236 houses destroyed.",
        ["the town had counted 236 houses destroyed"],
        id="a count inside what is said",
    ),
    pytest.param(
        "He denied a report by Radio North that two clinics had closed.",
        ["two clinics had closed", "two clinics had closed"],
        id="a denied report and its author",
    ),
    pytest.param(
        "The minister said that the deficit was 4.8 percent, that wages would rise, and that no deadline existed.",
        ["the deficit was 4.8 percent", "wages would rise", "no deadline existed"],
        id="a list of clauses",
    ),
    pytest.param(
        "“I walked for two days,” says Anna Brook.\n\n“At the first post it was dark. At the second it rained.”",
        ["I walked for two days … At the first post it was dark. At the second it rained"],
        id="an ordinal is no figure of its own",
    ),
    pytest.param("Survivors spoke of only one boat.", ["only one boat"], id="spoke of a figure"),
    pytest.param("Survivors spoke of the war.", [], id="spoke of a thing"),
    pytest.param("Skywatch makes it 26,000 this evening.", ["26,000"], id="a bare figure without the time"),
    pytest.param(
        "Rask demanded $6 million and the release of 40 prisoners by midnight on Sunday.",
        ["$6 million and the release of 40 prisoners by midnight on Sunday"],
        id="one demand of two things",
    ),
    pytest.param(
        "The surge had a height of 6.9 metres and a depth of 28 metres, the agency said.",
        ["The surge had a height of 6.9 metres", "a depth of 28 metres"],
        id="two measures",
    ),
    pytest.param("The union accused the company of hiding its losses.", ["hiding its losses"], id="the charge alone"),
    pytest.param("The manager declined to be named.", [], id="a name withheld"),
    pytest.param("He did not say who would pay.", [], id="left unsaid"),
    pytest.param("Nobody can say how many have passed through the cells.", [], id="said by nobody"),
    pytest.param("Our reporter saw that the harbour was empty.", [], id="the outlet's own eyes"),
    pytest.param("A cocktail called the “Long Wait” costs 38 crowns.", [], id="a name in marks"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_is_said_and_what_is_not(read: Read, text: str, expected: list[str]) -> None:
    assert read(text) == expected
