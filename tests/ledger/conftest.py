"""Records to test with."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from claimledger.records import (
    ArticleInfo,
    ArticleRecord,
    Claim,
    Cue,
    DateValue,
    Quantity,
    Speaker,
    Topic,
    article_id,
    claim_ids,
)

FULL_CLAIM = Claim(
    id="a9b1c7f20e4a-7k3q",
    statement="the ferry company believed that the port had let at least 3,000 passengers board",
    span=((1742, 1838), (1850, 1861)),
    quote="mixed",
    cue=Cue("said", (1731, 1735)),
    stance="denies",
    speaker=Speaker("Ana Ruiz", "person", "port director", "Port of Vigo", "port director Ana Ruiz", (1698, 1730)),
    agency="Port of Vigo",
    via=("The Harbour Post", "Wire: One"),
    said_on=DateValue("Earlier this week", "2024-10-21/2024-10-28"),
    when=DateValue("on October 27", "2024-10-27", (1800, 1813)),
    polarity="negated",
    modality="possible",
    places=("eastern quay",),
    quantities=(
        Quantity("at least 3,000 passengers", Decimal(3000), None, "passenger", "Spanish"),
        Quantity("about two-thirds", Decimal("66.67"), Decimal("66.67"), "percent", None, True, (1810, 1826)),
        Quantity("none", Decimal(0), Decimal(0)),
    ),
    about=Topic(("board",), ("ferry company", "no"), ("board", "passenger"), ("storm",)),
)
FULL = ArticleRecord(
    ArticleInfo(
        id="a9b1c7f20e4a",
        path="articles/ferry.txt",
        title="Ferry: port let thousands board",
        outlet="The Harbour Post",
        published="2024-10-28",
        url="https://harbour.example/ferry?id=1#top",
        author="a reporter",
        model="claimledger-en 1.0",
    ),
    (FULL_CLAIM,),
)


@pytest.fixture
def full() -> ArticleRecord:
    """A record with every field of every kind."""
    return FULL


@pytest.fixture
def make() -> Callable[..., ArticleRecord]:
    """`make(body, *statements, path=…, url=…)`: a record with the ids that `ingest` would give it."""
    return _record


def _record(
    body: str,
    *statements: str,
    path: str | None = None,
    url: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    speaker: str = "a witness",
) -> ArticleRecord:
    ident = article_id(body)
    ids = claim_ids(ident, [(statement, speaker) for statement in statements])
    claims = tuple(
        Claim(claim, statement, ((10 * n, 10 * n + 9),), speaker=Speaker(speaker, "unnamed"))
        for n, (claim, statement) in enumerate(zip(ids, statements, strict=True))
    )
    return ArticleRecord(ArticleInfo(ident, path, title, outlet, published, url), claims)
