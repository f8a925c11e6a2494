"""What a bare figure counts: taken from the figures told before it ("Seoul says 3,000; Kyiv puts it at 12,000")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claimledger.extract.units import stops
from claimledger.records import Quantity
from claimledger.wordbook import derived, word_file, word_set

COUNT_RATIO, MEASURE_RATIO = Decimal(100), Decimal(20)
"""How many times larger or smaller a figure of the same thing may be."""

_OPENING = frozenset(',;:(.!?“"‘«—–')
_WORD = re.compile(r"[^\W\d_]+")
_AFTER = re.compile(r"\s*([^\W\d_]+|$|[-/–])?")


def with_shared_unit(text: str, quantity: Quantity, told: Sequence[Quantity]) -> Quantity:
    """The quantity; if it is bare, with ``unit`` and ``of`` of the nearest one before it that fits.

    ``told``: the quantities of its paragraph, in order; all spans index ``text``. One fits if it is of a like size, a
    decimal fraction only if it is measured. A figure that a noun touches ("10 Beaufort", "force 8") stays bare.

    >>> from claimledger.extract.quantities import find_quantities
    >>> text = "Seoul says 3,000 soldiers; Kyiv puts it at 12,000."
    >>> told, bare = find_quantities(text)
    >>> with_shared_unit(text, bare, [told]).unit
    'soldier'
    """
    if quantity.unit or not quantity.span or not _is_bare(text, *quantity.span):
        return quantity
    start = quantity.span[0]
    for earlier in reversed(told):
        if earlier.span is None or earlier.span[1] > start or not earlier.unit:
            continue
        if earlier.unit in word_set("units", "times") or "/" in earlier.unit:
            continue
        if _fits(quantity, earlier):
            return replace(quantity, unit=earlier.unit, of=earlier.of)
    return quantity


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether no noun touches the figure: punctuation or a word that no noun phrase goes past stands after it."""
    after = _AFTER.match(text, end)
    word = after.group(1) if after else None
    if word and (not word[0].isalpha() or word.lower() not in stops()):
        return False
    line = text.rfind("\n", 0, start) + 1
    before = _WORD.findall(text[max(line, start - 40) : start])
    return not before or text[max(0, start - 2) : start].strip()[-1:] in _OPENING or before[-1].lower() in _leading()


@derived
def _leading() -> frozenset[str]:
    """Words right before a figure that the figure does not belong to as a name's number."""
    return stops() | frozenset(word_file("numbers")["leading"])


def _fits(quantity: Quantity, earlier: Quantity) -> bool:
    one = quantity.min if quantity.min is not None else quantity.max
    other = earlier.min if earlier.min is not None else earlier.max
    if not one or not other or one < 0 or other < 0:
        return False
    measured = earlier.unit in _measures()
    if not measured and one != one.to_integral_value():
        return False
    return max(one, other) / min(one, other) <= (MEASURE_RATIO if measured else COUNT_RATIO)


@derived
def _measures() -> frozenset[str]:
    data = word_file("units")
    return frozenset((*data["measures"], *data["money_after"], *data["money_before"]))
