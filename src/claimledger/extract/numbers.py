"""Text → tokens, and the numbers among them: numerals, number words to trillions, vague plurals, fractions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal, NamedTuple

from claimledger.settings import Settings
from claimledger.wordbook import derived, word_file, word_set

MOST_DIGITS = 15
LARGEST = 10**15

_TOKEN = re.compile(
    r"\s*(?:(?P<num>\d{1,4}[ -][1-9]/[2-9](?![\d/])"
    r"|\d{1,4},\d{1,2}(?=\s?(?:%|per ?cent|pct|[tmb](?:housand|illion)|trillion|bn\b|mln\b|km|kilom|metre|tonne))"
    r"|\d{1,3}(?:[,\u00a0\u202f\u2009’']\d{3})+(?!\d)(?:\.\d{1,9})?|(?<!\d )\d{1,3}(?: \d{3})+(?!\d)"
    r"|\d+(?:\.\d+)?[½¼¾⅓⅔]?|[½¼¾⅓⅔])"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>\S))",
    re.S,
)
_NO_DIGIT = re.compile(r"[^\d.]")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3}

Kind = Literal["num", "word", "sign", "masked", "end"]


class Token(NamedTuple):
    """A numeral, a word or one sign; ``glued``: nothing stands between it and the token before."""

    kind: Kind
    text: str
    low: str
    start: int
    end: int
    glued: bool


END = Token("end", "", "", 0, 0, False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from tokens ``start`` to ``end`` (exclusive); ``high`` None: no upper end ("dozens")."""

    low: Decimal
    high: Decimal | None
    start: int
    end: int
    form: Literal["digits", "words", "vague"]
    approximate: bool = False
    scale: Decimal = Decimal(1)

    @property
    def value(self) -> Decimal:
        return self.low


def tokenize(text: str, masked: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """The tokens of ``text`` without white space; those that begin in a ``masked`` span (sorted) have kind "masked"."""
    tokens: list[Token] = []
    last = span = end = 0
    while match := _TOKEN.match(text, end):
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # the groups are kinds
        begin, end = match.span(match.lastindex or 0)
        word = text[begin:end]
        if masked:
            while span < len(masked) and masked[span][1] <= begin:
                span += 1
            if " " in word and span < len(masked) and masked[span][0] <= begin < masked[span][1] < end:
                end = masked[span][1]  # "on May 5 300 people": the day is no part of the number
                word = text[begin:end]
            if span < len(masked) and masked[span][0] <= begin:
                kind = "masked"
        low = word.lower() if kind != "sign" else word
        tokens.append(Token(kind, word, low.replace("’", "'"), begin, end, last == begin and begin > 0))
        last = end
    return tokens


def at(tokens: Sequence[Token], index: int) -> Token:
    """The token at ``index``, or an empty one outside the text."""
    return tokens[index] if 0 <= index < len(tokens) else END


def read_number(tokens: Sequence[Token], i: int, policy: Settings, *, money: bool = False) -> Number | None:
    """The number that begins at token ``i``. ``money``: it follows a currency sign, so "5m" is five million."""
    token = at(tokens, i)
    if token.kind == "num":
        return _numeral(tokens, i, money)
    if token.kind != "word" or token.low not in number_starts():
        return None
    return _vague(tokens, i, policy) or _words(tokens, i)


def plain(value: Decimal) -> Decimal:
    """``value`` without exponent or superfluous zeros; repeating fractions to two places."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    if value != round(value, 9):
        return value.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    return Decimal(format(value.normalize(), "f"))


@derived
def number_starts() -> frozenset[str]:
    """Every word that can open a number."""
    data = word_file("numbers")
    return frozenset([*data["words"], *data["vague"], *data["few"], "tens", "a", "an", "half", "many", "couple"])


def _small(tokens: Sequence[Token], i: int) -> int | None:
    return word_file("numbers")["words"].get(at(tokens, i).low) if at(tokens, i).kind == "word" else None


def _scale(tokens: Sequence[Token], i: int) -> int | None:
    """The value of "hundred", "thousand" …, "dozen" at token ``i``."""
    token = at(tokens, i)
    if token.kind != "word":
        return None
    return 12 if token.low == "dozen" else word_file("numbers")["scales"].get(token.low)


def _numeral(tokens: Sequence[Token], i: int, money: bool) -> Number | None:
    """A numeral, its magnitude ("1.2bn", "12 thousand 500", "2 and a half million") and nothing more."""
    text = tokens[i].text
    vulgar = _VULGAR.get(text[-1], Decimal(0))
    if "/" in text:
        text, vulgar = text[:-4], Decimal(text[-3]) / Decimal(text[-1])
    elif _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    digits = _NO_DIGIT.sub("", text.rstrip("½¼¾⅓⅔")) or "0"
    if len(digits) > MOST_DIGITS or (len(digits) > 1 and digits[0] == "0" and digits[1] != "."):
        return None
    value, j = Decimal(digits) + vulgar, i + 1
    half = _and_a_half(tokens, j)
    if half and _scale(tokens, half):
        value, j = value + Decimal("0.5"), half
    suffix = _suffix(tokens, j, money)
    if suffix:
        return Number(plain(value * suffix), plain(value * suffix), i, j + 1, "digits", scale=Decimal(suffix))
    scale = Decimal(1)
    k = j + 1 if at(tokens, j).text == "-" and _scale(tokens, j + 1) else j
    while (factor := _scale(tokens, k)) and scale * factor <= LARGEST:
        scale, j, k = scale * factor, k + 1, k + 1
    value *= scale
    while scale > 1 and at(tokens, j).kind == "num" and (rest := _rest(tokens, j, scale)):
        value, scale_rest, j = value + rest[0], rest[1], rest[2]
        if scale_rest == 1:
            break
    return Number(
        plain(value) if scale > 1 or vulgar else value,
        plain(value) if scale > 1 or vulgar else value,
        i,
        j,
        "digits",
        approximate=False,
        scale=scale,
    )


def _rest(tokens: Sequence[Token], j: int, scale: Decimal) -> tuple[Decimal, Decimal, int] | None:
    """The tail of "12 thousand 500": (value, its scale, end) of a whole numeral below ``scale``."""
    if (
        not tokens[j].text.isdecimal()
        or len(tokens[j].text) > 3
        or (at(tokens, j + 1).glued and at(tokens, j + 1).kind != "sign")
    ):
        return None
    factor = _scale(tokens, j + 1)
    value = Decimal(tokens[j].text) * (factor or 1)
    return (value, Decimal(factor or 1), j + (2 if factor else 1)) if 0 < value < scale else None


def _suffix(tokens: Sequence[Token], j: int, money: bool) -> int | None:
    token, data = at(tokens, j), word_file("numbers")
    if token.kind != "word":
        return None
    if token.low in data["suffixes"]:
        return int(data["suffixes"][token.low]) if token.glued or token.low != "k" else None
    if money or (token.glued and token.low == "m" and _counted_after(tokens, j + 1)):
        value = data["doubtful_suffixes"].get(token.low)
        return int(value) if value and (token.glued or token.low == "m") else None
    return None


def _counted_after(tokens: Sequence[Token], j: int) -> bool:
    """Whether "5m" at the token before stands for millions: a plural noun or a nationality follows."""
    return any(
        (
            at(tokens, k).kind == "word"
            and at(tokens, k).low.endswith("s")
            and at(tokens, k).low not in word_set("units", "stops")
        )
        or at(tokens, k).low in word_file("units")["nouns"]["person"]
        for k in (j, j + 1)
        if at(tokens, k).kind == "word" and at(tokens, j).low not in word_set("units", "stops")
    )


def _and_a_half(tokens: Sequence[Token], j: int) -> int | None:
    """The token after "and a half"."""
    return j + 3 if [at(tokens, k).low for k in (j, j + 1, j + 2)] == ["and", "a", "half"] else None


def _vague(tokens: Sequence[Token], i: int, policy: Settings) -> Number | None:
    """ "dozens", "tens of thousands", "hundreds of millions", "several hundred", "a few dozen"."""
    data, low, j = word_file("numbers"), tokens[i].low, i
    if low in ("a", "many"):
        j, low = i + 1, at(tokens, i + 1).low
    if (low in data["few"] and low != tokens[i].low) or low == "several":
        plural = f"{at(tokens, j + 1).low}s"
        if plural not in data["vague"]:
            return None
        least, j = Decimal(getattr(policy, plural)), j + 2
        while (factor := _scale(tokens, j)) and least * factor <= LARGEST:
            least, j = least * factor, j + 1
        return Number(least, None, i, j, "vague", approximate=True)
    if low == "couple" and at(tokens, j + 1).low == "of" and (factor := _scale(tokens, j + 2)):
        return Number(Decimal(2 * factor), Decimal(2 * factor), i, j + 3, "words", True, Decimal(factor))
    if (low not in data["vague"] and low != "tens") or tokens[i].low == "a":
        return None
    least, j = Decimal(20 if low == "tens" else getattr(policy, low)), j + 1
    chain = False
    while (
        at(tokens, j).low == "of"
        and at(tokens, j + 1).low in data["vague"]
        and at(tokens, j + 1).low not in ("dozens", "scores")
    ):
        if least > LARGEST:
            break
        scale = data["scales"][at(tokens, j + 1).low[:-1]]
        named = f"{low}_of_{at(tokens, j + 1).low}"
        least = Decimal(getattr(policy, named)) if not chain and hasattr(policy, named) else least * scale
        j, chain = j + 2, True
    if low == "tens" and not chain:
        return None
    before = at(tokens, i - 1).low
    if low == "scores" and (
        at(tokens, j).low not in ("of", "more", "were", "are", "have", "had")
        or before in ("the", "test", "their", "its", "his", "her")
    ):
        return None
    return Number(least, None, i, j, "vague", approximate=True)


def _words(tokens: Sequence[Token], i: int) -> Number | None:
    """Number words: "twenty-six", "three hundred and five", "half a million", "a dozen", "two and a half million"."""
    low, j = tokens[i].low, i
    if low in ("a", "an"):
        return _scaled(tokens, i, i + 1, Decimal(1)) if _scale(tokens, i + 1) else None
    if low == "half":
        j = i + 1
        if at(tokens, j).text == "-":
            j += 1
        if at(tokens, j).low == "a":
            j += 1
            if at(tokens, j).text == "-":
                j += 1
        return _scaled(tokens, i, j, Decimal("0.5")) if _scale(tokens, j) else None
    if low not in word_file("numbers")["words"]:
        return None
    value, j = _below_hundred(tokens, i)
    half = _and_a_half(tokens, j)
    if half:
        return _scaled(tokens, i, half, value + Decimal("0.5"))
    return _scaled(tokens, i, j, value)


def _below_hundred(tokens: Sequence[Token], i: int) -> tuple[Decimal, int]:
    """The value and end of "seven", "twelve", "twenty-six", "twenty six" at token ``i``."""
    value, j = _small(tokens, i) or 0, i + 1
    if value >= 20:
        k = j + 1 if at(tokens, j).text in ("-", "‑") and at(tokens, j).glued else j
        unit = _small(tokens, k)
        if unit and unit < 10:
            return Decimal(value + unit), k + 1
    return Decimal(value), j


def _scaled(tokens: Sequence[Token], i: int, j: int, current: Decimal) -> Number:
    """Goes on from a first part ``current`` that ends at ``j``: scales, smaller parts, "and", "and a half"."""
    total, least, dozen, form = Decimal(0), Decimal(10) ** 16, False, Decimal(1)
    while True:
        k = j + 1 if at(tokens, j).text == "-" and _scale(tokens, j + 1) else j
        scale = _scale(tokens, k)
        if not scale or current * scale > LARGEST:
            break
        if scale == 100:
            current, j = current * 100, k + 1
            more = _tail(tokens, j, Decimal(100))
            if more:
                current, j = current + more[0], more[1]
            continue
        if scale >= least:
            break
        total, least, j, dozen = total + current * scale, Decimal(scale), k + 1, dozen or scale == 12
        form, current = Decimal(scale), Decimal(0)
        if half := _and_a_half(tokens, j):
            total, j = total + least / 2, half
            break
        more = _tail(tokens, j, least)
        if not more:
            break
        current, j = more
    return Number(
        plain(total + current),
        plain(total + current),
        i,
        j,
        "words",
        approximate=dozen and total + current >= 12,
        scale=form,
    )


def _tail(tokens: Sequence[Token], j: int, below: Decimal) -> tuple[Decimal, int] | None:
    """A smaller part after a scale, with or without "and": (value, end), unless it opens a number of its own."""
    k = j + 1 if at(tokens, j).low == "and" else j
    if _small(tokens, k):
        value, end = _below_hundred(tokens, k)
        following = _scale(tokens, end)
        if value >= below or (following and value * following >= below):
            return None
        if k > j and at(tokens, end).text == "-":
            return None
        return value, end
    token = at(tokens, k)
    if (
        k == j
        and token.kind == "num"
        and token.text.isdecimal()
        and len(token.text) <= 3
        and Decimal(token.text) < below
    ):
        return Decimal(token.text), k + 1
    return None
