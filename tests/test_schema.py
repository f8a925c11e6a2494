"""The JSON Schema of a ledger record: what the codec writes is valid, and both know the same fields and values."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.conftest import FULL
from tests.ledger.test_codec import CLAIMS, INFOS, _with_ids

from claimledger.export.jsonl import jsonl_lines
from claimledger.ledger import fields as codec
from claimledger.ledger.codec import dump_record, load_strict
from claimledger.ledger.fields import Fault, parse_claim, parse_info
from claimledger.records import (
    SCHEMA,
    ArticleInfo,
    ArticleRecord,
    Claim,
    Cue,
    Modality,
    Polarity,
    Quote,
    SpeakerKind,
    Stance,
)
from claimledger.workflows.schema import schema

DOCUMENT: dict[str, Any] = json.loads(schema())
DEFS: dict[str, Any] = DOCUMENT["$defs"]
VALID = jsonschema.Draft202012Validator(DOCUMENT)


def test_it_is_a_schema_with_every_part_described() -> None:
    jsonschema.Draft202012Validator.check_schema(DOCUMENT)
    assert DOCUMENT["properties"]["schema"] == {
        "description": "The format and its version; a reader refuses a newer one.",
        "const": SCHEMA,
    }
    for name in ("article", "claim", "cue", "speaker", "date", "quantity", "topic"):
        assert DEFS[name]["description"], name
    used = set(_references(DOCUMENT))
    assert used == {f"#/$defs/{name}" for name in DEFS}


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        pytest.param("article", codec.INFO_KEYS, id="article"),
        pytest.param("claim", Claim.__slots__, id="claim"),
        pytest.param("cue", Cue.__slots__, id="cue"),
        pytest.param("speaker", codec.SPEAKER_KEYS, id="speaker"),
        pytest.param("date", codec.DATE_KEYS, id="date"),
        pytest.param("quantity", codec.QUANTITY_KEYS, id="quantity"),
        pytest.param("topic", codec.TOPIC_KEYS, id="topic"),
    ],
)
def test_the_same_fields_in_the_same_order(name: str, keys: tuple[str, ...]) -> None:
    assert tuple(DEFS[name]["properties"]) == tuple(keys)


@pytest.mark.parametrize(
    ("part", "key", "values"),
    [
        ("claim", "quote", get_args(Quote)),
        ("claim", "stance", get_args(Stance)),
        ("claim", "polarity", get_args(Polarity)),
        ("claim", "modality", get_args(Modality)),
        ("speaker", "kind", get_args(SpeakerKind)),
    ],
)
def test_the_same_words(part: str, key: str, values: tuple[str, ...]) -> None:
    field = DEFS[part]["properties"][key]
    assert tuple(field["enum"]) == values
    if "default" in field:
        assert getattr(Claim("a0-b", "x", ((0, 1),)), key) == field["default"]


def test_the_same_patterns() -> None:
    assert DEFS["edtf"]["pattern"] == f"^(?:{codec.EDTF.pattern})$"
    assert DEFS["article"]["properties"]["id"]["pattern"] == f"^{codec.ARTICLE_ID.pattern}$"
    assert DEFS["claim"]["properties"]["id"]["pattern"] == f"^{codec.CLAIM_ID.pattern}$"


def written(record: ArticleRecord) -> Any:
    value, problems = load_strict(dump_record(record))
    assert problems == ()
    return value


def test_a_record_with_every_field_is_valid() -> None:
    VALID.validate(written(FULL))
    [line] = jsonl_lines([FULL])
    VALID.validate(json.loads(line))
    VALID.validate(written(ArticleRecord(ArticleInfo("a9b1c7f20e4a"))))


@given(st.builds(_with_ids, INFOS, st.lists(CLAIMS, max_size=2)))
@settings(max_examples=40, deadline=None)
def test_any_written_record_is_valid(record: ArticleRecord) -> None:
    VALID.validate(written(record))


def accepted_by_codec(value: Any) -> bool:
    try:
        info = parse_info(value["article"])
        for claim in value["claims"]:
            parse_claim(claim, info.id)
    except Fault:
        return False
    return True


def test_schema_and_codec_refuse_the_same() -> None:
    """Each field in turn: gone, of another type, empty. The codec refuses more only where a schema cannot say why:
    ends before their starts."""
    whole = written(FULL)
    accepted = refused = 0
    for path in _paths({key: whole[key] for key in ("article", "claims")}):
        for change in (_gone, *map(_put, (12, True, "", "no such word", [12], {"x": 1}, [[9, 3]]))):
            broken = copy.deepcopy(whole)
            change(broken, path)
            by_schema, by_codec = VALID.is_valid(broken), accepted_by_codec(broken)
            ends = {"span", "min", "max"} & set(path)
            assert by_schema == by_codec or (ends and by_schema), (path, change.__name__)
            accepted, refused = accepted + by_codec, refused + (not by_codec)
    assert min(accepted, refused) > 50


Path = tuple[str | int, ...]


def _paths(value: Any, at: Path = ()) -> Iterator[Path]:
    if len(at) > 1:
        yield at
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield from _paths(item, (*at, key))


def _holder(value: Any, path: Path) -> Any:
    for key in path[:-1]:
        value = value[key]
    return value


def _gone(value: Any, path: Path) -> None:
    del _holder(value, path)[path[-1]]


def _put(new: Any) -> Callable[[Any, Path], None]:
    def put(value: Any, path: Path) -> None:
        _holder(value, path)[path[-1]] = new

    put.__name__ = repr(new)
    return put


@pytest.mark.parametrize(
    ("path", "valid"),
    [
        pytest.param("/etc/passwd", False, id="absolute"),
        pytest.param("../x", False, id="upwards"),
        pytest.param("a/../../x", False, id="upwards inside"),
        pytest.param("a/..", False, id="upwards at the end"),
        pytest.param("a\0b", False, id="NUL"),
        pytest.param("articles/..x/y..z.txt", True, id="no-op: dots in names"),
        pytest.param("a\nb", True, id="no-op: a line break"),
    ],
)
def test_paths_stay_inside_for_both(path: str, valid: bool) -> None:
    value = written(FULL)
    value["article"]["path"] = path
    assert (VALID.is_valid(value), accepted_by_codec(value)) == (valid, valid)


@pytest.mark.parametrize("key", ["schema", "article", "digest", "claims"])
def test_no_part_may_be_missing(key: str) -> None:
    value = written(FULL)
    del value[key]
    assert not VALID.is_valid(value)


def test_unknown_keys_are_accepted() -> None:
    value = written(FULL)
    value["later"] = value["claims"][0]["mood"] = "calm"
    VALID.validate(value)
