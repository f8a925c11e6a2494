"""Claims made by hand for the tests of comparison, without a model: a word's part of speech is left open where its
form does not give it away."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from claimledger.compare.entry import Entry
from claimledger.extract.topic import Word, topic
from claimledger.records import ArticleInfo, Claim, DateValue, Quantity, Speaker, Topic

_TOKEN = re.compile(r"\w+(?:[.,]\d+)*(?:[-']\w+)*|[^\w\s]")
_PARTS = {
    "ADP": [
        "in",
        "at",
        "of",
        "to",
        "from",
        "on",
        "by",
        "for",
        "with",
        "near",
        "off",
        "into",
        "after",
        "before",
        "since",
        "over",
        "under",
        "between",
        "through",
    ],
    "PRON": ["they", "them", "it", "he", "she", "we", "who", "which", "their", "its", "his"],
    "DET": ["the", "a", "an", "no", "this", "that", "these", "any", "all", "some"],
    "ADV": [
        "already",
        "still",
        "now",
        "only",
        "so",
        "far",
        "not",
        "yet",
        "about",
        "nearly",
        "almost",
        "more",
        "less",
        "least",
        "most",
        "than",
        "up",
        "early",
        "late",
    ],
    "CCONJ": ["and", "or", "but", "nor"],
    "NOUN": ["ferry", "strike", "fire", "vote", "bridge", "dam", "union", "pickets", "stations"],
    "AUX": [
        "was",
        "were",
        "is",
        "are",
        "been",
        "be",
        "being",
        "had",
        "has",
        "have",
        "will",
        "would",
        "could",
        "may",
        "can",
        "did",
    ],
}
_POS = {word: part for part, words in _PARTS.items() for word in words}


def words(text: str) -> list[Word]:
    """Tokens of a text with what parts of speech its words cannot hide."""
    out = []
    for i, token in enumerate(_TOKEN.findall(text)):
        pos = _POS.get(token.lower(), "")
        if token[0].isdigit():
            pos = "NUM"
        elif not token[0].isalnum():
            pos = "PUNCT"
        elif token[0].isupper() and i and not pos:
            pos = "PROPN"
        out.append(Word(token, token.lower(), pos))
    return out


def about(statement: str, context: str, figures: list[str]) -> Topic:
    """The topic of a statement whose figures are given as they stand in it."""
    tokens = words(statement)
    spans = []
    for figure in figures:
        size = len(words(figure))
        texts = [token.text for token in tokens]
        want = [token.text for token in words(figure)]
        start = next(i for i in range(len(texts)) if texts[i : i + size] == want)
        spans.append((start, start + size))
    return topic(tokens, words(context), spans)


def quantity(text: str, low: str | None, high: str | None = "same", unit: str | None = None, **more: Any) -> Quantity:
    """A figure; an exact one unless ``high`` says otherwise."""
    top = low if high == "same" else high
    return Quantity(text, None if low is None else Decimal(low), None if top is None else Decimal(top), unit, **more)


def entry(
    key: str,
    statement: str,
    *figures: Quantity,
    by: str | None = "Coast Guard",
    person: str | None = None,
    kind: str = "organization",
    on: str | None = None,
    when: str | None = None,
    article: str | None = None,
    published: str | None = "2025-06-03",
    context: str = "",
    story: tuple[str, ...] = (),
    **fields: Any,
) -> Entry:
    """A claim in an article of its own, by an agency, a person, or both."""
    name = person or by
    made = Claim(
        id=key,
        statement=statement,
        span=((0, len(statement)),),
        speaker=Speaker(name, "person" if person else kind) if name else None,  # type: ignore[arg-type]
        agency=by,
        said_on=DateValue("", on) if on else None,
        when=DateValue("", when) if when else None,
        quantities=figures,
        about=about(statement, context, [figure.text for figure in figures]),
    )
    info = ArticleInfo(id=article or f"a{key}", outlet=f"Outlet of {key}", published=published)
    return Entry(replace(made, **fields), info, frozenset(story))
