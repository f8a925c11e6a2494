"""Values of a claim as people type them on a command line → as an article's record writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from claimledger.compare.edtf import bounds
from claimledger.errors import ClaimledgerError
from claimledger.extract.quantities import find_quantities
from claimledger.ledger.fields import EDTF
from claimledger.ledger.strict import load_strict
from claimledger.metadata import parse_published
from claimledger.settings import Settings

Fields = dict[str, Any]

_FIGURE = r"-?[0-9][0-9,]*(?:\.[0-9]+)?"
_RANGE = re.compile(
    rf"(?P<about>(?:about|around|~)\s*)?(?:(?P<low>{_FIGURE})?(?P<dots>\.\.)(?P<high>{_FIGURE})?|(?P<exact>{_FIGURE}))"
    r"(?:\s+(?P<unit>\S.*))?"
)
_SPAN = re.compile(r"([0-9]+)(?:\.\.|-|,\s*)([0-9]+)")
_CLOCK = re.compile(r"T[^/]*")


def quantity(typed: str, before: Mapping[str, Any] | None, settings: Settings) -> Fields:
    """The fields of a quantity: ``28 people``, ``3000..4000 North Korean soldiers``, ``..1500``, ``about 40 tonnes``,
    or as a text would say it. The words and the place of the quantity ``before`` stay: they are what the article says.
    ClaimledgerError: no figure, or the lower end above the upper."""
    kept = {key: before[key] for key in ("text", "span") if before and key in before}
    match = _RANGE.fullmatch(typed.strip())
    if match is None or not any(match.group("low", "high", "exact")):
        found = find_quantities(typed, policy=settings)
        if len(found) != 1:
            raise ClaimledgerError(
                f"--quantity {typed!r} is no figure", hint='give "28 people", "3000..4000 soldiers" or "..1500 tonnes"'
            )
        [one] = found
        low, high, unit, of, approximate = one.min, one.max, one.unit, one.of, one.approximate
    else:
        low, high = (_number(match[name] or match["exact"]) for name in ("low", "high"))
        if match["dots"] is not None:
            low, high = _number(match["low"]), _number(match["high"])
        unit, of = _unit(match["unit"])
        approximate = match["about"] is not None
    if low is not None and high is not None and low > high:
        raise ClaimledgerError(f"--quantity {typed!r} begins above its end", hint=f"give {high}..{low}")
    values = {"text": typed.strip(), **kept, "min": low, "max": high, "unit": unit, "of": of}
    fields = {key: values[key] for key in ("text", "min", "max", "unit", "of") if values[key] is not None}
    return {
        **fields,
        **({"approximate": True} if approximate else {}),
        **{k: v for k, v in kept.items() if k == "span"},
    }


def date(option: str, typed: str, before: Mapping[str, Any] | None) -> Fields:
    """The fields of a date, given as EDTF (2024-10-27, XXXX-10-27, 2024-10-21/2024-10-28) or as outlets write it. The
    words and the place of the date ``before`` it stay. ClaimledgerError: it is no date."""
    text = typed.strip()
    value = text if EDTF.fullmatch(text) and bounds(_CLOCK.sub("", text)) else parse_published(text)
    if value is None:
        raise ClaimledgerError(
            f"{option} {typed!r} is no date", hint="give 2024-10-27, 2024-10, XXXX-10-27 or 2024-10-21/2024-10-28"
        )
    kept = {key: before[key] for key in ("text", "span") if before and key in before}
    return {"text": kept.get("text", text), "date": value, **{k: v for k, v in kept.items() if k == "span"}}


def spans(typed: Sequence[str]) -> list[list[int]]:
    """Spans given as START..END. ClaimledgerError: one is none."""
    out = []
    for one in typed:
        match = _SPAN.fullmatch(one.strip())
        if match is None or int(match[1]) >= int(match[2]):
            raise ClaimledgerError(f"--span {one!r} is no span", hint="give START..END in characters of the file")
        out.append([int(match[1]), int(match[2])])
    return out


def assignments(typed: Sequence[str]) -> Fields:
    """Whole fields given as KEY=VALUE, the value as an article's record writes it, null for none. ClaimledgerError:
    there is no sign of equality, or the value cannot be read."""
    out: Fields = {}
    for one in typed:
        key, sign, text = one.partition("=")
        if not sign:
            raise ClaimledgerError(f"--set {one!r} names no field", hint="give KEY=VALUE, as in --set quote=direct")
        value, problems = load_strict(text)
        if problems:
            raise ClaimledgerError(f"--set {one!r} cannot be read: {problems[0].message}", hint="put texts in quotes")
        out[key.strip()] = value
    return out


def as_loaded(value: Any) -> Any:
    """A value that is to be written, as it will be read again: lists for tuples."""
    if isinstance(value, Mapping):
        return {key: as_loaded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_loaded(item) for item in value]
    return value


def _number(text: str | None) -> Decimal | None:
    return Decimal(text.replace(",", "")) if text else None


def _unit(words: str | None) -> tuple[str | None, str | None]:
    """What is counted, in the form that comparison knows: ``North Korean soldiers`` → (soldier, North Korean)."""
    if not words:
        return None, None
    found = find_quantities(f"2 {words}")
    if len(found) == 1 and found[0].unit and found[0].min == found[0].max == 2:
        return found[0].unit, found[0].of
    return words, None
