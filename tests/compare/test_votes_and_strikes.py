"""Elections, pay disputes, public order: shares with owners, bare values, leaks, denials of anything new."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.compare.handmade import about, entry
from tests.compare.handmade import quantity as q

from claimledger.compare.ellipsis import settled
from claimledger.compare.entry import Entry
from claimledger.compare.verdict import relate
from claimledger.records import Claim, Cue, DateValue, Quantity, Speaker

PERCENT = "percent"


def share(key: str, statement: str, *figures: tuple[str, str], **more: object) -> Entry:
    return entry(key, statement, *(q(text, low, unit=PERCENT) for text, low in figures), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(
            share("x", "Ruiz won 53% of the vote against 44% for his rival Ana Silva", ("53%", "53"), ("44%", "44")),
            share("y", "Silva won 51% of the vote", ("51%", "51"), by="Observers"),
            "conflicts", id="the share of one candidate",
        ),
        pytest.param(
            share("x", "Ruiz won 53% of the vote", ("53%", "53")),
            share("y", "Silva won 44% of the vote", ("44%", "44"), by="Observers"),
            None, id="the shares of two candidates",
        ),
        pytest.param(
            share("x", "turnout was 71%", ("71%", "71")),
            share("y", "the participation of voters was 57%", ("57%", "57"), by="Observers"),
            "conflicts", id="turnout by another name",
        ),
        pytest.param(
            share("x", "turnout was 71%", ("71%", "71")),
            share("y", "turnout in Kelm was 49%", ("49%", "49"), by="Observers", places=("Kelm",)),
            None, id="turnout in a town is not that of the country",
        ),
        pytest.param(
            share("x", "turnout was 71%", ("71%", "71"), on="2025-06-01"),
            share("y", "its turnout figure fell from 71% to 69%", ("71%", "71"), ("69%", "69"), on="2025-06-03"),
            "updates", id="the value that it was corrected to",
        ),
        pytest.param(
            share("x", "its turnout figure fell from 71% to 69%", ("71%", "71"), ("69%", "69"), by="Board"),
            share("y", "turnout was 69%", ("69%", "69"), by="Observers"),
            "corroborates", id="not the value that was given up",
        ),
        pytest.param(
            entry("x", "two pickets were injured at the gate", q("two pickets", "2", unit="picket"), by="Police"),
            entry("y", "five people were injured at the gate", q("five people", "5", unit="person"), by="Steel Union"),
            "conflicts", id="pickets are people and not a walkout",
        ),
        pytest.param(
            entry("x", "the expenses will come to 18 million velms", q("18 million velms", "18000000", unit="velm"),
                  context="the repeat vote", modality="planned"),
            entry("y", "the repeat vote would cost 25 million velms", q("25 million velms", "25000000", unit="velm"),
                  by="Deputy Governor", modality="planned"),
            "conflicts", id="what it costs, by a noun and a verb",
        ),
    ],
)  # fmt: skip
def test_figures(a: Entry, b: Entry, expected: str | None) -> None:
    found = relate(a, b)
    assert (found and found.relation) == expected
    assert relate(b, a) == found


STOLEN = entry("x", "votes had been stolen", stance="denies", by="Election Board")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(STOLEN, entry("y", "villages voted twice", by="Opposition"), None, id="votes are no event here"),
        pytest.param(STOLEN, entry("y", "votes were stolen", by="Opposition"), "conflicts", id="what is denied"),
        pytest.param(
            entry("x", "there is no new offer", polarity="negated", by="Steel Company"),
            entry("y", "the company has made an offer", by="Steel Union"),
            None, id="nothing new is no denial of what there was",
        ),
        pytest.param(
            entry("x", "there is no offer", polarity="negated", by="Steel Company"),
            entry("y", "the company has made an offer", by="Steel Union"),
            "conflicts", id="no offer at all is one",
        ),
        pytest.param(
            entry("x", "she had not been informed of any closure of the plant", polarity="negated", by="Minister"),
            entry("y", "the closure of the plant was decided", by="Steel Union"),
            None, id="not to be informed denies nothing",
        ),
        pytest.param(
            entry("x", "no stun grenades were thrown overnight", polarity="negated", by="Police"),
            entry("y", "stun grenades were thrown against the citizens", by="Press Club"),
            "conflicts", id="the time of day is no part of what is denied",
        ),
        pytest.param(
            entry("x", "no stun grenades were thrown", polarity="negated", by="Police", on="2025-06-01"),
            entry("y", "stun grenades were thrown on the square", by="Police", on="2025-06-03"),
            "updates", id="a denial taken back",
        ),
        pytest.param(
            entry("x", "not one job will go", polarity="negated", modality="planned",
                  when="../2025-12-25", by="Steel Company"),
            entry("y", "4,200 jobs will go", q("4,200 jobs", "4200", unit="job"), modality="planned", by="Daily"),
            None, id="none by a day denies none later",
        ),
        pytest.param(
            entry("x", "that number is pure invention", by="Steel Company", context="the plan to cut 4,200 jobs"),
            entry("y", "4,200 jobs will go", q("4,200 jobs", "4200", unit="job"), modality="planned", by="Daily"),
            "conflicts", id="a figure called an invention",
        ),
        pytest.param(
            entry("x", "that number is pure invention", by="Steel Company", context="the plan to cut 4,200 jobs"),
            entry("y", "2,300 jobs will go", q("2,300 jobs", "2300", unit="job"), modality="planned", by="Daily"),
            None, id="another figure is not",
        ),
        pytest.param(
            entry("x", "soldiers were in the country", stance="denies", by="Foreign Ministry"),
            entry("y", "the first soldiers appeared on 26 October", when="2024-10-26", by="General Staff"),
            None, id="when the first came takes for granted that they came",
        ),
    ],
)  # fmt: skip
def test_denials(a: Entry, b: Entry, expected: str | None) -> None:
    found = relate(a, b)
    assert (found and found.relation) == expected
    assert relate(b, a) == found


OFFICIAL = entry(
    "x", "Kelm votes on 8 November", by="Election Board", when="2025-11-08", modality="planned", on="2025-10-20"
)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [pytest.param("organization", "updates", id="moved"), pytest.param("unnamed", "conflicts", id="a leak")],
)
def test_an_unnamed_member_against_the_official_line(kind: str, expected: str) -> None:
    later = entry(
        "y", "the vote in Kelm will be on 22 November", person="two members of the board", by="Election Board",
        when="2025-11-22", modality="planned", on="2025-10-26",
    )  # fmt: skip
    speaker = Speaker("Election Board" if kind == "organization" else "two members of the board", kind)  # type: ignore[arg-type]
    found = relate(OFFICIAL, replace(later, claim=replace(later.claim, speaker=speaker)))
    assert found is not None
    assert found.relation == expected


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        pytest.param(("03:17", "05:00"), "conflicts", id="two times of a day"),
        pytest.param(("03:17", "03:25"), "corroborates", id="minutes apart"),
        pytest.param(("03:17", "08:17Z"), "corroborates", id="two clocks"),
        pytest.param((None, "05:00"), "corroborates", id="one time only"),
    ],
)
def test_times_of_day(times: tuple[str | None, str | None], expected: str) -> None:
    pair = []
    for key, by, time in (("x", "Coast Guard", times[0]), ("y", "Harbour Authority", times[1])):
        made = entry(key, "the tanker sank off the cape", by=by)
        pair.append(replace(made, claim=replace(made.claim, when=DateValue("then", "2025-06-02", time=time))))
    found = relate(*pair)
    assert found is not None
    assert found.relation == expected
    assert relate(*reversed(pair)) == found


def told(key: str, at: int, statement: str, *figures: Quantity, cue: int = 0, context: str = "") -> Claim:
    return Claim(
        key, statement, ((at, at + len(statement)),), cue=Cue("said", (cue, cue + 4)) if cue else None,
        quantities=figures, about=about(statement, context, [figure.text for figure in figures]),
    )  # fmt: skip


COUNT = told("a", 100, "11,000 employees walked out", q("11,000 employees", "11000", unit="employee"), cue=90)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([COUNT, told("b", 150, "6,200", q("6,200", "6200"))], ("walkout", "employee"), id="a bare value"),
        pytest.param(
            [COUNT, told("b", 150, "the number at 6,200", q("6,200", "6200"))], ("walkout", "employee"), id="the number"
        ),
        pytest.param([COUNT, told("b", 500, "6,200", q("6,200", "6200"))], ("", ""), id="too far off"),
        pytest.param(
            [COUNT, told("b", 150, "6,200 were injured", q("6,200", "6200"))], ("injure", ""),
            id="with an event of its own",
        ),
        pytest.param(
            [COUNT, told("b", 150, "40%", q("40%", "40", unit=PERCENT))], ("", PERCENT), id="another kind of unit"
        ),
        pytest.param(
            [COUNT, told("c", 130, "12 people were hurt", q("12 people", "12", unit="person"), cue=90),
             told("b", 160, "6,200", q("6,200", "6200"))],
            ("", ""), id="either of two could be meant",
        ),
    ],
)  # fmt: skip
def test_a_value_alone_is_of_what_stands_before_it(claims: list[Claim], expected: tuple[str, str]) -> None:
    last = list(settled(claims))[-1]
    assert ((last.about.measures or ("",))[0], last.quantities[0].unit or "") == expected
    assert last.id == "b"
