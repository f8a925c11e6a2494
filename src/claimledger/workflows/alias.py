"""``alias``: names that mean one source, suggested by likeness, merged by people only."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from claimledger.compare.origin import plain, same_institution, same_person
from claimledger.errors import LedgerError
from claimledger.findings import count
from claimledger.ledger.files import ALIASES
from claimledger.ledger.people import Alias, Aliases, name_key
from claimledger.ledger.store import add_alias
from claimledger.records import ArticleRecord
from claimledger.workflows.opened import open_ledger
from claimledger.workflows.place import Place
from claimledger.workflows.source_text import article_text

LARGEST_GROUP = 200
LIKELY, PERHAPS = 70, 45
LEAST_SPELLED = 5
"""Words this short differ by a letter all the time."""
_BRACKETS = re.compile(r"([^\n().;:!?“”\"]{3,120}?)\s+\(\s*(?:[\w'’-]+,\s+)?([A-Z][A-Za-z&.-]{1,9})\s*[,)]")
_ACRONYM = re.compile(r"(?:[A-Z]\.?&?-?){2,9}s?")
_LINKS = frozenset(["and", "de", "del", "for", "of", "on", "the"])
# How sure each likeness is, in percent.
_WRITTEN, _TITLES, _INSTITUTION, _INITIALS, _SURNAME, _SPELLING, _DOUBTFUL = 95, 90, 80, 75, 70, 60, 30


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Names that look like one source, the one to show first, and why; ``doubts`` says what speaks against it."""

    names: tuple[str, ...]
    why: str
    sure: int
    claims: int
    doubts: str = ""

    @property
    def reason(self) -> str:
        """``likely: acronym and full name; 12 claims``."""
        word = "likely" if self.sure >= LIKELY else "perhaps" if self.sure >= PERHAPS else "doubtful"
        return "; ".join(part for part in (f"{word}: {self.why}", self.doubts, count(self.claims, "claim")) if part)

    @property
    def command(self) -> str:
        """What merges them."""
        return shlex.join(["claimledger", "alias", "add", *self.names])


@dataclass(slots=True)
class _Known:
    """What the ledger says of a name: how many claims, of whom, and the roles and institutions beside it."""

    person: bool
    claims: int = 0
    beside: set[str] = field(default_factory=set)


def add(name: str, also: Sequence[str], place: Place) -> Path:
    """The file that the entry was written to. Raises LedgerError where that cannot be read or written, or where a name
    means another source already."""
    aliases = open_ledger(place).ledger.aliases
    wanted = aliases.canonical(name)
    new = []
    for other in dict.fromkeys(also):
        taken = next((one for one in aliases.entries if name_key(other) in map(name_key, (one.name, *one.also))), None)
        if taken and name_key(taken.name) != name_key(wanted):
            raise LedgerError(
                f"{other!r} stands in {place.ledger / ALIASES} already, for {taken.name!r}",
                hint="take it out there first, or add to that name",
            )
        if not taken and name_key(other) != name_key(wanted):
            new.append(other)
    if not new:
        raise LedgerError(f"{', '.join(also)}: nothing new for {wanted!r}", hint=f"see {place.ledger / ALIASES}")
    add_alias(place.ledger, Alias(wanted, tuple(new)))
    return place.ledger / ALIASES


def suggest(place: Place) -> list[Suggestion]:
    """Names that look like one source and are no aliases yet, the surest first. Of names that could mean several, as a
    surname that two people bear, each pair is told apart, with its doubts."""
    opened = open_ledger(place)
    aliases = opened.ledger.aliases
    names = _names(opened.records, aliases.canonical)
    pairs: dict[tuple[str, str], tuple[int, str]] = {}
    written = _written(opened.records, names, place)
    for pair in sorted({*_near(names), *written}):
        likeness = (_WRITTEN, f"written so in {written[pair]}") if pair in written else _likeness(*pair, names)
        if likeness:
            pairs[pair] = likeness
    return sorted(_grouped(pairs, names, aliases), key=lambda one: (-one.sure, -one.claims, one.names))


def _names(records: Iterable[ArticleRecord], canonical: Callable[[str], str]) -> dict[str, _Known]:
    """Every name of a person or institution, those that are one to every command already under the most used."""
    found: dict[str, _Known] = {}
    spelt: dict[str, dict[str, int]] = {}
    for claim in (claim for record in records for claim in record.claims):
        speaker, agency = claim.speaker, claim.agency
        heard = [(agency, False)] if agency and not (speaker and speaker.name == agency) else []
        if speaker and speaker.kind in ("person", "organization"):
            heard.append((speaker.name, speaker.kind == "person"))
        for name, person in heard:
            shown = canonical(name)
            known = found.setdefault(plain(shown), _Known(person))
            known.claims += 1
            counts = spelt.setdefault(plain(shown), {})
            counts[shown] = counts.get(shown, 0) + 1
            if person and speaker:
                known.beside |= {plain(canonical(one)) for one in (speaker.role, speaker.affiliation, agency) if one}
    return {max(counts, key=lambda one: (counts[one], one)): found[key] for key, counts in spelt.items() if key}


def _near(names: Mapping[str, _Known]) -> set[tuple[str, str]]:
    """Pairs of names that share a word, an acronym or the beginning of a word: only these are compared."""
    groups: dict[tuple[bool, str], set[str]] = {}
    for name, known in names.items():
        words = re.findall(r"\w+", name)
        keys = {word.casefold() for word in words if len(word) > 2} | {f"{word[:3].casefold()}…" for word in words}
        keys |= {_initials(name).casefold(), plain(name).replace(" ", "")}
        for key in keys - {""}:
            groups.setdefault((known.person, key), set()).add(name)
    return {pair for group in groups.values() if len(group) <= LARGEST_GROUP for pair in combinations(sorted(group), 2)}


def _written(records: Iterable[ArticleRecord], names: Mapping[str, _Known], place: Place) -> dict[tuple[str, str], str]:
    """Pairs that an article writes as name and acronym, ``World Food Programme (WFP)``, and where."""
    known = {plain(name): name for name in sorted(names, reverse=True)}
    longest = max((len(key.split()) for key in known), default=0)
    out: dict[tuple[str, str], str] = {}
    for record in records:
        text = article_text(record.article, place)
        for match in _BRACKETS.finditer(text) if text else ():
            short = known.get(plain(match[2]))
            words = plain(match[1]).split()
            tails = (" ".join(words[-size:]) for size in range(min(longest, len(words)), 0, -1))
            full = next((known[tail] for tail in tails if tail in known), None)
            if short and full and short != full and not (names[full].person or names[short].person):
                first, second = sorted((short, full))
                out.setdefault((first, second), record.article.path or record.article.id)
    return out


def _likeness(a: str, b: str, names: Mapping[str, _Known]) -> tuple[int, str] | None:
    """How sure it is that two names are one source's, and why; None where nothing says so."""
    if names[a].person:
        return _alike_people(a, b, names[a].beside, names[b].beside)
    short, full = sorted((a, b), key=len)
    if _ACRONYM.fullmatch(short) and short.replace(".", "").replace("&", "").rstrip("s") == _initials(full):
        return _INITIALS - 15 * (len(_initials(full)) < 3), "acronym and full name"
    if same_institution(a, b):
        return _INSTITUTION, "one institution by its words"
    return _spelled(a, b, same=True) if not _ACRONYM.fullmatch(short) else None


def _alike_people(a: str, b: str, first: set[str], second: set[str]) -> tuple[int, str] | None:
    shared, known = first & second, bool(first and second)
    beside = f", both {_short(min(shared))}" if shared else ""
    if same_person(a, b):
        if len(_bare(a)) == len(_bare(b)):
            return _TITLES, "the same name but for titles or accents"
        surname = min(len(_bare(a)), len(_bare(b))) == 1
        less = 15 if known and not shared else 0
        return _SURNAME + 10 * bool(shared) - less, ("surname and full name" if surname else "shorter name") + beside
    return _spelled(a, b, same=bool(shared), known=known, beside=beside)


def _spelled(a: str, b: str, *, same: bool, known: bool = False, beside: str = "") -> tuple[int, str] | None:
    """Names that one or two letters tell apart, all words else the same; not where the roles beside them differ."""
    first, second = _bare(a), _bare(b)
    if plain(a).replace(" ", "").replace("-", "") == plain(b).replace(" ", "").replace("-", ""):
        return _TITLES, "spelt with and without spaces"
    if known and not same:
        return None
    if len(first) != len(second):
        # A surname alone may be spelt otherwise, too; then the roles must say that it is the same person.
        if not same or not known or 1 not in (len(first), len(second)):
            return None
        first, second = first[-1:], second[-1:]
    different = [(x, y) for x, y in zip(first, second, strict=True) if x != y]
    if not different or any(not _near_words(x, y) for x, y in different):
        return None
    return (_SPELLING + 5 * bool(beside)) if same else _DOUBTFUL, f"spelt alike{beside}"


def _near_words(a: str, b: str) -> bool:
    """Whether a letter or two tell two words apart that begin alike."""
    if min(len(a), len(b)) < LEAST_SPELLED or a[0] != b[0]:
        return False
    return _distance(a, b, 2) <= (1 if min(len(a), len(b)) < 7 else 2)


def _distance(a: str, b: str, most: int) -> int:
    """Letters to insert, delete or replace; more than ``most`` where it is more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def _grouped(
    pairs: Mapping[tuple[str, str], tuple[int, str]], names: Mapping[str, _Known], aliases: Aliases
) -> Iterator[Suggestion]:
    """Names that are alike one and all as one suggestion; of a name that is like two that are not alike, each pair."""
    like: dict[str, set[str]] = {}
    for a, b in pairs:
        like.setdefault(a, set()).add(b)
        like.setdefault(b, set()).add(a)
    told: set[str] = set()
    for name in sorted(like):
        group = {name, *like[name]}
        if name in told or any(group != {one, *like[one]} for one in group):
            continue
        told |= group
        inside = [pair for pair in pairs if group.issuperset(pair)]
        sure, why = min(pairs[pair] for pair in inside)
        if len(inside) > 1:
            why = "; ".join(dict.fromkeys(pairs[pair][1] for pair in inside))
        yield _suggestion(group, why, sure, names, aliases)
    for pair, (sure, why) in pairs.items():
        if told.isdisjoint(pair):
            others = sorted((like[pair[0]] ^ like[pair[1]]) - set(pair))
            doubts = f"could be {', '.join(others[:3])}{', …' if others[3:] else ''} too" if others else ""
            yield _suggestion(set(pair), why, sure // 2 if others else sure, names, aliases, doubts)


def _suggestion(
    group: set[str], why: str, sure: int, names: Mapping[str, _Known], aliases: Aliases, doubts: str = ""
) -> Suggestion:
    """The name that people keep already comes first, else the fullest one, the most used of those."""
    kept = {name_key(entry.name) for entry in aliases.entries}
    order = sorted(
        group, key=lambda one: (name_key(one) not in kept, -len(_bare(one)), -names[one].claims, -len(one), one)
    )
    return Suggestion(tuple(order), why, sure, sum(names[one].claims for one in group), doubts)


def _initials(name: str) -> str:
    """``United Nations`` → UN; what stands in brackets is no part of it."""
    words = re.findall(r"\w+", re.sub(r"\([^)]*\)", " ", name))
    return "".join(word[0] for word in words if word[0].isupper() and word.casefold() not in _LINKS)


def _bare(name: str) -> list[str]:
    """The words of a name without titles and accents."""
    text = "".join(char for char in unicodedata.normalize("NFKD", plain(name)) if not unicodedata.combining(char))
    words = text.replace("-", " ").split()
    # What comparison sets aside as a title names nobody by itself.
    return [word for word in words if same_person(word, word)] or words


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
