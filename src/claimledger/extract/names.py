"""The cast of an article: every person and institution that it names, with roles, affiliations and all mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from claimledger.extract.agencies import Institution, generic_mentions, institutions, ordered
from claimledger.extract.attribution import TokenRange
from claimledger.extract.described import Mention
from claimledger.extract.descriptors import roles_beside
from claimledger.extract.phrases import (
    POSSESSIVE,
    View,
    is_acronym,
    is_brand,
    is_country,
    own_names,
    role_ending,
    runs,
    title_end,
    view,
)
from claimledger.extract.posts import settled
from claimledger.extract.roles import Role
from claimledger.extract.tokens import Doc
from claimledger.extract.wordlists import words

Gender = Literal["he", "she"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person under the fullest name that the article gives. ``mentions`` cover names without titles."""

    name: str
    mentions: tuple[TokenRange, ...]
    roles: tuple[Role, ...] = ()
    gender: Gender | None = None

    @property
    def surname(self) -> str:
        return self.name.split()[-1]

    @property
    def role(self) -> Role | None:
        """The role that says most: one with an institution, else a post, else a rank."""
        return max(self.roles, key=lambda r: (bool(r.agency), r.kind != "plain", len(r.text) < 80), default=None)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody whom the article names, in the order of their first mention."""

    view: View
    people: tuple[Person, ...]
    institutions: tuple[Institution, ...]
    generic: tuple[Mention, ...] = ()
    own: frozenset[str] = frozenset()

    def is_own(self, name: str) -> bool:
        """Whether a name is the outlet's own, in full or in short ("the Gazette" in the NAME Gazette)."""
        return _within(name, self.own)

    def people_in(self, start: int, end: int) -> Iterator[tuple[TokenRange, Person]]:
        """Mentions of people inside a range, in text order."""
        found = [(m, p) for p in self.people for m in p.mentions if start <= m[0] and m[1] <= end]
        yield from sorted(found, key=lambda pair: pair[0])

    def institutions_in(self, start: int, end: int) -> Iterator[tuple[Mention, Institution]]:
        """Mentions of institutions that overlap a range, in text order."""
        found = [(m, i) for i in self.institutions for m in i.mentions if m.span[0] < end and m.span[1] > start]
        yield from sorted(found, key=lambda pair: (pair[0].span[0], -pair[0].span[1]))


def _forms(outlet: str) -> set[str]:
    """An outlet's name and the acronym in brackets beside it."""
    name, _, short = outlet.partition(" (")
    return {form for form in (name, short.rstrip(")")) if form}


def _within(name: str, others: Iterable[str]) -> bool:
    inner = _bare_words(name)
    return bool(inner) and any(inner <= _bare_words(other) for other in others)


def _bare_words(name: str) -> frozenset[str]:
    """The words of a name without article and acronym."""
    return frozenset(name.lower().partition(" (")[0].split()) - {"the"}


@dataclass(slots=True)
class _Draft:
    words: tuple[str, ...]
    name: str
    mentions: list[TokenRange] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)


def cast(doc: Doc, title: str | None = None, outlet: str | None = None) -> Cast:
    """The people and institutions of the article. ``title`` (the headline) may hold the only full form of a name."""
    v = view(doc)
    found = ordered(v)
    known = institutions(v, found)
    owned = {i for one in known for m in one.mentions if m.proper for i in range(*m.span) if not _in_front(m, i, v)}
    drafts: list[_Draft] = []
    short: list[tuple[TokenRange, list[Role]]] = []
    for span in _candidates(v, owned):
        roles = list(roles_beside(v, span, known))
        if span[1] - span[0] == 1 and not _given(v, span):
            short.append((span, roles))
        elif _is_person(v, span, roles):
            _add(drafts, v, span, roles)
    surnames = Counter(d.words[-1] for d in drafts)
    for span, roles in short:
        word = v.low[span[0]]
        if word in surnames or any(word in d.words for d in drafts):
            _attach(drafts, v, span, roles)
        elif _is_person(v, span, roles):
            _add(drafts, v, span, roles)
    generic = generic_mentions(v, found)
    own = own_names(v) | _forms(outlet or "")
    others = [one for one in known if not _within(one.name, own)]
    people = [
        Person(d.name, tuple(sorted(d.mentions)), tuple(settled(v, d, drafts, others, generic)), _gender(v, d))
        for d in drafts
    ]
    people.sort(key=lambda p: p.mentions[0])
    return Cast(v, tuple(people), known, generic, own)


def _in_front(m: Mention, i: int, v: View) -> bool:
    """Whether a word only owns the institution: the country in "Ukraine's military intelligence"."""
    return any(v.low[k] in ("'s", "'") for k in range(i + 1, m.span[1]))


def _candidates(v: View, owned: set[int]) -> Iterator[TokenRange]:
    """Ranges that could be a person's name: capitalised runs without titles, roles, institutions and countries."""
    spelt = {t.lower_ for t in v.doc if t.is_title}
    people = [entity for entity in v.doc.ents if entity.label_ == "PERSON"]
    for start, end in runs(v):
        cuts = [i for i in range(start, end) if i in owned]
        pieces = [(start, end)]
        if cuts:
            pieces = []
            at = start
            for i in [*cuts, end]:
                if at < i:
                    pieces.append((at, i))
                at = i + 1
        for a, b in pieces:
            a = _name_start(v, a, b)
            for entity in people:
                if a < entity.start < b and entity.end == b and b - entity.start >= 2:
                    a = _name_start(v, entity.start, b)
            if b - a >= 3 and a >= 2 and v.low[a - 1] == "of" and role_ending(v, a - 1):
                a += 1  # "Mayor of PLACE Given Surname"
                while b - a >= 3 and v.low[a] in words("names", "kinds_of_place"):
                    a += 1
            if a < b and not is_country(v, a, b) and (not is_acronym(v.text(a, b)) or v.low[a] in spelt):
                yield a, b


def _name_start(v: View, start: int, end: int) -> int:
    """Where the name begins after countries, roles and titles; ``end`` where none is left."""
    for stop in range(end, start, -1):
        role = role_ending(v, stop, start)
        if role is None and v.low[stop - 1] not in words("roles", "people"):
            continue
        if stop == end and role and role[0] == end - 1 == start + 1 and _surname(v, start, role[1]):
            continue
        start = stop
        break
    start = title_end(v, start, end)
    for stop in range(min(end, start + 3), start, -1):
        if is_country(v, start, stop) and (stop < end):
            start = stop
            break
    while start < end and (v.low[start] in ("-", "'s") or not v.doc[start].is_alpha):
        start += 1
    return start


def _surname(v: View, given: int, kind: str) -> bool:
    """Whether a role word after one word is a surname ("Stephen King"), not the post of what stands before it."""
    word = v.low[given]
    post = word in words("roles", "modifiers") | words("roles", "portfolio") or is_country(v, given, given + 1)
    return kind in ("plain", "state") and not post and not is_acronym(v.doc[given].text)


def _entity(v: View, span: TokenRange) -> str:
    counts = Counter(v.doc[i].ent_type_ for i in range(*span))
    return counts.most_common(1)[0][0]


def _given(v: View, span: TokenRange) -> bool:
    return span[1] - span[0] > 1


def _is_person(v: View, span: TokenRange, roles: Sequence[Role]) -> bool:
    start, end = span
    label = _entity(v, span)
    if end - start == 1 and is_brand(v.doc[start].text):
        return False
    score = {"PERSON": 2, "ORG": -2, "LOC": -2, "GPE": -2, "NORP": -2, "MISC": -1}.get(label, 0)
    heads = words("institutions", "heads") | words("institutions", "media")
    length = sum(1 for i in range(start, end) if v.doc[i].is_alpha)
    score += 3 if roles else 0
    score += 4 if title_end(v, max(0, start - 3), start) == start and _titled(v, start) else 0
    score += 1 if 2 <= length <= 4 else 0
    score -= 4 if any(v.low[i] in heads for i in range(start, end)) and label != "PERSON" else 0
    before = v.low[start - 1] if start else "."
    after = v.low[end] if end < len(v.low) else "."
    according = before == "to" and v.low[start - 2] == "according"
    score += 1 if according else 0
    score -= 2 if before in ("the", "a", "an", "this", "from", "to") and not (roles or according) else 0
    placed = before in ("in", "at", "near", "across", "around") and after not in POSSESSIVE
    score -= 4 if (placed or v.doc[start - 1].like_num) and start else 0
    speech = words("pronouns", "speech") - {"was", "is", "has", "had"}
    score += 1 if after in speech or (before in speech and start > 1) else 0
    score += 2 if length >= 2 and _pronoun_follows(v, end) else 0
    score += 1 if after == "," and end + 1 < len(v.low) and v.low[end + 1] == "who" else 0
    return score >= 2


def _pronoun_follows(v: View, end: int) -> Gender | None:
    """He or she, where the sentence after a name opens with that pronoun."""
    for i in range(end, min(end + 25, len(v.low) - 2)):
        if v.cap[i] and v.cap[i + 1] and not is_country(v, i, i + 2):
            return None
        if v.low[i] in (".", "?", "!"):
            for gender, key in (("he", "masculine"), ("she", "feminine")):
                if v.low[i + 1] in words("pronouns", key):
                    return gender  # type: ignore[return-value]
            return None
    return None


def _titled(v: View, start: int) -> bool:
    return any(title_end(v, k, start) == start for k in range(max(0, start - 3), start))


def _add(drafts: list[_Draft], v: View, span: TokenRange, roles: Sequence[Role]) -> None:
    name = tuple(w for w in v.plain(*span) if w not in ("'s",))
    for d in drafts:
        short, long = sorted((name, d.words), key=len)
        if name == d.words or (len(short) >= 2 and short[-1] == long[-1] and set(short) <= set(long)):
            if len(name) > len(d.words):
                d.words, d.name = name, v.text(*span)
            break
    else:
        d = _Draft(name, v.text(*span))
        drafts.append(d)
    d.mentions.append(span)
    d.roles.extend(roles)


def _attach(drafts: list[_Draft], v: View, span: TokenRange, roles: Sequence[Role]) -> None:
    """A short mention goes to the person of that name whose role fits, else to the one mentioned last before it."""
    word = v.low[span[0]]
    same = [d for d in drafts if d.words[-1] == word] or [d for d in drafts if word in d.words]
    if all(any(r.head in words("roles", "kin") for r in d.roles) for d in same):
        drafts.append(_Draft((word,), v.text(*span), [span], list(roles)))
        return
    fitting = [d for d in same if any(r.head == s.head for r in roles for s in d.roles)]
    pool = fitting or same
    before = [d for d in pool if any(m[0] < span[0] for m in d.mentions)]

    def last(d: _Draft) -> tuple[int, int]:
        places = [m[0] for m in d.mentions if m[0] < span[0]]
        kin = any(r.head in words("roles", "kin") for r in d.roles)
        return max((p for p in places if not (kin or _oblique(v, p))), default=-1), max(places)

    pick = max(before, key=last) if before else pool[0]
    pick.mentions.append(span)
    pick.roles.extend(roles)


def _oblique(v: View, start: int) -> bool:
    """Whether a name is likely no subject: after a preposition, a possessive or "and"."""
    return start > 0 and v.low[start - 1] in words("pronouns", "oblique")


def _gender(v: View, d: _Draft) -> Gender | None:
    men, women = words("pronouns", "men"), words("pronouns", "women")
    for role in d.roles:
        if role.head in men:
            return "he"
        if role.head in women:
            return "she"
    votes: Counter[str | None] = Counter()
    for start, end in d.mentions:
        if start and v.low[start - 1].rstrip(".") in men | women:
            return "he" if v.low[start - 1].rstrip(".") in men else "she"
        votes[_pronoun_follows(v, end)] += 1
    if votes["he"] == votes["she"]:
        return None
    return "he" if votes["he"] > votes["she"] else "she"
