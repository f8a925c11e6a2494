"""The word lists about speakers, as sets of lower-case phrases."""

from __future__ import annotations

from collections.abc import Mapping

from claimledger.wordbook import derived, word_file, word_set

CLASSES = ("speaks", "minister", "state", "expert", "plain")

words, load = word_set, word_file
"""``words(file, key)``: one list of a file, as a set; ``load(file)``: all of it."""


@derived
def roles() -> Mapping[tuple[str, ...], str]:
    """Class of role by the words of its phrase; a phrase in two lists has the class that ``CLASSES`` names first."""
    out: dict[tuple[str, ...], str] = {}
    for name in CLASSES:
        for phrase in word_file("roles")[name]:
            out.setdefault(tuple(phrase.replace("-", " ").split()), name)
    return out


@derived
def titles() -> frozenset[tuple[str, ...]]:
    """Ranks and forms of address that stand before a name."""
    return frozenset(tuple(phrase.split()) for phrase in word_file("roles")["title"])


@derived
def kin(head: str) -> frozenset[str]:
    """Nouns that a text may use of the same institution: "service" also as "agency"."""
    return frozenset({head}.union(*(group for group in word_file("institutions")["synonyms"] if head in group)))


@derived
def variants(head: str) -> frozenset[str]:
    """The last words of the roles whose holder a text may call ``head`` later on."""
    return frozenset({head.split()[-1], *word_file("roles")["variants"].get(head, ())})
