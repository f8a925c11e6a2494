"""docs/relations.md: every example is what comparison says, and the table has every setting."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimledger.compare.candidates import compare
from claimledger.compare.entry import entries
from claimledger.compare.thresholds import Thresholds
from claimledger.compare.verdict import relate
from claimledger.ledger.fields import parse_claim
from claimledger.records import ArticleInfo, ArticleRecord
from claimledger.settings import DEFAULTS
from claimledger.workflows.missed import read_fields

PAGE = Path(__file__).parents[1] / "docs" / "relations.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)]


def record(number: int, given: dict[str, Any]) -> ArticleRecord:
    """One article of the story with one claim, read as a claim that a person adds."""
    article, statement, stance = f"a{number:011d}", given["says"], given.get("stance", "asserts")
    spans = [(0, len(statement))]
    found = read_fields(statement, spans, str(given["said"]), given.get("places", []), DEFAULTS, stance=stance)
    found.pop("when", None)
    if "when" in given:
        found["when"] = {"text": "then", "date": given["when"], **({"time": given["time"]} if "time" in given else {})}
    for key in ("places", "polarity", "modality"):
        if key in given:
            found[key] = given[key]
    claim = {
        "id": f"{article}-aaaa",
        "statement": statement,
        "span": [list(span) for span in spans],
        "quote": "indirect",
        "stance": stance,
        "speaker": {"name": given["by"], "kind": "organization"},
        "agency": given["by"],
        "said_on": {"text": "that day", "date": str(given["said"])},
        **found,
    }
    info = ArticleInfo(article, title="The Orion in Galicia", published=str(given["said"]))
    return ArticleRecord(info, (parse_claim(claim, article),))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example[1]["says"])[:40])
def test_examples(example: list[dict[str, Any]]) -> None:
    first, second, expected = example
    a, b = entries([record(1, first), record(2, second)])
    found = relate(a, b)
    assert (found.relation if found else "none", found.why if found else "") == (
        expected["relation"],
        expected.get("why", ""),
    )
    assert relate(b, a) == found
    assert compare([a, b]).relations == ((found,) if found else ())


def test_there_are_examples_of_every_relation() -> None:
    assert {example[2]["relation"] for example in EXAMPLES} == {
        "conflicts",
        "corroborates",
        "echoes",
        "updates",
        "none",
    }


def test_every_setting_is_in_the_table() -> None:
    table = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", TEXT, re.MULTILINE))
    assert table == {one.name: str(one.default) for one in fields(Thresholds)}
    assert all(getattr(DEFAULTS, one.name) == one.default for one in fields(Thresholds))
