"""Relations in, facts out: what is tied together, and what each value is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compare.handmade import entry, quantity

from claimledger.compare.candidates import compare
from claimledger.compare.entry import Entry
from claimledger.compare.grouped import Fact, facts, independent
from claimledger.records import Relation

STORY = ("ferry", "Orion", "strait")


def dead(key: str, number: int, by: str, on: str = "2025-06-02", text: str = "") -> Entry:
    figure = text or f"{number} people"
    return entry(
        key, f"{figure} were killed when the ferry sank", quantity(figure, str(number), unit="person"), by=by, on=on,
        story=STORY,
    )  # fmt: skip


def hurt(key: str, number: int, by: str) -> Entry:
    return entry(
        key, f"{number} people were injured", quantity(f"{number} people", str(number), unit="person"), by=by,
        on="2025-06-02", story=STORY,
    )  # fmt: skip


def found(entries: Sequence[Entry]) -> tuple[Fact, ...]:
    return facts(entries, compare(entries).relations)


def table(fact: Fact) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(value.kind, value.text, value.claims, value.echoes) for value in fact.values]


def test_one_fact_with_its_values_by_size() -> None:
    [fact] = found([dead("c", 35, "Navy"), dead("a", 28, "Police"), dead("b", 28, "Coast Guard")])
    assert (fact.label, fact.unit, fact.modality) == ("dead", "people", "actual")
    assert table(fact) == [("figure", "28 people", ("a", "b"), ()), ("figure", "35 people", ("c",), ())]
    assert [one.relation for one in fact.relations] == ["conflicts", "conflicts", "corroborates"]
    assert fact.origins == 2


def test_an_origin_that_repeats_itself_is_an_echo() -> None:
    [fact] = found([dead("a", 28, "Police"), dead("b", 28, "Police"), dead("c", 28, "Navy")])
    assert table(fact) == [("figure", "28 people", ("a", "c"), ("b",))]
    assert fact.origins == 2


def test_facts_that_share_no_figure_stay_apart() -> None:
    both = entry(
        "x", "28 people were killed and 7 people were injured", quantity("28 people", "28", unit="person"),
        quantity("7 people", "7", unit="person"), by="Police", on="2025-06-02", story=STORY,
    )  # fmt: skip
    both = replace(both, claim=replace(both.claim, about=replace(both.claim.about, measures=("kill", "injure"))))
    facts_found = found([both, dead("a", 35, "Navy"), hurt("b", 7, "Red Cross")])
    assert {fact.label: set(fact.claims) for fact in facts_found} == {"dead": {"x", "a"}, "injured": {"x", "b"}}


def test_a_denial_is_a_value_of_its_own_at_the_end() -> None:
    said = entry("a", "the ferry sank", by="Police", story=STORY)
    denied = entry("b", "the ferry sank", by="Owner", stance="denies", story=STORY)
    [fact] = facts([said, denied], [Relation("conflicts", "a", "b", "“the ferry sank” vs denies: “the ferry sank”")])
    assert [(value.kind, value.claims) for value in fact.values] == [("words", ("a",)), ("denial", ("b",))]


def test_dates_that_conflict_are_values() -> None:
    first = entry("a", "the ferry sank on Monday", by="Police", when="2025-06-02", story=STORY)
    second = entry("b", "the ferry sank on Sunday", by="Navy", when="2025-06-01", story=STORY)
    [fact] = facts([first, second], [Relation("conflicts", "a", "b", "sink: 2025-06-02 (Police) vs 2025-06-01 (Navy)")])
    assert [(value.kind, value.text) for value in fact.values] == [("date", "2025-06-01"), ("date", "2025-06-02")]


def test_conflicts_come_first_then_the_gravest() -> None:
    entries = [dead("a", 1, "A"), dead("b", 2, "B"), hurt("c", 1, "C"), hurt("d", 2, "D")]
    relations = [
        Relation("conflicts", "a", "b", "dead: 1 people (A) vs 2 people (B)", severity=10),
        Relation("conflicts", "c", "d", "injured: 1 people (C) vs 2 people (D)", severity=90),
    ]
    assert [fact.label for fact in facts(entries, relations)] == ["injured", "dead"]
    ruled = [relations[0], replace(relations[1], ruling="conflict")]
    assert [fact.label for fact in facts(entries, ruled)] == ["dead", "injured"]


def test_no_relations_no_facts() -> None:
    assert facts([dead("a", 1, "A")], []) == ()
    assert facts([dead("a", 1, "A")], [Relation("echoes", "a", "gone", "x")]) == ()


@pytest.mark.parametrize(
    ("who", "firsts"),
    [
        pytest.param(["Police", "Navy", "Police"], ["a", "b"], id="a name again"),
        pytest.param(["Ministry of Health", "health ministry"], ["a"], id="one institution under two names"),
        pytest.param(["Police", "Navy"], ["a", "b"], id="no-op: two"),
    ],
)
def test_independent_origins(who: list[str], firsts: list[str]) -> None:
    entries = [dead(key, number, name) for number, (key, name) in enumerate(zip("abc", who, strict=False), start=10)]
    first, others = independent(entries)
    assert [one.claim.id for one in first] == firsts
    assert len(first) + len(others) == len(entries)


def test_order_of_input_changes_nothing() -> None:
    entries = [dead("a", 28, "Police"), dead("b", 35, "Navy"), dead("c", 35, "Harbour", text="some 35 people")]
    expected = found(entries)
    assert all(found(order) == expected for order in permutations(entries))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["Police", "Navy", "Harbour"])), min_size=2, max_size=6))
def test_each_relation_stands_in_one_fact_with_both_claims(made: list[tuple[int, str]]) -> None:
    entries = [dead(f"k{i}", number, who) for i, (number, who) in enumerate(made)]
    relations = compare(entries).relations
    got = facts(entries, relations)
    assert sorted(_pairs(one for fact in got for one in fact.relations)) == sorted(_pairs(relations))
    for fact in got:
        assert {claim for pair in _pairs(fact.relations) for claim in pair} == set(fact.claims)
        assert len(fact.claims) == len(set(fact.claims))


def _pairs(relations: Iterable[Relation]) -> list[tuple[str, str]]:
    return [(one.a, one.b) for one in relations]
