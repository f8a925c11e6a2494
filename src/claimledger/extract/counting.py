"""Whether a figure counts anything where it stands: no year, age, hour, pronoun "one", definite pair or comparison."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimledger.extract.amounts import Figure, is_year
from claimledger.extract.numbers import Token, at
from claimledger.extract.units import states
from claimledger.wordbook import derived, word_file, word_set

LABEL_REACH = 12
ONE_REACH = 10
PRICE_REACH = 8

SENTENCE_ENDS = frozenset(".;!?")
_PROMISING = frozenset(["number", "figure", "total", "count", "put", "puts", "it", "stood", "stands", "rate"])
_PRICING = frozenset(
    ("closed", "traded", "trading", "opened", "settled", "priced", "price", "prices", "share", "shares", "index")
)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_AGED = frozenset(
    (
        "people",
        "children",
        "adults",
        "men",
        "women",
        "those",
        "anyone",
        "everyone",
        "residents",
        "kids",
        "girls",
        "boys",
    )
)
_YEAR_BEFORE = frozenset(
    ("in", "since", "of", "until", "till", "before", "after", "during", "early", "late", "mid", "the")
)


def is_counted(tokens: Sequence[Token], figure: Figure, i: int, bound: bool, elliptical: bool) -> bool:
    """Whether the figure is a quantity where it stands."""
    number, unit = figure.number, figure.unit
    if number is None:
        return True
    before = at(tokens, i - 1).low
    if unit and unit.name in word_set("units", "times"):
        if at(tokens, figure.end).low in ("old", "olds") or [at(tokens, figure.end + k).low for k in (0, 1)] == [
            "of",
            "age",
        ]:
            return False
        if number.form == "words" and number.low == 1 and unit.name in ("day", "night", "second", "minute"):
            return False
    if unit is None or not unit.name:
        if (
            before in ("aged", "age", "ages")
            or (before == "of" and at(tokens, i - 2).low in ("age", "ages"))
            or _age_limit(tokens, i)
        ):
            return False
        if (
            before == "at"
            and number.low <= 12
            and figure.low == figure.high
            and not _labelled(tokens, i)
            and at(tokens, figure.end).kind != "word"
        ):
            return False
        if before == "at" and _CLOCK.fullmatch(tokens[i].text) and not _labelled(tokens, i) and not _priced(tokens, i):
            return False
        if before == "in" and number.form == "words" and number.low < 10 and figure.low == figure.high:
            return False
        if before == "of" and at(tokens, i - 2).low == "out" and _counted_before(tokens, i - 2):
            return False
    if before in ("aged", "ages") or [at(tokens, i - k).low for k in (2, 1)] in (
        ["aged", "between"],
        ["aged", "from"],
        ["ages", "of"],
    ):
        return False
    if is_year(tokens, figure) and not bound:
        return (elliptical and len(tokens) == 1) or bool(
            unit
            and not (
                unit.kind == "count" and (1900 <= number.low <= 2099 and (not unit.named or before in _YEAR_BEFORE))
            )
        )
    if number.form == "words" and number.low == 1 and number.scale == 1 and number.end - number.start == 1:
        return _one(tokens, figure)
    if (
        unit
        and unit.kind == "count"
        and before == "the"
        and number.low == 2
        and tokens[figure.end - 1].low in word_set("units", "pairs")
    ):
        return False
    if tokens[figure.end - 1].low == "times" and at(tokens, figure.end).low in (
        "as",
        "more",
        "the",
        "higher",
        "larger",
        "bigger",
        "greater",
        "less",
        "that",
        "its",
    ):
        return False
    if (
        before == "the"
        and number.form == "words"
        and unit is None
        and number.low < 10
        and at(tokens, figure.end).low != "dead"
    ):
        return False
    label = at(tokens, i - 1)
    named = (
        label.kind == "word"
        and label.text[0].isupper()
        and i >= 2
        and at(tokens, i - 2).kind == "word"
        and label.glued is False
    )
    return not (
        named
        and unit is None
        and number.form == "digits"
        and tokens[i].text.isdecimal()
        and not figure.approximate
        and not bound
    )


def _age_limit(tokens: Sequence[Token], i: int) -> bool:
    """ "children under 5", "people over the age of 65"."""
    return at(tokens, i - 1).low in ("over", "under", "above", "below") and at(tokens, i - 2).low in _AGED


def _labelled(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word before token ``i`` promises a figure: "the toll stood at 6" (not "the bell goes at six")."""
    return any(token.low in _PROMISING or token.low in labels() for token in tokens[max(0, i - LABEL_REACH) : i])


def _priced(tokens: Sequence[Token], i: int) -> bool:
    """Whether a price or rate stands before token ``i``: "shares closed at 18.05", not "the train left at 18.05"."""
    near = tokens[max(0, i - PRICE_REACH) : i]
    return any(token.low in _PRICING or token.kind == "num" or token.text in "$€£" for token in near)


def _counted_before(tokens: Sequence[Token], i: int) -> bool:
    """Whether the part of "two boats launched out of six" stands before token ``i``: the whole is not claimed."""
    for token in reversed(tokens[max(0, i - PRICE_REACH) : i]):
        if token.text in SENTENCE_ENDS:
            return False
        if token.kind == "num" or token.low in word_file("numbers")["words"]:
            return True
    return False


@derived
def labels() -> Mapping[str, str]:
    """Words before a bare figure ("toll") to what it counts ("person/dead")."""
    return {form: name for name, forms in word_file("units")["labels"].items() for form in forms}


def _one(tokens: Sequence[Token], figure: Figure) -> bool:
    unit = figure.unit
    if unit is None:
        return False
    if unit.kind in ("measure", "money"):
        return True
    if unit.name not in word_set("units", "persons") or at(tokens, figure.start - 1).low in ("no", "any", "every"):
        return False
    for k in range(figure.end, figure.end + ONE_REACH):
        if at(tokens, k).text in SENTENCE_ENDS:
            break
        if at(tokens, k).low in states():
            return True
    return False
