"""A form matched in a text: what it captured, and the answer of a resolver for which it is no date."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from claimledger.extract.dates.context import Context
from claimledger.extract.dates.edtf import Period
from claimledger.extract.dates.words import Words


class View:
    """A form matched in the words: its captured numbers and words."""

    __slots__ = ("match", "words")

    def __init__(self, words: Words, match: re.Match[str]) -> None:
        self.words, self.match = words, match

    def has(self, name: str) -> bool:
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def at(self, name: str) -> int:
        return self.match.start(name)

    def number(self, name: str) -> int:
        """The captured number, word pairs ("twenty-four") added up; 1 for "a"."""
        start, end = self.match.span(name)
        return sum(self.words.values[start:end]) or 1

    def form(self, name: str) -> str:
        return self.words.form(self.match.start(name))


class No:
    """The answer of a resolver whose form is no date here."""


NO: Final = No()

Resolver = Callable[[View, Context], "Period | No | None"]


def step_of(form: str) -> int:
    """-1 for "last", 1 for "next", 0 for "this"."""
    return _STEPS.get(form, 0)


_STEPS = dict.fromkeys(("last", "past", "previous", "prior", "preceding", "earlier", "before"), -1) | dict.fromkeys(
    ("next", "coming", "upcoming", "following", "later", "after"), 1
)
