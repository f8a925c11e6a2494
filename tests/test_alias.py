"""``alias``: what looks like one source, and what does not; entries that people add."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from claimledger.ledger.store import load_ledger, write_records
from claimledger.records import ArticleInfo, ArticleRecord, Claim, Speaker, SpeakerKind, article_id, claim_ids
from claimledger.workflows.alias import suggest
from claimledger.workflows.place import Place

SOURCE = str(Path(__file__).parents[1] / "src")
Said = tuple[str, SpeakerKind, str | None, str | None]


def body(name: str) -> tuple[str, SpeakerKind, str | None, str | None]:
    return name, "organization", None, None


def person(name: str, role: str | None = None, agency: str | None = None) -> Said:
    return name, "person", role, agency


def ledger(root: Path, sources: list[Said], text: str = "They said so.\n") -> Place:
    """A ledger of one article with a claim of each source."""
    ident = article_id(text)
    (root / "articles").mkdir(exist_ok=True)
    (root / "articles" / "a.txt").write_text(text, encoding="utf-8")
    ids = claim_ids(ident, [(f"it is so {number}", one[0]) for number, one in enumerate(sources)])
    claims = tuple(
        Claim(ids[number], f"it is so {number}", ((0, 4),), speaker=Speaker(name, kind, role), agency=agency)
        for number, (name, kind, role, agency) in enumerate(sources)
    )
    folder = root / "ledger"
    folder.mkdir(exist_ok=True)
    (root / "claimledger.toml").touch()
    write_records(folder, [ArticleRecord(ArticleInfo(ident, "articles/a.txt"), claims)], root)
    return Place(root, folder)


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    outer = {**os.environ, "PYTHONPATH": SOURCE, "PYTHONUTF8": "1", "CLAIMLEDGER_DEBUG": "1"}
    command = [sys.executable, "-m", "claimledger", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=outer, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )


@pytest.mark.parametrize(
    ("sources", "names", "why"),
    [
        pytest.param(
            [body("WFP"), body("World Food Programme")], ("World Food Programme", "WFP"), "acronym", id="acronym"
        ),
        pytest.param([body("UN"), body("United Nations")], ("United Nations", "UN"), "acronym", id="two letters"),
        pytest.param(
            [body("Ministry of Health of Peru"), body("Peru's health ministry")],
            ("Ministry of Health of Peru", "Peru's health ministry"),
            "institution",
            id="ministry",
        ),
        pytest.param(
            [person("Ana Ruiz"), person("Mayor Ana Ruiz")], ("Mayor Ana Ruiz", "Ana Ruiz"), "titles", id="title"
        ),
        pytest.param([person("Ruiz"), person("Ana Ruiz")], ("Ana Ruiz", "Ruiz"), "surname", id="surname"),
        pytest.param(
            [person("Petro Zelenko", "president"), person("Petro Zelenkko", "president")],
            ("Petro Zelenkko", "Petro Zelenko"),
            "both president",
            id="spelling",
        ),
        pytest.param(
            [person("Zelenskii", None, "Navy"), person("Petro Zelenskyy", None, "Navy")],
            ("Petro Zelenskyy", "Zelenskii"),
            "spelt alike, both navy",
            id="surname spelt otherwise",
        ),
        pytest.param(
            [body("Coast Guards"), body("coast guard")], ("Coast Guards", "coast guard"), "spelt", id="plural"
        ),
    ],
)
def test_suggests(sources: list[Said], names: tuple[str, ...], why: str, tmp_path: Path) -> None:
    [found] = suggest(ledger(tmp_path, sources))
    assert found.names == names
    assert why in found.why
    assert found.doubts == ""
    assert shlex.split(found.command) == ["claimledger", "alias", "add", *names]


@pytest.mark.parametrize(
    "sources",
    [
        pytest.param([body("UN"), body("the U.N.")], id="one to every command already"),
        pytest.param([person("Ana Ruiz"), person("Ben Ruiz")], id="two of one family"),
        pytest.param([body("Italian coast guard"), body("Greek coast guard")], id="two countries"),
        pytest.param([body("WFP"), body("World Bank")], id="another acronym"),
        pytest.param([person("Ivan Petrov", "mayor"), person("Ivan Petrow", "colonel")], id="spelt alike, other roles"),
        pytest.param([person("Kim"), person("Lim")], id="short names differ by a letter"),
        pytest.param([person("Ana Ruiz"), body("Ana Ruiz Foundation")], id="a person and an institution"),
        pytest.param([("a witness", "unnamed", None, None), ("a witnes", "unnamed", None, None)], id="nobody's name"),
    ],
)
def test_leaves_alone(sources: list[Said], tmp_path: Path) -> None:
    assert suggest(ledger(tmp_path, sources)) == []


def test_what_an_article_writes_in_brackets_is_surest(tmp_path: Path) -> None:
    text = "The Civil Protection Institute of Vell (INPC) said so. The INPC said so.\n"
    sources = [body("INPC"), body("Civil Protection Institute of Vell"), person("Ruiz"), person("Ana Ruiz")]
    first, second = suggest(ledger(tmp_path, sources, text))
    assert first.names == ("Civil Protection Institute of Vell", "INPC")
    assert "articles/a.txt" in first.why
    assert second.names == ("Ana Ruiz", "Ruiz")
    assert first.sure > second.sure


def test_a_surname_of_two_is_doubtful(tmp_path: Path) -> None:
    found = suggest(ledger(tmp_path, [person("Ruiz"), person("Ana Ruiz"), person("Ben Ruiz")]))
    assert [one.names for one in found] == [("Ana Ruiz", "Ruiz"), ("Ben Ruiz", "Ruiz")]
    assert [one.doubts for one in found] == ["could be Ben Ruiz too", "could be Ana Ruiz too"]
    assert all(one.reason.startswith("doubtful") for one in found)


def test_three_names_of_one_are_one_suggestion(tmp_path: Path) -> None:
    [found] = suggest(ledger(tmp_path, [person("Ruiz"), person("Ana Ruiz"), person("Ana Maria Ruiz")]))
    assert found.names == ("Ana Maria Ruiz", "Ana Ruiz", "Ruiz")


def test_suggestions_merge_nothing_until_the_command_runs(tmp_path: Path) -> None:
    place = ledger(tmp_path, [person("O'Neil"), person("Ana O'Neil")])
    done = run("alias", "suggest", cwd=tmp_path)
    assert done.returncode == 0
    names, command = done.stdout.splitlines()
    assert names.startswith("Ana O'Neil = O'Neil  (likely: ")
    assert not (place.ledger / "aliases.yaml").exists()
    assert run(*shlex.split(command)[1:], cwd=tmp_path).returncode == 0
    assert load_ledger(place.ledger).aliases.canonical("O'Neil") == "Ana O'Neil"
    assert run("alias", "suggest", cwd=tmp_path).stdout == ""


def test_names_are_added_to_one_that_people_keep(tmp_path: Path) -> None:
    place = ledger(tmp_path, [body("WFP"), body("World Food Programme"), body("World Food Program")])
    assert run("alias", "add", "World Food Programme", "WFP", cwd=tmp_path).returncode == 0
    assert run("alias", "add", "WFP", "World Food Program", cwd=tmp_path).returncode == 0
    loaded = load_ledger(place.ledger)
    assert loaded.problems == ()
    assert {loaded.aliases.canonical(name) for name in ("WFP", "World Food Program")} == {"World Food Programme"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["Coast Guard", "WFP"], "stands in", id="it means another source"),
        pytest.param(["World Food Programme", "the WFP"], "nothing new", id="it is there"),
        pytest.param(["Navy", "the navy"], "nothing new", id="it is the same name"),
    ],
)
def test_add_refuses(arguments: list[str], words: str, tmp_path: Path) -> None:
    place = ledger(tmp_path, [body("WFP")])
    run("alias", "add", "World Food Programme", "WFP", cwd=tmp_path)
    before = (place.ledger / "aliases.yaml").read_bytes()
    done = run("alias", "add", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert (place.ledger / "aliases.yaml").read_bytes() == before
