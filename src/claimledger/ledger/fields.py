"""The fields of a record, each checked: maps, lists and scalars as `load_strict` gives them → frozen records."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, TypeVar

from claimledger.ledger.strict import Key
from claimledger.records import (
    MODALITIES,
    POLARITIES,
    QUOTES,
    SPEAKER_KINDS,
    STANCES,
    ArticleInfo,
    Claim,
    Cue,
    DateValue,
    Quantity,
    Span,
    Speaker,
    Topic,
)

T = TypeVar("T")

ARTICLE_ID = re.compile(r"[a-z][0-9a-z]{5,31}")
CLAIM_ID = re.compile(r"([a-z][0-9a-z]{5,31})-[0-9a-z]{2,16}")

INFO_KEYS: Final = ("id", "path", "title", "outlet", "published", "url", "author", "model")
SPEAKER_KEYS: Final = ("name", "kind", "role", "affiliation", "mention", "span")
DATE_KEYS: Final = ("text", "date", "time", "span")
QUANTITY_KEYS: Final = ("text", "min", "max", "unit", "of", "approximate", "span")
TOPIC_KEYS: Final = ("events", "participants", "words", "context", "measures", "scope")
_NO_TOPIC: Final = Topic()

_DAY = (
    r"(?:[0-9X]{4}|Y-?[0-9]{5,12}|-[0-9]{4})(?:-(?:0[1-9]|1[0-2]|2[1-9]|3[0-9]|4[01]|[0-9X]X|X[0-9])"
    r"(?:-(?:0[1-9]|[12][0-9]|3[01]|[0-3X]X|X[0-9]))?)?[~?%]?"
)
_MOMENT = rf"{_DAY}(?:T[0-2][0-9]:[0-5][0-9](?::[0-6][0-9](?:\.[0-9]+)?)?(?:Z|[+-][0-2][0-9](?::?[0-5][0-9])?)?)?"
EDTF = re.compile(rf"{_MOMENT}(?:/(?:{_MOMENT}|\.\.)?)?|(?:\.\.)?/{_MOMENT}")

CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]Z?")


class Fault(ValueError):
    """A field that breaks the format: what is wrong, and under which keys."""

    def __init__(self, message: str, keys: tuple[Key, ...] = (), hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.keys = keys
        self.hint = hint


def parse_claim(value: object, article: str) -> Claim:
    """The claim of a loaded map (see `load_strict`), its id that of the article. Fault: a field is wrong."""
    fields = mapping(value, "")
    get = fields.get
    ident = required_text(fields, "id")
    match = CLAIM_ID.fullmatch(ident)
    if match is None or match[1] != article:
        raise Fault(f"{ident!r} is not the id of a claim of {article}", ("id",), "ids are written by `ingest`")
    about = get("about")
    speaker, cue, said_on, when, quantities = (get(key) for key in ("speaker", "cue", "said_on", "when", "quantities"))
    return Claim(
        id=ident,
        statement=required_text(fields, "statement"),
        span=_spans(get("span")),
        quote=choice_field(fields, "quote", QUOTES, "indirect"),
        cue=None if cue is None else inside("cue", _cue, cue),
        stance=choice_field(fields, "stance", STANCES, "asserts"),
        speaker=None if speaker is None else inside("speaker", _speaker, speaker),
        agency=text_field(fields, "agency"),
        via=texts_field(fields, "via"),
        said_on=None if said_on is None else inside("said_on", _date, said_on),
        when=None if when is None else inside("when", _date, when),
        polarity=choice_field(fields, "polarity", POLARITIES, "affirmed"),
        modality=choice_field(fields, "modality", MODALITIES, "actual"),
        places=texts_field(fields, "places"),
        quantities=() if quantities is None else tuple(each("quantities", _quantity, quantities)),
        about=_NO_TOPIC if about is None else inside("about", _topic, about),
    )


def parse_info(value: object) -> ArticleInfo:
    """The article of a loaded map. Fault: a field is wrong, or the path leaves the repository."""
    fields = mapping(value)
    texts = {key: text_field(fields, key) for key in INFO_KEYS}
    ident = texts.pop("id")
    if ident is None or not ARTICLE_ID.fullmatch(ident):
        raise Fault(f"{ident!r} is not an article id", ("id",), "ids are written by `ingest`")
    path = texts["path"]
    if path is not None and (path.startswith("/") or ".." in path.split("/") or "\0" in path):
        raise Fault(f"the path {path!r} leaves the repository", ("path",), "write it relative, with forward slashes")
    published = texts["published"]
    if published is not None and not EDTF.fullmatch(published):
        raise Fault(f"{published!r} is no EDTF date", ("published",), "write 2024-10-28, 2024-10 or 2024")
    return ArticleInfo(ident, **texts)


def _cue(value: object) -> Cue:
    fields = mapping(value)
    return Cue(required_text(fields, "text"), inside("span", _span, fields.get("span")))


def _speaker(value: object) -> Speaker:
    fields = mapping(value)
    kind = choice_field(fields, "kind", SPEAKER_KINDS)
    role, affiliation, mention = (text_field(fields, key) for key in ("role", "affiliation", "mention"))
    return Speaker(required_text(fields, "name"), kind, role, affiliation, mention, _optional_span(fields))


def _date(value: object) -> DateValue:
    fields = mapping(value)
    date = text_field(fields, "date")
    if date is not None and not EDTF.fullmatch(date):
        raise Fault(f"{date!r} is no EDTF date", ("date",), "write 2024-10-27, XXXX-10-27, 2024-10-21/2024-10-28")
    time = text_field(fields, "time")
    if time is not None and not CLOCK.fullmatch(time):
        raise Fault(f"{time!r} is no time of day", ("time",), 'write "03:17", or "08:17Z" for GMT')
    return DateValue(required_text(fields, "text"), date, _optional_span(fields), time)


def _quantity(value: object) -> Quantity:
    fields = mapping(value)
    low, high = _figure(fields, "min"), _figure(fields, "max")
    if low is not None and high is not None and low > high:
        raise Fault(f"min {low} is above max {high}", ("min",))
    approximate = fields.get("approximate", False)
    if type(approximate) is not bool:
        raise Fault("`approximate` must be true or false", ("approximate",))
    unit, of = text_field(fields, "unit"), text_field(fields, "of")
    return Quantity(required_text(fields, "text"), low, high, unit, of, approximate, _optional_span(fields))


def _topic(value: object) -> Topic:
    fields = mapping(value)
    # A figure that no event governs has an empty measure, to keep the others in their places.
    return Topic(*(texts_field(fields, key, blank=key == "measures") for key in TOPIC_KEYS))


def inside(key: Key, read: Callable[[object], T], value: object) -> T:
    """What ``read`` makes of the value, its faults told with the key in front."""
    try:
        return read(value)
    except Fault as fault:
        raise Fault(fault.message, (key, *fault.keys), fault.hint) from None


def each(key: str, read: Callable[[object], T], values: object) -> Iterator[T]:
    """What ``read`` makes of each item of a list, faults told with the key and number in front."""
    if type(values) is not list:
        raise Fault(f"`{key}` must be a list", (key,))
    for number, value in enumerate(values):
        try:
            yield read(value)
        except Fault as fault:
            raise Fault(fault.message, (key, number, *fault.keys), fault.hint) from None


def mapping(value: object, what: str = "") -> dict[str, Any]:
    """The value, which must be a map."""
    if type(value) is not dict:
        raise Fault(f"{what or 'this'} must be a map of keys and values")
    return value


def text_field(fields: Mapping[str, Any], key: str) -> str | None:
    """The text under a key, None where it is absent."""
    return None if fields.get(key) is None else required_text(fields, key)


def required_text(fields: Mapping[str, Any], key: str) -> str:
    """The text under a key that must be there."""
    value = fields.get(key)
    if type(value) is str and value:
        return value
    raise Fault(f"`{key}` must be text", (key,), None if value in (None, "") else "put it in quotes")


def texts_field(fields: Mapping[str, Any], key: str, *, blank: bool = False) -> tuple[str, ...]:
    """The list of texts under a key, empty where it is absent; ``blank``: a text may be empty."""
    values = fields.get(key)
    if values is None:
        return ()
    if type(values) is not list:
        raise Fault(f"`{key}` must be a list", (key,))
    for number, value in enumerate(values):
        if type(value) is not str or not (value or blank):
            raise Fault(f"`{key}` must hold texts", (key, number), "put it in quotes")
    return tuple(values)


def choice_field(fields: Mapping[str, Any], key: str, allowed: tuple[T, ...], default: T | None = None) -> T:
    """The allowed word under a key; absent, it is the default or, without one, a fault."""
    value = fields.get(key, default)
    for choice in allowed:
        if choice == value:
            return choice
    raise Fault(f"`{key}` is {value!r}, not one of {', '.join(map(str, allowed))}", (key,))


def _figure(fields: Mapping[str, Any], key: str) -> Decimal | None:
    value = fields.get(key)
    if value is None:
        return None
    if type(value) is int:
        return Decimal(value)
    if type(value) is Decimal:
        return value
    raise Fault(f"`{key}` must be a number like 3000 or 66.67, not {value!r}", (key,))


def _span(value: object) -> Span:
    if type(value) is list and len(value) == 2:
        start, end = value
        if type(start) is int and type(end) is int and 0 <= start < end:
            return start, end
    raise Fault(f"a span is [start, end] with 0 <= start < end, not {value!r}")


def _optional_span(fields: Mapping[str, Any]) -> Span | None:
    value = fields.get("span")
    return None if value is None else inside("span", _span, value)


def _spans(value: object) -> tuple[Span, ...]:
    spans = tuple(each("span", _span, value))
    if not spans or any(a[1] > b[0] for a, b in itertools.pairwise(spans)):
        raise Fault("the spans of a claim must stand in order, apart from each other", ("span",))
    return spans
