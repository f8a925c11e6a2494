"""Figures that no class of events is named for: likely enough of one fact, or not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compare.handmade import entry, quantity

from claimledger.compare.by_figure import comparable
from claimledger.compare.entry import Entry
from claimledger.compare.figures import figures
from claimledger.compare.pair import Pair
from claimledger.compare.sameness import figure_features, likeness, pair_features, score, set_apart
from claimledger.compare.thresholds import DEFAULTS
from claimledger.compare.verdict import relate
from claimledger.vocabulary import sameness_weights

CRATES = entry(
    "x", "the silo contained 430 crates of saffron", quantity("430 crates", "430", unit="crate"), by="Growers' Guild"
)
FEWER = entry(
    "y", "there were 310 crates of saffron in the silo", quantity("310 crates", "310", unit="crate"), by="Harbour Board"
)
SAME = entry("z", "saffron: 430 crates in the silo", quantity("430 crates", "430", unit="crate"), by="Harbour Board")


def side_by_side(a: Entry, b: Entry) -> Pair:
    first, second = sorted((a, b), key=lambda e: (e.article.published or "", e.article.id, e.claim.id))
    return Pair(first, second, False, DEFAULTS)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(CRATES, FEWER, "conflicts", id="one thing, two values"),
        pytest.param(CRATES, SAME, "corroborates", id="one thing, one value"),
    ],
)
def test_what_no_class_names_is_compared(a: Entry, b: Entry, expected: str) -> None:
    found = relate(a, b)
    assert found is not None
    assert found.relation == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(
            CRATES,
            entry(
                "y", "310 lanterns hung in the square", quantity("310 lanterns", "310", unit="lantern"), by="Town Hall"
            ),
            id="another unit",
        ),
        pytest.param(
            CRATES,
            entry(
                "y",
                "a lorry brought 6 crates of lamps to the school",
                quantity("6 crates", "6", unit="crate"),
                by="Town Hall",
            ),
            id="one unit, nothing else, worlds apart",
        ),
    ],
)
def test_what_is_not_alike_is_left_alone(a: Entry, b: Entry) -> None:
    assert relate(a, b) is None


def test_a_plan_is_set_apart_from_its_fulfilment() -> None:
    planned = replace(FEWER, claim=replace(FEWER.claim, modality="planned"))
    assert list(comparable(side_by_side(CRATES, FEWER)))
    assert not list(comparable(side_by_side(CRATES, planned)))


@pytest.mark.parametrize(("a", "b"), [(CRATES, FEWER), (CRATES, SAME), (FEWER, SAME)])
def test_features_are_symmetric_and_known(a: Entry, b: Entry) -> None:
    one, other = Pair(a, b, False, DEFAULTS), Pair(b, a, False, DEFAULTS)
    f, g = figures(a.claim, DEFAULTS)[0], figures(b.claim, DEFAULTS)[0]
    assert {**pair_features(one), **figure_features(one, f, g)} == {
        **pair_features(other),
        **figure_features(other, g, f),
    }
    assert set_apart(one, f, g) == set_apart(other, g, f)
    assert likeness(one, f, g) == likeness(other, g, f)
    assert sameness_weights().keys() - {"bias"} <= {**pair_features(one), **figure_features(one, f, g)}.keys()


@given(st.dictionaries(st.sampled_from(sorted(sameness_weights())), st.integers(0, 200)))
def test_a_score_is_a_whole_number_whatever_the_order(features: dict[str, int]) -> None:
    weights = sameness_weights()
    backwards = dict(reversed(list(features.items())))
    assert score(features, weights) == score(backwards, weights)
    assert isinstance(score(features, weights), int)
