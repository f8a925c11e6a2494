"""Claims that only contradict the one before them, people counted by whose they are, terms that are put off."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.compare.handmade import entry, quantity

from claimledger.compare.ellipsis import is_retort, settled
from claimledger.compare.entry import Entry
from claimledger.compare.facts import denies
from claimledger.compare.verdict import relate
from claimledger.records import Claim


def said(key: str, at: int, statement: str, by: str, polarity: str = "affirmed") -> Claim:
    made = entry(key, statement, by=by).claim
    return replace(made, span=((at, at + len(statement)),), polarity=polarity)  # type: ignore[arg-type]


TAP = said("a", 100, "tap water in the valley is safe to drink", "Water Company")


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        pytest.param(said("b", 160, "that is pure invention", "Doctor"), True, id="called a lie"),
        pytest.param(said("b", 160, "it is not", "Doctor", "negated"), True, id="not so"),
        pytest.param(said("b", 160, "it is not", "Water Company", "negated"), False, id="of the same source"),
        pytest.param(said("b", 900, "it is not", "Doctor", "negated"), False, id="too far off"),
        pytest.param(said("b", 160, "the letter is an invention", "Doctor"), False, id="of a thing of its own"),
        pytest.param(said("b", 160, "nobody came to the valley", "Doctor", "negated"), False, id="says more"),
    ],
)
def test_a_retort_denies_what_stands_before_it(reply: Claim, expected: bool) -> None:
    last = list(settled([TAP, reply]))[-1]
    assert (last.about.words == TAP.about.words and denies(last)) == expected


def test_what_is_called_a_fake_is_a_thing() -> None:
    assert not is_retort(said("b", 160, "it is a fake", "Police"))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(
            entry("x", "three of its people were killed", quantity("three of its people", "3", unit="person"),
                  by="Relief"),
            entry("y", "nine of its own were killed", quantity("nine of its own", "9"), by="Front"),
            None, id="each counts its own dead",
        ),
        pytest.param(
            entry("x", "three people were killed", quantity("three people", "3", unit="person"), by="Relief"),
            entry("y", "nine people were killed", quantity("nine people", "9", unit="person"), by="Front"),
            "conflicts", id="both count all dead",
        ),
        pytest.param(
            entry("x", "23 militants were killed", quantity("23 militants", "23", unit="militant"), by="Army"),
            entry("y", "two were killed", quantity("two", "2"), by="Mayor"),
            None, id="people of whom the other knows nothing",
        ),
        pytest.param(
            entry("x", "the video is genuine", by="Ministry"), entry("y", "the video is a fake", by="Police"),
            "conflicts", id="genuine and fake",
        ),
        pytest.param(
            entry("x", "the video is genuine", by="Ministry"), entry("y", "the letter is a fake", by="Police"),
            None, id="two things",
        ),
        pytest.param(
            entry("x", "the bondholders give the government until 20 March to offer terms", when="../2026-03-20",
                  by="Creditors", on="2026-03-02"),
            entry("y", "the bondholders give the government until 3 April to offer terms", when="../2026-04-03",
                  by="Creditors", on="2026-03-09"),
            "updates", id="a term put off",
        ),
    ],
)  # fmt: skip
def test_relation(a: Entry, b: Entry, expected: str | None) -> None:
    found = relate(a, b)
    assert (found and found.relation) == expected
    assert relate(b, a) == found
