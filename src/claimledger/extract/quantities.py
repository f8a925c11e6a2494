"""Figures of a text as exact ranges with their unit: ``find_quantities``. Pure text, no model.

A written "one" counts only before a measure ("one kilometre") or, of a person, where the sentence says what became of
them ("one soldier was killed"); elsewhere it is an article or a pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from claimledger.extract.amounts import (
    DETERMINERS,
    PRONOUNS,
    Figure,
    is_name,
    read_amount,
    with_rate,
    with_unit,
)
from claimledger.extract.counting import LABEL_REACH, SENTENCE_ENDS, is_counted, labels
from claimledger.extract.numbers import Token, at, number_starts, plain, tokenize
from claimledger.extract.ranges import with_range
from claimledger.extract.shares import read_share
from claimledger.extract.uncounted import uncounted
from claimledger.extract.units import Unit, money_openers, read_counted, states
from claimledger.records import Quantity
from claimledger.settings import DEFAULTS, Settings
from claimledger.wordbook import derived, word_file, word_set

STATE_REACH = 6
LONGEST_HEDGE = 5
MOST_HEDGES = 4

Effect = Literal["min", "max", "about", "plain", "drop"]


def find_quantities(text: str, *, policy: Settings = DEFAULTS, default_unit: str | None = None) -> list[Quantity]:
    """The quantities of ``text`` in order, spans relative to it and apart from each other.

    ``policy`` says what "dozens" or "hundreds" are at least; ``default_unit`` is what an elliptical figure counts
    ("Seoul says four"). Dates, clock times, years, ages, ordinals, names and numbers of things are left out.

    >>> text = "At least 3,000 North Korean soldiers and T-72 tanks, worth about $1.2bn, left in 2024"
    >>> for one in find_quantities(text):
    ...     print(one.text, one.min, one.max, one.unit, one.of, one.approximate)
    At least 3,000 North Korean soldiers 3000 None soldier North Korean False
    about $1.2bn 1200000000 1200000000 USD None True
    """
    if not _has_number(text):
        return []
    tokens = tokenize(text, uncounted(text))
    figures: list[Figure] = []
    starts, openers = number_starts(), money_openers()
    i = free = 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind == "word" and token.low not in starts and token.text not in openers:
            i += 1
            continue
        figure = _read(tokens, i, free, policy, default_unit is not None)
        if figure is None:
            i += 1
            continue
        i = free = figure.end
        if figure.counted:
            figures.append(figure)
    return [_record(text, tokens, figures, k, default_unit) for k in range(len(figures))]


def _has_number(text: str) -> bool:
    """Whether the text has a numeral or a number word at all; most statements have none."""
    return bool(_NUMERAL.search(text)) or not _number_words().isdisjoint(_LETTERS.findall(text.lower()))


_NUMERAL = re.compile(r"[\d½¼¾⅓⅔]")
_LETTERS = re.compile(r"[^\W\d_]+")


@derived
def _number_words() -> frozenset[str]:
    """Words without which no number is written in words."""
    data = word_file("numbers")
    keys = ("words", "scales", "vague", "few", "fractions")
    return frozenset(("dozen", "tens", "half")).union(*(data[key] for key in keys))


def _record(
    text: str, tokens: Sequence[Token], figures: Sequence[Figure], k: int, default_unit: str | None
) -> Quantity:
    figure = figures[k]
    unit = figure.unit or _shared(tokens, figures, k)
    begin, end = tokens[figure.start].start, tokens[figure.end - 1].end
    return Quantity(
        text=text[begin:end],
        min=figure.low,
        max=figure.high,
        unit=unit.name if unit and unit.name else default_unit,
        of=unit.of if unit else None,
        approximate=figure.approximate,
        span=(begin, end),
    )


def _shared(tokens: Sequence[Token], figures: Sequence[Figure], k: int) -> Unit | None:
    """The unit that a figure without one takes from a neighbour: "64 and 70 percent", "410 people, 38 of them"."""
    figure = figures[k]
    if k + 1 < len(figures) and figures[k + 1].unit:
        between = [token.low for token in tokens[figure.end : figures[k + 1].start]]
        if between in (["and"], ["or"], [","], [",", "and"], ["to"]):
            return figures[k + 1].unit
    last = figures[k - 1].unit if k else None
    if last and tokens[figure.end - 1].low in PRONOUNS:
        return replace(last, of=None)
    return last if last and figures[k - 1].end == figure.start - 1 and tokens[figure.start - 1].low == "to" else None


def _read(tokens: Sequence[Token], i: int, free: int, policy: Settings, elliptical: bool) -> Figure | None:
    """The figure whose number (or currency sign) is at token ``i``; ``counted`` False: a number to step over."""
    first = read_share(tokens, i, policy) or read_amount(tokens, i, policy)
    if first is None:
        return None
    if is_name(tokens, first):
        return replace(first, counted=False)
    figure, hedge = with_range(tokens, first, free, policy)
    if not figure.counted:
        return figure
    figure = _after(tokens, figure)
    if figure.unit is None or not figure.unit.name:
        figure = with_unit(tokens, figure, policy)
    figure = _thousands(tokens, with_rate(tokens, _after(tokens, figure), policy))
    figure, bound = _before(tokens, figure, i, free, hedge)
    if not figure.counted or not is_counted(tokens, figure, i, bound, elliptical):
        alone = figure.number is not None and figure.number.low == 1 and figure.number.form == "words"
        return replace(figure, counted=False, end=figure.number.end if figure.number and alone else figure.end)
    return _with_state(tokens, _with_label(tokens, figure, free))


def _thousands(tokens: Sequence[Token], figure: Figure) -> Figure:
    """The figure, "3.000 soldiers" in thousands, which a point parts in much of Europe: nobody counts thousandths."""
    number, unit = figure.number, figure.unit
    if number is None or unit is None or unit.kind not in ("count", "state") or number.end - number.start != 1:
        return figure
    if not _POINTED.fullmatch(tokens[number.start].text) or figure.low != figure.high or figure.low is None:
        return figure
    return replace(figure, low=plain(figure.low * 1000), high=plain(figure.low * 1000))


_POINTED = re.compile(r"[1-9]\d{0,2}\.\d{3}")


@derived
def _hedges(side: Literal["before", "after"]) -> Mapping[tuple[str, ...], Effect]:
    effects: dict[str, list[str]] = word_file("numbers")[side]
    return {tuple(phrase.split(" ")): effect for effect, phrases in effects.items() for phrase in phrases}  # type: ignore[misc]


def _before(tokens: Sequence[Token], figure: Figure, i: int, free: int, opening: str) -> tuple[Figure, bool]:
    """The figure with the hedges before it applied ("at least some"), and whether one of them bounds it."""
    start = i - 1 if opening else i
    if (
        start > free
        and at(tokens, start - 1).low in ("minus", "-", "−")
        and not opening
        and _can_be_negative(tokens, figure, start - 1)
    ):
        low, high = figure.low, figure.high
        figure, start = (
            replace(figure, low=None if high is None else -high, high=None if low is None else -low),
            start - 1,
        )
    start = _magnitude_before(tokens, start, free)
    if start < i - bool(opening) and figure.unit is None:
        figure = replace(figure, unit=Unit("magnitude", figure.end, "measure", named=True))
    bound, k = False, start
    for _ in range(MOST_HEDGES):
        size, effect = _hedge_before(tokens, k, free)
        if not effect or (
            size == 1
            and tokens[k - 1].low in ("over", "under", "above", "below")
            and not _bounds(tokens, k - 1, figure)
        ):
            break
        k -= size
        if effect == "drop":
            if at(tokens, k - 1).low == "or":
                break
            return replace(figure, counted=False), bound
        if effect == "plain":
            continue
        start, bound = k, bound or effect != "about"
        figure = _apply(figure, effect)
    if not bound and at(tokens, k - 1).low in word_set("numbers", "passing") and k > free and figure.unit is None:
        figure, bound = _apply(figure, "min"), True
    return replace(figure, start=start), bound


def _magnitude_before(tokens: Sequence[Token], start: int, free: int) -> int:
    """Where "magnitude 6", "a magnitude of 6.9" or "magnitude-7.1" begins, if ``start`` is the figure of one."""
    k = start - 1
    if at(tokens, k).low in ("of", "-"):
        k -= 1
    return k if k >= free and at(tokens, k).low == "magnitude" else start


def _can_be_negative(tokens: Sequence[Token], figure: Figure, k: int) -> bool:
    """Whether the sign at ``k`` is a minus: a temperature or a change in percent."""
    named = figure.unit is not None and figure.unit.name.startswith(("degree", "percent"))
    return named and (tokens[k].kind == "word" or not tokens[k].glued)


@derived
def _hedge_edges() -> tuple[frozenset[str], frozenset[str]]:
    """The last words of the hedges before a figure, the first words of those after it."""
    return frozenset(words[-1] for words in _hedges("before")), frozenset(words[0] for words in _hedges("after"))


def _hedge_before(tokens: Sequence[Token], k: int, free: int) -> tuple[int, Effect | None]:
    if k <= free or tokens[k - 1].low not in _hedge_edges()[0]:
        return 0, None
    for size in range(min(LONGEST_HEDGE, k - free), 0, -1):
        effect = _hedges("before").get(tuple(token.low for token in tokens[k - size : k]))
        if effect:
            return size, effect
    return 0, None


def _bounds(tokens: Sequence[Token], k: int, figure: Figure) -> bool:
    """Whether "over" or "under" at ``k`` bounds the figure: not "over two days", "under Article 5"."""
    if (
        figure.unit
        and figure.unit.kind == "measure"
        and figure.unit.name in word_set("units", "times")
        and tokens[k].low == "over"
    ):
        return at(tokens, k - 1).low in word_set("units", "lasting")
    return True


def _apply(figure: Figure, effect: Effect) -> Figure:
    vague = figure.number is not None and figure.number.form == "vague"
    if effect == "about":
        return replace(figure, approximate=True)
    if effect == "min":
        return replace(figure, high=None, low=figure.low if figure.low is not None else figure.high)
    if effect == "max" and not vague:
        return replace(figure, low=None, high=figure.high if figure.high is not None else figure.low)
    return figure


def _after(tokens: Sequence[Token], figure: Figure) -> Figure:
    """The figure with a hedge after it applied: "or more", "or so", "30-odd", "500+"."""
    j = figure.end
    gap = 1 if at(tokens, j).text == "-" and at(tokens, j + 1).low in ("odd", "plus") else 0
    if at(tokens, j + gap).low not in _hedge_edges()[1]:
        return figure
    for size in range(4, 0, -1):
        words = tuple(token.low for token in tokens[j + gap : j + gap + size])
        effect = _hedges("after").get(words) if len(words) == size else None
        if (
            not effect
            or (words == ("plus",) and at(tokens, j + gap + 1).kind == "num")
            or (words in (("at", "least"), ("at", "most")) and at(tokens, j + 2).kind == "num")
            or (words[-1] in ("more", "less", "fewer", "higher", "lower") and at(tokens, j + gap + size).low == "than")
        ):
            continue
        if words[0] in ("odd", "+") and not gap and not at(tokens, j).glued:
            continue
        if words[0] in ("approximately", "roughly", "maximum") and at(tokens, j + 1).kind in ("num", "word"):
            continue
        return replace(_apply(figure, effect), end=j + gap + size)
    return figure


def _with_label(tokens: Sequence[Token], figure: Figure, free: int) -> Figure:
    """A bare figure with the unit of the noun before it: "the death toll at 61", "the number of shops rose to 40"."""
    if figure.unit and figure.unit.name:
        return figure
    for k in range(figure.start - 1, max(free, figure.start - LABEL_REACH) - 1, -1):
        if tokens[k].text in SENTENCE_ENDS:
            break
        words = " ".join(token.low for token in tokens[k : k + 3])
        name = labels().get(tokens[k].low) or labels().get(words)
        if name == "magnitude" and (figure.low or figure.high or 0) >= 10:
            continue
        if name:
            unit, _, state = name.partition("/")
            return replace(figure, unit=Unit(unit, figure.end, "state" if state else "measure", state or None))
        if tokens[k].low == "number" and at(tokens, k + 1).low == "of":
            counted = read_counted(tokens, k + 2 + (at(tokens, k + 2).low in DETERMINERS))
            return replace(figure, unit=counted) if counted else figure
    return figure


def _with_state(tokens: Sequence[Token], figure: Figure) -> Figure:
    """A figure of people with what is said to have become of them: "74 people had been killed" → of "dead"."""
    unit, j = figure.unit, figure.end
    if unit and (unit.name != "person" or unit.kind == "state"):
        return figure
    for k in range(j, j + STATE_REACH):
        low = at(tokens, k).low
        if low in states():
            state = states()[low]
            if at(tokens, k + 1).low in ("or", "and") and (other := states().get(at(tokens, k + 2).low)):
                state = f"{state} or {other}"
            of = " ".join(filter(None, (unit.of if unit else None, state)))
            return replace(figure, unit=Unit("person", j, "state", of, True))
        if low not in word_set("units", "helpers"):
            break
    return figure
