"""How much of one statement's wording another shares: for facts that no event class names, and for copied text."""

from __future__ import annotations

import re

from claimledger.compare.figures import VAGUE
from claimledger.compare.places import KINDS_OF_PLACE
from claimledger.compare.remembered import remembered
from claimledger.compare.thresholds import Thresholds
from claimledger.records import Claim
from claimledger.vocabulary import countries, event_classes, name_words, noun_classes, stems, triggers

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LIGHT = name_words("light")
NO_SUBJECT = name_words("times") | KINDS_OF_PLACE | VAGUE


@remembered
def content(claim: Claim) -> frozenset[str]:
    """The statement's content words without figures, days, nations and words for how much; synonyms are one."""
    return frozenset(_term(word) for word in claim.about.words if _counts(word))


@remembered
def around(claim: Claim) -> frozenset[str]:
    """The same of the sentences that its pronouns and ellipses point to."""
    words = (*claim.about.context, *claim.about.events)
    return frozenset(_term(word) for word in words if _counts(word))


@remembered
def names_itself(claim: Claim, event: str) -> bool:
    """Whether words of the claim itself name the event, rather than the sentences around it."""
    own = {stem for word in claim.about.words for stem in stems(word)}
    for found in triggers().values():
        for one in found:
            telling = [word for word in one.words if len(word) > 2 and word not in _LIGHT]
            if one.name == event and telling and own.issuperset(telling):
                return True
    return False


def _counts(word: str) -> bool:
    return not word[:1].isdigit() and word not in NO_SUBJECT and word not in _nation_words()


@remembered
def _nation_words() -> frozenset[str]:
    return frozenset(word for name in countries(capitals=False) for word in name.split())


def negative(claim: Claim) -> bool:
    """Whether what the statement says is said not to be so; to deny that something is not so is no denial."""
    return (claim.stance == "denies") != (claim.polarity == "negated")


def says_the_same(a: Claim, b: Claim, thresholds: Thresholds) -> bool:
    """Whether the shorter statement's content is the longer one's too, in the main; one that has a single word of its
    own counts if what was said before it is shared as well."""
    x, y = sorted((content(a), content(b)), key=lambda words: (len(words), sorted(words)))
    shared = x & y
    if len(shared) >= thresholds.shared_words:
        return len(shared) >= thresholds.same_words * len(x)
    if len(x) != 1 or x != shared:
        return False
    lean, full = (a, b) if content(a) == x else (b, a)
    return len(around(lean) & content(full) - x) >= thresholds.shared_words


def copied(a: Claim, b: Claim, thresholds: Thresholds) -> bool:
    """Whether one statement was set from the other or both from a third: a long run of the same words."""
    x, y = _words(a.statement), _words(b.statement)
    return _longest_run(x, y) >= thresholds.copied_words


@remembered
def _term(word: str) -> str:
    """One name for a word and its synonyms: its kind of participant, its event class, else itself."""
    nouns, known = noun_classes(), event_classes()
    if word in nouns:
        return nouns[word]
    for stem in sorted(stems(word)):
        for trigger in triggers().get(stem, ()):
            if len(trigger.words) == 1 and trigger.name and not known[trigger.name].weak:
                return trigger.name
    return word


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _longest_run(x: tuple[str, ...], y: tuple[str, ...]) -> int:
    best, row = 0, [0] * (len(y) + 1)
    for word in x:
        row = [0, *(row[j] + 1 if word == other else 0 for j, other in enumerate(y))]
        best = max(best, *row)
    return best
