"""Who pronouns, bare roles and words like "the agency" point back to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimledger.extract.agencies import Institution, same_kind
from claimledger.extract.attribution import TokenRange
from claimledger.extract.descriptors import descriptor_start
from claimledger.extract.names import Cast, Person
from claimledger.extract.phrases import POSSESSIVE, View, is_acronym, left_edge, right_edge, role_ending
from claimledger.extract.posts import of_kind, protagonist
from claimledger.extract.referents import Referent, again, described, from_crowd, from_institution, from_person
from claimledger.extract.roles import Role
from claimledger.extract.wordlists import kin, variants, words
from claimledger.records import SpeakerKind

_NEAR = 60
_LEAD = 25
_APART = 40
_HEADING = re.compile(r"\n[^\n]{3,80}[^\s.!?:;,”\"’')]\n")
_SENTENCE_ENDS = (".", "?", "!", ":")
_BETWEEN = frozenset(["of", "at", "for", "from", "one"])
_QUANTIFIERS = frozenset(["some", "many", "others", "both", "most", "all", "several"])


def pronoun(cast: Cast, span: TokenRange, past: Sequence[Referent]) -> Referent | None:
    """Who a pronoun means: the last fitting speaker, or whoever was named as a subject since."""
    v = cast.view
    at = span[0]
    key = pronoun_kind(v, span)
    if key in ("masculine", "feminine"):
        return _third_person(cast, span, "he" if key == "masculine" else "she", past)
    if key == "own":
        people = [r for r in past if r.kind in ("person", "unnamed")]
        return again(people[-1], span) if people else None
    wanted: tuple[SpeakerKind, ...] = (
        ("organization", "group") if key == "neuter" else ("group", "organization", "unnamed")
    )
    fitting = next((r for r in reversed(past) if r.kind in wanted), None)
    if fitting and key == "neuter" and _parted(v, fitting.span[1], at):
        fitting = _last_named(cast, at, fitting) or fitting
    topic = _topic(cast, at)
    if topic and (fitting is None or topic[0] > fitting.span[0]):
        return from_institution(topic[1], span, anaphor=True)
    if fitting:
        return again(fitting, span)
    if key == "plural" and (crowd := crowd_before(cast, at)):
        return again(crowd, span)
    known = [(m.span[0], one) for m, one in cast.institutions_in(0, at) if not v.quoted[m.span[0]]]
    if known:
        return from_institution(max(known, key=lambda pair: pair[0])[1], span, anaphor=True)
    return None


def pronoun_kind(v: View, span: TokenRange) -> str | None:
    """The list of ``data/pronouns.yaml`` that a phrase of one pronoun stands in."""
    start, end = span
    if end - start > 2 or (end - start == 2 and v.low[start + 1] not in ("himself", "herself", "too", "both", "all")):
        return None
    if len(v.doc[start]) > 1 and v.doc[start].is_upper:  # "US" is no "us"
        return None
    for key in ("masculine", "feminine", "neuter", "plural", "own"):
        if v.low[start] in words("pronouns", key):
            return key
    return None


def relative(cast: Cast, span: TokenRange) -> TokenRange | None:
    """The phrase that a relative clause hangs on: the name or noun phrase before "who", commas apart."""
    v = cast.view
    at = span[0]
    first = at
    while first > 0 and v.low[first - 1] not in (".", "?", "!", ";") and not v.doc[first - 1].is_space:
        first -= 1
    if v.low[at] == "who":
        people = [mention for mention, _ in cast.people_in(first, at)]
        roles = [
            (left_edge(v, i), i + 1)
            for i in range(first, at)
            if (role_ending(v, i + 1, max(first, i - 3)) or v.low[i] in words("roles", "people")) and not v.stop[i]
        ]
        found = max([*people, *roles], key=lambda pair: pair[1], default=None)
        # After a comma the clause is about the whole phrase: "a manager at one of its customers, who asked …".
        while found and v.low[at - 1] == ",":
            outer = next(
                (
                    r
                    for r in roles
                    if r[1] < found[0]
                    and not _BETWEEN.isdisjoint(v.low[r[1] : found[0]])
                    and all(v.low[i] in _BETWEEN | words("pronouns", "determiners") for i in range(r[1], found[0]))
                ),
                None,
            )
            if outer is None:
                break
            found = outer[0], found[1]
        return found
    end = at - (v.low[at - 1] == ",")
    if end - 1 < first or v.stop[end - 1]:
        return None
    start = left_edge(v, end - 1)
    while start - 1 > first and v.low[start - 1] in ("of", "by", "from", "at") and not v.stop[start - 2]:
        start = left_edge(v, start - 2)
    return start, end


def _third_person(cast: Cast, span: TokenRange, gender: str, past: Sequence[Referent]) -> Referent | None:
    """The nearest of those who spoke last and those named as subjects; a gender known to fit counts for a lead."""
    v = cast.view
    at = span[0]
    spoke = [r for r in past if r.kind in ("person", "unnamed") and r.gender in (None, gender)][-3:]
    named = [
        from_person(person, mention)
        for mention, person in _subjects(cast, at, gender)
        if not any(_same_sentence(v, r.span[1], mention[0]) for r in spoke)  # whom the speaker only told about
    ]

    def nearness(r: Referent) -> int:
        return r.span[0] + _LEAD * (r.gender == gender) - _APART * bool(_HEADING.search(_between(v, r.span[1], at)))

    best = max([*spoke, *named], key=nearness, default=None)
    if best:
        return again(best, span)
    for mention, person in reversed([*cast.people_in(max(0, at - _NEAR), at)]):
        if not v.quoted[mention[0]] and person.gender in (None, gender):
            return from_person(person, span, anaphor=True)  # one who only owned: "in NAME's office"
    somebody = _somebody(v, at)
    return Referent(described(cast, somebody), "unnamed", span, anaphor=True) if somebody else None


def _same_sentence(v: View, before: int, after: int) -> bool:
    words_ = range(before, after)
    return before <= after and not any(v.low[i] in _SENTENCE_ENDS or v.doc[i].is_space for i in words_)


def _subjects(cast: Cast, at: int, gender: str) -> Iterator[tuple[TokenRange, Person]]:
    """People named not long before ``at`` in a subject's place, outside quotations."""
    v = cast.view
    for mention, person in cast.people_in(max(0, at - _NEAR), at):
        start, end = mention
        owns = end < len(v.low) and v.low[end] in POSSESSIVE
        opening = descriptor_start(v, start)
        agent = opening > 1 and v.low[opening - 1] == "by" and v.low[opening - 2] in words("pronouns", "relayed")
        oblique = not agent and any(i > 0 and v.low[i - 1] in words("pronouns", "oblique") for i in (start, opening))
        if not (owns or oblique or v.quoted[start]) and person.gender in (None, gender):
            yield mention, person


def _between(v: View, start: int, at: int) -> str:
    """The text between two places."""
    return v.doc.text[v.doc[start - 1].idx : v.doc[at].idx] if start < at else ""


def _parted(v: View, start: int, at: int) -> bool:
    """Whether a heading or more than one paragraph lies between two places."""
    between = _between(v, start, at)
    return between.count("\n\n") > 1 or bool(_HEADING.search(between))


def _last_named(cast: Cast, at: int, fitting: Referent) -> Referent | None:
    """The institution named last in the paragraph before ``at``, outside quotation marks."""
    v = cast.view
    found = [(m.span[0], one) for m, one in cast.institutions_in(max(0, at - _NEAR), at) if not v.quoted[m.span[0]]]
    found = [(i, one) for i, one in found if i > fitting.span[0] and "\n\n" not in _between(v, i + 1, at)]
    return from_institution(max(found, key=lambda pair: pair[0])[1], fitting.span) if found else None


def _somebody(v: View, at: int) -> TokenRange | None:
    """The last person before who has a role but no name: "The major will not give his name"."""
    for i in range(at - 1, max(0, at - 2 * _NEAR), -1):
        role = role_ending(v, i + 1, max(0, i - 3))
        if (
            role
            and not v.cap[i]
            and not v.quoted[i]
            and v.low[i] not in ("head", "source", "chair", "fellow", "person")
        ):
            start = left_edge(v, i)
            if v.low[start] in ("a", "an", "the") and (i + 1 >= len(v.low) or not v.cap[i + 1]):
                return start, i + 1
    return None


def _topic(cast: Cast, at: int) -> tuple[int, Institution] | None:
    """The institution that last opened a sentence of the paragraph, and where."""
    v = cast.view
    found = None
    for m, one in cast.institutions_in(max(0, at - _NEAR), at):
        i = m.span[0]
        if v.quoted[i] or any("\n" in word for word in v.low[m.span[1] : at]):
            continue
        while i > 0 and m.span[0] - i < 5 and v.low[i - 1] not in _SENTENCE_ENDS and not v.doc[i - 1].is_space:
            i -= 1
        if i == 0 or v.low[i - 1] in _SENTENCE_ENDS or v.doc[i - 1].is_space:
            found = (m.span[0], one)
    return found


def crowd_before(cast: Cast, at: int) -> Referent | None:
    """The group named last before: "a team from the university", for "they" and "their survey"."""
    v = cast.view
    found: list[Referent] = []
    people = words("roles", "people") - _QUANTIFIERS
    for i in range(at - 1, max(0, at - 80), -1):
        if v.low[i] in people and not v.cap[i] and not v.quoted[i]:
            found.append(from_crowd(cast, (left_edge(v, i), right_edge(v, i + 1)), i))
    return next((r for r in found if r.agency), found[0] if found else None)


def holder(cast: Cast, at: int, head: str, role: Role | None, past: Sequence[Referent]) -> Referent | None:
    """The person or anonymous source whom a definite role means: the one with that role named last before ``at``."""
    wanted = variants(head) | {head.split()[-1]}

    def fits(name: str) -> bool:
        return not wanted.isdisjoint(name.lower().replace("-", " ").split())

    agency = role.agency if role else None
    people = [(m, p) for m, p in cast.people_in(0, at) if any(fits(r.head) for r in p.roles)]
    if agency:
        exact = [(m, p) for m, p in people if any(fits(r.head) and r.agency == agency for r in p.roles)]
        people = exact or ([] if any(r.agency for _, p in people for r in p.roles) else people)
    spoken = {r.name for r in past}
    pick: tuple[TokenRange, Person] | None = None
    for mention, person in people:
        if pick is None or person.name in spoken or pick[1].name not in spoken or mention[0] - pick[0][0] > 40:
            pick = (mention, person)
    anonymous = next((r for r in reversed(past) if r.kind == "unnamed" and fits(r.name)), None)
    if anonymous and (pick is None or anonymous.span[0] > pick[0][0]):
        return anonymous
    if pick:
        return from_person(pick[1], pick[0])
    later = [p for p in cast.people if any(r.head == head and r.agency == agency for r in p.roles)]
    return from_person(later[0], later[0].mentions[0]) if agency and len(later) == 1 else None


def renamed(cast: Cast, at: int, role: Role | None, past: Sequence[Referent]) -> Referent | None:
    """Who was named just before, in the same paragraph, and now is called something new: "the Russian president"."""
    v = cast.view
    if role and role.agency:
        named = [p for p in cast.people if p.mentions[0][0] < at]
        alone = len(named) == 1 and not any(r.agency for r in named[0].roles)
        known = from_person(named[0], named[0].mentions[0]) if alone else None
        return replace(known, role=role.text, agency=role.agency) if known else None
    near: Referent | None = None
    for mention, person in cast.people_in(max(0, at - 50), at):
        owns = mention[1] < len(v.low) and v.low[mention[1]] in POSSESSIVE
        if not owns and not v.quoted[mention[0]] and not any("\n" in word for word in v.low[mention[1] : at]):
            near = from_person(person, mention)
    if past and past[-1].kind == "person":
        last = past[-1]
        close = not any("\n" in word for word in v.low[last.span[1] : at]) and at - last.span[1] < _NEAR
        if close and (near is None or last.span[0] > near.span[0] or (role and role.text.startswith("former"))):
            near = last
    return near


def _named_later(cast: Cast, head: str, *, loose: bool) -> Institution | None:
    """The institution that a lead only hints at ("the charity") and that the text goes on to name."""
    if head in kin("company") and (main := protagonist(cast.institutions)):
        return next(one for one in cast.institutions if one.name == main)
    kind = [one for one in cast.institutions if any(same_kind(head, h) for h in one.heads)]
    first = next((one for one in cast.institutions if not one.media and (one in kind or not one.heads)), None)
    return first if loose and first else kind[0] if len(kind) == 1 else None


def institution(cast: Cast, head: str, span: TokenRange, past: Sequence[Referent]) -> Referent | None:
    """The institution that "the agency" or "the ministry" means: one of that kind, the last to speak or be named."""
    v = cast.view
    at = span[0]
    if v.low[at] in ("my", "our"):
        return None
    if v.low[at] in ("his", "her", "their"):
        press = "press" in v.low[slice(*span)] and pronoun(cast, (at, at + 1), past)
        if press and press.agency:
            return Referent(press.agency, "organization", span, agency=press.agency, anaphor=True)
        if head in ("office", "party", "campaign", "team", "camp", "house", "company", "firm"):
            return None
        owner = pronoun(cast, (at, at + 1), past)
        name = (owner.agency if owner else None) or of_kind(head, at, cast.institutions)
        return Referent(name, "organization", span, agency=name, anaphor=True) if name else None
    media = head in words("institutions", "media")
    loose = head in words("institutions", "loose") - words(
        "institutions", "holders"
    )  # a bare name may be an agency's, but no ministry's
    named: list[tuple[bool, int, Institution]] = []
    for m, one in cast.institutions_in(0, at):
        kind = any(same_kind(head, h) for h in one.heads)
        if kind or (not (one.heads or one.media or media) and (loose or is_acronym(one.mentions[0].text))):
            named.append((kind, m.span[0], one))
    if head in kin("company"):  # the one that the article tells of, not any that it mentions
        most = max((len(one.mentions) for _, _, one in named), default=0)
        named = [(True, place, one) for _, place, one in named if 3 * len(one.mentions) >= most]
    if any(kind for kind, _, _ in named):
        named = [entry for entry in named if entry[0]]
    names = {one.name for _, _, one in named}
    for r in reversed(past):
        if r.name in names and at - r.span[0] < 2 * _NEAR:
            return again(r, span)
    if named:
        return from_institution(max(named, key=lambda entry: entry[1])[2], span, anaphor=True)
    if later := _named_later(cast, head, loose=loose):
        return from_institution(later, span, anaphor=True)
    last = next((r for r in reversed(past) if r.kind == "organization" and at - r.span[0] < _NEAR), None)
    return again(last, span) if last and loose and not media else None
