"""The folder vocabulary/: what is read, what is refused and how that is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimledger.ledger.words import FILES, load_words, parse_words
from claimledger.vocabulary import conversions, event_classes, noun_classes, triggers
from claimledger.wordbook import SHIPPED, Wordbook, in_force, package_file, using, word_file, word_set


def words(**files: str) -> Wordbook:
    found, problems = parse_words({f"{name}.yaml": text.encode() for name, text in files.items()})
    assert problems == ()
    return found


def test_lists_grow_maps_take_in_values_are_replaced() -> None:
    added = words(hedges="possible: [on the cards, may]", events="classes: {kill: {grows: false, verb: [garrotte]}}")
    shipped = package_file("hedges")["possible"]
    with using(added):
        assert word_file("hedges")["possible"] == [*shipped, "on the cards"]
        assert "garrotte" in triggers() and not event_classes()["kill"].grows
        assert event_classes()["kill"].unit == "person"
    assert "garrotte" not in triggers() and event_classes()["kill"].grows


def test_an_added_word_leaves_the_list_in_which_it_stood() -> None:
    assert noun_classes()["team"] == "rescuer"
    with using(words(participants="groups: {club: [team, club]}")):
        assert noun_classes()["team"] == "club"


def test_a_new_dimension_and_a_unit_of_an_old_one() -> None:
    with using(words(conversions="volume: {bushel: 35.239}\nenergy: {joule: 1, calorie: '4.184'}")):
        assert conversions()["bushel"][0] == conversions()["litre"][0]
        assert conversions()["calorie"][1] / conversions()["joule"][1] > 4


def test_nothing_added_is_the_package_alone(tmp_path: Path) -> None:
    assert load_words(tmp_path) == (SHIPPED, ())
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "README.md").write_text("what this is for")
    (tmp_path / "vocabulary" / "events.yaml").write_text("# nothing yet\n")
    assert load_words(tmp_path) == (SHIPPED, ())
    assert SHIPPED.digest is None


def test_the_digest_is_of_the_words_not_of_their_layout() -> None:
    one = words(hedges="possible: [on the cards]\nplanned: [pencilled in]")
    other = words(hedges="# two lists\nplanned:\n- pencilled in\npossible: ['on the cards']")
    assert one.digest == other.digest
    assert one.digest != words(hedges="possible: [on the cards]").digest


def test_words_in_force_end_with_the_block() -> None:
    added = words(hedges="possible: [on the cards]")
    with pytest.raises(KeyError), using(added):
        assert in_force() is added
        raise KeyError
    assert in_force() is SHIPPED
    assert "on the cards" not in word_set("hedges", "possible")


@pytest.mark.parametrize("name", FILES)
def test_every_file_names_shipped_lists(name: str) -> None:
    assert package_file(name)


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        pytest.param("events.yaml", "clases: {}", "1:9: clases: there is no such list", id="unknown-list"),
        pytest.param(
            "events.yaml", "classes:\n  a: {vreb: [x]}", "2:13: classes.a.vreb: there is no", id="unknown-key"
        ),
        pytest.param("events.yaml", "classes: {a: {kin: [b]}}", "no class 'b'", id="unknown-class"),
        pytest.param("events.yaml", "classes: {a: {once: 1}}", "must be true or false", id="flag"),
        pytest.param("units.yaml", "measures: {bushel: [Bushel]}", "write 'bushel'", id="capital"),
        pytest.param("units.yaml", "measures: {bushel: bushel}", "must be a list", id="no-list"),
        pytest.param("units.yaml", "stops: [x]", "there is no such list", id="grammar-is-no-list-to-add-to"),
        pytest.param("roles.yaml", "plain: [5]", "5 is no word", id="number"),
        pytest.param("roles.yaml", "plain: ['']", "must be words", id="empty"),
        pytest.param("roles.yaml", "plain: [a b c d e f]", "more than 5 words", id="long-phrase"),
        pytest.param("roles.yaml", "- a", "must be a map", id="no-map"),
        pytest.param("roles.yaml", "plain: [a", "not readable as YAML", id="no-yaml"),
        pytest.param("roles.yaml", "plain: [!!python/name:os.system a]", "tag", id="tag"),
        pytest.param("numbers.yaml", "scales: {myriad: 1.5}", "a whole number", id="scale"),
        pytest.param("conversions.yaml", "volume: {bushel: -1}", "a number above zero", id="factor"),
        pytest.param("conversions.yaml", "volume: {bushel: 1e5}", "a number above zero", id="exponent"),
        pytest.param("holidays.yaml", "fixed: {nauryz: [2, 30]}", "[month, day]", id="no-such-day"),
        pytest.param("holidays.yaml", "weekday: {x: [5, 7, 5]}", "which one", id="fifth-sunday"),
        pytest.param("boilerplate.yaml", "line: ['.*']", "there is no such word list", id="patterns-cannot-be-added"),
        pytest.param("dates.yaml", "symbols: {}", "there is no such word list", id="grammar-is-no-word-list"),
        pytest.param("mine.yaml", "a: [b]", "there is no such word list", id="unknown-file"),
        pytest.param("events.yml", "classes: {}", "there is no such word list", id="other-suffix"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(file: str, text: str, told: str) -> None:
    _, problems = parse_words({file: text.encode()})
    assert len(problems) == 1
    assert str(problems[0]).startswith(f"vocabulary/{file}")
    assert told in str(problems[0])


def test_bytes_that_are_no_text_and_too_many_of_them() -> None:
    _, problems = parse_words({"cues.yaml": b"\xff", "units.yaml": b"#" * 300_000})
    assert [problem.message for problem in problems] == ["not UTF-8 (byte 0)", "more than 200000 bytes"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    os.symlink("/etc/hostname", folder / "cues.yaml")
    added, [problem] = load_words(tmp_path)
    assert added is SHIPPED
    assert "symbolic link" in problem.message


def test_words_that_look_like_patterns_are_words() -> None:
    with using(words(places="common: ['(.*)+$', back lot]", units="references: ['a|b']")):
        from claimledger.extract.places import find_places
        from claimledger.extract.quantities import find_quantities

        assert [one.text for one in find_places("they met in the back lot", [(0, 24)], ())] == ["the back lot"]
        assert find_quantities("b 5 people were hurt")[0].min == 5
