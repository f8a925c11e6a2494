"""Institutions described by a noun: "the health ministry", "the union of dockers", "the manufacturer NAME"."""

from __future__ import annotations

from dataclasses import dataclass

from claimledger.extract.attribution import TokenRange
from claimledger.extract.phrases import QUOTES, View, is_country, left_edge, right_edge, role_ending, title_end
from claimledger.extract.wordlists import words

_JOINS = frozenset(["of", "for", "the", "and", "-", "de", "del", "la", "du", "des", "'s", "'"])


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an institution. ``head`` is its noun ("" for a bare name), ``generic`` one that names none by
    itself ("the ministry"), ``proper`` one spelt as a name, ``acronym`` the one in brackets or the mention itself."""

    span: TokenRange
    text: str
    head: str
    proper: bool
    generic: bool
    acronym: str = ""


def described(v: View, i: int, heads: frozenset[str]) -> Mention | None:
    """The institution whose head noun is token i: "Peru's Geophysical Institute (IGP)", "the health ministry"."""
    n = len(v.low)
    following = v.low[i + 1] if i + 1 < n else ""
    if following in heads and not v.stop[i + 1] and v.cap[i] == v.cap[i + 1]:
        return None
    start = left_edge(v, i)
    if not v.cap[i] and v.low[i] in words("institutions", "capital") and not _names_follow(v, i):
        return None
    if _opens_place(v, start, i):
        return None
    if start == i and not v.cap[i] and v.low[i] not in ("police", "parliament", "congress"):
        return None
    if start > 1 and v.low[start - 1] == "and" and v.cap[start] and v.cap[i] and v.cap[start - 2]:
        wide = left_edge(v, start - 2)  # "the Disaster and Emergency Management Authority"
        start = wide if v.low[wide] in ("the", "its") else start
    determiner = v.low[start]
    inner = start + (determiner in words("pronouns", "determiners") and not v.cap[start])
    if determiner in ("a", "an") and inner < i and _owns_role(v, inner, i):
        start = inner  # "a National Guard spokesman": the article is the role's
        determiner = ""
    if determiner in (
        "a",
        "an",
        "another",
        "some",
        "any",
        "no",
        "every",
        "each",
        "many",
        "several",
        "two",
        "three",
        "most",
    ):
        return None
    # A role inside is a title: "Secretary General of the Council" would have been cut by its preposition.
    for stop in range(i, inner, -1):
        named = stop == inner + 1 and v.doc[inner].ent_type_ == v.doc[i].ent_type_ == "ORG"  # "the General Federation"
        if v.cap[stop - 1] and role_ending(v, stop, inner) and stop < i and v.cap[i] and not named:
            inner = start = stop
            break
    end = _end(v, start, i)
    if bearer := _bearer(v, i + 1, end):
        end = bearer if v.cap[i] or any(v.cap[i + 1 : bearer]) else i + 1
    if not v.cap[i] and (tail := _named_after(v, i + 1, end)):
        return Mention((tail, end), v.text(tail, end), v.low[i], True, False)
    acronym = ""
    if v.low[end - 1] == ")":
        acronym = v.doc[end - 2].text
    modifiers = [k for k in range(inner, i) if v.low[k] not in ("'s", "'", "-")]
    portfolio = any(v.low[k] in words("roles", "portfolio") for k in modifiers) or end > i + 1 or _members(v, inner, i)
    if (
        modifiers
        and v.low[i] not in words("institutions", "loose")
        and not set(v.low[inner:i]) & words("institutions", "passing")
    ):
        portfolio = True  # "the coast guard", "the seamen's union": any word before such a noun says which
    capital = any(v.cap[k] for k in modifiers) or (v.cap[i] and bool(modifiers)) or end > i + 1
    named = v.cap[i] and start == i and not _opens(v, i)
    generic = not portfolio and not capital and not acronym and end == i + 1 and not named
    if v.low[i] in ("police", "parliament", "congress") and not modifiers:
        generic = False
    proper = v.cap[i] and not (portfolio and not v.cap[i])
    return Mention((start, end), v.text(start, end), v.low[i], proper, generic, acronym)


def _owns_role(v: View, start: int, i: int) -> bool:
    """Whether a role follows whose holder the institution has, told apart by a word: "a health ministry spokesman"."""
    n = len(v.low)
    idle = words("roles", "modifiers") | words("institutions", "passing")
    told = i - start == 1 and v.low[i] not in words("institutions", "vague") and v.low[start] not in idle
    follows = i + 1 < n and not v.cap[i + 1] and any(role_ending(v, k, i + 1) for k in range(i + 2, min(i + 4, n + 1)))
    return follows and (v.cap[start] or told)


def _bearer(v: View, start: int, end: int) -> int | None:
    """Where a person's name begins that closes the phrase: "the head of the ministry General NAME"."""
    for k in range(start, end):
        name = title_end(v, k, end)
        apart = k > start or name > k
        person = end - name > 1 and all(v.doc[i].ent_type_ == "PERSON" for i in (name, name + 1))
        if person and apart and v.low[k - 1] not in _JOINS:
            return k
    return None


def _named_after(v: View, start: int, end: int) -> int | None:
    """Where the name begins that closes a description: "the manufacturer of axles NAME"."""
    tail = end
    while tail > start and v.cap[tail - 1]:
        tail -= 1
    plain = tail > start + 1 and not v.stop[tail - 1] and v.doc[tail - 1].is_alpha and not v.cap[tail - 1]
    known = role_ending(v, tail, start) or v.low[tail - 1] in words("names", "kinds_of_place")
    return tail if tail < end and plain and not known and not is_country(v, tail, end) else None


def _members(v: View, start: int, head: int) -> bool:
    """Whether the possessor of a noun tells whose it is by many: "the dockers' union", "the women's league"."""
    owned = head - start >= 2 and v.low[head - 1] in ("'", "'s")
    owner = next((k for k in range(start + 1, head - 1) if v.low[k] == "'s"), None)
    part = owner is not None and v.low[owner - 1] in words(
        "institutions", "heads"
    )  # "the union's bargaining committee"
    return part or (owned and (v.low[head - 1] == "'" or v.low[head - 2].endswith("men")))


def _end(v: View, start: int, i: int) -> int:
    """Where the phrase ends whose head noun is token i, with its complement or the name that follows."""
    n = len(v.low)
    following = v.low[i + 1] if i + 1 < n else ""
    end = i + 1
    if v.cap[i]:
        end = right_edge(v, i + 1)
        if end > i + 1 and v.low[i + 1] != "(" and not any(v.cap[k] for k in range(i + 2, end)):
            end = i + 1
        while (
            end > i + 1
            and v.low[i + 1] in ("in", "on", "from", "with", "to", "at")
            and v.low[i] not in ("embassy", "mission")
        ):
            end = i + 1
    elif (
        following == "("
        or (following in ("of", "for") and i + 2 < n and any(v.cap[i + 2 : i + 5]))
        or (
            v.low[i]
            in (
                "mission",
                "embassy",
                "delegation",
                "office",
                "department",
                "hospital",
                "university",
                "centre",
                "center",
            )
            and following in ("to", "at", "in", "of", "for")
        )
    ):
        end = right_edge(v, i + 1)
    elif (
        following == "of"
        and i + 3 < n
        and v.doc[i + 2].tag_ in ("NNS", "")
        and v.low[i + 2].endswith("s")
        and v.stop[i + 3]
    ):
        end = i + 3  # "the union of dockers"
    if v.cap[i] and v.low[i] in words("institutions", "leading") and i + 1 < n and v.cap[i + 1]:
        # A noun that stands first in names: "Radio …", "Hospital …".
        while end < n and (v.cap[end] or (v.low[end] == "-" and not v.stop[end])):
            end += 1
    elif v.cap[i] and start == i and end == i + 1 and not v.headline[i] and v.cap[i + 1 : i + 2] == (True,):
        stop = next((k for k in range(end, n) if not v.cap[k]), n)
        end = end if any(role_ending(v, k, end) for k in range(end + 1, stop + 1)) else stop  # "Police Scotland"
    elif v.cap[i] and end == i + 1 and v.low[i] in words("institutions", "media") and v.low[i + 1 : i + 2] != ():
        end += v.low[i + 1].isdigit() and len(v.low[i + 1]) <= 3  # "Channel 9"
    return end


def _opens_place(v: View, start: int, i: int) -> bool:
    """Whether the noun opens a place's name: "Port NAME" is no port's authority."""
    n = len(v.low)
    opens = v.cap[i] and i + 1 < n and v.cap[i + 1] and not any(v.cap[start:i])
    if not opens or v.low[i] not in words("institutions", "capital"):
        return False
    return not any(role_ending(v, k, i + 1) for k in range(i + 2, min(i + 5, n)))


def _opens(v: View, i: int) -> bool:
    """Whether a word opens its paragraph, a number or clock time apart, and so has its capital from there."""
    while (
        i > 0 and not v.doc[i - 1].is_space and (v.low[i - 1][0].isdigit() or not any(map(str.isalnum, v.low[i - 1])))
    ):
        i -= 1
    return i == 0 or v.doc[i - 1].is_space


def _names_follow(v: View, i: int) -> bool:
    """Whether a name stands right after a noun for an institution: "the daily ‘NAME’"."""
    k = i + 1
    if k < len(v.low) and v.doc[k].text in QUOTES:
        k += 1
    return k < len(v.low) and v.cap[k]
