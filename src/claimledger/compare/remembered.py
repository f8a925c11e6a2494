"""What is asked of one claim against many others, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

from claimledger.wordbook import Wordbook, in_force

Ts = TypeVarTuple("Ts")
T = TypeVar("T")

_MOST = 1 << 16


def remembered(make: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """The function, its latest answers kept, those of each wordbook apart. Arguments are hashable."""

    @lru_cache(maxsize=_MOST)
    def kept(words: Wordbook, *arguments: *Ts) -> T:
        return make(*arguments)

    @wraps(make)
    def get(*arguments: *Ts) -> T:
        return kept(in_force(), *arguments)

    return get
