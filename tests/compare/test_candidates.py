"""Who is compared with whom: nothing lost against all pairs, nothing changed by what is unrelated, bounded."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compare.handmade import entry, quantity

from claimledger.compare.candidates import candidates, compare
from claimledger.compare.changes import changes
from claimledger.compare.entry import Entry
from claimledger.compare.thresholds import Thresholds
from claimledger.compare.verdict import relate
from claimledger.records import ArticleRecord, Relation

STORY = ("Peru", "ayacucho", "indeci")


def toll(key: str, number: str, by: str, on: str, **more: object) -> Entry:
    return entry(
        key, f"{number} dead", quantity(f"{number} dead", number, unit="person"), by=by, on=on, story=STORY, **more
    )  # type: ignore[arg-type]


TOLLS = [
    toll("a", "74", "Civil Defence", "2026-02-09"),
    toll("b", "61", "Ministry of Health", "2026-02-09"),
    toll("c", "187", "Civil Defence", "2026-02-10"),
    toll("d", "203", "health ministry", "2026-02-10"),
    entry("e", "some 900 people were hurt", quantity("some 900 people", "900", approximate=True), story=STORY),
    entry("f", "the hospital collapsed", by="Mayor's Office", story=STORY, places=("Sondor",)),
    entry("g", "the hospital stands", by="Ministry of Health", story=STORY, places=("Sondor",)),
]


def relations(new: list[Entry], old: list[Entry] | tuple[()] = ()) -> list[Relation]:
    return list(compare(new, old).relations)


def test_candidates_lose_nothing_against_all_pairs() -> None:
    pairs = [relate(a, b) for a, b in combinations(TOLLS, 2)]
    expected = {(r.relation, r.a, r.b) for r in pairs if r}
    assert {(r.relation, r.a, r.b) for r in relations(TOLLS)} == expected
    assert len(expected) == 7


def test_worst_first() -> None:
    severities = [r.severity for r in relations(TOLLS)]
    assert severities == sorted(severities, reverse=True)


@given(st.permutations(TOLLS))
@settings(max_examples=25)
def test_order_does_not_matter(shuffled: list[Entry]) -> None:
    assert relations(shuffled) == relations(TOLLS)


@given(st.sets(st.sampled_from(range(len(TOLLS)))))
@settings(max_examples=25)
def test_new_and_old_together_are_all(chosen: set[int]) -> None:
    new = [TOLLS[i] for i in sorted(chosen)]
    old = [e for e in TOLLS if e not in new]
    both = [*relations(new, old), *relations(old)]
    assert sorted(both, key=lambda r: (r.a, r.b)) == sorted(relations(TOLLS), key=lambda r: (r.a, r.b))


def test_an_unrelated_article_changes_nothing() -> None:
    other = entry("z", "12 dead", quantity("12 dead", "12", unit="person"), story=("Kenya", "nairobi", "matatu"))
    assert relations([*TOLLS, other]) == relations(TOLLS)


def test_the_same_claims_again_are_no_relation() -> None:
    assert relations([TOLLS[0]], [TOLLS[0]]) == []


def test_a_common_key_is_capped_and_reported() -> None:
    found = candidates(TOLLS, settings=Thresholds(candidates=2))
    assert found.capped
    assert len(found.pairs) < len(candidates(TOLLS).pairs)
    assert not candidates(TOLLS).capped


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(TOLLS[:2], TOLLS[:2], ((), (), ()), id="self diff is empty"),
        pytest.param(TOLLS[:1], TOLLS[:2], (("b",), (), ()), id="added"),
        pytest.param(TOLLS[:2], TOLLS[:1], ((), (), ("b",)), id="removed"),
        pytest.param(
            TOLLS[:1],
            [replace(TOLLS[0], claim=replace(TOLLS[0].claim, stance="believes"))],
            ((), ("a",), ()),
            id="changed",
        ),
    ],
)
def test_changes(old: list[Entry], new: list[Entry], expected: tuple[tuple[str, ...], ...]) -> None:
    found = changes(*([ArticleRecord(e.article, (e.claim,)) for e in side] for side in (old, new)))
    assert (found.added, found.changed, found.removed) == expected
