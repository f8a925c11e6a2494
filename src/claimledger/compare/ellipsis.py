"""Claims that say no more than a value ("the ministry puts it at 5,900") or that something is not so ("a lie"), read as
what stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimledger.compare.wording import content, names_itself, negative
from claimledger.records import Claim, Quantity
from claimledger.vocabulary import event_classes, humans, name_words, noun_classes
from claimledger.wordbook import word_set

_NEAR, _NEAR_IN_COUNTS = 260, 150
_EMPTY = name_words("dull") | name_words("elliptic")
_RETORT = name_words("retort")
_OF_THINGS = name_words("forgery")
_SAYS_NO = re.compile(
    r"(?:\w+ ){1,2}?\w+(?: not|n['’]t| no such thing| nothing of the kind)(?: be| been| so| true| the case)?", re.I
)
_MOODS = frozenset(["actual", "planned"])


def settled(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of one article in their order; one whose words are no more than a figure is about what the figure
    right before it is about, where no other could be meant, and one that only calls something untrue denies what
    somebody else says right before it."""
    done: list[Claim] = []
    for claim in claims:
        if denied := _denied(claim, done):
            done.append(_retorted(claim, denied))
        else:
            antecedent = _antecedent(claim, done)
            done.append(_taken_over(claim, antecedent) if antecedent else claim)
        yield done[-1]


def is_retort(claim: Claim) -> bool:
    """Whether the claim says no more than that something is not so ("that is a lie", "it did not")."""
    if claim.quantities or claim.modality != "actual" or claim.stance not in ("asserts", "denies"):
        return False
    words = frozenset(claim.about.words)
    false = words & word_set("stances", "falsity") - _OF_THINGS
    said_no = claim.polarity == "negated" and _SAYS_NO.fullmatch(claim.statement.strip())
    return bool(false or said_no) and not words - false - _RETORT


def _denied(claim: Claim, before: Sequence[Claim]) -> Claim | None:
    """What the claim right before it, of another source, says, if the claim is but a retort to it."""
    if not before or not claim.span or not before[-1].span or not is_retort(claim):
        return None
    said, gap = before[-1], claim.span[0][0] - before[-1].span[-1][1]
    if not 0 <= gap <= _NEAR or said.modality not in _MOODS or said.stance in ("questions", "demands"):
        return None
    known = event_classes()
    if any(name in known and known[name].distinct for one in (claim, said) for name in one.about.events):
        return None
    return None if _source(claim) == _source(said) else said


def _source(claim: Claim) -> str | None:
    return claim.agency or (claim.speaker.name if claim.speaker else None)


def _retorted(claim: Claim, denied: Claim) -> Claim:
    """The claim as the denial of another, so that it meets all who say the same as that one."""
    negated = (claim.stance == "denies") == negative(denied)
    return replace(
        claim,
        polarity="negated" if negated else "affirmed",
        modality=denied.modality,
        when=claim.when or denied.when,
        places=claim.places or denied.places,
        quantities=denied.quantities,
        about=replace(denied.about, context=tuple(sorted({*denied.about.context, *claim.about.context}))),
    )


def is_bare(claim: Claim) -> bool:
    """Whether the claim names nothing but one figure, and at most what is counted."""
    named = {*claim.about.events, *claim.about.measures}
    if len(claim.quantities) != 1 or any(names_itself(claim, name) for name in named):
        return False
    return not content(claim) - _EMPTY - _units(claim.quantities)


def _antecedent(claim: Claim, before: Sequence[Claim]) -> Claim | None:
    if not claim.span or not is_bare(claim):
        return None
    counting = [one for one in before if one.quantities and one.span]
    if not counting or claim.span[0] <= counting[-1].span[0]:
        return None
    nearest = counting[-1]
    if claim.span[0][0] - nearest.span[-1][1] > (_NEAR if nearest is before[-1] else _NEAR_IN_COUNTS):
        return None
    unit = _kind(claim.quantities[0].unit)
    beside = [one for one in counting if one is nearest or (one.cue is not None and one.cue == nearest.cue)]
    fitting = [one for one in beside if any(_fits(unit, _kind(q.unit)) for q in one.quantities)]
    if len(fitting) != 1 or fitting[0] is not nearest or claim.modality not in ("actual", nearest.modality):
        return None
    # An event that is named after the antecedent's own is the one that the figure belongs to.
    return None if set(nearest.about.measures) & set(claim.about.events[1:]) else nearest


def _taken_over(claim: Claim, antecedent: Claim) -> Claim:
    """The claim about its antecedent's fact, with its own value, and its own time and place where it has them."""
    own = claim.quantities[0]
    kind = _kind(own.unit)
    at = next(i for i, q in enumerate(antecedent.quantities) if _fits(kind, _kind(q.unit)))
    model, about = antecedent.quantities[at], antecedent.about
    measures = about.measures if len(about.measures) == len(antecedent.quantities) else ()
    return replace(
        claim,
        quantities=(
            replace(
                own,
                unit=own.unit if kind else model.unit,
                of=own.of or model.of or (None if kind or model.unit else model.text),
            ),
        ),
        when=claim.when or antecedent.when,
        places=claim.places or antecedent.places,
        modality=antecedent.modality,
        about=replace(
            about,
            words=tuple(word for word in about.words if not word[:1].isdigit()),
            context=claim.about.context,
            measures=(measures[at],) if measures else (),
            scope=tuple(sorted({*about.scope, *claim.about.scope} - {"part"})),
        ),
    )


def _fits(unit: str, other: str) -> bool:
    """Whether a figure of this unit, "" for none, can count what the other does."""
    return not unit or unit == other or (unit in humans() and other in humans())


def _kind(unit: str | None) -> str:
    return noun_classes().get(unit, unit) if unit else ""


def _units(quantities: Sequence[Quantity]) -> frozenset[str]:
    return frozenset(name for q in quantities if q.unit for name in (q.unit, _kind(q.unit)))
