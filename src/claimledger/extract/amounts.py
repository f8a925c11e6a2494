"""One figure: its number with currency, measure, share and what it counts, before hedges and ranges apply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claimledger.extract.numbers import Number, Token, at, read_number
from claimledger.extract.units import (
    Unit,
    money_openers,
    money_signs,
    nouns,
    read_counted,
    read_measure,
    singular,
    stops,
)
from claimledger.settings import Settings
from claimledger.wordbook import word_file, word_set

HEADING_REACH = 7

DETERMINERS = frozenset(
    ("the", "all", "these", "those", "its", "their", "his", "her", "our", "this", "that", "some", "every", "my")
)
PRONOUNS = frozenset(("them", "whom", "which", "us", "those", "these", "it"))
DASHES = frozenset("-–—‑")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure under construction: token range, value and what is known of its unit; not ``counted``: to step over."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    approximate: bool = False
    unit: Unit | None = None
    number: Number | None = None
    counted: bool = True


def read_amount(tokens: Sequence[Token], i: int, policy: Settings) -> Figure | None:
    """The number at token ``i`` with the currency before it and the measure right after it."""
    code, j = _currency(tokens, i)
    number = read_number(tokens, j, policy, money=code is not None)
    if number is None:
        return None
    unit = Unit(code, number.end, "money", named=True) if code else None
    measure = read_measure(tokens, number.end)
    if unit and measure and measure.kind == "money":
        unit = replace(unit, end=measure.end)
    if unit is None and number.form == "vague" and at(tokens, number.end).low == "of":
        measure = read_measure(tokens, number.end + 1)
    unit = unit or measure
    end = max(number.end, unit.end if unit else 0)
    return Figure(i, end, number.low, number.high, number.approximate, unit, number)


def _currency(tokens: Sequence[Token], i: int) -> tuple[str | None, int]:
    """The currency written before a number, and where the number is."""
    if i >= len(tokens) or tokens[i].text not in money_openers():
        return None, i
    for size in (3, 2, 1):
        code = money_signs().get(tuple(token.text for token in tokens[i : i + size]))
        if code:
            j = i + size + (at(tokens, i + size).text == ".")
            sign = size == 1 and not tokens[i].text.isalpha()
            if at(tokens, j).kind == "num" or (sign and at(tokens, j).kind == "word"):
                return code, j
    return None, i


# ---- names and years


def is_name(tokens: Sequence[Token], figure: Figure) -> bool:
    """Whether the number is part of a name or ordinal: "T-72", "A400M", "82nd", "1990s", "twenty-first"; or masked."""
    number, i = figure.number, figure.start
    j = number.end if number else figure.end
    if any(token.kind == "masked" for token in tokens[i:j]):
        return True
    if number is None or (figure.unit and figure.unit.kind == "money"):
        return False
    first, before, joint, following = tokens[i], at(tokens, i - 1), at(tokens, i - 2), at(tokens, j)
    if first.glued and before.kind == "word":
        return True
    if first.glued and before.glued and before.text in DASHES and joint.kind == "word":
        return joint.low not in ("magnitude", "to", "and") and (number.form == "digits" or joint.low not in nouns())
    if first.glued and before.glued and before.text in "./\\_" and joint.kind in ("word", "num"):
        return True
    if following.kind == "word" and following.glued and figure.end == j:
        return True
    data = word_file("numbers")
    if following.text == "-" and at(tokens, j + 1).low in (*data["ordinals"], *data["fractions"]):
        return True
    return first.kind == "word" and first.text[0].isupper() and before.kind == "word" and not _in_heading(tokens, i)


def _in_heading(tokens: Sequence[Token], i: int) -> bool:
    """Whether the words around token ``i`` all have capitals, so that those of a number word name nothing."""
    near = tokens[max(0, i - HEADING_REACH) : i + HEADING_REACH]
    return not any(token.kind == "word" and token.text.islower() and token.low not in stops() for token in near)


def is_year(tokens: Sequence[Token], figure: Figure) -> bool:
    """Whether the numeral looks like a year: four digits without separator, 1000 to 2100, no magnitude or currency."""
    number, unit = figure.number, figure.unit
    if number is None or number.form != "digits" or number.end - number.start != 1:
        return False
    if unit and unit.kind in ("money", "measure", "state"):
        return False
    text = tokens[number.start].text
    return text.isdecimal() and len(text) == 4 and 1000 <= number.low <= 2100 and figure.low == figure.high


# ---- what is counted


def with_unit(tokens: Sequence[Token], figure: Figure, policy: Settings) -> Figure:
    """The figure with what it counts: a part of a whole, a noun phrase, a hyphened measure."""
    j = figure.end
    k = j + 1 if at(tokens, j).low == "out" and at(tokens, j + 1).low == "of" else j
    if at(tokens, k).low == "of":
        whole = read_whole(tokens, k, policy)
        if whole and whole.low is not None and figure.low is not None and whole.low >= figure.low:
            return replace(figure, end=whole.end, unit=whole.unit)
        pronoun = at(tokens, k + 1).low
        if pronoun in PRONOUNS and not (pronoun in DETERMINERS and read_counted(tokens, k + 2)):
            return replace(figure, end=k + 2)
        return _of_phrase(tokens, figure, k + 1)
    if at(tokens, j).text in DASHES and at(tokens, j).glued and at(tokens, j + 1).glued:
        return _hyphened(tokens, figure)
    return _with_noun(tokens, figure)


def _hyphened(tokens: Sequence[Token], figure: Figure) -> Figure:
    """ "a 48-hour ultimatum", "a 12-member panel"; "a three-storey house" counts nothing."""
    j = figure.end + 1
    measure = read_measure(tokens, j)
    if measure:
        return replace(
            figure, end=measure.end, unit=measure, counted=at(tokens, measure.end + 1).low not in ("old", "olds")
        )
    word = at(tokens, j).low
    if word == "strong":
        return replace(figure, end=j + 1)
    counted = word in word_set("units", "attributive")
    unit = Unit(word, j + 1, "count", named=True) if counted else None
    return replace(figure, end=min(j + 1, len(tokens)), unit=unit, counted=counted)


def read_whole(tokens: Sequence[Token], j: int, policy: Settings) -> Figure | None:
    """The figure of "of the 500,000 doses" at the token "of", with its noun; "of a million" too."""
    j += 1
    while at(tokens, j).low in DETERMINERS:
        j += 1
    if at(tokens, j).kind == "masked" or at(tokens, j).low in ("half", "several"):
        return None
    whole = read_amount(tokens, j, policy)
    if whole is None or whole.number is None or whole.number.form == "vague" or is_name(tokens, whole):
        return None
    return whole if whole.unit else _with_noun(tokens, whole)


def _of_phrase(tokens: Sequence[Token], figure: Figure, j: int) -> Figure:
    """ "three thousand of the North's soldiers", "dozens of shops"."""
    owner: str | None = None
    while at(tokens, j).low in DETERMINERS:
        j += 1
    for k in range(j, j + 3):
        token = at(tokens, k)
        if token.kind != "word":
            break
        if token.low.endswith("'s"):
            owner, j = " ".join([*(one.text for one in tokens[j:k]), token.text[:-2]]), k + 1
            break
        if at(tokens, k + 1).text in ("'", "’"):
            owner, j = " ".join(one.text for one in tokens[j : k + 1]), k + 2
            break
    measure = read_measure(tokens, j) if figure.number and figure.number.form == "vague" else None
    unit = measure or read_counted(tokens, j)
    if unit is None:
        return figure
    return replace(figure, end=unit.end, unit=replace(unit, of=unit.of or owner))


def _with_noun(tokens: Sequence[Token], figure: Figure) -> Figure:
    unit = read_counted(tokens, figure.end, single=figure.low == figure.high == 1)
    if unit is None:
        return _past_contrast(tokens, figure)
    if unit.of is None and at(tokens, unit.end).low == "of" and at(tokens, unit.end + 1).text[:1].isupper():
        k = unit.end + 1
        while at(tokens, k).kind == "word" and at(tokens, k).text[0].isupper() and k < unit.end + 5:
            k += 1
        unit = replace(unit, of=" ".join(token.text for token in tokens[unit.end + 1 : k]) or None)
    return replace(figure, end=unit.end, unit=unit)


def _past_contrast(tokens: Sequence[Token], figure: Figure) -> Figure:
    """ "seven, not four, people": what is counted stands after the figure that is set aside."""
    j = figure.end
    if [at(tokens, k).low for k in (j, j + 1)] != [",", "not"] or at(tokens, j + 2).kind not in ("num", "word"):
        return figure
    j += 3 + (at(tokens, j + 3).text == ",")
    unit = read_counted(tokens, j)
    return replace(figure, unit=replace(unit, end=figure.end)) if unit else figure


def with_rate(tokens: Sequence[Token], figure: Figure, policy: Settings) -> Figure:
    """The figure with "a month", "per day", "per 100,000 people" in its unit; the stuff of a measure in ``of``."""
    unit = figure.unit
    if unit and unit.kind == "measure" and at(tokens, figure.end).low == "of" and not unit.of:
        figure = _stuff(tokens, figure, unit, policy)
        unit = figure.unit
    j, name = figure.end, unit.name if unit else ""
    low, following = at(tokens, j).low, at(tokens, j + 1)
    if low == "per" or (low == "/" and following.kind == "word"):
        per = read_number(tokens, j + 1, policy) if following.kind == "num" else None
        if per:
            noun = read_counted(tokens, per.end)
            name, end = f"{name}/{per.low:f} {noun.name if noun else ''}".rstrip(), noun.end if noun else per.end
        elif measure := read_measure(tokens, j + 1):
            name, end = f"{name}/{measure.name}", measure.end
        elif following.kind == "word":
            name, end = f"{name}/{singular(following.low)}", j + 2
        else:
            return figure
    elif low in ("a", "an", "each", "every") and following.low in word_set("units", "times") and unit:
        if unit.name == following.low or at(tokens, j + 2).low in ("ago", "later", "earlier", "before", "after"):
            return figure
        name, end = f"{name}/{following.low}", j + 2
    else:
        return figure
    rate = Unit(name, end, unit.kind if unit else "measure", unit.of if unit else None, True)
    return replace(figure, end=end, unit=rate)


def _stuff(tokens: Sequence[Token], figure: Figure, unit: Unit, policy: Settings) -> Figure:
    """ "11 tons of equipment", "40 percent of the houses"; "of the 500 houses" belongs to the figure too."""
    if unit.name == "percent" and (whole := read_whole(tokens, figure.end, policy)):
        of = whole.unit.name if whole.unit else None
        return replace(figure, unit=replace(unit, of=of, end=whole.end), end=whole.end)
    j = figure.end + 1
    while at(tokens, j).low in DETERMINERS:
        j += 1
    noun = read_counted(tokens, j, single=True)
    if noun is None:
        return figure
    return replace(figure, end=noun.end, unit=replace(unit, of=noun.name, end=noun.end))
