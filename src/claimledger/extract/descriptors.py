"""Roles that stand beside a name: before it, after it, in apposition or in a relative clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimledger.extract.agencies import Institution
from claimledger.extract.attribution import TokenRange
from claimledger.extract.phrases import View, is_country, left_edge, right_edge, role_ending, title_end
from claimledger.extract.roles import Role, describe, owned_by
from claimledger.extract.wordlists import load, words


def roles_beside(v: View, span: TokenRange, known: Sequence[Institution]) -> Iterator[Role]:
    """Roles that stand beside a name, the one before it first."""
    start, end = span
    n = len(v.low)
    role = _before(v, start, known) or _unlisted(v, start, known)
    rank = next((k for k in range(max(0, start - 3), start) if title_end(v, k, start) == start), start)
    post = _before(v, rank, known) if rank < start and not v.cap[rank - 1] else None
    if post:
        yield post  # "the head of the ministry General NAME" is both
    if role:
        yield role
    elif title := _title(v, start):
        yield title
    if end < n and v.low[end] in ("of", "at", "from"):
        stop = right_edge(v, end)
        for _, b in [(end, stop)]:
            inside = [
                i.name for i in known for m in i.mentions if end < m.span[0] + 1 and m.span[1] <= b and m.span[0] >= end
            ]
            if inside:
                yield Role("", "", "speaks", inside[0])
            elif v.doc[start].tag_ in ("NNP", "") and (noun := owned_by(v, (end, b))):
                yield Role("", "", "speaks", None, noun)
        end = max(end, stop)
    if end < n and v.low[end] in (",", "(", "–", "—"):
        stop = _apposition_end(v, end + 1)
        role = describe(v, (end + 1, stop), known) if stop > end + 1 else None
        if role:
            yield role
    if start > 1 and v.low[start - 1] in ("'s", "'"):
        owners = (i.name for i in known for m in i.mentions if m.proper and m.span[1] == start - 1)
        if owner := next(owners, None):
            yield Role("", "", "speaks", owner)  # "NAMECORP's Given Surname"
    if start > 2 and v.low[start - 1] in ("himself", "herself") and v.low[start - 3] == "who":
        role = describe(v, (descriptor_start(v, start - 3), start - 3), known)
        if role:
            yield role  # "a commander of the NAME Front who calls himself NAME"
    front = next((k for k in range(max(0, start - 3), start) if title_end(v, k, start) == start), start)
    if front > 1 and v.low[front - 1] in (",", "–", "—"):
        first = descriptor_start(v, front - 1)
        if first < front - 1 and _closes(v, end):
            role = describe(v, (first, front - 1), known)
            if role:
                yield role


def _unlisted(v: View, start: int, known: Sequence[Institution]) -> Role | None:
    """What stands between an institution and a name says what its bearer is there: "NAMECORP's barrister NAME"."""
    first = start
    while (
        first > 0 and start - first < 3 and not v.stop[first - 1] and not v.cap[first - 1] and v.doc[first - 1].is_alpha
    ):
        first -= 1
    end = first - (first > 0 and v.low[first - 1] in ("'s", "'"))
    if first == start or v.low[start - 1] in words("roles", "kin"):
        return None
    for one in known:
        if any(m.proper and m.span[1] == end for m in one.mentions):
            return Role(v.text(first, start), v.low[start - 1], "speaks", one.name)
    return None


def _title(v: View, start: int) -> Role | None:
    """The form of address before a name as a role: "Sen." is a senator."""
    for first in range(max(0, start - 3), start):
        if title_end(v, first, start) == start:
            text = v.text(first, start)
            short = text.lower().replace(".", "")
            return Role(text, load("roles")["short"].get(short, short), "plain")
    return None


def _before(v: View, start: int, known: Sequence[Institution]) -> Role | None:
    """The role in front of a name: "White House spokesperson", "The Minister of Defence of USA"."""
    if start == 0 or v.low[start - 1] in ("'s", "'"):
        return None
    head = role_ending(v, start, max(0, start - 6))
    if head:
        return describe(v, (left_edge(v, head[0]), start), known)
    # A prepositional phrase stands between the role and the name: "Mayor of X", "Minister of Defence of Y".
    i = start - 2
    steps = 0
    if v.stop[start - 1]:
        return None
    if not v.cap[start - 1]:  # "the head of the press service of the ministry NAME"
        first = descriptor_start(v, start) if v.low[start - 1] in words("institutions", "heads") else start
        return describe(v, (first, start), known) if first < start else None
    while i > 0 and steps < 9 and (v.cap[i] or v.low[i] in ("of", "to", "for", "the", "at", "in", "'s", "-")):
        if v.low[i] == "of" or (v.low[i] in ("to", "for", "at", "in") and v.cap[i + 1]):
            known_place = is_country(v, start - 1, start) or is_country(v, max(0, start - 2), start)
            if v.low[i] != "of" and v.low[start - 1] != "un" and not known_place and not v.doc[start - 1].is_upper:
                break
            if role_ending(v, i, max(0, i - 6)):
                first = left_edge(v, i - 1)
                while (
                    first > 1
                    and v.low[first - 1] in ("of", "for", "to")
                    and role_ending(v, first - 1, max(0, first - 7))
                ):
                    first = left_edge(v, first - 2)
                return describe(v, (first, start), known)
        i -= 1
        steps += 1
    return None


def _apposition_end(v: View, start: int) -> int:
    """Where an apposition ends that begins at ``start``; ``start`` where none does."""
    n = len(v.low)
    if start >= n or (v.stop[start] and v.low[start] not in ("who", "a", "an", "the", "its", "his", "her", "their")):
        return start
    relative = v.low[start] == "who"
    if v.low[start].endswith("ing") and v.low[start] not in (
        "acting",
        "outgoing",
        "incoming",
        "leading",
        "managing",
        "founding",
    ):
        return start
    i = start + relative
    speech = words("pronouns", "speech")
    while i < n and i - start < 30:
        word = v.low[i]
        if (
            word in (",", ";", "–", "—", ".", "”", '"')
            or v.doc[i].is_space
            or (word == ")" and "(" not in v.low[start:i])
        ):
            break
        if not relative and (word in ("who", "which", "that", "and", "but") or (v.stop[i] and word in speech)):
            break
        i += 1
    return i


def descriptor_start(v: View, end: int) -> int:
    """Where the noun phrase begins that ends at ``end``, prepositional phrases included."""
    i = end - 1
    if i > 2 and v.low[i] == ")" and v.low[i - 2] == "(":
        i -= 3
    first = left_edge(v, i) if i >= 0 and not v.stop[i] else end
    widest = first
    while first > 1 and v.low[first - 1] in ("of", "for", "at", "in", "to") and not v.stop[first - 2]:
        held = role_ending(v, first - 1, max(0, first - 7)) or v.low[first - 2] == "one"
        first = left_edge(v, first - 2)
        widest = first if held else widest  # not "a photograph of the finance minister"
    return widest


def _closes(v: View, end: int) -> bool:
    if end >= len(v.low):
        return True
    return v.stop[end] or v.low[end] in (",", ".", ")", "'s")
