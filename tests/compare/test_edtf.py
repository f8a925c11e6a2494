"""EDTF values and what can be said of two of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.compare.edtf import Bounds, before, bounds, days, disjoint, gap


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2024-10-27", (day("2024-10-27"), day("2024-10-27")), id="a day"),
        pytest.param("2024-02", (day("2024-02-01"), day("2024-02-29")), id="a month of a leap year"),
        pytest.param("2023", (day("2023-01-01"), day("2023-12-31")), id="a year"),
        pytest.param("202X", (day("2020-01-01"), day("2029-12-31")), id="a decade"),
        pytest.param("2024-10-XX", (day("2024-10-01"), day("2024-10-31")), id="a day of a month"),
        pytest.param("2024-22", (day("2024-06-01"), day("2024-08-31")), id="a season"),
        pytest.param("2024-10-27~", (day("2024-10-27"), day("2024-10-27")), id="qualified"),
        pytest.param("2024-10-01/2024-10-20", (day("2024-10-01"), day("2024-10-20")), id="an interval"),
        pytest.param("../2024-10-20", (None, day("2024-10-20")), id="open start"),
        pytest.param("2024-10-20/..", (day("2024-10-20"), None), id="open end"),
    ],
)
def test_bounds(text: str, expected: tuple[int | None, int | None]) -> None:
    found = bounds(text)
    assert found is not None
    assert (found.first, found.last) == expected
    assert not found.yearless


@pytest.mark.parametrize(
    "text", [None, "", "yesterday", "2024-13", "2024-02-30", "2024-10-20/2024-10-01", "2024-10-27T12"]
)
def test_no_bounds(text: str | None) -> None:
    assert bounds(text) is None


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param("2024-10-23", "2024-10-26", True, id="two days"),
        pytest.param("2024-10-08/2024-10-13", "2024-10-01/2024-10-20", False, id="one within the other"),
        pytest.param("2024-10", "2024-11-01", True, id="a month and a day after it"),
        pytest.param("../2024-10-01", "2024-10-02/..", True, id="open ends turned away"),
        pytest.param("2024-10-01/..", "2025", False, id="open end reaches on"),
        pytest.param("XXXX-10-27", "2024-10-27", False, id="a day of an unknown year can be this one"),
        pytest.param("XXXX-10-27", "2024-10-28", True, id="another day of whatever year"),
        pytest.param("XXXX-10-27", "2023-06-01/2024-12-31", False, id="longer than a year holds every day"),
        pytest.param("XXXX-10", "XXXX-11-02", True, id="two unknown years are taken for one"),
    ],
)
def test_disjoint(a: str, b: str, expected: bool) -> None:
    x, y = bounds(a), bounds(b)
    assert x is not None
    assert y is not None
    assert disjoint(x, y) is expected
    assert disjoint(y, x) is expected


def test_an_unknown_year_orders_nothing() -> None:
    x, y = Bounds(1, 1, yearless=True), Bounds(9, 9)
    assert not before(x, y)
    assert not before(y, x)


def test_gap_and_days() -> None:
    x, y = bounds("2024-10-01/2024-10-03"), bounds("2024-10-06")
    assert x is not None
    assert y is not None
    assert (gap(x, y), gap(y, x), gap(x, x)) == (3, 3, 0)
    assert days(x) == 3


@given(st.text(alphabet="0123456789X-/.~T", max_size=14))
@settings(max_examples=100)
def test_any_text_is_bounds_or_nothing(text: str) -> None:
    found = bounds(text)
    assert found is None or found.first is None or found.last is None or found.first <= found.last
