"""A saved web page all the way: the real reader and model, then every command that shows where a claim stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = str(Path(__file__).parents[1] / "src")
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Ferry Orion sinks | {outlet}</title>
<meta property="og:site_name" content="{outlet}"><meta property="article:published_time" content="2025-03-10T09:00Z">
<link rel="canonical" href="https://news.example/{number}"></head><body><nav><a href="/">Home</a></nav><article>
<p>The ferry Orion left the harbour of Cape Brett at noon, as it does on every day of the year but one.</p>
<p>{number} people died when the ferry Orion sank on Sunday, the {who} said on Monday.</p></article></body></html>
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": SOURCE, "CLAIMLEDGER_DEBUG": "1"}
    command = [sys.executable, "-m", "claimledger", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of two pages whose claims are at odds."""
    root = tmp_path_factory.mktemp("pages")
    (root / "claimledger.toml").write_text("")
    (root / "articles").mkdir()
    for number, who, outlet in ((28, "coast guard", "Harbour Wire"), (35, "navy", "Cape News")):
        text = PAGE.format(number=number, who=who, outlet=outlet)
        (root / "articles" / f"{number}.html").write_text(text, encoding="utf-8")
    done = run(root, "ingest", "articles")
    assert done.returncode == 0, done.stderr
    return root


def test_metadata_and_text_are_in_the_ledger(folder: Path) -> None:
    claims = json.loads(run(folder, "list", "--format", "json").stdout)
    assert [one["article"] for one in claims if one["agency"] == "navy"] == [
        {
            "id": claims[0]["article"]["id"],
            "path": "articles/35.html",
            "title": "Ferry Orion sinks",
            "outlet": "Cape News",
            "published": "2025-03-10",
            "url": "https://news.example/35",
        }
    ]
    assert len(list((folder / "ledger" / "texts").iterdir())) == 2
    assert run(folder, "check").returncode == 0


def test_ingested_again_nothing_changes(folder: Path) -> None:
    def tree() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in (folder / "ledger").rglob("*") if path.is_file()}

    before = tree()
    assert run(folder, "ingest", "articles").returncode == 0
    assert tree() == before


def test_show_marks_the_claim_in_its_paragraph(folder: Path) -> None:
    [claim] = json.loads(run(folder, "list", "--agency", "navy", "--format", "json").stdout)
    text = " ".join(run(folder, "show", claim["id"]).stdout.split())
    assert "[35 people died when the ferry Orion sank on Sunday], {the navy} <said> on Monday." in text
    assert f"file ledger/texts/{claim['article']['id']}.txt:3" in text


def test_reports_point_into_the_copy(folder: Path) -> None:
    log = json.loads(run(folder, "diff", "--all", "--format", "sarif").stdout)
    [result] = log["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].startswith("ledger/texts/a")
    copy = (folder / place["artifactLocation"]["uri"]).read_text(encoding="utf-8").splitlines()
    assert "people died" in copy[place["region"]["startLine"] - 1]
    page = run(folder, "report", "-o", "-").stdout
    assert '<mark class="cue">said</mark>' in page
    assert "not at hand" not in page


def test_a_page_against_the_ledger(folder: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.html"
    draft.write_text(PAGE.format(number=40, who="police", outlet="The Evening Bell"), encoding="utf-8")
    done = run(folder, "diff", str(draft), "--format", "json")
    assert (done.returncode, len(json.loads(done.stdout)["added"])) == (1, 1)
    assert len(list((folder / "ledger" / "texts").iterdir())) == 2
