"""Figures of one fact over time → SVG.

Across, everything is in percent, so that a chart fills any width while its text keeps its size; down, in pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from claimledger.report.days import in_words
from claimledger.report.markup import Markup, join, tag

if TYPE_CHECKING:
    from claimledger.compare.series import Point, Series

SHAPES = (
    "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0-5 0Z",
    "M-4.6-4.6H4.6V4.6H-4.6Z",
    "M0-6.2L6.2 0L0 6.2L-6.2 0Z",
    "M0-5.8L5.8 4.4H-5.8Z",
    "M0 5.8L5.8-4.4H-5.8Z",
    "M-2-5.6H2V-2H5.6V2H2V5.6H-2V2H-5.6V-2H-2Z",
    "M-3-5.4H3L6 0L3 5.4H-3L-6 0Z",
)
COLOURS = 8

_TOP, _BOTTOM = 34, 26
_WIDE, _NEAR, _MOST_ASIDE = 2.6, 11, 8
_LEFT, _RIGHT, _UNDATED = 15.0, 96.0, 13.0
_STEPS = (1, 2, 7, 14, 30, 91, 182, 365, 730, 1826, 3652)


@dataclass(frozen=True, slots=True)
class Mark:
    """Points of one origin, day and range, drawn once. ``x`` in percent, ``y`` in pixels."""

    points: tuple[Point, ...]
    x: float
    y: float


def chart(series: Series, styles: Mapping[str, int], ident: str, title: str, told: Callable[[Point], str]) -> Markup:
    """An SVG of the figures. ``styles``: number of shape and colour by origin; ``told``: a point in words."""
    points = series.points
    height = _TOP + _BOTTOM + (90 if len(points) <= 3 else 140 if len(points) <= 9 else 210)
    across, days = _time(points)
    down, ticks, logarithmic = _scale(points, height)
    marks = _placed(points, across, down)
    at = {point.claim: mark for mark in marks for point in mark.points}
    described = (
        f"{len(points)} figures of {len(styles)} origins"
        + (f", from {_number(min(ticks))} to {_number(max(ticks))} on the scale" if ticks else "")
        + (", logarithmic" if logarithmic else "")
        + ". A table of them follows."
    )
    return tag(
        "svg",
        tag("title", title, id=f"{ident}-t"),
        tag("desc", described, id=f"{ident}-d"),
        (_grid(value, down(float(value))) for value in ticks),
        (_day(day, height, across(day), years=days[-1] - days[0] > 300) for day in days),
        tag("text", "no date", class_="axis", x=f"{_UNDATED}%", y=height - 8, text_anchor="middle")
        if any(point.last is None for point in points)
        else None,
        tag("text", "log scale", class_="axis", x="100%", y=12, text_anchor="end") if logarithmic else None,
        (
            tag("line", class_=kind, x1=_percent(old.x), y1=_px(old.y), x2=_percent(new.x), y2=_px(new.y))
            for kind, old, new in _joined(points, at)
        ),
        (_drawn(mark, across, down, styles, told) for mark in marks),
        class_="plot",
        height=height,
        width="100%",
        role="group",
        aria_labelledby=f"{ident}-t {ident}-d",
    )


def symbols() -> Markup:
    """The shapes, once a page."""
    shapes = (tag("path", id=f"s{number}", d=shape) for number, shape in enumerate(SHAPES))
    return tag("svg", tag("defs", *shapes), width=0, height=0, class_="symbols", aria_hidden="true")


def key(style: int) -> Markup:
    """The mark of an origin, for a legend."""
    mark = _symbol(style, False)
    return tag("svg", mark, class_="key", width=14, height=14, viewBox="-7 -7 14 14", aria_hidden="true")


def _symbol(style: int, hollow: bool) -> Markup:
    return tag("use", href=f"#s{style % len(SHAPES)}", class_=f"mark k{style % COLOURS}" + (" echo" if hollow else ""))


def _drawn(
    mark: Mark,
    across: Callable[[int], float],
    down: Callable[[float], float],
    styles: Mapping[str, int],
    told: Callable[[Point], str],
) -> Markup:
    first = mark.points[0]
    style = styles[first.origin]
    words = told(first) + (f" (and {len(mark.points) - 1} more like it)" if len(mark.points) > 1 else "")
    reach = tail = None
    if first.low != first.high:
        reach = tag("path", class_=f"range k{style % COLOURS}", d=_range(first, mark.y, down))
    if first.first is not None and first.last is not None and 0 < first.last - first.first <= 31:
        tail = tag(
            "line",
            class_=f"range k{style % COLOURS}",
            x1=_percent(across(first.first)),
            x2=_percent(mark.x),
            y1=_px(mark.y),
            y2=_px(mark.y),
        )
    inner = tag(
        "a",
        tag("title", words),
        reach,
        tag("circle", class_="hit", cy=_px(mark.y), r=11),
        tag("g", _symbol(style, all(point.echo for point in mark.points)), transform=f"translate(0 {_px(mark.y)})"),
        tag("text", f"×{len(mark.points)}", class_="times", x=7, y=_px(mark.y + 13)) if len(mark.points) > 1 else None,
        href=f"#{first.claim}",
        data_c=" ".join(point.claim for point in mark.points),
        aria_label=words,
    )
    return join(tail, tag("svg", inner, x=_percent(mark.x)))


def _range(point: Point, y: float, down: Callable[[float], float]) -> str:
    """A bar with a cap at each known end, an arrow towards each open one."""
    ends = []
    for value, sign in ((point.low, 1), (point.high, -1)):
        if value is None:
            ends.append(f"M0 {_px(y)}v{sign * 24}m-4 {-sign * 5}l4 {sign * 5}l4 {-sign * 5}")
        else:
            ends.append(f"M0 {_px(y)}V{_px(down(float(value)))}m-4 0h8")
    return "".join(ends)


def _placed(
    points: Sequence[Point], across: Callable[[int], float], down: Callable[[float], float]
) -> tuple[Mark, ...]:
    """Marks, those that would lie on one another moved apart, to the right and left in turn."""
    alike: dict[tuple[object, ...], list[Point]] = {}
    for point in points:
        alike.setdefault((point.origin, point.first, point.last, point.low, point.high), []).append(point)
    marks: list[Mark] = []
    taken: set[tuple[int, int]] = set()
    for group in alike.values():
        point = group[0]
        x = _UNDATED if point.last is None else across(point.last)
        y = down(_value(point))
        column, row = round(x / _WIDE), round(y / _NEAR)
        steps = (sign * step for step in range(_MOST_ASIDE) for sign in (1, -1))
        free = (step for step in steps if not any((column + step, row + near) in taken for near in (-1, 0, 1)))
        step = next(free, 0)
        taken.add((column + step, row))
        marks.append(Mark(tuple(group), x + step * _WIDE, y))
    return tuple(marks)


def _joined(points: Sequence[Point], at: Mapping[str, Mark]) -> Iterator[tuple[str, Mark, Mark]]:
    """Each update's class, older and newer mark; those between two origins are told apart."""
    seen = set()
    for point in points:
        old, new = at.get(point.after or ""), at[point.claim]
        if old and old is not new and (line := (old.x, old.y, new.x, new.y)) not in seen:
            seen.add(line)
            yield "update" if old.points[0].origin == point.origin else "update other", old, new


def _value(point: Point) -> float:
    """Where the mark stands: in the middle of a range, at the known end of an open one."""
    known = [value for value in (point.low, point.high) if value is not None]
    return float(sum(known) / len(known))


def _time(points: Sequence[Point]) -> tuple[Callable[[int], float], list[int]]:
    """Day → percent, and the days to write on the axis."""
    days = [point.last for point in points if point.last is not None]
    days += [p.first for p in points if p.first is not None and p.last is not None and 0 < p.last - p.first <= 31]
    left = _LEFT + 9 if len(days) < len(points) or not days else _LEFT
    if not days:
        return (lambda day: left), []
    first, last = min(days), max(days)
    if first == last:
        return (lambda day: (left + _RIGHT) / 2), [first]
    step = next((step for step in _STEPS if (last - first) / step <= 4), (last - first) // 3)
    return (lambda day: left + (day - first) / (last - first) * (_RIGHT - 2 - left)), list(range(first, last + 1, step))


def _scale(points: Sequence[Point], height: int) -> tuple[Callable[[float], float], list[Decimal], bool]:
    """Value → pixels from the top, round values to write on the axis, and whether steps are of powers of ten.

    The scale begins at zero unless all figures lie close together.
    """
    values = [float(value) for point in points for value in (point.low, point.high) if value is not None]
    low, high = min(values), max(values)
    # One stray figure, a slip of the pen, does not turn the scale into powers of ten.
    usual = sorted(map(_value, points))[1 if len(points) > 3 else 0]
    base, room = height - _BOTTOM, height - _BOTTOM - _TOP
    if low > 0 and high / usual >= 50:
        ticks = [tick for power in range(floor(log10(low)), ceil(log10(high)) + 1) for tick in _decades(power)]
        inside = [tick for tick in ticks if low / 3.4 <= tick <= high * 1.01]
        wide = [tick for tick in inside if str(tick.scaleb(-tick.adjusted())).startswith("1")]
        bottom, top = log10(min(low, float(inside[0]))), log10(high)
        shown = wide[:: ceil(len(wide) / 5)] if len(wide) >= 3 else inside
        return (lambda value: base - (log10(max(value, 1e-9)) - bottom) / (top - bottom) * room), shown, True
    if low > 0 and low < high * 0.75:
        low = 0.0
    span = (high - low) or abs(high) or 1.0
    if high == low:
        low, high = low - span / 10, high + span / 10
        span = high - low
    step = _step(span, 5 if room > 100 else 3)
    if all(value.is_integer() for value in values):
        step = max(step, Decimal(1))
    first, last = floor(Decimal(str(low)) / step), floor(Decimal(str(high)) / step)
    ticks = [step * number for number in range(first, last + 1)]
    bottom = float(ticks[0])
    return (lambda value: base - (value - bottom) / (high - bottom) * room), ticks, False


def _decades(power: int) -> tuple[Decimal, Decimal]:
    return Decimal(1).scaleb(power), Decimal(3).scaleb(power)


def _step(span: float, most: int) -> Decimal:
    """A round step that divides the span into at most so many parts."""
    power = Decimal(1).scaleb(floor(log10(span)) - 1)
    return next(power * size for size in (2, 5, 10, 20, 50, 100) if span / float(power * size) <= most)


def _grid(value: Decimal, y: float) -> Markup:
    return join(
        tag("line", class_="zero" if value == 0 else "grid", x1="0", x2="100%", y1=_px(y), y2=_px(y)),
        tag("text", _number(value), class_="axis", x=0, y=_px(y - 4)),
    )


def _day(day: int, height: int, x: float, *, years: bool) -> Markup:
    iso = date.fromordinal(day).isoformat()
    text = in_words(iso[:7]) if years else in_words(iso, year=False)
    return join(
        tag("line", class_="tick", x1=_percent(x), x2=_percent(x), y1=height - _BOTTOM, y2=height - _BOTTOM + 5),
        tag("text", text, class_="axis", x=_percent(x), y=height - 8, text_anchor="middle"),
    )


def _number(value: Decimal) -> str:
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value.normalize():,f}"


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _percent(value: float) -> str:
    return f"{value:.2f}%"
