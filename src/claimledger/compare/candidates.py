"""Which claims may meet: those of one story that tell of one fact, so that nobody compares all pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations

from claimledger.compare.edtf import Bounds, bounds, gap
from claimledger.compare.entry import Entry
from claimledger.compare.facts import asserted, distinct, in_time, main_events
from claimledger.compare.figures import figures
from claimledger.compare.origin import Canonical, origin, plain
from claimledger.compare.thresholds import DEFAULTS, Thresholds
from claimledger.compare.verdict import relate
from claimledger.compare.wording import content
from claimledger.records import Relation
from claimledger.vocabulary import family, humans

_INDEXED_WORDS = 10
_UNKNOWN = 10**7
_Shelf = Mapping[str, Sequence[Entry]]
"""The claims of one article by fact."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Relations, worst first, and the facts of which a claim met no more than the nearest in time, being too many."""

    relations: tuple[Relation, ...]
    capped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs that may stand in a relation, each once, in a fixed order; ``capped`` as in `Compared`."""

    pairs: tuple[tuple[Entry, Entry], ...]
    capped: tuple[str, ...] = ()


def compare(
    new: Iterable[Entry], old: Iterable[Entry] = (), *, canonical: Canonical = str, settings: Thresholds = DEFAULTS
) -> Compared:
    """Every relation of new claims with one another and with old ones; old ones are not compared again."""
    canonical = cache(canonical)
    found = candidates(new, old, canonical=canonical, settings=settings)
    related = (relate(a, b, canonical=canonical, settings=settings) for a, b in found.pairs)
    return Compared(
        tuple(sorted((r for r in related if r), key=lambda r: (-r.severity, r.relation, r.a, r.b))), found.capped
    )


def candidates(
    new: Iterable[Entry], old: Iterable[Entry] = (), *, canonical: Canonical = str, settings: Thresholds = DEFAULTS
) -> Candidates:
    """Pairs of new claims with one another and with old ones.

    By one fact no claim meets more than ``settings.candidates`` others, those whose articles were published nearest to
    its own. What is not of its story counts for nothing, so that a part of a ledger gives the pairs of the whole.
    """
    fresh = {entry.claim.id: entry for entry in new}
    articles = _articles({**{entry.claim.id: entry for entry in old}, **fresh}.values())
    asking = [number for number, claims in enumerate(articles) if any(one.claim.id in fresh for one in claims)]
    shelves: dict[int, _Shelf] = {}
    found: dict[tuple[str, str], tuple[Entry, Entry]] = {}
    capped: set[str] = set()
    for number, near in _stories(articles, asking, settings.story_names):
        for other in near:
            if other not in shelves:
                shelves[other] = _shelf(articles[other], canonical, settings)
        for fact, claims in shelves[number].items():
            there = [shelves[other][fact] for other in near if fact in shelves[other]]
            for entry in claims:
                if entry.claim.id not in fresh:
                    continue
                met = 0
                for other_claim in chain.from_iterable(there):
                    if other_claim is entry or not in_time(entry, other_claim, settings):
                        continue
                    met += 1
                    if met > settings.candidates:
                        capped.add(fact)
                        break
                    a, b = (entry, other_claim) if entry.claim.id < other_claim.claim.id else (other_claim, entry)
                    found[a.claim.id, b.claim.id] = (a, b)
    return Candidates(tuple(found[pair] for pair in sorted(found)), tuple(sorted(capped)))


def keys(entry: Entry, canonical: Canonical = str, settings: Thresholds = DEFAULTS) -> tuple[str, ...]:
    """The facts under which a claim can be found within its story: families of events, units, figures, a source, and
    for what no class of events names, pairs of words."""
    claim = entry.claim
    values = figures(claim, settings)
    measures = (figure.measure for figure in values if figure.measure)
    told = [family(name) for name in (*asserted(claim), *main_events(claim), *measures)]
    told.extend(f"unit {figure.unit}" for figure in values if figure.unit and figure.unit not in humans())
    told.extend(f"= {figure.low}" for figure in values if figure.low is not None and figure.low == figure.high)
    if "wrong_figure" in distinct(claim):
        told.extend(f"= {word.replace(',', '')}" for word in claim.about.context if word[:1].isdigit())
    if claim.polarity == "negated" or claim.stance == "denies" or not asserted(claim):
        words = sorted(content(claim), key=lambda word: (-len(word), word))[:_INDEXED_WORDS]
        told.extend(f"words {one} {other}" for one, other in combinations(sorted(words), 2))
    told.extend(f"{kind} counted" for figure in values for kind in figure.who)
    told.extend(f"claim {number} of {entry.article.id}" for number in (entry.number - 1, entry.number))
    told.append(f"said by {plain(canonical(origin(claim, entry.article).name))}")
    return tuple(dict.fromkeys(told))


def _articles(entries: Iterable[Entry]) -> list[list[Entry]]:
    """The claims of each article, in a fixed order of both."""
    found: dict[tuple[str, frozenset[str]], list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.claim.id):
        found.setdefault((entry.article.id, entry.story), []).append(entry)
    return list(found.values())


def _stories(
    articles: Sequence[Sequence[Entry]], asking: Iterable[int], least: int
) -> Iterator[tuple[int, Sequence[int]]]:
    """Of each article asked for, those of its story, itself among them, the nearest in time first."""
    wanted = set(asking)
    names = {name for number in wanted for name in articles[number][0].story}
    holding: dict[str, list[int]] = {}
    nameless = []
    for number, claims in enumerate(articles):
        for name in names & claims[0].story:
            holding.setdefault(name, []).append(number)
        if not claims[0].story:
            nameless.append(number)
    days = [bounds(claims[0].article.published) for claims in articles]
    for number in sorted(wanted):
        head = articles[number][0]
        shared = Counter(chain.from_iterable(holding[name] for name in head.story))
        near = {other for other, times in shared.items() if times >= least} if head.story else set(nameless)
        near.add(number)
        yield number, sorted(near, key=lambda other: (_distance(days[number], days[other]), other))


def _distance(a: Bounds | None, b: Bounds | None) -> int:
    """Days between two publications; where one is not known, more than any."""
    return gap(a, b) if a and b else _UNKNOWN


def _shelf(claims: Iterable[Entry], canonical: Canonical, settings: Thresholds) -> _Shelf:
    shelf: dict[str, list[Entry]] = {}
    for entry in claims:
        for fact in keys(entry, canonical, settings):
            shelf.setdefault(fact, []).append(entry)
    return shelf
