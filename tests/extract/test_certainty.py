"""Stance of cues, polarity and modality of statements."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.extract.certainty import modality_of, stance_of
from claimledger.extract.polarity import polarity_of
from claimledger.records import MODALITIES, POLARITIES, STANCES, Modality, Stance
from claimledger.wordbook import word_file

NEGATED = [
    pytest.param("the ferry was not carrying more than its licence allowed", id="not"),
    pytest.param("nobody on board survived", id="nobody"),
    pytest.param("the crew never sent a distress call", id="never"),
    pytest.param("no such truck was stopped", id="no as subject"),
    pytest.param("there were no survivors", id="no after be"),
    pytest.param("the company paid no tax in 2023", id="no as object"),
    pytest.param("the alliance could not confirm that troops were fighting", id="cannot confirm"),
    pytest.param("the talks failed to produce a deal", id="fail to"),
    pytest.param("the union refused to sign", id="refuse to"),
    pytest.param("the virus is no longer spreading", id="no longer"),
    pytest.param("neither side has agreed to a truce", id="neither"),
    pytest.param("the plane isn’t airworthy", id="contraction"),
    pytest.param("the minister did not resign but apologised", id="a second verb is no contrast"),
    pytest.param("in no way was the fire deliberate", id="in no way"),
    pytest.param("the fire has not yet been contained", id="not yet"),
]
AFFIRMED = [
    pytest.param("There are four ranges, not five", id="contrast after"),
    pytest.param("What Kim wants is not money but practice", id="contrast before"),
    pytest.param("it was stopped not on the main road but outside town", id="contrast of places"),
    pytest.param("not more than 2,100 servicemen were brought", id="bound"),
    pytest.param("no fewer than 40 passengers drowned", id="floor"),
    pytest.param("not only the captain but also the owner was charged", id="not only"),
    pytest.param("there is no doubt the vote was fair", id="no doubt"),
    pytest.param("the ship left with no lifeboats", id="inside a prepositional phrase"),
    pytest.param("police arrested three men who had no tickets", id="relative clause"),
    pytest.param("the flight was cancelled because the crew had not rested", id="reason"),
    pytest.param("While no deaths were recorded, 40 people were hurt", id="leading clause"),
    pytest.param("if the levee does not hold, thousands will be flooded", id="condition"),
    pytest.param("the hospital did not reopen until Friday", id="not until"),
    pytest.param("more than 40 people, none of them children, were hurt", id="aside"),
    pytest.param("No. 10 had approved the plan", id="number"),
    pytest.param("the reactor is safe and does not leak", id="second clause"),
    pytest.param("it is nobody’s business but theirs", id="idiom"),
    pytest.param("whether or not the deal holds, prices will rise", id="whether or not"),
]


@pytest.mark.parametrize("statement", NEGATED)
def test_negated(statement: str) -> None:
    assert polarity_of(statement) == "negated"


@pytest.mark.parametrize("statement", AFFIRMED)
def test_affirmed(statement: str) -> None:
    assert polarity_of(statement) == "affirmed"


def test_negation_of_the_cue_counts_where_it_is_of_the_claim() -> None:
    assert polarity_of("troops were fighting", "could not confirm") == "negated"
    assert polarity_of("this figure", "has not confirmed") == "negated"
    assert polarity_of("troops were fighting", "did not deny") == "affirmed"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        pytest.param("Ms. Lee has not called", "negated", id="a title ends no sentence"),
        pytest.param("J. Lee of the U.S. team has not called", "negated", id="nor do initials"),
        pytest.param("They lost. Lee has not called", "affirmed", id="a sentence of its own"),
        pytest.param("We were on the ground and nobody called", "affirmed", id="a second clause"),
        pytest.param("I opened the shop and I was not sad", "affirmed", id="a second subject"),
    ],
)
def test_where_a_negation_reaches(statement: str, expected: str) -> None:
    assert polarity_of(statement) == expected


@pytest.mark.parametrize(
    ("statement", "stance", "expected"),
    [
        pytest.param("the strike will begin on Friday", "asserts", "planned", id="will"),
        pytest.param("a team of 48 rescuers would leave Santiago", "asserts", "planned", id="future in the past"),
        pytest.param("10,000 soldiers were to join the forces", "asserts", "planned", id="be to"),
        pytest.param("the flight is due to land at noon", "asserts", "planned", id="due to with a verb"),
        pytest.param("the delay was due to the fog", "asserts", "actual", id="due to with a noun"),
        pytest.param(
            "Tents for 2,000 families leave Lima tonight", "asserts", "planned", id="present with a future time"
        ),
        pytest.param("he signed his will in 2010", "asserts", "actual", id="a will"),
        pytest.param("aid worth $5m for the region", "promises", "planned", id="promise"),
        pytest.param("the vaccine may cause a rash", "asserts", "possible", id="may"),
        pytest.param("the vote was held in May", "asserts", "actual", id="the month"),
        pytest.param("the driver must have been asleep", "asserts", "possible", id="inference"),
        pytest.param("perhaps 40 people were hurt", "asserts", "actual", id="a hedged figure only"),
        pytest.param("dozens, if not hundreds, were hurt", "asserts", "actual", id="if not"),
        pytest.param("the bridge could not be reopened", "asserts", "actual", id="could not"),
        pytest.param("the minister, who may resign, met the union", "asserts", "actual", id="relative clause"),
        pytest.param("flooding in low-lying areas", "warns", "possible", id="a warning of a noun"),
        pytest.param("the dam was cracked", "warns", "actual", id="a warning of a fact"),
        pytest.param("inflation to reach 5 percent", "predicts", "possible", id="forecast"),
        pytest.param("the storm will hit the coast", "predicts", "planned", id="an unhedged forecast"),
        pytest.param("if the ceasefire fails, aid will stop", "warns", "conditional", id="if"),
        pytest.param("Should the dam break, 3,000 homes would be flooded", "warns", "conditional", id="inversion"),
        pytest.param("any cut would be a mistake", "asserts", "conditional", id="a supposition"),
        pytest.param("unless a deal is reached, pay will be cut", "asserts", "conditional", id="unless"),
        pytest.param("banks must hold more capital", "asserts", "required", id="must"),
        pytest.param("residents had to be evacuated", "asserts", "actual", id="a past necessity"),
        pytest.param("the army send helicopters", "demands", "required", id="demand"),
        pytest.param("we do not accept this and we never will", "asserts", "actual", id="a will without a verb"),
        pytest.param("he is ill and he will resign", "asserts", "actual", id="the first of two clauses"),
        pytest.param("a halt of a week would wipe out the profit", "asserts", "conditional", id="an effect supposed"),
        pytest.param("the new bridge would cost $3m", "asserts", "planned", id="the cost of a plan"),
        pytest.param("it is 300 if you count the guests", "asserts", "actual", id="an if that conditions nothing"),
        pytest.param("it is 300 if you open the gate", "asserts", "conditional", id="an if that conditions"),
        pytest.param("the clinic needed $18m", "asserts", "required", id="a need"),
        pytest.param("people in need were fed", "asserts", "actual", id="people in need"),
        pytest.param("a third of the crew will leave", "believes", "possible", id="a future believed"),
        pytest.param("they intend to send ships", "believes", "planned", id="a plan believed"),
    ],
)
def test_modality(statement: str, stance: Stance, expected: Modality) -> None:
    assert modality_of(statement, stance) == expected


def test_the_cue_decides_what_a_future_is() -> None:
    assert modality_of("sales will fall", "predicts", "expects that") == "possible"
    assert modality_of("the storm will hit the coast", "predicts", "said") == "planned"
    assert modality_of("shut 140 branches", "asserts", "intends") == "planned"
    assert modality_of("shut 140 branches", "asserts", "managed") == "actual"


@pytest.mark.parametrize(
    ("statement", "stance", "expected"),
    [
        pytest.param("the vote was moved to Friday", "asserts", "planned", id="a plan told in the past"),
        pytest.param("the vote is on Friday", "denies", "planned", id="a plan denied"),
        pytest.param("the vote may be on Friday", "asserts", "possible", id="still only possible"),
        pytest.param("the vote is on Friday", "believes", "possible", id="believed"),
    ],
)
def test_what_lies_ahead_is_planned(statement: str, stance: Stance, expected: Modality) -> None:
    assert modality_of(statement, stance, ahead=True) == expected


def test_a_feared_thing_is_possible() -> None:
    assert modality_of("dozens trapped under a market hall", "believes", "were feared") == "possible"
    assert modality_of("to be students", "believes", "are believed") == "actual"


@pytest.mark.parametrize(
    ("cue", "statement", "expected"),
    [
        pytest.param("denied", "the dam was cracked", "denies", id="deny"),
        pytest.param("did not deny", "the dam was cracked", "asserts", id="not denied"),
        pytest.param("called", "the report a fabrication", "denies", id="called a lie"),
        pytest.param("called", "the vote a success", "asserts", id="called something else"),
        pytest.param("said", "there was no cholera", "asserts", id="said there was none"),
        pytest.param("warned of", "floods", "warns", id="warn"),
        pytest.param("is believed to", "have drowned", "believes", id="believed"),
        pytest.param("called on", "the bank to act", "demands", id="call on"),
        pytest.param("asked", "whether the vote was fair", "questions", id="ask whether"),
        pytest.param("asked", "the army to send boats", "demands", id="ask to"),
        pytest.param("insisted", "the plane was safe", "asserts", id="insist"),
        pytest.param("insisted on", "a recount", "demands", id="insist on"),
        pytest.param("has vowed to", "stay in office", "promises", id="vow"),
        pytest.param("expects", "sales to fall", "predicts", id="expect"),
        pytest.param("said", "Russia would attack in spring", "predicts", id="what a third party will do"),
        pytest.param("said", "we will rebuild the school", "asserts", id="what the source will do"),
        pytest.param("said", "the school would reopen on Monday", "asserts", id="an announcement"),
        pytest.param("said", "if they come, they will die", "asserts", id="a condition foretells nothing"),
        pytest.param("according to", "40 people died", "asserts", id="according to"),
        pytest.param("is said", "to be hunting", "believes", id="said by nobody"),
        pytest.param("swore", "the brakes were sound", "asserts", id="sworn to be so"),
        pytest.param("swore", "they would return", "promises", id="sworn to be done"),
        pytest.param("said", "she would stay away", "asserts", id="she may be the speaker"),
        pytest.param("said", "they would stay away", "predicts", id="they are others"),
        pytest.param("said", "Vaccination would begin on Friday", "asserts", id="an activity is nobody"),
    ],
)
def test_stance(cue: str, statement: str, expected: Stance) -> None:
    assert stance_of(cue, statement) == expected


def test_who_speaks_decides_what_a_bare_will_is() -> None:
    assert stance_of("said", "a second convoy would sail soon", context="the spy agency") == "predicts"
    assert stance_of("said", "a second convoy would sail soon", context="the shipping line") == "asserts"
    assert stance_of("said", "a second convoy would sail soon", own=False) == "predicts"
    assert stance_of("said", "Russia would attack in spring", own=True) == "asserts"


@pytest.mark.parametrize("name", ["hedges", "stances"])
def test_word_lists_hold_only_words(name: str) -> None:
    """YAML reads a bare no, on or false as a truth value."""
    words = [word for words in word_file(name).values() for word in words]
    assert [word for word in words if not isinstance(word, str) or word != word.lower()] == []
    assert all(isinstance(key, str) for key in word_file(name))


def test_an_interrupted_quotation_is_one_sentence() -> None:
    assert modality_of("It was over … before anyone could count the children") == "actual"
    assert modality_of("It was over. … They may come back") == "possible"


# fmt: off
PIECES = st.sampled_from([
    "not", "no", "but", "and", "if", ",", ".", "May", "may", "will", "would", "be", "to", "said", "that", "nobody",
    "the", "of", "4,500", "until", "is", "’", "n't", "cannot", "?", "…",
])
# fmt: on
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join))


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(STANCES))
def test_any_text_has_a_value(text: str, cue: str, stance: Stance) -> None:
    assert polarity_of(text, cue) in POLARITIES
    assert modality_of(text, stance, cue) in MODALITIES
    assert stance_of(cue, text, context=cue) in STANCES


@pytest.mark.parametrize("piece", ["not ", "and not ", "no but ", ", not ", "if ", "would ", "and ", "who said "])
def test_time_is_linear(piece: str) -> None:
    def cost(times: int) -> float:
        text = piece * times
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            polarity_of(text)
            modality_of(text)
            stance_of("said", text, context=text)
            best = min(best, time.process_time() - start)
        return best

    assert cost(1000) <= 4 * 3 * max(cost(250), 0.002)
