"""Places of an event: led to by a preposition or verb, with their modifiers; participants are none."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.extract.places import Entity, find_places

NAMES = re.compile(
    r"\b(?:Lgov|Kursk|Russia|Ukraine|Peru|Lima|Pisco|Sudan|Khartoum|Seoul|Moscow|Bergen|Manila|Cebu|Leyte)\b"
)


def entities(text: str) -> list[Entity]:
    return [(m.start(), m.end(), "GPE", m.group()) for m in NAMES.finditer(text)]


def places(text: str, content: str | None = None) -> list[str]:
    start = text.index(content) if content else 0
    return [place.text for place in find_places(text, [(start, start + len(content or text))], entities(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The ferry sank near Bergen", ["Bergen"], id="preposition"),
        pytest.param("two ships left Manila", ["Manila"], id="verb"),
        pytest.param("rebels shelled Khartoum", ["Khartoum"], id="struck place"),
        pytest.param("they crossed into eastern Sudan", ["eastern Sudan"], id="modifier before"),
        pytest.param("units were seen in Kursk Oblast", ["Kursk Oblast"], id="modifier after"),
        pytest.param("moved to Russia's far east", ["Russia's far east"], id="part of a country"),
        pytest.param("stopped on the Bergen–Lgov highway", ["Bergen–Lgov highway"], id="road between two places"),
        pytest.param("fighting in Lgov district, Kursk Oblast", ["Lgov district, Kursk Oblast"], id="nested"),
        pytest.param("in the Lgov district of Kursk Oblast", ["Lgov district of Kursk Oblast"], id="nested with of"),
        pytest.param("sank 14 km west of Bergen", ["Bergen"], id="distance from a place"),
        pytest.param("sank due north-east of Cebu", ["Cebu"], id="direction from a place"),
        pytest.param("in Lima, Pisco and Peru", ["Lima", "Pisco", "Peru"], id="a list does not nest"),
        pytest.param("flights to Manila, Cebu and Leyte", ["Manila", "Cebu", "Leyte"], id="list"),
        pytest.param("sailed from the port of Cebu", ["Cebu"], id="port of"),
        pytest.param("troops massed at the border with Ukraine", ["the border with Ukraine"], id="border with"),
        pytest.param("was driven to the front", ["the front"], id="place without a name"),
        pytest.param("from Lima to Pisco", ["Lima", "Pisco"], id="from to"),
        pytest.param("stopped not on the Lgov road but outside Kursk", ["Kursk"], id="denied place"),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Moscow wants to keep the base", id="government as subject"),
        pytest.param("fight against Ukraine", id="opponent"),
        pytest.param("relations with Moscow", id="partner"),
        pytest.param("the army of Peru", id="owner"),
        pytest.param("students from Khartoum", id="origin of people"),
        pytest.param("the prime minister of Peru resigned", id="part of a title"),
        pytest.param("the front page", id="front of something else"),
        pytest.param("there are four ranges", id="existential there"),
    ],
)
def test_no_places(text: str) -> None:
    assert places(text) == []


def test_there_is_the_place_named_before() -> None:
    text = "11,000 had arrived in Kursk, he said. At least 10,000 had arrived there, she said."
    assert places(text, "At least 10,000 had arrived there") == ["Kursk"]


def test_places_outside_the_statement_are_none() -> None:
    assert places("MANILA - Officials in Cebu said the ferry sank.", "the ferry sank") == []


def test_a_place_in_the_name_of_an_organisation_is_none() -> None:
    text = "the rates in Bank of Peru reports"
    assert find_places(text, [(0, len(text))], [(13, 25, "ORG", "Bank of Peru")]) == []


PIECES = st.sampled_from(
    ["Kursk", "Peru", " in ", " of ", "the ", " to ", "from ", " there ", ", ", " and ", "’s far east", " region", "-"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.integers(0, 80), st.integers(0, 80))
def test_any_text_gives_true_spans(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    for place in find_places(text, [(start, end)], entities(text)):
        words = text[slice(*place.span)]
        assert place.text == words or words.lower() == "there"
        assert start <= place.span[0] and place.span[1] <= end


@pytest.mark.parametrize("piece", ["in Kursk ", "Kursk, ", "from Kursk to ", "the part of ", "there "])
def test_time_is_linear(piece: str) -> None:
    def cost(times: int) -> float:
        text = piece * times
        named, best = entities(text), 1e9
        for _ in range(3):
            start = time.process_time()
            find_places(text, [(0, len(text))], named)
            best = min(best, time.process_time() - start)
        return best

    assert cost(1000) <= 4 * 3 * max(cost(250), 0.002)
