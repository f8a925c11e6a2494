"""Whether two claims are about the same fact, figures aside: who takes part, where, in which story."""

from __future__ import annotations

from functools import lru_cache

from claimledger.compare.edtf import bounds, gap
from claimledger.compare.entry import Entry, nations
from claimledger.compare.origin import domestic_owner, lands_apart
from claimledger.compare.places import broad, place, standing
from claimledger.compare.remembered import remembered
from claimledger.compare.thresholds import Thresholds
from claimledger.compare.wording import NO_SUBJECT, negative
from claimledger.records import Claim
from claimledger.vocabulary import entailed, event_classes, humans, kinds_of_thing, noun_classes, stems, triggers

_FIGURE_SCOPES = frozenset(["first", "second", "new", "rate", "last"])
_OF_RATES = frozenset(["new", "rate"])
_FIGHTERS = frozenset(["militant", "soldier"])
_ANYONE = frozenset(["person"])


def same_story(a: Entry, b: Entry, thresholds: Thresholds) -> bool:
    """Whether the two articles tell one story: the same article, or names shared and published not too far apart."""
    if a.article.id == b.article.id:
        return True
    if bool(a.story) != bool(b.story) or (a.story and _names_shared(a.story, b.story) < thresholds.story_names):
        return False
    return in_time(a, b, thresholds)


def in_time(a: Entry, b: Entry, thresholds: Thresholds) -> bool:
    """Whether both were said within the time of one story, as those of one article always are."""
    if a.article.id == b.article.id:
        return True
    days = _days_between(*_said_on(a), *_said_on(b))
    return days is None or days <= thresholds.story_days


def _said_on(entry: Entry) -> tuple[str | None, str | None]:
    return entry.claim.said_on.date if entry.claim.said_on else None, entry.article.published


@lru_cache(maxsize=1 << 16)
def _days_between(a: str | None, published_a: str | None, b: str | None, published_b: str | None) -> int | None:
    """Days between what was said on two stated dates, or else in two articles; None where one is not known."""
    x, y = bounds(a) or bounds(published_a), bounds(b) or bounds(published_b)
    return gap(x, y) if x and y else None


@lru_cache(maxsize=1 << 14)
def _names_shared(a: frozenset[str], b: frozenset[str]) -> int:
    return len(a & b)


@remembered
def denies(claim: Claim) -> bool:
    """Whether the claim says that something is not so. Not being able to confirm it is no denial."""
    if claim.modality in ("conditional", "possible", "required") or distinct(claim) & {"verify", "wrong_figure"}:
        return False
    return negative(claim)


@remembered
def distinct(claim: Claim) -> frozenset[str]:
    """Classes that set a claim apart from those that lack them: aftershocks, readiness, suspected cases."""
    known = event_classes()
    return frozenset(name for name in claim.about.events if name in known and known[name].distinct)


@remembered
def main_events(claim: Claim) -> tuple[str, ...]:
    """What the claim is chiefly about: its first strong event, or all weak ones where there is no other."""
    known = event_classes()
    events = [name for name in claim.about.events if name in known and not known[name].distinct]
    strong = [name for name in events if not known[name].weak]
    return tuple(strong or events)


@remembered
def asserted(claim: Claim) -> tuple[str, ...]:
    """Events that the claim asserts rather than presupposes: the first one, and those that its figures count."""
    return tuple(dict.fromkeys(name for name in (*main_events(claim)[:1], *claim.about.measures) if name))


def same_scope(a: Claim, b: Claim) -> bool:
    """Whether figures of both can be of the same scope: no first group against a total, no rate against a sum. What is
    all in percent is a rate in any case."""
    scopes = _FIGURE_SCOPES - _OF_RATES if _shares(a) and _shares(b) else _FIGURE_SCOPES
    return scopes.intersection(a.about.scope) == scopes.intersection(b.about.scope)


def _shares(claim: Claim) -> bool:
    return bool(claim.quantities) and all(quantity.unit == "percent" for quantity in claim.quantities)


def same_participants(a: Entry, b: Entry) -> bool | None:
    """True where both name a participant in common, False where they name different ones, None where none can tell."""
    (x, x_own), (y, y_own) = nations(a), nations(b)
    if other_nations(a, b):
        return False
    kinds_a, kinds_b = kinds(a.claim), kinds(b.claim)
    if not kinds_a & kinds_b and any(kinds_a & sort and kinds_b & sort for sort in (humans(), kinds_of_thing())):
        return False
    if (x & y and (x_own or y_own)) or kinds_a & kinds_b:
        return True
    return True if subject_words(a.claim) & subject_words(b.claim) else None


def other_nations(a: Entry, b: Entry) -> bool:
    """Whether each names countries that the other, with the sentences before it, does not know."""
    (x, x_own), (y, y_own) = nations(a), nations(b)
    if not (x_own and y_own) or x & y:
        return False
    return not (x & named_around(b.claim) or y & named_around(a.claim))


def same_place_for_figures(a: Entry, b: Entry, *, same_class: bool) -> bool:
    """Whether two figures can be of one place. A figure of one named town is not set against one of no place unless
    both are of the very same kind of event, and not where the one place is a foreign land."""
    x, y = located(a), located(b)
    where = standing(x, y)
    if where == "unknown":
        if _elsewhere(a, x, b, y) or _elsewhere(b, y, a, x):
            return False
        return same_class or (broad(x) and broad(y))
    return where == "same"


def located(entry: Entry) -> tuple[str, ...]:
    """The places of the claim, else the country whose domestic authority speaks ("Peru's health ministry")."""
    if entry.claim.places:
        return entry.claim.places
    owner = domestic_owner(entry.claim.agency or "")
    return (owner,) if owner else ()


def _elsewhere(a: Entry, x: tuple[str, ...], b: Entry, y: tuple[str, ...]) -> bool:
    """Whether ``a`` is of a land whose authorities an article sets beside those of its own, and ``b``, which names no
    place, has nothing to do with that land."""
    if y or not x:
        return False
    words = {word.lower() for name in x for word in (*place(name).own, place(name).country or "") if word}
    if words & {word.lower() for word in named_around(b.claim)}:
        return False
    return any(lands_apart(entry.agencies, words) for entry in (a, b))


def covers(denial: Claim, other: Claim) -> bool:
    """Whether a denial's place takes in the place of the other claim: a denial for a country takes in its towns."""
    where = standing(denial.places, other.places)
    if broad(denial.places):
        return where != "other"
    return where == "same"


def events_meet(denied: str, other: str) -> bool:
    """Whether asserting ``other`` asserts what is denied."""
    return denied in entailed(other)


@remembered
def kinds(claim: Claim) -> frozenset[str]:
    """Kinds of participant that the claim names, beyond "people". Rebels can be called fighters."""
    named = (humans() | kinds_of_thing()).intersection(claim.about.participants) - _ANYONE
    return named | _FIGHTERS if named & _FIGHTERS else named


@remembered
def subject_words(claim: Claim) -> frozenset[str]:
    """Content words that can name what a claim is about: not its event, nor figures, days or just "people"."""
    return frozenset(
        w for w in claim.about.words if not w[:1].isdigit() and w not in NO_SUBJECT and not _names_event(w, claim)
    )


def _names_event(word: str, claim: Claim) -> bool:
    if noun_classes().get(word) == "person":
        return True
    found = (trigger.name for stem in stems(word) for trigger in triggers().get(stem, ()))
    return any(name in main_events(claim) for name in found)


@remembered
def named_around(claim: Claim) -> frozenset[str]:
    """Words and kinds of the claim and of the sentences that its pronouns point to."""
    return frozenset((*claim.about.words, *claim.about.participants, *claim.about.context))
