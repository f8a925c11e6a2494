"""Institutions that only the context gives to a role: "its director", "the ministry spokesman", "his spokesman"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from claimledger.extract.agencies import Institution
from claimledger.extract.attribution import TokenRange
from claimledger.extract.described import Mention
from claimledger.extract.phrases import View, left_edge, right_edge, role_ending
from claimledger.extract.roles import Role, describe
from claimledger.extract.wordlists import kin, words

_FAR = 120


class Holder(Protocol):
    """A person in the making: the words of the name, its places in the text and the roles found beside them."""

    words: tuple[str, ...]
    name: str
    mentions: list[TokenRange]
    roles: list[Role]


def settled(
    v: View, d: Holder, others: Sequence[Holder], known: Sequence[Institution], generic: Sequence[Mention]
) -> Iterator[Role]:
    """The roles of a person, with institutions that only the context names ("its director") filled in."""
    first = min(d.mentions)[0]
    names = {o.words[-1] for o in others} | {o.name.lower() for o in others}
    for role in d.roles:
        if role.agency and role.agency.lower() in names:
            role = replace(role, agency=None)
        if role.head in ("colleague", "counterpart"):
            yield _counterpart(v, role, first, others)
        elif role.agency is None and role.owner in ("his", "her"):
            yield replace(role, agency=_superior(v, first, known)) if role.kind == "speaks" else role
        elif role.agency is None and role.owner not in ("", "its", "their"):
            yield replace(role, agency=of_kind(role.owner, first, known) or role.owner)
        elif role.agency is None and (role.owner or role.kind == "minister" or _bare_post(role)):
            yield replace(role, agency=_nearby(v, first, known, generic, role))
        elif role.agency is None and role.kind == "expert" and " " in role.text:
            yield replace(role, agency=_scene(v, first, known))
        else:
            yield role
    if not any(role.agency for role in d.roles):
        yield from _own_institution(v, d, known)


def of_kind(head: str, before: int, known: Sequence[Institution]) -> str | None:
    """The institution that a bare noun means ("the ministry"): the last of its kind named before, else the next one."""
    places = [(m.span[0], one.name) for one in known for m in one.mentions if any(head in kin(h) for h in one.heads)]
    earlier = [place for place in places if place[0] < before]
    same = [m.span[0] for one in known for m in one.mentions if m.proper and m.head == head]
    if head in kin("company") and not same and (main := protagonist(known)):
        return main
    return max(earlier)[1] if earlier else min(places)[1] if places else None


def protagonist(known: Sequence[Institution]) -> str | None:
    """The company that an article tells most of: one with a name that nothing shows to be of another kind."""
    firms = [one for one in known if not one.media and one.heads <= kin("company") and one.mentions[0].proper]
    return max(firms, key=lambda one: len(one.mentions)).name if firms else None


def _superior(v: View, at: int, known: Sequence[Institution]) -> str | None:
    """For whom "his spokesman" speaks: the institution, else the office, of whoever holds one in the words before."""
    for i in range(at - 1, max(0, at - 60), -1):
        role = role_ending(v, i + 1, max(0, i - 4))
        if role and role[1] in ("state", "minister") and v.low[i] not in ("deputy", "candidate"):
            found = describe(v, (left_edge(v, i), right_edge(v, i + 1)), known)
            return (found.agency or found.head) if found else None
    return None


def _counterpart(v: View, role: Role, at: int, others: Sequence[Holder]) -> Role:
    """The post of "his South Korean colleague": that of the person before, in the other country."""
    before = [(m[1], r) for o in others for m in o.mentions for r in o.roles if m[1] < at and r.kind == "minister"]
    owner = role.text.rsplit(" ", 1)[0]
    if not before or owner == role.text:
        return replace(role, agency=None)
    text = max(before, key=lambda pair: pair[0])[1].text.lower().split()
    portfolio = next((word for word in text if word in words("roles", "portfolio")), None)
    return replace(role, kind="minister", agency=f"{owner} {portfolio} ministry" if portfolio else None)


def _own_institution(v: View, d: Holder, known: Sequence[Institution]) -> Iterator[Role]:
    """The institution that a later sentence calls the person's own: "Her institute, the NAME, …"."""
    for _, end in d.mentions:
        for i in range(end, min(end + 25, len(v.low) - 2)):
            if v.low[i] in ("his", "her") and v.low[i + 1] in words("institutions", "heads") and v.low[i + 2] == ",":
                for one in known:
                    if any(m.span[0] in (i + 3, i + 4) or i <= m.span[0] <= i + 1 for m in one.mentions):
                        yield Role("", "", "speaks", one.name)
                        return


def _nearby(v: View, before: int, known: Sequence[Institution], generic: Sequence[Mention], role: Role) -> str | None:
    """The institution meant by a post without one: the last of the paragraph; for a minister, the last ministry."""
    start = before
    while start > 0 and "\n" not in v.doc[start - 1].text:
        start -= 1
    named = [(m.span[0], one) for one in known for m in one.mentions if m.span[1] <= before and not one.media]
    if role.kind == "minister":
        named = [(at, one) for at, one in named if one.heads & {"ministry", "department"}]
        return max(named, key=lambda pair: pair[0])[1].name if named else None
    for m in generic:
        kinds = [(at, one) for at, one in named if any(m.head in kin(h) for h in one.heads) and at < m.span[0]]
        if kinds and m.span[1] <= before and v.low[m.span[0]] == "the":
            named.append((m.span[0], max(kinds, key=lambda pair: pair[0])[1]))
    near = [(at, one) for at, one in named if at >= start] or (named if role.owner else [])
    if near:
        subjects = [(at, one) for at, one in near if role.owner in ("its", "their") and _opens(v, at)]
        return max(subjects or near, key=lambda pair: pair[0])[1].name
    beside = any(m.head in kin("company") and start <= m.span[0] < before + 1 for m in generic)
    if beside or role.head in words("roles", "corporate"):
        return protagonist(known)
    # "Director NAME" of whichever institution the paragraphs before were about.
    about = [(at, one) for at, one in named if at > before - _FAR and one.mentions[0].proper and _opens(v, at)]
    return max(about, key=lambda pair: pair[0])[1].name if about else None


def _scene(v: View, before: int, known: Sequence[Institution]) -> str | None:
    """The institution that sets the scene of a sentence: "At the hospital in TOWN, beds are full, a surgeon said"."""
    start = before
    while start > 0 and not v.doc[start - 1].is_space and v.low[start - 1] not in (".", "?", "!"):
        start -= 1
    places = (one.name for one in known for m in one.mentions if start < m.span[0] <= start + 2)
    return next(places, None) if v.low[start] == "at" else None


def _opens(v: View, at: int) -> bool:
    """Whether a mention opens its sentence, its article apart."""
    at -= at > 0 and v.low[at - 1] in words("pronouns", "determiners")
    return at == 0 or v.doc[at - 1].is_space or v.low[at - 1] in (".", "?", "!", "”", '"', ":")


def _bare_post(role: Role) -> bool:
    """Whether a role tells a post at the head of something but not of what: "the chief executive"."""
    text = role.text.lower().replace("-", " ")
    return role.head in words("roles", "posts") | words("roles", "corporate") and (
        text == role.head
        or (text.endswith(f" {role.head}") and text.count(" ") <= 2 and "'" not in text.replace("’", "'"))
    )
