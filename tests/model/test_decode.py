"""Decoding is checked against exhaustive search on small inputs."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.model.decode import best_tags, bio_spans, transitions, tree

LABELS = ["O", "B-A", "I-A", "B-B", "I-B"]


def legal(tags: tuple[int, ...]) -> bool:
    names = ["O", *(LABELS[t] for t in tags)]
    return all(not b.startswith("I-") or a[2:] == b[2:] for a, b in pairwise(names))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_best_tags_is_the_best_legal_sequence(seed: int, size: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, len(LABELS)))
    value = lambda tags: sum(scores[i, t] for i, t in enumerate(tags))  # noqa: E731
    found = tuple(best_tags(scores, transitions(LABELS)))
    best = max((t for t in product(range(len(LABELS)), repeat=size) if legal(t)), key=value)
    assert legal(found)
    assert value(found) == pytest.approx(value(best))


def is_tree(heads: tuple[int, ...]) -> bool:
    if sum(h == -1 for h in heads) != 1:
        return False
    for start in range(len(heads)):
        seen, node = set(), start
        while node != -1:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node]
    return True


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_tree_has_one_root_and_no_cycle(seed: int, size: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1))
    heads = tree(scores)
    assert is_tree(tuple(heads))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 5))
def test_tree_is_the_best_one_under_its_root(seed: int, size: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1))
    heads = tree(scores)
    root = heads.index(-1)
    value = lambda hs: sum(scores[i, h + 1] for i, h in enumerate(hs) if h != -1)  # noqa: E731
    trees = (t for t in product(range(-1, size), repeat=size) if t[root] == -1 and is_tree(t))
    assert value(heads) == pytest.approx(max(value(t) for t in trees))


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param(["O", "B-A", "I-A", "O"], [(1, 3, "A")], id="one span"),
        pytest.param(["B-A", "B-A"], [(0, 1, "A"), (1, 2, "A")], id="adjacent spans stay apart"),
        pytest.param(["B-A", "I-B"], [(0, 1, "A"), (1, 2, "B")], id="an inside tag of another label opens a span"),
        pytest.param(["O", "O"], [], id="nothing"),
    ],
)
def test_bio_spans(tags: list[str], expected: list[tuple[int, int, str]]) -> None:
    assert bio_spans(tags) == expected
