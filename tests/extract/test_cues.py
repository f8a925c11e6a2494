"""Attributions from marked spans and from patterns: which source, cue and content belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span, SpanGroup

from claimledger.extract.cues import attributions

LABELS = {"S": "SOURCE", "C": "CUE", "T": "CONTENT"}
MARK = re.compile(r"⟨([SCT]) |⟩")
NLP = spacy.blank("en")


def marked(text: str) -> Doc:
    """A Doc of a text whose spans are written ⟨S source⟩ ⟨C cue⟩ ⟨T content⟩."""
    plain, spans, opened, last = "", [], [], 0
    for mark in MARK.finditer(text):
        plain += text[last : mark.start()]
        last = mark.end()
        if mark[1]:
            opened.append((len(plain), mark[1]))
        else:
            start, label = opened.pop()
            spans.append((start, len(plain), LABELS[label]))
    doc = NLP(plain + text[last:])
    found = [doc.char_span(s, e, label, alignment_mode="expand") for s, e, label in spans]
    doc.spans["attribution"] = SpanGroup(doc, spans=[s for s in found if isinstance(s, Span)])
    return doc


def told(doc: Doc) -> Iterator[tuple[str, str, str]]:
    for a in attributions(doc):
        source = doc[slice(*a.source)].text if a.source else ""
        cue = doc[slice(*a.cue)].text if a.cue else ""
        yield source, cue, " … ".join(doc[s:e].text for s, e in a.content)


LINKED = [
    pytest.param(
        "⟨S The mayor⟩ ⟨C said⟩ ⟨T that the bridge was safe⟩.",
        [("The mayor", "said", "that the bridge was safe")],
        id="source, cue, content",
    ),
    pytest.param(
        "⟨T “We ran,”⟩ ⟨C said⟩ ⟨S Ada Brook⟩. ⟨T “Nobody helped.”⟩",
        [("Ada Brook", "said", "“We ran,” … “Nobody helped.”")],
        id="an interrupted quotation is one attribution",
    ),
    pytest.param(
        "⟨S The mayor⟩ ⟨C said⟩ ⟨T the bridge was safe⟩, but ⟨S the union⟩ ⟨C denied⟩ ⟨T that it had been checked⟩.",
        [("The mayor", "said", "the bridge was safe"), ("the union", "denied", "that it had been checked")],
        id="two in one sentence keep their own source",
    ),
    pytest.param(
        "⟨T Two boats had sunk, Ada Brook, who leads the port⟩, ⟨C said⟩ on Monday.",
        [("Ada Brook, who leads the port", "said", "Two boats had sunk")],
        id="a subject that was marked with the content",
    ),
    pytest.param(
        "⟨T Two boats had sunk off Cape Brook, a dangerous place⟩, ⟨S the port⟩ ⟨C said⟩.",
        [("the port", "said", "Two boats had sunk off Cape Brook, a dangerous place")],
        id="a name in the content that is no subject",
    ),
    pytest.param(
        "⟨S The chief⟩ ⟨C told⟩ ⟨S Radio North⟩ ⟨T that two boats had sunk⟩.",
        [("The chief", "told", "that two boats had sunk")],
        id="who is told is no source",
    ),
    pytest.param(
        "⟨S Brook⟩ ⟨C continued:⟩\n\n⟨T “There was no plan at all.”⟩",
        [("Brook", "continued:", "“There was no plan at all.”")],
        id="a colon announces the next paragraph",
    ),
    pytest.param(
        "⟨T “We ran and ran.⟩\n\n⟨T “Then it stopped,”⟩ ⟨S she⟩ ⟨C said⟩.",
        [("", "", "“We ran and ran."), ("she", "said", "“Then it stopped,”")],
        id="a speaker who comes later is not carried back",
    ),
    pytest.param(
        "⟨T The bridge is safe⟩, ⟨C says⟩ ⟨T the mayor⟩.",
        [("the mayor", "says", "The bridge is safe")],
        id="a subject after its verb is a source, not content",
    ),
]


@pytest.mark.parametrize(("text", "expected"), LINKED)
def test_marked_spans_are_linked(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert list(told(marked(text))) == expected


CARRIED = [
    pytest.param(
        "⟨T “We ran,”⟩ ⟨S she⟩ ⟨C said⟩.\n\n“There was no time to think about it.”", True, id="alone in the next"
    ),
    pytest.param("⟨T “We ran,”⟩ ⟨S she⟩ ⟨C said⟩. “There was no time to think.”", False, id="in the same paragraph"),
]


@pytest.mark.parametrize(("text", "carried"), CARRIED)
def test_a_quotation_that_goes_on_keeps_its_speaker(text: str, carried: bool) -> None:
    doc = marked(text)
    (attribution,) = attributions(doc)
    assert len(attribution.content) == 2
    assert attribution.carried is carried


FOUND = [
    pytest.param("18.05 Coast guard: 28 dead", [("Coast guard", ":", "28 dead")], id="heading of a live page"),
    pytest.param(
        "The ministry puts the toll at 40.",
        [("The ministry", "puts", "the toll at 40")],
        id="a verb that sets a figure",
    ),
    pytest.param(
        "The bulletin has 12 dead and 4 missing so far.",
        [("The bulletin", "has", "12 dead and 4 missing")],
        id="a report that has a figure",
    ),
    pytest.param(
        "The crew are believed to have drowned.",
        [("", "are believed", "The crew … to have drowned")],
        id="an agentless passive has no source",
    ),
    pytest.param(
        "Rebuilding will cost 3 million, according to the bank.",
        [("the bank", "according to", "Rebuilding will cost 3 million,")],
        id="according to, at the end",
    ),
    pytest.param(
        "“The bridge is not safe.” — Ada Brook, engineer",
        [("Ada Brook, engineer", "—", "“The bridge is not safe.”")],
        id="signed with a dash",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_patterns_find_what_is_not_marked(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [tuple(part.strip("“”") for part in one) for one in told(NLP(text))] == [
        tuple(part.strip("“”") for part in one) for one in expected
    ]


NOTHING = [
    pytest.param("Some 40 people died in the flood.", id="a figure in the outlet's own voice"),
    pytest.param("He bought “The Borrowed Regiment” in a shop.", id="a title in quotation marks"),
    pytest.param("The so-called “experts” were not there.", id="a scare quote"),
    pytest.param("⟨S The ministry⟩ ⟨C declined⟩ ⟨T to comment⟩.", id="no comment"),
    pytest.param("⟨C Asked⟩ ⟨T whether it was safe⟩, he shrugged.", id="the reporter's question"),
    pytest.param("⟨S the man⟩ who ⟨C asked⟩ ⟨T not to be named⟩", id="a condition of anonymity"),
    pytest.param("Update: 28 pictures from the quay", id="a heading with a label of the page"),
    pytest.param("The club has 40 members and two boats.", id="a figure that somebody merely has"),
    pytest.param("He put the book on the table at 9.", id="to put something somewhere"),
    pytest.param("The team was expected. To everyone's relief it came.", id="a passive without an infinitive"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_claims_nothing_is_left_out(text: str) -> None:
    assert list(told(marked(text))) == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab said that \"“”‘’'.,:;\n12 according to puts at dead X")))
def test_any_text_gives_ranges_inside_the_doc_in_order(text: str) -> None:
    doc = NLP(text)
    found = attributions(doc)
    assert found == sorted(found, key=lambda a: a.content)
    for attribution in found:
        for start, end in attribution.content:
            assert 0 <= start < end <= len(doc)
