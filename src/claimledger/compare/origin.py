"""Who stands behind a claim at the end of its chain, and whether two claims come from the same one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claimledger.compare.entry import Entry
from claimledger.compare.remembered import remembered
from claimledger.compare.thresholds import DEFAULTS
from claimledger.compare.wording import copied
from claimledger.records import ArticleInfo, Claim
from claimledger.vocabulary import countries, institutions, ministry_words, name_words

Canonical = Callable[[str], str]

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_ACRONYM = re.compile(r"\b[A-Z][A-Z&-]{1,7}\b")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_SMALL = name_words("small")
_OWNER = re.compile(
    r"\s*(?:[Tt]he )?([A-Z][\w-]+(?: [A-Z][\w-]+)*)['’]s? (?=(?:\w+ ){0,2}"
    r"(?:ministry|Ministry|minister|government|army|police|navy|department|coast guard|civil|parliament)\b)"
)
_OWNED = re.compile(r"\b[Mm]inistry of (?:\w+ ){1,4}?of ([A-Z][\w-]+)\s*$")
_NO_OWNER = name_words("no_owner")
_DOMESTIC = name_words("domestic")
_ABROAD = name_words("abroad")
_RANKS = name_words("ranks")
_MINISTERS = ministry_words()
_SPEAKS_FOR = name_words("speaks_for")
_TITLES = name_words("titles")


@dataclass(frozen=True, slots=True)
class Origin:
    """Who a claim rests on. ``name`` is for people to read; ``institution`` says whether it is an agency."""

    name: str
    institution: bool
    person: str | None = None
    anonymous: bool = False


@remembered
def origin(claim: Claim, article: ArticleInfo) -> Origin:
    """The agency on whose authority the claim rests, else its speaker, else its last relay, else the outlet."""
    speaker = claim.speaker
    if claim.agency:
        named = speaker.name if speaker and speaker.kind == "person" else None
        return Origin(claim.agency, True, named)
    if speaker:
        name = speaker.name
        if speaker.kind == "outlet":
            return Origin(name, True)
        return Origin(
            name,
            speaker.kind == "organization",
            name if speaker.kind == "person" else None,
            speaker.kind in ("unnamed", "group"),
        )
    if claim.via:
        return Origin(claim.via[-1], True)
    return Origin(f"unattributed in {article.outlet or article.id}", False, anonymous=True)


def same_origin(
    a: Origin,
    b: Origin,
    canonical: Canonical,
    *,
    same_article: bool = False,
    apart: Sequence[frozenset[str]] = (),
) -> bool:
    """Whether one and the same stands behind both.

    Anonymous people without an institution are the same only within one article, under the same description. ``apart``
    are the agencies of each article, which may tell "the coast guard" from "the Turkish coast guard".
    """
    if a.person and b.person and same_person(a.person, b.person, canonical):
        return True
    if (a.anonymous and not a.institution) or (b.anonymous and not b.institution):
        return same_article and plain(a.name) == plain(b.name)
    if a.institution and b.institution:
        return same_institution(a.name, b.name, canonical, apart)
    if a.institution != b.institution:
        return plain(canonical(a.name)) == plain(canonical(b.name))
    return same_person(a.name, b.name, canonical)


def same_person(a: str, b: str, canonical: Canonical = str) -> bool:
    """Whether two names can be one person's: equal, or the shorter one's words all stand in the longer one."""
    return _one_person(canonical(a), canonical(b))


@remembered
def _one_person(a: str, b: str) -> bool:
    first, second = _person_words(a), _person_words(b)
    if not first or not second:
        return False
    short, long = sorted((first, second), key=lambda words: (len(words), words))
    return short == long or ((short[-1] == long[-1] or len(short) > 1) and set(short) <= set(long))


def origins(entries: Iterable[Entry], canonical: Canonical = str) -> int:
    """How many independent origins stand behind the claims: what one article took from another's source is one."""
    groups: list[list[Entry]] = []
    for entry in sorted(entries, key=lambda e: e.claim.id):
        mine = [group for group in groups if any(_dependent(entry, other, canonical) for other in group)]
        groups = [group for group in groups if group not in mine]
        groups.append([entry, *(other for group in mine for other in group)])
    return len(groups)


def _dependent(a: Entry, b: Entry, canonical: Canonical) -> bool:
    return same_origin(
        origin(a.claim, a.article),
        origin(b.claim, b.article),
        canonical,
        same_article=a.article.id == b.article.id,
        apart=(a.agencies, b.agencies),
    ) or (a.article.id != b.article.id and copied(a.claim, b.claim, DEFAULTS))


def same_institution(a: str, b: str, canonical: Canonical = str, apart: Sequence[frozenset[str]] = ()) -> bool:
    """Whether two names are one institution's: aliases, acronym and full name, "health ministry" and "Ministry of
    Health of Peru". Two names that give different countries never are, nor one with and one without where an article
    cites both."""
    first, second = canonical(a), canonical(b)
    if plain(first) == plain(second):
        return True
    x, y = _institution(first), _institution(second)
    if x.owner != y.owner and ((x.owner and y.owner) or _told_apart(x, y, apart)):
        return False
    if x.acronyms & y.acronyms:
        return True
    if not x.words or not y.words:
        return False
    return x.words == y.words or (min(len(x.words), len(y.words)) >= 2 and (x.words <= y.words or y.words <= x.words))


def domestic_owner(name: str) -> str | None:
    """The country or region whose authority it is, for those that speak of their own land only."""
    found = _institution(name)
    return found.owner if found.words & _DOMESTIC and not found.words & _ABROAD else None


def lands_apart(agencies: Iterable[str], land: Collection[str]) -> bool:
    """Whether among the agencies is a domestic authority of a land (its lower-case words) and one that needs none."""
    found = [_institution(name) for name in agencies]
    owners = [one.owner for one in found if one.words & _DOMESTIC and not one.words & _ABROAD]
    named = {word for owner in owners if owner for word in owner.lower().split()}
    return None in owners and not named.isdisjoint(land)


def _told_apart(x: _Institution, y: _Institution, apart: Sequence[frozenset[str]]) -> bool:
    """Whether one article cites an institution of this name both with the one's owner and with the other's."""
    for names in apart:
        found = [_institution(name) for name in names]
        if {x.owner, y.owner} <= {one.owner for one in found if one.words and one.words in (x.words, y.words)}:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Institution:
    words: frozenset[str]
    acronyms: frozenset[str]
    owner: str | None


@remembered
def _institution(name: str) -> _Institution:
    known = institutions().get(plain(name))
    text = known or name
    outside = _PARENTHESES.sub(" ", text)
    acronyms = set(_ACRONYM.findall(name)) | {
        "".join(w[0] for w in _WORD.findall(outside.replace("-", " ")) if w[0].isupper())
    }
    table = countries(capitals=False)
    country: str | None = None
    owner = _OWNER.match(outside) or _OWNED.search(outside)
    if owner and owner[1].split()[-1].lower() not in _TITLES | _NO_OWNER:
        country = table.get(owner[1].lower(), owner[1])
        outside = f"{outside[: owner.start(1)]} {outside[owner.end(1) :]}"
    words: list[str] = []
    plain_words = [word for word in plain(outside).split() if word not in _SMALL]
    at = 0
    while at < len(plain_words):
        for length in (3, 2, 1):
            found = table.get(" ".join(plain_words[at : at + length])) if at + length <= len(plain_words) else None
            if found:
                country = country or found
                at += length
                break
        else:
            words.append(_MINISTERS.get(plain_words[at], plain_words[at]))
            at += 1
    kept = frozenset(w for w in words if w and w not in _RANKS and w not in _SPEAKS_FOR)
    return _Institution(kept, frozenset(a for a in acronyms if len(a) >= 3), country)


@lru_cache(maxsize=16384)
def plain(name: str) -> str:
    """Lower-case words without possessives, accents of case and punctuation."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    text = re.sub(r"'s\b|s'(?=\s)", "", text).replace(".", "")
    words = [word for word in _WORD.findall(text)]
    return " ".join(words[1:] if words[:1] == ["the"] else words)


@lru_cache(maxsize=16384)
def _person_words(name: str) -> tuple[str, ...]:
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = [word for word in plain(text).replace("-", " ").split() if word not in _TITLES]
    return tuple(words)
