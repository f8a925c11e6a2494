"""The one YAML of the program, both ways: a strict subset in, unambiguous scalars out. No disk, no records.

In: block and flow maps and lists, plain, quoted and block scalars. Not in: anchors, aliases, tags, merge keys,
duplicate keys, several documents, depth over 12. Of plain scalars only ``null``, ``~``, nothing, ``true``, ``false``
and decimal numbers without leading zeros are anything but text: ``no``, ``12:30``, ``0123``, ``1e5`` and dates stay
what the person wrote. Out: every string that some YAML reader would take for something else is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from claimledger.records import Problem

MAX_DEPTH = 12
MAX_DIGITS = 1000
WIDTH = 120

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_MAYBE_SPECIAL = frozenset("-0123456789tfn~")
_WORDS: Mapping[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
_MARKERS = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)

Key = str | int
Mark = tuple[int, int]


def load_strict(text: str, path: str | None = None) -> tuple[Any, tuple[Problem, ...]]:
    """The value of a YAML text (dict, list, str, int, Decimal, bool, None; None for an empty text) and no problem, or
    None and the one problem that stopped the reading, with its line and column counted from 1."""
    if (marker := _conflict(text, path)) is not None:
        return None, (marker,)
    try:
        return _compose(text), ()
    except _Refused as error:
        return None, (Problem(error.message, path, error.line, error.column, error.hint),)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        return None, (Problem(f"not readable as YAML: {what}", path, line, column),)
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        return None, (_bad_character(text, path),)


def locate(text: str, keys: Sequence[Key]) -> tuple[int, int]:
    """Line and column, from 1, of the value under these keys in a text that `load_strict` reads, or of the nearest
    enclosing value that is there."""
    best, mark = -1, (1, 1)
    # The key or number of the value at hand in each open map or list; None: a map whose next scalar is a key.
    stack: list[Key | None] = []
    for event in _events(text):
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            stack.pop()
        elif not isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)):
            continue
        elif isinstance(event, ScalarEvent) and stack and stack[-1] is None:
            stack[-1] = event.value
            continue
        else:
            if stack and isinstance(stack[-1], int):
                stack[-1] += 1
            if best < len(stack) <= len(keys) and all(a == b for a, b in zip(stack, keys, strict=False)):
                best, mark = len(stack), _mark(event)
            if not isinstance(event, ScalarEvent):
                stack.append(None if isinstance(event, MappingStartEvent) else -1)
                continue
        if stack and isinstance(stack[-1], str):
            stack[-1] = None
    return mark


class _Refused(Exception):
    def __init__(self, message: str, event: Any, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line, self.column = _mark(event)
        self.hint = hint


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _events(text: str) -> Iterable[Any]:
    # Events come from libyaml's own state machine, which keeps its stack on the heap; only PyYAML's composer recurses,
    # and it is never used.
    return iter(CParser(text).get_event, None)


def _compose(text: str) -> Any:
    document: list[Any] = []
    stack: list[tuple[Any, str | None]] = []
    # `holder` is the open map or list, `key` the key that waits for its value; keys of lists stay None.
    holder: Any = document
    key: str | None = None
    is_map = False
    for event in _events(text):
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                raise _forbidden(event)
            value = event.value
            if is_map and key is None:
                if value in holder:
                    raise _Refused(f"the key {value!r} is there twice", event, "keep one of them")
                if value == "<<":
                    raise _Refused("merge keys (<<) are not allowed", event, "write the keys out")
                key = value
                continue
            if event.implicit[0] and (not value or value[0] in _MAYBE_SPECIAL):
                value = _plain(value, event)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            holder, key = stack.pop()
            is_map = type(holder) is dict
            if is_map:
                key = None
            continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                raise _forbidden(event)
            if is_map and key is None:
                raise _Refused("a key must be text", event)
            if len(stack) >= MAX_DEPTH:
                raise _Refused(f"nested deeper than {MAX_DEPTH} levels", event)
            value = {} if kind is MappingStartEvent else []
            if is_map:
                holder[key] = value
            else:
                holder.append(value)
            stack.append((holder, key))
            holder, key, is_map = value, None, kind is MappingStartEvent
            continue
        elif kind is AliasEvent:
            raise _forbidden(event)
        elif kind is DocumentStartEvent:
            if event.tags or event.version:
                raise _Refused("YAML directives are not allowed", event)
            if document:
                raise _Refused("a second document in one file", event, "keep one document a file")
            continue
        else:
            continue
        if is_map:
            holder[key] = value
            key = None
        else:
            holder.append(value)
    return document[0] if document else None


def _forbidden(event: Any) -> _Refused:
    if isinstance(event, AliasEvent):
        return _Refused("YAML aliases (*name) are not allowed", event, "write the value out, or quote the text")
    if event.anchor is not None:
        return _Refused("YAML anchors (&name) are not allowed", event, "write the value out, or quote the text")
    return _Refused("YAML tags (!name) are not allowed", event, "leave the tag out, or quote the text")


def _plain(value: str, event: Any) -> Any:
    if value in _WORDS:
        return _WORDS[value]
    number = _NUMBER.fullmatch(value)
    if number is None:
        return value
    if len(value) > MAX_DIGITS:
        raise _Refused(f"a number of more than {MAX_DIGITS} digits", event)
    return int(value) if number[1] is None else Decimal(value)


def _conflict(text: str, path: str | None) -> Problem | None:
    marker = _MARKERS.search(text) if "<<<<<<<" in text or ">>>>>>>" in text else None
    if marker is None:
        return None
    line = text.count("\n", 0, marker.start()) + 1
    return Problem("a merge conflict is left here", path, line, 1, "keep one side and take the marker lines out")


def _bad_character(text: str, path: str | None) -> Problem:
    at = next((i for i, char in enumerate(text) if _UNPRINTABLE.match(char)), 0)
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Problem(f"the character U+{ord(text[at]):04X} is not allowed in YAML", path, line, column, "take it out")


# Out -----------------------------------------------------------------------------------------------------------------

# What libyaml's reader refuses.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# Those, line breaks of YAML 1.1, and the bidirectional controls with which a text can look like another in a review.
_ESCAPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_QUOTED_CHARS = re.compile(rf'["\\]|{_ESCAPED.pattern}')
# Starts with an indicator, has one inside, or is what YAML 1.1 or 1.2 reads as a number, a time, a truth value.
_NEEDS_QUOTES = re.compile(
    r"""^[\s\-?:,\[\]{}#&*!|>'"%@`=<~.] | \s$ | :\s | :$ | \s\#
        | ^[-+.0-9X][-+.0-9X_:eE~?%TZ]*$ | ^0[xob]
        | ^[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?[Tt\s]
        | ^(?i:null|true|false|yes|no|on|off|y|n)$""",
    re.VERBOSE,
)
# In flow style PyYAML's own parser takes a question mark at the end of a word for syntax too.
_NEEDS_QUOTES_IN_FLOW = re.compile(r"[,\[\]{}:#?]")
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P"}


def scalar(value: str | int | Decimal | bool | None, *, flow: bool = False) -> str:
    """One line of YAML that every reader takes for exactly this value. ValueError: no YAML can hold it."""
    if isinstance(value, str):
        return _text(value, flow)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return _number(value)


@lru_cache(maxsize=1 << 14)
def _text(value: str, flow: bool) -> str:
    if not value or _NEEDS_QUOTES.search(value) or _ESCAPED.search(value):
        return quoted(value)
    return quoted(value) if flow and _NEEDS_QUOTES_IN_FLOW.search(value) else value


def quoted(value: str) -> str:
    """The string in double quotes, with everything escaped that does not print or that turns the reading order."""
    return f'"{_QUOTED_CHARS.sub(_escape, value)}"'


def flow(value: Any) -> str:
    """Maps and lists of scalars on one line: ``{text: said, span: [1731, 1735]}``."""
    if isinstance(value, str):
        return _text(value, True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value, flow=True)


def entry(key: str, value: Any, indent: str) -> str:
    """``key: value`` with its line break, the value a scalar or in flow style; text and lists beyond the line width
    are folded at spaces, in a way that reads back the same."""
    return _line(f"{indent}{key}: ", value, indent + "  ")


def item(value: Any, indent: str) -> str:
    """``- value`` with its line break, like `entry`."""
    return _line(f"{indent}- ", value, indent + "  ")


def _line(start: str, value: Any, inner: str) -> str:
    if isinstance(value, (list, tuple)):
        return _folded_list(start, value, inner)
    if isinstance(value, Mapping):
        return f"{start}{flow(value)}\n"
    inline = scalar(value)
    if len(start) + len(inline) <= WIDTH or not isinstance(value, str):
        return f"{start}{inline}\n"
    if value[0].isspace() or value[-1].isspace() or _ESCAPED.search(value):
        return _wrap(start, inline.split(" "), inner)
    return f"{start}>-\n" + _wrap(inner, value.split(" "), inner)


def _wrap(start: str, words: Sequence[str], indent: str) -> str:
    # A space next to another one must not become a line break: the two would fold into one. An empty word is such a
    # space, and it keeps both its neighbours on its line.
    lines, line, last = [], start + words[0], words[0]
    for word in words[1:]:
        if word and last and line != start and len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = indent + word
        else:
            line += " " + word
        last = word
    return "\n".join([*lines, line]) + "\n"


def _folded_list(start: str, values: Sequence[Any], indent: str) -> str:
    items = [flow(item) for item in values]
    line, lines = start + "[", []
    for number, item in enumerate(items):
        item += "]" if number == len(items) - 1 else ","
        gap = "" if line.endswith("[") and number == 0 else " "
        if number and len(line) + len(gap) + len(item) > WIDTH:
            lines.append(line)
            line, gap = indent, ""
        line += gap + item
    return "\n".join([*lines, line if items else line + "]"]) + "\n"


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError(f"a lone surrogate (U+{code:04X}) is no text")
    if char in '"\\':
        return "\\" + char
    if char in _SHORT:
        return _SHORT[char]
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _number(value: int | Decimal) -> str:
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is not a number")
    if isinstance(value, Decimal) and (value.adjusted() > MAX_DIGITS or len(value.as_tuple().digits) > MAX_DIGITS):
        raise ValueError(f"a number of more than {MAX_DIGITS} digits")
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
