"""Why two claims were compared or not, in the words of the tests."""

from __future__ import annotations

import pytest
from tests.compare.handmade import entry, quantity

from claimledger.compare.entry import Entry
from claimledger.compare.explain import explain
from claimledger.compare.verdict import relate

STORY = ("ferry", "Orion", "strait")


def claim(key: str, statement: str, figure: str = "", low: str = "1", unit: str = "person", **fields: object) -> Entry:
    figures = [quantity(figure, low, unit=unit)] if figure else []
    options = {"story": STORY, "by": f"Agency {key}", **fields}
    return entry(key, statement, *figures, **options)  # type: ignore[arg-type]


DEAD = claim("a", "28 people were killed on the ferry", "28 people", "28")


@pytest.mark.parametrize(
    ("other", "step", "words"),
    [
        pytest.param(
            claim("b", "35 people were killed on the ferry", "35 people", "35", story=("Lima", "Peru")),
            "story", "share no name", id="another story",
        ),
        pytest.param(
            claim("b", "35 people were injured on the ferry", "35 people", "35"),
            "figures", "one counts dead, the other injured", id="another event",
        ),
        pytest.param(
            claim("b", "35 ferries were destroyed", "35 ferries", "35", "ferry"), "event", "do not meet",
            id="another kind of event",
        ),
        pytest.param(
            claim("b", "35 people were killed on the ferry", "35 people", "35", when="2020-01-01"), "time",
            "different: ", id="another time",
        ),
        pytest.param(
            claim("b", "35 people were killed on the ferry", "35 people", "35", places=("Iceland",)), "place",
            "different: ", id="another place",
        ),
        pytest.param(
            claim("b", "were 35 people killed on the ferry", "35 people", "35", stance="questions"), "stance",
            "claims nothing", id="a question",
        ),
    ],
)  # fmt: skip
def test_what_keeps_two_claims_apart(other: Entry, step: str, words: str) -> None:
    first = claim("a", "28 people were killed on the ferry", "28 people", "28", when="2025-06-01", places=("Greece",))
    got = explain(first, other)
    assert got.relation is None
    assert [one.name for one in got.reasons if words in one.text] == [step]


def test_a_relation_and_what_it_rests_on() -> None:
    other = claim("b", "35 people were killed on the ferry", "35 people", "35")
    got = explain(DEAD, other)
    assert got.relation == relate(DEAD, other)
    assert got.relation is not None
    assert {one.name: one.text for one in got.steps}["figures"] == "28 people / 35 people: count the same, incompatible"
    assert "figures" not in [one.name for one in got.reasons]


def test_both_ways_round_the_same_relation_and_outcomes() -> None:
    other = claim("b", "35 people were injured", "35 people", "35")
    one, two = explain(DEAD, other), explain(other, DEAD)
    assert one.relation == two.relation
    assert [(step.name, step.passed) for step in one.steps] == [(step.name, step.passed) for step in two.steps]


def test_a_claim_and_itself() -> None:
    assert [step.text for step in explain(DEAD, DEAD).reasons] == ["one and the same claim"]
