"""Things tied together pair by pair, as a forest that shortens its own paths (Tarjan 1975)."""

from __future__ import annotations

from typing import TypeVar

_T = TypeVar("_T")


def root(parent: dict[_T, _T], node: _T) -> _T:
    """The one that stands for all that ``node`` is tied to; itself where ``parent`` does not know it yet."""
    while parent.setdefault(node, node) != node:
        parent[node] = node = parent[parent[node]]
    return node
