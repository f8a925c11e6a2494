"""The words that people add: the folder ``vocabulary/`` of a repository → a `Wordbook`.

Its files have the names and keys of the package's own (``data/*.yaml``) and are joined with them: a list grows, a new
key of a map is put in, a single value takes the place of the shipped one. They hold words and numbers only; no entry of
them is ever run, or read as a pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from claimledger.ledger.fields import Fault
from claimledger.ledger.files import read_file
from claimledger.ledger.strict import Key, load_strict, locate
from claimledger.records import Problem
from claimledger.vocabulary import CLASS_KEYS
from claimledger.wordbook import SHIPPED, Wordbook, package_file

FOLDER = "vocabulary"
FILES = (
    *("abbreviations", "conversions", "cues", "events", "hedges", "holidays", "institutions", "metonyms", "numbers"),
    *("participants", "places", "roles", "stances", "units"),
)
MAX_BYTES = 200_000
LONGEST = 80
MOST_WORDS = 5

# Keys whose words belong to the grammar itself.
_OWN = {
    "cues": {"times", "months"},
    "numbers": {"words", "doubtful_suffixes", "fractions", "ordinals", "vague", "few"},
    "places": {"labels"},
    "units": {"times", "glued", "stops"},
}
_AS_WRITTEN = frozenset(("money_before",))


def load_words(root: Path) -> tuple[Wordbook, tuple[Problem, ...]]:
    """The lists of the repository at ``root``, and every fault in its files; the package's own where it adds none."""
    folder = root / FOLDER
    if not folder.is_dir():
        return SHIPPED, ()
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in sorted(path.name for path in folder.iterdir() if path.suffix in (".yaml", ".yml")):
        content = read_file(folder, name)
        if isinstance(content, Problem):
            problems.append(content)
        else:
            contents[name] = content
    wordbook, found = parse_words(contents, str(folder))
    return wordbook, (*problems, *found)


def parse_words(contents: Mapping[str, bytes], folder: str = FOLDER) -> tuple[Wordbook, tuple[Problem, ...]]:
    """The lists in files of a folder, by file name, and every fault in them; messages name the folder as given."""
    added: dict[str, Mapping[str, Any]] = {}
    problems: list[Problem] = []
    for file, content in sorted(contents.items()):
        path, name = f"{folder}/{file}", file.removesuffix(".yaml")
        if name not in FILES:
            known = ", ".join(f"{one}.yaml" for one in FILES)
            problems.append(Problem("there is no such word list", path, hint=f"known: {known}"))
            continue
        value, found = _read(content, name, path)
        problems += found
        if value:
            added[name] = value
    return (Wordbook(added) if added else SHIPPED), tuple(problems)


def _read(content: bytes, name: str, path: str) -> tuple[Mapping[str, Any], list[Problem]]:
    """The sound part of a file, and its faults."""
    if len(content) > MAX_BYTES:
        return {}, [Problem(f"more than {MAX_BYTES} bytes", path, hint="split nothing: leave out what is shipped")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return {}, [Problem(f"not UTF-8 (byte {error.start})", path, hint="save the file as UTF-8")]
    value, found = load_strict(text, path)
    if value is None:
        return {}, list(found)
    if not isinstance(value, dict):
        return {}, [Problem("this file must be a map of lists", path, 1, 1, "begin it with `key: [word, word]`")]
    shipped, out, problems = package_file(name), {}, []
    for key, entry in value.items():
        try:
            out[key] = _entry(name, key, entry, shipped)
        except Fault as fault:
            line, column = locate(text, fault.keys)
            where = ".".join(map(str, fault.keys))
            problems.append(Problem(f"{where}: {fault.message}", path, line, column, fault.hint))
    return out, problems


def _entry(name: str, key: str, entry: Any, shipped: Mapping[str, Any]) -> Any:
    """The value of one key of a file, checked. Raises Fault."""
    if name == "conversions":
        return {unit: _factor(factor, (key, unit)) for unit, factor in _map(entry, (key,))}
    known = [one for one in shipped if one not in _OWN.get(name, ())]
    if key not in known:
        raise Fault("there is no such list to add to", (key,), f"known: {', '.join(known)}")
    if name == "events" and key == "classes":
        names = {*shipped[key], *(entry if isinstance(entry, dict) else ())}
        return {one: _event_class(fields, names, (key, one)) for one, fields in _map(entry, (key,))}
    if name == "holidays" and key != "unresolved":
        return {day: _holiday(key, rule, (key, _word(day, (key, day)))) for day, rule in _map(entry, (key,))}
    if name == "participants" and key == "human":
        return _words(entry, (key,))
    return _like(entry, shipped[key], (key,))


def _like(entry: Any, shipped: Any, keys: tuple[Key, ...]) -> Any:
    """The entry, where it is of the shape of the shipped one: word, number, list or map of such."""
    if isinstance(shipped, dict):
        example = next(iter(shipped.values()))
        return {
            _name(key, (*keys, key)): _like(value, shipped.get(key, example), (*keys, key))
            for key, value in _map(entry, keys)
        }
    if isinstance(shipped, list):
        if shipped and isinstance(shipped[0], list):
            return [_words(one, (*keys, i)) for i, one in enumerate(_list(entry, keys))]
        return _words(entry, keys, as_written=keys[0] in _AS_WRITTEN)
    if isinstance(shipped, int):
        if isinstance(entry, bool) or not isinstance(entry, int) or not 0 < entry <= 10**15:
            raise Fault("must be a whole number above zero", keys)
        return entry
    return _name(entry, keys)


def _event_class(entry: Any, classes: Iterable[str], keys: tuple[Key, ...]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in _map(entry, keys):
        at = (*keys, key)
        kind = CLASS_KEYS.get(key)
        match kind:
            case "words":
                out[key] = _words(value, at)
            case "classes":
                out[key] = _words(value, at)
                if missing := [one for one in out[key] if one not in classes]:
                    raise Fault(
                        f"there is no class {missing[0]!r}", at, "name classes of events.yaml, yours or shipped"
                    )
            case "flag":
                if not isinstance(value, bool):
                    raise Fault("must be true or false", at)
                out[key] = value
            case "whose":
                if value not in ("own", "near"):
                    raise Fault("must be own or near", at)
                out[key] = value
            case "text":
                out[key] = _name(value, at)
            case _:
                raise Fault("there is no such key of an event class", at, f"known: {', '.join(CLASS_KEYS)}")
    return out


def _holiday(rule: str, value: Any, keys: tuple[Key, ...]) -> Any:
    """A named day: [month, day], days from Easter, [month, weekday, which] or [other day, days]."""
    numbers = value if isinstance(value, list) else [value]
    if rule == "after" and len(numbers) == 2 and isinstance(numbers[1], int) and abs(numbers[1]) <= 200:
        known = package_file("holidays")
        if any(numbers[0] in known[one] for one in ("fixed", "easter", "orthodox", "weekday")):
            return value
    if all(isinstance(one, int) and not isinstance(one, bool) for one in numbers):
        if rule in ("easter", "orthodox") and not isinstance(value, list) and abs(value) <= 200:
            return value
        if rule == "fixed" and len(numbers) == 2 and _is_day(*numbers):
            return value
        if rule == "weekday" and len(numbers) == 3:
            month, weekday, which = numbers
            if 1 <= month <= 12 and 1 <= weekday <= 7 and which in (-1, 1, 2, 3, 4):
                return value
    shape = {
        "fixed": "[month, day]",
        "easter": "days from Western Easter Sunday, at most 200",
        "orthodox": "days from Orthodox Easter Sunday, at most 200",
        "after": "[a shipped day, days from it, at most 200]",
        "weekday": "[month, weekday from 1 Monday to 7, which one from 1 to 4 or -1 for the last]",
    }[rule]
    raise Fault(f"must be {shape}", keys)


def _is_day(month: int, day: int) -> bool:
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


def _factor(value: Any, keys: tuple[Key, ...]) -> str:
    """How many of the first unit of its dimension one of a unit is."""
    _word(keys[-1], keys)
    text = str(value) if isinstance(value, int | Decimal | str) and not isinstance(value, bool) else ""
    factor = (
        Decimal(text) if text.replace(".", "", 1).isdecimal() and text.isascii() and len(text) <= 30 else Decimal(0)
    )
    if factor <= 0:
        raise Fault("must be a number above zero, as 1609.344", keys)
    return text


def _map(value: Any, keys: tuple[Key, ...]) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise Fault("must be a map, `name: …`", keys)
    yield from value.items()


def _list(value: Any, keys: tuple[Key, ...]) -> list[Any]:
    if not isinstance(value, list):
        raise Fault("must be a list, `[word, word]`", keys)
    return value


def _words(value: Any, keys: tuple[Key, ...], *, as_written: bool = False) -> list[str]:
    check = _name if as_written else _word
    return [check(one, (*keys, i)) for i, one in enumerate(_list(value, keys))]


def _word(value: Any, keys: tuple[Key, ...]) -> str:
    """A word or phrase as the lists have them: lower case, single spaces."""
    text = _name(value, keys)
    if text != text.lower():
        raise Fault(
            f"{text!r} must be in lower case", keys, f"write {text.lower()!r}; it is found however it is written"
        )
    return text


def _name(value: Any, keys: tuple[Key, ...]) -> str:
    if not isinstance(value, str):
        raise Fault(f"{value!r} is no word", keys, "put a word that looks like a number or like true in quotes")
    if not value or len(value) > LONGEST or not value.isprintable() or value != " ".join(value.split()):
        raise Fault(f"must be words of at most {LONGEST} characters, with one space between them", keys)
    if len(value.split()) > MOST_WORDS:
        raise Fault(f"{value!r} has more than {MOST_WORDS} words", keys, "longer phrases are never looked for")
    return value
