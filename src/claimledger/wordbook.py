"""The word lists of the program: the package's files in ``data/``, joined with what a repository adds to them.

A `Wordbook` is a value that never changes. The one in force travels with the call, as a context variable does and as
the decimal module carries its precision: `using` sets it for a block, other threads do not see it. What is computed
from the lists is computed once for each wordbook (`derived`), so that asking again costs a look-up.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, wraps
from importlib.resources import files
from typing import Any, ParamSpec, TypeVar

import yaml

P = ParamSpec("P")
T = TypeVar("T")

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

PARTITIONS = {
    "participants": ("groups",),
    "units": ("measures", "money_before", "money_after", "nouns", "states"),
}
"""Maps whose lists share no word: one that is added to a list leaves the list in which it stood."""


@dataclass(frozen=True, slots=True, eq=False)
class Wordbook:
    """What is ``added`` to the package's lists, by the name of the file ("units"); nothing: the package's own lists."""

    added: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    _made: dict[object, dict[tuple[object, ...], Any]] = field(default_factory=dict, init=False, repr=False)

    @property
    def digest(self) -> str | None:
        """Eight hex digits of what is added, whatever its layout and comments; None where nothing is."""
        if not self.added:
            return None
        written = json.dumps(self.added, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
        return hashlib.sha256(written.encode("ascii")).hexdigest()[:8]


SHIPPED = Wordbook()
_IN_FORCE: ContextVar[Wordbook] = ContextVar("wordbook", default=SHIPPED)


def in_force() -> Wordbook:
    """The wordbook that extraction and comparison read now."""
    return _IN_FORCE.get()


@contextmanager
def using(wordbook: Wordbook) -> Iterator[Wordbook]:
    """Within the block, extraction and comparison read these lists."""
    token = _IN_FORCE.set(wordbook)
    try:
        yield wordbook
    finally:
        _IN_FORCE.reset(token)


def derived(make: Callable[P, T]) -> Callable[P, T]:
    """A function of hashable arguments and of the lists in force, evaluated once for each wordbook."""

    @wraps(make)
    def get(*arguments: P.args, **named: P.kwargs) -> T:
        made = _IN_FORCE.get()._made
        key = (arguments, *named.items()) if named else arguments
        try:
            value: T = made[make][key]
        except KeyError:
            # Not in here, where an error of the function's own would seem to follow from the missing key.
            pass
        else:
            return value
        value = made.setdefault(make, {})[key] = make(*arguments, **named)
        return value

    return get


@derived
def word_file(name: str) -> Mapping[str, Any]:
    """The lists of ``data/NAME.yaml`` with what is added to them."""
    shipped, added = package_file(name), _IN_FORCE.get().added.get(name)
    if added is None:
        return shipped
    out: dict[str, Any] = dict(_joined(shipped, added))
    for key in PARTITIONS.get(name, ()):
        moved = {word: group for group, words in added.get(key, {}).items() for word in words}
        out[key] = {
            group: [word for word in words if moved.get(word, group) == group] for group, words in out[key].items()
        }
    return out


@derived
def word_set(name: str, key: str) -> frozenset[str]:
    """The list ``key`` of ``data/NAME.yaml`` with what is added to it."""
    return frozenset(word_file(name)[key])


@cache
def package_file(name: str) -> Mapping[str, Any]:
    """The lists of ``data/NAME.yaml`` as the package has them."""
    text = files("claimledger").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.load(text, Loader=_Loader)
    return data


def _joined(shipped: Any, added: Any) -> Any:
    """Lists of words one after the other, maps key by key; any other value in the place of the shipped one."""
    if isinstance(shipped, Mapping) and isinstance(added, Mapping):
        new = {key: _joined(shipped[key], value) if key in shipped else value for key, value in added.items()}
        return {**shipped, **new}
    if isinstance(shipped, list) and isinstance(added, list) and all(isinstance(one, str | list) for one in shipped):
        return [*shipped, *(one for one in added if one not in shipped)]
    return added
