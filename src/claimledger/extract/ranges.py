"""Two numbers that make one figure: "5,000 to 6,000", "between $800m and $900m", "10-15,000 men"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimledger.extract.amounts import DASHES, Figure, is_year, read_amount
from claimledger.extract.counting import SENTENCE_ENDS
from claimledger.extract.numbers import Token, at, plain
from claimledger.extract.units import read_counted
from claimledger.settings import Settings
from claimledger.wordbook import word_file

CHANGE_REACH = 9
LEAST_BARE_RANGE = 200


def with_range(tokens: Sequence[Token], first: Figure, free: int, policy: Settings) -> tuple[Figure, str]:
    """The range that ``first`` opens ("5,000 to 6,000", "$800m–$900m"), and the word before it that belongs to it."""
    opening = at(tokens, first.start - 1).low if first.start > free else ""
    if first.number is None or first.number.form == "vague":
        return first, ""
    k = first.end
    if opening in ("between", "from") and first.unit is None:
        counted = read_counted(tokens, k)
        if counted and at(tokens, counted.end).low == ("and" if opening == "between" else "to"):
            k = counted.end
    joint = at(tokens, k)
    dash = joint.text in DASHES and joint.kind == "sign"
    if (
        not (dash or joint.low in ("to", "or") or (joint.low == "and" and opening == "between"))
        or joint.kind == "masked"
    ):
        return first, ""
    second = read_amount(tokens, k + 1, policy)
    if (
        second is None
        or second.number is None
        or second.number.form == "vague"
        or any(t.kind == "masked" for t in tokens[k + 1 : second.end])
    ):
        return first, ""
    low, high = first.number.low, second.number.low
    if first.number.scale == 1 and second.number.scale > 1 and low < high / second.number.scale:
        low = plain(low * second.number.scale)
    if dash and _shares_thousands(tokens, first, second):
        low = low * 1000
    end, unit = second.end, second.unit or (first.unit if first.unit and first.unit.kind == "money" else None)
    if first.unit and second.unit and first.unit.name != second.unit.name and first.unit.kind != "money":
        return first, ""
    if joint.low == "to" and _changes(tokens, first, opening == "from"):
        return first, ""
    following = tokens[end] if end < len(tokens) else None
    if low >= high or (
        dash
        and unit is None
        and high < LEAST_BARE_RANGE
        and not _noun_follows(tokens, end)
        and (first.start > 0 or following)
    ):
        return (first, "") if not dash or first.unit else (replace(first, end=second.end, counted=False), "")
    if joint.low == "or" and first.unit and not second.unit:
        return first, ""
    if (
        not dash
        and joint.low != "or"
        and opening in ("between", "from")
        and is_year(tokens, first)
        and is_year(tokens, second)
        and unit is None
    ):
        return replace(first, end=second.end, counted=False), ""
    if unit:
        unit = replace(unit, end=end)
    return replace(first, end=end, low=low, high=high, unit=unit), opening if opening in ("between", "from") else ""


def _shares_thousands(tokens: Sequence[Token], first: Figure, second: Figure) -> bool:
    """Whether the first of two figures leaves out its thousands: "10-15,000 men"."""
    one, other = tokens[first.end - 1].text, tokens[second.end - 1].text
    leading, _, rest = other.partition(",")
    return one.isdecimal() and rest.isdecimal() and len(rest) == 3 and int(one) < int(leading or 0)


def _noun_follows(tokens: Sequence[Token], j: int) -> bool:
    return read_counted(tokens, j) is not None or at(tokens, j).text == "-"


def _changes(tokens: Sequence[Token], first: Figure, opened: bool) -> bool:
    """Whether two figures are a change: "rose from 12 to 268", "rose $1.20 to $83.40"; not "fell by 5 to 7 percent"."""
    change = word_file("numbers")["change"]
    if not opened:
        return first.unit is not None and at(tokens, first.start - 1).low in change
    for k in range(first.start - 1, max(-1, first.start - 1 - CHANGE_REACH), -1):
        if tokens[k].text in SENTENCE_ENDS:
            return False
        if tokens[k].low in change:
            return True
    return False
