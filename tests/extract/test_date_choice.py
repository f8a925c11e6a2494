"""Which date dates the saying, which the event: occasions, scenes, entries, asides. Published on a Wednesday."""

from __future__ import annotations

from datetime import date

import pytest

from claimledger.extract.dates import Attribution, claim_dates, find_dates

PUBLISHED = date(2025, 3, 12)
Given = tuple[str, str | None, str | None]
"""Content, the words of its cue (searched from the content's sentence on, or before it) and the speaker's key."""


def chosen(text: str, *claims: Given) -> list[tuple[str | None, str | None]]:
    """(said_on, when) of each claim; each claim's sentence runs from full stop to full stop."""
    made = []
    for content, cue, speaker in claims:
        start = text.index(content)
        head = max(text.rfind(mark, 0, start) + len(mark) for mark in ("\n", ". ", "? ", ".’ "))
        ends = [end for mark in (". ", ".\n", "\n") if (end := text.find(mark, start + len(content))) >= 0]
        sentence = (max(head, 0), min(ends, default=len(text)) + 1)
        at = text.find(cue, sentence[0]) if cue else -1
        place = (at, at + len(cue)) if cue else None
        made.append(Attribution(sentence, ((start, start + len(content)),), place, None, speaker))
    got = claim_dates(text, made, find_dates(text, published=PUBLISHED), published=PUBLISHED)
    return [(c.said_on.value if c.said_on else None, c.when.value if c.when else None) for c in got]


def said(text: str, *claims: Given) -> list[str | None]:
    return [day for day, _ in chosen(text, *claims)]


def event(text: str, content: str, cue: str = "said") -> str | None:
    return chosen(text, (content, cue, "x"))[0][1]


@pytest.mark.parametrize(
    ("before", "cue", "expected"),
    [
        pytest.param("On Monday the envoy spoke to the chamber.", "said", "2025-03-10", id="an act of speech"),
        pytest.param("On Monday the mood changed.", "said", "2025-03-10", id="a date that opens the sentence"),
        pytest.param("In Lisse, on Monday, the mood changed.", "said", "2025-03-10", id="after the place"),
        pytest.param("The mood changed on Monday in Lisse.", "said", None, id="a date that does not open it"),
        pytest.param("The list stood at 40 on Monday.", "said", None, id="a state"),
        pytest.param("Monday's session was brief.", "said", None, id="the day of a thing"),
        pytest.param("That was Monday's bulletin.", "said", "2025-03-10", id="the day of something said"),
        pytest.param("How many spoke on Monday?", "said", None, id="a question"),
        pytest.param("The offer, which they announced on Monday, is fair.", "said", None, id="a clause beside"),
        pytest.param("On Monday the envoy had spoken of two ships.", "said", None, id="before the time told"),
        pytest.param("On Monday the envoy spoke to the chamber.", "says", None, id="held now, not said then"),
        pytest.param("On Monday Lee presented the report.", "says", "2025-03-10", id="the speaker is named"),
        pytest.param("Today we reached the mill.", "says", "2025-03-12", id="the day of publication"),
        pytest.param("The mill stood still today.", "says", None, id="publication, no act and no opening"),
        pytest.param("The court has just ruled.", "says", "2025-03-12", id="just now"),
        pytest.param("The court had just ruled.", "says", None, id="just then"),
    ],
)
def test_the_scene_that_a_sentence_sets(before: str, cue: str, expected: str | None) -> None:
    assert said(f"{before} The dam holds, Lee {cue}.", ("The dam holds", cue, "Ann Lee")) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The dam holds, Lee told the chamber in the last hour.", "2025-03-12", id="the last hour"),
        pytest.param("The dam holds, Lee told the chamber in the last 24 hours.", None, id="a day is no hour"),
        pytest.param("The dam holds, Lee says in a note dated March 3.", "2025-03-03", id="a dated note"),
        pytest.param("On March 3 it shut the gate and Lee says the dam holds.", None, id="the day of another verb"),
        pytest.param("The dam holds, Lee told him on a Monday evening.", None, id="any Monday"),
        pytest.param("The dam holds, Lee told him on Monday evening.", "2025-03-10", id="one Monday"),
        pytest.param("The dam holds, Lee said beside the 1911 dam.", None, id="a year that is an epithet"),
        pytest.param("The dam holds, Lee said in 2024.", "2024", id="a year of saying"),
        pytest.param("The dam holds, Lee said of the vote of March 3.", None, id="the day of a thing"),
        pytest.param("The dam holds, Lee said in the report of March 3.", "2025-03-03", id="the day of a report"),
    ],
)
def test_the_date_in_the_sentence(text: str, expected: str | None) -> None:
    content = "the dam holds" if "the dam holds" in text else "The dam holds"
    cue = next(word for word in ("told", "says", "said") if word in text)
    assert said(text, (content, cue, "Lee")) == [expected]


@pytest.mark.parametrize(
    ("first", "gap", "second", "expected"),
    [
        pytest.param("said on Monday", " ", "Pay rose, Lee added.", "2025-03-10", id="goes on"),
        pytest.param("had said on Monday", " ", "Pay rose, Lee said.", None, id="after what had been said"),
        pytest.param("said on Monday", " ", "Pay rose, Lee had said.", None, id="what had been said before"),
        pytest.param("had said on Monday", " ", "Pay rose, Lee had added.", "2025-03-10", id="both before"),
        pytest.param("said on Monday", " ", "Pay rose, Lee says now.", None, id="now"),
        pytest.param("said on Monday", "\n\n", "Pay rose, according to Lee.", None, id="no act of speech"),
        pytest.param("said on Monday", " ", "Pay rose, according to Lee.", "2025-03-10", id="in the paragraph"),
    ],
)
def test_an_occasion_goes_on(first: str, gap: str, second: str, expected: str | None) -> None:
    text = f"Jobs fell, Lee {first}.{gap}{second}"
    cue = next(word for word in ("according to", "added", "says", "said") if word in second)
    made: list[Given] = [("Jobs fell", "said", "Lee"), ("Pay rose", cue, "Lee")]
    assert said(text, *made) == ["2025-03-10", expected]


def test_entries_of_a_live_page_are_occasions_of_their_own() -> None:
    text = "{}The gate\n\nJobs fell, Lee said yesterday.\n\n{}The wall\n\nPay rose, Lee said."
    claims: list[Given] = [("Jobs fell", "said", "Lee"), ("Pay rose", "said", "Lee")]
    assert said(text.format("", ""), *claims) == ["2025-03-11", "2025-03-11"]
    assert said(text.format("10.40am – ", "9.15am – "), *claims) == ["2025-03-11", None]


def test_the_hour_of_an_entry_is_no_date() -> None:
    text = "16:20 Lee: jobs fell\n\nIt rained.\n\n15:10 The wall\n\nIt rained."
    assert chosen(text, ("jobs fell", None, "Lee")) == [(None, None)]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        pytest.param("Lee: jobs fell", "2025-03-11", id="the speaker of the claim below"),
        pytest.param("Lee: ‘jobs fell’", "2025-03-11", id="quoted"),
        pytest.param("Owners: jobs fell", None, id="another speaker"),
    ],
)
def test_a_heading_takes_the_day_of_what_it_heads(heading: str, expected: str | None) -> None:
    text = f"{heading}\n\nJobs are down, Ann Lee said yesterday."
    speaker = heading.split(":")[0]
    claims: list[Given] = [("jobs fell", None, speaker), ("Jobs are down", "said", "Ann Lee")]
    assert said(text, *claims) == [expected, "2025-03-11"]


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        pytest.param("Omar Diop", "2025-03-10", id="who was received"),
        pytest.param("Ann Lee", "2025-03-10", id="who received"),
        pytest.param("Eva Roth", None, id="who was not there"),
    ],
)
def test_those_who_met_spoke_that_day(speaker: str, expected: str | None) -> None:
    text = (
        "On Monday Governor Ann Lee received the envoy Omar Diop, who told her of the vote of 2 March.\n\n"
        "It rained.\n\nThe vote was fair, the guest said."
    )
    assert said(text, ("The vote was fair", "said", speaker)) == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("police have held 40 people since the vote on Sunday", "2025-03-09/..", id="since what happened"),
        pytest.param("the mayor left, since the vote on Sunday was lost", "2025-03-09", id="a cause"),
        pytest.param("the talks, expected first on Monday, began on Tuesday", "2025-03-11", id="an earlier plan"),
        pytest.param("the hearing due on Thursday is postponed to 20 March", "2025-03-20", id="moved to a day"),
        pytest.param("the talks that were due on Monday have been put off to Friday", "2025-03-07", id="a clause ends"),
        pytest.param("the mayor, who took office in 2021, is ill", None, id="about the subject"),
        pytest.param("84% of those who voted last month agreed", "2025-02", id="part of the subject"),
        pytest.param("We bake every loaf. My father did so in 1998", None, id="a year told beside it"),
        pytest.param("We saw it. There were two on Sunday", "2025-03-09", id="the day it tells of"),
        pytest.param("it will be held Friday", "2025-03-14", id="a participle that is to come"),
        pytest.param("it was held Friday", "2025-03-07", id="a participle that is past"),
    ],
)
def test_the_event_that_a_content_dates(content: str, expected: str | None) -> None:
    assert event(f"Lee said {content}.", content) == expected


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        pytest.param("How many came on Sunday? Police counted 300.", "300", "2025-03-09", id="what is asked"),
        pytest.param("Many came on Sunday. Police counted 300.", "300", None, id="told beside it"),
        pytest.param("How many came on Sunday?\n\nPolice counted 300.", "300", None, id="another paragraph"),
    ],
)
def test_a_question_dates_its_answers(text: str, content: str, expected: str | None) -> None:
    assert event(text, content, "counted") == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param("the number at 300", "2025-03-09", id="the number"),
        pytest.param("the damage at 300", None, id="another measure"),
    ],
)
def test_another_figure_is_of_the_same_day(second: str, expected: str | None) -> None:
    text = f"Police said 40 people marched on Sunday. The union put {second}."
    claims: list[Given] = [("40 people marched on Sunday", "said", "police"), (second, "put", "union")]
    assert [day for _, day in chosen(text, *claims)] == ["2025-03-09", expected]


@pytest.mark.parametrize(
    ("content", "ahead"),
    [
        pytest.param("the vote was moved to 20 March", True, id="a later day"),
        pytest.param("the vote was held on 3 March", False, id="an earlier day"),
        pytest.param("the gates stay shut until 20 March", False, id="until then"),
        pytest.param("the vote was held", False, id="no day"),
    ],
)
def test_what_lies_ahead(content: str, ahead: bool) -> None:
    text = f"Lee said {content}."
    start = text.index(content)
    claim = Attribution((0, len(text)), ((start, start + len(content)),), (4, 8), None, "Lee")
    dates = find_dates(text, published=PUBLISHED)
    assert [c.ahead for c in claim_dates(text, [claim], dates, published=PUBLISHED)] == [ahead]
