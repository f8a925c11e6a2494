"""Who is meant by a phrase, as the steps of source resolution pass it on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimledger.extract.agencies import Institution
from claimledger.extract.attribution import TokenRange
from claimledger.extract.names import Cast, Person
from claimledger.extract.phrases import role_ending
from claimledger.extract.posts import of_kind
from claimledger.extract.roles import describe
from claimledger.extract.wordlists import words
from claimledger.records import SpeakerKind
from claimledger.wordbook import derived

_ANYBODY = frozenset(["people", "person", "those", "others"])


@dataclass(frozen=True, slots=True)
class Referent:
    """Who is meant. ``span`` is the phrase in the text. ``anaphor``: another mention named them ("he", "the agency");
    ``document``: they speak through a statement or report; ``media``: an outlet, whose business is to relay."""

    name: str
    kind: SpeakerKind
    span: TokenRange
    role: str | None = None
    agency: str | None = None
    media: bool = False
    anaphor: bool = False
    document: bool = False
    gender: str | None = None


def from_person(person: Person, span: TokenRange, *, anaphor: bool = False) -> Referent:
    """A person of the cast."""
    role = person.role
    text = (role.text or None) if role else None
    return Referent(
        person.name, "person", span, text, role.agency if role else None, anaphor=anaphor, gender=person.gender
    )


def from_institution(one: Institution, span: TokenRange, *, anaphor: bool = False, document: bool = False) -> Referent:
    """An institution of the cast."""
    return Referent(
        one.name, "organization", span, agency=one.name, media=one.media, anaphor=anaphor, document=document
    )


def from_crowd(cast: Cast, span: TokenRange, head: int) -> Referent:
    """Several people without a name: "residents", "US and Ukrainian officials"; ``head`` is their noun."""
    v = cast.view
    role = describe(v, span, cast.institutions) if role_ending(v, head + 1, span[0]) else None
    agency = role.agency if role else next((i.name for _, i in cast.institutions_in(*span)), None)
    if agency is None and head > span[0] and v.low[head - 1] in _naming():
        agency = of_kind(v.low[head - 1], span[0], cast.institutions) or v.low[head - 1]
    kind: SpeakerKind = "unnamed" if v.low[head] in words("roles", "anonymous") else "group"
    return Referent(described(cast, span), kind, span, agency=agency)


@derived
def _naming() -> frozenset[str]:
    """Nouns that tell which institution is meant."""
    return words("institutions", "heads") - words("institutions", "loose") - words("institutions", "vague")


def described(cast: Cast, span: TokenRange) -> str:
    """The words of a description, up to the clause or apposition that follows it."""
    v = cast.view
    start, end = span
    # "Two people who were in the room": without the clause the words say nothing.
    bare = next((i for i in range(start, end) if v.low[i] in words("roles", "people")), None)
    inside = range(start + 1, end)
    if bare is not None and bare + 1 < end and v.low[bare] in _ANYBODY and v.low[bare + 1] == "who":
        inside = range(bare + 2, end)
    for i in inside:
        if v.low[i] in (",", "who", "whom", "whose", "which", ";", "–", "—") or v.doc[i].is_space:
            end = i
            break
    return v.text(start, end)


def again(r: Referent, span: TokenRange, *, document: bool = False) -> Referent:
    """The same one, meant by another phrase."""
    return replace(r, span=span, anaphor=True, document=document or r.document)
