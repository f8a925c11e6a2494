"""Places where a claimed event happens: named ones that a preposition or a verb leads to, with their modifiers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimledger.records import Span
from claimledger.wordbook import derived, word_file, word_set

Entity = tuple[int, int, str, str]
"""Start, end, label (``GPE``, ``LOC``, ``FAC`` are places) and text of a named entity."""

REACH = 48
"""Characters looked at on either side of a name for its modifiers."""


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place as the text words it, and where. That of "there" is the place named before, at the place of "there"."""

    text: str
    span: Span


def find_places(text: str, content: Sequence[Span], entities: Sequence[Entity]) -> list[PlaceMatch]:
    """The places of the event that a statement tells, in text order, each once.

    ``content``: the spans of the statement in ``text``; ``entities``: those of the whole article in text order. A place
    that only takes part ("Moscow denied", "fight against Ukraine", "relations with Seoul") is none, nor is one that the
    statement denies ("not in A but in B"). "There" is the last place named before it.

    >>> text = "Moscow says that a drone hit a depot in Lgov, Kursk Oblast"
    >>> named = [(0, 6, "GPE", "Moscow"), (40, 44, "GPE", "Lgov"), (46, 58, "GPE", "Kursk Oblast")]
    >>> [(place.text, place.span) for place in find_places(text, [(17, 58)], named)]
    [('Lgov, Kursk Oblast', (40, 58))]
    """
    labels = word_set("places", "labels")
    found: list[PlaceMatch] = []
    for start, end in content:
        near = entities[bisect_left(entities, (start,)) : bisect_left(entities, (end,))]
        inside = [e for e in near if e[1] <= end and e[2] in labels]
        here = _named(text, start, end, inside) + _common(text, start, end, inside)
        if not here:
            here = _there(text, start, end, entities)
        found += sorted(here, key=lambda place: place.span)
    seen: dict[str, PlaceMatch] = {}
    for place in found:
        if not any(_within(place.span, other.span) for other in found):
            seen.setdefault(place.text.casefold(), place)
    return list(seen.values())


def _within(inner: Span, outer: Span) -> bool:
    """Whether a place is only a part of another's wording ("eastern" of "eastern Russia")."""
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _named(text: str, start: int, end: int, entities: Sequence[Entity]) -> list[PlaceMatch]:
    out: list[PlaceMatch] = []
    listed = False
    last = start
    for at, stop, _, _ in entities:
        if at < last:
            continue
        left, right = _extended(text, start, end, at, stop)
        between = text[last:left]
        listed = listed and bool(_LIST.fullmatch(between))
        nested = bool(out) and out[-1].span[1] == last and _nests(text, last, left, right)
        if nested and (listed or between != ", "):
            out[-1] = PlaceMatch(text[out[-1].span[0] : right], (out[-1].span[0], right))
        elif listed or _leads(text, start, left) or _from_to(text, start, left, right):
            out.append(PlaceMatch(text[left:right], (left, right)))
            listed = True
        last = right
    return out


def _nests(text: str, last: int, left: int, right: int) -> bool:
    """Whether the place before belongs to this one: "Lgov, Kursk Oblast", "the Lgov district of Kursk Oblast"."""
    between = text[last:left]
    if between == ", ":
        return not _LISTED_ON.match(text, right)
    return between in (" of ", " of the ") and bool(_patterns()["division"].search(text, max(0, last - REACH), last))


def _extended(text: str, start: int, end: int, at: int, stop: int) -> Span:
    """The name with its modifiers: "eastern Russia", "Russia's far east", "the border with Ukraine", "Kursk Oblast"."""
    patterns = _patterns()
    left, right = at, stop
    if text[left:right].lower().startswith("the "):
        left += 4
    if match := patterns["before"].search(text, max(start, left - REACH), left):
        left = match.start()
    if match := patterns["after"].match(text, right, min(end, right + REACH)):
        right = match.end()
    if _DIRECTION.fullmatch(text, left, right) and text[max(start, left - 4) : left].lower() == "the ":
        left -= 4
    if match := patterns["border"].search(text, max(start, left - REACH), left):
        left = match.start()
    return left, right


def _leads(text: str, start: int, at: int) -> bool:
    """Whether the words before a place say that something is or happens there."""
    before = text[max(start, at - REACH) : at]
    if _follows_of(before) and _DISTANT.search(before):
        return True
    before = _without_heads(before)
    return before[-1:].isspace() and bool(_patterns()["into"].search(before)) and not _DENIED.search(before)


def _from_to(text: str, start: int, at: int, stop: int) -> bool:
    """Whether the place opens a way: "from A to B"."""
    before = text[max(start, at - REACH) : at]
    return text.startswith(" to ", stop) and bool(_FROM.search(_without_heads(before)))


def _without_heads(before: str) -> str:
    """The words without the nouns at their end that a place belongs to: "to the coast of" → "to "."""
    while _follows_of(before) and (match := _patterns()["head"].search(before)):
        before = before[: match.start()]
    return before


def _follows_of(before: str) -> bool:
    """Whether the words end with "of" or "of the", without which the long patterns need not be tried."""
    return before[-8:].lower().rstrip("\n").endswith(("of ", "of the "))


def _common(text: str, start: int, end: int, entities: Sequence[Entity]) -> list[PlaceMatch]:
    """Places without a name: "to the front", "in the western part of the country"."""
    out = []
    for match in _patterns()["common"].finditer(text, start, end):
        at, stop = match.span()
        leads = _patterns()["onto"].search(text[max(start, at - REACH) : at])
        if leads and not any(e[0] < stop and at < e[1] for e in entities):
            out.append(PlaceMatch(match.group(), (at, stop)))
    return out


def _there(text: str, start: int, end: int, entities: Sequence[Entity]) -> list[PlaceMatch]:
    """The place named last before a "there" that means one."""
    match = _patterns()["there"].search(text, start, end)
    if match is None:
        return []
    labels = word_set("places", "labels")
    for at, stop, label, _ in reversed(entities[: bisect_left(entities, (match.start(),))]):
        if label in labels and stop <= match.start():
            left, right = _extended(text, 0, len(text), at, stop)
            return [PlaceMatch(text[left:right], match.span())]
    return []


_LIST = re.compile(r"(?:,|, and|, or| and| or|,? as well as|–|-) ?(?:the )?")
_LISTED_ON = re.compile(r",? (?:and|or) [A-Z]|, [A-Z]")
_DENIED = re.compile(r"\bnot (?:[a-z]+ ){1,2}$|\bwars? (?:in|on|at) (?:the )?$", re.IGNORECASE)
_DISTANT = re.compile(
    r"\b(?:km|kilomet(?:re|er)s?|miles?|just|due) (?:to the )?"
    r"(?:north|south|east|west)(?:[- ]?(?:east|west))? of (?:the )?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom (?:the )?$", re.IGNORECASE)
_DIRECTION = re.compile(r"(?:far |middle |deep )?(?:east|west|north|south)", re.IGNORECASE)


@derived
def _patterns() -> Mapping[str, re.Pattern[str]]:
    def any_of(name: str) -> str:
        return "|".join(sorted(map(re.escape, word_file("places")[name]), key=len, reverse=True))

    compiled = {
        "before": rf"\b(?:the )?(?:{any_of('before')}) $",
        "after": rf"(?:[-–][A-Z][\w'’]{{1,30}})? (?i:{any_of('after')})\b"
        rf"|['’]s (?:far |deep )?(?:{any_of('before')}|capital)\b",
        "division": rf" (?:{any_of('after')})$",
        "border": r"\bthe (?:land |sea |northern |southern |eastern |western )?(?:border|frontier) with $",
        "head": rf"\b(?:the |its |a )?(?:{any_of('before')} )?(?:{any_of('heads')}) of (?:the )?$",
        "into": rf"\b(?:(?:{any_of('into')}|(?:{any_of('from_after')}) from|{any_of('verbs')})\s+(?:the |its )?)$",
        "common": rf"[Tt]he (?:{any_of('common')}|(?:{any_of('before')}) part of the country)\b"
        r"(?! (?:with|of|page)\b)",
        "onto": rf"\b(?:{any_of('into')}) $",
        "there": rf"[Tt]here(?<=\b.....)\b(?!,? (?:{any_of('there_is')})\b|['’]s\b)",
    }
    flags = {"after": re.NOFLAG, "common": re.NOFLAG, "there": re.NOFLAG}
    return {name: re.compile(pattern, flags.get(name, re.IGNORECASE)) for name, pattern in compiled.items()}
