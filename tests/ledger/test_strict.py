"""The YAML subset: what is read as what, what is refused and where, and that every scalar comes back as it was."""

from __future__ import annotations

import subprocess
import sys
import time
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.ledger.strict import MAX_DIGITS, entry, flow, item, load_strict, locate, scalar

NASTY = (
    "no", "Yes", "on", "off", "y", "null", "Null", "~", "true", "TRUE", "12:30", "190:20:30", "0123", "0o17", "0x1F",
    "1e5", "1E5", "1_000", "+1", "-1", ".5", "5.", ".inf", "-.INF", ".nan", "2024-10-27", "2024-10-27T12:00:00Z",
    "2001-12-14 21:59:43.10", "XXXX-10-27", "2024-10-2X", "=", "<<", "-", "- a", "--", "---", "--- a", "...", "?",
    "? a", ":", "a:", "a: b", ":a", "a #b", "#a", "a#b", "&a", "*a", "!a", "!!str a", "|", ">", ">-", "%a", "@a", "`a",
    "{", "}", "[", "]", "a, b", "[a]", "{a: b}", "'", '"', "'a'", '"a"', "a'b", 'a"b', "\\", "a\\nb", "\\x", " ", " a",
    "a ", "a  b", "\t", "a\tb", "\n", "a\nb", "a\n\nb\n", "\r", "a\r\nb", "\0", "\x07", "\x1b[31m", "\x7f", "\x85",
    "a\x85b", "\xa0", "\u2028", "a\u2029b", "\ufeff", "a\ufeffb", "\u202eabc\u202c", "\u2066x", "\ufffe", "\uffff",
    "\U0001f6a2", "Ünïcode", "العربية", "日本語", "e\u0301", "<<<<<<< HEAD", "=======", ">>>>>>> x",
    "A?", "digest: {claims: 0}", "word " * 60 + "end", " " + "word " * 60, "a  b " * 50 + "c", "x" * 300,
    ("tab\there " * 30).strip(), "new\nline and more words " * 20 + "end", "- " * 100 + "a", "# " * 100 + "a",
    "a " * 59 + " " * 5 + "b " * 40 + "c",
)  # fmt: skip


def texts(min_size: int = 1) -> st.SearchStrategy[str]:
    """Any text that can be encoded, and the texts on which YAML codecs stumble, alone, side by side and long."""
    characters = st.characters(exclude_categories=["Cs"])
    words = st.lists(st.sampled_from(NASTY) | st.text(characters, max_size=12), min_size=1, max_size=40)
    return (st.sampled_from(NASTY) | st.text(characters, min_size=min_size) | words.map(" ".join)).filter(
        lambda text: len(text) >= min_size
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", None, id="empty"),
        pytest.param("# nothing but a comment\n", None, id="comment"),
        pytest.param("---\na: 1\n", {"a": 1}, id="document-start"),
        pytest.param("\ufeffa: 1\n", {"a": 1}, id="byte-order-mark"),
        pytest.param("a: 1\r\nb: 2\r\n", {"a": 1, "b": 2}, id="crlf"),
        pytest.param("a: [1, {b: [c]}]", {"a": [1, {"b": ["c"]}]}, id="flow"),
        pytest.param("a: >-\n  one\n  two\n", {"a": "one two"}, id="folded"),
        pytest.param("a: null\nb: ~\nc:\n", {"a": None, "b": None, "c": None}, id="nulls"),
        pytest.param("a: true\nb: false\n", {"a": True, "b": False}, id="truth"),
        pytest.param("a: 12\nb: -3\nc: 0.50\n", {"a": 12, "b": -3, "c": Decimal("0.50")}, id="numbers"),
        pytest.param("a: 12345678901234567890.1", {"a": Decimal("12345678901234567890.1")}, id="exact"),
        pytest.param("1: a\nno: b\n2024-01-01: c\n", {"1": "a", "no": "b", "2024-01-01": "c"}, id="keys-are-text"),
        pytest.param("a: b&c *d !e", {"a": "b&c *d !e"}, id="signs-inside-text"),
        pytest.param("a: '<<'\n", {"a": "<<"}, id="merge-sign-as-value"),
        pytest.param("a: |\n  <<<<<<< x\n", {"a": "<<<<<<< x\n"}, id="marker-inside-text"),
        pytest.param("- " * 12 + "a", [[[[[[[[[[[["a"]]]]]]]]]]]], id="depth-12"),
    ],
)
def test_reads(text: str, expected: Any) -> None:
    value, problems = load_strict(text)
    assert (value, problems) == (expected, ())
    assert repr(value) == repr(expected)  # 1, True and Decimal("1.0") are equal, and not the same


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "Null", "TRUE", "12:30", "0123", "1e5", "1_000", "+1", ".5", "0x1F", "2024-10-27", "-", "--"],
)
def test_an_unquoted_word_stays_what_the_person_wrote(word: str) -> None:
    assert load_strict(f"a: {word}x\nb: [{word}x]") == ({"a": f"{word}x", "b": [f"{word}x"]}, ())
    if word != "-":
        assert load_strict(f"a: {word}") == ({"a": word}, ())


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        pytest.param("a: 1\nb: &x 2\n", 2, 4, "anchors", id="anchor"),
        pytest.param("a: &x [1]\n", 1, 4, "anchors", id="anchor-of-list"),
        pytest.param("a: *x\n", 1, 4, "aliases", id="alias"),
        pytest.param("a: 1\nb: !!str 2\n", 2, 4, "tags", id="tag"),
        pytest.param("a: ! 2\n", 1, 4, "tags", id="bare-tag"),
        pytest.param("a: !!python/object/apply:os.system [x]\n", 1, 4, "tags", id="python-tag"),
        pytest.param("&x a: 1\n", 1, 1, "anchors", id="anchor-of-key"),
        pytest.param("a: 1\n<<: {b: 2}\n", 2, 1, "merge", id="merge"),
        pytest.param("a: 1\nb: 2\na: 3\n", 3, 1, "twice", id="duplicate"),
        pytest.param("x: {a: 1, 'a': 3}\n", 1, 11, "twice", id="duplicate-in-flow"),
        pytest.param("a: 1\n---\nb: 2\n", 2, 1, "second document", id="two-documents"),
        pytest.param("%YAML 1.1\n---\na: 1\n", 1, 1, "directives", id="directive"),
        pytest.param("? [a]\n: 1\n", 1, 3, "key must be text", id="list-as-key"),
        pytest.param("- " * 13 + "a", 1, 25, "deeper than 12", id="depth-13"),
        pytest.param("a: [1\nb: 2\n", 2, 2, "not readable as YAML", id="open-bracket"),
        pytest.param("a: 1\n\tb: 2\n", 2, 1, "not readable as YAML", id="tab"),
        pytest.param("a: 'x\n", 2, 1, "not readable as YAML", id="open-quote"),
        pytest.param("a: 1\nb: \x07\n", 2, 4, "U+0007", id="control-character"),
        pytest.param("a: \ud800\n", 1, 4, "U+D800", id="lone-surrogate"),
        pytest.param('a: "\\ud800"\n', 1, 7, "not readable as YAML", id="escaped-surrogate"),
        pytest.param("a: 1\n<<<<<<< HEAD\nb: 2\n=======\n", 2, 1, "merge conflict", id="conflict-start"),
        pytest.param("a: 1\nb: 2\n>>>>>>> other\n", 3, 1, "merge conflict", id="conflict-end"),
        pytest.param("a: 1\nb: " + "9" * (MAX_DIGITS + 1), 2, 4, "digits", id="endless-number"),
    ],
)
def test_refuses_and_says_where(text: str, line: int, column: int, words: str) -> None:
    value, problems = load_strict(text, "some.yaml")
    assert value is None
    (problem,) = problems
    assert words in problem.message
    assert (problem.path, problem.line, problem.column) == ("some.yaml", line, column)


@pytest.mark.parametrize("bomb", ["[", "{", "- ", "{a: ", "? ", "[\n"])
def test_a_deep_text_is_an_error_and_no_crash(bomb: str) -> None:
    # In a process of its own: what PyYAML's composer does with 30,000 brackets ends the process.
    code = f"from claimledger.ledger.strict import load_strict; print(load_strict({bomb!r} * 30_000)[1][0])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_refusing_takes_no_time_that_grows_faster_than_the_text() -> None:
    def seconds(size: int) -> float:
        start = time.perf_counter()
        load_strict("[" * size)
        load_strict("a: &a [x]\n" + "".join(f"b{n}: &b{n} {{<<: *a}}\n" for n in range(size // 100)))
        return time.perf_counter() - start

    assert min(seconds(400_000) for _ in range(3)) < 20 * min(seconds(40_000) for _ in range(3)) + 0.05


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param((), (1, 1), id="root"),
        pytest.param(("a",), (1, 4), id="scalar"),
        pytest.param(("b", 0, "c"), (3, 6), id="in-list"),
        pytest.param(("b", 1, "d", 1), (4, 11), id="in-flow"),
        pytest.param(("b", 1, "gone"), (4, 3), id="nearest-enclosing"),
        pytest.param(("b", 7), (3, 1), id="beyond-the-list"),
    ],
)
def test_locates(keys: tuple[str | int, ...], expected: tuple[int, int]) -> None:
    assert locate("a: 1\nb:\n- c: 2\n- {d: [1, 2]}\n", keys) == expected


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_comes_back(text: str) -> None:
    _comes_back(text)


@given(texts(min_size=0))
@settings(max_examples=100, deadline=None)
def test_any_text_comes_back(text: str) -> None:
    _comes_back(text)


def _comes_back(text: str) -> None:
    source = entry("key", text, "  ") + entry("list", [text, "b"], "  ") + entry("map", {"in": text, "n": 1}, "  ")
    source += "  items:\n" + item(text, "  ") + item({"in": text}, "  ")
    expected = {"key": text, "list": [text, "b"], "map": {"in": text, "n": 1}, "items": [text, {"in": text}]}
    assert load_strict(source) == (expected, ())
    assert yaml.safe_load(source) == expected  # so does a YAML 1.1 reader
    assert not [char for char in source if (char < " " and char != "\n") or char in "\x7f\x85\u2028\u2029\u202e\ufeff"]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=None, min_value=-(10**40), max_value=10**40))
@settings(max_examples=100, deadline=None)
def test_any_number_comes_back_exactly(number: Decimal) -> None:
    written = scalar(number)
    assert "e" not in written.lower()
    value, problems = load_strict(f"a: {written}")
    assert not problems
    assert Decimal(value["a"]) == number


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(Decimal("3000"), "3000", id="integer"),
        pytest.param(Decimal("3E+3"), "3000", id="no-exponent"),
        pytest.param(Decimal("1E-3"), "0.001", id="small"),
        pytest.param(Decimal("66.670"), "66.67", id="no-trailing-zeros"),
        pytest.param(Decimal("100"), "100", id="keeps-its-zeros"),
        pytest.param(Decimal("-0.0"), "0", id="negative-zero"),
        pytest.param(True, "true", id="true"),
        pytest.param(None, "null", id="null"),
        pytest.param("plain words, and a comma", "plain words, and a comma", id="plain"),
        pytest.param("https://a.example/b?c=1#d", "https://a.example/b?c=1#d", id="url"),
        pytest.param("2024-10-27", '"2024-10-27"', id="date"),
        pytest.param("XXXX-10-27", '"XXXX-10-27"', id="open-date"),
        pytest.param("2024-10-21/2024-10-28", "2024-10-21/2024-10-28", id="interval"),
        pytest.param("don't", "don't", id="apostrophe"),
        pytest.param('he said "no"', 'he said "no"', id="quotes-inside"),
        pytest.param("a\u202eb", '"a\\u202Eb"', id="bidi-shown"),
    ],
)
def test_writes(value: Any, expected: str) -> None:
    assert scalar(value) == expected


def test_flow_quotes_what_only_flow_takes_for_syntax() -> None:
    assert (
        flow({"text": "at least 3,000 soldiers", "span": (1, 2)}) == '{text: "at least 3,000 soldiers", span: [1, 2]}'
    )


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(Decimal("NaN"), id="nan"),
        pytest.param(Decimal("1E+99999"), id="huge"),
        pytest.param("\ud800", id="half"),
    ],
)
def test_what_no_yaml_can_hold_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"not a number|digits|surrogate"):
        scalar(value)
