"""Whether what a claim says is so or not: negation and its scope. Pure text, no model."""

from __future__ import annotations

from claimledger.extract.clauses import (
    AUXILIARIES,
    BE,
    LONGEST_PHRASE,
    PUNCTUATION,
    Words,
    covered,
    first_conjunct,
    first_negation,
    main_clause,
    occurrences,
    phrases,
    sentences_of,
    words_of,
)
from claimledger.records import Polarity

CONTRAST_REACH = 14

_ASIDE_OPENERS = frozenset((",", "—", "–", "("))


def polarity_of(statement: str, cue: str = "") -> Polarity:
    """Whether the main proposition of ``statement`` is negated; a contrast ("four, not five") negates nothing.

    ``cue``: its own negation counts where it belongs to the proposition ("could not confirm", "does not believe").

    >>> polarity_of("no soldiers were sent"), polarity_of("four soldiers, not five, were sent")
    ('negated', 'affirmed')
    """
    cue_words = words_of(cue)
    if first_negation(cue_words) is not None and not phrases("confirming").isdisjoint(cue_words):
        return "negated"
    for sentence in sentences_of(words_of(statement)):
        start, end = main_clause(sentence)
        if start < end:
            return "negated" if _is_negated(sentence, start, end) else "affirmed"
    return "affirmed"


def _is_negated(sentence: Words, start: int, end: int) -> bool:
    """Whether a negation has the main clause ``sentence[start:end]`` in its scope."""
    main = sentence[start:end]
    if any(True for _ in occurrences(main, "failing", "whole")):
        return True
    negators = phrases("negators")
    if negators.isdisjoint(main) and "no" not in main:
        return False
    spared = covered(sentence[start : end + LONGEST_PHRASE], "no_negation")
    for i, word in enumerate(main[: first_conjunct(main)]):
        if i in spared:
            continue
        if word == "no" and _no_negates(main, i):
            return True
        if word in negators and not _contrasts(sentence, start + i):
            return True
    return False


def _no_negates(main: Words, i: int) -> bool:
    """Whether "no" at ``i`` negates the clause: not after a preposition ("left with no lifeboats"), not "No. 10"."""
    following = main[i + 1] if i + 1 < len(main) else ""
    if not following or following in PUNCTUATION or following[0].isdecimal():
        return False
    return not (i and main[i - 1] in phrases("aside"))


def _contrasts(sentence: Words, i: int) -> bool:
    """Whether the negator at ``i`` sets off an alternative or an aside and leaves the clause affirmed.

    "four, not five"; "not money but practice"; "40 people, none of them children, were hurt"; "not until Friday".
    """
    word, before, rest = sentence[i], sentence[i - 1] if i else "", sentence[i + 1 : i + 1 + CONTRAST_REACH]
    if before in _ASIDE_OPENERS or (before in ("and", "but") and word == "not"):
        aside = rest[: next((k for k, other in enumerate(rest) if other in PUNCTUATION), len(rest))]
        if not any(other in AUXILIARIES for other in aside):
            return True
    if word != "not":
        return word == "nobody's" or (word in ("nothing", "none") and "but" in rest[:2])
    helped = before in AUXILIARIES
    if helped and "until" in rest:
        return True
    if "but" not in rest or (helped and before not in BE):
        return False
    alternative = rest[rest.index("but") + 1 :]
    return not any(other in AUXILIARIES for other in alternative[:5])
