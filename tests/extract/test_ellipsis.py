"""What bare figures count."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.extract.ellipsis import with_shared_unit
from claimledger.extract.quantities import find_quantities


def last_unit(text: str) -> tuple[str | None, str | None]:
    """Unit and ``of`` of the last figure, given those before it."""
    told = find_quantities(text)
    got = with_shared_unit(text, told[-1], told)
    return got.unit, got.of


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("There were 3,000 soldiers, Seoul says; Kyiv puts it at 12,000.", "soldier", id="another count"),
        pytest.param("There were 12,000 soldiers. A first group of 2,600 would go.", "soldier", id="part"),
        pytest.param("They were 231 persons, among whom 17 had no ticket.", "person", id="of whom"),
        pytest.param("Nine patients came, the agency said. Four, the ministry said.", "patient", id="opens a sentence"),
        pytest.param("That is 55 percent, it says; between 38 and 42, says the agency.", "percent", id="share"),
        pytest.param("The crack is 4.1 km long, he said; 3.9, says she.", "kilometre", id="measure"),
        pytest.param("It had 1,840 cases, a third of them in children. There were 2,300.", "case", id="past a share"),
    ],
)
def test_bare_figure_takes_the_unit_before(text: str, unit: str) -> None:
    assert last_unit(text)[0] == unit


def test_it_takes_what_narrows_the_unit_too() -> None:
    assert last_unit("Seoul counted 3,000 North Korean soldiers; Kyiv said 12,000.") == ("soldier", "North Korean")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("There were 31 survivors. The wind was force 8, he said.", id="number of a noun"),
        pytest.param("There were 31 survivors. It was blowing 10 Beaufort.", id="a noun follows"),
        pytest.param("There were 31 survivors. The scale gave 4.1, he said.", id="people come whole"),
        pytest.param("There were 31 survivors. The bill is 3 billion, he said.", id="not of a like size"),
        pytest.param("They waited 31 days. There were 12, he said.", id="a time counts nothing"),
        pytest.param("There were 12, he said.", id="nothing before"),
    ],
)
def test_other_figures_stay_bare(text: str) -> None:
    assert last_unit(text)[0] is None


def test_a_unit_of_its_own_stays() -> None:
    assert last_unit("There were 31 soldiers and 12 ships.")[0] == "ship"


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["40", "3,000", "soldiers", "percent", ",", ";", ".", "at", "x", "\n", "4.1"]), max_size=20
    )
)
def test_any_text_keeps_value_and_span(words: list[str]) -> None:
    text = " ".join(words)
    told = find_quantities(text)
    for quantity in told:
        got = with_shared_unit(text, quantity, told)
        assert (got.min, got.max, got.span, got.text) == (quantity.min, quantity.max, quantity.span, quantity.text)
        assert quantity.unit is None or got == quantity
