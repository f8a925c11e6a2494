"""Figures of one fact side by side: claims that relations tie together and that count the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimledger.compare.entry import Entry, said
from claimledger.compare.figures import Figure, figures, same_count
from claimledger.compare.origin import Canonical, Origin, origin, same_origin
from claimledger.compare.thresholds import DEFAULTS, Thresholds
from claimledger.compare.unions import root
from claimledger.records import Relation
from claimledger.vocabulary import conversions, event_classes, humans

_Node = tuple[str, int]
_LARGEST = Decimal(10) ** 18
_PLURALS = {"person": "people"}
_UNCOUNTED = frozenset(["percent", "magnitude"])
_DIMENSIONS = {dimension: unit for unit, (dimension, factor) in reversed(tuple(conversions().items())) if factor == 1}


@dataclass(frozen=True, slots=True)
class Point:
    """One claim's figure. ``first`` and ``last``: the days on which it was said, as ordinals, None where not known;
    ``low`` and ``high``: the range, None where open, never both; ``echo``: an earlier claim of the same origin says
    the same; ``after``: the claim that it updates, if any, the latest of its own
    origin before those of others."""

    claim: str
    text: str
    origin: str
    first: int | None
    last: int | None
    low: Decimal | None
    high: Decimal | None
    echo: bool = False
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted (``label``; ``unit`` in the plural; the ``place`` that most claims name; ``modality`` of most),
    and the points in order of time."""

    label: str
    unit: str
    place: str
    modality: str
    points: tuple[Point, ...]


def series(
    entries: Sequence[Entry],
    relations: Iterable[Relation],
    *,
    canonical: Canonical = str,
    settings: Thresholds = DEFAULTS,
) -> tuple[Series, ...]:
    """Every fact with two figures or more, the largest first."""
    known = {entry.claim.id: entry for entry in entries}
    edges = [one for one in relations if one.a in known and one.b in known]
    related = {claim for one in edges for claim in (one.a, one.b)}
    values = {claim: figures(known[claim].claim, settings) for claim in sorted(related)}
    updated: dict[str, list[str]] = {}
    echoes: dict[str, set[str]] = {}
    for one in edges:
        if one.relation == "updates":
            updated.setdefault(one.a, []).append(one.b)
        elif one.relation == "echoes":
            echoes.setdefault(one.a, set()).add(one.b)
            echoes.setdefault(one.b, set()).add(one.a)
    found = (
        _series(group, known, values, updated, echoes, canonical)
        for group in _groups(edges, values)
        if len({claim for claim, _ in group}) > 1
    )
    return tuple(sorted(found, key=lambda one: (-len(one.points), one.label, one.points[0].claim)))


def _groups(edges: Iterable[Relation], values: dict[str, tuple[Figure, ...]]) -> Iterator[list[_Node]]:
    """Figures of related claims that count the same thing, tied together."""
    parent: dict[_Node, _Node] = {}

    meeting = [
        ((one.a, i), (one.b, j))
        for one in edges
        for i, f in enumerate(values[one.a])
        for j, g in enumerate(values[one.b])
        if _bounded(f) and _bounded(g) and same_count(f, g)
    ]
    # A bare number may count people or planes: it joins one of them, and does not tie the two together.
    units = {node: {unit} if (unit := _unit(node, values)) else set() for pair in meeting for node in pair}
    for pair in sorted(meeting, key=lambda pair: (not all(units[node] for node in pair), pair)):
        x, y = sorted(root(parent, node) for node in pair)
        if x != y and (units[x] & units[y] or not units[x] or not units[y] or all(_unit(n, values) for n in pair)):
            parent[y] = x
            units[x] |= units[y]
    groups: dict[_Node, list[_Node]] = {}
    for node in sorted(parent):
        groups.setdefault(root(parent, node), []).append(node)
    yield from groups.values()


def _series(
    group: Sequence[_Node],
    known: dict[str, Entry],
    values: dict[str, tuple[Figure, ...]],
    updated: dict[str, list[str]],
    echoes: dict[str, set[str]],
    canonical: Canonical,
) -> Series:
    ordered = sorted(group, key=lambda node: (*_when(known[node[0]]), node))
    turn = {claim: number for number, (claim, _) in reversed(list(enumerate(ordered)))}
    origins: list[tuple[Origin, str, str]] = []
    names = {claim: _origin_name(known[claim], origins, canonical) for claim, _ in ordered}
    points = []
    for number, (claim, index) in enumerate(ordered):
        entry, figure = known[claim], values[claim][index]
        day = said(entry)
        fixed = day is not None and not day.yearless
        earlier = [other for other in updated.get(claim, ()) if turn.get(other, number) < number]
        points.append(
            Point(
                claim,
                figure.text,
                names[claim],
                day.first if day and fixed else None,
                day.last if day and fixed else None,
                figure.low,
                figure.high,
                echo=any(turn.get(other, number) < turn[claim] for other in echoes.get(claim, ())),
                after=max(earlier, key=lambda other: (names[other] == names[claim], turn[other]), default=None),
            )
        )
    chosen = [values[claim][index] for claim, index in ordered]
    label = _commonest(figure.measure for figure in chosen)
    unit = _commonest(figure.unit for figure in chosen)
    places = Counter(place for claim in dict(ordered) for place in known[claim].claim.places)
    place = _commonest(places.elements())
    return Series(
        event_classes()[label].label if label in event_classes() else label,
        _plural(unit),
        place if places[place] * 2 >= len(dict(ordered)) else "",
        _commonest(known[claim].claim.modality for claim, _ in ordered),
        tuple(points),
    )


def _origin_name(entry: Entry, origins: list[tuple[Origin, str, str]], canonical: Canonical) -> str:
    """The name of the first origin so far that is the same as this claim's, which joins them where there is none."""
    own, article = origin(entry.claim, entry.article), entry.article
    for other, where, name in origins:
        if same_origin(own, other, canonical, same_article=where == article.id):
            return name
    name = canonical(own.name)
    if own.anonymous and not own.institution and entry.claim.speaker:
        name = f"{name}, in {article.outlet or article.title or article.id}"
    origins.append((own, article.id, name))
    return name


def _when(entry: Entry) -> tuple[int, str]:
    day = said(entry)
    last = day.last if day and not day.yearless else None
    return last or 0, entry.article.published or ""


def _unit(node: _Node, values: dict[str, tuple[Figure, ...]]) -> str:
    unit = values[node[0]][node[1]].unit
    return "person" if unit in humans() else unit


def _bounded(figure: Figure) -> bool:
    """Whether it has an end, and none beyond what anybody counts."""
    ends = [end for end in (figure.low, figure.high) if end is not None]
    return bool(ends) and all(end.is_finite() and abs(end) < _LARGEST for end in ends)


def _commonest(names: Iterable[str]) -> str:
    """The first of the most frequent ones; "" where there are none."""
    counts = Counter(name for name in names if name)
    return max(counts, key=lambda name: counts[name], default="")


def _plural(unit: str) -> str:
    unit = _DIMENSIONS.get(unit, unit)
    if not unit or unit in _UNCOUNTED or unit.isupper():
        return unit
    return _PLURALS.get(unit) or (unit if unit.endswith("s") else f"{unit}s")
