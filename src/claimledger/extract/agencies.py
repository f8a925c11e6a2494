"""The institutions of an article: every mention, grouped under the name that says most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from claimledger.extract.described import Mention
from claimledger.extract.mentions import mentions
from claimledger.extract.phrases import (
    QUOTES,
    View,
    is_acronym,
)
from claimledger.extract.wordlists import kin, words
from claimledger.vocabulary import countries


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution under its fullest name, with all that the article calls it, in text order."""

    name: str
    mentions: tuple[Mention, ...]
    media: bool = False
    heads: frozenset[str] = field(default_factory=frozenset)


_MARKS = frozenset(QUOTES) | {"'"}


def ordered(v: View) -> tuple[Mention, ...]:
    """All mentions of institutions, in text order."""
    return tuple(sorted(mentions(v), key=lambda m: (m.span[0], -m.span[1])))


def institutions(v: View, found: Sequence[Mention]) -> tuple[Institution, ...]:
    """Every institution that the article names, in the order of first mention; "the agency" alone names none."""
    named = [replace(m, generic=False) for i, m in enumerate(found) if not m.generic or _explained(v, found, i)]
    groups = _group(v, named)
    out = []
    for group in groups:
        heads = frozenset(m.head for m in group if m.head)
        media = any(m.head in words("institutions", "media") for m in group)
        name = _name(group)
        if media and any(_article_kept(v, m, name) for m in group):
            name = f"The {name}"
        out.append(Institution(name, tuple(group), media, heads))
    return tuple(out)


def generic_mentions(v: View, found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions that point back to an institution named elsewhere: "the ministry", "the spy agency", "its office"."""
    return tuple(m for i, m in enumerate(found) if m.generic and not _explained(v, found, i))


def _explained(v: View, found: Sequence[Mention], i: int) -> bool:
    """Whether the name that stands beside a generic mention says which is meant: "the operator, NAME"."""
    near = [found[k] for k in (i - 1, i + 1) if 0 <= k < len(found) and not found[k].generic]
    return any(_apposed(v, *sorted((found[i], m), key=lambda m: m.span)) for m in near)


def _group(v: View, mentions: Sequence[Mention]) -> list[list[Mention]]:
    parent = list(range(len(mentions)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(i: int, j: int) -> None:
        a, b = sorted((find(i), find(j)))
        parent[b] = a

    keys = [_key(m) for m in mentions]
    forms: dict[tuple[frozenset[str], str, str], int] = {}
    for i, m in enumerate(mentions):
        same = forms.setdefault((keys[i], m.text, m.acronym), i)
        join(same, i)
        if i and _apposed(v, mentions[i - 1], m):
            join(i - 1, i)
    unique = list(forms.values())
    for i in unique:
        for j in unique:
            if j < i and (
                keys[i] == keys[j] or _acronym_of(mentions[i], mentions[j]) or _acronym_of(mentions[j], mentions[i])
            ):
                join(i, j)
    # A shorter name is the longer one's where only one longer one has all its words; where a country makes it longer,
    # the longer one must come first ("the coast guard … the Turkish coast guard" are two).
    table = countries(capitals=True)
    for i in unique:
        wider = {
            find(j)
            for j in unique
            if keys[i] < keys[j]
            and _kin(mentions[i], mentions[j])
            and (j < i or not any(w in table for w in keys[j] - keys[i]))
        } - {find(i)}
        short = mentions[i].proper and mentions[i].text.istitle() and len(keys[i]) == 1
        short = short and any(mentions[j].text.startswith(f"{mentions[i].text} ") for j in unique if find(j) in wider)
        if len(wider) == 1 and (len(keys[i]) >= 2 or (mentions[i].proper and mentions[i].head) or short):
            join(i, wider.pop())
    groups: dict[int, list[Mention]] = {}
    for i, m in enumerate(mentions):
        groups.setdefault(find(i), []).append(m)
    return list(groups.values())


def _kin(a: Mention, b: Mention) -> bool:
    """Whether nothing in the nouns of two mentions says that they are of different kinds."""
    return not (a.head and b.head) or same_kind(a.head, b.head)


def _key(m: Mention) -> frozenset[str]:
    drop = {"the", "of", "for", "'s", "’s", "'", "’", "and", "(", ")", "its", "his", "her", "their"}
    tokens = m.text.replace("’", "'").replace("'s", " 's").replace("(", " ").replace(")", " ").lower().split()
    british = {
        "defense": "defence",
        "center": "centre",
        "labor": "labour",
        "organization": "organisation",
        "department": "ministry",
    }
    return frozenset(british.get(w, w) for w in (token.strip("'") for token in tokens) if w and w not in drop)


def _acronym_of(short: Mention, full: Mention) -> bool:
    if not is_acronym(short.text) or short.text == full.text:
        return False
    if full.acronym:
        return full.acronym == short.text
    letters = "".join(w[0] for w in full.text.replace("-", " ").split() if w[0].isupper())
    return len(short.text) >= 3 and full.proper and (letters == short.text or letters[1:] == short.text)


def _apposed(v: View, a: Mention, b: Mention) -> bool:
    """Whether two neighbouring mentions name the same: one a name, the other its description."""
    between = v.low[a.span[1] : b.span[0]]
    name, described = (a, b) if _bare(a) and not _bare(b) else (b, a)
    if not _bare(name) or _bare(described):
        return False
    if between == ("(",):
        return True
    if between in ((",",), (",", "known", "as"), (",", "or"), (",", "called"), ("-",), ("–",), ("—",)):
        after = v.low[b.span[1]] if b.span[1] < len(v.low) else "."
        return not any(map(str.isalnum, after)) or after in ("which", "that", "who", "known", "in", "of")
    return described is a and not described.proper and (not between or (len(between) == 1 and between[0] in _MARKS))


def _bare(m: Mention) -> bool:
    named = m.head in words("institutions", "media") and " " in m.text and m.text.istitle()  # "NAME Herald"
    return m.proper and (not m.head or named or m.text == m.acronym or m.text.lower().split()[-1] != m.head)


def _name(group: Sequence[Mention]) -> str:
    """A proper full name, with its acronym; else the bare name or acronym; else the fullest description."""
    acronym = next((m.acronym for m in group if m.acronym), "")
    full = [m for m in group if m.proper and m.text != m.acronym]
    if full:
        best = max(full, key=lambda m: len(_bare_text(m)))
        text = _bare_text(best)
        return (
            text
            if not acronym or acronym in text.replace("(", " ").replace(")", " ").split()
            else f"{text} ({acronym})"
        )
    if acronym:
        return acronym
    return max((_article_off(m.text) for m in group), key=len)


def _article_kept(v: View, m: Mention, name: str) -> bool:
    """Whether an outlet's name has its article inside a sentence: "…, The Kyiv Independent reported"."""
    start = m.span[0]
    inside = start > 0 and (v.doc[start - 1].is_alpha or v.low[start - 1] == ",")
    return inside and v.doc[start].text == "The" and m.text == f"The {name}"


def _bare_text(m: Mention) -> str:
    text = _article_off(m.text)
    for mark in ("'s ", "’s "):
        _owner, found, rest = text.partition(mark)
        if found and rest[:1].isupper() and len(rest.split()) >= 2:
            text = rest
    parts = text.split()
    # "opposition Reform Party": a word in small letters before a name in capitals is none of it.
    if m.proper and len(parts) > 2 and parts[0].isalpha() and parts[0].islower() and parts[1][0].isupper():
        return text if parts[0] in words("pronouns", "particles") else " ".join(parts[1:])
    return text


def _article_off(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in ("the", "its", "his", "her", "their", "this", "that") else text


def same_kind(head: str, other: str) -> bool:
    """Whether a text may use one noun for what the other names: "the agency" of a "service"."""
    return other in kin(head)
