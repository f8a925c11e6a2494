"""docs/records.md is what the JSON Schema says of a record. GOLDEN=rewrite writes it again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs/records.md"
HEAD = """\
# The record

One file under `ledger/articles` is one article with its claims: YAML, read strictly (no anchors, tags or duplicate
keys), written in a fixed order with empty fields left out. `claimledger schema` prints the JSON Schema that this page
is made from (`make golden`). Offsets count code points of the article's file, the end exclusive: `text[start:end]` is
the text. Dates are EDTF (ISO 8601-2), intervals inclusive: `2024-10-27`, `2024-10-01/2024-10-20`, `2024-10-01/..`,
`XXXX-10-27` where the year is not known.
"""
TITLES = {
    "article": "article", "claim": "claims[]", "cue": "cue", "speaker": "speaker", "date": "said_on, when",
    "quantity": "quantities[]", "topic": "about",
}  # fmt: skip


def page(schema: dict[str, Any]) -> str:
    parts = [HEAD, *section("the file", schema, schema)]
    for name, title in TITLES.items():
        parts += section(title, schema["$defs"][name], schema)
    return "\n".join(parts)


def section(title: str, of: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    yield f"## {title}\n"
    yield of.get("description", "") + "\n"
    yield "| field | value | what |\n|---|---|---|"
    for name, field in of["properties"].items():
        about = {**referred(field, schema), **field}
        need = "Always there." if name in of.get("required", ()) else ""
        need = f"Left out: {about['default']}." if "default" in about else need
        told = " ".join(filter(None, (cell(about.get("description", "")), need)))
        yield f"| `{name}` | {values(field, schema)} | {told} |"
    yield ""


def values(field: dict[str, Any], schema: dict[str, Any]) -> str:
    ref = field.get("$ref", "").rpartition("/")[2]
    if ref in TITLES:
        return f"[{TITLES[ref]}](#{TITLES[ref].replace('[]', '').replace(', ', '-')})"
    if ref in ("edtf", "span"):
        return {"edtf": "EDTF", "span": "[start, end]"}[ref]
    about = {**referred(field, schema), **field}
    if "enum" in about:
        return ", ".join(about["enum"])
    if "const" in about:
        return str(about["const"])
    if about.get("type") == "array":
        return f"list of {values(about['items'], schema)}"
    kind = about.get("type", "")
    return {"string": "text", "object": "map"}.get(kind, kind)


def referred(field: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schema["$defs"].get(field.get("$ref", "").rpartition("/")[2], {})
    return found


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def test_golden_records_page_is_what_the_schema_says() -> None:
    schema = json.loads((files("claimledger") / "data/ledger.schema.json").read_text(encoding="utf-8"))
    made = page(schema)
    if os.environ.get("GOLDEN") == "rewrite":
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made, "docs/records.md is stale: make golden rewrites it"


def test_every_part_of_the_schema_has_its_section() -> None:
    schema = json.loads((files("claimledger") / "data/ledger.schema.json").read_text(encoding="utf-8"))
    parts = {name for name, of in schema["$defs"].items() if "properties" in of}
    assert parts == set(TITLES)
