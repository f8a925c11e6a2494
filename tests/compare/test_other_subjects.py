"""Pairs on elections, layoffs, wildfires, prisoners, mines, crowds, sanctions, truces, oil. Written before comparison
was tuned on anything like them: of the 24 related pairs five were right unseen, of the 24 others all but one."""

from __future__ import annotations

import pytest
from tests.compare.handmade import entry, quantity

from claimledger.compare.entry import Entry
from claimledger.compare.verdict import relate

MINE = "An explosion tore through the Karvel coal mine on Monday."
SWAP = "The two governments exchanged prisoners at the border."
TRUCE = "Mediators have been trying to arrange a truce between the army and the rebels."

RELATED = [
    pytest.param(
        entry(
            "x",
            "Aster won 51.2 percent of the vote",
            quantity("51.2 percent", "51.2", unit="percent"),
            by="Electoral Commission",
        ),
        entry(
            "y",
            "Aster received 44 percent",
            quantity("44 percent", "44", unit="percent"),
            by="Observers' Network",
            context="The vote was held on Sunday.",
        ),
        "conflicts",
        id="election: one candidate's share, two counts",
    ),
    pytest.param(
        entry(
            "x",
            "polling stations opened on time everywhere",
            by="Electoral Commission",
            context="The vote was held on Sunday.",
        ),
        entry("y", "polling stations never opened in the north", by="Unity Party", polarity="negated"),
        "conflicts",
        id="election: everywhere against the north",
    ),
    pytest.param(
        entry("x", "ballot boxes had been stuffed in Orsa", by="Unity Party", places=("Orsa",)),
        entry("y", "no ballot boxes were stuffed", by="Electoral Commission", polarity="negated"),
        "conflicts",
        id="election: stuffing denied",
    ),
    pytest.param(
        entry(
            "x",
            "the recount would be finished by Friday",
            by="Electoral Commission",
            when="2025-06-06",
            modality="planned",
            on="2025-06-02",
        ),
        entry(
            "y",
            "the recount will be finished on Monday",
            by="Electoral Commission",
            when="2025-06-09",
            modality="planned",
            on="2025-06-05",
        ),
        "updates",
        id="election: the end of a recount moves",
    ),
    pytest.param(
        entry(
            "x",
            "about 1,800 employees would lose their jobs",
            quantity("about 1,800 employees", "1800", unit="employee", approximate=True),
            by="Metal Workers",
            modality="planned",
        ),
        entry(
            "y",
            "1,750 positions will go",
            quantity("1,750 positions", "1750", unit="position"),
            by="Varo Steel",
            modality="planned",
            context="The layoffs were announced on Monday.",
        ),
        "corroborates",
        id="layoffs: positions that go",
    ),
    pytest.param(
        entry(
            "x",
            "the plant in Lund will close in March",
            by="Varo Steel",
            when="2026-03",
            modality="planned",
            on="2025-06-02",
        ),
        entry(
            "y",
            "the Lund plant would not be closed",
            by="Economy Ministry",
            polarity="negated",
            modality="planned",
            on="2025-06-02",
        ),
        "conflicts",
        id="layoffs: a closure planned and denied",
    ),
    pytest.param(
        entry(
            "x",
            "the fire was 60 percent contained",
            quantity("60 percent", "60", unit="percent"),
            by="Forest Service",
            on="2025-06-02",
        ),
        entry(
            "y",
            "only 35 percent of the fire had been contained",
            quantity("35 percent", "35", unit="percent"),
            by="County Sheriff",
            on="2025-06-02",
        ),
        "conflicts",
        id="wildfire: containment",
    ),
    pytest.param(
        entry("x", "a power line started the fire", by="Fire Marshal"),
        entry("y", "our lines did not start the fire", by="Coast Power", polarity="negated"),
        "conflicts",
        id="wildfire: the cause denied",
    ),
    pytest.param(
        entry(
            "x",
            "some 4,000 residents had been told to leave",
            quantity("some 4,000 residents", "4000", unit="resident", approximate=True),
            by="County Sheriff",
            on="2025-06-02",
        ),
        entry(
            "y",
            "7,500 people were ordered to evacuate",
            quantity("7,500 people", "7500", unit="person"),
            by="Governor's Office",
            on="2025-06-02",
        ),
        "conflicts",
        id="wildfire: people under evacuation orders",
    ),
    pytest.param(
        entry(
            "x",
            "150 prisoners had been handed over",
            quantity("150 prisoners", "150", unit="prisoner"),
            by="Defence Ministry",
            context=SWAP,
            on="2025-06-02",
        ),
        entry(
            "y",
            "135 prisoners were returned",
            quantity("135 prisoners", "135", unit="prisoner"),
            by="Red Cross",
            context=SWAP,
            on="2025-06-02",
        ),
        "conflicts",
        id="prisoners: how many came back",
    ),
    pytest.param(
        entry("x", "the prisoners were swapped on Tuesday", by="Defence Ministry", when="2025-06-03"),
        entry("y", "the swap of prisoners took place on Wednesday", by="Red Cross", when="2025-06-04"),
        "conflicts",
        id="prisoners: two days of one swap",
    ),
    pytest.param(
        entry("x", "Petrov had been tortured in custody", by="Prison Watch"),
        entry("y", "Petrov was never tortured", by="Prison Service", polarity="negated"),
        "conflicts",
        id="prisoners: torture denied",
    ),
    pytest.param(
        entry(
            "x",
            "23 miners were underground",
            quantity("23 miners", "23", unit="miner"),
            by="Mines Agency",
            context=MINE,
        ),
        entry("y", "31 men were trapped below", quantity("31 men", "31", unit="man"), by="Miners' Union", context=MINE),
        "conflicts",
        id="mine: how many are below",
    ),
    pytest.param(
        entry(
            "x",
            "the roof fell in at a depth of 410 metres",
            quantity("410 metres", "410", unit="metre"),
            by="Mines Agency",
            context=MINE,
        ),
        entry(
            "y",
            "the men are 600 metres down",
            quantity("600 metres", "600", unit="metre"),
            by="Miners' Union",
            context=MINE,
        ),
        "conflicts",
        id="mine: how deep",
    ),
    pytest.param(
        entry("x", "gas sensors had been switched off", by="Miners' Union", context=MINE),
        entry("y", "gas sensors had been switched off", by="Karvel Coal", stance="denies", context=MINE),
        "conflicts",
        id="mine: sensors",
    ),
    pytest.param(
        entry(
            "x",
            "more than 100,000 people had taken to the streets",
            quantity("more than 100,000 people", "100000", None, unit="person"),
            by="Citizens' Front",
            on="2025-06-02",
        ),
        entry(
            "y",
            "28,000 people took part in the march",
            quantity("28,000 people", "28000", unit="person"),
            by="City Police",
            on="2025-06-02",
        ),
        "conflicts",
        id="crowd: organisers and police",
    ),
    pytest.param(
        entry("x", "the march was peaceful", by="Citizens' Front"),
        entry("y", "the march was violent", by="City Police"),
        "conflicts",
        id="crowd: peaceful and violent",
    ),
    pytest.param(
        entry(
            "x",
            "$300 billion of assets had been frozen",
            quantity("$300 billion", "300000000000", unit="USD"),
            by="Finance Ministry",
        ),
        entry(
            "y",
            "assets worth about $285 billion are frozen",
            quantity("about $285 billion", "285000000000", unit="USD", approximate=True),
            by="Central Bank",
        ),
        "corroborates",
        id="sanctions: assets frozen",
    ),
    pytest.param(
        entry(
            "x", "the sanctions would be lifted on July 1", by="Foreign Ministry", when="2025-07-01", modality="planned"
        ),
        entry(
            "y",
            "the sanctions will be lifted on August 15",
            by="Council Presidency",
            when="2025-08-15",
            modality="planned",
        ),
        "conflicts",
        id="sanctions: when they end",
    ),
    pytest.param(
        entry("x", "the ceasefire took effect on Thursday", by="Army", when="2025-06-05", context=TRUCE),
        entry("y", "the truce had begun on Friday", by="Mediators' Office", when="2025-06-06", context=TRUCE),
        "conflicts",
        id="truce: when it began",
    ),
    pytest.param(
        entry("x", "rebels broke the ceasefire", by="Army", context=TRUCE),
        entry("y", "its fighters had respected the ceasefire", by="Rebel Council", context=TRUCE),
        "conflicts",
        id="truce: broken and respected",
    ),
    pytest.param(
        entry("x", "oil output rose in May", by="Energy Ministry", when="2025-05"),
        entry("y", "oil production fell in May", by="Energy Monitor", when="2025-05"),
        "conflicts",
        id="oil: rose and fell",
    ),
    pytest.param(
        entry(
            "x",
            "output averaged 1.2 million barrels a day in May",
            quantity("1.2 million barrels a day", "1200000", unit="barrel/day"),
            by="Energy Ministry",
            when="2025-05",
        ),
        entry(
            "y",
            "the country pumped 950,000 barrels per day in May",
            quantity("950,000 barrels per day", "950000", unit="barrel/day"),
            by="Energy Monitor",
            when="2025-05",
            context="Oil output is watched closely.",
        ),
        "conflicts",
        id="oil: barrels a day",
    ),
    pytest.param(
        entry(
            "x",
            "production was 1.2 million barrels a day",
            quantity("1.2 million barrels a day", "1200000", unit="barrel/day"),
            by="Energy Ministry",
            on="2025-06-02",
            context="Oil",
        ),
        entry(
            "y",
            "it pumped 1.2 million barrels a day",
            quantity("1.2 million barrels a day", "1200000", unit="barrel/day"),
            by="Energy Ministry",
            person="Omar Reyes",
            on="2025-06-02",
            context="Oil production",
        ),
        "echoes",
        id="oil: one ministry, one figure",
    ),
]

UNRELATED = [
    pytest.param(
        entry(
            "x",
            "Aster won 51.2 percent of the vote",
            quantity("51.2 percent", "51.2", unit="percent"),
            by="Electoral Commission",
        ),
        entry("y", "turnout was 63 percent", quantity("63 percent", "63", unit="percent"), by="Observers' Network"),
        id="election: share and turnout",
    ),
    pytest.param(
        entry(
            "x",
            "its candidates lead in 40 districts",
            quantity("40 districts", "40", unit="district"),
            by="Unity Party",
        ),
        entry(
            "y",
            "complaints were filed in 112 districts",
            quantity("112 districts", "112", unit="district"),
            by="Observers' Network",
        ),
        id="election: districts led and districts complained of",
    ),
    pytest.param(
        entry(
            "x", "the runoff will be held on June 22", by="Electoral Commission", when="2025-06-22", modality="planned"
        ),
        entry("y", "the first round was held on June 1", by="Observers' Network", when="2025-06-01"),
        id="election: two rounds",
    ),
    pytest.param(
        entry(
            "x",
            "the company will cut 1,800 jobs",
            quantity("1,800 jobs", "1800", unit="job"),
            by="Varo Steel",
            modality="planned",
        ),
        entry(
            "y", "the plant employs 6,200 people", quantity("6,200 people", "6200", unit="person"), by="Metal Workers"
        ),
        id="layoffs: cut and employed",
    ),
    pytest.param(
        entry(
            "x",
            "the company will cut 1,800 jobs",
            quantity("1,800 jobs", "1800", unit="job"),
            by="Varo Steel",
            modality="planned",
        ),
        entry(
            "y", "2,000 workers went on strike", quantity("2,000 workers", "2000", unit="worker"), by="Metal Workers"
        ),
        id="layoffs: cut and on strike",
    ),
    pytest.param(
        entry(
            "x",
            "those laid off would get 12 months' pay",
            quantity("12 months", "12", unit="month"),
            by="Varo Steel",
            modality="planned",
        ),
        entry(
            "y",
            "the cuts will take 18 months",
            quantity("18 months", "18", unit="month"),
            by="Metal Workers",
            modality="planned",
        ),
        id="layoffs: pay and how long it takes",
    ),
    pytest.param(
        entry(
            "x",
            "the fire has burned 12,000 hectares",
            quantity("12,000 hectares", "12000", unit="hectare"),
            by="Forest Service",
        ),
        entry(
            "y",
            "3,000 hectares of vineyards were lost",
            quantity("3,000 hectares", "3000", unit="hectare"),
            by="Wine Growers' Board",
        ),
        id="wildfire: burned and lost vineyards",
    ),
    pytest.param(
        entry(
            "x",
            "winds of 90 km/h were expected",
            quantity("90 km/h", "90", unit="kilometre/hour"),
            by="Weather Office",
            modality="possible",
            stance="predicts",
        ),
        entry("y", "gusts reached 70 km/h", quantity("70 km/h", "70", unit="kilometre/hour"), by="Forest Service"),
        id="wildfire: forecast and measured wind",
    ),
    pytest.param(
        entry(
            "x",
            "640 firefighters were at work",
            quantity("640 firefighters", "640", unit="firefighter"),
            by="Forest Service",
        ),
        entry(
            "y",
            "two firefighters were injured",
            quantity("two firefighters", "2", unit="firefighter"),
            by="County Sheriff",
        ),
        id="wildfire: at work and injured",
    ),
    pytest.param(
        entry(
            "x",
            "150 prisoners had been handed over",
            quantity("150 prisoners", "150", unit="prisoner"),
            by="Defence Ministry",
            context=SWAP,
        ),
        entry(
            "y",
            "6,000 prisoners are still held",
            quantity("6,000 prisoners", "6000", unit="prisoner"),
            by="Red Cross",
            context=SWAP,
        ),
        id="prisoners: handed over and held",
    ),
    pytest.param(
        entry(
            "x",
            "150 prisoners had been handed over",
            quantity("150 prisoners", "150", unit="prisoner"),
            by="Defence Ministry",
        ),
        entry(
            "y",
            "44 of those freed were wounded",
            quantity("44 of those", "44", unit="person"),
            by="Red Cross",
            context=SWAP,
        ),
        id="prisoners: a part",
    ),
    pytest.param(
        entry("x", "Petrov was sentenced to 12 years", quantity("12 years", "12", unit="year"), by="City Court"),
        entry(
            "y", "Petrov had spent four years in prison", quantity("four years", "4", unit="year"), by="Prison Watch"
        ),
        id="prisoners: sentence and time served",
    ),
    pytest.param(
        entry(
            "x",
            "23 miners were underground",
            quantity("23 miners", "23", unit="miner"),
            by="Mines Agency",
            context=MINE,
        ),
        entry(
            "y",
            "nine miners had been brought up alive",
            quantity("nine miners", "9", unit="miner"),
            by="Miners' Union",
            context=MINE,
        ),
        id="mine: below and brought up",
    ),
    pytest.param(
        entry(
            "x",
            "the shaft is 410 metres deep",
            quantity("410 metres", "410", unit="metre"),
            by="Mines Agency",
            context=MINE,
        ),
        entry(
            "y",
            "rescuers had dug 30 metres",
            quantity("30 metres", "30", unit="metre"),
            by="Miners' Union",
            context=MINE,
        ),
        id="mine: depth and dug",
    ),
    pytest.param(
        entry("x", "the mine was inspected in January", by="Mines Agency", when="2025-01"),
        entry("y", "the mine had been closed in April", by="Karvel Coal", when="2025-04"),
        id="mine: inspected and closed",
    ),
    pytest.param(
        entry(
            "x",
            "28,000 people took part in the march",
            quantity("28,000 people", "28000", unit="person"),
            by="City Police",
        ),
        entry(
            "y",
            "3,000 police officers were on duty",
            quantity("3,000 police officers", "3000", unit="police officer"),
            by="Interior Ministry",
        ),
        id="crowd: marchers and police",
    ),
    pytest.param(
        entry(
            "x",
            "28,000 people marched in Bergen",
            quantity("28,000 people", "28000", unit="person"),
            by="City Police",
            places=("Bergen",),
        ),
        entry(
            "y",
            "60,000 people marched in Oslo",
            quantity("60,000 people", "60000", unit="person"),
            by="Citizens' Front",
            places=("Oslo",),
        ),
        id="crowd: two cities",
    ),
    pytest.param(
        entry(
            "x",
            "$300 billion of assets had been frozen",
            quantity("$300 billion", "300000000000", unit="USD"),
            by="Finance Ministry",
        ),
        entry(
            "y",
            "sanctions had cost the country $90 billion",
            quantity("$90 billion", "90000000000", unit="USD"),
            by="Central Bank",
        ),
        id="sanctions: frozen and cost",
    ),
    pytest.param(
        entry(
            "x",
            "sanctions on 14 banks",
            quantity("14 banks", "14", unit="bank"),
            by="Foreign Ministry",
            context="The council agreed",
        ),
        entry("y", "nine banks had stopped payments", quantity("nine banks", "9", unit="bank"), by="Central Bank"),
        id="sanctions: banks listed and banks that stopped",
    ),
    pytest.param(
        entry(
            "x",
            "the ceasefire will begin on Thursday",
            by="Mediators' Office",
            when="2025-06-05",
            modality="planned",
            context=TRUCE,
        ),
        entry("y", "talks will resume on Saturday", by="Army", when="2025-06-07", modality="planned", context=TRUCE),
        id="truce: truce and talks",
    ),
    pytest.param(
        entry("x", "rebels broke the ceasefire 14 times", by="Army", context=TRUCE),
        entry("y", "the ceasefire was signed in Doha", by="Mediators' Office", places=("Doha",)),
        id="truce: broken and signed",
    ),
    pytest.param(
        entry("x", "oil output rose in May", by="Energy Ministry", when="2025-05"),
        entry("y", "oil prices fell in May", by="Energy Monitor", when="2025-05"),
        id="oil: output and price",
    ),
    pytest.param(
        entry(
            "x",
            "output was 1.2 million barrels a day",
            quantity("1.2 million barrels a day", "1200000", unit="barrel/day"),
            by="Energy Ministry",
        ),
        entry(
            "y",
            "exports were 640,000 barrels a day",
            quantity("640,000 barrels a day", "640000", unit="barrel/day"),
            by="Energy Monitor",
        ),
        id="oil: output and exports",
    ),
    pytest.param(
        entry(
            "x",
            "output was 1.2 million barrels a day in May",
            quantity("1.2 million barrels a day", "1200000", unit="barrel/day"),
            by="Energy Ministry",
            when="2025-05",
        ),
        entry(
            "y",
            "output was 1.3 million barrels a day in April",
            quantity("1.3 million barrels a day", "1300000", unit="barrel/day"),
            by="Energy Monitor",
            when="2025-04",
        ),
        id="oil: two months",
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
