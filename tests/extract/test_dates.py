"""Dates found and resolved, and which of them dates the saying and which the event. Published on a Wednesday."""

from __future__ import annotations

import itertools
import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.extract.dates import Attribution, DateMatch, claim_dates, find_dates, said_on, when

PUBLISHED = date(2025, 3, 12)


def values(text: str, published: date | None = PUBLISHED, anchor: date | None = None) -> list[str | None]:
    found = find_dates(text, published=published, anchor=anchor)
    return [match.value for match in found if match.kind not in ("vague", "set")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("on Oct. 27", "2024-10-27", id="abbreviated month, year before"),
        pytest.param("27 October 2024", "2024-10-27", id="day first"),
        pytest.param("October 27, 2024", "2024-10-27", id="month first"),
        pytest.param("Sunday, 27 October 2024", "2024-10-27", id="with weekday"),
        pytest.param("Sunday, Oct. 27, 2024,", "2024-10-27", id="weekday and commas"),
        pytest.param("the 3rd of March", "2025-03-03", id="ordinal"),
        pytest.param("March 3rd", "2025-03-03", id="ordinal after"),
        pytest.param("10/27/24", "2024-10-27", id="slashes, only one reading"),
        pytest.param("27/10/2024", "2024-10-27", id="slashes, day first"),
        pytest.param("on 2024-10-27", "2024-10-27", id="iso"),
        pytest.param("at 2024-10-27T13:05:00+02:00", "2024-10-27", id="iso with a time"),
        pytest.param("in the week of October 21", "2024-10-21/2024-10-27", id="week of a day"),
        pytest.param("It sank on Tuesday the 25th", "2025-02-25", id="weekday with the day of the month"),
        pytest.param("will meet on Tuesday week", "2025-03-25", id="the week after the coming one"),
        pytest.param("Orthodox Easter 2024", "2024-05-05", id="orthodox easter is no easter"),
        pytest.param("on Orthodox Christmas", "2025-01-07", id="orthodox christmas is no christmas"),
        pytest.param("on Remembrance Sunday 2024", "2024-11-10", id="a sunday with a name"),
        pytest.param("on Black Friday", "2024-11-29", id="a day after another"),
        pytest.param("on Ascension Day 2024", "2024-05-09", id="counted from easter"),
        pytest.param("Whoever wins in September", "XXXX-09", id="neither side likelier and no tense: no year"),
        pytest.param("October 27–28", "2024-10-27/2024-10-28", id="dash range"),
        pytest.param("27-28 October", "2024-10-27/2024-10-28", id="dash range, day first"),
        pytest.param("from 3 to 5 March", "2025-03-03/2025-03-05", id="from to"),
        pytest.param("between Feb. 28 and March 2", "2025-02-28/2025-03-02", id="between, two months"),
        pytest.param("between Dec. 30 and Jan. 2, 2025", "2024-12-30/2025-01-02", id="between, two years"),
        pytest.param("from Monday to Wednesday", "2025-03-10/2025-03-12", id="weekdays"),
        pytest.param("died in November 2023", "2023-11", id="month and year"),
        pytest.param("was held in November", "2024-11", id="bare month, told"),
        pytest.param("will open in November", "2025-11", id="bare month, foretold"),
        pytest.param("since February 2022", "2022-02/..", id="since"),
        pytest.param("since 2019", "2019/..", id="since a year"),
        pytest.param("will be done by December", "../2025-12", id="by"),
        pytest.param("must leave before April 1", "../2025-04-01", id="before"),
        pytest.param("until the end of April", "../2025-04-30", id="until the end"),
        pytest.param("no later than 30 April", "../2025-04-30", id="no later than"),
        pytest.param("between Thursday and Tuesday", "2025-03-06/2025-03-11", id="between weekdays told"),
        pytest.param("the weekend of March 1-2", "2025-03-01/2025-03-02", id="weekend of dates"),
        pytest.param("after 3 March", "2025-03-03/..", id="after"),
        pytest.param("since the start of the month", "2025-03-01/..", id="start of the month"),
        pytest.param("by the end of the year", "../2025-12-31", id="end of the year"),
        pytest.param("late last month", "2025-02-21/2025-02-28", id="late last month"),
        pytest.param("in early to mid-October", "2024-10-01/2024-10-20", id="early to mid"),
        pytest.param("in mid-February", "2025-02-11/2025-02-20", id="mid"),
        pytest.param("early next year", "2026-01/2026-04", id="early next year"),
        pytest.param("Earlier this week", "2025-03-10/2025-03-11", id="earlier this week"),
        pytest.param("later this month", "2025-03-13/2025-03-31", id="later this month"),
        pytest.param("last week", "2025-03-03/2025-03-09", id="last week"),
        pytest.param("this week", "2025-03-10/2025-03-16", id="this week"),
        pytest.param("last month", "2025-02", id="last month"),
        pytest.param("next year", "2026", id="next year"),
        pytest.param("over the weekend", "2025-03-08/2025-03-09", id="the weekend past"),
        pytest.param("will march this weekend", "2025-03-15/2025-03-16", id="this weekend"),
        pytest.param("overnight", "2025-03-11/2025-03-12", id="overnight"),
        pytest.param("over the past two weeks", "2025-02-26/2025-03-12", id="the past two weeks"),
        pytest.param("in the next 48 hours", "2025-03-12/2025-03-14", id="the next hours"),
        pytest.param("in the last twenty-four hours", "2025-03-11/2025-03-12", id="spelled count"),
        pytest.param("three days ago", "2025-03-09", id="days ago"),
        pytest.param("two years ago", "2023", id="years ago"),
        pytest.param("yesterday", "2025-03-11", id="yesterday"),
        pytest.param("tomorrow night", "2025-03-13", id="tomorrow"),
        pytest.param("this morning", "2025-03-12", id="this morning"),
        pytest.param("last night", "2025-03-11", id="last night"),
        pytest.param("the day before yesterday", "2025-03-10", id="the day before yesterday"),
        pytest.param("before dawn on Monday", "2025-03-10", id="before dawn is that day"),
        pytest.param("in the early hours of Tuesday", "2025-03-11", id="early hours"),
        pytest.param("at 3:17 a.m. on Monday", "2025-03-10", id="clock time and day"),
        pytest.param("Monday at 10 p.m. local time", "2025-03-10", id="day and clock time"),
        pytest.param("last Wednesday", "2025-03-05", id="last weekday is not today"),
        pytest.param("next Tuesday", "2025-03-18", id="next weekday"),
        pytest.param("Tuesday of next week", "2025-03-18", id="weekday of next week"),
        pytest.param("the 1990s", "199X", id="decade"),
        pytest.param("in the late 1970s", "1977/1979", id="late decade"),
        pytest.param("the 19th century", "18XX", id="century"),
        pytest.param("in the third quarter of 2024", "2024-07/2024-09", id="quarter"),
        pytest.param("the first half of this year", "2025-01/2025-06", id="half-year"),
        pytest.param("the second half of this month", "2025-03-16/2025-03-31", id="half of this month"),
        pytest.param("the first half of next month", "2025-04-01/2025-04-15", id="half of next month"),
        pytest.param("in the first half of the month", None, id="half of a month that is not named"),
        pytest.param("he said that already in April they are going to leave", "2025-04", id="the tense of its clause"),
        pytest.param("they had left in April, he said", "2024-04", id="the tense of the verb before it"),
        pytest.param("according to him, already in April they are going to leave", "2025-04", id="after an opening"),
        pytest.param("according to him, in April 300 people died", "2024-04", id="after an opening, told"),
        pytest.param("supply would be fully restored by April", "../2025-04", id="an adverb after be"),
        pytest.param("supply was fully restored by April", "../2024-04", id="an adverb after was"),
        pytest.param("they left, in April, for the coast", "2024-04", id="between commas"),
        pytest.param("in the summer of 2022", "2022-06~/2022-08~", id="season is rough"),
        pytest.param("on Christmas Day", "2024-12-25", id="fixed holiday"),
        pytest.param("at Easter 2024", "2024-03-31", id="easter"),
        pytest.param("Thanksgiving 2023", "2023-11-23", id="fourth thursday"),
        pytest.param("two days after Christmas", "2024-12-27", id="counted from a holiday"),
        pytest.param("27.10.2024", "2024-10-27", id="dots are day first"),
        pytest.param("on 3.4.2024", "2024-04-03", id="dots, both readings possible"),
        pytest.param("on 27-10-2024", "2024-10-27", id="dashes, only one reading"),
        pytest.param("on the 27th of October", "2024-10-27", id="the ordinal of a month"),
        pytest.param("in Q1 2025", "2025-01/2025-03", id="short quarter"),
        pytest.param("in Q4", "2024-10/2024-12", id="short quarter without year"),
        pytest.param("H2 2024", "2024-07/2024-12", id="short half-year"),
        pytest.param("in FY2024", "2024", id="fiscal year"),
        pytest.param("for FY24", "2024", id="fiscal year, two digits"),
        pytest.param("in the week to March 2", "2025-02-24/2025-03-02", id="week to"),
        pytest.param("the three months to June 2024", "2024-04/2024-06", id="months to"),
        pytest.param("in the year ending March 2024", "2023-04/2024-03", id="year ending"),
        pytest.param("in two weeks' time", "2025-03-24/2025-03-30", id="in weeks' time"),
        pytest.param("will open in three days", "2025-03-15", id="in days, foretold"),
        pytest.param("in the small hours of Monday", "2025-03-10", id="small hours"),
        pytest.param("overnight Tuesday", "2025-03-11/2025-03-12", id="overnight with a day"),
        pytest.param("not before June", "2025-06/..", id="not before is from"),
        pytest.param("will not open before September", "2025-09/..", id="will not … before is from"),
        pytest.param("had not opened before March", "../2025-03", id="had not … before is no beginning"),
        pytest.param("no earlier than 1 April", "2025-04-01/..", id="no earlier than is from"),
        pytest.param("will be reopened on Friday", "2025-03-14", id="participle of a plan"),
        pytest.param("wants the border reopened by Friday", "../2025-03-14", id="participle of a wish"),
        pytest.param("the March 3 attack", "2025-03-03", id="event named by a day not long ago"),
        pytest.param("the Sept. 11 attacks", "XXXX-09-11", id="event named by a day, year unknown"),
        pytest.param("the Sept. 11, 2001 attacks", "2001-09-11", id="event named by a full date"),
    ],
)
def test_value(text: str, expected: str) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They may march again", id="modal and verb"),
        pytest.param("March on, he told them", id="imperative"),
        pytest.param("April Jones and August Wilson met", id="forenames"),
        pytest.param("nothing by 1800 GMT", id="clock time without day"),
        pytest.param("a 24-hour strike", id="duration"),
        pytest.param("the 71-year-old fisherman, 34,", id="ages"),
        pytest.param("the call lasted 25 minutes", id="minutes"),
        pytest.param("an A400M and a T-72 tank", id="model numbers"),
        pytest.param("of 2000 soldiers, 1950 men and 1,500 women", id="counts"),
        pytest.param("a magnitude of 7.1 at 12 km", id="measures"),
        pytest.param("a second convoy, the first of five", id="ordinals"),
        pytest.param("a quarter of the votes", id="quarter as a share"),
        pytest.param("the Sunday Times and Bloody Sunday", id="weekday in a name"),
        pytest.param("the fall of the government", id="fall is no season"),
        pytest.param("after the fall of the city", id="fall after a preposition"),
        pytest.param("in the last week of the campaign", id="a week of no calendar"),
        pytest.param("USA TODAY reported", id="a paper's name"),
        pytest.param("the sun sat low", id="sun and sat"),
        pytest.param("the second raid in three days", id="ranked within a stretch"),
        pytest.param("will be the worst storm in ten years", id="worst in years"),
        pytest.param("died in two days", id="took two days"),
        pytest.param("the H1 visa and Q3 of the survey", id="letters with a number, no period"),
        pytest.param("version 1.10.2 and 12-10-5", id="numbers with dots and dashes"),
    ],
)
def test_no_date(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The ferry sank on Tuesday.", "2025-03-11", id="told"),
        pytest.param("The port will reopen on Tuesday.", "2025-03-18", id="will"),
        pytest.param("A team would leave Lima on Friday.", "2025-03-14", id="would"),
        pytest.param("The strike is due to end on Friday.", "2025-03-14", id="due"),
        pytest.param("The vote will be repeated, she said on Friday.", "2025-03-07", id="nearest verb wins"),
        pytest.param("On Friday, ministers will meet.", "2025-03-14", id="verb after"),
        pytest.param("The bank cut rates on Wednesday.", "2025-03-12", id="publication day"),
    ],
)
def test_weekday_takes_the_side_of_its_verb(text: str, expected: str) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("on Oct. 27", ["XXXX-10-27"], id="year unknown"),
        pytest.param("27–28 October", ["XXXX-10-27/XXXX-10-28"], id="range without year"),
        pytest.param("late October", ["XXXX-10-21/XXXX-10-31"], id="part of a month"),
        pytest.param("on Tuesday", [None], id="weekday stays text"),
        pytest.param("yesterday", [None], id="yesterday stays text"),
        pytest.param("last week", [None], id="last week stays text"),
        pytest.param("on 3 May 2024", ["2024-05-03"], id="full date"),
        pytest.param("On 3 May 2024 it sank; a day later", ["2024-05-03", "2024-05-04"], id="anchored to a full date"),
    ],
)
def test_nothing_is_guessed_without_publication(text: str, expected: list[str | None]) -> None:
    assert values(text, published=None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It came on March 4, a day earlier than", ["2025-03-04", "2025-03-03"], id="a day earlier"),
        pytest.param("On Monday it sank. Three days later", ["2025-03-10", "2025-03-13"], id="later"),
        pytest.param("On Monday he said so. The same day she", ["2025-03-10", "2025-03-10"], id="the same day"),
        pytest.param("On Monday he said so. Hours later", ["2025-03-10", "2025-03-10"], id="hours later"),
        pytest.param("He left on 4 March and died the next day.", ["2025-03-04", "2025-03-05"], id="the next day"),
        pytest.param(
            "On Monday she said it would open on 20–21 March. The same day",
            ["2025-03-10", "2025-03-20/2025-03-21", "2025-03-10"],
            id="a plan is no anchor",
        ),
    ],
)
def test_counted_from_the_day_told_before(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("at 3:17 a.m. on Monday", "03:17", id="morning"),
        pytest.param("at 14.30 on Sunday", "14:30", id="dot and no half of the day"),
        pytest.param("14.30 percent on Sunday", None, id="a share is no hour"),
        pytest.param("noon on Tuesday", "12:00", id="noon"),
        pytest.param("at 2024-10-27T13:05:00Z", "13:05Z", id="iso, GMT"),
        pytest.param("at 2024-10-27T13:05+02:00", "13:05", id="iso, another zone"),
        pytest.param("at 11.40pm on Sunday", "23:40", id="evening, dot"),
        pytest.param("at 11:40 p.m. (2140 GMT) on Sunday", "23:40", id="local time first"),
        pytest.param("at 08:17 GMT on Monday", "08:17Z", id="GMT"),
        pytest.param("at 0817 GMT on Monday", "08:17Z", id="GMT without colon"),
        pytest.param("15 June 2024 at 07:00 UTC", "07:00Z", id="after the date"),
        pytest.param("at 12 a.m. on Monday", "00:00", id="twelve at night"),
        pytest.param("Monday at 10 p.m. local time", "22:00", id="hour alone"),
        pytest.param("at dawn on Monday", None, id="no hour"),
        pytest.param("at 25:10 on Monday", None, id="no such hour"),
        pytest.param("at 13 p.m. on Monday", None, id="no such hour of twelve"),
        pytest.param("last week", None, id="no single day"),
    ],
)
def test_time_of_day(text: str, expected: str | None) -> None:
    [match] = find_dates(text, published=PUBLISHED)
    assert match.time == expected
    assert "T" not in (match.value or "")


@pytest.mark.parametrize("name", ["Eid al-Fitr", "Diwali", "Independence Day", "Yom Kippur"])
def test_days_that_no_rule_tells_keep_their_text(name: str) -> None:
    [match] = find_dates(f"talks will begin after {name}", published=PUBLISHED)
    assert (match.value, match.text.endswith(name)) == (None, True)


def test_a_day_told_long_ago_is_no_anchor() -> None:
    text = f"The dam broke on Monday. {'They went on and on. ' * 60}The same day it rained."
    assert find_dates(text, published=PUBLISHED)[-1].value is None


def test_counted_from_the_anchor_given() -> None:
    assert values("Two days earlier", anchor=date(2025, 3, 3)) == ["2025-03-01"]
    assert values("Two days earlier") == [None]


def test_ambiguous_slashes_keep_their_text() -> None:
    [match] = find_dates("on 3/4/2025", published=PUBLISHED)
    assert (match.text, match.value) == ("on 3/4/2025", None)


def test_spans_carry_their_preposition() -> None:
    text = "It has been shut since late last month."
    [match] = find_dates(text, published=PUBLISHED)
    assert text[slice(*match.span)] == match.text == "since late last month"


# ---------------------------------------------------------------- saying and event
def attribution(text: str, content: str, cue: str, speaker: str = "x") -> Attribution:
    """The claim of a marked content in the one sentence that holds it."""
    start = text.index(content)
    sentence = next(
        m.span() for m in re.finditer(r"[^.\n]+[.\n]?", text) if m.start() <= start < m.end() and m.group().strip()
    )
    at = text.index(cue, sentence[0])
    return Attribution(sentence, ((start, start + len(content)),), (at, at + len(cue)), None, speaker)


@pytest.mark.parametrize(
    ("text", "content", "cue", "expected"),
    [
        pytest.param(
            "The ferry sank, police said on Monday.", "The ferry sank", "said", ("2025-03-10", None), id="after cue"
        ),
        pytest.param(
            "On Monday police said the ferry sank on Sunday.",
            "the ferry sank on Sunday",
            "said",
            ("2025-03-10", "2025-03-09"),
            id="both",
        ),
        pytest.param(
            "Police said the ferry sank on Sunday.",
            "the ferry sank on Sunday",
            "said",
            (None, "2025-03-09"),
            id="a date inside is not the date of saying",
        ),
        pytest.param(
            "Earlier this week the union told members that pay would rise.",
            "pay would rise",
            "told",
            ("2025-03-10/2025-03-11", None),
            id="stretch",
        ),
        pytest.param(
            "The mayor, who took office in 2021, said the bridge was safe.",
            "the bridge was safe",
            "said",
            (None, None),
            id="a date about the speaker",
        ),
        pytest.param(
            "The dam holds, said an engineer who spoke to the paper on Sunday.",
            "The dam holds",
            "said",
            ("2025-03-09", None),
            id="a clause about the saying",
        ),
        pytest.param(
            "The minister has just told reporters that nobody died.",
            "nobody died",
            "told",
            ("2025-03-12", None),
            id="has just told",
        ),
        pytest.param(
            "The bank expects prices to rise by June, it said.",
            "prices to rise by June",
            "expects",
            (None, "../2025-06"),
            id="an open beginning is an event date",
        ),
    ],
)
def test_said_on_and_when(text: str, content: str, cue: str, expected: tuple[str | None, str | None]) -> None:
    claim = attribution(text, content, cue)
    dates = find_dates(text, published=PUBLISHED)
    said, event = said_on(text, claim, dates, published=PUBLISHED), when(text, claim, dates)
    assert (said.value if said else None, event.value if event else None) == expected


def chosen(text: str, *claims: tuple[str, str, str]) -> list[tuple[str | None, str | None]]:
    dates = find_dates(text, published=PUBLISHED)
    got = claim_dates(text, [attribution(text, *claim) for claim in claims], dates, published=PUBLISHED)
    return [(c.said_on.value if c.said_on else None, c.when.value if c.when else None) for c in got]


def test_saying_carries_over_for_the_same_speaker() -> None:
    text = "Prices fell, the bank said on Monday. Wages rose, it added. Jobs are safe, the union said."
    claims = [("Prices fell", "said", "bank"), ("Wages rose", "added", "bank"), ("Jobs are safe", "said", "union")]
    assert [said for said, _ in chosen(text, *claims)] == ["2025-03-10", "2025-03-10", None]


def test_a_belief_takes_no_occasion() -> None:
    text = "Prices fell, the bank said on Monday. Wages will follow, it believes."
    claims = [("Prices fell", "said", "bank"), ("Wages will follow", "believes", "bank")]
    assert [said for said, _ in chosen(text, *claims)] == ["2025-03-10", None]


def test_all_speakers_at_a_meeting_share_its_day() -> None:
    text = (
        "The deal was discussed on Monday at a session of the council. It is dead, the envoy said. It lives, Lee said."
    )
    claims = [("It is dead", "said", "envoy"), ("It lives", "said", "Lee")]
    assert [said for said, _ in chosen(text, *claims)] == ["2025-03-10", "2025-03-10"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("PORT LOUIS, March 10 (ABC) - It is dead, the envoy said. It lives, Lee said.", id="dateline"),
        pytest.param(
            "Rates fell, the bank told parliament on Monday.\n\nIt is dead, the envoy said. It lives, Lee said.",
            id="where another speaker spoke",
        ),
        pytest.param(
            "The briefing on Monday has 160 rescued.\n\nIt is dead, the envoy said. It lives, Lee said.",
            id="a meeting that nobody is at",
        ),
    ],
)
def test_no_meeting_to_share(text: str) -> None:
    claims = [("It is dead", "said", "envoy"), ("It lives", "said", "Lee")]
    if "bank" in text:
        claims.insert(0, ("Rates fell", "told", "bank"))
    assert [said for said, _ in chosen(text, *claims)][-2:] == [None, None]


def test_the_day_of_another_claim_is_no_scene() -> None:
    text = "Prices fell, the bank said on Monday. Wages rose, the union said."
    claims = [("Prices fell", "said", "bank"), ("Wages rose", "said", "union")]
    assert [said for said, _ in chosen(text, *claims)] == ["2025-03-10", None]


@pytest.mark.parametrize(
    ("cue", "gap", "expected"),
    [
        pytest.param("said", "\n\n", "2025-03-10", id="told in the next paragraph"),
        pytest.param("adds", " ", "2025-03-10", id="present in the same paragraph"),
        pytest.param("says", "\n\n", None, id="present in the next paragraph"),
        pytest.param("denies", " ", None, id="a standing position"),
    ],
)
def test_what_is_held_was_not_said_that_day(cue: str, gap: str, expected: str | None) -> None:
    text = f"Prices fell, the bank said on Monday.{gap}Wages rose, the bank {cue}."
    claims = [("Prices fell", "said", "bank"), ("Wages rose", cue, "bank")]
    assert [said for said, _ in chosen(text, *claims)] == ["2025-03-10", expected]


def test_a_dateline_dates_no_event() -> None:
    text = "PORT LOUIS, March 10 (ABC) -- The ferry sank with 40 aboard, police said."
    assert chosen(text, ("PORT LOUIS, March 10 (ABC) -- The ferry sank", "said", "police")) == [(None, None)]


def test_the_event_told_before_dates_claims_about_it() -> None:
    text = (
        "A blast tore through the port on Sunday. Police said the blast killed 12 people. Police said 300 are homeless."
    )
    claims = [("the blast killed 12 people", "said", "police"), ("300 are homeless", "said", "police")]
    assert [event for _, event in chosen(text, *claims)] == ["2025-03-09", None]


def test_dates_said_after_a_claim_do_not_date_it() -> None:
    text = "Police said the blast killed 12 people. A blast tore through the port on Sunday."
    assert chosen(text, ("the blast killed 12 people", "said", "police")) == [(None, None)]


# ---------------------------------------------------------------- properties
WORDS = st.sampled_from(
    [
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "to",
        "from",
        "between",
        "and",
        "Monday",
        "Tuesday",
        "May",
        "March",
        "3",
        "27",
        "31",
        "2024",
        "2024-02-30",
        "Oct.",
        "week",
        "year",
        "days",
        "ago",
        "later",
        "before",
        "after",
        "since",
        "by",
        "until",
        "the",
        "of",
        ",",
        ".",
        "\n\n",
        "’s",
        "1990s",
        "quarter",
        "third",
        "p.m.",
        "10:30",
        "overnight",
        "Easter",
        "two",
        "hours",
        "same",
        "day",
        "weekend",
        "summer",
        "in",
        "on",
        "-",
        "/",
        "earlier",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200), st.none() | st.dates())
def test_any_text_gives_true_spans_and_valid_values(text: str, published: date | None) -> None:
    found = find_dates(text, published=published)
    assert all(text[slice(*match.span)] == match.text for match in found)
    assert all(a.span[1] <= b.span[0] for a, b in itertools.pairwise(found))
    assert all(match.value is None or EDTF.fullmatch(match.value) for match in found)
    assert all(match.start <= match.end for match in found if match.start and match.end)


POINT = r"(?:[\dX]{4}(?:-\d\d(?:-\d\d)?)?~?)"
EDTF = re.compile(rf"{POINT}|{POINT}/{POINT}|{POINT}/\.\.|\.\./{POINT}")


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join), st.lists(st.integers(0, 150), min_size=2, max_size=8))
def test_any_claims_give_dates_of_the_text(text: str, places: list[int]) -> None:
    cuts = sorted(min(place, len(text)) for place in places)
    claims = [Attribution((0, len(text)), ((a, b),), None, None, "x") for a, b in itertools.pairwise(cuts)]
    dates = find_dates(text, published=PUBLISHED)
    known: set[DateMatch | None] = {None, *dates}
    for got in claim_dates(text, claims, dates, published=PUBLISHED):
        assert got.said_on in known and got.when in known


@pytest.mark.parametrize(
    "piece", ["last ", "Monday to ", "1,1", "\n \n", "three ", "between 3 and ", "a", "’s ", "early-"]
)
def test_time_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        start = time.process_time()
        find_dates(text, published=PUBLISHED)
        return time.process_time() - start

    seconds(100)
    assert min(seconds(8000) for _ in range(2)) < 12 * min(seconds(2000) for _ in range(2)) + 0.05
