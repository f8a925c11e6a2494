"""What a statement is about, told from words and parts of speech alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.extract.topic import Word, topic
from claimledger.records import Topic
from claimledger.vocabulary import base, country_names, event_classes, family, stems


def tagged(text: str) -> list[Word]:
    """Words written "form/POS" or "form/POS/lemma"."""
    parts = [item.split("/") for item in text.split()]
    return [Word(p[0], p[2] if len(p) > 2 else p[0].lower(), p[1]) for p in parts]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param("74/NUM people/NOUN had/AUX been/AUX killed/VERB/kill", ("kill",), id="verb"),
        pytest.param("the/DET death/NOUN toll/NOUN at/ADP 61/NUM", ("kill",), id="noun phrase"),
        pytest.param("those/PRON who/PRON lost/VERB their/PRON lives/NOUN", ("kill",), id="idiom without lemmas"),
        pytest.param("killed/VERB/kill or/CCONJ wounded/VERB/wound", ("casualty",), id="the longest phrase wins"),
        pytest.param("units/NOUN are/AUX still/ADV in/ADP Kursk/PROPN", ("present",), id="be in, an adverb between"),
        pytest.param("troops/NOUN were/AUX sent/VERB in/ADP trucks/NOUN", ("deploy",), id="was sent in is no was in"),
        pytest.param("missing/ADJ after/ADP the/DET quake/NOUN", ("missing", "quake"), id="weak classes come last"),
        pytest.param("members/NOUN of/ADP the/DET Strike/PROPN Force/PROPN", (), id="a name is no event"),
        pytest.param("a/DET sack/NOUN of/ADP rice/NOUN", (), id="a noun is not its verb"),
        pytest.param("the/DET weather/NOUN was/AUX fine/ADJ", (), id="nothing known"),
    ],
)
def test_events(text: str, events: tuple[str, ...]) -> None:
    assert topic(tagged(text)).events == events


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        pytest.param("DPRK/PROPN servicemen/NOUN/serviceman", ("North Korea", "soldier"), id="other words"),
        pytest.param("8,000/NUM North/ADJ Korean/ADJ troops/NOUN", ("North Korea", "soldier"), id="adjective"),
        pytest.param("Pyongyang/PROPN sent/VERB them/PRON", ("North Korea",), id="a government by its capital"),
        pytest.param("it/PRON burned/VERB in/ADP Pyongyang/PROPN", (), id="a capital as a place"),
        pytest.param("troops/NOUN reached/VERB to/ADP eastern/ADJ Russia/PROPN", ("soldier",), id="a country to go to"),
        pytest.param("a/DET turkey/NOUN was/AUX roasted/VERB", (), id="small letter"),
    ],
)
def test_participants(text: str, participants: tuple[str, ...]) -> None:
    assert topic(tagged(text)).participants == participants


def test_each_figure_has_its_own_measure() -> None:
    words = tagged("203/NUM dead/ADJ and/CCONJ 1,150/NUM injured/ADJ ,/PUNCT 38/NUM of/ADP them/PRON seriously/ADV")
    assert topic(words, figures=[(0, 2), (3, 5), (6, 9)]).measures == ("kill", "injure", "critical")


def test_a_bare_figure_takes_its_measure_from_around() -> None:
    context = tagged("3,000/NUM troops/NOUN had/AUX been/AUX sent/VERB")
    found = topic(tagged("the/DET total/NOUN would/AUX be/AUX 10,000/NUM"), context, [(4, 5)])
    assert found.measures == ("deploy",)
    assert found.scope == ("total",)
    assert "soldier" in found.context


def test_a_figure_with_its_noun_takes_nothing_from_around() -> None:
    context = tagged("3,000/NUM troops/NOUN had/AUX been/AUX sent/VERB")
    assert topic(tagged("four/NUM ranges/NOUN"), context, [(0, 2)]).measures == ("",)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("killed", "kill"),
        ("stopped", "stop"),
        ("injuries", "injury"),
        ("sent", "send"),
        ("dying", "die"),
        ("crashes", "crash"),
    ],
)
def test_stems_hold_the_lemma(word: str, lemma: str) -> None:
    assert lemma in stems(word)


def test_every_class_belongs_to_one_family() -> None:
    names = event_classes()
    assert all(family(family(name)) == family(name) for name in names)
    assert family("deploy") == family("present") != family("kill")


@given(
    st.lists(
        st.builds(Word, st.text(max_size=8), st.text(max_size=8), st.sampled_from(["NOUN", "VERB", "PRON", ""])),
        max_size=12,
    )
)
@settings(max_examples=60)
def test_any_words_have_a_topic(tokens: list[Word]) -> None:
    found = topic(tokens, tokens, [(0, len(tokens))])
    assert isinstance(found, Topic)
    assert set(found.events) <= set(event_classes())
    assert not country_names() & set(found.words)
    assert len(found.measures) == 1


@pytest.mark.parametrize(
    ("word", "part", "expected"),
    [
        pytest.param("rescued", "VERB", "rescue", id="silent e"),
        pytest.param("stopped", "VERB", "stop", id="doubled consonant"),
        pytest.param("opened", "VERB", "open", id="nothing but the ending"),
        pytest.param("named", "VERB", "name", id="short stem"),
        pytest.param("buried", "VERB", "bury", id="ied"),
        pytest.param("sank", "VERB", "sink", id="irregular"),
        pytest.param("injuries", "NOUN", "injury", id="ies"),
        pytest.param("building", "NOUN", "building", id="a noun in -ing"),
        pytest.param("wounded", "ADJ", "wounded", id="an adjective"),
        pytest.param("crisis", "NOUN", "crisis", id="no plural"),
        pytest.param("agreed", "VERB", "agree", id="agreed"),
    ],
)
def test_base_form_is_told_by_spelling(word: str, part: str, expected: str) -> None:
    assert base(word, part) == expected


def test_an_ellipsis_takes_the_event_before_it_rather_than_after() -> None:
    found = topic(
        tagged("131/NUM"),
        tagged("The/DET dead/NOUN number/VERB 88/NUM"),
        [(0, 1)],
        tagged("and/CCONJ more/ADJ than/ADP 3,000/NUM sick/ADJ"),
    )
    assert found.measures == ("kill",)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param("it/PRON left/VERB when/SCONJ it/PRON burned/VERB", ("depart",), id="a clause of time"),
        pytest.param("when/SCONJ it/PRON burned/VERB ,/PUNCT it/PRON left/VERB", ("depart",), id="a clause before"),
        pytest.param("it/PRON stands/VERB at/ADP 190/NUM", (), id="a phrase that is no event"),
        pytest.param("the/DET alarm/NOUN sounded/VERB", ("sound",), id="a verb is not the adjective of its spelling"),
    ],
)
def test_what_is_only_said_in_passing(text: str, events: tuple[str, ...]) -> None:
    assert topic(tagged(text)).events == events


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        pytest.param("the/DET first/ADJ convoy/NOUN", ("first",), id="first of its kind"),
        pytest.param("the/DET first/ADJ 24/NUM hours/NOUN", (), id="a stretch of time"),
        pytest.param("it/PRON fell/VERB last/ADJ week/NOUN", (), id="last week"),
        pytest.param("it/PRON had/AUX rescued/VERB 23/NUM", ("own",), id="the speaker's own act"),
        pytest.param("23/NUM were/AUX rescued/VERB", (), id="anybody's act"),
    ],
)
def test_scope(text: str, scope: tuple[str, ...]) -> None:
    assert topic(tagged(text)).scope == scope
