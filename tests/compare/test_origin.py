"""Who stands behind a claim, and who is who."""

from __future__ import annotations

import pytest
from tests.compare.handmade import entry

from claimledger.compare.origin import domestic_owner, origin, origins, same_institution, same_origin, same_person
from claimledger.compare.verdict import relate


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("health ministry", "Ministry of Health", id="word order"),
        pytest.param("health ministry", "Ministry of Health of Peru", id="with its country"),
        pytest.param("US Geological Survey (USGS)", "USGS", id="acronym in brackets"),
        pytest.param("Disaster and Emergency Management Authority (AFAD)", "AFAD", id="an acronym in another language"),
        pytest.param("European-Mediterranean Seismological Centre", "EMSC", id="initials over a hyphen"),
        pytest.param("Pentagon", "US Department of Defense", id="a seat"),
        pytest.param("Kremlin", "President of Russia", id="another seat"),
        pytest.param("Red Cross", "Peruvian Red Cross", id="short of its country"),
        pytest.param("the White House", "White House", id="article"),
        pytest.param("South Korea's defence ministry", "South Korean Ministry of Defense", id="spelling and adjective"),
    ],
)
def test_same_institution(a: str, b: str) -> None:
    assert same_institution(a, b)
    assert same_institution(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("Russian foreign ministry", "Turkish foreign ministry", id="two countries"),
        pytest.param("health ministry", "interior ministry", id="two ministries"),
        pytest.param("Kremlin", "Russian foreign ministry", id="two of one government"),
        pytest.param("City Police", "Coast Guard", id="nothing in common"),
        pytest.param("Embassy of Chile", "Chile's interior ministry", id="only the country in common"),
    ],
)
def test_not_the_same_institution(a: str, b: str) -> None:
    assert not same_institution(a, b)
    assert not same_institution(b, a)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param("Ana María Duarte", "Duarte", True, id="surname"),
        pytest.param("Minister Ana Duarte", "Ana Duarte", True, id="title"),
        pytest.param("Kim Yong-hyun", "Kim Yong Hyun", True, id="hyphen"),
        pytest.param("Ana Duarte", "Luis Duarte", False, id="two of one surname"),
        pytest.param("Ana Duarte", "Ana", False, id="a first name is not enough"),
    ],
)
def test_same_person(a: str, b: str, expected: bool) -> None:
    assert same_person(a, b) is expected
    assert same_person(b, a) is expected


def test_anonymous_sources_are_not_one_across_articles() -> None:
    a = entry("x", "it rained", by=None, person=None, speaker=None)
    assert origin(a.claim, a.article).anonymous
    b = entry("y", "it rained", by="a senior official", kind="unnamed", agency=None)
    c = entry("z", "it rained", by="a senior official", kind="unnamed", agency=None)
    x, y = origin(b.claim, b.article), origin(c.claim, c.article)
    assert not same_origin(x, y, str)
    assert same_origin(x, y, str, same_article=True)


def test_aliases_join_names() -> None:
    aliases = {"GUR": "Main Directorate of Intelligence"}
    assert same_institution("GUR", "Main Directorate of Intelligence", lambda name: aliases.get(name, name))
    assert not same_institution("GUR", "Main Directorate of Intelligence")


BOTH = (frozenset(["Coast Guard", "Turkish Coast Guard"]),)


def test_an_article_that_cites_both_tells_them_apart() -> None:
    assert same_institution("Coast Guard", "Turkish Coast Guard")
    assert not same_institution("Coast Guard", "Turkish Coast Guard", apart=BOTH)
    assert same_institution("Coast Guard", "Hellenic Coast Guard", apart=BOTH)


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        pytest.param("Arvia's health ministry", "Arvia", id="possessive"),
        pytest.param("Ministry of Health of Arvia", "Arvia", id="of its land"),
        pytest.param("Peruvian interior ministry", "Peru", id="adjective"),
        pytest.param("health ministry", None, id="no owner"),
        pytest.param("Russian foreign ministry", None, id="it speaks of other lands"),
        pytest.param("Governor's Office", None, id="an office is no land"),
        pytest.param("Ministry of Health", None, id="what it is for is no land"),
    ],
)
def test_whose_domestic_authority_it_is(name: str, owner: str | None) -> None:
    assert domestic_owner(name) == owner


WIRE = "the two ships had collided in thick fog shortly before dawn some 12 km off the cape"


def test_origins_counts_sources_not_claims() -> None:
    claims = [
        entry("a", "31 dead", by="health ministry"),
        entry("b", "31 people died", by="Ministry of Health"),
        entry("c", "31 bodies were counted", by="Red Cross"),
        entry("d", f"{WIRE}, it said", by="a witness", kind="unnamed", agency=None),
        entry("e", WIRE, by="a fisherman", kind="unnamed", agency=None),
    ]
    assert origins(claims) == 3
    assert origins(claims[::-1]) == 3
    assert origins(()) == 0


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(WIRE, f"{WIRE}, in a calm sea", "echoes", id="reprinted with a word added"),
        pytest.param(WIRE, "two ships collided off the cape in fog before dawn", "corroborates", id="in other words"),
    ],
)
def test_copied_wording_is_no_support(a: str, b: str, expected: str) -> None:
    first = entry("x", a, by="Coast Guard", when="2025-06-01")
    second = entry("y", b, by="Port Office", when="2025-06-01")
    found = relate(first, second)
    assert found is not None
    assert found.relation == expected
