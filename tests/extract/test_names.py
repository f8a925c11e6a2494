"""The cast of an article, from the text alone: no model is loaded, so these hold whatever it marks."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

from claimledger.extract.names import Cast, cast

NLP = spacy.blank("en")


def labelled(text: str, **labels: str) -> Cast:
    """The cast where the tagger marks the words of each label, which are joined by underscores."""
    doc = NLP(text)
    spans = [(label, " ".join(name.split("_"))) for name, label in labels.items()]
    found = [(label, text.index(name), len(name)) for label, name in spans]
    doc.ents = [span for label, at, n in found if (span := doc.char_span(at, at + n, label=label))]
    return cast(doc)


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


@pytest.mark.parametrize(
    ("text", "name", "agency"),
    [
        pytest.param(
            "The Ministry of Ports, it said, met. The head of the press office of the ministry Colonel Neil Rowe ran.",
            "Neil Rowe",
            "Ministry of Ports",
            id="the ministry before a rank and name",
        ),
        pytest.param(
            "The analyst of the Institute of Steel Prices Neil Rowe left.",
            "Neil Rowe",
            "Institute of Steel Prices",
            id="an institution in capitals before a name",
        ),
        pytest.param(
            "The Minister of Finance Neil Rowe left.",
            "Neil Rowe",
            "Ministry of Finance",
            id="a portfolio before a name",
        ),
        pytest.param(
            "The Governor of Orrin Province Neil Rowe left.", "Neil Rowe", None, id="a kind of place before a name"
        ),
        pytest.param(
            "Central bank governor Neil Rowe left.", "Neil Rowe", "Central bank", id="the governor of an institution"
        ),
        pytest.param(
            "Neil Rowe, the president of the Orrin region, left.", "Neil Rowe", None, id="the president of a place"
        ),
        pytest.param(
            "The Orrin League met. Neil Rowe of the League, 61, left.",
            "Neil Rowe",
            "Orrin League",
            id="of its noun alone",
        ),
        pytest.param(
            "Neil Rowe, who chairs Parents of 212, left.", "Neil Rowe", "Parents of 212", id="who chairs a name"
        ),
        pytest.param(
            "The Orrin army lost. Neil Rowe, who commands that army, left.", "Neil Rowe", "Orrin army", id="that army"
        ),
        pytest.param(
            "The Orrin League met. Neil Rowe, who chairs it, left.", "Neil Rowe", "Orrin League", id="who chairs it"
        ),
        pytest.param(
            "Neil Rowe, a former official of the Orrin Bank, left.", "Neil Rowe", None, id="one who is so no longer"
        ),
        pytest.param(
            "At the Orrin Hospital, beds are full, chief surgeon Neil Rowe said.",
            "Neil Rowe",
            "Orrin Hospital",
            id="where the sentence is set",
        ),
        pytest.param(
            "The Orrin Hospital lost. Beds are full, chief surgeon Neil Rowe said.",
            "Neil Rowe",
            None,
            id="a hospital in another sentence",
        ),
        pytest.param(
            "The Spokesman of the Government Neil Rowe left.",
            "Neil Rowe",
            "government",
            id="a noun that names one alone",
        ),
        pytest.param("Neil Rowe, a member of the group, left.", "Neil Rowe", None, id="a noun that names none"),
        pytest.param(
            "The Orrin League lost.\n\nDirector Neil Rowe left.",
            "Neil Rowe",
            "Orrin League",
            id="a bare post: whom the paragraph before was about",
        ),
        pytest.param(
            "They met near the Orrin League.\n\nDirector Neil Rowe left.",
            "Neil Rowe",
            None,
            id="a bare post: no institution that anything was about",
        ),
        pytest.param(
            "A photograph of the finance minister, Neil Rowe, hung there.",
            "Neil Rowe",
            "finance ministry",
            id="what a picture shows",
        ),
        pytest.param(
            "A commander of the Orrin League (OL) who calls himself Neil Rowe left.",
            "Neil Rowe",
            "Orrin League (OL)",
            id="a name that somebody gives himself",
        ),
    ],
)
def test_the_institution_of_a_person(text: str, name: str, agency: str | None) -> None:
    people = {p.name: p for p in labelled(text, Neil_Rowe="PERSON").people}
    assert name in people
    role = people[name].role
    assert (role.agency if role else None) == agency


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("A National Guard spokesman left.", "National Guard", id="an article that is the role's"),
        pytest.param("A health ministry spokesman left.", "health ministry", id="the same in small letters"),
        pytest.param("The group Parents of 212 met.", "Parents of 212", id="what of adds to a name"),
        pytest.param("The daily “Orrin Herald” closed.", "Orrin Herald", id="a name in quotation marks"),
    ],
)
def test_how_far_a_name_reaches(text: str, name: str) -> None:
    assert [one.name for one in read(text).institutions] == [name]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("An unnamed intelligence officer left.", id="an adjective that tells nothing"),
        pytest.param("Flight AB 123 was late.", id="letters that number a flight"),
        pytest.param("A new ministry spokesman left.", id="any new one"),
    ],
)
def test_no_institution(text: str) -> None:
    assert read(text).institutions == ()


def test_a_rank_that_opens_the_name_of_an_institution() -> None:
    found = labelled("The General Labour Federation met.", General_Labour_Federation="ORG").institutions
    assert [one.name for one in found] == ["General Labour Federation"]


def test_a_lone_name_that_the_tagger_takes_for_a_persons() -> None:
    text = "Velgar announced that it would pay. Ann Bell announced that it would rain."
    assert [one.name for one in labelled(text, Velgar="PERSON", Ann_Bell="PERSON").institutions] == ["Velgar"]


def test_a_lone_name_that_the_tagger_is_of_two_minds_about() -> None:
    doc = NLP("Velgar lost. Two dined with Velgar. Bell lost. Ann Bell dined.")
    labels = [(0, 1, "PERSON"), (6, 7, "ORG"), (8, 9, "ORG"), (11, 13, "PERSON")]
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in labels]
    assert [one.name for one in cast(doc).institutions] == ["Velgar"]
