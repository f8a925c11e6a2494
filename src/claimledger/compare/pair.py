"""Two claims side by side: their order in time, and the relations that can be made of them, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from claimledger.compare import edtf
from claimledger.compare.entry import Entry, happened, said
from claimledger.compare.origin import origin, plain
from claimledger.compare.thresholds import Thresholds
from claimledger.compare.wording import copied
from claimledger.records import Claim, Relation, RelationName
from claimledger.vocabulary import name_words

_DOUBT = 8
_SPEAKS_FOR = name_words("speaks_for")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims in a fixed order, with what every rule asks of them."""

    a: Entry
    b: Entry
    one_origin: bool
    limits: Thresholds

    @property
    def one_article(self) -> bool:
        """Whether one article carries both."""
        return self.a.article.id == self.b.article.id


def other_times(pair: Pair) -> bool:
    """Whether the two name different times for what happened, and not merely the day on which they counted."""
    x, y = happened(pair.a), happened(pair.b)
    if x is None or y is None or not edtf.disjoint(x, y):
        return False
    return not any(when == said(entry) for when, entry in ((x, pair.a), (y, pair.b)))


def later_of(pair: Pair) -> Entry | None:
    """The claim that was said wholly later, where that is known."""
    x, y = said(pair.a), said(pair.b)
    if x is None or y is None:
        return None
    if edtf.before(x, y):
        return pair.b
    return pair.a if edtf.before(y, x) else None


def off_the_record(pair: Pair) -> bool:
    """Whether only one of two claims of an institution is its official line, and the other comes from somebody unnamed
    who does not speak for it ("two members of the board")."""
    return _unofficial(pair.a.claim) != _unofficial(pair.b.claim)


def _unofficial(claim: Claim) -> bool:
    speaker = claim.speaker
    return speaker is not None and speaker.kind == "unnamed" and _SPEAKS_FOR.isdisjoint(plain(speaker.name).split())


def support(pair: Pair, why: str) -> Relation | None:
    """Agreement: an echo where one origin stands behind both, else corroboration."""
    if pair.one_origin:
        return relation(pair, "echoes", f"{why}; same origin", 0)
    if not pair.one_article and copied(pair.a.claim, pair.b.claim, pair.limits):
        return relation(pair, "echoes", f"{why}; copied wording", 0)
    return relation(pair, "corroborates", why, 0)


def update(pair: Pair, later: Entry, why: str, severity: int) -> Relation:
    older = pair.b if later is pair.a else pair.a
    return Relation("updates", later.claim.id, older.claim.id, why, severity=severity)


def relation(pair: Pair, name: RelationName, why: str, severity: int) -> Relation:
    """The relation, its severity (0 to 100) lowered for each side that nobody named stands behind or that only
    believes or expects what it says."""
    if severity:
        severity = max(1, severity - _DOUBT * sum(_doubtful(entry) for entry in (pair.a, pair.b)))
    return Relation(name, pair.a.claim.id, pair.b.claim.id, why, severity=severity)


def _doubtful(entry: Entry) -> bool:
    source = origin(entry.claim, entry.article)
    return (source.anonymous and not source.institution) or entry.claim.stance in ("believes", "predicts", "warns")


def values(pair: Pair, x: str, y: str, label: str) -> str:
    return f"{label}: {x} ({_who(pair.a)}) vs {y} ({_who(pair.b)})"


def words_of(pair: Pair) -> str:
    return f"{_short(pair.a)} ({_who(pair.a)}) vs {_short(pair.b)} ({_who(pair.b)})"


def _short(entry: Entry) -> str:
    text = " ".join(entry.claim.statement.split())
    verb = "denies: " if entry.claim.stance == "denies" else ""
    return f"{verb}“{text if len(text) <= 90 else text[:89] + '…'}”"


def _who(entry: Entry) -> str:
    stated = entry.claim.said_on.date if entry.claim.said_on else None
    day = stated or (f"published {entry.article.published}" if entry.article.published else "no date")
    return f"{origin(entry.claim, entry.article).name}, {day}"
