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
