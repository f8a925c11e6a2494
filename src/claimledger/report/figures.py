"""Facts and their figures: a chart of each, who is which mark, and a table for those who read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from claimledger.findings import Entry, count, is_open, who
from claimledger.report.chart import COLOURS, SHAPES, chart, key
from claimledger.report.days import in_words
from claimledger.report.markup import Markup, tag

if TYPE_CHECKING:
    from claimledger.compare.series import Point, Series
    from claimledger.workflows.report import Overview

_STYLES = len(SHAPES) * COLOURS


def figures_section(overview: Overview) -> Markup:
    """A chart for each fact that claims give figures of, those in conflict first, each with its figures in a table."""
    styles = _styles(overview.series)
    conflicts = Counter(claim for one in overview.findings.relations if is_open(one) for claim in (one.a, one.b))
    grave = sorted(
        overview.series, key=lambda one: (-sum(conflicts[point.claim] > 0 for point in one.points), -len(one.points))
    )
    entries = overview.findings.entries
    return tag(
        "section",
        tag("h2", "Figures over time", tag("small", count(len(grave), "fact")) if grave else None, id="figures-h"),
        tag("p", "No two claims count the same thing.", class_="none") if not grave else None,
        tag(
            "p",
            "One mark an origin; bars are ranges, arrows open ends (“at least”); lines join updates, "
            "dotted ones those by another origin; "
            "hollow marks echo an earlier claim of the same origin.",
            class_="hint",
        )
        if grave
        else None,
        tag("div", (_fact(one, number, styles, entries) for number, one in enumerate(grave, start=1)), class_="charts"),
        id="figures",
        aria_labelledby="figures-h",
    )


def _fact(series: Series, number: int, styles: Mapping[str, int], entries: Mapping[str, Entry]) -> Markup:
    origins = Counter(point.origin for point in series.points)
    own = _distinct_styles(origins, styles)
    planned = None if series.modality == "actual" else series.modality
    what = (series.unit,) if series.label and series.unit.startswith(series.label) else (series.label, series.unit)
    title = " · ".join(part for part in (*what, planned, series.place) if part) or "figures"
    title = title[:1].upper() + title[1:]

    def told(point: Point) -> str:
        day = f", {_said(point)}"
        return f"{point.text}: {point.origin}{day}" + (", echo" if point.echo else "")

    rows = (
        tag(
            "tr",
            tag("td", _said(point)),
            tag("td", tag("a", point.text, href=f"#{point.claim}", dir="auto")),
            tag("td", who(entries[point.claim]), dir="auto"),
            tag("td", entries[point.claim].article.outlet or "", dir="auto"),
            data_c=point.claim,
        )
        for point in series.points
    )
    headings = tag("tr", (tag("th", text, scope="col") for text in ("Said", "Figure", "Who", "Outlet")))
    return tag(
        "figure",
        tag("figcaption", title, dir="auto"),
        chart(series, own, f"f{number}", title, told),
        tag("ul", (tag("li", key(own[name]), tag("span", name, dir="auto")) for name in origins), class_="keys"),
        tag(
            "details",
            tag("summary", f"{count(len(series.points), 'figure')} in a table"),
            tag("div", tag("table", tag("thead", headings), tag("tbody", rows)), class_="scroll"),
        ),
        class_="wide" if len(series.points) > 9 else None,
        data_c=" ".join(dict.fromkeys(point.claim for point in series.points)),
    )


def _said(point: Point) -> str:
    if point.last is None:
        return "no date"
    first, last = (date.fromordinal(day).isoformat() for day in (point.first or point.last, point.last))
    return in_words(f"{first}/{last}")


def _styles(series: Iterable[Series]) -> dict[str, int]:
    """A number for each origin of the page, the commonest first, so that it looks the same in every chart."""
    counts = Counter(point.origin for one in series for point in one.points)
    return {name: number for number, name in enumerate(sorted(counts, key=lambda name: (-counts[name], name)))}


def _distinct_styles(origins: Iterable[str], styles: Mapping[str, int]) -> dict[str, int]:
    """The styles of one chart: those of the page, moved on where another origin has the colour or shape already and
    there are others left."""
    own: dict[str, int] = {}
    for name in sorted(origins, key=lambda name: styles[name]):
        taken = {number % _STYLES for number in own.values()}
        colours, shapes = ({number % of for number in taken} for of in (COLOURS, len(SHAPES)))
        turn = range(styles[name], styles[name] + _STYLES)
        own[name] = min(
            turn,
            key=lambda at: (at % _STYLES in taken, at % COLOURS in colours, at % len(SHAPES) in shapes, at),
        )
    return own
