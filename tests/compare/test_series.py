"""Figures of one fact side by side."""

from __future__ import annotations

from decimal import Decimal

from claimledger.compare.candidates import compare
from claimledger.compare.entry import entries
from claimledger.compare.series import Series, series
from claimledger.records import ArticleInfo, ArticleRecord, Claim, DateValue, Quantity, Speaker, Topic


def record(letter: str, who: str, day: int, *figures: tuple[int, str, str]) -> ArticleRecord:
    """One claim of ``figures``: (number, unit, event class)."""
    quantities = tuple(Quantity(f"{n} {unit}", Decimal(n), Decimal(n), unit=unit or None) for n, unit, _ in figures)
    events = tuple(event for *_, event in figures)
    claim = Claim(
        f"{letter * 12}-aaaa",
        " and ".join(one.text for one in quantities),
        ((0, 1),),
        speaker=Speaker(who, "organization"),
        agency=who,
        said_on=DateValue("then", f"2025-03-{day}"),
        places=("Vigo",),
        quantities=quantities,
        about=Topic(events, ("Orion",), ("orion", "ferry"), measures=events),
    )
    return ArticleRecord(ArticleInfo(letter * 12, title="Orion sinks off Vigo", published=f"2025-03-{day}"), (claim,))


def found(*records: ArticleRecord) -> tuple[Series, ...]:
    claims = entries(records)
    return series(claims, compare(claims).relations)


def test_each_thing_counted_is_a_series_of_its_own() -> None:
    both = found(
        record("a", "Police", 10, (28, "person", "kill"), (90, "person", "injure")),
        record("b", "Navy", 10, (35, "person", "kill")),
        record("c", "Red Cross", 10, (120, "person", "injure")),
    )
    assert [(one.label, one.unit, one.place, [point.text for point in one.points]) for one in both] == [
        ("dead", "people", "Vigo", ["28 person", "35 person"]),
        ("injured", "people", "Vigo", ["90 person", "120 person"]),
    ]


def test_an_update_follows_its_own_origin_first() -> None:
    [one] = found(
        record("a", "Police", 10, (28, "person", "kill")),
        record("b", "Navy", 11, (30, "person", "kill")),
        record("c", "Police", 12, (35, "person", "kill")),
    )
    assert [(point.origin, point.after and point.after[0]) for point in one.points] == [
        ("Police", None),
        ("Navy", "a"),
        ("Police", "a"),
    ]


def test_the_later_of_two_that_say_the_same_is_the_echo() -> None:
    [one] = found(
        record("b", "Police", 10, (28, "person", "kill")),
        record("a", "Police", 12, (28, "person", "kill")),
        record("c", "Navy", 12, (28, "person", "kill")),
    )
    assert [(point.claim[0], point.echo) for point in one.points] == [("b", False), ("a", True), ("c", False)]


def test_no_series_of_what_meets_nothing() -> None:
    assert found(record("a", "Police", 10, (28, "person", "kill"))) == ()
    assert found(record("a", "Police", 10, (28, "person", "kill")), record("b", "Navy", 10, (6, "km", "depth"))) == ()


def test_figures_beyond_counting_are_left_out() -> None:
    assert (
        found(record("a", "Police", 10, (10**30, "person", "kill")), record("b", "Navy", 10, (28, "person", "kill")))
        == ()
    )


def test_the_order_of_the_records_does_not_matter() -> None:
    records = (
        record("a", "Police", 10, (28, "person", "kill")),
        record("b", "Navy", 11, (30, "person", "kill")),
        record("c", "Police", 11, (35, "person", "kill")),
    )
    assert found(*records) == found(*reversed(records))
