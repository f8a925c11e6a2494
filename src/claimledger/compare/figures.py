"""Claimed figures as ranges that can be compared: what is counted, of whom, in which unit, how exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from claimledger.compare.remembered import remembered
from claimledger.compare.thresholds import Thresholds
from claimledger.records import Claim, Quantity
from claimledger.vocabulary import (
    conversions,
    countries,
    event_classes,
    humans,
    kinds_of_thing,
    name_words,
    noun_classes,
    stems,
    triggers,
)

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PARTITIVE = re.compile(r"\bof (?:them|whom|these|those|which)\b|\bamong (?:them|whom)\b", re.IGNORECASE)
_OF_THE = re.compile(
    r"(?<!number )(?<!toll )(?<!count )\b(?:of|among) (?:the|those)(?: who)?(?: were| had been)? ((?:[^\W\d_]+ ?){1,2})"
)
_NONE = re.compile(r"\b(?:no|not a single|not one|zero) (?:new |confirmed |known |single )?([^\W\d_]+)", re.IGNORECASE)
_NAMED = r"\b[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)*"
_NAME = re.compile(_NAMED)
_GIVEN_TO = re.compile(rf"[^\d.;]{{0,45}}?\b(?:for|to)\b[^\d.;A-ZÀ-Þ]{{0,70}}?({_NAMED})")
_VOTES = frozenset(["vote", "win", "lose_vote"])
_OF_VOTES = frozenset(["", "percent", "point", "vote", "ballot", "seat", "voter", "person", "lawmaker"])
_OWN = re.compile(r"\bof (?:its|our) (?:own|people|men|colleagues|staff|members|fighters|comrades)\b", re.IGNORECASE)
_NEXT = 12
_MEN = re.compile(r"\bmen\b", re.IGNORECASE)
_GENERIC = frozenset(["person", "other", "total", "number", "figure"])
_KINDS_OF_PEOPLE = name_words("kinds_of_people")
_MEASURED = frozenset(["percent", "magnitude", "degree"])
VAGUE = name_words("vague")


@dataclass(frozen=True, slots=True)
class Figure:
    """One claimed figure.

    ``unit`` is a class of thing ("person", "soldier"), a measure in base units ("length") or a noun; "" where none is
    named. ``who`` are the kinds of people counted ("hostage"), ``holders`` names whose share of the vote it is. ``low``
    and ``high`` are the range it can mean, None where open.
    """

    text: str
    measure: str
    unit: str
    nouns: frozenset[str]
    nations: frozenset[str]
    holders: frozenset[str]
    who: frozenset[str]
    low: Decimal | None
    high: Decimal | None
    approximate: bool
    part: bool
    own: bool = False


@remembered
def figures(claim: Claim, thresholds: Thresholds) -> tuple[Figure, ...]:
    """The figures that the claim stands by: of "from 7.1 to 7.0" the second, of "410, 38 of them" both, the latter as
    a part."""
    quantities = claim.quantities
    measures = claim.about.measures
    if len(measures) != len(quantities):
        measures = (claim.about.events[0] if claim.about.events else "",) * len(quantities)
    kept = [i for i in range(len(quantities)) if not _superseded(claim, i)]
    shares = bool({"percent", "percentage"} & set(claim.about.context))
    votes = not name_words("ballots").isdisjoint((*claim.about.words, *claim.about.context))
    return tuple(
        _figure(
            quantities[i],
            "vote" if votes and quantities[i].unit == "percent" and _may_be_votes(measures[i]) else measures[i],
            i > 0,
            shares,
            _among(claim.statement, quantities[i].text) or _part_of(claim.statement, quantities[i].text, measures[i]),
            _holders(claim.statement, quantities[i].text),
            _of_its_own(claim.statement, quantities[i].text),
            thresholds,
        )
        for i in kept
    ) or _none_at_all(claim)


def _may_be_votes(measure: str) -> bool:
    """Whether a percentage that is given this measure where people vote can be a share of the votes."""
    known = event_classes()
    if measure in _VOTES or measure not in known:
        return True
    event = known[measure]
    return event.unit is None and event.whose is None and measure not in ("turnout", "fraud")


def _holders(statement: str, text: str) -> frozenset[str]:
    """Names to which a share belongs: "53% for Ruiz", else those before it, "Ruiz won 53%"."""
    start = statement.find(text)
    if start < 0:
        return frozenset()
    after = _GIVEN_TO.match(statement, start + len(text))
    before = _NAME.findall(re.split(r"\d[\d.,]*", statement[:start])[-1])
    found = after[1] if after else before[-1] if before else ""
    return frozenset(word.lower() for word in found.split())


def _of_its_own(statement: str, text: str) -> bool:
    """Whether the figure is of people of whoever speaks: "three of its staff", "nine dead of its own"."""
    start = statement.find(text)
    return start >= 0 and bool(_OWN.search(statement[start : start + len(text) + _NEXT]))


def _among(statement: str, text: str) -> bool:
    """Whether the figure is introduced as a part: "231 persons, among whom 17 had no ticket"."""
    words = r"\b(?:(?<!number )(?<!toll )(?<!count )(?:of|among) (?:whom|them|those|which)|including),? (?:\w+ ){0,2}?"
    return bool(re.search(words + re.escape(text), statement))


def _none_at_all(claim: Claim) -> tuple[Figure, ...]:
    """The figure 0 of a claim such as "there were no cases"."""
    found = _NONE.search(claim.statement)
    known = event_classes()
    events = [name for name in claim.about.events if name in known and not known[name].distinct]
    if claim.quantities or claim.polarity != "negated" or found is None or not events or known[events[0]].uncounted:
        return ()
    noun = _noun(found[1].lower())
    unit = noun_classes().get(noun, "")
    if not unit:
        return ()
    zero, nobody = Decimal(0), frozenset[str]()
    nations = frozenset(_nations([word.lower() for word in _WORD.findall(claim.statement)]))
    return (Figure(found[0], events[0], unit, frozenset([unit]), nations, nobody, nobody, zero, zero, False, False),)


def _figure(
    quantity: Quantity,
    measure: str,
    follows: bool,
    shares: bool,
    among: bool,
    holders: frozenset[str],
    own: bool,
    thresholds: Thresholds,
) -> Figure:
    words = [word.lower() for word in _WORD.findall(f"{quantity.text} {quantity.of or ''}")]
    nouns = noun_classes()
    stems = {_noun(word) for word in words if word not in VAGUE}
    nations = frozenset(_nations(words))
    unit = _noun((quantity.unit or "").lower())
    if not unit and shares and quantity.min != (quantity.min or Decimal(0)).to_integral_value():
        unit = "percent"
    measure = _stated(quantity, measure)
    dimension, factor = conversions().get(unit, ("", Decimal(1)))
    unit = dimension or nouns.get(unit, unit)
    if unit in countries(capitals=False):
        unit = "person"
    if not unit or unit in _GENERIC:
        named = sorted({nouns[stem] for stem in stems if stem in nouns} - {"person"})
        unit = named[0] if named else unit
    if measure in _VOTES and unit not in _OF_VOTES:
        measure = ""
    if unit in humans() and measure in event_classes() and event_classes()[measure].unit == "money":
        measure = ""
    low, high = quantity.min, quantity.max
    if low is not None and low == high and quantity.approximate:
        low, high = low * (1 - thresholds.approximate), low * (1 + thresholds.approximate)
    elif factor != 1 and low is not None and high is not None and low == high:
        low, high = low * (1 - thresholds.rounding), high * (1 + thresholds.rounding)
    return Figure(
        text=quantity.text,
        measure=measure,
        unit=unit,
        nouns=frozenset(nouns.get(stem, stem) for stem in stems),
        nations=nations,
        who=frozenset(_KINDS_OF_PEOPLE & {*stems, _noun((quantity.unit or "").lower().split(" ")[-1])}),
        own=own,
        holders=holders if unit == "percent" and measure in _VOTES else frozenset(),
        low=None if low is None else low * factor,
        high=None if high is None else high * factor,
        approximate=quantity.approximate or low != high,
        part=(follows and bool(_PARTITIVE.search(quantity.text))) or among,
    )


def _part_of(statement: str, text: str, measure: str) -> bool:
    """Whether the figure is of those of whom the measure is the count: "64 of the rescued", "44 of those freed"."""
    found = re.search(rf"{re.escape(text)}(?: [^\W\d_]+){{0,5}}", statement)
    found = found and _OF_THE.search(found[0])
    if found is None or not measure:
        return False
    words = [stem for word in found[1].lower().split() for stem in stems(word)]
    return any(t.name == measure and len(t.words) == 1 for word in words for t in triggers().get(word, ()))


def counts_none(claim: Claim, thresholds: Thresholds) -> bool:
    """Whether the claim is that there is none of something that is counted."""
    return claim.polarity == "negated" and not claim.quantities and bool(figures(claim, thresholds))


def same_count(a: Figure, b: Figure) -> bool:
    """Whether both figures count or measure the same kind of thing, whatever their values."""
    if a.part != b.part or others(a.nations, b.nations) or others(a.who, b.who):
        return False
    if not units_meet(a, b):
        return False
    if a.measure and b.measure:
        unnamed = a.measure != b.measure and a.unit != b.unit and not {a.unit, b.unit} & humans()
        return not unnamed and same_measure(a.measure, b.measure)
    if a.unit in humans():
        return False
    if a.measure or b.measure:
        weak = event_classes().get(a.measure or b.measure)
        return bool(a.unit) and a.unit == b.unit and a.unit not in _MEASURED | {"money"} and bool(weak and weak.weak)
    return bool(a.unit) and a.unit == b.unit and a.unit not in _GENERIC and not _scale(a.unit)


def others(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether both name something, and nothing in common."""
    return bool(a and b) and not a & b


def same_measure(a: str, b: str) -> bool:
    """Whether figures of two event classes may meet: one class, or kin."""
    if a == b:
        return True
    known = event_classes()
    return (a in known and b in known[a].kin) or (b in known and a in known[b].kin)


def same_share(a: Figure, b: Figure) -> bool:
    """Whether percentages can be of the same things: they name one in common, or one of them names none."""
    return not a.nouns or not b.nouns or bool(a.nouns & b.nouns)


def compatible(a: Figure, b: Figure) -> bool:
    """Whether one number can satisfy both."""
    return not below(a, b) and not below(b, a)


def below(a: Figure, b: Figure) -> bool:
    """Whether all of ``a`` is less than all of ``b``."""
    return a.high is not None and b.low is not None and a.high < b.low


def distance(a: Figure, b: Figure) -> Decimal:
    """How far apart two ranges are as a share of the larger of the facing ends: 0 where they meet, at most 1."""
    for x, y in ((a, b), (b, a)):
        if below(x, y) and x.high is not None and y.low:
            return min(Decimal(1), abs(y.low - x.high) / abs(y.low))
    return Decimal(0)


def units_meet(a: Figure, b: Figure) -> bool:
    x, y = a.unit, b.unit
    if x == y:
        return x != "percent" or same_share(a, b)
    expected = {event.unit for name in (a.measure, b.measure) if (event := event_classes().get(name)) and event.unit}
    for one, other in ((x, y), (y, x)):
        if not one and "person" in expected and other in kinds_of_thing():
            return False
        if not one:
            return not _scale(other) or other in expected or other == "magnitude"
        if one == "person" and other in ("soldier", "worker", "case", "protester"):
            return other != "soldier" or bool(a.nations | b.nations) or any(_MEN.search(f.text) for f in (a, b))
    return False


def _scale(unit: str) -> bool:
    """Whether the unit is of a scale (length, money, percent) and not a thing counted."""
    dimensions = {dimension for dimension, _ in conversions().values()}
    return (
        unit in dimensions
        or unit in _MEASURED
        or (len(unit) == 3 and unit.isalpha() and unit == unit.lower() and unit in _CURRENCIES)
    )


_CURRENCIES = name_words("currencies")


def _superseded(claim: Claim, index: int) -> bool:
    """Whether the claim names the figure only as the earlier value: "from 7.1 to 7.0", "to 268 from 187"."""
    quantity = claim.quantities[index]
    rivals = [other for i, other in enumerate(claim.quantities) if i != index and other.unit == quantity.unit]
    if not rivals:
        return False
    text = re.escape(quantity.text)
    if re.search(
        rf"\b(?:up from|down from|instead of|rather than|compared with|previously|formerly) {text}(?!\w)",
        claim.statement,
    ):
        return True
    for rival in rivals:
        other = re.escape(rival.text)
        if re.search(
            rf"\bfrom {text}(?!\w).{{0,40}}?\bto {other}|\bto {other}(?!\w).{{0,20}}?\bfrom {text}", claim.statement
        ):
            return True
    return False


def _nations(words: list[str]) -> set[str]:
    table = countries(capitals=False)
    pairs = [" ".join(pair) for pair in pairwise(words)]
    double = {table[pair] for pair in pairs if pair in table}
    return double or {table[word] for word in words if word in table}


def _noun(word: str) -> str:
    """The noun of a lower-case word: the form that the word lists know, else its shortest guess of a singular."""
    if word in noun_classes() or word in conversions():
        return word
    guesses = stems(word)
    known = sorted(guess for guess in guesses if guess in noun_classes() or guess in conversions())
    if known:
        return known[0]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _stated(quantity: Quantity, measure: str) -> str:
    """The measure that the quantity states of itself ("magnitude"; persons "of: dead"), else the one it was given.

    What counts people gives way to an event that does so itself: "50 protesters were arrested" counts arrests.
    """
    classes = event_classes()
    given = classes.get(measure)
    counts_people = given is not None and given.unit == "person"
    if given is not None and given.unit == "magnitude":
        return "magnitude"
    for words in (quantity.of or "", quantity.unit or ""):
        names = [
            trigger.name
            for word in _WORD.findall(words.lower())
            for stem in sorted(stems(word))
            for trigger in triggers().get(stem, ())
            if len(trigger.words) == 1
            and (not trigger.parts or "NOUN" in trigger.parts)
            and classes[trigger.name].unit in ("person", "magnitude", "aftershock", "case")
        ]
        if names and not (counts_people and classes[names[0]].unit == "person"):
            return names[0]
    return measure
