"""How likely two figures are of one fact, as a score: for what no class of events is named for.

The rules of ``by_figure`` know what kills, moves and costs; a new beat counts things that no word list has. What any
news has in common (the same unit, the same rare words, one place, values not worlds apart) is weighed here. The weights
(``data/sameness.yaml``) are those of a logistic regression over pairs of claims of clusters annotated by hand
(``benchmarks/fit_sameness.py``), as hundredths, so that a score is whole numbers and the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from claimledger.compare import edtf
from claimledger.compare.entry import Entry, happened
from claimledger.compare.facts import distinct, main_events, same_participants, same_place_for_figures, same_scope
from claimledger.compare.figures import Figure, others, same_measure, units_meet
from claimledger.compare.pair import Pair, other_times
from claimledger.compare.places import standing
from claimledger.compare.wording import around, content
from claimledger.records import Claim
from claimledger.vocabulary import event_classes, humans, name_words, sameness_weights

Features = Mapping[str, int]
"""Each from 0 to 100 (``ratio`` to 200): a truth is 0 or 100, a share its percentage."""

_NAME = re.compile(r"(?<![.!?…] )(?<!^)\b[A-Z][\w'’-]+")
_ANYTHING = name_words("units_of_anything") | {""}
_RARITY = ((5, 12), (12, 8), (30, 4), (100, 1))
"""Weight of a word by the percentage, at most, of the claims of both articles that have it."""
_RATIOS = (
    (Decimal("1.25"), 0),
    (Decimal(2), 20),
    (Decimal(3), 40),
    (Decimal(5), 60),
    (Decimal(10), 90),
    (Decimal(30), 130),
)


def likeness(pair: Pair, f: Figure, g: Figure) -> int:
    """How likely the figures are of one fact, in hundredths of a logit: 0 is as likely as not."""
    return score({**pair_features(pair), **figure_features(pair, f, g)}, sameness_weights())


def score(features: Features, weights: Mapping[str, int]) -> int:
    """The weighted sum of features, in hundredths of a logit."""
    return weights["bias"] + sum(value * weights.get(name, 0) for name, value in features.items()) // 100


def set_apart(pair: Pair, f: Figure, g: Figure) -> bool:
    """Whether something says that the figures are not of one fact: time, place, unit, part, kind of event."""
    a, b = pair.a.claim, pair.b.claim
    if a.modality != b.modality or distinct(a) != distinct(b) or other_times(pair) or f.part != g.part:
        return True
    if others(f.nations, g.nations) or others(f.who, g.who) or others(f.holders, g.holders):
        return True
    if f.unit and g.unit and f.unit != g.unit and not units_meet(f, g):
        return True
    if f.measure and g.measure and not same_measure(f.measure, g.measure) and _people(f) and _people(g):
        return True
    if f.unit == g.unit and f.unit not in _ANYTHING | humans():
        return standing(a.places, b.places) == "other"
    return _elsewhere(a, b) or not same_place_for_figures(pair.a, pair.b, same_class=f.measure == g.measure)


def _people(figure: Figure) -> bool:
    """Whether the class that the figure measures counts people or what can only grow, so that classes tell apart."""
    event = event_classes().get(figure.measure)
    return event is None or (not event.weak and (event.unit == "person" or event.grows))


def pair_features(pair: Pair) -> Features:
    """What the claims have in common whatever they count."""
    a, b = pair.a.claim, pair.b.claim
    x, y = main_events(a)[:2], main_events(b)[:2]
    when_a, when_b = happened(pair.a), happened(pair.b)
    dated = when_a is not None and when_b is not None
    apart = when_a is not None and when_b is not None and edtf.disjoint(when_a, when_b)
    where, together = standing(a.places, b.places), same_participants(pair.a, pair.b)
    names_a, names_b = _names(a.statement), _names(b.statement)
    between = abs(pair.a.number - pair.b.number) if pair.one_article else 0
    truths = {
        "same modality": a.modality == b.modality,
        "one origin": pair.one_origin,
        "one article": pair.one_article,
        "one origin in one article": pair.one_origin and pair.one_article,
        "next claim": between == 1,
        "claim after next": between == 2,
        "first event": bool(x and y) and x[0] == y[0],
        "an event": bool(set(x) & set(y)),
        "other events": bool(x and y) and not set(x) & set(y),
        "same place": where == "same",
        "other place": where == "other",
        "place of one only": _elsewhere(a, b),
        "times meet": dated and not apart,
        "other times": apart,
        "same participants": together is True,
        "other participants": together is False,
        "same scope": same_scope(a, b),
        "rate and no rate": ("rate" in a.about.scope) != ("rate" in b.about.scope),
        "a name": bool(names_a & names_b),
        "several names": len(names_a & names_b) > 1,
        "names of their own": bool(names_a - names_b) and bool(names_b - names_a),
    }
    return {name: 100 * value for name, value in truths.items()}


def figure_features(pair: Pair, f: Figure, g: Figure) -> Features:
    """What the two figures, and the words that are not their units, have in common."""
    a, b = pair.a, pair.b
    x = content(a.claim) - {f.unit, *f.nouns}
    y = content(b.claim) - {g.unit, *g.nouns}
    shared, one, other = (_rarity(words, a, b) for words in (x & y, x, y))
    covered = sorted(
        _percent(_rarity(words & wide, a, b), whole)
        for words, wide, whole in ((x, y | around(b.claim), one), (y, x | around(a.claim), other))
    )
    wide_x, wide_y = x | around(a.claim) - {f.unit}, y | around(b.claim) - {g.unit}
    same_unit = bool(f.unit) and f.unit == g.unit
    equal = f.low is not None and (f.low, f.high) == (g.low, g.high)
    truths = {
        "same unit": same_unit,
        "same unit of its own": same_unit and f.unit not in _ANYTHING,
        "other unit": bool(f.unit and g.unit) and f.unit != g.unit,
        "a noun": bool((f.nouns & g.nouns) - {f.unit, "percent", "per", "cent"}),
        "other nouns": bool(_named(f) and _named(g)) and not _named(f) & _named(g),
        "same measure": bool(f.measure) and f.measure == g.measure,
        "kindred measure": bool(f.measure and g.measure)
        and f.measure != g.measure
        and same_measure(f.measure, g.measure),
        "other measure": bool(f.measure and g.measure) and not same_measure(f.measure, g.measure),
        "same measure and unit": same_unit and bool(f.measure) and f.measure == g.measure,
        "equal": equal,
        "equal and large": equal and _value(f) >= 20,
        "no words": not x or not y,
    }
    overlap = _percent(shared, min(one, other))
    return {name: 100 * value for name, value in truths.items()} | {
        "shared words": min(shared, 36) * 100 // 36,
        "overlap": overlap,
        "both covered": covered[0],
        "one covered": covered[1],
        "all words": _percent(_rarity(wide_x & wide_y, a, b), _rarity(wide_x | wide_y, a, b)),
        "overlap and unit": overlap * same_unit,
        "ratio": _ratio(_value(f), _value(g)),
    }


def _named(figure: Figure) -> frozenset[str]:
    """What the figure says it counts, beyond people, shares and sums."""
    return figure.nouns - _ANYTHING - {"per", "cent"}


def _elsewhere(a: Claim, b: Claim) -> bool:
    """Whether one names a place that the other, with the sentences before it, does not know."""
    x, y = ({word.lower() for name in claim.places for word in name.split()} for claim in (a, b))
    return bool(x) != bool(y) and not x & {*b.about.words, *b.about.context} | y & {*a.about.words, *a.about.context}


def _names(statement: str) -> frozenset[str]:
    return frozenset(word.lower().removesuffix("'s").removesuffix("’s") for word in _NAME.findall(statement))


def _rarity(words: frozenset[str], a: Entry, b: Entry) -> int:
    """The words' weight together: a word that few claims of the two articles have counts most."""
    claims = a.use.claims + b.use.claims
    total = 0
    for word in words:
        share = 100 * (a.use.of(word) + b.use.of(word))
        total += next(weight for percent, weight in _RARITY if share <= percent * claims)
    return total


def _percent(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 0


def _value(figure: Figure) -> Decimal:
    return figure.low if figure.low is not None else figure.high or Decimal(0)


def _ratio(x: Decimal, y: Decimal) -> int:
    low, high = sorted((x, y))
    if low <= 0:
        return 200
    return next((value for limit, value in _RATIOS if high <= limit * low), 200)
