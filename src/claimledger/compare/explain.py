"""Why two claims were related, or were not: the tests of comparison one by one, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimledger.compare import edtf
from claimledger.compare.by_figure import kept_apart
from claimledger.compare.candidates import keys
from claimledger.compare.entry import Entry, happened, nations, said
from claimledger.compare.facts import (
    denies,
    distinct,
    main_events,
    same_participants,
    same_scope,
    same_story,
)
from claimledger.compare.figures import Figure, compatible, figures, same_count, same_measure
from claimledger.compare.grouped import shared_event
from claimledger.compare.origin import Canonical, origin, origins
from claimledger.compare.pair import Pair, other_times
from claimledger.compare.places import standing
from claimledger.compare.thresholds import DEFAULTS, Thresholds
from claimledger.compare.verdict import relate
from claimledger.records import Relation
from claimledger.vocabulary import event_classes


@dataclass(frozen=True, slots=True)
class Step:
    """One test of comparison: ``passed`` is False where it keeps the two claims apart, None where it only tells."""

    name: str
    passed: bool | None
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The relation of two claims, None where they have none, and every step with its outcome."""

    relation: Relation | None
    steps: tuple[Step, ...]

    @property
    def reasons(self) -> tuple[Step, ...]:
        """The tests that keep the two apart."""
        return tuple(step for step in self.steps if step.passed is False)


def explain(a: Entry, b: Entry, *, canonical: Canonical = str, settings: Thresholds = DEFAULTS) -> Explanation:
    """What the tests say of two claims; the relation is the one that `relate` finds."""
    return Explanation(
        relate(a, b, canonical=canonical, settings=settings),
        tuple(_steps(a, b, canonical, settings)),
    )


def _steps(a: Entry, b: Entry, canonical: Canonical, limits: Thresholds) -> Iterator[Step]:
    x, y = a.claim, b.claim
    if x.id == y.id:
        yield Step("claims", False, "one and the same claim")
        return
    yield _story(a, b, limits)
    shared = set(keys(a, canonical, limits)) & set(keys(b, canonical, limits))
    facts = sorted(shared)
    yield Step(
        "looked up",
        bool(shared),
        f"both stand in the index under {_list(facts)}" if shared else "the index has no entry with both of them",
    )
    one = origins((a, b), canonical) == 1
    names = [origin(entry.claim, entry.article).name for entry in (a, b)]
    yield Step("origin", None, f"{'the same' if one else 'independent'}: {_two(*names)}")
    asked = [one.stance for one in (x, y) if one.stance in ("questions", "demands")]
    yield Step("stance", not asked, f"one {asked[0]}, which claims nothing" if asked else _two(x.stance, y.stance))
    yield Step("modality", None if x.modality != y.modality else True, _two(x.modality, y.modality))
    denials = denies(x), denies(y)
    if any(denials):
        yield Step("denial", None, "both deny" if all(denials) else f"{(a if denials[0] else b).claim.id} denies")
    if distinct(x) != distinct(y):
        yield Step("kind", False, f"only one is about {_list(sorted(distinct(x) ^ distinct(y)))}")
    yield _event(a, b)
    yield from _figures(a, b, one, limits)
    yield _places(a, b)
    yield _participants(a, b)
    yield _times(a, b, one, limits)
    if not same_scope(x, y):
        yield Step("scope", False, _two(_list(x.about.scope), _list(y.about.scope)))


def _story(a: Entry, b: Entry, limits: Thresholds) -> Step:
    if a.article.id == b.article.id:
        return Step("story", True, "one article")
    shared = sorted(a.story & b.story)
    words = f"the articles share {_list(shared)}" if shared else "the articles share no name"
    if same_story(a, b, limits):
        return Step("story", True, words)
    days = [said(entry) for entry in (a, b)]
    if (a.story and b.story and len(shared) >= limits.story_names) and days[0] and days[1]:
        gap = edtf.gap(days[0], days[1])
        return Step("story", False, f"{gap} days apart, and {limits.story_days} is the most")
    return Step("story", False, f"{words}; {limits.story_names} names are needed")


def _event(a: Entry, b: Entry) -> Step:
    if met := shared_event(a, b):
        return Step("event", True, _two(*map(_label, met)))
    told = [_list([_label(name) for name in main_events(entry.claim)]) for entry in (a, b)]
    return Step("event", False, f"{told[0]} and {told[1]} do not meet")


def _figures(a: Entry, b: Entry, one_origin: bool, limits: Thresholds) -> Iterator[Step]:
    """For each pair of figures why they can or cannot be set against each other; figures that agree in nothing are
    left out where others meet."""
    first, second = figures(a.claim, limits), figures(b.claim, limits)
    if not first or not second:
        if first or second:
            yield Step("figures", None, "only one of the two has a figure")
        return
    pair = Pair(a, b, one_origin, limits)
    tests = []
    for f in first:
        for g in second:
            apart = kept_apart(pair, f, g)
            differs = (apart and _differs(f, g)) or apart
            agree = "compatible" if compatible(f, g) else "incompatible"
            tests.append(Step("figures", not differs, f"{f.text} / {g.text}: {differs or f'count the same, {agree}'}"))
    met = [test for test in tests if test.passed]
    yield from met or tests


def _differs(f: Figure, g: Figure) -> str:
    """What keeps two figures from counting the same thing, in particular; "" where nothing does."""
    if same_count(f, g):
        return ""
    if f.part != g.part:
        return "one is a part of another figure"
    if f.nations and g.nations and not f.nations & g.nations:
        return f"of {_list(sorted(f.nations))} and of {_list(sorted(g.nations))}"
    if f.measure and g.measure and not same_measure(f.measure, g.measure):
        return f"one counts {_label(f.measure)}, the other {_label(g.measure)}"
    if f.unit != g.unit:
        return f"unit {f.unit or 'not named'} and {g.unit or 'not named'}"
    return ""


def _places(a: Entry, b: Entry) -> Step:
    where = standing(a.claim.places, b.claim.places)
    words = {
        "same": "the same",
        "within": "one within the other",
        "other": "different",
        "unknown": "cannot be told",
    }[where]
    return Step("place", None if where == "unknown" else where != "other", f"{words}: {_two(*map(_place, (a, b)))}")


def _participants(a: Entry, b: Entry) -> Step:
    together = same_participants(a, b)
    known = [_list([*sorted(nations(entry)[0]), *entry.claim.about.participants]) for entry in (a, b)]
    words = {True: "in common", False: "different", None: "cannot be told"}[together]
    return Step("participants", together, f"{words}: {_two(*known)}")


def _times(a: Entry, b: Entry, one_origin: bool, limits: Thresholds) -> Step:
    x, y = happened(a), happened(b)
    dates = _two(*((entry.claim.when.date if entry.claim.when else None) or "no date" for entry in (a, b)))
    if x is None or y is None:
        return Step("time", None, f"cannot be told: {dates}")
    if other_times(Pair(a, b, one_origin, limits)):
        # Different dates keep figures apart; of an event that happens once they are themselves the conflict.
        return Step("time", False, f"different: {dates}")
    return Step("time", True, dates)


def _label(name: str) -> str:
    return event_classes()[name].label if name in event_classes() else name


def _place(entry: Entry) -> str:
    return _list(entry.claim.places)


def _list(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names)) or "nothing"


def _two(x: str, y: str) -> str:
    return x if x == y else f"{x} / {y}"
