"""The layout of a Doc: paragraphs, sentences and quotations by token."""

from __future__ import annotations

import pytest
import spacy

from claimledger.extract.quotes import layout

NLP = spacy.blank("en")

QUOTES = [
    pytest.param("“We ran,” she said.", [("We ran,", True)], id="an utterance with its comma"),
    pytest.param(
        "He wrote “Nobody came to help us”.", [("Nobody came to help us", True)], id="a clause with a capital"
    ),
    pytest.param("He read “The Long Way Home” twice.", [("The Long Way Home", False)], id="a title is none"),
    pytest.param("The “experts” left.", [("experts", False)], id="nor a word"),
    pytest.param("It's the ministers' plan.", [], id="apostrophes are no marks"),
]


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_quotations_and_whether_they_are_utterances(text: str, expected: list[tuple[str, bool]]) -> None:
    doc = NLP(text)
    assert [(doc[slice(*q.inner)].text, q.utterance) for q in layout(doc).quotes] == expected


def test_every_token_has_its_paragraph_and_quotation() -> None:
    doc = NLP("One “two three.”\n\nFour.")
    lay = layout(doc)
    assert [lay.paragraph[t.i] for t in doc if not t.is_space] == [0, 0, 0, 0, 0, 0, 1, 1]
    assert [t.text for t in doc if lay.quoted[t.i] == 0] == ["two", "three", "."]
    assert lay.paragraph[next(t.i for t in doc if t.is_space)] == -1


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("They pay €5m. Insurers wait.", 2, id="an amount that kept its full stop"),
        pytest.param("They pay €5m more than before.", 1, id="an amount inside"),
    ],
)
def test_an_amount_ends_its_sentence(text: str, sentences: int) -> None:
    lay = layout(NLP(text))
    assert len(set(lay.sentence)) == sentences
