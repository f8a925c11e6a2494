"""Figures: ranges, units, and the figures that are none."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.extract.quantities import find_quantities
from claimledger.settings import DEFAULTS
from claimledger.wordbook import word_file


def ranges(text: str) -> list[str]:
    """Each figure as "min..max unit", an open end empty, "~" before an approximate one."""
    out = []
    for q in find_quantities(text):
        low, high = ("" if v is None else f"{v:f}" for v in (q.min, q.max))
        value = low if low == high else f"{low}..{high}"
        out.append(f"{'~' if q.approximate else ''}{value} {q.unit or ''}".strip())
    return out


FIGURES = [
    pytest.param("1,5 million people", ["1500000 person"], id="decimal comma before a magnitude"),
    pytest.param("fell by 8,5 per cent", ["8.5 percent"], id="decimal comma before percent"),
    pytest.param("1,500 people", ["1500 person"], id="a comma between thousands stays one"),
    pytest.param("more than 3.000 soldiers", ["3000.. soldier"], id="point between thousands of things counted"),
    pytest.param("3.125 metres of water", ["3.125 metre"], id="a point in a measure is a decimal point"),
    pytest.param("10-15,000 men", ["10000..15000 man"], id="thousands said once"),
    pytest.param("10-15 men", ["10..15 man"], id="no thousands to share"),
    pytest.param("3 1/2 years in prison", ["3.5 year"], id="mixed fraction"),
    pytest.param("a couple of hundred people", ["~200 person"], id="a couple of hundred"),
    pytest.param("$90 per square foot", ["90 USD/square foot"], id="rate of a measure of two words"),
    pytest.param("15 cases per 100,000 people", ["15 case/100000 person"], id="rate of a count"),
    pytest.param("seven, not four, people died", ["7 person"], id="noun after the figure set aside"),
    pytest.param(
        "up 25 basis points, or 0.25 percentage points", ["25 basis point", "0.25 percentage point"], id="points"
    ),
    pytest.param("Rs 5 crore and Rs. 20 lakh", ["50000000 INR", "2000000 INR"], id="crore and lakh"),
    pytest.param("no fewer than 40 passengers were aboard", ["40.. passenger"], id="floor"),
    pytest.param("the toll climbed to at least 41", ["41.. person"], id="floor of a toll"),
    pytest.param("not more than 2,100 servicemen arrived", ["..2100 soldier"], id="ceiling by a negation"),
    pytest.param("as many as 300 people may have drowned", ["..300 person"], id="ceiling"),
    pytest.param("no more than a dozen were hurt", ["~..12 person"], id="ceiling on a dozen"),
    pytest.param("at least some 300 homes burned", ["~300.. house"], id="two hedges"),
    pytest.param("nearly 11,000 infantrymen", ["~11000 soldier"], id="nearly"),
    pytest.param("just over 300 people signed", ["~300 person"], id="just over is near, not open"),
    pytest.param("perhaps 40 of them were armed", ["~40"], id="perhaps"),
    pytest.param("30-odd ships were waiting", ["~30 ship"], id="hedge joined by a hyphen"),
    pytest.param("500,000+ users were affected", ["500000.. user"], id="plus sign"),
    pytest.param("aftershocks of magnitude 6 or more", ["6.. magnitude"], id="floor after the figure"),
    pytest.param("the toll could pass 400", ["400.. person"], id="passing a bare figure"),
    pytest.param("the fire burned over 300 hectares", ["300.. hectare"], id="over"),
    pytest.param("between 150 and 200 persons were missing", ["150..200 person"], id="between"),
    pytest.param("between one hundred and two hundred people", ["100..200 person"], id="between in words"),
    pytest.param("between 5,000 men and 6,000 men", ["5000..6000 man"], id="unit said twice"),
    pytest.param("10,000 to 12,000 troops", ["10000..12000 soldier"], id="to"),
    pytest.param("3,000–4,000 protesters", ["3000..4000 protester"], id="dash"),
    pytest.param("five or six gunmen fled", ["5..6 gunman"], id="or"),
    pytest.param("between $800m and $900m", ["800000000..900000000 USD"], id="money range"),
    pytest.param("$5-6 billion", ["5000000000..6000000000 USD"], id="shared magnitude"),
    pytest.param("turnout was between 64% and 70%", ["64..70 percent"], id="percent range"),
    pytest.param("an estimated 1.3 to 1.5 million people", ["~1300000..1500000 person"], id="hedged range"),
    pytest.param("the toll rose from 12 to 268", ["12 person", "268 person"], id="a change is no range"),
    pytest.param("its magnitude from 7.1 to 7.0", ["7.1 magnitude", "7.0 magnitude"], id="falling is no range"),
    pytest.param("crude rose $1.20 to $83.40 a barrel", ["1.20 USD", "83.40 USD"], id="a rise and its level"),
    pytest.param("12 thousand 500 persons", ["12500 person"], id="split thousands"),
    pytest.param("five million two hundred thousand votes", ["5200000 vote"], id="words to millions"),
    pytest.param("two and a half million doses", ["2500000 dose"], id="and a half"),
    pytest.param("half a million people fled", ["500000 person"], id="half a million"),
    pytest.param("a quarter of a million people", ["250000 person"], id="quarter of a million"),
    pytest.param("A dozen villages were cut off", ["~12 village"], id="a dozen"),
    pytest.param("two dozen trucks and half a dozen buses", ["~24 truck", "6 bus"], id="dozens counted"),
    pytest.param("dozens of shops were emptied", ["~24.. shop"], id="dozens"),
    pytest.param("tens of thousands of protesters", ["~20000.. protester"], id="tens of thousands"),
    pytest.param("hundreds of millions of dollars", ["~200000000.. USD"], id="hundreds of millions"),
    pytest.param("several hundred workers walked out", ["~200.. worker"], id="several hundred"),
    pytest.param("half of the 500,000 doses had expired", ["250000 dose"], id="half of a count"),
    pytest.param("two-thirds of the houses are gone", ["66.67 percent"], id="two-thirds"),
    pytest.param("more than half the passengers", ["50.. percent"], id="more than half"),
    pytest.param("one in five households", ["20 percent"], id="one in five"),
    pytest.param("eight out of ten houses", ["80 percent"], id="eight out of ten"),
    pytest.param("14 of 20 samples tested positive", ["14 sample"], id="part of a whole"),
    pytest.param("less than 1 percent of the 20,000 ballots", ["..1 percent"], id="the whole is no figure of its own"),
    pytest.param("64 and 70 percent respectively", ["64 percent", "70 percent"], id="shared unit"),
    pytest.param("rates rise 0.25 percentage points", ["0.25 percentage point"], id="points"),
    pytest.param("600 million soles ($160 million)", ["600000000 PEN", "160000000 USD"], id="two currencies"),
    pytest.param(
        "200 billion won, €800m and Rs 500 crore",
        ["200000000000 KRW", "800000000 EUR", "5000000000 INR"],
        id="currencies",
    ),
    pytest.param("about $2,000 a month", ["~2000 USD/month"], id="money rate"),
    pytest.param("40 barrels a day", ["40 barrel/day"], id="rate"),
    pytest.param("12 per 100,000 people", ["12 /100000 person"], id="incidence"),
    pytest.param("winds of 120 km/h", ["120 kilometre/hour"], id="speed"),
    pytest.param("the ship sank in 30m of water, 2km out", ["30 metre", "2 kilometre"], id="glued measures"),
    pytest.param("around 5.2m people voted", ["~5200000 person"], id="m is millions before people"),
    pytest.param("a magnitude of 6.9, not 7.1", ["6.9 magnitude"], id="corrected value only"),
    pytest.param("a 7.1-magnitude quake", ["7.1 magnitude"], id="attributive"),
    pytest.param("a 48-hour ultimatum and a 12-member panel", ["48 hour", "12 member"], id="hyphened"),
    pytest.param("seven, not four", ["7"], id="contrast"),
    pytest.param("the death toll at 61", ["61 person"], id="label before"),
    pytest.param("30 T-72 tanks", ["30 tank"], id="model name inside the phrase"),
    pytest.param("one soldier was killed", ["1 soldier"], id="one with a fate"),
    pytest.param(
        "1,500 soldiers and 2000 police were deployed", ["1500 soldier", "2000 police officer"], id="not a year"
    ),
    pytest.param("6.9", ["6.9"], id="a bare decimal"),
    pytest.param("12 people, including 3 children, died", ["12 person", "3 child"], id="part with its own unit"),
    pytest.param("forty shovels for three hundred people", ["40 shovel", "300 person"], id="two counts"),
    pytest.param("minus 20 degrees Celsius", ["-20 degree Celsius"], id="minus"),
]

NO_FIGURES = [
    pytest.param("under section 119.3 of the code", id="section with a point"),
    pytest.param("at 33°47′N 44°30′E", id="coordinates"),
    pytest.param("3.  Rivals are lining up", id="number of a paragraph, two spaces"),
    pytest.param("the river divides the town in two", id="in two"),
    pytest.param("he is 6'2\" tall", id="feet and inches by signs"),
    pytest.param("on 27–28 October", id="day range"),
    pytest.param("between Oct. 8 and Oct. 13", id="two dates"),
    pytest.param("from 3 to 5 March", id="days before the month"),
    pytest.param("at 3:17 a.m. local time (0817 GMT)", id="clock times"),
    pytest.param("18.05 Pentagon says no", id="time at the start of a live entry"),
    pytest.param("between 2014 and 2020", id="years"),
    pytest.param("in the 1990s, in his 40s", id="decades"),
    pytest.param("the 1974 coup", id="year before a noun"),
    pytest.param("The surveyor is here; he is 71 and was born there", id="age"),
    pytest.param("Kim, 34, was arrested", id="age in apposition"),
    pytest.param("a 34-year-old and a six-week-old baby", id="hyphened ages"),
    pytest.param("people aged 18-24 and those over 80", id="age groups"),
    pytest.param("the 82nd Airborne, the twenty-first century, a third convoy", id="ordinals"),
    pytest.param("the T-72, the Su-34, the A400M, Toros-2 and Covid-19", id="model names"),
    pytest.param("the G7, 5G and COP28", id="glued names"),
    pytest.param("Article 5, Resolution 1701, Flight 370, Highway 61 and No. 10", id="references"),
    pytest.param("call 0800 555 111 or +44 20 7946 0958", id="telephone"),
    pytest.param("they won 3-1 and the bill passed 218-210", id="scores"),
    pytest.param("no, several, both and a few ships", id="indefinite"),
    pytest.param("one of them had been drinking", id="pronoun one"),
    pytest.param("no one was hurt", id="no one"),
    pytest.param("not five", id="negated figure"),
    pytest.param("the three-storey building collapsed", id="attributive that counts no thing said"),
    pytest.param("three times as many cases", id="comparison"),
    pytest.param("the two sides met", id="definite pair"),
    pytest.param("see http://example.org/12/300-people", id="address"),
    pytest.param("24/7 since 9/11", id="slashed"),
    pytest.param("World War Two bomb", id="number word in a name"),
    pytest.param("10 Downing Street was lit up", id="house number"),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: list[str]) -> None:
    assert ranges(text) == expected


@pytest.mark.parametrize("text", NO_FIGURES)
def test_no_figures(text: str) -> None:
    assert ranges(text) == []


@pytest.mark.parametrize(
    ("text", "unit", "of"),
    [
        pytest.param("3,000 North Korean troops", "soldier", "North Korean", id="nationality before"),
        pytest.param("8,000 soldiers of DPRK", "soldier", "DPRK", id="nationality after"),
        pytest.param("three thousand of the North’s soldiers", "soldier", "North", id="owner"),
        pytest.param(
            "3,000 of Ana Maria Torres's soldiers", "soldier", "Ana Maria Torres", id="owner of several words"
        ),
        pytest.param("seven Russian navy ships", "ship", "Russian", id="head noun"),
        pytest.param("12 Palestinians", "person", "Palestinian", id="a people"),
        pytest.param("203 dead", "person", "dead", id="state"),
        pytest.param("74 people had been killed", "person", "dead", id="state after the verb"),
        pytest.param("11 tons of equipment", "ton", "equipment", id="stuff"),
        pytest.param("40 percent of the houses", "percent", "house", id="share of what"),
        pytest.param("112 aftershocks", "aftershock", None, id="nothing narrows it"),
    ],
)
def test_unit(text: str, unit: str, of: str | None) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.unit, quantity.of) == (unit, of)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("fell by a fifth last week", ["20"], id="share before a time"),
        pytest.param("up to a third", ["33.33"], id="share with a bound"),
        pytest.param("signed by a third party", [], id="ordinal after by"),
        pytest.param("a third this year", [], id="no share without a word before"),
        pytest.param("the train left at 18.05 and never came", [], id="clock time with a dot"),
        pytest.param("shares closed at 18.05", ["18.05"], id="price with a dot"),
        pytest.param("the rate stood at 18.05", ["18.05"], id="rate with a dot"),
        pytest.param("two lifeboats launched out of six", ["2"], id="the whole is not claimed"),
        pytest.param("out of six, two were launched", ["6", "2"], id="the whole told first"),
        pytest.param("The dead number 88", ["88"], id="number as a verb"),
        pytest.param("at number 10", [], id="number as a name"),
        pytest.param("on May 5 300 people died", ["300"], id="a day and a count side by side"),
        pytest.param("20 000 people", ["20000"], id="space between thousands"),
        pytest.param("2\u2009410 cases", ["2410"], id="thin space between thousands"),
    ],
)
def test_which_figures_count(text: str, expected: list[str]) -> None:
    assert [str(q.min if q.min is not None else q.max) for q in find_quantities(text)] == expected


def test_default_unit_fills_only_what_has_none() -> None:
    found = find_quantities("3,000; two ships; four", default_unit="soldier")
    assert [q.unit for q in found] == ["soldier", "ship", "soldier"]


def test_policy_sets_what_vague_words_mean() -> None:
    policy = replace(DEFAULTS, dozens=36, tens_of_thousands=30_000)
    found = find_quantities("dozens of tents; tens of thousands of people", policy=policy)
    assert [q.min for q in found] == [36, 30_000]


def test_pronoun_takes_the_unit_before() -> None:
    assert [q.unit for q in find_quantities("410 people were injured, 38 of them seriously")] == ["person", "person"]


@pytest.mark.parametrize("name", ["units", "numbers"])
def test_word_lists_hold_only_words(name: str) -> None:
    """YAML reads a bare no, on or yes as a truth value."""

    def leaves(value: object) -> list[object]:
        if isinstance(value, dict):
            return [leaf for key, item in value.items() for leaf in [key, *leaves(item)]]
        return [leaf for item in value for leaf in leaves(item)] if isinstance(value, list) else [value]

    assert [leaf for leaf in leaves(word_file(name)) if isinstance(leaf, bool) or not isinstance(leaf, str | int)] == []


# fmt: off
PIECES = st.sampled_from([
    "1", "40", "2,100", "7.0", "1.2bn", "2024", "$", "€", "%", "-", "–", ",", ".", "(", ")", "“", "'", "/", "a",
    "an", "the", "of", "to", "and", "or", "in", "out", "between", "from", "at", "least", "not", "more", "than",
    "half", "third", "two-thirds", "dozen", "dozens", "hundreds", "thousand", "million", "twenty", "six", "people",
    "soldiers", "km", "Oct.", "27", "May", "T-72", "one", "five", "percent", "per", "year-old", "some", "over",
    "under", "killed", "99999999999999999999", "½", "٣", "²", "\n",
])
# fmt: on
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)
)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_any_text_gives_true_spans_and_ordered_ranges(text: str) -> None:
    last = 0
    for quantity in find_quantities(text):
        assert quantity.span is not None
        begin, end = quantity.span
        assert last <= begin < end
        assert text[begin:end] == quantity.text
        assert quantity.min is not None or quantity.max is not None
        if quantity.min is not None and quantity.max is not None:
            assert quantity.min <= quantity.max
        last = end


@pytest.mark.parametrize(
    "piece",
    [
        "1, ",
        "1,111",
        "1 and ",
        "hundred ",
        "half the ",
        "5 million ",
        "27 and ",
        "of the 5 ",
        "between 5 and ",
        "A'",
        "1.1.",
        "at least ",
    ],
)
def test_time_is_linear(piece: str) -> None:
    def cost(times: int) -> float:
        text = piece * times
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            find_quantities(text)
            best = min(best, time.process_time() - start)
        return best

    assert cost(1000) <= 4 * 3 * max(cost(250), 0.002)


def test_exact_decimals() -> None:
    (quantity,) = find_quantities("$1.2bn")
    assert quantity.min == Decimal(1_200_000_000)
    assert f"{quantity.min:f}" == "1200000000"
