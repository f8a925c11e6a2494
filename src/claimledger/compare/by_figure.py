"""Claims that count or measure the same thing."""

from __future__ import annotations

from claimledger.compare import edtf
from claimledger.compare.entry import happened
from claimledger.compare.facts import named_around, other_nations, same_place_for_figures, same_scope, subject_words
from claimledger.compare.figures import Figure, below, compatible, distance, figures, same_count, same_share
from claimledger.compare.origin import plain
from claimledger.compare.pair import Pair, later_of, other_times, relation, support, update, values
from claimledger.compare.wording import around, content
from claimledger.records import Relation
from claimledger.vocabulary import event_classes, humans, name_words

_DULL = name_words("dull")


def by_figures(pair: Pair) -> Relation | None:
    """The relation of two claims by the figures that they share the meaning of, the farthest apart deciding."""
    a, b = pair.a, pair.b
    if not same_scope(a.claim, b.claim) or other_times(pair) or _other_terms(pair):
        return None
    apart = other_nations(a, b)
    found = [
        (f, g)
        for f in figures(a.claim, pair.limits)
        for g in figures(b.claim, pair.limits)
        if (same_count(f, g) or _same_unnamed(pair, f, g))
        and _same_doer(pair, f, g)
        and not _one_lot(pair, f, g)
        and same_place_for_figures(a, b, same_class=f.measure == g.measure)
        and _same_whole(f, g, apart)
        and _same_owner(pair, f, g)
    ]
    if not found:
        return None
    f, g = max(found, key=lambda both: (distance(*both), both[0].text, both[1].text))
    if compatible(f, g):
        return support(pair, values(pair, f.text, g.text, _label(f, g)))
    severity = 20 + int(60 * distance(f, g)) + (0 if f.approximate or g.approximate else 20)
    return _differ(pair, f, g, severity)


def by_estimates(pair: Pair) -> Relation | None:
    """The relation of two claims of what something costs or needs, which are estimates in whatever mood."""
    known = event_classes()
    for entry in (pair.a, pair.b):
        names = [name for name in entry.claim.about.measures if name in known]
        if entry.claim.modality == "conditional" or not any(known[name].estimate for name in names):
            return None
    return by_figures(pair)


def _same_whole(f: Figure, g: Figure, apart: bool) -> bool:
    """Percentages are of the same things; counts of people of the same nation where both name one."""
    if f.unit == "percent":
        return same_share(f, g)
    return not apart or bool(f.nations & g.nations)


def _same_unnamed(pair: Pair, f: Figure, g: Figure) -> bool:
    """Whether figures of no class measure one thing because all else that is said is the same ("salts for N days")."""
    if f.measure or g.measure or f.part != g.part or not (f.unit or g.unit) or "money" in (f.unit, g.unit):
        return False
    for lean, (bare, full), other in ((pair.a, (f, g), pair.b), (pair.b, (g, f), pair.a)):
        if not bare.unit and pair.one_article and not content(lean.claim):
            return len(around(lean.claim) & content(other.claim) - {full.unit}) >= pair.limits.shared_words
    if f.unit != g.unit:
        return False
    x, y = (content(entry.claim) - {f.unit, *f.nouns, *g.nouns} - _DULL for entry in (pair.a, pair.b))
    shared = x & y
    return bool(shared) and shared in (x, y)


def _same_doer(pair: Pair, f: Figure, g: Figure) -> bool:
    """Whether neither, or one and the same source, counts only what it did itself."""
    known = event_classes()
    if not any(name in known and known[name].doer for name in (f.measure, g.measure)):
        return True
    own = ["own" in entry.claim.about.scope for entry in (pair.a, pair.b)]
    return own[0] == own[1] and (not own[0] or pair.one_origin)


def _one_lot(pair: Pair, f: Figure, g: Figure) -> bool:
    """Whether one is a single delivery, of one day, and the other all that came up to a day."""
    known = event_classes()
    if f.unit in humans() or not all(name in known and known[name].grows for name in (f.measure, g.measure)):
        return False
    x, y = happened(pair.a), happened(pair.b)
    return x is not None and y is not None and (edtf.days(x) is None) != (edtf.days(y) is None)


def _same_owner(pair: Pair, f: Figure, g: Figure) -> bool:
    """Whether figures that belong to someone (a share of the vote, a cost) can belong to the same."""
    known = event_classes()
    whose = {known[name].whose for name in (f.measure, g.measure) if name in known}
    if pair.one_origin and "own" not in whose:
        return True
    own_a, own_b = subject_words(pair.a.claim), subject_words(pair.b.claim)
    if "own" in whose:
        return bool(own_a & own_b)
    return "near" not in whose or bool(own_a & named_around(pair.b.claim) | own_b & named_around(pair.a.claim))


def _differ(pair: Pair, f: Figure, g: Figure, severity: int) -> Relation | None:
    """Values that cannot both hold: an update where one is the other's later state, else a conflict."""
    known = event_classes()
    later = later_of(pair)
    why = values(pair, f.text, g.text, _label(f, g))
    actual = pair.a.claim.modality == "actual"
    if pair.one_origin:
        if later is None:
            return relation(pair, "conflicts", why, severity) if not pair.one_article or _two_voices(pair) else None
        return update(pair, later, f"{why}; same origin, said later", severity // 2)
    grows = f.unit != "percent" and all(name in known and known[name].grows for name in (f.measure, g.measure))
    if later is not None and grows and actual:
        newer, older = (f, g) if later is pair.a else (g, f)
        if below(older, newer):
            return update(pair, later, f"{why}; later and higher, and the count can only grow", severity // 2)
    return relation(pair, "conflicts", why, severity)


def _two_voices(pair: Pair) -> bool:
    """Whether two people or papers of one institution contradict each other."""
    x, y = pair.a.claim.speaker, pair.b.claim.speaker
    return x is not None and y is not None and plain(x.name) != plain(y.name)


def _other_terms(pair: Pair) -> bool:
    """Whether only one of two plans has a short term: 4,500 this week is not 10,000 some day."""
    if pair.a.claim.modality != "planned":
        return False
    short = [
        when is not None and (edtf.days(when) or 10**6) <= pair.limits.fact_days
        for when in (happened(pair.a), happened(pair.b))
    ]
    return short[0] != short[1]


def _label(f: Figure, g: Figure) -> str:
    known = event_classes()
    for name in (f.measure, g.measure):
        if name in known:
            return known[name].label
    return f.unit or g.unit
