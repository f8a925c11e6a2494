"""Relations → facts: what a reviewer reads as one thing, with every value that somebody gives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from claimledger.compare.entry import Entry, said
from claimledger.compare.facts import asserted, denies, distinct, events_meet, main_events
from claimledger.compare.figures import Figure, distance, figures, same_count
from claimledger.compare.origin import Canonical, origin, origins, plain
from claimledger.compare.thresholds import DEFAULTS, Thresholds
from claimledger.compare.unions import root
from claimledger.records import Modality, Relation, RelationName
from claimledger.vocabulary import event_classes, humans

Kind = Literal["figure", "date", "words", "denial"]
_Node = tuple[str, int | str]
_ORDER: tuple[RelationName, ...] = ("conflicts", "updates", "corroborates", "echoes")
_KINDS: tuple[Kind, ...] = ("figure", "date", "words", "denial")
_AGREE = frozenset(["corroborates", "echoes"])


@dataclass(frozen=True, slots=True)
class Value:
    """What one claim or more say of a fact. ``text`` is the figure as the first of them puts it, or the EDTF date; ""
    where only words tell. ``claims`` are ids in order of time, one for each independent origin; ``echoes`` the further
    ones of the same origins."""

    kind: Kind
    text: str
    claims: tuple[str, ...]
    echoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that claims are about. ``label`` says what in words ("sent"), ``unit`` what is counted (plural, ""
    where nothing is), ``place`` and ``modality`` are those of most claims. ``relations``: conflicts first, by severity.
    ``origins`` counts the independent origins of the claims that corroborate one another, 0 where none do."""

    label: str
    unit: str
    place: str
    modality: Modality
    values: tuple[Value, ...]
    relations: tuple[Relation, ...]
    origins: int = 0

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of every claim with a value."""
        return tuple(claim for value in self.values for claim in (*value.claims, *value.echoes))


def facts(
    entries: Sequence[Entry],
    relations: Iterable[Relation],
    *,
    canonical: Canonical = str,
    settings: Thresholds = DEFAULTS,
) -> tuple[Fact, ...]:
    """The facts that the relations are about, each relation in one: those with conflicts first, the gravest first."""
    known = {entry.claim.id: entry for entry in entries}
    edges = sorted(
        (one for one in relations if one.a in known and one.b in known), key=lambda one: (one.a, one.b, one.relation)
    )
    values = {
        claim: figures(known[claim].claim, settings) for claim in sorted({c for one in edges for c in (one.a, one.b)})
    }
    groups = _groups([(one, *_meeting(known[one.a], known[one.b], one.why, values)) for one in edges], values)
    found = [_fact(nodes, own, known, values, canonical) for nodes, own in groups]
    return tuple(sorted(found, key=_urgency))


def independent(entries: Iterable[Entry], canonical: Canonical = str) -> tuple[list[Entry], list[Entry]]:
    """(the first claim of each independent origin, the further ones of the same origins), each in the order given."""
    firsts: list[Entry] = []
    others: list[Entry] = []
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        own = origin(entry.claim, entry.article)
        # Of one name is of one origin, unless nobody is named: then only within an article.
        name = plain(canonical(own.name)), entry.article.id if own.anonymous and not own.institution else ""
        if name in seen or any(origins((entry, first), canonical) == 1 for first in firsts):
            others.append(entry)
        else:
            firsts.append(entry)
        seen.add(name)
    return firsts, others


def shared_event(a: Entry, b: Entry) -> tuple[str, str] | None:
    """The event class of each claim by which the two meet: opposite, the same, or one that implies the other."""
    known = event_classes()
    first, second = asserted(a.claim)[:1], asserted(b.claim)[:1]
    pairs = [(p, q) for p in _told(a) for q in _told(b) if p in known and q in known]
    tests: tuple[Callable[[str, str], bool], ...] = (
        lambda p, q: (p,) == first and (q,) == second and (q in known[p].opposite or p in known[q].opposite),
        lambda p, q: p == q,
        lambda p, q: events_meet(p, q) or events_meet(q, p),
        lambda p, q: q in known[p].opposite or p in known[q].opposite,
    )
    return next((pair for test in tests for pair in pairs if test(*pair)), None)


def _told(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*asserted(entry.claim), *main_events(entry.claim))))


def _meeting(a: Entry, b: Entry, why: str, values: Mapping[str, tuple[Figure, ...]]) -> tuple[_Node, _Node]:
    """Where in each claim the relation lies: the figure that its reason names, else the event."""
    x, y = a.claim.id, b.claim.id
    named = [
        (distance(f, g), -i, -j)
        for i, f in enumerate(values[x])
        for j, g in enumerate(values[y])
        if f.text in why and g.text in why and (same_count(f, g) or (f"{f.text} (" in why and f"{g.text} (" in why))
    ]
    if named:
        _, i, j = max(named)
        return (x, -i), (y, -j)
    for critic, other in ((a, b), (b, a)):
        if "wrong_figure" in distinct(critic.claim):
            number = next((i for i, f in enumerate(values[other.claim.id]) if f.low == f.high), None)
            nodes: tuple[_Node, _Node] = ((critic.claim.id, "wrong_figure"), (other.claim.id, number or 0))
            return nodes if critic is a else (nodes[1], nodes[0])
    p, q = shared_event(a, b) or ((*_told(a), "")[0], (*_told(b), "")[0])
    return (x, p), (y, q)


def _groups(
    meetings: Sequence[tuple[Relation, _Node, _Node]], values: Mapping[str, tuple[Figure, ...]]
) -> Iterable[tuple[list[_Node], list[Relation]]]:
    """Nodes that relations tie together, with these relations. A claim's figure and its event are one where the figure
    counts that event."""
    parent: dict[_Node, _Node] = {}
    ties = [(x, y) for _, x, y in meetings]
    nodes = {node for tie in ties for node in tie}
    ties += [
        (node, (node[0], index))
        for node in nodes
        if isinstance(node[1], str)
        for index, figure in enumerate(values[node[0]])
        if figure.measure == node[1] and (node[0], index) in nodes
    ]
    # A bare number may count people or planes: it joins those that it meets most, and does not tie the two together.
    counted = {node: _counted(node, values) for node in nodes}
    units = {node: {unit} if unit else set() for node, unit in counted.items()}
    met = Counter((node, counted[other]) for x, y in ties for node, other in ((x, y), (y, x)) if counted[other])
    ties.sort(
        key=lambda tie: (
            not all(counted[node] for node in tie),
            -max(met[tie[0], counted[tie[1]]], met[tie[1], counted[tie[0]]]),
            not any(counted[node] == "person" for node in tie),
            *map(_key, tie),
        )
    )
    for first, second in ties:
        x, y = sorted((root(parent, first), root(parent, second)), key=_key)
        meet = units[x] & units[y] or not units[x] or not units[y]
        if x != y and (meet or (counted[first] and counted[second])):
            parent[y] = x
            units[x] |= units[y]
    members: dict[_Node, set[_Node]] = {}
    own: dict[_Node, list[Relation]] = {}
    for relation, x, y in meetings:
        own.setdefault(root(parent, x), []).append(relation)
        members.setdefault(root(parent, x), set()).update((x, y))
    return [(sorted(members[key], key=_key), own[key]) for key in own]


def _fact(
    nodes: Sequence[_Node],
    relations: Sequence[Relation],
    known: Mapping[str, Entry],
    values: Mapping[str, tuple[Figure, ...]],
    canonical: Canonical,
) -> Fact:
    numbered = [node for node in nodes if isinstance(node[1], int) and node[1] < len(values[node[0]])]
    counting = {claim for claim, _ in numbered}
    spoken = [node for node in nodes if isinstance(node[1], str) and node[0] not in counting]
    ordered = sorted({claim for claim, _ in nodes}, key=lambda claim: (_when(known[claim]), claim))
    chosen = [values[claim][int(index)] for claim, index in numbered]
    agreeing = {claim for one in relations if one.relation == "corroborates" for claim in (one.a, one.b)}
    units = [_unit(claim, values[claim][int(index)], known) for claim, index in numbered]
    label = _commonest(figure.measure for figure in chosen) or _commonest(str(event) for _, event in spoken)
    place = _commonest(place for claim in ordered for place in known[claim].claim.places)
    many = sum(place in known[claim].claim.places for claim in ordered) * 2 >= len(ordered)
    return Fact(
        label=event_classes()[label].label if label in event_classes() else label,
        unit=_plural(_commonest(units, humans())),
        place=place if many else "",
        modality=Counter(known[claim].claim.modality for claim in ordered).most_common(1)[0][0],
        values=_values(numbered, spoken, relations, known, values, canonical),
        relations=tuple(sorted(relations, key=_rank)),
        origins=origins([known[claim] for claim in ordered if claim in agreeing], canonical),
    )


def _values(
    numbered: Sequence[_Node],
    spoken: Sequence[_Node],
    relations: Sequence[Relation],
    known: Mapping[str, Entry],
    values: Mapping[str, tuple[Figure, ...]],
    canonical: Canonical,
) -> tuple[Value, ...]:
    """Each value once: figures by size, then dates, words and denials in order of time."""
    together = _in_agreement([claim for claim, _ in spoken], relations, known)
    dated = {
        claim
        for one in relations
        if all((when := known[claim].claim.when) and when.date and when.date in one.why for claim in (one.a, one.b))
        for claim in (one.a, one.b)
    }
    found: dict[tuple[object, ...], dict[str, tuple[Kind, str]]] = {}
    for claim, index in (*numbered, *spoken):
        entry = known[claim]
        when = entry.claim.when
        if denies(entry.claim) or "wrong_figure" in distinct(entry.claim):
            found.setdefault(("denial", together.get(claim, claim)), {})[claim] = ("denial", "")
        elif isinstance(index, int):
            figure = values[claim][index]
            found.setdefault(("figure", figure.low, figure.high), {})[claim] = ("figure", figure.text)
        elif claim in dated and when and when.date:
            found.setdefault(("date", when.date), {})[claim] = ("date", when.date)
        else:
            found.setdefault(("words", together[claim]), {})[claim] = ("words", "")
    out = []
    for key, claims in found.items():
        ordered = sorted(claims, key=lambda claim: (_when(known[claim]), claim))
        firsts, echoes = independent((known[claim] for claim in ordered), canonical)
        kind, text = claims[ordered[0]]
        size = next((end for end in key[1:] if isinstance(end, Decimal)), Decimal(0))
        order = (_KINDS.index(kind), size, text if kind == "date" else "", _when(known[ordered[0]]), ordered[0])
        out.append((order, Value(kind, text, _ids(firsts), _ids(echoes))))
    return tuple(value for _, value in sorted(out, key=lambda item: item[0]))


def _in_agreement(claims: Iterable[str], relations: Iterable[Relation], known: Mapping[str, Entry]) -> dict[str, str]:
    """One name for all claims without figures that agreement ties together, those that deny apart from the others."""
    parent = {claim: claim for claim in claims}
    for one in relations:
        if one.relation in _AGREE and one.a in parent and one.b in parent:
            x, y = sorted((root(parent, one.a), root(parent, one.b)))
            if denies(known[one.a].claim) == denies(known[one.b].claim):
                parent[y] = x
    return {claim: root(parent, claim) for claim in tuple(parent)}


def _urgency(fact: Fact) -> tuple[object, ...]:
    worst = fact.relations[0]
    return (*_rank(worst)[:3], -len(fact.relations), fact.label, worst.a, worst.b)


def _rank(relation: Relation) -> tuple[int, bool, int, str, str]:
    return _ORDER.index(relation.relation), relation.ruling is not None, -relation.severity, relation.a, relation.b


def _when(entry: Entry) -> tuple[int, str]:
    day = said(entry)
    return (day.last or 0) if day and not day.yearless else 0, entry.article.published or ""


def _ids(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.claim.id for entry in entries)


def _key(node: _Node) -> tuple[str, bool, str]:
    return node[0], isinstance(node[1], str), str(node[1])


def _counted(node: _Node, values: Mapping[str, tuple[Figure, ...]]) -> str:
    claim, index = node
    if isinstance(index, str) or index >= len(values[claim]):
        return ""
    unit = values[claim][index].unit
    return "person" if unit in humans() else unit


def _unit(claim: str, figure: Figure, known: Mapping[str, Entry]) -> str:
    """What is counted, in the claim's own words rather than as a class of things."""
    return next((one.unit or "" for one in known[claim].claim.quantities if one.text == figure.text), "")


def _plural(unit: str) -> str:
    if not unit or unit.isupper() or unit.endswith("s") or unit in ("percent", "magnitude"):
        return unit
    return "people" if unit == "person" else f"{unit}s"


def _commonest(names: Iterable[str], rather: Container[str] = ()) -> str:
    """The most frequent one; of several, one of ``rather``, else the first. "" where there are none."""
    counts = Counter(name for name in names if name)
    return max(counts, key=lambda name: (counts[name], name in rather), default="")
