"""The cast of an article, from the text alone: no model is loaded, so these hold whatever it marks."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.extract.names import Cast, cast

NLP = spacy.blank("en")


def read(text: str) -> Cast:
    return cast(NLP(text))


@pytest.mark.parametrize(
    ("text", "name", "role", "agency"),
    [
        pytest.param(
            "White House spokesperson John Kirby said so.",
            "John Kirby",
            "White House spokesperson",
            "White House",
            id="title before the name",
        ),
        pytest.param(
            "Kyrylo Budanov, the head of Ukraine's military intelligence directorate, known as HUR, said so.",
            "Kyrylo Budanov",
            "head of Ukraine's military intelligence directorate",
            "HUR",
            id="apposition, institution by its acronym",
        ),
        pytest.param(
            "António Guterres is concerned, Stéphane Dujarric, the UN secretary-general’s spokesman, said.",
            "Stéphane Dujarric",
            "UN secretary-general’s spokesman",
            "UN",
            id="a spokesman of an office speaks for its institution",
        ),
        pytest.param(
            "Nato’s secretary general, Mark Rutte, was in Brussels.",
            "Mark Rutte",
            "Nato’s secretary general",
            "Nato",
            id="role in front, between commas",
        ),
        pytest.param(
            "Kim Yong-hyun, South Korea’s defence minister, told parliament.",
            "Kim Yong-hyun",
            "South Korea’s defence minister",
            "South Korea’s defence ministry",
            id="a minister stands for the ministry",
        ),
        pytest.param(
            "The Minister of Defence of USA Lloyd Austin announced it.",
            "Lloyd Austin",
            "Minister of Defence of USA",
            "Pentagon",
            id="a ministry with a name of its own",
        ),
        pytest.param(
            "US Secretary of State Antony Blinken said so.",
            "Antony Blinken",
            "US Secretary of State",
            "US State Department",
            id="secretary of state",
        ),
        pytest.param(
            "Maria Zakharova, spokeswoman for the Russian foreign ministry, denied it.",
            "Maria Zakharova",
            "spokeswoman for the Russian foreign ministry",
            "Russian foreign ministry",
            id="spokeswoman for",
        ),
        pytest.param(
            "Andrii Kovalenko, who runs the Centre for Countering Disinformation, wrote it.",
            "Andrii Kovalenko",
            "who runs the Centre for Countering Disinformation",
            "Centre for Countering Disinformation",
            id="relative clause",
        ),
        pytest.param(
            "The Permanent Representative of Ukraine to UN Serhiy Kyslytsya stated it.",
            "Serhiy Kyslytsya",
            "Permanent Representative of Ukraine to UN",
            None,
            id="an envoy has no agency",
        ),
        pytest.param(
            "Ukrainian President Volodymyr Zelenskyy told reporters.",
            "Volodymyr Zelenskyy",
            "Ukrainian President",
            None,
            id="a head of state has no agency",
        ),
        pytest.param(
            "The press secretary of President of Russia Dmitry Peskov answered.",
            "Dmitry Peskov",
            "press secretary of President of Russia",
            "President of Russia",
            id="a spokesman of a head of state",
        ),
        pytest.param(
            "The World Bank met on Monday. Its president, Ajay Banga, was pleased.",
            "Ajay Banga",
            "president",
            "World Bank",
            id="its president: the institution before",
        ),
    ],
)
def test_a_role_and_its_agency(text: str, name: str, role: str, agency: str | None) -> None:
    people = {p.name: p for p in read(text).people}
    assert name in people
    found = people[name].role
    assert found is not None
    assert (found.text, found.agency) == (role, agency)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("The quake struck near Fukushima on Monday.", "Fukushima", id="a place after a preposition"),
        pytest.param("South Korea said so.", "South Korea", id="a country"),
        pytest.param("The Red Cross said so.", "Red Cross", id="an institution"),
        pytest.param("Satellite pictures show it.", "Satellite", id="the first word of a sentence"),
        pytest.param("He spoke to the mayor of Kharkiv on Friday.", "Kharkiv", id="the complement of a role"),
    ],
)
def test_no_person(text: str, name: str) -> None:
    assert name not in [p.name for p in read(text).people]


@pytest.mark.parametrize(
    ("text", "name", "also"),
    [
        pytest.param(
            "South Korea's National Intelligence Service (NIS) said so. The NIS added more.",
            "National Intelligence Service (NIS)",
            "NIS",
            id="full name and acronym in brackets",
        ),
        pytest.param(
            "HUR, Ukraine's military intelligence agency, said so.",
            "HUR",
            "Ukraine's military intelligence agency",
            id="an acronym and its description",
        ),
        pytest.param(
            "The Disaster and Emergency Management Authority (AFAD) sent a team. AFAD is busy.",
            "Disaster and Emergency Management Authority (AFAD)",
            "AFAD",
            id="an acronym of another language",
        ),
        pytest.param(
            "Doctors Without Borders (DWB) is there. DWB said so.",
            "Doctors Without Borders (DWB)",
            "DWB",
            id="initials without a noun for an institution",
        ),
        pytest.param(
            "The Russian foreign ministry said so. The foreign ministry added more.",
            "Russian foreign ministry",
            "The foreign ministry",
            id="shortened later",
        ),
        pytest.param(
            "The Telegram channel “Rybar” wrote it.",
            "Rybar",
            "Rybar",
            id="a name in quotation marks after its noun",
        ),
    ],
)
def test_an_institution_under_its_names(text: str, name: str, also: str) -> None:
    found = {i.name: [m.text for m in i.mentions] for i in read(text).institutions}
    assert name in found
    assert also in found[name]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        pytest.param(
            "The coast guard said so. The Turkish coast guard said more.",
            2,
            id="the wider name comes later and adds a country",
        ),
        pytest.param("The health ministry and the foreign ministry agreed.", 2, id="two portfolios"),
        pytest.param("The agency and the firm agreed.", 0, id="nothing that names one"),
        pytest.param("Off the island of Aegina, the coast guard said, a ship sank.", 1, id="a place before a comma"),
    ],
)
def test_institutions_kept_apart(text: str, apart: int) -> None:
    assert len(read(text).institutions) == apart


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        pytest.param("John Kirby spoke. Kirby said no. Later Kirby left.", {"John Kirby": 3}, id="a surname later"),
        pytest.param(
            "Former president Bill Clinton spoke. He praised his wife, Hillary Clinton. Clinton said no.",
            {"Bill Clinton": 2, "Hillary Clinton": 1},
            id="two of one surname: the one in a subject's place",
        ),
        pytest.param(
            "Former president Bill Clinton and Senator Hillary Clinton spoke.",
            {"Bill Clinton": 1, "Hillary Clinton": 1},
            id="two of one surname are two",
        ),
    ],
)
def test_mentions(text: str, mentions: dict[str, int]) -> None:
    assert {p.name: len(p.mentions) for p in read(text).people} == mentions


@given(st.text(alphabet="AaBb .,’'\"“”(-)\n1ofthe", max_size=80))
@settings(max_examples=80, deadline=None)
def test_any_text_has_a_cast_whose_mentions_lie_in_it(text: str) -> None:
    doc = NLP(text)
    found = cast(doc)
    spans = [m for p in found.people for m in p.mentions] + [m.span for i in found.institutions for m in i.mentions]
    assert all(0 <= start < end <= len(doc) for start, end in spans)
