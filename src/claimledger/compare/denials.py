"""Denials against what they deny, and against one another."""

from __future__ import annotations

import re

from claimledger.compare.by_event import repetition
from claimledger.compare.entry import Entry, nations, nations_named
from claimledger.compare.facts import (
    asserted,
    covers,
    denies,
    distinct,
    events_meet,
    kinds,
    main_events,
    named_around,
    same_participants,
    subject_words,
)
from claimledger.compare.figures import compatible, figures, same_count
from claimledger.compare.pair import Pair, later_of, off_the_record, other_times, relation, support, update, words_of
from claimledger.compare.places import standing
from claimledger.compare.wording import NO_SUBJECT, says_the_same
from claimledger.records import Relation
from claimledger.vocabulary import event_classes, humans, name_words

_SEVERITY = 70
_DULL = name_words("dull")
_MORE = re.compile(r"\b(?:no|any|without) (?:new|further|more|other|additional|fresh)\b", re.IGNORECASE)


def denial_against(pair: Pair, denial: Entry, other: Entry) -> Relation | None:
    """A denial against what it denies. A denial of one value meets only claims of that value, one of anything more or
    new none at all, since what there was before is no part of it."""
    if _MORE.search(denial.claim.statement):
        return None
    if denial.claim.modality != other.claim.modality or denial.claim.modality not in ("actual", "planned"):
        return None
    if denial.claim.modality == "planned" and denial.claim.when and not other.claim.when:
        return None
    return _against_event(pair, denial, other) or _against_words(pair, denial, other) or _in_reply(pair, denial, other)


def _in_reply(pair: Pair, denial: Entry, other: Entry) -> Relation | None:
    """A denial set right after what another source says, of a thing that both name by the same word."""
    if not pair.one_article or pair.one_origin or denial.number != other.number + 1 or denial.claim.quantities:
        return None
    if other_times(pair) or not covers(denial.claim, other.claim) or same_participants(denial, other) is False:
        return None
    where = {word.lower() for one in (denial, other) for name in one.claim.places for word in name.split()}
    x, y = ({*one.claim.about.words} - NO_SUBJECT - _DULL - where for one in (denial, other))
    if not any(word[:1].isalpha() for word in x & y):
        return None
    return _contradiction(pair, _SEVERITY - 10)


def _against_words(pair: Pair, denial: Entry, other: Entry) -> Relation | None:
    """A denial of what the other says in so many words, whether or not a class of events is named for it."""
    if other_times(pair) or standing(denial.claim.places, other.claim.places) == "other":
        return None
    (x, x_own), (y, y_own) = nations(denial), nations(other)
    if not says_the_same(denial.claim, other.claim, pair.limits) or (x_own and not (y_own and x & y)):
        return None
    if bool(asserted(denial.claim)) and bool(asserted(other.claim)) and not _one_event(denial, other):
        return None
    if denial.claim.quantities and {q.min for q in denial.claim.quantities} != {q.min for q in other.claim.quantities}:
        return None
    return _contradiction(pair, _SEVERITY - 10)


def _one_event(denial: Entry, other: Entry) -> bool:
    denied, told = main_events(denial.claim)[:1], main_events(other.claim)
    known = event_classes()
    return any(events_meet(denied[0], name) or known[name].weak or known[denied[0]].weak for name in told)


def _against_event(pair: Pair, denial: Entry, other: Entry) -> Relation | None:
    denied = main_events(denial.claim)[:1]
    told = tuple(dict.fromkeys((*asserted(other.claim), *main_events(other.claim)[:2])))
    if not denied:
        return None
    opposite = event_classes()[denied[0]].opposite.intersection(told)
    if not opposite and not any(events_meet(denied[0], name) for name in told):
        return None
    if (
        other_times(pair)
        or not covers(denial.claim, other.claim)
        or not _denied_subject(pair, denial, other, denied[0], told)
    ):
        return None
    same = standing(denial.claim.places, other.claim.places) == "same" or denied[0] in told
    if _presupposes(other) and not same:
        return None
    if denial.claim.quantities and not any(
        same_count(f, g) and compatible(f, g)
        for f in figures(denial.claim, pair.limits)
        for g in figures(other.claim, pair.limits)
    ):
        return None
    if opposite:
        return support(pair, words_of(pair))
    return _contradiction(pair, _SEVERITY)


def _contradiction(pair: Pair, severity: int) -> Relation:
    """A conflict; where one source took back later what it had said itself, an update."""
    later = later_of(pair)
    own = pair.a.claim.via == pair.b.claim.via and not off_the_record(pair)
    if pair.one_origin and later is not None and not pair.one_article and own:
        return update(pair, later, f"{words_of(pair)}; same origin, said later", severity // 2)
    return relation(pair, "conflicts", words_of(pair), severity)


def _presupposes(entry: Entry) -> bool:
    """Whether the claim is only of when the first came or the last went, which takes the rest for granted."""
    return bool({"first", "last"}.intersection(entry.claim.about.scope) and entry.claim.when)


def _denied_subject(pair: Pair, denial: Entry, other: Entry, denied: str, told: tuple[str, ...]) -> bool:
    (x, x_own), (y, y_own) = nations(denial), nations(other)
    if x_own:
        if "part" in denial.claim.about.scope and not (y_own and x & y):
            return False
        counted = {figure.unit for figure in figures(other.claim, pair.limits)[:1]}
        only_people = kinds(other.claim) <= humans() or bool(counted & {"", *humans()})
        only_people = only_people and "person" not in other.claim.about.participants
        near = y | nations_named(other.claim.about.context)
        return bool(x & near) or (not y_own and only_people and bool(x & other.story))
    shared = subject_words(denial.claim) & named_around(other.claim)
    back = subject_words(other.claim) & named_around(denial.claim)
    if people := kinds(denial.claim) & humans():
        return bool(people & named_around(other.claim) or back) and (not y_own or not x or bool(x & y))
    return bool(shared or back) or (denied in told and not subject_words(denial.claim))


def two_denials(pair: Pair) -> Relation | None:
    """Two denials of one thing, which support each other."""
    a, b = pair.a.claim, pair.b.claim
    x, y = main_events(a)[:1], main_events(b)[:1]
    if not x or not y or not (events_meet(x[0], y[0]) or events_meet(y[0], x[0])):
        elsewhere = standing(a.places, b.places) == "other" or other_times(pair)
        open_class = not (x and y) and not (a.quantities or b.quantities)
        if open_class and not elsewhere and says_the_same(a, b, pair.limits):
            return support(pair, words_of(pair))
        return repetition(pair)
    if a.quantities or b.quantities or standing(a.places, b.places) == "other" or other_times(pair):
        return None
    together = same_participants(pair.a, pair.b)
    if not together and not (together is None and pair.one_origin and x[0] == y[0]):
        return None
    return support(pair, words_of(pair))


def wrong_figure(pair: Pair) -> Relation | None:
    """ "Both numbers are wrong", against the claims of the numbers that stand before it, and with who else says so."""
    critics = [entry for entry in (pair.a, pair.b) if "wrong_figure" in distinct(entry.claim)]
    if len(critics) == 2:
        numbers = [{word for word in one.claim.about.context if word[:1].isdigit()} for one in critics]
        return support(pair, words_of(pair)) if numbers[0] & numbers[1] and pair.one_origin else None
    for critic, other in ((pair.a, pair.b), (pair.b, pair.a)):
        if "wrong_figure" not in distinct(critic.claim) or not other.claim.quantities:
            continue
        if pair.one_origin and critic.claim.via == other.claim.via and not denies(other.claim):
            continue
        nearby = {word.replace(",", "") for word in critic.claim.about.context}
        for figure in figures(other.claim, pair.limits):
            if figure.low is not None and figure.low == figure.high and str(figure.low) in nearby:
                if denies(other.claim):
                    return support(pair, words_of(pair))
                return relation(pair, "conflicts", words_of(pair), _SEVERITY)
    return None
