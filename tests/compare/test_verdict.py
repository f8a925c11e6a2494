"""Pairs on many subjects with the relation they stand in, and beside them pairs that stand in none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compare.handmade import entry, quantity

from claimledger.compare.entry import Entry
from claimledger.compare.verdict import relate

FERRY = "The ferry Santa Clara sank off the coast on Sunday."


def q(text: str, low: str | None, high: str | None = "same", unit: str | None = "person", **more: object):  # type: ignore[no-untyped-def]
    return quantity(text, low, high, unit, **more)


RELATED = [
    pytest.param(
        entry("x", "31 people had drowned", q("31 people", "31"), on="2025-06-01"),
        entry("y", "27 people were killed", q("27 people", "27"), by="Ministry of Health", on="2025-06-01"),
        "conflicts",
        id="two agencies count the dead of one day differently",
    ),
    pytest.param(
        entry("x", "the death toll at 31", q("31", "31", unit=None), on="2025-06-01"),
        entry("y", "the death toll had risen to 44", q("44", "44", unit=None), on="2025-06-02"),
        "updates",
        id="one agency raises its toll",
    ),
    pytest.param(
        entry("x", "31 dead", q("31 dead", "31"), on="2025-06-01"),
        entry("y", "44 bodies, 44 deaths in all", q("44 deaths", "44"), by="Red Cross", on="2025-06-03"),
        "updates",
        id="another agency later and higher, deaths only grow",
    ),
    pytest.param(
        entry("x", "44 dead", q("44 dead", "44"), on="2025-06-01"),
        entry("y", "31 deaths", q("31 deaths", "31"), by="Red Cross", on="2025-06-03"),
        "conflicts",
        id="another agency later and lower",
    ),
    pytest.param(
        entry("x", "44 dead", q("44 dead", "44"), on="2025-06-01"),
        entry("y", "31 deaths", q("31 deaths", "31"), on="2025-06-03"),
        "updates",
        id="the same agency revises downward",
    ),
    pytest.param(
        entry(
            "x",
            "some 60 passengers were missing",
            q("some 60 passengers", "60", unit="passenger", approximate=True),
            on="2025-06-01",
        ),
        entry(
            "y",
            "85 passengers were still missing",
            q("85 passengers", "85", unit="passenger"),
            by="Shipping Line",
            on="2025-06-02",
        ),
        "conflicts",
        id="the missing can fall, so another agency's later figure is a conflict",
    ),
    pytest.param(
        entry("x", "at least 300 people were aboard", q("at least 300 people", "300", None)),
        entry("y", "312 people were on board", q("312 people", "312"), by="Shipping Line"),
        "corroborates",
        id="at least 300 holds 312",
    ),
    pytest.param(
        entry("x", "no more than 250 people were aboard", q("no more than 250 people", None, "250")),
        entry("y", "312 people were on board", q("312 people", "312"), by="Shipping Line"),
        "conflicts",
        id="no more than 250 excludes 312",
    ),
    pytest.param(
        entry("x", "31 people had drowned", q("31 people", "31"), by="Ministry of Health"),
        entry("y", "31 dead", q("31 dead", "31"), by="health ministry", person="Ana Duarte"),
        "echoes",
        id="the ministry under two names says it twice",
    ),
    pytest.param(
        entry(
            "x",
            "500,000 doses had been delivered",
            q("500,000 doses", "500000", unit="dose"),
            by="WHO",
            on="2025-06-02",
        ),
        entry(
            "y",
            "300,000 doses were delivered",
            q("300,000 doses", "300000", unit="dose"),
            by="Ministry of Health",
            on="2025-06-02",
        ),
        "conflicts",
        id="doses delivered, same day",
    ),
    pytest.param(
        entry(
            "x", "1,204 people had tested positive", q("1,204 people", "1204"), by="health ministry", on="2025-06-01"
        ),
        entry(
            "y",
            "1,350 infections",
            q("1,350 infections", "1350", unit="infection"),
            by="Ministry of Health",
            on="2025-06-04",
        ),
        "updates",
        id="cases rise in one ministry's count",
    ),
    pytest.param(
        entry(
            "x",
            "the fire has burned 12,000 hectares",
            q("12,000 hectares", "12000", unit="hectare"),
            by="Forest Service",
            on="2025-06-02",
        ),
        entry(
            "y",
            "29,650 acres have burned",
            q("29,650 acres", "29650", unit="acre"),
            by="Governor's Office",
            on="2025-06-02",
        ),
        "corroborates",
        id="hectares and acres",
    ),
    pytest.param(
        entry(
            "x",
            "the fire has burned 12,000 hectares",
            q("12,000 hectares", "12000", unit="hectare"),
            by="Forest Service",
            on="2025-06-02",
        ),
        entry(
            "y",
            "12,000 acres have burned",
            q("12,000 acres", "12000", unit="acre"),
            by="Governor's Office",
            on="2025-06-02",
        ),
        "conflicts",
        id="the same number of hectares and of acres",
    ),
    pytest.param(
        entry(
            "x",
            "80 percent of workers had walked out",
            q("80 percent of workers", "80", unit="percent"),
            by="Dockers' Union",
        ),
        entry(
            "y",
            "35 percent of workers are on strike",
            q("35 percent of workers", "35", unit="percent"),
            by="Port Authority",
        ),
        "conflicts",
        id="strike turnout",
    ),
    pytest.param(
        entry(
            "x",
            "1,200 jobs would be cut at the plant",
            q("1,200 jobs", "1200", unit="job"),
            by="Metal Workers",
            modality="planned",
        ),
        entry(
            "y",
            "the company will lay off 900 employees",
            q("900 employees", "900", unit="employee"),
            by="Orrin Motors",
            modality="planned",
        ),
        "conflicts",
        id="planned layoffs",
    ),
    pytest.param(
        entry(
            "x",
            "the hostages will be released on Friday",
            by="Mediators' Office",
            when="2025-06-06",
            modality="planned",
            on="2025-06-02",
        ),
        entry(
            "y",
            "the hostages would be freed on Sunday",
            by="Mediators' Office",
            when="2025-06-08",
            modality="planned",
            on="2025-06-04",
        ),
        "updates",
        id="a release date moves",
    ),
    pytest.param(
        entry(
            "x", "the minister resigned on Monday", by="Cabinet Office", when="2025-06-02", context="Finance minister"
        ),
        entry("y", "the minister had resigned on Friday", by="Party Bureau", when="2025-05-30"),
        "conflicts",
        id="two dates of one resignation",
    ),
    pytest.param(
        entry("x", "the bridge has collapsed", by="Mayor's Office", context="The Avon bridge"),
        entry("y", "the bridge is still standing", by="Roads Agency"),
        "conflicts",
        id="collapsed against standing",
    ),
    pytest.param(
        entry("x", "the ballot was rigged", by="Opposition Front", stance="asserts", context="The vote"),
        entry("y", "the ballot was rigged", by="Electoral Commission", stance="denies"),
        "conflicts",
        id="a denial",
    ),
    pytest.param(
        entry("x", "Turkish troops had entered Syria", by="Observatory", places=("Syria",)),
        entry("y", "no Turkish soldiers had crossed", by="Turkish defence ministry", polarity="negated"),
        "conflicts",
        id="a negated statement is a denial",
    ),
    pytest.param(
        entry(
            "x",
            "Rebuilding would cost $2 billion",
            q("$2 billion", "2000000000", unit="USD"),
            by="World Bank",
            modality="planned",
        ),
        entry(
            "y",
            "the bill at $3 billion",
            q("$3 billion", "3000000000", unit="USD"),
            by="Finance Ministry",
            context="Rebuilding is dear.",
            modality="planned",
        ),
        "conflicts",
        id="costs",
    ),
    pytest.param(
        entry("x", "police had arrested 54 people", q("54 people", "54"), by="City Police", on="2025-06-01"),
        entry(
            "y",
            "about 50 protesters were detained",
            q("about 50 protesters", "50", unit="protester", approximate=True),
            by="Legal Aid Centre",
            on="2025-06-01",
        ),
        "corroborates",
        id="arrests and detentions, about 50 holds 54",
    ),
    pytest.param(
        entry("x", "turnout was 61 percent", q("61 percent", "61", unit="percent"), by="Electoral Commission"),
        entry("y", "turnout was 48 percent", q("48 percent", "48", unit="percent"), by="Election Watch"),
        "conflicts",
        id="turnout without a noun after percent",
    ),
    pytest.param(
        entry("x", "200,000 people marched", q("200,000 people", "200000"), by="Teachers' Union", on="2025-06-01"),
        entry("y", "the crowd at 35,000", q("35,000", "35000", unit=None), by="City Police", on="2025-06-01"),
        "conflicts",
        id="organisers and police count a crowd",
    ),
    pytest.param(
        entry("x", "43 drones were shot down", q("43 drones", "43", unit="drone"), by="Air Force", on="2025-06-01"),
        entry(
            "y",
            "only 12 drones had been shot down",
            q("12 drones", "12", unit="drone"),
            by="Regional Guard",
            on="2025-06-01",
        ),
        "conflicts",
        id="drones shot down",
    ),
    pytest.param(
        entry("x", "the ferry sank off Samar", by="Coast Guard", places=("Samar",), context=FERRY),
        entry("y", "the ferry Santa Clara, an old wooden vessel, sank off Leyte", by="Port Office", places=("Leyte",)),
        None,
        id="two places of one sinking, but too few words say that it is one",
    ),
    pytest.param(
        entry("x", "the ferry Santa Clara sank with pilgrims near Samar", by="Coast Guard", places=("Samar",)),
        entry("y", "the ferry Santa Clara sank with pilgrims off Leyte", by="Port Office", places=("Leyte",)),
        "conflicts",
        id="two places of one sinking",
    ),
    pytest.param(
        entry("x", "all 12 miners were rescued", q("12 miners", "12", unit="miner"), by="Mines Agency"),
        entry("y", "12 miners were brought to safety", q("12 miners", "12", unit="miner"), by="Miners' Union"),
        "corroborates",
        id="synonyms of a rescue",
    ),
    pytest.param(
        entry("x", "soldiers did not open fire on the march", by="Army", polarity="negated", context="The march"),
        entry("y", "soldiers opened fire on the march", by="Teachers' Union"),
        "conflicts",
        id="an event denied",
    ),
    pytest.param(
        entry("x", "the strike will begin on Monday", by="Dockers' Union", modality="planned"),
        entry("y", "the strike will begin on Monday", by="Dockers' Union", person="Lena Moll", modality="planned"),
        "echoes",
        id="one union, one sentence, two articles",
    ),
    pytest.param(
        entry(
            "x", "the quake had a magnitude of 6.4", q("6.4", "6.4", unit="magnitude"), by="US Geological Survey (USGS)"
        ),
        entry("y", "a magnitude of 6.4", q("6.4", "6.4", unit="magnitude"), by="USGS"),
        "echoes",
        id="acronym and full name",
    ),
]

UNRELATED = [
    pytest.param(
        entry("x", "312 people were aboard", q("312 people", "312")),
        entry("y", "281 people had been rescued", q("281 people", "281"), by="Red Cross"),
        id="aboard is not rescued",
    ),
    pytest.param(
        entry("x", "31 people had drowned", q("31 people", "31")),
        entry("y", "60 people were missing", q("60 people", "60"), by="Red Cross"),
        id="dead are not missing",
    ),
    pytest.param(
        entry("x", "31 people were killed", q("31 people", "31")),
        entry("y", "31 people were injured", q("31 people", "31"), by="Red Cross"),
        id="killed are not injured, even with one number",
    ),
    pytest.param(
        entry("x", "Canada will donate 500,000 doses", q("500,000 doses", "500000", unit="dose"), modality="planned"),
        entry("y", "300,000 doses have landed", q("300,000 doses", "300000", unit="dose"), by="Ministry of Health"),
        id="promised is not delivered",
    ),
    pytest.param(
        entry("x", "300,000 doses were delivered", q("300,000 doses", "300000", unit="dose")),
        entry(
            "y", "120,000 doses have been injected", q("120,000 doses", "120000", unit="dose"), by="Ministry of Health"
        ),
        id="delivered is not given",
    ),
    pytest.param(
        entry("x", "31 people were killed in Aden", q("31 people", "31"), places=("Aden",)),
        entry("y", "12 people were killed in Sanaa", q("12 people", "12"), by="Red Cross", places=("Sanaa",)),
        id="two cities",
    ),
    pytest.param(
        entry("x", "90 people were killed in Yemen", q("90 people", "90"), places=("Yemen",)),
        entry("y", "12 people were killed in Aden", q("12 people", "12"), by="Red Cross", places=("Aden",)),
        id="a city and its country",
    ),
    pytest.param(
        entry("x", "410 people were injured", q("410 people", "410")),
        entry("y", "38 people were critically injured", q("38 people", "38"), by="Red Cross"),
        id="the critically injured are a part",
    ),
    pytest.param(
        entry("x", "31 people were killed", q("31 people", "31")),
        entry("y", "six children were killed", q("six children", "6", unit="child"), by="Red Cross"),
        id="children are a part",
    ),
    pytest.param(
        entry("x", "the toll could reach 200", q("200", "200", unit=None), modality="possible", stance="predicts"),
        entry("y", "31 people were killed", q("31 people", "31"), by="Red Cross"),
        id="a forecast is not a count",
    ),
    pytest.param(
        entry("x", "48 new cases were recorded in the past 24 hours", q("48 new cases", "48", unit="case")),
        entry("y", "1,204 cases have been recorded", q("1,204 cases", "1204", unit="case"), by="WHO"),
        id="new cases are not all cases",
    ),
    pytest.param(
        entry("x", "120 suspected cases", q("120 suspected cases", "120", unit="case")),
        entry("y", "48 confirmed cases", q("48 confirmed cases", "48", unit="case"), by="WHO"),
        id="suspected are not confirmed",
    ),
    pytest.param(
        entry("x", "the union could not confirm that workers were arrested", by="Dockers' Union", polarity="negated"),
        entry("y", "12 workers were arrested", q("12 workers", "12", unit="worker"), by="City Police"),
        id="cannot confirm is no denial",
    ),
    pytest.param(
        entry("x", "the fire has burned 12,000 hectares", q("12,000 hectares", "12000", unit="hectare")),
        entry("y", "the fire destroyed 400 homes", q("400 homes", "400", unit="home"), by="Red Cross"),
        id="another unit",
    ),
    pytest.param(
        entry("x", "a first group of 20 hostages was released", q("20 hostages", "20", unit="hostage")),
        entry("y", "110 hostages have been released", q("110 hostages", "110", unit="hostage"), by="Red Cross"),
        id="a first group is not all",
    ),
    pytest.param(
        entry("x", "workers earn $400 a month", q("$400", "400", unit="USD")),
        entry("y", "rebuilding will cost $2 billion", q("$2 billion", "2000000000", unit="USD"), by="World Bank"),
        id="wages are not costs",
    ),
    pytest.param(
        entry(
            "x", "31 people were killed", q("31 people", "31"), published="2025-06-03", story=("Yemen", "aden", "ferry")
        ),
        entry("y", "12 people were killed", q("12 people", "12"), by="Red Cross", story=("Chile", "quake", "valdivia")),
        id="two stories",
    ),
    pytest.param(
        entry("x", "31 people were killed", q("31 people", "31"), when="2025-06-01", on="2025-06-02"),
        entry("y", "12 people were killed", q("12 people", "12"), by="Red Cross", when="2025-04-11", on="2025-06-02"),
        id="two events",
    ),
    pytest.param(
        entry("x", "31 people were killed", q("31 people", "31")),
        entry("y", "release all hostages", by="Families' Forum", stance="demands", modality="required"),
        id="a demand",
    ),
    pytest.param(
        entry("x", "if the dam fails, 40 people would be killed", q("40 people", "40"), modality="conditional"),
        entry("y", "31 people were killed", q("31 people", "31"), by="Red Cross"),
        id="a condition",
    ),
    pytest.param(
        entry("x", "the party won 120 seats", q("120 seats", "120", unit="seat"), by="Unity Party"),
        entry("y", "turnout was 48 percent", q("48 percent", "48", unit="percent"), by="Election Watch"),
        id="seats are not turnout",
    ),
    pytest.param(
        entry(
            "x", "Rossi won 52 percent of the vote", q("52 percent", "52", unit="percent"), by="Electoral Commission"
        ),
        entry("y", "Bianchi won 47 percent of the vote", q("47 percent", "47", unit="percent"), by="Unity Party"),
        id="two candidates",
    ),
    pytest.param(
        entry("x", "the economy grew 2 percent", q("2 percent", "2", unit="percent"), by="Statistics Office"),
        entry("y", "prices grew 5 percent", q("5 percent", "5", unit="percent"), by="Central Bank"),
        id="two things that grow",
    ),
    pytest.param(
        entry("x", "Canada will donate 500,000 doses", q("500,000 doses", "500000", unit="dose"), modality="planned"),
        entry(
            "y",
            "Japan will donate 300,000 doses",
            q("300,000 doses", "300000", unit="dose"),
            by="WHO",
            modality="planned",
        ),
        id="two donors",
    ),
    pytest.param(
        entry("x", "251 hostages were taken", q("251 hostages", "251", unit="hostage"), by="Army"),
        entry("y", "110 hostages were freed", q("110 hostages", "110", unit="hostage"), by="Mediators' Office"),
        id="taken are not freed",
    ),
    pytest.param(
        entry("x", "90 drones were launched", q("90 drones", "90", unit="drone"), by="Air Force"),
        entry("y", "43 drones were shot down", q("43 drones", "43", unit="drone"), by="Regional Guard"),
        id="launched are not shot down",
    ),
    pytest.param(
        entry(
            "x",
            "4,500 troops will arrive",
            q("4,500 troops", "4500", unit="soldier"),
            when="2025-06-03/2025-06-09",
            modality="planned",
        ),
        entry(
            "y", "10,000 troops will arrive", q("10,000 troops", "10000", unit="soldier"), by="Army", modality="planned"
        ),
        id="this week is not in all",
    ),
    pytest.param(
        entry("x", "two people were killed in the market", q("two people", "2"), by="City Police", article="one"),
        entry("y", "nine people were killed in the mosque", q("nine people", "9"), by="City Police", article="one"),
        id="one source in one article speaks of two things",
    ),
    pytest.param(
        entry("x", "the dam is safe", by="River Authority"),
        entry("y", "the bridge has collapsed", by="Mayor's Office"),
        id="safe and collapsed, but not the same thing",
    ),
    pytest.param(
        entry("x", "no Swedish citizen was among those killed", by="Swedish foreign ministry", polarity="negated"),
        entry("y", "31 people were killed", q("31 people", "31"), by="Coast Guard"),
        id="a denial for a part says nothing of the whole",
    ),
    pytest.param(
        entry(
            "x",
            "aftershocks of magnitude 6 or more",
            q("magnitude 6 or more", "6", None, unit="magnitude"),
            by="Geophysical Institute",
        ),
        entry("y", "a magnitude of 5.2", q("5.2", "5.2", unit="magnitude"), by="USGS"),
        id="an aftershock is not the shock",
    ),
]


@pytest.mark.parametrize(("a", "b", "expected"), RELATED)
def test_relation(a: Entry, b: Entry, expected: str | None) -> None:
    found = relate(a, b)
    assert (found and found.relation) == expected
    assert relate(b, a) == found


@pytest.mark.parametrize(("a", "b"), UNRELATED)
def test_no_relation(a: Entry, b: Entry) -> None:
    assert relate(a, b) is None
    assert relate(b, a) is None


LANDS = frozenset(["health ministry", "Arvia's health ministry", "Health Agency"])


def cases(key: str, statement: str, *figures: str, by: str, on: str = "2025-06-02", **more: object) -> Entry:
    made = entry(key, statement, *(q(f, f.split()[0], unit="case") for f in figures), by=by, on=on, **more)  # type: ignore[arg-type]
    return replace(made, agencies=LANDS)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(
            cases("x", "300 cases", "300 cases", by="health ministry"),
            cases("y", "4 cases", "4 cases", by="Arvia's health ministry"),
            None,
            id="each ministry counts in its own land",
        ),
        pytest.param(
            cases("x", "300 cases", "300 cases", by="health ministry"),
            cases("y", "9 cases in Arvia", "9 cases", by="Health Agency", places=("Arvia",)),
            None,
            id="a land named as the place",
        ),
        pytest.param(
            cases("x", "4 cases", "4 cases", by="Arvia's health ministry"),
            cases("y", "9 cases in Arvia", "9 cases", by="Health Agency", places=("Arvia",)),
            "conflicts",
            id="one land",
        ),
        pytest.param(
            cases("x", "no cases in Arvia", by="Arvia's health ministry", places=("Arvia",), polarity="negated"),
            cases("y", "4 cases", "4 cases", by="Arvia's health ministry", on="2025-06-04"),
            "updates",
            id="none, then four",
        ),
        pytest.param(
            cases("x", "no cases in Arvia", by="Arvia's health ministry", places=("Arvia",), polarity="negated"),
            cases("y", "9 cases in Arvia", "9 cases", by="Health Agency", places=("Arvia",)),
            "conflicts",
            id="none against nine",
        ),
        pytest.param(
            entry("x", "281 people had been rescued", q("281 people", "281")),
            entry("y", "it had picked up 31 people", q("31 people", "31"), by="Navy"),
            None,
            id="its own operation is a part",
        ),
        pytest.param(
            entry("x", "281 people had been rescued", q("281 people", "281")),
            entry("y", "64 of the rescued were treated", q("64 of the rescued", "64"), by="Clinic"),
            None,
            id="of the rescued",
        ),
        pytest.param(
            entry("x", "it had picked up 23 people", q("23 people", "23"), by="Navy", on="2025-06-01"),
            entry("y", "31 people were saved by its two cutters", q("31 people", "31"), by="Navy", on="2025-06-02"),
            "updates",
            id="its own operation goes on",
        ),
        pytest.param(
            entry("x", "it was carrying 214 people", q("214 people", "214")),
            entry("y", "206 people had been on board", q("206 people", "206"), by="Shipping Line"),
            "conflicts",
            id="carrying people is having them aboard",
        ),
        pytest.param(
            entry("x", "it needed $18 million", q("$18 million", "18000000", unit="USD"), on="2025-06-01",
                  modality="required"),
            entry("y", "it needed $27 million, up from $18 million", q("$27 million", "27000000", unit="USD"),
                  q("$18 million", "18000000", unit="USD"), on="2025-06-04", modality="required"),
            "updates",
            id="a need that grows, the old figure beside the new",
        ),
        pytest.param(
            entry("x", "the alarm had never sounded", by="Engineer", polarity="negated"),
            entry("y", "It did, for six minutes", q("six minutes", "6", unit="minute"), by="Shipping Line",
                  context="The alarm sounded"),
            "conflicts",
            id="it did",
        ),
        pytest.param(
            entry("x", "new cases fell last week", by="health ministry"),
            entry("y", "they rose last week", by="Health Agency", context="new cases fell last week"),
            "conflicts",
            id="rose and fell",
        ),
        pytest.param(
            entry("x", "new cases fell last week", by="health ministry"),
            entry("y", "prices rose last week", by="Health Agency", context="new cases fell last week"),
            None,
            id="another thing rose",
        ),
        pytest.param(
            entry("x", "salts for 11 days", q("11 days", "11", unit="day"), by="Pharmacy"),
            entry("y", "we have salts for 90 days", q("90 days", "90", unit="day"), by="Ministry"),
            "conflicts",
            id="a measure without a class, all else the same",
        ),
        pytest.param(
            entry("x", "salts for 11 days", q("11 days", "11", unit="day"), by="Pharmacy"),
            entry("y", "bread for 90 days", q("90 days", "90", unit="day"), by="Ministry"),
            None,
            id="a measure without a class of another thing",
        ),
    ],
)  # fmt: skip
def test_figures_of_one_whole(a: Entry, b: Entry, expected: str | None) -> None:
    found = relate(a, b)
    assert (found and found.relation) == expected
    assert relate(b, a) == found


ALL = [entry_ for param in (*RELATED, *UNRELATED) for entry_ in param.values[:2]]
ALL = [replace(e, claim=replace(e.claim, id=f"{e.claim.id}{i}")) for i, e in enumerate(ALL)]


@given(st.sampled_from(ALL), st.sampled_from(ALL))
@settings(max_examples=100)
def test_order_does_not_matter(a: Entry, b: Entry) -> None:
    assert relate(a, b) == relate(b, a)


@given(st.sampled_from(ALL))
@settings(max_examples=50)
def test_a_claim_stands_in_no_relation_to_itself(a: Entry) -> None:
    assert relate(a, a) is None


def test_reason_shows_both_values_and_both_origins() -> None:
    a = entry("x", "31 people had drowned", q("31 people", "31"), on="2025-06-01")
    b = entry("y", "27 people were killed", q("27 people", "27"), by="Ministry of Health", on="2025-06-01")
    found = relate(a, b)
    assert found is not None
    assert found.why == "dead: 31 people (Coast Guard, 2025-06-01) vs 27 people (Ministry of Health, 2025-06-01)"


def test_the_later_claim_comes_first_in_an_update() -> None:
    a = entry("x", "31 dead", q("31 dead", "31"), on="2025-06-01")
    b = entry("y", "44 dead", q("44 dead", "44"), on="2025-06-02")
    found = relate(a, b)
    assert found is not None
    assert (found.a, found.b) == ("y", "x")


def test_a_farther_figure_is_a_graver_conflict() -> None:
    a = entry("x", "100 dead", q("100 dead", "100"), on="2025-06-01")
    near = entry("y", "96 dead", q("96 dead", "96"), by="Red Cross", on="2025-06-01")
    far = entry("z", "10 dead", q("10 dead", "10"), by="Red Cross", on="2025-06-01")
    one, other = relate(a, near), relate(a, far)
    assert one is not None
    assert other is not None
    assert one.severity < other.severity


@pytest.mark.parametrize(
    ("graver", "milder"),
    [
        pytest.param({}, {"stance": "believes"}, id="asserted and believed"),
        pytest.param({}, {"by": "a passer-by", "kind": "unnamed", "agency": None}, id="named and unnamed"),
    ],
)
def test_a_surer_claim_is_a_graver_conflict(graver: dict[str, str], milder: dict[str, str]) -> None:
    a = entry("x", "100 dead", q("100 dead", "100"), on="2025-06-01")
    found = [
        relate(a, entry("y", "10 dead", q("10 dead", "10"), **{"by": "Red Cross", "on": "2025-06-01", **more}))  # type: ignore[arg-type]
        for more in (graver, milder)
    ]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].relation == found[1].relation == "conflicts"
    assert found[0].severity > found[1].severity > 0


def test_an_exact_figure_is_a_graver_conflict() -> None:
    a = entry("x", "100 dead", q("100 dead", "100"), on="2025-06-01")
    exact = entry("y", "10 dead", q("10 dead", "10"), by="Red Cross", on="2025-06-01")
    about = entry("z", "about 10 dead", q("about 10 dead", "10", approximate=True), by="Red Cross", on="2025-06-01")
    one, other = relate(a, exact), relate(a, about)
    assert one is not None
    assert other is not None
    assert one.severity > other.severity
