"""The word lists about speakers, as sets of lower-case phrases."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CLASSES = ("speaks", "minister", "state", "expert", "plain")


@cache
def words(file: str, key: str) -> frozenset[str]:
    """The list ``key`` of ``data/FILE.yaml``. Raises KeyError when there is none."""
    return frozenset(load(file)[key])


@cache
def roles() -> Mapping[tuple[str, ...], str]:
    """Class of role by the words of its phrase; a phrase in two lists has the class that ``CLASSES`` names first."""
    out: dict[tuple[str, ...], str] = {}
    for name in CLASSES:
        for phrase in load("roles")[name]:
            out.setdefault(tuple(phrase.replace("-", " ").split()), name)
    return out


@cache
def titles() -> frozenset[tuple[str, ...]]:
    """Ranks and forms of address that stand before a name."""
    return frozenset(tuple(phrase.split()) for phrase in load("roles")["title"])


@cache
def kin(head: str) -> frozenset[str]:
    """Nouns that a text may use of the same institution: "service" also as "agency"."""
    return frozenset({head}.union(*(group for group in load("institutions")["synonyms"] if head in group)))


@cache
def variants(head: str) -> frozenset[str]:
    """The last words of the roles whose holder a text may call ``head`` later on."""
    return frozenset({head.split()[-1], *load("roles")["variants"].get(head, ())})


@cache
def load(file: str) -> Mapping[str, Any]:
    """The whole of ``data/FILE.yaml``."""
    text = files("claimledger").joinpath("data", f"{file}.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.load(text, Loader=_Loader)
    return data
