"""Text cut into words of the date grammar: one class letter a word, so that the grammar can be regular expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TOKEN = re.compile(
    r"""
      (?P<ISO>\b\d{4}-\d{2}-\d{2}\b)
    | (?P<SLASHED>\b\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b|\b\d{1,2}(?:\.\d{1,2}\.|-\d{1,2}-)\d{4}\b)
    | (?P<FISCALYEAR>\bFY[ ]?['’]?(?:\d{4}|\d{2})\b)
    | (?P<QUARTERNUM>\bQ[1-4]\b)
    | (?P<HALFNUM>\bH[12]\b)
    | (?P<DECADE>(?:\b\d{3}0|['’‘]\d0)s\b)
    | (?P<AMPM>(?<=[\d\s])[ap]\.m\b\.?|(?<=[\d\s])[ap]m\b)
    | (?P<CLOCK>\b\d{1,2}:\d{2}\b|\b\d{1,2}\.\d{2}(?=\s?[ap]\.?m\b))
    | (?P<NTH>\b\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<number>\b\d{1,15}(?:[.,]\d{1,6}){0,6}\b)
    | (?P<POSS>['’]s\b|(?<=[^\W\d_]s)['’](?=\s))
    | (?P<word>\b[^\W\d_]+(?!\w)|['’](?:ll|til)\b)
    | (?P<other>\w+)
    | (?P<DASH>[-–—]{1,3})
    | (?P<BREAK>\n[ \t\r\f\v]*\n)
    | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)

_OWN = (
    "ISO", "SLASHED", "FISCALYEAR", "QUARTERNUM", "HALFNUM", "DECADE", "AMPM", "CLOCK", "NTH", "POSS", "DASH", "BREAK",
)  # fmt: skip
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
    lexicon, letters, holidays = _lexicon(), letter_of(), _holidays()
    abbreviated, capital = _abbreviated(), _capital()
    classes: list[str] = []
    values: list[int] = []
    bounds: list[tuple[int, int]] = []
    forms: list[str] = []
    skip = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < skip:
            continue
        kind, form, value = match.lastgroup or "other", match.group().lower(), 0
        name = ""
        if kind == "word":
            form = form.replace("’", "'")
            if form in holidays and text[start].isupper():
                found = _holiday_at(text, start, holidays[form])
                if found:
                    name, form, end = "HOLIDAY", found, start + len(found)
            if not name and form in abbreviated and text[end : end + 1] == ".":
                form, end = form + ".", end + 1
            if not name:
                name, value = lexicon.get(form, ("", 0))
                if name in capital and not text[start].isupper():
                    name = ""
        elif kind == "number":
            name, value = _number(form)
        elif kind == "NTH":
            name, value = "NTH", int(form[:-2])
        elif kind == "DECADE":
            name, digits = "DECADE", int(re.sub(r"\D", "", form))
            value = digits if digits > 99 else 1900 + digits
        elif kind == "mark":
            name = _MARKS.get(form, "")
        elif kind in _OWN:
            name = kind
            value = int(re.sub(r"\D", "", form)[-4:] or 0) if kind in _NUMBERED else 0
            value += 2000 if kind == "FISCALYEAR" and value < 100 else 0
        skip = end
        classes.append(letters[name] if name else UNKNOWN)
        values.append(value)
        bounds.append((start, end))
        forms.append(form)
    return Words(text, "".join(classes), tuple(values), tuple(bounds), tuple(forms))


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


@cache
def date_data() -> Mapping[str, Any]:
    """The word lists of ``data/dates.yaml``."""
    return _data("dates.yaml")


@cache
def holiday_data() -> Mapping[str, Any]:
    """Named days of ``data/holidays.yaml``: ``fixed``, ``easter`` and ``weekday`` rules."""
    return _data("holidays.yaml")


def _data(name: str) -> Mapping[str, Any]:
    path = resources.files("claimledger") / "data" / name
    loaded: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    return loaded


@cache
def letter_of() -> Mapping[str, str]:
    """The letter that stands for each word class, from the private use area."""
    names = (*date_data()["symbols"], *_OWN, *_NUMBERS, "OTHERNUM", "HOLIDAY", *dict.fromkeys(_MARKS.values()))
    return {name: chr(0xE000 + i) for i, name in enumerate(names)}


@cache
def _lexicon() -> Mapping[str, tuple[str, int]]:
    out: dict[str, tuple[str, int]] = {}
    for name, words in date_data()["symbols"].items():
        numbered = words if isinstance(words, dict) else dict.fromkeys(words, 0)
        out |= {str(word): (name, number) for word, number in numbered.items()}
    return out


@cache
def _abbreviated() -> frozenset[str]:
    return frozenset(word[:-1] for word in _lexicon() if word.endswith("."))


@cache
def _capital() -> frozenset[str]:
    return frozenset(date_data()["capital"])


@cache
def _holidays() -> Mapping[str, tuple[str, ...]]:
    """First word of each holiday's name → the names, longest first."""
    out: dict[str, list[str]] = {}
    for rule in holiday_data().values():
        for name in rule:
            out.setdefault(re.split(r"[\s'.]", name)[0], []).append(name)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in out.items()}
