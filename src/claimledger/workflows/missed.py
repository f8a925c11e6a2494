"""What the words of a claim tell by themselves, where a person adds it or corrects its statement, without a model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from claimledger.errors import LedgerError
from claimledger.extract.certainty import modality_of
from claimledger.extract.dates import choose
from claimledger.extract.dates.find import find_dates
from claimledger.extract.places import find_places
from claimledger.extract.polarity import polarity_of
from claimledger.extract.quantities import find_quantities
from claimledger.extract.topic import Word, topic
from claimledger.ledger.codec import dump_claim
from claimledger.records import Claim, DateValue, Quantity, Span, Stance
from claimledger.settings import Settings
from claimledger.workflows.typed import Fields, as_loaded

MOST_PLACES = 5
_ELLIPSIS = re.compile(r"\s*…\s*")
_MARKS = {"'": "['‘’]", '"': '["“”]', "‘": "['‘’]", "’": "['‘’]", "“": '["“”]', "”": '["“”]', "-": "[-–]", "–": "[-–]"}
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*\s+|\n\s*\n")
_TOKEN = re.compile(r"\d(?:[\d,.]*\d)?|\w+(?:[-'’]\w+)*|[^\w\s]")
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_OPENING, _CLOSING = frozenset("“\"«„‘'"), frozenset("”\"»“’'")


def find_statement(statement: str, text: str, start: int, name: str, spans: Sequence[Sequence[int]] = ()) -> list[Span]:
    """Where a statement stands in the article's text from ``start`` on; its parts are joined with " … ". White space
    and the kind of quotation marks do not matter. LedgerError: it stands nowhere, or, without ``spans``, twice."""
    given: list[Span] = [(one[0], one[1]) for one in spans]
    parts = [part for part in _ELLIPSIS.split(statement.strip()) if part]
    if not parts:
        raise LedgerError("the statement is empty", hint="give the words of the article")
    whole = re.compile(_pattern(statement.strip()))
    pattern = (
        whole if whole.search(text, start) else re.compile(".*?".join(f"({_pattern(one)})" for one in parts), re.S)
    )
    found = [
        [match.span(number) for number in range(1, pattern.groups + 1)] or [match.span()]
        for match in pattern.finditer(text, start)
    ]
    if not found:
        raise LedgerError(
            f"{name} does not say {_short(statement)!r}",
            hint="give the words as they stand in the article, … for a gap",
        )
    if given:
        if given not in found:
            raise LedgerError(
                f"{_short(statement)!r} does not stand at {_places([given])} of {name}",
                hint=f"it stands at {_places(found)}",
            )
        return given
    if len(found) > 1:
        more = " and more" if len(found) > MOST_PLACES else ""
        raise LedgerError(
            f"{name} says {_short(statement)!r} {len(found)} times",
            hint=f"say which with --span: {_places(found[:MOST_PLACES])}{more}",
        )
    return found[0]


def worded(text: str, spans: Iterable[Span]) -> str:
    """The words at the spans, as a record's statement writes them."""
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)


def quote_at(text: str, spans: Sequence[Span]) -> str:
    """Whether all of it stands in quotation marks: direct, else indirect."""
    first, last = spans[0][0], spans[-1][1]
    inside = text[max(first - 1, 0) : first] in _OPENING and text[last : last + 2].lstrip(",.;!?")[:1] in _CLOSING
    return "direct" if first and inside else "indirect"


def read_fields(
    text: str,
    spans: Sequence[Span],
    published: str | None,
    places: Iterable[str],
    settings: Settings,
    *,
    stance: Stance = "asserts",
    located: bool = True,
) -> Fields:
    """Figures, date, places, polarity, modality and topic of the words at ``spans`` of a text, as a record writes them,
    empty ones left out. ``places`` are names that are known to be places; not ``located``: the text is no file, and its
    offsets mean nothing."""
    statement = worded(text, spans)
    quantities = [
        Quantity(q.text, q.min, q.max, q.unit, q.of, q.approximate, (q.span[0] + start, q.span[1] + start))
        for start, end in spans
        for q in find_quantities(text[start:end], policy=settings)
        if q.span
    ]
    day = date.fromisoformat(published) if published and _FULL_DATE.fullmatch(published) else None
    sentence = _sentence(text, spans)
    when = choose.when(text, choose.Attribution(sentence, tuple(spans)), find_dates(text, published=day))
    known = sorted(
        (match.start(), match.end(), "GPE", match[0])
        for name in set(places)
        for match in re.finditer(rf"\b{re.escape(name)}\b", text)
    )
    claim = Claim(
        id="",
        statement=statement,
        span=tuple(spans),
        when=DateValue(" ".join(text[slice(*when.span)].split()), when.value, when.span) if when else None,
        polarity=polarity_of(statement),
        modality=modality_of(statement, stance),
        places=tuple(place.text for place in find_places(text, tuple(spans), known)),
        quantities=tuple(quantities),
        about=topic(*_words(text, spans, sentence, quantities)),
    )
    kept = ("when", "polarity", "modality", "places", "quantities", "about")
    fields: Fields = as_loaded({key: value for key, value in dump_claim(claim).items() if key in kept})
    if not located:
        for one in (fields.get("when"), *fields.get("quantities", ())):
            if one:
                one.pop("span", None)
    return fields


def _words(
    text: str, spans: Sequence[Span], sentence: Span, quantities: Sequence[Quantity]
) -> tuple[list[Word], list[Word], list[tuple[int, int]]]:
    """The words of a claim, those before it, and between which of its words each figure stands."""
    places: list[Span] = []
    tokens: list[Word] = []
    for start, end in spans:
        for match in _TOKEN.finditer(text, start, end):
            places.append(match.span())
            tokens.append(_word(match[0], first=match.start() == start))
    figures = []
    for one in quantities:
        low, high = one.span or (0, 0)
        inside = [i for i, (start, end) in enumerate(places) if start < high and end > low]
        figures.append((inside[0], inside[-1] + 1) if inside else (0, 0))
    earlier = _sentence(text, [(max(sentence[0] - 2, 0), max(sentence[0] - 1, 1))])
    before = [_word(match[0]) for match in _TOKEN.finditer(text, min(earlier[0], spans[0][0]), spans[0][0])]
    return tokens, before, figures


def _word(text: str, *, first: bool = False) -> Word:
    """A word with the part of speech that its form tells: a name or a number, else none."""
    part = "PROPN" if text[0].isupper() and not first else "NUM" if text[0].isdigit() else ""
    return Word(text, text.lower(), part if text[0].isalnum() else "PUNCT")


def _sentence(text: str, spans: Sequence[Any]) -> Span:
    """From the beginning of the sentence of the first span to the end of that of the last."""
    first, last = spans[0][0], spans[-1][1]
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(first - 2000, 0), first)]
    following = _SENTENCE_END.search(text, last)
    return (ends[-1] if ends else max(first - 2000, 0)), (following.start() + 1 if following else len(text))


def _pattern(words: str) -> str:
    return r"\s+".join("".join(_MARKS.get(char) or re.escape(char) for char in word) for word in words.split())


def _places(found: Iterable[Sequence[Span]]) -> str:
    return ", ".join(" ".join(f"{start}..{end}" for start, end in spans) for spans in found)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
