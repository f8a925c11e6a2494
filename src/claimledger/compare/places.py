"""Whether two claims can be about the same place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from claimledger.compare.remembered import remembered
from claimledger.vocabulary import countries, name_words

Standing = Literal["same", "within", "other", "unknown"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
KINDS_OF_PLACE = name_words("kinds_of_place")
_DIRECTIONS = {
    "east": "e",
    "eastern": "e",
    "west": "w",
    "western": "w",
    "north": "n",
    "northern": "n",
    "south": "s",
    "southern": "s",
}
_DIRECTIONS |= {
    f"{a}{b}{end}": f"{a[0]}{b[0]}" for a in ("north", "south") for b in ("east", "west") for end in ("", "ern")
}
_OPPOSED = (("e", "w"), ("n", "s"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place name taken apart: ``own`` words of its name beyond country, compass and kind of place."""

    own: frozenset[str]
    country: str | None
    compass: str

    @property
    def broad(self) -> bool:
        """A country, a part of one by the compass, or nothing that has a name."""
        return not self.own


def standing(a: Sequence[str], b: Sequence[str]) -> Standing:
    """How the places of two claims stand: ``within`` where one may be a part of the other, ``unknown`` where a claim
    names none."""
    return _standings(tuple(a), tuple(b)) if a and b else "unknown"


@remembered
def _standings(a: tuple[str, ...], b: tuple[str, ...]) -> Standing:
    results = {_standing(place(x), place(y)) for x in a for y in b}
    for result in ("same", "within", "unknown"):
        if result in results:
            return result
    return "other"


def broad(names: Sequence[str]) -> bool:
    """Whether the places, if any, go no further than a country or a part of the compass."""
    return all(place(name).broad for name in names)


@remembered
def place(name: str) -> Place:
    """A place name taken apart: "Russia's far east" is Russia, east; "the Kursk region" is Kursk."""
    words = [re.sub(r"['’]s?$", "", word.lower()) for word in _WORD.findall(name)]
    table = countries(capitals=False)
    country: str | None = None
    left: list[str] = []
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            found = table.get(" ".join(words[at : at + length])) if at + length <= len(words) else None
            if found:
                country = found
                at += length
                break
        else:
            left.append(words[at])
            at += 1
    compass = "".join(sorted({letter for word in left for letter in _DIRECTIONS.get(word, "")}))
    far = "far" if compass else ""
    own = frozenset(word for word in left if word not in KINDS_OF_PLACE and word not in _DIRECTIONS and word != far)
    return Place(own, country, compass)


def _standing(a: Place, b: Place) -> Standing:
    if a.country and b.country and a.country != b.country:
        return "other"
    if any((x in a.compass and y in b.compass) or (y in a.compass and x in b.compass) for x, y in _OPPOSED):
        return "other"
    if a.own and b.own:
        if a.own == b.own:
            return "same"
        return "within" if a.own < b.own or b.own < a.own else "other"
    if a.own or b.own:
        return "within" if a.country or b.country else "unknown"
    return "same" if a.country == b.country else "unknown"
