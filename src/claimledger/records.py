"""Every record of the program: frozen values, no behaviour beyond their own identity and a line to show them by.

Offsets are code points of the decoded article file (front matter included, a BOM not counted), end exclusive,
so that ``text[start:end]`` is the text. Dates are EDTF (ISO 8601-2) strings. Figures are exact decimals.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

SCHEMA = "claimledger/1"

Span = tuple[int, int]

Quote = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserts", "denies", "questions", "warns", "predicts", "promises", "demands", "believes"]
SpeakerKind = Literal["person", "organization", "group", "unnamed", "outlet"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["actual", "planned", "possible", "conditional", "required"]
RelationName = Literal["conflicts", "corroborates", "echoes", "updates"]

QUOTES: tuple[Quote, ...] = get_args(Quote)
STANCES: tuple[Stance, ...] = get_args(Stance)
SPEAKER_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
RELATIONS: tuple[RelationName, ...] = get_args(RelationName)


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute: "said", "according to"."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is said to have said it: the innermost source, under the fullest name that the article gives."""

    name: str
    kind: SpeakerKind
    role: str | None = None
    affiliation: str | None = None
    mention: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class DateValue:
    """A time expression and, where it could be resolved, its EDTF value.

    ``time`` is the time of day of a single day, as far as the text gives it: "03:17" local, "08:17Z" GMT.
    """

    text: str
    date: str | None = None
    span: Span | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A claimed figure as a closed range. ``min`` or ``max`` None: open; equal: exact.

    ``unit`` is what is counted or measured, singular and canonical ("soldier", "USD", "percent"); ``of`` narrows it
    ("North Korean"). ``approximate`` says that the text hedges the figure ("about", "some", "nearly").
    """

    text: str
    min: Decimal | None = None
    max: Decimal | None = None
    unit: str | None = None
    of: str | None = None
    approximate: bool = False
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """What a claim is about, in the normal forms that comparison needs, so that no model is loaded to compare.

    ``events`` are event classes of ``data/events.yaml``, the main one first; ``participants`` normalised names and
    nouns of who or what takes part; ``words`` the content lemmas of the statement, sorted; ``context`` those that its
    pronouns and ellipses take from the sentences before. ``measures`` names, for each of the claim's quantities in
    order, the event class whose count or extent it is ("" where none governs it); ``scope`` holds markers of
    ``data/events.yaml`` that narrow what is claimed ("first", "total", "part", "new").
    """

    events: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition under one attribution."""

    id: str
    statement: str
    span: tuple[Span, ...]
    quote: Quote = "indirect"
    cue: Cue | None = None
    stance: Stance = "asserts"
    speaker: Speaker | None = None
    agency: str | None = None
    via: tuple[str, ...] = ()
    said_on: DateValue | None = None
    when: DateValue | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    places: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    about: Topic = field(default_factory=Topic)

    def __hash__(self) -> int:
        # Claims are asked for in caches a million times over; their id is already a hash of their content.
        return hash(self.id)

    def __str__(self) -> str:
        return f"{self.speaker.name if self.speaker else self.agency or 'no source named'}: {self.statement}"

    def __repr__(self) -> str:
        return f"<Claim {self.id} {_short(str(self))}>"


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """An article as the ledger names it. ``path`` is relative to the repository root, with forward slashes."""

    id: str
    path: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the text between blank lines or line breaks; ``boilerplate`` ones carry no claims."""

    span: Span
    boilerplate: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read: the whole decoded file, where its body starts, its paragraphs and what is known of it.
    ``bulk``: it is one of many in a file."""

    text: str
    info: ArticleInfo
    body: int = 0
    paragraphs: tuple[Paragraph, ...] = ()
    bulk: bool = False

    def __repr__(self) -> str:
        return f"<Article {self.info.id} {_short(self.info.title or self.text[self.body :])}>"


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """One article and its claims: the content of one ledger file."""

    article: ArticleInfo
    claims: tuple[Claim, ...] = ()

    def __repr__(self) -> str:
        name = self.article.title or self.article.path
        return f"<ArticleRecord {self.article.id}{f' {_short(name)}' if name else ''}, {len(self.claims)} claims>"


@dataclass(frozen=True, slots=True)
class Relation:
    """How two claims stand to each other; ``a`` is the later claim of an update. ``ruling`` is a person's decision."""

    relation: RelationName
    a: str
    b: str
    why: str
    ruling: str | None = None
    severity: int = 0

    def __str__(self) -> str:
        return f"{self.a} {self.relation} {self.b}: {self.why}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the input: what, where, and what to do next."""

    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    hint: str | None = None

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        text = f"{where}: {self.message}" if where else self.message
        return f"{text} ({self.hint})" if self.hint else text


def _short(text: str) -> str:
    words = " ".join(text[:1000].split())
    return repr(words if len(words) <= 60 else f"{words[:59].rstrip()}…")


def normalised(text: str) -> str:
    """Text with compatibility forms unified and white space collapsed, so that a re-flowed copy hashes the same."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def article_id(body: str) -> str:
    """The id of an article: a letter (so that YAML never reads a number) and 11 hex digits of its normalised text."""
    return "a" + hashlib.sha256(normalised(body).encode("utf-8", "surrogatepass")).hexdigest()[:11]


def claim_ids(article: str, claims: Iterable[tuple[str, str | None]]) -> tuple[str, ...]:
    """Ids of an article's claims, given (statement, speaker name) in text order.

    An id hashes the article id, the statement and the speaker, nothing of position or neighbours; only a claim that
    repeats another's words and speaker, or collides with its hash, is told apart by its turn.
    """
    taken: set[str] = set()
    out: list[str] = []
    for statement, speaker in claims:
        turn = 0
        while True:
            key = "\x1f".join((article, normalised(statement), normalised(speaker or ""), str(turn) if turn else ""))
            digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
            candidate = f"{article}-{base64.b32encode(digest[:5]).decode('ascii').lower()[:4]}"
            if candidate not in taken:
                break
            turn += 1
        taken.add(candidate)
        out.append(candidate)
    return tuple(out)
