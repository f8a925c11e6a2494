"""The very layout that `dump_record` writes, read without a YAML parser, several times as fast.

Only a text whose every line has one of the forms below, in their order, is taken, and only scalars whose meaning in
YAML is beyond doubt; all else (unknown keys, comments, rarer escapes, CRLF, another style) is left to `load_strict`.
What is taken means exactly what it means there, which tests hold on generated, edited and damaged records.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from claimledger.ledger.fields import DATE_KEYS, INFO_KEYS, QUANTITY_KEYS, SPEAKER_KEYS, TOPIC_KEYS
from claimledger.records import MODALITIES, POLARITIES, QUOTES, SCHEMA, SPEAKER_KINDS, STANCES

# A plain scalar begins with a letter, a money sign or a mark, or with a number that goes on in words, so that it is
# never a number; in flow style it has no comma, bracket or colon. `_WORDS` are told apart afterwards.
_FIRST: Final = r"(?:[0-9]++(?:\.[0-9]++)?[-–/ ]|[0-9]*+[^\W\d_]|[$£€(“‘])"
_PLAIN: Final = rf"{_FIRST}[^,\[\]{{}}:#?\n]*+(?<! )"
_QUOTED: Final = r'"[^"\\\n]*+(?:\\["\\][^"\\\n]*+)*+"'
_SCALAR: Final = rf"(?:{_QUOTED}|{_PLAIN})"
_WORDS: Final = frozenset(["null", "true", "false"])
_INT: Final = "(?:0|[1-9][0-9]{0,15})"
_NUMBER: Final = rf"-?{_INT}(?:\.[0-9]{{1,30}})?"
_PAIR: Final = rf"\[{_INT}, {_INT}\]"
_ARTICLE: Final = "[a-z][0-9a-z]{5,31}"
# What YAML readers refuse, fold or hide: never taken, not even in quotes.
_ODD: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


class _Other(Exception):
    """The text is not in the layout."""


def load_canonical(text: str) -> dict[str, Any] | None:
    """What `load_strict` gives for the text of a record, or None where it must be asked."""
    head = _HEAD.match(text)
    if head is None or _ODD.search(text):
        return None
    try:
        *_, count, sha256, none = head.groups()
        claims = list(_claims(text, head.end()))
        if bool(claims) == bool(none):
            return None
        return {
            "schema": SCHEMA,
            "article": _info(head),
            "digest": {"claims": int(count), "sha256": sha256},
            "claims": claims,
        }
    except _Other:
        return None


def load_header(text: str) -> dict[str, Any] | None:
    """The article's fields of a record in this layout, its claims not looked at; None where it has another."""
    head = _HEAD.match(text)
    try:
        return None if head is None or _ODD.search(text, 0, head.end()) else _info(head)
    except _Other:
        return None


def _info(head: re.Match[str]) -> dict[str, str]:
    return {key: _text(raw) for key, raw in zip(INFO_KEYS, head.groups(), strict=False) if raw is not None}


def _claims(text: str, at: int) -> Iterable[dict[str, Any]]:
    while at < len(text):
        found = _CLAIM.match(text, at)
        if found is None:
            raise _Other
        at = found.end()
        about: dict[str, list[str]] = {}
        out: dict[str, Any] = {}
        for (key, read, topic), raw in zip(_FIELDS, found.groups(), strict=True):
            if raw is None:
                continue
            if topic and not about:
                out["about"] = about
            (about if topic else out)[key] = read(raw)
        yield out


# Values --------------------------------------------------------------------------------------------------------------


def _text(raw: str) -> str:
    if raw[0] == ">":
        return raw[7:-1].replace("\n    ", " ")
    value = raw[:-1]
    if value[0] == '"' and _WHOLE_QUOTED.fullmatch(value):
        return _unquoted(value)
    if _BEGINNING.match(value) and ": " not in value and " #" not in value and value[-1] not in ": ":
        return _word(value)
    raise _Other


def _word(value: str) -> str:
    if value in _WORDS:
        raise _Other
    return value


def _scalar(raw: str) -> str:
    return _unquoted(raw) if raw[0] == '"' else _word(raw)


def _unquoted(value: str) -> str:
    return _ESCAPE.sub(r"\1", value[1:-1]) if "\\" in value else value[1:-1]


def _list(raw: str) -> list[str]:
    if '"' in raw:
        return [_scalar(item) for item in _ITEM.findall(raw)]
    items = (_GAP.sub(", ", raw) if "\n" in raw else raw)[1:-1].split(", ")
    if not _WORDS.isdisjoint(items):
        raise _Other
    return items


def _number(raw: str) -> int | Decimal:
    return Decimal(raw) if "." in raw else int(raw)


def _pair(raw: str) -> list[int]:
    start, end = raw[1:-1].split(", ")
    return [int(start), int(end)]


def _pairs(raw: str) -> list[list[int]]:
    return [_pair(pair) for pair in _EACH_PAIR.findall(raw)]


def _mapping(keys: Iterable[str]) -> Callable[[str], dict[str, Any]]:
    """What reads a flow map of these keys, each of which may be missing, in their order."""
    forms: Mapping[str, tuple[str, Callable[[str], Any]]] = {
        "span": (_PAIR, _pair),
        "min": (_NUMBER, _number),
        "max": (_NUMBER, _number),
        "approximate": ("true", lambda _: True),
        "kind": ("|".join(SPEAKER_KINDS), str),
    }
    chosen = [(key, *forms.get(key, (_SCALAR, _scalar))) for key in keys]
    (first, form, _), *others = chosen
    rest = "".join(rf"(?:, {key}: ({form}))?+" for key, form, _ in others)
    pattern = re.compile(rf"\{{{first}: ({form}){rest}\}}")

    def read(raw: str) -> dict[str, Any]:
        found = pattern.fullmatch(raw)
        if found is None:
            raise _Other
        return {
            key: convert(value)
            for (key, _, convert), value in zip(chosen, found.groups(), strict=True)
            if value is not None
        }

    return read


def _quantities() -> Callable[[str], list[dict[str, Any]]]:
    read = _mapping(QUANTITY_KEYS)
    return lambda raw: [read(line[4:]) for line in raw.split("\n")[:-1]]


# Lines ---------------------------------------------------------------------------------------------------------------

_TEXT_FORM: Final = r"([^>\n][^\n]*+\n|>-\n(?:    [^ \n][^\n]*+(?<! )\n)++)"
_MAP_FORM: Final = r"(\{[^\n]*+(?<=\}))\n"


def _list_form(indent: int) -> str:
    return rf"(\[{_SCALAR}(?:,(?: |\n {{{indent}}}){_SCALAR})*+\])\n"


def _choice(allowed: Iterable[str]) -> str:
    return rf"({'|'.join(allowed)})\n"


_HEAD = re.compile(
    rf"schema: {SCHEMA}\narticle:\n  id: ({_ARTICLE}\n)"
    + "".join(rf"(?:  {key}: {_TEXT_FORM})?+" for key in INFO_KEYS[1:])
    + rf"digest: \{{claims: ({_INT}), sha256: ((?=[0-9]*[a-f])[0-9a-f]{{64}})\}}\nclaims:(?: (\[\]))?\n"
)
_ENTRIES: Final[tuple[tuple[str, str, Callable[[str], Any]], ...]] = (
    ("cue", _MAP_FORM, _mapping(("text", "span"))),
    ("stance", _choice(STANCES), str),
    ("speaker", _MAP_FORM, _mapping(SPEAKER_KEYS)),
    ("agency", _TEXT_FORM, _text),
    ("via", _list_form(4), _list),
    ("said_on", _MAP_FORM, _mapping(DATE_KEYS)),
    ("when", _MAP_FORM, _mapping(DATE_KEYS)),
    ("polarity", _choice(POLARITIES), str),
    ("modality", _choice(MODALITIES), str),
    ("places", _list_form(4), _list),
)
_FIELDS: Final[tuple[tuple[str, Callable[[str], Any], bool], ...]] = (
    ("id", str, False),
    ("statement", _text, False),
    ("span", _pairs, False),
    ("quote", str, False),
    *((key, read, False) for key, _, read in _ENTRIES),
    ("quantities", _quantities(), False),
    *((key, _list, True) for key in TOPIC_KEYS),
)
_CLAIM = re.compile(
    rf"- id: ({_ARTICLE}-[0-9a-z]{{2,16}})\n  statement: {_TEXT_FORM}"
    rf"  span: (\[{_PAIR}(?:, {_PAIR})*+\])\n  quote: {_choice(QUOTES)}"
    + "".join(rf"(?:  {key}: {form})?+" for key, form, _ in _ENTRIES)
    + r"(?:  quantities:\n((?:  - \{[^\n]*+(?<=\})\n)++))?+"
    + r"(?:  about:\n(?=    [a-z])"
    + "".join(rf"(?:    {key}: {_list_form(6)})?+" for key in TOPIC_KEYS)
    + ")?+"
)
_ITEM = re.compile(_SCALAR)
_GAP = re.compile(",\n +")
_EACH_PAIR = re.compile(_PAIR)
_WHOLE_QUOTED = re.compile(_QUOTED)
# On a line of its own a comma is a character like others: "10,000 people fled".
_BEGINNING = re.compile(rf"[0-9]++(?:,[0-9]++)++ |{_FIRST}")
_ESCAPE = re.compile(r"\\(.)")
