"""Claims that count or measure the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimledger.compare import edtf
from claimledger.compare.entry import happened
from claimledger.compare.facts import named_around, other_nations, same_place_for_figures, same_scope, subject_words
from claimledger.compare.figures import Figure, below, compatible, distance, figures, same_count, same_share
from claimledger.compare.origin import plain
from claimledger.compare.pair import Pair, later_of, off_the_record, other_times, relation, support, update, values
from claimledger.compare.places import place
from claimledger.compare.sameness import likeness, set_apart
from claimledger.compare.wording import around, content
from claimledger.records import Claim, Relation
from claimledger.vocabulary import event_classes, humans, name_words

_SCALE = Decimal("0.9")
_DULL = name_words("dull")
_HELD = name_words("held")
_HARMED = frozenset(["kill", "injure", "casualty"])
_BALLOTS = name_words("ballots")


def by_figures(pair: Pair) -> Relation | None:
    """The relation of two claims by the figures that they share the meaning of, the farthest apart deciding."""
    a, b = pair.a, pair.b
    if not same_scope(a.claim, b.claim) or other_times(pair) or _other_terms(pair):
        return None
    found = [
        (f, g)
        for f in figures(a.claim, pair.limits)
        for g in figures(b.claim, pair.limits)
        if not kept_apart(pair, f, g)
    ]
    if not found:
        return None
    return _verdict(pair, *max(found, key=lambda both: (distance(*both), both[0].text, both[1].text)))


def kept_apart(pair: Pair, f: Figure, g: Figure) -> str:
    """Why a figure of each claim cannot be of one fact; "" where they can."""
    if not same_count(f, g) and not _same_unnamed(pair, f, g):
        return "what they count is not the same"
    if not _same_doer(pair, f, g):
        return "one counts only what its source did itself"
    if other_group(pair, f, g):
        return "of different groups of people"
    if _one_lot(pair, f, g):
        return "one is a single lot, the other all that came"
    if not same_place_for_figures(pair.a, pair.b, same_class=f.measure == g.measure) or _out_of_scale(pair, f, g):
        return "of different places"
    if not _same_whole(pair, f, g):
        return "shares of different things" if f.unit == "percent" else "of different nations"
    if not _same_owner(pair, f, g):
        return "of different owners"
    return "" if _same_matter(pair, f, g) else "spoken of in no common words"


def other_group(pair: Pair, f: Figure, g: Figure) -> bool:
    """Whether people of one kind are counted ("militants"), and the other claim knows of none; or two sources each
    count their own."""
    if not _HARMED.intersection((f.measure, g.measure)):
        return False
    for one, other, claim in ((f, g, pair.b.claim), (g, f, pair.a.claim)):
        if one.own and not pair.one_origin:
            return True
        if one.who and not other.who and not other.unit and not _known(one.who, claim):
            return True
    return False


def _known(who: frozenset[str], claim: Claim) -> bool:
    """Whether the claim or the sentences before it speak of such people; who held them tells of those held."""
    near = named_around(claim)
    return bool(near & (who | _HELD if who & _HELD else who))


def by_likeness(pair: Pair) -> Relation | None:
    """The relation of two claims by figures that are likely enough of one fact, whatever it is that they count."""
    options = [(likeness(pair, f, g), f, g) for f, g in comparable(pair)]
    found, f, g = max(options, key=lambda one: (one[0], one[1].text, one[2].text), default=(None, None, None))
    return _verdict(pair, f, g) if found is not None and f and g and found >= pair.limits.likeness else None


def comparable(pair: Pair) -> Iterator[tuple[Figure, Figure]]:
    """The figures of the two claims that nothing sets apart, whether or not anything speaks for one fact."""
    if not same_scope(pair.a.claim, pair.b.claim) or _other_terms(pair):
        return
    for f in figures(pair.a.claim, pair.limits):
        for g in figures(pair.b.claim, pair.limits):
            if (
                not (set_apart(pair, f, g) or other_group(pair, f, g) or _one_lot(pair, f, g))
                and _same_doer(pair, f, g)
                and _same_whole(pair, f, g)
            ):
                yield f, g


def _verdict(pair: Pair, f: Figure, g: Figure) -> Relation | None:
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


def _same_whole(pair: Pair, f: Figure, g: Figure) -> bool:
    """Percentages are of the same things and place; counts of people of the same nation where both name one."""
    if f.unit == "percent":
        return same_share(f, g) and _same_electorate(pair)
    return bool(f.nations & g.nations) or not other_nations(pair.a, pair.b)


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


def _out_of_scale(pair: Pair, f: Figure, g: Figure) -> bool:
    """Whether a count in a town and one of no named place are so far apart that the latter is of the whole land."""
    towns = [any(not place(name).broad for name in one.claim.places) for one in (pair.a, pair.b)]
    return towns[0] != towns[1] and not pair.one_article and 0 not in (f.high, g.high) and distance(f, g) >= _SCALE


def _same_electorate(pair: Pair) -> bool:
    """Whether a share in a town is not set against one of no named place, unless that claim's surroundings name it."""
    a, b = pair.a, pair.b
    for here, there in ((a, b), (b, a)):
        words = {word for name in here.claim.places for word in place(name).own}
        if words and not there.claim.places and words.isdisjoint(word.lower() for word in named_around(there.claim)):
            return False
    return True


def _same_matter(pair: Pair, f: Figure, g: Figure) -> bool:
    """Whether figures that no class of events governs on both sides are at least spoken of in common words."""
    if f.measure and g.measure:
        return True
    nouns = {f.unit, g.unit, *f.nouns, *g.nouns} | _DULL
    x, y = (content(entry.claim) - nouns for entry in (pair.a, pair.b))
    return (
        bool(x & y)
        or (not x and bool(around(pair.a.claim) & y))
        or (not y and bool(around(pair.b.claim) & x))
        or (not x and not y and (pair.one_article or bool(around(pair.a.claim) & around(pair.b.claim))))
    )


def _same_doer(pair: Pair, f: Figure, g: Figure) -> bool:
    """Whether neither, or one and the same source, counts only what it did itself."""
    known = event_classes()
    if pair.one_origin or not any(name in known and known[name].doer for name in (f.measure, g.measure)):
        return True
    if f.measure != g.measure:
        return False
    own = ["own" in entry.claim.about.scope for entry in (pair.a, pair.b)]
    return own[0] == own[1] and not own[0]


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
    if f.holders and g.holders:
        return bool(f.holders & g.holders)
    whose = {known[name].whose for name in (f.measure, g.measure) if name in known}
    if pair.one_origin and "own" not in whose:
        return True
    own_a, own_b = (subject_words(one.claim) - _BALLOTS for one in (pair.a, pair.b))
    if "own" in whose or (whose & {"near"} and "percent" in (f.unit, g.unit)):
        return bool(own_a & own_b)
    return "near" not in whose or bool(own_a & named_around(pair.b.claim) | own_b & named_around(pair.a.claim))


def _differ(pair: Pair, f: Figure, g: Figure, severity: int) -> Relation | None:
    """Values that cannot both hold: an update where one is the other's later state, else a conflict."""
    known = event_classes()
    later = later_of(pair)
    why = values(pair, f.text, g.text, _label(f, g))
    actual = pair.a.claim.modality == "actual"
    # What an outlet knows of the size of somebody's plans is set against what they say of them.
    reported = pair.a.claim.modality == "planned" and bool(pair.a.claim.via) != bool(pair.b.claim.via)
    if pair.one_origin and (reported or off_the_record(pair)):
        return relation(pair, "conflicts", why, severity)
    if pair.one_origin:
        if later is None:
            return relation(pair, "conflicts", why, severity) if not pair.one_article or _two_voices(pair) else None
        return update(pair, later, f"{why}; same origin, said later", severity // 2)
    growing = [name in known and known[name].grows for name in (f.measure, g.measure) if name]
    grows = f.unit not in ("percent", "money") and bool(growing) and all(growing)
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
