"""Text cut into words of the date grammar: one class letter a word, so that the grammar can be regular expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from claimledger.extract.abbreviations import is_abbreviated
from claimledger.records import Span
from claimledger.wordbook import derived, package_file, word_file

# A token always begins at a word boundary, since every alternative ends at one. The first one takes plain words, which
# are most of a text; nothing that begins with a letter or digit but them is looked at before it.
_TOKEN = re.compile(
    r"""
    [ ]?(?:
      (?P<word>(?![FHQap])[^\W\d_]+(?!\w))
    | (?=\d)(?:
        (?P<ISO>\d{4}-\d{2}-\d{2}(?:T[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-][01]\d:?[0-5]\d)?)?\b)
      | (?P<SLASHED>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b|\d{1,2}(?:\.\d{1,2}\.|-\d{1,2}-)\d{4}\b)
      | (?P<DECADE>\d{3}0s\b)
      | (?P<CLOCK>\d{1,2}:\d{2}\b|\d{1,2}\.\d{2}(?=\s?[ap]\.?m\b)
          |(?:[01]?\d|2[0-3])\.[0-5]\d(?=\s(?:on\s[A-Z]|local\stime|GMT|UTC|hrs|hours\b)))
      | (?P<NTH>\d{1,2}(?:st|nd|rd|th)\b)
      | (?P<number>\d{1,15}(?:[.,]\d{1,6}){0,6}\b)
      | (?P<digits>\w+)
      )
    | (?=\w)(?:
        (?P<FISCALYEAR>FY[ ]?['’]?(?:\d{4}|\d{2})\b)
      | (?P<QUARTERNUM>Q[1-4]\b)
      | (?P<HALFNUM>H[12]\b)
      | (?P<AMPM>(?<=[\d\s])[ap]\.m\b\.?|(?<=[\d\s])[ap]m\b)
      | (?P<plain>[^\W\d_]+(?!\w))
      | (?P<other>\w+)
      )
    | (?P<POSS>['’]s\b|(?<=[^\W\d_]s)['’](?=\s))
    | (?P<tail>['’](?:ll|til)\b)
    | (?P<SHORTDECADE>['’‘]\d0s\b)
    | (?P<DASH>[-–—]{1,3})
    | (?P<BREAK>\n[ \t\r\f\v]*\n)
    | (?P<mark>[^\w\s])
    )
    """,
    re.VERBOSE,
)

_OWN = (
    "ISO", "SLASHED", "FISCALYEAR", "QUARTERNUM", "HALFNUM", "DECADE", "AMPM", "CLOCK", "NTH", "POSS", "DASH", "BREAK",
)  # fmt: skip
_NO_DIGIT = re.compile(r"\D")
_NUMBERED = ("FISCALYEAR", "QUARTERNUM", "HALFNUM")
_NUMBERS = ("DAYNUM", "YEAR", "NUM")
_MARKS = {",": "COMMA", "/": "SLASH", ".": "STOP", "?": "STOP", "!": "STOP", "(": "OPEN", ")": "CLOSE"}
UNKNOWN = "_"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, index by index: class letters, the numbers they stand for, bounds, lower-case forms."""

    text: str
    classes: str
    values: tuple[int, ...]
    bounds: tuple[tuple[int, int], ...]
    forms: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.forms)

    def form(self, index: int) -> str:
        """The lower-case word at the index; empty outside the text."""
        return self.forms[index] if 0 <= index < len(self.forms) else ""


def read_words(text: str) -> Words:
    """The words of the text, dates and numbers told apart from other words by their class."""
    grammar = _grammar()
    known, letters = grammar.known, letter_of()
    rows: list[tuple[str, int, tuple[int, int], str]] = []
    lower = text.lower()
    aligned = len(lower) == len(text)  # "İ" is longer in lower case
    skip = 0
    for match in _TOKEN.finditer(text):
        start, end = span = match.span(match.lastindex or 0)
        if start < skip:
            continue
        kind, letter, value = match.lastgroup, UNKNOWN, 0
        form = lower[start:end] if aligned else text[start:end].lower()
        if kind == "word" or kind == "plain" or kind == "tail":
            if "’" in form:
                form = form.replace("’", "'")
            if form in known:
                form, skip, letter, value = grammar.read(text, start, end, form)
                span = start, skip
        elif kind == "number":
            name, value = _number(form)
            letter = letters[name]
        elif kind == "mark":
            if form in _MARKS and not (form == "." and rows and _abbreviates(text, rows[-1][2], start)):
                letter = letters[_MARKS[form]]
        elif kind == "NTH":
            letter, value = letters["NTH"], int(form[:-2])
        elif kind == "DECADE" or kind == "SHORTDECADE":
            digits = int(_NO_DIGIT.sub("", form))
            letter, value = letters["DECADE"], digits if digits > 99 else 1900 + digits
        elif kind in _OWN:
            letter = letters[kind]
            if kind in _NUMBERED:
                value = int(_NO_DIGIT.sub("", form)[-4:] or 0)
                value += 2000 if kind == "FISCALYEAR" and value < 100 else 0
        rows.append((letter, value, span, form))
    classes, values, bounds, forms = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Words(text, "".join(classes), values, bounds, forms)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The words that the date grammar knows: (class, number) by lower-case form, what else begins with one."""

    known: frozenset[str]
    lexicon: Mapping[str, tuple[str, int]]
    holidays: Mapping[str, tuple[str, ...]]
    abbreviated: frozenset[str]
    capital: frozenset[str]

    def read(self, text: str, start: int, end: int, form: str) -> tuple[str, int, str, int]:
        """The form of the word in ``text[start:end]``, its end, its class letter and its number."""
        capital = text[start].isupper()
        if capital and form in self.holidays and (found := _holiday_at(text, start, self.holidays[form])):
            return found, start + len(found), letter_of()["HOLIDAY"], 0
        if form in self.abbreviated and text[end : end + 1] == ".":
            form, end = f"{form}.", end + 1
        name, value = self.lexicon.get(form, ("", 0))
        if not name or (name in self.capital and not capital):
            return form, end, UNKNOWN, value
        return form, end, letter_of()[name], value


def _abbreviates(text: str, word: Span, stop: int) -> bool:
    """Whether the full stop at a place is part of the abbreviation that the word before it is."""
    start, end = word
    return end == stop and is_abbreviated(text[start:end].lower(), text[stop + 1 : stop + 3])


def _number(form: str) -> tuple[str, int]:
    if form.isascii() and form.isdigit():
        value = int(form)
        if len(form) <= 2 and 1 <= value <= 31:
            return "DAYNUM", value
        if len(form) == 4 and 1000 <= value < 2200:
            return "YEAR", value
        return "NUM", min(value, 10**6)
    return "OTHERNUM", 0


def _holiday_at(text: str, start: int, names: tuple[str, ...]) -> str | None:
    for name in names:
        end = start + len(name)
        if text[start:end].lower().replace("’", "'") == name and not text[end : end + 1].isalnum():
            return name
    return None


def date_data() -> Mapping[str, Any]:
    """The word lists of ``data/dates.yaml``."""
    return package_file("dates")


def holiday_data() -> Mapping[str, Any]:
    """Named days of ``data/holidays.yaml``: ``fixed``, ``easter`` and ``weekday`` rules."""
    return word_file("holidays")


@cache
def letter_of() -> Mapping[str, str]:
    """The letter that stands for each word class, from the private use area."""
    names = (*date_data()["symbols"], *_OWN, *_NUMBERS, "OTHERNUM", "HOLIDAY", *dict.fromkeys(_MARKS.values()))
    return {name: chr(0xE000 + i) for i, name in enumerate(names)}


@derived
def _grammar() -> _Grammar:
    lexicon: dict[str, tuple[str, int]] = {}
    for name, words in date_data()["symbols"].items():
        numbered = words if isinstance(words, dict) else dict.fromkeys(words, 0)
        lexicon |= {str(word): (name, number) for word, number in numbered.items()}
    abbreviated = frozenset(word[:-1] for word in lexicon if word.endswith("."))
    holidays: dict[str, list[str]] = {}
    for rule in holiday_data().values():
        for name in rule:
            holidays.setdefault(re.split(r"[\s'.]", name)[0], []).append(name)
    by_first = {first: tuple(sorted(names, key=len, reverse=True)) for first, names in holidays.items()}
    capital = frozenset(date_data()["capital"])
    return _Grammar(frozenset((*lexicon, *by_first, *abbreviated)), lexicon, by_first, abbreviated, capital)
