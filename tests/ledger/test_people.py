"""Aliases, rulings, corrections: what is read, refused, applied, found stale, and added without touching the rest."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.errors import LedgerError
from claimledger.ledger.people import (
    Alias,
    Aliases,
    Correction,
    Ruling,
    added_claim,
    append_alias,
    append_correction,
    append_ruling,
    apply_corrections,
    orphaned_corrections,
    parse_aliases,
    parse_corrections,
    parse_rulings,
    rulings_by_pair,
    stale_rulings,
)
from claimledger.records import ArticleRecord, Quantity, Speaker

A, B, C = "a9b1c7f20e4a-7k3q", "a04c1d2e3f4b-m2xz", "a04c1d2e3f4b-aaaa"
ALIASES = Aliases((Alias("United Nations", ("UN", "U.N.O.")), Alias("Port of Vigo", ("the port's",)), Alias("Reuters")))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("UN", "United Nations", id="also"),
        pytest.param("un", "United Nations", id="case"),
        pytest.param("the U.N.", "United Nations", id="article-and-points"),
        pytest.param("UNO", "United Nations", id="points-of-the-entry"),
        pytest.param("The  United\nNations", "United Nations", id="white-space"),
        pytest.param("the United Nations'", "United Nations", id="possessive-s"),
        pytest.param("Port of Vigo’s", "Port of Vigo", id="possessive-curly"),
        pytest.param("a port", "Port of Vigo", id="possessive-of-the-entry"),
        pytest.param("REUTERS", "Reuters", id="canonical-itself"),
    ],
)
def test_canonical(name: str, expected: str) -> None:
    assert ALIASES.canonical(name) == expected


@pytest.mark.parametrize("name", ["United", "Nations", "UNICEF", "A. Smith", "Theo", "", "the", "Reuter"])
def test_a_name_of_no_entry_stays_as_it_is(name: str) -> None:
    assert ALIASES.canonical(name) == name


def test_an_article_is_not_an_initial() -> None:
    assert Aliases((Alias("Bob Smith", ("Smith",)),)).canonical("A. Smith") == "A. Smith"


def test_parses_aliases_with_unknown_keys_and_comments() -> None:
    text = "# ours\n- name: United Nations   # the body\n  also: [UN]\n  since: 1945\n- name: Reuters\n"
    assert parse_aliases(text) == (Aliases((Alias("United Nations", ("UN",)), Alias("Reuters"))), ())


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n"])
def test_an_empty_file_is_no_problem(text: str) -> None:
    assert parse_aliases(text) == (Aliases(), ())
    assert parse_rulings(text) == ((), ())
    assert parse_corrections(text) == ((), ())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param("name: UN\n", 1, "list of entries", id="no-list"),
        pytest.param("- UN\n", 1, "map", id="entry-is-text"),
        pytest.param("- name: x\n- also: [UN]\n", 2, "`name` must be text", id="no-name"),
        pytest.param("- name: x\n  also: UN\n", 2, "`also` must be a list", id="also-is-text"),
        pytest.param("- name: x\n  also: [UN]\n- name: the UN\n", 3, "two entries", id="under-two-names"),
        pytest.param("- name: 12\n", 1, "`name` must be text", id="number"),
    ],
)
def test_wrong_aliases(text: str, line: int, words: str) -> None:
    _, problems = parse_aliases(text, "aliases.yaml")
    assert [(p.path, p.line) for p in problems] == [("aliases.yaml", line)]
    assert words in problems[0].message


def test_a_name_twice_in_its_own_entry_is_no_problem() -> None:
    assert parse_aliases("- name: UN\n  also: [the UN, un]\n")[1] == ()


def test_parses_rulings() -> None:
    text = f"""
- {{a: {A}, b: {B}, as: no-conflict}}
- a: {B}
  b: {A}
  as: same-origin
  note: n
  by: x
  statements: [p, q]
"""
    rulings, problems = parse_rulings(text)
    assert problems == ()
    assert rulings == (Ruling(A, B, "no-conflict"), Ruling(B, A, "same-origin", "n", "x", ("p", "q")))
    assert rulings[0].pair == rulings[1].pair
    assert rulings_by_pair(rulings) == {frozenset((A, B)): rulings[1]}  # the later one holds


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        pytest.param(f"a: {A}, b: {B}", "`as`", id="no-verdict"),
        pytest.param(f"a: {A}, b: {B}, as: maybe", "no-conflict, same-origin", id="unknown-verdict"),
        pytest.param(f"a: {A}, as: conflict", "`b` must be text", id="one-claim"),
        pytest.param(f"a: {A}, b: {A}, as: conflict", "two claims", id="same-claim"),
        pytest.param(f"a: {A}, b: nonsense, as: conflict", "not the id", id="no-id"),
        pytest.param(f"a: {A}, b: {B}, as: conflict, statements: [x]", "two texts", id="one-statement"),
    ],
)
def test_wrong_rulings(entry: str, words: str) -> None:
    rulings, problems = parse_rulings(f"- {{a: {A}, b: {B}, as: conflict}}\n- {{{entry}}}\n", "rulings.yaml")
    assert len(rulings) == 1  # the right one is there all the same
    assert [(p.path, p.line) for p in problems] == [("rulings.yaml", 2)]
    assert words in problems[0].message


@pytest.mark.parametrize(
    ("ruling", "words"),
    [
        pytest.param(Ruling(A, B, "conflict", statements=("one", "two")), None, id="fresh"),
        pytest.param(Ruling(A, B, "conflict"), None, id="fresh-without-statements"),
        pytest.param(Ruling(B, A, "conflict", statements=("two ", "one")), None, id="fresh-but-for-white-space"),
        pytest.param(
            Ruling(A, B, "conflict", statements=("one", "deux")), f"{B} now reads 'two', not 'deux'", id="changed"
        ),
        pytest.param(Ruling(A, C, "conflict", statements=("one", "three")), f"no claim {C}", id="gone"),
        pytest.param(Ruling(C, A, "conflict"), f"no claim {C}", id="gone-without-statements"),
    ],
)
def test_stale_rulings(ruling: Ruling, words: str | None) -> None:
    problems = stale_rulings([ruling], {A: "one", B: "two"})
    assert [words in p.message for p in problems if words] == ([True] if words else [])
    assert len(problems) == bool(words)


def test_corrections_apply(full: ArticleRecord) -> None:
    text = f"""
- claim: {A}
  set:
    speaker: {{name: Ana Ruiz Gil, kind: person}}
    stance: asserts
    agency: null
    quantities: [{{text: "3,000", min: 3000}}]
- article: a9b1c7f20e4a
  add: {{statement: two ferries sank, span: [[20, 37]], speaker: {{name: a survivor, kind: unnamed}}}}
- claim: {B}
  drop: true
"""
    corrections, problems = parse_corrections(text)
    assert problems == ()
    record, stale = apply_corrections(full, corrections)
    assert stale == ()  # the last one is about another article
    added, changed = record.claims
    assert (added.statement, added.speaker) == ("two ferries sank", Speaker("a survivor", "unnamed"))
    assert added.id.startswith("a9b1c7f20e4a-") and added == added_claim(corrections[1])
    assert changed == dataclasses.replace(
        full.claims[0],
        speaker=Speaker("Ana Ruiz Gil", "person"),
        stance="asserts",
        agency=None,
        quantities=(Quantity("3,000", Decimal(3000)),),
    )
    dropped, stale = apply_corrections(record, [Correction(claim=added.id, drop=True)])
    assert (dropped.claims, stale) == ((changed,), ())


def test_no_correction_gives_the_very_record(full: ArticleRecord) -> None:
    assert apply_corrections(full, [Correction(claim=B, drop=True)]) == (full, ())
    assert apply_corrections(full, [])[0] is full


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        pytest.param(Correction(claim="a9b1c7f20e4a-gone", drop=True), "no such claim", id="drop-gone"),
        pytest.param(
            Correction(claim="a9b1c7f20e4a-gone", fields={"stance": "denies"}), "no such claim", id="set-gone"
        ),
    ],
)
def test_stale_corrections(full: ArticleRecord, correction: Correction, words: str) -> None:
    record, stale = apply_corrections(full, [correction])
    assert record == full
    assert len(stale) == 1 and words in stale[0].message
    assert orphaned_corrections([correction], {"a9b1c7f20e4a"}) == ()
    assert len(orphaned_corrections([correction], set())) == 1


def test_an_addition_that_the_article_has_by_now_is_stale(full: ArticleRecord) -> None:
    correction = Correction(article=full.article.id, add={"statement": "it sank", "span": [[1, 2]]})
    record, stale = apply_corrections(full, [correction, correction])
    assert len(record.claims) == 2
    assert len(stale) == 1 and "has this claim already" in stale[0].message


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        pytest.param(f"claim: {A}", "`set` or `drop", id="nothing"),
        pytest.param(f"claim: {A}, set: {{stance: denies}}, drop: true", "`set` or `drop", id="both"),
        pytest.param(f"claim: {A}, drop: yes", "true or false", id="drop-yes"),
        pytest.param(f"claim: {A}, set: {{stance: shouts}}", "`stance` is 'shouts'", id="wrong-value"),
        pytest.param(f"claim: {A}, set: {{id: x}}", "no field 'id'", id="id"),
        pytest.param(f"claim: {A}, set: {{mood: calm}}", "no field 'mood'", id="unknown-field"),
        pytest.param(f"claim: {A}, set: {{statement: null}}", "`statement` must be text", id="empties-the-statement"),
        pytest.param(f"claim: {A}, set: {{when: {{text: x, date: soon}}}}", "EDTF", id="date"),
        pytest.param("claim: x, drop: true", "not the id", id="no-id"),
        pytest.param("drop: true", "`article`", id="of-nothing"),
        pytest.param("article: a9b1c7f20e4a, add: {statement: x}", "`span` must be a list", id="addition-without-span"),
        pytest.param("article: a9b1c7f20e4a", "map of keys", id="nothing-to-add"),
        pytest.param("article: X, add: {statement: x, span: [[1, 2]]}", "not an article id", id="no-article"),
    ],
)
def test_wrong_corrections(entry: str, words: str) -> None:
    corrections, problems = parse_corrections(f"# first\n- {{{entry}}}\n", "corrections.yaml")
    assert corrections == ()
    assert [(p.path, p.line) for p in problems] == [("corrections.yaml", 2)]
    assert words in problems[0].message


RULING = Ruling(
    A, B, "no-conflict", "one counts the sent: 3,000", "a reviewer", ("long words " * 20, 'with "quotes" # and more')
)


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("", id="no-file"),
        pytest.param("# only a comment", id="comment-without-line-end"),
        pytest.param("# a [] comment\n[]\n", id="empty-flow-list"),
        pytest.param(
            f"# kept\n- a: {A}   # and this\n  b: {C}\n  as: conflict\n  mood: calm\n\n# last\n", id="comments"
        ),
        pytest.param(f"  - a: {A}\n    b: {C}\n    as: conflict", id="indented"),
        pytest.param(f"- a: {A}\r\n  b: {C}\r\n  as: conflict\r\n", id="crlf"),
        pytest.param(f"---\n- {{a: {A}, b: {C}, as: conflict}}\n", id="document-start"),
        pytest.param(f"\ufeff- {{a: {A}, b: {C}, as: conflict}}\n", id="byte-order-mark"),
    ],
)
def test_an_entry_is_added_after_what_people_wrote(before: str) -> None:
    after = append_ruling(before, RULING)
    assert after.startswith(before.removesuffix("[]\n"))
    assert ("\r\n" in before) == (after.count("\n") == after.count("\r\n"))
    assert parse_rulings(after) == ((*parse_rulings(before)[0], RULING), ())
    assert yaml.safe_load(after)[-1]["statements"] == list(RULING.statements or ())
    again = append_ruling(after, Ruling(C, A, "independent"))
    assert again.startswith(after)
    assert parse_rulings(again)[0][-2:] == (RULING, Ruling(C, A, "independent"))


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(f"[{{a: {A}, b: {C}, as: conflict}}]\n", id="flow-list"),
        pytest.param("a: 1\n", id="map"),
        pytest.param("- a: &x 1\n", id="unreadable"),
        pytest.param(f"- {{a: {A}, b: {C}, as: conflict}}\n...\n", id="document-end"),
        pytest.param(
            f"- a: {A}\n  b: {C}\n  as: conflict\n  note: |+\n    kept", id="a-line-end-would-change-the-note"
        ),
    ],
)
def test_a_file_that_cannot_be_added_to_is_refused(before: str) -> None:
    with pytest.raises(LedgerError):
        append_ruling(before, RULING)


def test_adds_aliases_and_corrections() -> None:
    alias = Alias("no", ("United Nations", "12:30"))
    assert parse_aliases(append_alias("- name: x\n", alias)) == (Aliases((Alias("x"), alias)), ())
    for correction in (
        Correction(claim=A, drop=True, note="n"),
        Correction(claim=A, fields={"agency": None, "speaker": {"name": "a, b", "kind": "person"}, "span": [[1, 2]]}),
        Correction(
            article="a9b1c7f20e4a", add={"statement": "x: y", "span": [[1, 2]], "about": {"words": ["no"]}}, by="z"
        ),
    ):
        assert parse_corrections(append_correction("", correction)) == ((correction,), ())


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=4, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_added(texts: list[str]) -> None:
    ruling = Ruling(A, B, "conflict", texts[0], texts[1], (texts[2], texts[3]))
    assert parse_rulings(append_ruling("# c\n", ruling)) == ((ruling,), ())


def test_corrections_survive_a_record_written_anew(make: Callable[..., ArticleRecord]) -> None:
    before, after = make("body", "one", "two"), make("body", "zero", "one", "two")
    correction = Correction(claim=before.claims[1].id, drop=True)
    assert [c.statement for c in apply_corrections(after, [correction])[0].claims] == ["zero", "one"]
