"""Which claims may meet: an index by story and fact, so that nobody compares all pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from claimledger.compare.entry import Entry
from claimledger.compare.facts import asserted, distinct, main_events
from claimledger.compare.figures import figures
from claimledger.compare.origin import Canonical, origin, plain
from claimledger.compare.thresholds import DEFAULTS, Thresholds
from claimledger.compare.verdict import relate
from claimledger.compare.wording import content
from claimledger.records import Relation
from claimledger.vocabulary import family, humans

Key = tuple[str, str]

_INDEXED_WORDS = 10


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs that may stand in a relation, and the keys whose claims were too many to be all looked at."""

    pairs: tuple[tuple[Entry, Entry], ...]
    capped: tuple[Key, ...] = ()


def compare_all(
    entries: Sequence[Entry], *, canonical: Canonical = str, settings: Thresholds = DEFAULTS
) -> list[Relation]:
    """Every relation among the claims, worst first."""
    return compare_new(entries, (), canonical=canonical, settings=settings)


def compare_new(
    new: Sequence[Entry], old: Sequence[Entry], *, canonical: Canonical = str, settings: Thresholds = DEFAULTS
) -> list[Relation]:
    """Every relation of new claims with one another and with old ones, worst first; old ones are not compared again."""
    pairs = candidates(new, old, canonical=canonical, settings=settings).pairs
    found = (relate(a, b, canonical=canonical, settings=settings) for a, b in pairs)
    return sorted((r for r in found if r), key=lambda r: (-r.severity, r.relation, r.a, r.b))


def candidates(
    new: Sequence[Entry], old: Sequence[Entry] = (), *, canonical: Canonical = str, settings: Thresholds = DEFAULTS
) -> Candidates:
    """Pairs of new claims with one another and with old ones, each once, in a fixed order.

    No key looks at more than ``settings.candidates`` claims, the latest published first.
    """
    keyed = {entry.claim.id: tuple(dict.fromkeys(keys(entry, canonical, settings))) for entry in new}
    wanted = {key for own in keyed.values() for key in own}
    index: dict[Key, dict[str, Entry]] = {}
    for entry in (*old, *new):
        for key in keyed.get(entry.claim.id) or keys(entry, canonical, settings):
            if key in wanted:
                index.setdefault(key, {})[entry.claim.id] = entry
    capped = {key for key, claims in index.items() if len(claims) > settings.candidates}
    for key in capped:
        index[key] = dict(sorted(index[key].items(), key=_latest, reverse=True)[: settings.candidates])
    found: dict[tuple[str, str], tuple[Entry, Entry]] = {}
    for entry in new:
        own = entry.claim.id
        meeting: dict[str, Entry] = {}
        for key in keyed[own]:
            meeting.update(index[key])
        for other, there in meeting.items():
            if other != own:
                found[min(own, other), max(own, other)] = (entry, there) if own < other else (there, entry)
    return Candidates(tuple(found[pair] for pair in sorted(found)), tuple(sorted(capped)))


def keys(entry: Entry, canonical: Canonical = str, settings: Thresholds = DEFAULTS) -> Iterator[Key]:
    """The keys under which a claim can be found: a name of its story with a family of events, a unit, or a source."""
    claim = entry.claim
    values = figures(claim, settings)
    measures = (figure.measure for figure in values if figure.measure)
    told = [family(name) for name in dict.fromkeys((*asserted(claim), *main_events(claim), *measures))]
    told.extend(f"unit {figure.unit}" for figure in values if figure.unit and figure.unit not in humans())
    told.extend(f"= {figure.low}" for figure in values if figure.low is not None and figure.low == figure.high)
    if "wrong_figure" in distinct(claim):
        told.extend(f"= {word.replace(',', '')}" for word in claim.about.context if word[:1].isdigit())
    if claim.polarity == "negated" or claim.stance == "denies" or not asserted(claim):
        words = sorted(content(claim), key=lambda word: (-len(word), word))[:_INDEXED_WORDS]
        for one, other in combinations(sorted(words), 2):
            yield "words", f"{one} {other}"
    told.append(f"said by {plain(canonical(origin(claim, entry.article).name))}")
    for fact in dict.fromkeys(told):
        yield entry.article.id, fact
        for name in sorted(entry.story) or ("",):
            yield name, fact


def _latest(item: tuple[str, Entry]) -> tuple[str, str]:
    return item[1].article.published or "", item[0]
