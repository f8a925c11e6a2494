"""Claims about the same event, figures aside: opposite states, dates, places, and plain repetition."""

from __future__ import annotations

import re

from claimledger.compare import edtf
from claimledger.compare.entry import Entry, happened, nations
from claimledger.compare.facts import (
    asserted,
    events_meet,
    kinds,
    main_events,
    named_around,
    other_nations,
    same_participants,
    subject_words,
)
from claimledger.compare.pair import (
    Pair,
    later_of,
    off_the_record,
    other_times,
    relation,
    support,
    update,
    values,
    words_of,
)
from claimledger.compare.places import standing
from claimledger.compare.wording import around, content, names_itself
from claimledger.records import Claim, DateValue, Relation
from claimledger.vocabulary import event_classes, stems, triggers

_OPPOSITE, _PLACE, _DATE = 80, 60, 50
_TERM = re.compile(r"\b(?:until|till|deadline|by the end of|no later than)\b", re.IGNORECASE)
_CLOCK = re.compile(r"(\d\d):(\d\d)(?::\d\d)?(Z?)")


def by_event(pair: Pair) -> Relation | None:
    """The relation of two claims by what they say happened: state, place, date, or that it did at all."""
    a, b = pair.a, pair.b
    if found := _trend(pair) or _moved(pair):
        return found
    x, y = asserted(a.claim)[:1], asserted(b.claim)[:1]
    if not x or not y or standing(a.claim.places, b.claim.places) == "other":
        return _elsewhere(pair) if x == y and x else None
    if _opposed(a, b) and not (a.claim.quantities and b.claim.quantities):
        same = _one_thing(pair) or (x == y and same_participants(a, b) is not False)
        return relation(pair, "conflicts", words_of(pair), _OPPOSITE) if same else None
    meeting = [
        (p, q)
        for p in main_events(a.claim)[:2]
        for q in main_events(b.claim)[:2]
        if p == q or events_meet(p, q) or events_meet(q, p)
    ]
    return (
        _clocks(pair)
        or (_by_date(pair, *meeting[0]) if meeting else None)
        or _existence(pair)
        or _same_state(pair, x[0], y[0])
    )


def _opposed(a: Entry, b: Entry) -> bool:
    """Whether the claims' chief events exclude each other, or, where those are one, the states that come second."""
    known = event_classes()
    x, y = main_events(a.claim)[:2], main_events(b.claim)[:2]
    at = 1 if x[0] == y[0] and len(x) == len(y) == 2 else 0
    if not (names_itself(a.claim, x[at]) and names_itself(b.claim, y[at])):
        return False
    return y[at] in known[x[at]].opposite or x[at] in known[y[at]].opposite


def _trend(pair: Pair) -> Relation | None:
    """What rose according to one and fell according to the other, over the same time."""
    a, b = pair.a.claim, pair.b.claim
    ways = [{name for name in claim.about.events if name in ("grow", "shrink")} for claim in (a, b)]
    if any(len(way) != 1 for way in ways) or ways[0] == ways[1] or other_times(pair) or a.modality != b.modality:
        return None
    if standing(a.places, b.places) == "other" or other_nations(pair.a, pair.b):
        return None
    x, y = (frozenset(word for word in content(claim) if not _is_trend(word)) for claim in (a, b))
    same = bool(x & y) and (x <= y or y <= x)
    if not (same or (not x and y & around(a)) or (not y and x & around(b))):
        return None
    return relation(pair, "conflicts", words_of(pair), _OPPOSITE)


def _is_trend(word: str) -> bool:
    return any(trigger.name in ("grow", "shrink") for stem in stems(word) for trigger in triggers().get(stem, ()))


def _same_state(pair: Pair, x: str, y: str) -> Relation | None:
    """One state of one thing: open and open, collapsed and came down."""
    if x != y or not event_classes()[x].opposite or event_classes()[x].weak:
        return None
    if pair.a.claim.quantities and pair.b.claim.quantities:
        return None
    if (
        other_times(pair)
        or (pair.one_article and pair.one_origin)
        or not (_same_thing(pair.a, pair.b) or _one_thing(pair))
    ):
        return None
    return support(pair, words_of(pair))


def _clocks(pair: Pair) -> Relation | None:
    """One event of a day told of two times of that day, both by one clock."""
    a, b = pair.a.claim, pair.b.claim
    x, y = (_minutes(claim.when) for claim in (a, b))
    if x is None or y is None or x[1] != y[1] or abs(x[0] - y[0]) <= pair.limits.clock_minutes:
        return None
    events = [main_events(claim)[:1] for claim in (a, b)]
    if not events[0] or events[0] != events[1] or not event_classes()[events[0][0]].once:
        return None
    if standing(a.places, b.places) == "other" or not (same_subject(pair) or _no_subject(pair)):
        return None
    told = [f"{claim.when.date} {claim.when.time}" for claim in (a, b) if claim.when]
    why = values(pair, told[0], told[1], event_classes()[events[0][0]].label)
    later = later_of(pair)
    if pair.one_origin:
        return update(pair, later, f"{why}; same origin, said later", _DATE // 2) if later else None
    return relation(pair, "conflicts", why, _DATE)


def _minutes(when: DateValue | None) -> tuple[int, str] | None:
    """Minutes since the beginning of the day, and by which clock on which day; None where no time is told."""
    found = _CLOCK.fullmatch(when.time or "") if when else None
    if not found or not when or not when.date:
        return None
    return int(found[1]) * 60 + int(found[2]), f"{when.date}{found[3]}"


def _moved(pair: Pair) -> Relation | None:
    """A plan that its own source gives another date, told by who is to do it and what to."""
    a, b = pair.a, pair.b
    when_a, when_b, later = happened(a), happened(b), later_of(pair)
    if not pair.one_origin or later is None or when_a is None or when_b is None:
        return None
    if a.claim.modality != "planned" and not (_is_term(a.claim) and _is_term(b.claim)):
        return None
    x, y = content(a.claim), content(b.claim)
    shared = len(x & y)
    if shared < pair.limits.shared_words or shared < pair.limits.echo_words * min(len(x), len(y)):
        return None
    if not edtf.disjoint(when_a, when_b) and not (_is_term(a.claim) and when_a.last != when_b.last):
        return None
    if off_the_record(pair):
        return relation(pair, "conflicts", words_of(pair), _DATE)
    return update(pair, later, f"{words_of(pair)}; the date has moved", _DATE // 2)


def _is_term(claim: Claim) -> bool:
    """Whether the claim gives a day by which something is to be, in so many words."""
    return bool(claim.when and claim.when.date and claim.when.date.startswith("..")) and bool(
        _TERM.search(claim.statement)
    )


def _by_date(pair: Pair, x: str, y: str) -> Relation | None:
    a, b = pair.a, pair.b
    when_a, when_b = happened(a), happened(b)
    if when_a is None or when_b is None:
        return None
    both_count = bool(a.claim.quantities and b.claim.quantities)
    if any((edtf.days(when) or 10**6) > pair.limits.fact_days for when in (when_a, when_b)):
        return None
    firsts = [{"first", "second", "last"} & set(entry.claim.about.scope) for entry in (a, b)]
    known = event_classes()
    if firsts[0] != firsts[1] and pair.a.claim.modality == "actual":
        return None
    planned = a.claim.modality == "planned"
    if edtf.disjoint(when_a, when_b):
        if both_count:
            return None
        turns = any(name in a.claim.about.events and name in b.claim.about.events for name in ("begin", "end"))
        if not all(firsts) and (x != y or not (known[x].once or planned or turns)):
            return None
        bare = x == y and (turns or (known[x].once and _no_subject(pair)))
        if not (same_subject(pair) or (planned and pair.one_origin) or bare):
            return None
        why = values(
            pair, str(a.claim.when and a.claim.when.date), str(b.claim.when and b.claim.when.date), known[x].label
        )
        later = later_of(pair)
        if pair.one_origin and off_the_record(pair):
            return relation(pair, "conflicts", why, _DATE)
        if pair.one_origin and later is not None:
            return update(pair, later, f"{why}; same origin, said later", _DATE // 2)
        if pair.one_origin and pair.one_article:
            return None
        return relation(pair, "conflicts", why, _DATE)
    if (
        not (same_subject(pair) or (known[x].once and x == y and _no_subject(pair)))
        or (known[x].weak and known[y].weak)
        or standing(a.claim.places, b.claim.places) not in (("same",) if both_count else ("same", "unknown"))
    ):
        return None
    return support(
        pair,
        values(pair, str(a.claim.when and a.claim.when.date), str(b.claim.when and b.claim.when.date), known[x].label),
    )


def _elsewhere(pair: Pair) -> Relation | None:
    """One event of a kind that happens once, told of two places."""
    a, b = pair.a, pair.b
    event = event_classes()[main_events(a.claim)[0]]
    shared = subject_words(a.claim) & subject_words(b.claim)
    if not event.once or event.grows or pair.one_origin or same_participants(a, b) is False:
        return None
    if len(shared) <= pair.limits.shared_words or other_times(pair):
        return None
    why = values(pair, ", ".join(a.claim.places), ", ".join(b.claim.places), event.label)
    return relation(pair, "conflicts", why, _PLACE)


def _existence(pair: Pair) -> Relation | None:
    """A bare statement that something is so, and a claim that implies it."""
    for bare, other in ((pair.a, pair.b), (pair.b, pair.a)):
        if bare.claim.quantities or bare.claim.when or bare.claim.modality != "actual":
            continue
        if bare.claim.speaker is None and bare.claim.agency is None:
            continue
        wanted = main_events(bare.claim)[:1]
        if not wanted or not any(events_meet(wanted[0], name) for name in asserted(other.claim)):
            continue
        where = standing(bare.claim.places, other.claim.places)
        if where == "same" and same_subject(pair):
            return support(pair, words_of(pair))
    return None


def same_subject(pair: Pair) -> bool:
    """Whether both are said of one thing: a nation or kind of participant in common, or a word that one claim has and
    the other, with the sentences before it, has too."""
    a, b = pair.a, pair.b
    together = same_participants(a, b)
    if together is not None:
        return together
    (x, x_own), (y, y_own) = nations(a), nations(b)
    if (x_own and not kinds(b.claim) and x & b.story) or (y_own and not kinds(a.claim) and y & a.story):
        return True
    return bool(x & y) or _same_thing(a, b)


def _no_subject(pair: Pair) -> bool:
    """Whether one claim names nothing but the event of its story ("the sinking")."""
    return any(not subject_words(entry.claim) and not kinds(entry.claim) for entry in (pair.a, pair.b))


def _same_thing(a: Entry, b: Entry) -> bool:
    """Whether one claim names, in its own words, a thing that the other or the sentences before it name."""
    if same_participants(a, b) is False:
        return False
    x, y = subject_words(a.claim), subject_words(b.claim)
    return bool(x & named_around(b.claim) | y & named_around(a.claim))


def _one_thing(pair: Pair) -> bool:
    """Whether one names, in its own words, a thing but no place that the other or the sentences before it name."""
    a, b = pair.a, pair.b
    if same_participants(a, b) is False:
        return False
    where = {word.lower() for entry in (a, b) for name in entry.claim.places for word in name.split()}
    x, y = (subject_words(one.claim) - where for one in (a, b))
    if not x and not y:
        return len(around(a.claim) & around(b.claim)) > pair.limits.shared_words
    return bool(x & named_around(b.claim) | y & named_around(a.claim))


def repetition(pair: Pair) -> Relation | None:
    """The same origin in nearly the same words."""
    a, b = pair.a.claim, pair.b.claim
    if not pair.one_origin or pair.one_article or a.stance != b.stance or a.polarity != b.polarity:
        return None
    x, y = set(a.about.words), set(b.about.words)
    shared = x & y
    if len(shared) <= pair.limits.shared_words or len(shared) < pair.limits.echo_words * min(len(x), len(y)):
        return None
    if standing(a.places, b.places) == "other" or other_times(pair) or a.modality != b.modality:
        return None
    if bool(a.quantities) != bool(b.quantities) or (
        a.quantities and not {q.min for q in a.quantities} & {q.min for q in b.quantities}
    ):
        return None
    return support(pair, words_of(pair))
