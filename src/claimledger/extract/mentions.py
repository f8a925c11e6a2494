"""Every mention of an institution in an article: names, descriptions and acronyms, by spelling and word lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimledger.extract.attribution import TokenRange
from claimledger.extract.phrases import (
    QUOTES,
    View,
    is_acronym,
    is_country,
    left_edge,
    right_edge,
    role_ending,
    runs,
    title_end,
)
from claimledger.extract.wordlists import words


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


_INSIDE = frozenset(["of", "and", "for", "the", "&", "-", "de", "del", "la", "du", "des"])


def mentions(v: View) -> Iterator[Mention]:
    heads = words("institutions", "heads") | words("institutions", "media")
    seats = words("metonyms", "seats")
    taken: set[int] = set()
    n = len(v.low)
    lower = {t.lower_ for t in v.doc if t.is_title}
    people = {e[-1].text for e in v.doc.ents if e.label_ == "PERSON"}
    for mention in _bracketed(v, heads):
        taken.update(range(*mention.span))
        yield mention
    for i in range(n):
        word = v.low[i]
        if (
            i in taken
            or v.headline[i]
            or (word not in heads and f"{word} {v.low[i + 1] if i + 1 < n else ''}" not in seats)
        ):
            continue
        found = _seat(v, i) if word not in heads else _described(v, i, heads)
        if found:
            taken.update(range(*found.span))
            yield found
    for mention in _after_noun(v, taken):
        taken.update(range(*mention.span))
        yield mention
    for start, end in runs(v):
        for i in range(start, end):
            if i not in taken and is_acronym(v.doc[i].text) and not _spelt(v, i, end, lower):
                yield Mention((i, i + 1), v.doc[i].text, "", True, False, v.doc[i].text)
                taken.add(i)
        if taken.isdisjoint(range(start, end)) and " ".join(v.low[start:end]) in seats:
            yield Mention((start, end), v.text(start, end), "", True, False)
            taken.update(range(start, end))
    for entity in v.doc.ents:
        if entity.label_ != "ORG" or not taken.isdisjoint(range(entity.start, entity.end)):
            continue
        start, end = entity.start, entity.end
        while start < end and not v.cap[start]:
            start += 1
        while start > 0 and v.cap[start - 1] and start - 1 not in taken and v.doc[start - 1].ent_type_ != "PERSON":
            start -= 1
        end = next((k for k in range(start, end) if not (v.cap[k] or v.low[k] in _INSIDE)), end)
        while end > start and (not v.cap[end - 1] or role_ending(v, end, start)):
            end -= 1
        surname = end - start == 1 and v.doc[start].text in people
        # A plural that opens a sentence has its capital from there: "Dockworkers voted".
        crowd = end - start == 1 and v.doc[start].tag_ == "NNS" and v.doc[start].is_sent_start is True
        if start < end and not (surname or crowd) and not is_country(v, start, end):
            yield Mention((start, end), v.text(start, end), "", True, False)
            taken.update(range(start, end))
    yield from _quoted(v, taken)
    yield from _operators(v, taken)


def _after_noun(v: View, taken: set[int]) -> Iterator[Mention]:
    """The name right after a noun that says what it is: "the supermarket chain NAME"."""
    calendar = words("pronouns", "calendar")
    for i in range(len(v.low) - 1):
        if v.low[i] not in words("institutions", "before") or v.cap[i] or not v.cap[i + 1] or i + 1 in taken:
            continue
        end = i + 1
        while end < len(v.low) and v.cap[end] and v.low[end] not in calendar and end not in taken:
            end += 1
        if end > i + 1 and not any(role_ending(v, k, i + 1) for k in range(i + 2, end + 1)):
            yield Mention((i + 1, end), v.text(i + 1, end), v.low[i], True, False)


def _bracketed(v: View, heads: frozenset[str]) -> Iterator[Mention]:
    """A full name before its acronym in brackets, begun where the initials begin: "Doctors Without Borders (DWB)"."""
    for i in range(2, len(v.low) - 2):
        acronym = v.doc[i + 1].text
        if v.low[i] != "(" or v.low[i + 2] != ")" or not is_acronym(acronym):
            continue
        for start in range(i - 1, max(-1, i - 14), -1):
            if not v.cap[start]:
                if v.low[start] not in _INSIDE:
                    break
                continue
            letters = "".join(v.doc[k].text[0] for k in range(start, i) if v.cap[k])
            if letters == acronym.replace(".", "") and v.low[start - 1] != "-":
                head = next((v.low[k] for k in range(start, i) if v.low[k] in heads), "")
                yield Mention((start, i + 3), v.text(start, i + 3), head, True, False, acronym)
                break


def _spelt(v: View, i: int, end: int, lower: set[str]) -> bool:
    """Whether a word in capitals is no acronym: a name elsewhere in small letters, or initials before a surname."""
    initials = "." in v.doc[i].text and i + 1 < end and not is_acronym(v.doc[i + 1].text)
    return v.low[i] in lower or initials


def _seat(v: View, i: int) -> Mention | None:
    if not (v.cap[i] and v.cap[i + 1]):
        return None
    return Mention((i, i + 2), v.text(i, i + 2), "", True, False)


def _described(v: View, i: int, heads: frozenset[str]) -> Mention | None:
    """The institution whose head noun is token i: "Peru's Geophysical Institute (IGP)", "the health ministry"."""
    n = len(v.low)
    following = v.low[i + 1] if i + 1 < n else ""
    if following in heads and not v.stop[i + 1] and v.cap[i] == v.cap[i + 1]:
        return None
    start = left_edge(v, i)
    if not v.cap[i] and v.low[i] in words("institutions", "capital") and not _names_follow(v, i):
        return None
    if start == i and not v.cap[i] and v.low[i] not in ("police", "parliament", "congress"):
        return None
    if start > 1 and v.low[start - 1] == "and" and v.cap[start] and v.cap[i] and v.cap[start - 2]:
        wide = left_edge(v, start - 2)  # "the Disaster and Emergency Management Authority"
        start = wide if v.low[wide] in ("the", "its") else start
    determiner = v.low[start]
    inner = start + (determiner in words("pronouns", "determiners") and not v.cap[start])
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
        if v.cap[stop - 1] and role_ending(v, stop, inner) and stop < i and v.cap[i]:
            inner = start = stop
            break
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
    if v.cap[i] and v.low[i] in words("institutions", "leading") and i + 1 < n and v.cap[i + 1]:
        # A noun that stands first in names: "Radio …", "Hospital …".
        while end < n and (v.cap[end] or (v.low[end] == "-" and not v.stop[end])):
            end += 1
    acronym = ""
    if v.low[end - 1] == ")":
        acronym = v.doc[end - 2].text
    modifiers = [k for k in range(inner, i) if v.low[k] not in ("'s", "'", "-")]
    portfolio = any(v.low[k] in words("roles", "portfolio") for k in modifiers)
    if (
        modifiers
        and v.low[i] not in words("institutions", "loose")
        and not set(v.low[inner:i]) & words("institutions", "passing")
    ):
        portfolio = True  # "the coast guard", "the seamen's union": any word before such a noun says which
    capital = any(v.cap[k] for k in modifiers) or (v.cap[i] and bool(modifiers)) or end > i + 1
    generic = not portfolio and not capital and not acronym and end == i + 1 and not (v.cap[i] and start == i)
    if v.low[i] in ("police", "parliament", "congress") and not modifiers:
        generic = False
    proper = v.cap[i] and not (portfolio and not v.cap[i])
    return Mention((start, end), v.text(start, end), v.low[i], proper, generic, acronym)


def _names_follow(v: View, i: int) -> bool:
    """Whether a name stands right after a noun for an institution: "the daily ‘NAME’"."""
    k = i + 1
    if k < len(v.low) and v.doc[k].text in QUOTES:
        k += 1
    return k < len(v.low) and v.cap[k]


def _quoted(v: View, taken: set[int]) -> Iterator[Mention]:
    """A name in quotation marks after a noun for an outlet: the Telegram channel “Name”."""
    media = words("institutions", "media")
    for i in range(len(v.low) - 3):
        mark = v.doc[i + 1].text
        if v.low[i] not in media or mark not in QUOTES or not v.cap[i + 2]:
            continue
        close = next((k for k in range(i + 3, min(i + 9, len(v.low))) if v.doc[k].text in QUOTES[mark]), None)
        if close is not None and taken.isdisjoint(range(i + 2, close)):
            taken.update(range(i + 2, close))
            yield Mention((i + 2, close), v.text(i + 2, close), v.low[i], True, False)


def _post(v: View, head: int) -> bool:
    """Whether the institution only complements a role: "the spokesman of the ministry, NAME"."""
    start = left_edge(v, head)
    return (
        start > 1
        and v.low[start - 1] in ("of", "for", "at")
        and role_ending(v, start - 1, max(0, start - 6)) is not None
    )


def _operators(v: View, taken: set[int]) -> Iterator[Mention]:
    """A bare name explained by a noun for an institution: "Name, the company that …", "the operator, Name,"."""
    heads = words("institutions", "heads") | words("institutions", "media")
    for start, end in list(runs(v)):
        person = all(v.doc[k].ent_type_ == "PERSON" for k in range(start, end))
        person = person and not (start and v.low[start - 1] in words("institutions", "media"))
        if person or not taken.isdisjoint(range(start, end)) or is_country(v, start, end):
            continue
        n = len(v.low)
        after = next((k for k in range(end + 1, min(end + 8, n)) if v.stop[k] and v.low[k] not in ("a", "an")), n)
        explained = (
            end < n
            and v.low[end] == ","
            and end + 2 < n
            and (v.low[end + 1] in ("the", "a", "an") or v.cap[end + 1])
            and after > end + 2
            and v.low[after - 1] in heads
            and (
                after >= n
                or not any(map(str.isalnum, v.low[after]))
                or v.low[after] in ("which", "that", "who", "in", "of")
            )
        )
        before = start >= 2 and v.low[start - 1] == "," and v.low[start - 2] in heads and not _post(v, start - 2)
        direct = start >= 1 and v.low[start - 1] in heads - words("institutions", "holders") and not v.cap[start - 1]
        closes = end >= n or v.low[end] in (",", ".", ";", ")", "—", "–") or v.stop[end]
        if explained or (before and closes) or direct:
            if role_ending(v, end, start) or title_end(v, start, end) > start:
                continue
            taken.update(range(start, end))
            head = v.low[after - 1] if explained else v.low[start - 2] if before else v.low[start - 1]
            yield Mention((start, end), v.text(start, end), head, True, False)
