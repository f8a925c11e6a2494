"""Still more subjects. Written after the others; of the ten related pairs four were right unseen, of the others all."""

from __future__ import annotations

import pytest
from tests.compare.handmade import entry, quantity

from claimledger.compare.entry import Entry
from claimledger.compare.verdict import relate

RELATED = [
    pytest.param(
        entry(
            "x",
            "the train was going at 140 km/h",
            quantity("140 km/h", "140", unit="kilometre/hour"),
            by="Rail Regulator",
        ),
        entry(
            "y",
            "its speed was 95 km/h",
            quantity("95 km/h", "95", unit="kilometre/hour"),
            by="North Rail",
            context="The train left the track.",
        ),
        "conflicts",
        id="rail: speed",
    ),
    pytest.param(
        entry(
            "x",
            "14 schools had been damaged",
            quantity("14 schools", "14", unit="school"),
            by="Education Ministry",
            on="2025-06-02",
        ),
        entry(
            "y",
            "22 schools were hit",
            quantity("22 schools", "22", unit="school"),
            by="Teachers' Union",
            on="2025-06-02",
        ),
        "conflicts",
        id="flood: schools damaged and hit",
    ),
    pytest.param(
        entry(
            "x",
            "the reservoir was 92 percent full",
            quantity("92 percent", "92", unit="percent"),
            by="Water Board",
            on="2025-06-02",
        ),
        entry(
            "y",
            "the reservoir stood at 97 percent",
            quantity("97 percent", "97", unit="percent"),
            by="Farmers' League",
            on="2025-06-02",
        ),
        "conflicts",
        id="drought: how full a reservoir is",
    ),
    pytest.param(
        entry("x", "the minister had met the lobbyist in May", by="Daily Ledger", when="2025-05"),
        entry(
            "y",
            "he never met the lobbyist",
            by="Minister's Office",
            polarity="negated",
            context="The minister was asked about May.",
        ),
        "conflicts",
        id="scandal: a meeting denied",
    ),
    pytest.param(
        entry(
            "x",
            "inflation was 4.1 percent in May",
            quantity("4.1 percent", "4.1", unit="percent"),
            by="Statistics Office",
            when="2025-05",
        ),
        entry(
            "y",
            "inflation reached 6.8 percent in May",
            quantity("6.8 percent", "6.8", unit="percent"),
            by="Price Watch",
            when="2025-05",
        ),
        "conflicts",
        id="prices: inflation of one month",
    ),
    pytest.param(
        entry(
            "x",
            "hackers stole the data of 2.3 million customers",
            quantity("2.3 million customers", "2300000", unit="customer"),
            by="Data Regulator",
        ),
        entry(
            "y",
            "900,000 customers were affected",
            quantity("900,000 customers", "900000", unit="customer"),
            by="Borel Bank",
            context="Hackers stole data.",
        ),
        "conflicts",
        id="breach: customers",
    ),
    pytest.param(
        entry("x", "the vaccine trial was halted on Tuesday", by="Drug Agency", when="2025-06-03"),
        entry("y", "the trial of the vaccine had been stopped on Tuesday", by="Corvan Labs", when="2025-06-03"),
        "corroborates",
        id="trial: stopped, one day",
    ),
    pytest.param(
        entry(
            "x",
            "12 climbers were stranded on the ridge",
            quantity("12 climbers", "12", unit="climber"),
            by="Mountain Rescue",
            on="2025-06-02",
        ),
        entry(
            "y",
            "nine climbers are stuck",
            quantity("nine climbers", "9", unit="climber"),
            by="Alpine Club",
            on="2025-06-02",
        ),
        "conflicts",
        id="mountain: stranded and stuck",
    ),
    pytest.param(
        entry("x", "a drone hit the depot", by="Army", context="The oil depot near the border burned."),
        entry("y", "no drone struck the depot", by="Energy Ministry", polarity="negated"),
        "conflicts",
        id="war: a hit denied",
    ),
]

UNRELATED = [
    pytest.param(
        entry(
            "x",
            "the train was going at 140 km/h",
            quantity("140 km/h", "140", unit="kilometre/hour"),
            by="Rail Regulator",
        ),
        entry(
            "y",
            "the limit there was 80 km/h",
            quantity("80 km/h", "80", unit="kilometre/hour"),
            by="North Rail",
            context="The train left the track.",
        ),
        id="rail: speed and limit",
    ),
    pytest.param(
        entry("x", "14 schools had been damaged", quantity("14 schools", "14", unit="school"), by="Education Ministry"),
        entry(
            "y",
            "40 schools would stay closed",
            quantity("40 schools", "40", unit="school"),
            by="Teachers' Union",
            modality="planned",
        ),
        id="flood: damaged and closed",
    ),
    pytest.param(
        entry(
            "x",
            "inflation was 4.1 percent in May",
            quantity("4.1 percent", "4.1", unit="percent"),
            by="Statistics Office",
            when="2025-05",
        ),
        entry(
            "y",
            "wages rose by 2.5 percent in May",
            quantity("2.5 percent", "2.5", unit="percent"),
            by="Price Watch",
            when="2025-05",
        ),
        id="prices: inflation and wages",
    ),
    pytest.param(
        entry(
            "x",
            "hackers stole the data of 2.3 million customers",
            quantity("2.3 million customers", "2300000", unit="customer"),
            by="Data Regulator",
        ),
        entry(
            "y",
            "the bank has 11 million customers",
            quantity("11 million customers", "11000000", unit="customer"),
            by="Borel Bank",
        ),
        id="breach: stolen from and all",
    ),
    pytest.param(
        entry("x", "the vaccine trial was halted on Tuesday", by="Drug Agency", when="2025-06-03"),
        entry("y", "the trial had begun in March", by="Corvan Labs", when="2025-03"),
        id="trial: halted and begun",
    ),
    pytest.param(
        entry(
            "x",
            "12 climbers were stranded on the ridge",
            quantity("12 climbers", "12", unit="climber"),
            by="Mountain Rescue",
        ),
        entry("y", "two climbers had died", quantity("two climbers", "2", unit="climber"), by="Alpine Club"),
        id="mountain: stranded and dead",
    ),
    pytest.param(
        entry("x", "the minister had met the lobbyist in May", by="Daily Ledger", when="2025-05"),
        entry("y", "the minister did not resign", by="Minister's Office", polarity="negated"),
        id="scandal: a meeting and a resignation denied",
    ),
    pytest.param(
        entry("x", "a drone hit the depot", by="Army"),
        entry("y", "no one was hurt at the depot", by="Energy Ministry", polarity="negated"),
        id="war: a hit and nobody hurt",
    ),
    pytest.param(
        entry(
            "x", "the court fined the firm $4 million", quantity("$4 million", "4000000", unit="USD"), by="City Court"
        ),
        entry(
            "y",
            "the firm made a profit of $60 million",
            quantity("$60 million", "60000000", unit="USD"),
            by="Borel Foods",
        ),
        id="court: fine and profit",
    ),
    pytest.param(
        entry("x", "200 whales were stranded", quantity("200 whales", "200", unit="whale"), by="Park Service"),
        entry("y", "30 whales were towed out to sea", quantity("30 whales", "30", unit="whale"), by="Sea Rescue"),
        id="whales: stranded and towed",
    ),
]


@pytest.mark.parametrize(("a", "b", "expected"), RELATED)
def test_relation(a: Entry, b: Entry, expected: str) -> None:
    found = relate(a, b)
    assert (found and found.relation) == expected
    assert relate(b, a) == found


@pytest.mark.parametrize(("a", "b"), UNRELATED)
def test_no_relation(a: Entry, b: Entry) -> None:
    assert relate(a, b) is None
    assert relate(b, a) is None
