"""Fractions and shares: "two-thirds of", "one in five", "half the houses"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claimledger.extract.amounts import DASHES, DETERMINERS, Figure, read_whole
from claimledger.extract.numbers import Token, at, plain, read_number
from claimledger.extract.units import Unit, read_counted, read_measure, stops
from claimledger.settings import Settings
from claimledger.wordbook import word_file

_SHARES = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 25, 50, 100, 1000))
_NO_HALF_AFTER = frozenset(("first", "second", "other", "a", "and", "last", "final", "-", "better"))
_SHARE_AFTER = frozenset(
    ("by", "than", "nearly", "about", "almost", "only", "just", "roughly", "to", "least", "around")
)
_AFTER_SHARE = frozenset(("last", "this", "next", "compared", "overnight", "yesterday"))


def read_share(tokens: Sequence[Token], i: int, policy: Settings) -> Figure | None:
    """A fraction or share as percent: "two-thirds of", "one in five", "eight out of ten", "half the houses".

    Of a counted whole it is a count: "half of the 500,000 doses".
    """
    fraction = _fraction(tokens, i)
    if fraction is None:
        return _odds(tokens, i, policy)
    part, end = fraction
    whole = read_whole(tokens, end, policy) if at(tokens, end).low == "of" else None
    if whole is None or whole.number is None:
        return _percent(tokens, i, end, part)
    value = plain(part * whole.number.low)
    return replace(whole, start=i, low=value, high=value)


def _odds(tokens: Sequence[Token], i: int, policy: Settings) -> Figure | None:
    """ "one in five", "eight out of every ten"; not "12 in 48 hours", "14 out of 20 samples"."""
    number = read_number(tokens, i, policy)
    if number is None or number.form == "vague" or number.scale != 1 or tokens[i].kind == "masked":
        return None
    j = number.end
    out_of = at(tokens, j).low == "out" and at(tokens, j + 1).low == "of"
    if not out_of and at(tokens, j).low != "in":
        return None
    j += 2 if out_of else 1
    j += at(tokens, j).low == "every"
    whole = read_number(tokens, j, policy)
    if whole is None or tokens[j].kind == "masked" or number.low >= whole.low or 1900 <= whole.low <= 2099:
        return None
    if whole.low not in _SHARES and number.low != 1:
        return None
    if not out_of and read_measure(tokens, whole.end):
        return None
    return _percent(tokens, i, whole.end, number.low / whole.low)


def _percent(tokens: Sequence[Token], i: int, end: int, part: Decimal) -> Figure:
    """A share as a percentage of the noun phrase after it."""
    value = plain(part * 100)
    j = end + (at(tokens, end).low == "of")
    named = j > end or at(tokens, end).low in DETERMINERS
    while at(tokens, j).low in DETERMINERS:
        j += 1
    noun = read_counted(tokens, j, single=named)
    stop = noun.end if noun else end
    return Figure(i, stop, value, value, unit=Unit("percent", stop, "measure", noun.name if noun else None, True))


def _fraction(tokens: Sequence[Token], i: int) -> tuple[Decimal, int] | None:
    """(part of one, end) of "half", "a third", "two-thirds", "3/4" at token ``i``."""
    token = tokens[i]
    if token.kind == "word" and token.low == "half":
        return _half(tokens, i)
    if token.kind == "num" and at(tokens, i + 1).text == "/":
        bottom = at(tokens, i + 2).text
        if not (token.text.isdecimal() and bottom.isdecimal() and at(tokens, i + 3).low == "of"):
            return None
        return (Decimal(token.text) / Decimal(bottom), i + 3) if Decimal(bottom) > Decimal(token.text) > 0 else None
    if token.kind not in ("word", "num"):
        return None
    data = word_file("numbers")
    top = 0
    if token.kind == "word":
        top = 1 if token.low == "a" else data["words"].get(token.low, 0)
    elif token.kind == "num" and len(token.text) == 1 and token.text.isdecimal():
        top = int(token.text)
    j = i + 2 if at(tokens, i + 1).text in DASHES and at(tokens, i + 1).glued else i + 1
    name = at(tokens, j)
    bottom_value = data["fractions"].get(name.low)
    if not 0 < top < 10 or bottom_value is None or name.kind != "word" or (top > 1) != name.low.endswith("s"):
        return None
    if top == 1 and at(tokens, j + 1).low != "of" and not _is_bare_share(tokens, i, j + 1):
        return None
    return Decimal(top) / bottom_value, j + 1


def _half(tokens: Sequence[Token], i: int) -> tuple[Decimal, int] | None:
    following, before = at(tokens, i + 1), at(tokens, i - 1).low
    if before in _NO_HALF_AFTER:
        return None
    if following.low == "of" or following.low in DETERMINERS - {"some", "every"} or _is_bare_share(tokens, i, i + 1):
        return Decimal("0.5"), i + 1
    return None


def _is_bare_share(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Whether "a third" at ``i`` is a share with nothing named after it: "fell by a third", not "a third convoy"."""
    following = at(tokens, j)
    if at(tokens, i - 1).low not in _SHARE_AFTER:
        return False
    return following.kind != "word" or following.low in stops() or following.low in _AFTER_SHARE
