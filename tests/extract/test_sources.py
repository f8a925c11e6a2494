"""Who is behind an attribution whose source and cue are given as words of the text. No model is loaded."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.names import cast
from claimledger.extract.sources import Source, speaker_of

NLP = spacy.blank("en")
Marks = tuple[str | None, str | None, str]


def find(doc: Doc, words: str, at: int) -> TokenRange:
    start = doc.text.index(words, at)
    span = doc.char_span(start, start + len(words), alignment_mode="expand")
    assert span is not None
    return span.start, span.end


def resolve(text: str, *marks: Marks) -> list[Source]:
    """Sources of attributions given as (source, cue, content); each is looked up from the content before on."""
    doc = NLP(text)
    people = cast(doc)
    history: list[Source] = []
    at = 0
    for source, cue, content in marks:
        place = find(doc, content, at)
        before = max(0, doc.text.rfind("\n", 0, doc[place[0]].idx), at)
        attribution = Attribution(
            (place,), find(doc, source, before) if source else None, find(doc, cue, before) if cue else None
        )
        history.append(speaker_of(doc, attribution, people, history))
        at = doc[place[0]].idx
    return history


def last(text: str, marks: Sequence[Marks]) -> tuple[str | None, str | None, str | None, tuple[str, ...]]:
    found = resolve(text, *marks)[-1]
    speaker = found.speaker
    return (speaker.name if speaker else None, speaker.kind if speaker else None, found.agency, found.via)


KIRBY = "White House spokesperson John Kirby said P1 holds. "
NIS = "National Intelligence Service (NIS)"


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        pytest.param(
            KIRBY + "He said P2 holds.",
            [("White House spokesperson John Kirby", "said", "P1 holds"), ("He", "said", "P2 holds")],
            ("John Kirby", "person", "White House", ()),
            id="pronoun",
        ),
        pytest.param(
            KIRBY + "P2 holds, the spokesperson said.",
            [("White House spokesperson John Kirby", "said", "P1 holds"), ("the spokesperson", "said", "P2 holds")],
            ("John Kirby", "person", "White House", ()),
            id="role",
        ),
        pytest.param(
            "Serhiy Kyslytsya, Ukraine's ambassador, said P1 holds. P2 holds, noted the diplomat.",
            [("Serhiy Kyslytsya", "said", "P1 holds"), ("the diplomat", "noted", "P2 holds")],
            ("Serhiy Kyslytsya", "person", None, ()),
            id="another word for the role",
        ),
        pytest.param(
            "South Korea's National Intelligence Service (NIS) said P1 holds. P2 holds, the spy agency added.",
            [
                ("South Korea's National Intelligence Service (NIS)", "said", "P1 holds"),
                ("the spy agency", "added", "P2"),
            ],
            (NIS, "organization", NIS, ()),
            id="a description of an institution",
        ),
        pytest.param(
            "The US Geological Survey (USGS) said P1 holds. It added that P2 holds.",
            [("The US Geological Survey (USGS)", "said", "P1 holds"), ("It", "added", "P2 holds")],
            ("US Geological Survey (USGS)", "organization", "US Geological Survey (USGS)", ()),
            id="it",
        ),
        pytest.param(
            "The World Bank met. The World Bank statement said P1 holds.",
            [("The World Bank statement", "said", "P1 holds")],
            ("World Bank", "organization", "World Bank", ()),
            id="a statement speaks for its institution",
        ),
        pytest.param(
            "The health ministry has a new toll. The bulletin says P1 holds.",
            [("The health ministry", "has", "a new toll"), ("The bulletin", "says", "P1 holds")],
            ("health ministry", "organization", "health ministry", ()),
            id="a bare document",
        ),
        pytest.param(
            "P1 holds, a senior US official said.",
            [("a senior US official", "said", "P1 holds")],
            ("a senior US official", "unnamed", None, ()),
            id="unnamed, without institution",
        ),
        pytest.param(
            "P1 holds, said an official at the Kursk traffic police, who declined to give his name.",
            [("an official at the Kursk traffic police, who declined to give his name", "said", "P1 holds")],
            ("an official at the Kursk traffic police", "unnamed", "Kursk traffic police", ()),
            id="unnamed, with institution",
        ),
        pytest.param(
            "P1 holds, shopkeepers say.",
            [("shopkeepers", "say", "P1 holds")],
            ("shopkeepers", "group", None, ()),
            id="a group",
        ),
        pytest.param(
            "P1 holds, the Kremlin said.",
            [("the Kremlin", "said", "P1 holds")],
            ("Kremlin", "organization", "Kremlin", ()),
            id="a seat of power",
        ),
        pytest.param(
            "Seoul says four have come.",
            [("Seoul", "says", "four have come")],
            ("Seoul", "organization", "Seoul", ()),
            id="a capital",
        ),
        pytest.param(
            "Vladimir Putin's claim that P1 holds is short.",
            [("Vladimir Putin's", "claim", "P1 holds")],
            ("Vladimir Putin", "person", None, ()),
            id="a possessive",
        ),
        pytest.param(
            "Dozens were feared trapped. The ministry said P1 holds.",
            [(None, "were feared", "Dozens")],
            (None, None, None, ()),
            id="nobody",
        ),
        pytest.param(
            "It was announced on Wednesday by the World Bank that P1 holds.",
            [(None, "was announced", "P1 holds")],
            ("World Bank", "organization", "World Bank", ()),
            id="the agent of a passive that was not marked",
        ),
        pytest.param(
            '"P1 holds," John Kirby, the White House spokesman, told Fox News, adding that P2 holds.',
            [("Fox News", "adding", "P2 holds")],
            ("John Kirby", "person", "White House", ("Fox News",)),
            id="the marked source was the listener",
        ),
    ],
)
def test_speaker(text: str, marks: list[Marks], expected: tuple[str, str, str | None, tuple[str, ...]]) -> None:
    assert last(text, marks) == expected


@pytest.mark.parametrize(
    ("text", "marks", "speaker", "via"),
    [
        pytest.param(
            "P1 holds, The Kyiv Independent reported citing Ukraine's military intelligence agency (HUR).",
            [("The Kyiv Independent", "reported", "P1 holds")],
            "HUR",
            ("The Kyiv Independent",),
            id="an outlet citing an agency",
        ),
        pytest.param(
            "P1 holds, The Kyiv Independent reported citing Ukraine's military intelligence agency (HUR).",
            [("Ukraine's military intelligence agency (HUR)", "reported citing", "P1 holds")],
            "HUR",
            ("The Kyiv Independent",),
            id="the same, the agency marked",
        ),
        pytest.param(
            "P1 holds, The Kyiv Independent reported citing Ukraine's military intelligence agency (HUR). "
            "According to the report, P2 holds.",
            [("The Kyiv Independent", "reported", "P1 holds"), ("the report", "According to", "P2 holds")],
            "HUR",
            ("The Kyiv Independent",),
            id="the report keeps its relays",
        ),
        pytest.param(
            "Park Sun-won, a lawmaker, came out to say the National Intelligence Service (NIS) had told them that P1.",
            [("the National Intelligence Service (NIS)", "had told", "P1")],
            NIS,
            ("Park Sun-won",),
            id="a lawmaker passes on what an agency told",
        ),
        pytest.param(
            "Pyongyang sends more, the National Intelligence Service (NIS) believes, according to a source in Seoul.",
            [("the National Intelligence Service (NIS)", "believes", "Pyongyang sends more")],
            NIS,
            ("a source in Seoul",),
            id="believes, according to a source",
        ),
        pytest.param(
            "P1 holds, Vitali Klitschko, the mayor of Kyiv, told Radio Liberty.",
            [("Vitali Klitschko, the mayor of Kyiv,", "told", "P1 holds")],
            "Vitali Klitschko",
            ("Radio Liberty",),
            id="a broadcaster",
        ),
        pytest.param(
            "P1 holds, Vitali Klitschko told reporters.",
            [("Vitali Klitschko", "told", "P1 holds")],
            "Vitali Klitschko",
            (),
            id="reporters relay nothing",
        ),
        pytest.param(
            "White House spokesman John Kirby cited delays and said P1 holds.",
            [("White House spokesman John Kirby", "said", "P1 holds")],
            "John Kirby",
            (),
            id="not everything that is cited speaks",
        ),
        pytest.param(
            KIRBY + "P2 holds, the World Bank said.",
            [("White House spokesperson John Kirby", "said", "P1 holds"), ("the World Bank", "said", "P2 holds")],
            "World Bank",
            (),
            id="a new speaker has no relays of the last one",
        ),
    ],
)
def test_relays(text: str, marks: list[Marks], speaker: str, via: tuple[str, ...]) -> None:
    name, _, _, found = last(text, marks)
    assert (name, found) == (speaker, via)


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        pytest.param(
            "P1 holds, said the finance director, Ann Bell.",
            [("the finance director", "said", "P1 holds")],
            ("Ann Bell", "person", None, ()),
            id="the name after the role",
        ),
        pytest.param(
            "P1 holds, according to the hospital's director, Dr Ann Bell.",
            [("the hospital's director, Dr Ann Bell", "according to", "P1 holds")],
            ("Ann Bell", "person", "hospital", ()),
            id="a title before the name",
        ),
        pytest.param(
            "Velgar, a carmaker, was quiet. P1 holds, reads a statement on its website.",
            [("Velgar", "was quiet", "a carmaker"), ("a statement on its website", "reads", "P1 holds")],
            ("Velgar", "organization", "Velgar", ()),
            id="a statement on its website",
        ),
        pytest.param(
            "The carmaker Velgar lost. Ann Bell said P1 holds. Her own press office said P2 holds.",
            [("Ann Bell", "said", "P1 holds"), ("Her own press office", "said", "P2 holds")],
            ("Her own press office", "organization", "Her own press office", ()),
            id="her press office, with no institution of hers",
        ),
        pytest.param(
            "Velgar director Ann Bell said P1 holds. Her own press office said P2 holds.",
            [("Velgar director Ann Bell", "said", "P1 holds"), ("Her own press office", "said", "P2 holds")],
            ("Velgar", "organization", "Velgar", ()),
            id="her press office is her institution's",
        ),
        pytest.param(
            "A manager at one of its customers, who asked for silence, said P1 holds.",
            [("who", "said", "P1 holds")],
            ("A manager at one of its customers", "unnamed", None, ()),
            id="who, after a comma: the whole phrase",
        ),
        pytest.param(
            "Two people who were in the room said P1 holds.",
            [("Two people who were in the room", "said", "P1 holds")],
            ("Two people who were in the room", "unnamed", None, ()),
            id="a clause without which the words say nothing",
        ),
        pytest.param(
            "P1 holds, wrote @some_baker under it.",
            [(None, "wrote @some_baker", "P1 holds")],
            ("@some_baker", "person", None, ()),
            id="an account",
        ),
        pytest.param(
            "P1 holds, replied @some_hall, an account run by the Fire Service.",
            [("@some_hall, an account run by the Fire Service", "replied", "P1 holds")],
            ("@some_hall", "person", "Fire Service", ()),
            id="an account of an institution",
        ),
        pytest.param(
            "“P1 holds here.” — Dr Ann Bell\n\nThe end.",
            [(None, None, "P1 holds here")],
            ("Ann Bell", "person", None, ()),
            id="a signature",
        ),
        pytest.param(
            "‘P1 holds here.’ That's Velgar's director, Ann Bell, on the phone.",
            [(None, None, "P1 holds here")],
            ("Ann Bell", "person", "Velgar", ()),
            id="that is",
        ),
        pytest.param(
            "“P1 holds here.” — Nobody was about.",
            [(None, None, "P1 holds here")],
            (None, None, None, ()),
            id="a dash and no name",
        ),
        pytest.param(
            "P1 holds for his rival, Ann Bell, the Supreme Court announced.",
            [("Ann Bell, the Supreme Court", "announced", "P1 holds")],
            ("Supreme Court", "organization", "Supreme Court", ()),
            id="a person is no apposition of a court",
        ),
        pytest.param(
            "Ann Bell told jurors that Tom Reed knew. She said P2 holds.",
            [("Ann Bell", "told", "Tom Reed knew"), ("She", "said", "P2 holds")],
            ("Ann Bell", "person", None, ()),
            id="not the one whom the speaker told about",
        ),
        pytest.param(
            "Tom Reed and his wife left. There are clocks in Ann Bell's office. She said P2 holds.",
            [("She", "said", "P2 holds")],
            ("Ann Bell", "person", None, ()),
            id="one who only owns something",
        ),
        pytest.param(
            "Dr Ann Bell has two clocks. P1 holds, says the chairwoman of the Orrin Bank.",
            [("the chairwoman of the Orrin Bank", "says", "P1 holds")],
            ("Ann Bell", "person", "Orrin Bank", ()),
            id="the only one named so far, now with a role",
        ),
        pytest.param(
            "Dr Ann Bell met Dr Tom Reed. P1 holds, says the chairwoman of the Orrin Bank.",
            [("the chairwoman of the Orrin Bank", "says", "P1 holds")],
            ("the chairwoman of the Orrin Bank", "unnamed", "Orrin Bank", ()),
            id="one of two named so far",
        ),
        pytest.param(
            "P1 holds, two of the commission's auditors say. The Vote Commission met.",
            [("two of the commission's auditors", "say", "P1 holds")],
            ("two of the commission's auditors", "group", "Vote Commission", ()),
            id="auditors of an institution named by its noun alone",
        ),
        pytest.param(
            "The Orrin Bank lent to the carmaker Velgar. Velgar shares fell. Velgar lost. P1 holds, the company said.",
            [("the company", "said", "P1 holds")],
            ("Velgar", "organization", "Velgar", ()),
            id="the company that the article tells of",
        ),
        pytest.param(
            "An exit poll published on Sunday by the Medis Institute gave P1.",
            [("An exit poll", "gave", "P1")],
            ("Medis Institute", "organization", "Medis Institute", ()),
            id="a paper by an institution, farther on",
        ),
        pytest.param(
            "An exit poll said P1 by the Medis Institute.",
            [("An exit poll", "said", "P1")],
            ("An exit poll", "unnamed", None, ()),
            id="another thing by an institution",
        ),
        pytest.param(
            "Dr Ann Bell left. @baker claimed P1 holds.",
            [("Dr Ann Bell", "claimed", "P1 holds")],
            ("@baker", "person", None, ()),
            id="an account right before the cue",
        ),
        pytest.param(
            "The Orrin Bank said P0. P1 holds, his wife said.",
            [("The Orrin Bank", "said", "P0"), ("his wife", "said", "P1 holds")],
            ("his wife", "unnamed", None, ()),
            id="a wife speaks for no institution",
        ),
        pytest.param(
            "The group Parents of 212 met. P1 holds, the group said.",
            [("the group", "said", "P1 holds")],
            ("Parents of 212", "organization", "Parents of 212", ()),
            id="a group with a name",
        ),
        pytest.param(
            "A bus was late. P1 holds, the group said.",
            [("the group", "said", "P1 holds")],
            ("the group", "group", None, ()),
            id="a group of whomever",
        ),
        pytest.param(
            "Velgar, which makes trucks, lost. P1 holds, the ministry said.",
            [("the ministry", "said", "P1 holds")],
            ("ministry", "organization", "ministry", ()),
            id="no bare name is a ministry's",
        ),
        pytest.param(
            "P1 holds, the organisation said. Velgar, which makes trucks, lost. The Orrin Institute met.",
            [("the organisation", "said", "P1 holds")],
            ("Velgar", "organization", "Velgar", ()),
            id="a lead names its institution later",
        ),
        pytest.param(
            "The Orrin Bank lost. P1 holds, wrote @baker under it.",
            [("The Orrin Bank", "wrote @baker", "P1 holds")],
            ("@baker", "person", None, ()),
            id="an account inside the cue",
        ),
        pytest.param(
            "Dr Ann Bell left. P1 holds, according to what she has said.",
            [("what she", "according to", "P1 holds")],
            ("Ann Bell", "person", None, ()),
            id="what she has said",
        ),
        pytest.param(
            "Dr Neil Rowe left. P1 holds, his wife said.",
            [("his wife", "said", "P1 holds")],
            ("his wife", "unnamed", None, ()),
            id="a wife is not who was named",
        ),
        pytest.param(
            "P1 holds, said a source close to the Orrin Bank.",
            [("a source close to the Orrin Bank", "said", "P1 holds")],
            ("a source close to the Orrin Bank", "unnamed", None, ()),
            id="close to an institution",
        ),
        pytest.param(
            "A rebel who calls himself Neil Rowe said P1 holds.",
            [("who calls himself Neil Rowe", "said", "P1 holds")],
            ("Neil Rowe", "person", None, ()),
            id="who calls himself",
        ),
        pytest.param(
            "Captain Ann Bell said on Monday P1 holds.",
            [("Monday", "said", "P1 holds")],
            ("Ann Bell", "person", None, ()),
            id="a day is no source",
        ),
        pytest.param(
            "As we were told by the Governor of Orrin Province Neil Rowe, P1 holds. He said P2 holds.",
            [("He", "said", "P2 holds")],
            ("Neil Rowe", "person", None, ()),
            id="he by whom we were told",
        ),
        pytest.param(
            "The consultancy's director, Ann Bell, spoke. The council's finance chief said P1 holds.",
            [("The council's finance chief", "said", "P1 holds")],
            ("The council's finance chief", "unnamed", "council", ()),
            id="another institution's chief",
        ),
    ],
)
def test_speakers_of_any_news(text: str, marks: list[Marks], expected: tuple[object, ...]) -> None:
    assert last(text, marks) == expected


@pytest.mark.parametrize(
    ("text", "marks", "via"),
    [
        pytest.param(
            "Ann Bell told Pulse 9 that P1 holds.", [("Ann Bell", "told", "P1 holds")], ("Pulse 9",), id="a bare name"
        ),
        pytest.param(
            "Ann Bell told national television that P1 holds.",
            [("Ann Bell", "told", "P1 holds")],
            ("national television",),
            id="a broadcaster without a name",
        ),
        pytest.param(
            "Ann Bell told the BBC that P1 holds.", [("Ann Bell", "told", "P1 holds")], ("BBC",), id="an acronym"
        ),
        pytest.param(
            "Dr Ann Bell has been on Radio Orrin. P1 holds, she said.",
            [("she", "said", "P1 holds")],
            ("Radio Orrin",),
            id="an appearance that the sentence before tells of",
        ),
        pytest.param(
            "Dr Ann Bell has heard Radio Orrin. P1 holds, she said.",
            [("she", "said", "P1 holds")],
            (),
            id="no appearance",
        ),
        pytest.param("Ann Bell told the UN that P1 holds.", [("Ann Bell", "told", "P1 holds")], (), id="no outlet"),
        pytest.param(
            "Ann Bell told the Supreme Court that P1 holds.", [("Ann Bell", "told", "P1 holds")], (), id="a court"
        ),
        pytest.param(
            "Ann Bell told MPs that P1 holds.", [("Ann Bell", "told", "P1 holds")], (), id="people in capitals"
        ),
        pytest.param(
            "P1 holds, said the portal Velgar, which cites banking sources.",
            [("the portal Velgar", "cites", "P1 holds")],
            ("Velgar",),
            id="which cites",
        ),
        pytest.param(
            "The daily Velgar reported, citing an internal memo, that the Orrin Bank lost.",
            [("an internal memo", "citing", "the Orrin Bank lost")],
            ("Velgar",),
            id="an internal paper",
        ),
    ],
)
def test_relays_of_any_news(text: str, marks: list[Marks], via: tuple[str, ...]) -> None:
    assert last(text, marks)[3] == via


def test_an_internal_paper_speaks_for_its_institution() -> None:
    text = "The daily Velgar reported, citing an internal memo, that the Orrin Bank lost."
    assert last(text, [("an internal memo", "citing", "the Orrin Bank lost")])[2] == "Orrin Bank"


def test_the_outlet_itself_is_no_relay() -> None:
    doc = NLP("Ann Bell told the Gazette that P1 holds.")
    people = cast(doc, None, "Orrin Gazette")
    attribution = Attribution((find(doc, "P1 holds", 0),), find(doc, "Ann Bell", 0), find(doc, "told", 0))
    assert speaker_of(doc, attribution, people).via == ()


@given(st.text(alphabet="AaBbKHe .,’'\"“”(-)\n1 said he the citing ", max_size=80), st.data())
@settings(max_examples=80, deadline=None)
def test_any_attribution_has_an_answer(text: str, data: st.DataObject) -> None:
    doc = NLP(text)
    if not len(doc):
        return
    place = st.tuples(st.integers(0, len(doc) - 1), st.integers(1, 4)).map(lambda p: (p[0], min(len(doc), sum(p))))
    spans = data.draw(st.tuples(place, st.none() | place, st.none() | place))
    people = cast(doc)
    history: list[Source] = []
    for _ in range(2):
        history.append(speaker_of(doc, Attribution((spans[0],), spans[1], spans[2]), people, history))
    speaker = history[0].speaker
    if speaker and speaker.span:
        assert speaker.mention == " ".join(doc.text[slice(*speaker.span)].split())
