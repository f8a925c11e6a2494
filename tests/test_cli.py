"""The command line through real processes, on ledgers made by hand: no language model is needed here."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import resource
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from claimledger.ledger.store import write_records
from claimledger.records import (
    ArticleInfo,
    ArticleRecord,
    Claim,
    Cue,
    DateValue,
    Quantity,
    Speaker,
    Topic,
    article_id,
    claim_ids,
)

SOURCE = str(Path(__file__).parents[1] / "src")
FERRY = "28 people died when the ferry Orion sank on Sunday, the coast guard said on Monday.\n"
HARBOUR = "At least 35 people were killed when the ferry Orion sank on Sunday, the harbour authority said.\n"


def article(
    path: str, text: str, statement: str, agency: str, number: int, published: str, title: str = "Ferry Orion sinks"
) -> ArticleRecord:
    """A record of one claim on how many died, as the extraction would make it."""
    start = text.index(statement)
    ident = article_id(text)
    speaker = Speaker(agency, "organization")
    claim = Claim(
        id=claim_ids(ident, [(statement, agency)])[0],
        statement=statement,
        span=((start, start + len(statement)),),
        cue=Cue("said", (text.index("said"), text.index("said") + 4)),
        speaker=speaker,
        agency=agency,
        when=DateValue("on Sunday", "2025-03-09"),
        places=("Strait of Orion",),
        quantities=(Quantity(f"{number} people", Decimal(number), Decimal(number), unit="person"),),
        about=Topic(
            events=("kill",), participants=("ferry", "Orion"), words=("body", "die", "ferry", "orion", "people")
        ),
    )
    info = ArticleInfo(ident, path, title, outlet=f"{agency.title()} Gazette", published=published)
    return ArticleRecord(info, (claim,))


FIRST = article(
    "articles/a.txt", FERRY, "28 people died when the ferry Orion sank on Sunday", "coast guard", 28, "2025-03-10"
)
SECOND = article(
    "articles/b.txt",
    HARBOUR,
    "At least 35 people were killed when the ferry Orion sank on Sunday",
    "harbour authority",
    35,
    "2025-03-10",
)
A, B = FIRST.claims[0].id, SECOND.claims[0].id


def run(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None, stdin: bytes = b""
) -> subprocess.CompletedProcess[str]:
    # A bug must show its traceback here, unless a test asks for what people see.
    outer = {**os.environ, "PYTHONPATH": SOURCE, "PYTHONUTF8": "1", "CLAIMLEDGER_DEBUG": "1"}
    found = subprocess.run(
        [sys.executable, "-m", "claimledger", *arguments],
        cwd=cwd,
        env={**outer, **(env or {})},
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return subprocess.CompletedProcess(found.args, found.returncode, found.stdout.decode(), found.stderr.decode())


def git(*arguments: str, cwd: Path) -> None:
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", *arguments],
        cwd=cwd,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository without git: two articles and a ledger of both."""
    (tmp_path / "claimledger.toml").write_text("")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(FERRY)
    (tmp_path / "articles" / "b.txt").write_text(HARBOUR)
    (tmp_path / "ledger").mkdir()
    write_records(tmp_path / "ledger", [FIRST, SECOND], tmp_path)
    return tmp_path


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A git repository whose ledger gained the second article since its first commit."""
    git("init", "--quiet", "--initial-branch=main", cwd=tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(FERRY)
    (tmp_path / "ledger").mkdir()
    write_records(tmp_path / "ledger", [FIRST], tmp_path)
    git("add", ".", cwd=tmp_path)
    git("commit", "--quiet", "--message=first", cwd=tmp_path)
    (tmp_path / "articles" / "b.txt").write_text(HARBOUR)
    write_records(tmp_path / "ledger", [SECOND], tmp_path)
    return tmp_path


def test_diff_all_flags_the_conflict(repository: Path) -> None:
    done = run("diff", "--all", "--format", "json", cwd=repository)
    document = json.loads(done.stdout)
    assert list(document) == ["schema", "base", "added", "changed", "removed", "relations"]
    assert (document["schema"], document["base"], document["added"]) == ("claimledger-diff/1", None, [])
    [relation] = document["relations"]
    assert list(relation) == ["relation", "a", "b", "why", "ruling"]
    assert relation["relation"] == "conflicts"
    assert {relation["a"], relation["b"]} == {A, B}
    assert "28" in relation["why"]
    assert "35" in relation["why"]
    assert done.returncode == 1


def test_diff_against_a_revision(branch: Path) -> None:
    done = run("diff", "--format", "json", cwd=branch)
    document = json.loads(done.stdout)
    assert (document["base"], document["added"], document["removed"]) == ("HEAD", [B], [])
    assert [one["relation"] for one in document["relations"]] == ["conflicts"]
    assert done.returncode == 1
    git("add", ".", cwd=branch)
    git("commit", "--quiet", "--message=second", cwd=branch)
    unchanged = run("diff", cwd=branch)
    assert (unchanged.stdout, unchanged.returncode) == ("no relations\n", 0)
    assert run("diff", "--base", "HEAD~1", cwd=branch).returncode == 1


def test_diff_of_a_known_article_needs_no_model(repository: Path) -> None:
    done = run("diff", "articles/b.txt", "--format", "jsonl", cwd=repository)
    [line] = done.stdout.splitlines()
    assert json.loads(line)["relation"] == "conflicts"
    assert {json.loads(line)[side]["statement"] for side in "ab"} == {
        FIRST.claims[0].statement,
        SECOND.claims[0].statement,
    }
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("options", "code"),
    [
        pytest.param([], 1, id="conflicts by default"),
        pytest.param(["--fail-on", "any"], 1, id="any"),
        pytest.param(["--fail-on", "never"], 0, id="no-op: never"),
    ],
)
def test_fail_on(options: list[str], code: int, repository: Path) -> None:
    assert run("diff", "--all", *options, cwd=repository).returncode == code


def test_fail_on_in_the_settings(repository: Path) -> None:
    (repository / "claimledger.toml").write_text('fail_on = "never"\nsurprise = 1\n')
    done = run("diff", "--all", cwd=repository)
    assert done.returncode == 0
    assert "claimledger.toml:2: unknown setting 'surprise'" in done.stderr


def test_a_ruling_settles_a_conflict(repository: Path) -> None:
    done = run("rule", A, B, "--as", "no-conflict", "--note", "bodies, and missing", cwd=repository)
    assert (done.returncode, done.stdout) == (0, "")
    assert "bodies, and missing" in (repository / "ledger" / "rulings.yaml").read_text()
    after = run("diff", "--all", "--format", "json", cwd=repository)
    assert [one["ruling"] for one in json.loads(after.stdout)["relations"]] == ["no-conflict"]
    assert after.returncode == 0
    assert run("check", cwd=repository).returncode == 0


def test_why_two_claims_conflict(repository: Path) -> None:
    done = run("diff", "--why", A, B[:14], cwd=repository)
    assert done.returncode == 0
    assert "CONFLICTS  dead: " in done.stdout
    assert "28 people / 35 people: count the same, incompatible" in " ".join(done.stdout.split())
    assert run("diff", "--why", A, A, cwd=repository).returncode == 2


def test_what_a_ruling_silenced_is_counted_and_can_be_listed(repository: Path) -> None:
    run("rule", A, B, "--as", "no-conflict", "--note", "bodies, and missing", cwd=repository)
    done = run("diff", "--all", cwd=repository)
    assert "dead (people)" not in done.stdout
    assert done.stdout.endswith("1 relation silenced by rulings; diff --silenced lists them\n")
    listed = run("diff", "--all", "--silenced", cwd=repository).stdout
    assert "CONFLICTS [ruled no-conflict]" in listed
    assert "bodies, and missing" in listed
    assert "bodies, and missing" in run("diff", "--all", "--silenced", "--format", "markdown", cwd=repository).stdout


def test_a_confirmed_conflict_stays_in_the_list(repository: Path) -> None:
    run("rule", A, B, "--as", "conflict", cwd=repository)
    done = run("diff", "--all", cwd=repository)
    assert "ruled conflict" in " ".join(done.stdout.split())
    assert "silenced" not in done.stdout
    assert done.returncode == 0


def test_a_stale_ruling_is_told_and_silences_nothing(repository: Path) -> None:
    run("rule", A, B, "--as", "no-conflict", cwd=repository)
    rulings = repository / "ledger" / "rulings.yaml"
    rulings.write_text(rulings.read_text().replace("28 people", "27 people"))
    done = run("diff", "--all", cwd=repository)
    assert done.returncode == 1
    assert "is stale" in done.stderr
    assert "is stale" in run("diff", "--all", "--format", "markdown", cwd=repository).stdout


def test_rule_without_a_terminal_asks_for_the_ruling(repository: Path) -> None:
    done = run("rule", A, B, cwd=repository)
    assert done.returncode == 2
    assert "--as: conflict, no-conflict, same-origin" in done.stderr


def test_the_table_reads_well_in_80_columns(repository: Path) -> None:
    done = run("diff", "--all", cwd=repository)
    lines = done.stdout.splitlines()
    assert lines[0] == "dead (people) – Strait of Orion, 2025: 1 conflict"
    assert lines[-1] == "1 conflict"
    assert max(map(len, lines)) <= 80
    text = " ".join(done.stdout.split())
    for shown in (
        A,
        B,
        "coast guard",
        "harbour authority, 10 Mar, Harbour Authority Gazette",
        " people vs ",
    ):
        assert shown in text
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_github_annotations_point_into_the_article(branch: Path) -> None:
    [line] = run("diff", "--format", "github", cwd=branch).stdout.splitlines()
    assert line.startswith("::warning file=articles/b.txt,line=1,title=conflicts::")
    (branch / "articles" / "b.txt").unlink()
    [line] = run("diff", "--format", "github", cwd=branch).stdout.splitlines()
    assert line.startswith("::warning file=ledger/articles/2025/2025-03-10-")
    file, number = (part.split("=")[1] for part in line.split("::")[1].removeprefix("warning ").split(",")[:2])
    assert B in (branch / file).read_text().splitlines()[int(number) - 1]


def test_markdown(repository: Path) -> None:
    done = run("diff", "--all", "--format", "markdown", cwd=repository)
    head, _, rest = done.stdout.partition("\n\n### dead (people) – Strait of Orion, 2025: 1 conflict\n\n")
    assert head == "## claimledger: 1 conflict"
    assert f"“{FIRST.claims[0].statement}” [a.txt:1](articles/a.txt#L1) `{A}` |" in rest
    assert f"`claimledger rule {min(A, B)} {max(A, B)} --as no-conflict" in rest


def test_show_gives_the_claim_in_its_context(repository: Path) -> None:
    done = run("show", A[:14], cwd=repository)
    text = " ".join(done.stdout.split())
    assert f"[{FIRST.claims[0].statement}], the coast guard <said> on Monday." in text
    assert "articles/a.txt:1" in text
    assert "CONFLICTS" in text
    shown = json.loads(run("show", A, "--format", "json", cwd=repository).stdout)
    assert (shown[0]["id"], shown[0]["stance"], shown[0]["article"]["path"]) == (A, "asserts", "articles/a.txt")


@pytest.mark.parametrize(
    ("command", "found"),
    [
        pytest.param(["list"], {A, B}, id="all"),
        pytest.param(["list", "--speaker", "Coast Guard"], {A}, id="speaker, case folded"),
        pytest.param(["list", "--agency", "harbour"], {B}, id="part of an agency's name"),
        pytest.param(["list", "--date", "2025-03"], {A, B}, id="month"),
        pytest.param(["list", "--date", "2025-03-10/2025-03-31"], set(), id="no-op: another time"),
        pytest.param(["list", "--place", "orion"], {A, B}, id="place"),
        pytest.param(["list", "--quantity", "28"], {A}, id="figure"),
        pytest.param(["list", "--quantity", "30.."], {B}, id="figures from"),
        pytest.param(["list", "--quantity", "..27"], set(), id="no-op: figures up to"),
        pytest.param(["search", "ferr", "died"], {A}, id="all words, by their beginnings"),
        pytest.param(["search", "erry"], set(), id="no-op: inside of a word"),
        pytest.param(["list", "--words", "killed", "--speaker", "guard"], set(), id="no-op: filters go together"),
    ],
)
def test_list_and_search(command: list[str], found: set[str], repository: Path) -> None:
    done = run(*command, "--format", "jsonl", cwd=repository)
    assert {json.loads(line)["id"] for line in done.stdout.splitlines()} == found
    assert ("no such claims" in done.stderr) == (not found)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [pytest.param({}, True, id="colours"), pytest.param({"NO_COLOR": "1"}, False, id="no-op: NO_COLOR")],
)
def test_on_a_terminal(environment: dict[str, str], coloured: bool, repository: Path) -> None:
    ours, theirs = pty.openpty()
    outer = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "FORCE_COLOR")}
    command = [sys.executable, "-m", "claimledger", "show", A]
    env = {**outer, "PYTHONPATH": SOURCE, "TERM": "xterm-256color", **environment}
    with subprocess.Popen(command, cwd=repository, stdin=theirs, stdout=theirs, stderr=theirs, env=env) as process:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # what Linux says where nobody writes any more
            while part := os.read(ours, 4096):
                shown += part
    os.close(ours)
    text = shown.decode()
    assert process.returncode == 0
    assert bool(re.search(r"\x1b\[[0-9;]*3[0-7]", text)) == coloured
    # Without colours, brackets tell claim and cue apart.
    assert ("<said>" in text) == (not coloured)


def test_list_has_the_same_columns_for_every_claim(repository: Path) -> None:
    lines = run("list", cwd=repository).stdout.splitlines()
    assert lines == [
        f"{A}  2025-03-10  coast guard        Coast Guard Gazette",
        "    28 people died when the ferry Orion sank on Sunday",
        f"{B}  2025-03-10  harbour authority  Harbour Authority Gazette",
        "    At least 35 people were killed when the ferry Orion sank on Sunday",
    ]


@pytest.mark.parametrize("command", [["list"], ["show", A], ["diff", "--all"]], ids=lambda command: command[0])
def test_narrow_terminals(command: list[str], repository: Path) -> None:
    done = run(*command, cwd=repository, env={"COLUMNS": "40"})
    words = [word for line in done.stdout.splitlines() if len(line) > 40 for word in line.split()]
    assert all(len(word) > 30 for word in words)


def test_show_tells_what_people_decided(repository: Path) -> None:
    run(
        "correct",
        A,
        "--speaker",
        "Cape Brett station",
        "--note",
        "not the guard itself",
        "--by",
        "desk",
        cwd=repository,
    )
    run("rule", A, B, "--as", "conflict", "--note", "both stand by it", cwd=repository)
    text = " ".join(run("show", A, cwd=repository).stdout.split())
    assert "people corrected: speaker not the guard itself – desk" in text
    assert "CONFLICTS [ruled conflict]" in text
    assert "both stand by it" in text


def test_show_tells_of_rulings_that_no_relation_is_left_of(repository: Path) -> None:
    run("rule", A, B, "--as", "unrelated", "--note", "two ferries", "--by", "desk", cwd=repository)
    assert run("correct", B, "--modality", "planned", cwd=repository).returncode == 0
    text = " ".join(run("show", A, cwd=repository).stdout.split())
    assert "CONFLICTS" not in text
    assert f"ruled unrelated with {B} – two ferries – desk" in text


def test_why_as_json(repository: Path) -> None:
    done = run("diff", "--why", A, B, "--format", "json", cwd=repository)
    told = json.loads(done.stdout)
    assert (told["a"]["id"], told["b"]["id"], told["relation"], told["ruling"]) == (A, B, "conflicts", None)
    assert {one["passed"] for one in told["steps"]} <= {True, False, None}
    assert run("diff", "--why", A, B, "--format", "sarif", cwd=repository).returncode == 2


# Asked one after the other -------------------------------------------------------------------------------------------


def test_rule_walks_through_the_open_conflicts(repository: Path) -> None:
    third = article("articles/c.txt", HARBOUR + "x", HARBOUR.split(",")[0], "port police", 40, "2025-03-10")
    write_records(repository / "ledger", [third], repository)
    assert len(json.loads(run("diff", "--all", "--format", "json", cwd=repository).stdout)["relations"]) == 3
    done = run("rule", "--interactive", cwd=repository, stdin=b"why\nno\nbodies, and missing\n\n\n")
    assert done.returncode == 0
    assert "1 of 3  CONFLICTS  " in done.stdout
    assert "3 of 3  CONFLICTS  " in done.stdout
    assert f"[{FIRST.claims[0].statement}], the coast guard <said> on Monday." in " ".join(done.stdout.split())
    assert "count the same, incompatible" in " ".join(done.stdout.split())
    assert done.stderr.endswith("claimledger: 1 ruled on, 2 left open\n")
    [ruled] = [one for one in (repository / "ledger" / "rulings.yaml").read_text().splitlines() if " as: " in one]
    assert ruled == "  as: no-conflict"


@pytest.mark.parametrize(
    ("arguments", "stdin", "left"),
    [
        pytest.param([], b"quit\n", 1, id="quit"),
        pytest.param([], b"", 1, id="the input ends"),
        pytest.param([], b"\n", 1, id="Enter skips"),
        pytest.param([], b"maybe\nc\n\n", 1, id="asked again after nonsense"),
        pytest.param([A], b"conflict\n\n", 0, id="those of one claim"),
        pytest.param([A, B, "--note", "x"], b"conflict\n", None, id="one pair"),
    ],
)
def test_answers(arguments: list[str], stdin: bytes, left: int | None, repository: Path) -> None:
    done = run("rule", *arguments, "--interactive", cwd=repository, stdin=stdin)
    assert done.returncode == 0
    if left is None:
        assert "ruled conflict in ledger/rulings.yaml" in done.stderr
    elif b"maybe" in stdin:
        assert "'maybe' is none of them" in done.stderr
        assert "'c' " not in done.stderr
    else:
        assert done.stderr.endswith(f"{1 - left} ruled on, {left} left open\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param([], "name two claims, or be asked with --interactive", id="nothing, and no terminal"),
        pytest.param(["--as", "conflict"], "--as needs two claims", id="a ruling on nothing"),
        pytest.param(["zzzz", "--interactive"], "claimledger list shows the ids", id="no such claim"),
    ],
)
def test_rule_needs_a_pair_or_a_person(arguments: list[str], message: str, repository: Path) -> None:
    done = run("rule", *arguments, cwd=repository)
    assert done.returncode == 2
    assert message in done.stderr


# Shell completion ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("sho", ["show"], id="a command"),
        pytest.param("diff --fa", ["--fail-on"], id="an option of a command"),
        pytest.param(f"show {A[:5]}", [A], id="a claim"),
        pytest.param(f"rule {A} {B[:15]}", [B], id="the second claim"),
        pytest.param("show zz", [], id="no-op: no such claim"),
        pytest.param("--ledger nowhere show a", [], id="no-op: no such ledger"),
    ],
)
def test_completion(line: str, expected: list[str], repository: Path) -> None:
    words = f"claimledger {line}"
    env = {"_CLAIMLEDGER_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = run(cwd=repository, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == expected


def test_completion_loads_no_ledger(repository: Path) -> None:
    (repository / "ledger" / "rulings.yaml").write_text("]broken")
    env = {"_CLAIMLEDGER_COMPLETE": "complete_bash", "COMP_WORDS": "claimledger show a", "COMP_CWORD": "2"}
    assert sorted(run(cwd=repository, env=env).stdout.split()) == sorted([A, B])


def test_aliases(repository: Path) -> None:
    done = run("alias", "add", "Coast Guard of Orion", "coast guard", cwd=repository)
    assert done.returncode == 0
    listed = run("list", "--speaker", "guard of orion", "--format", "jsonl", cwd=repository)
    assert json.loads(listed.stdout)["id"] == A


def test_alias_suggest_merges_nothing(repository: Path) -> None:
    other = article("articles/c.txt", FERRY + "x", "28 people died", "Coast Guards", 28, "2025-03-11")
    write_records(repository / "ledger", [other], repository)
    done = run("alias", "suggest", cwd=repository)
    assert done.stdout.startswith("Coast Guards = coast guard")
    assert not (repository / "ledger" / "aliases.yaml").exists()


def test_check_finds_what_was_edited(repository: Path) -> None:
    done = run("check", cwd=repository)
    assert (done.returncode, done.stdout) == (0, "")
    assert "2 articles, 2 claims: 0 faults" in done.stderr
    [file] = (repository / "ledger").rglob(f"*{SECOND.article.id}.yaml")
    file.write_text(file.read_text().replace("35 people", "53 people"))
    done = run("check", cwd=repository)
    assert done.returncode == 1
    assert str(file) in done.stdout
    assert run("diff", "--all", cwd=repository).returncode == 2


def test_check_finds_an_edited_article(repository: Path) -> None:
    (repository / "articles" / "a.txt").write_text(FERRY.replace("28", "29"))
    done = run("check", cwd=repository)
    assert done.returncode == 1
    assert "articles/a.txt is no longer the text" in done.stdout


def test_check_never_reads_outside_the_repository(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("SECRET " + FERRY)
    (repository / "articles" / "a.txt").unlink()
    (repository / "articles" / "a.txt").symlink_to(outside)
    done = run("show", A, cwd=repository)
    assert "SECRET" not in done.stdout
    assert done.returncode == 0


def test_init_makes_a_repository_and_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "story").mkdir()
    (tmp_path / "story" / "claimledger.toml").write_text("dozens = 30\n")
    done = run("init", "story", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "story" / "claimledger.toml").read_text() == "dozens = 30\n"
    workflow = (tmp_path / "story" / ".github" / "workflows" / "claimledger.yml").read_text()
    assert "pull_request:" in workflow
    assert "contents: read" in workflow
    assert "pull_request_target" not in workflow
    assert run("check", cwd=tmp_path / "story").returncode == 0
    again = run("init", "story", cwd=tmp_path)
    assert "made" not in again.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["diff", "--all"], "ledger", id="no ledger"),
        pytest.param([], "Usage: claimledger [OPTIONS]", id="nothing at all"),
        pytest.param(["export", "--to", "xls"], "Invalid value for '--to': 'xls' is not one of", id="no such target"),
        pytest.param(["show"], "claimledger show --help shows examples", id="no argument"),
        pytest.param(["frobnicate"], "No such command", id="no such command"),
        pytest.param(["diff", "--format", "xml"], "xml", id="no such format"),
        pytest.param(["list", "--date", "soon"], "--date 'soon' is no date", id="no date"),
        pytest.param(["list", "--quantity", "some"], "is no figure", id="no figure"),
        pytest.param(["ingest", "missing.txt"], "missing.txt: cannot be read", id="no such article"),
        pytest.param(["diff", "--all", "a.txt"], "--all takes no articles", id="two ways at once"),
        pytest.param(["diff", "--why", "a", "b", "--all"], "--why takes two claims", id="why and more"),
    ],
)
def test_bad_usage_and_input(arguments: list[str], message: str, tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["rule", A, A, "--as", "conflict"], "two claims", id="a pair of one"),
        pytest.param(["rule", A, "a0-none", "--as", "conflict"], "no claim 'a0-none'", id="unknown claim"),
        pytest.param(["show", "zzzz"], "claimledger list shows the ids", id="unknown id"),
        pytest.param(["diff"], "not in a git repository", id="no git"),
    ],
)
def test_bad_input_with_a_ledger(arguments: list[str], message: str, repository: Path) -> None:
    done = run(*arguments, cwd=repository)
    assert done.returncode == 2
    assert message in done.stderr


def test_an_unknown_revision(branch: Path) -> None:
    done = run("diff", "--base", "--output=x", cwd=branch)
    assert done.returncode == 2
    assert not (branch / "x").exists()


def test_a_bug_is_said_to_be_one(repository: Path) -> None:
    broken = repository / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(
        "import claimledger.ledger.store as store\ndef fail(*_): raise RuntimeError('boom')\nstore.load_ledger = fail\n"
    )
    done = run("list", cwd=repository, env={"PYTHONPATH": _path(broken), "CLAIMLEDGER_DEBUG": ""})
    assert done.returncode == 3
    assert "this is a bug in claimledger: RuntimeError: boom" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_bug(repository: Path) -> None:
    command = [sys.executable, "-m", "claimledger", "list"]
    with subprocess.Popen(
        command,
        cwd=repository,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": SOURCE},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
    assert (process.returncode, errors) == (141, b"")


@pytest.mark.parametrize(
    "command", [[], ["ingest"], ["diff"], ["show"], ["list"], ["search"], ["rule"], ["check"], ["init"]]
)
def test_help_teaches(command: list[str], tmp_path: Path) -> None:
    done = run(*command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert f"claimledger {' '.join(command)}".strip() in done.stdout.split("Options:")[0].split("\n", 2)[2]


@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["diff", "--all"],
        ["check"],
        ["list"],
        ["search", "ferry"],
        ["show", A],
        ["rule", A, B, "--as", "conflict"],
    ],
    ids=lambda command: command[0],
)
def test_commands_that_never_load_a_model(command: list[str], repository: Path) -> None:
    hook = repository / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(
        "import atexit, sys\n"
        "heavy = {'spacy', 'thinc', 'onnxruntime', 'numpy', 'curated_tokenizers'}\n"
        "atexit.register(lambda: print('HEAVY', sorted(heavy & set(sys.modules)), file=sys.stderr))\n"
    )
    done = run(*command, cwd=repository, env={"PYTHONPATH": _path(hook)})
    assert "HEAVY []" in done.stderr
    assert done.returncode in (0, 1)


def test_version(tmp_path: Path) -> None:
    done = run("--version", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("claimledger ")


def test_help_costs_little() -> None:
    """User and system time of both by turns, the least of each: the ratio holds on a busy machine."""

    def cost(*arguments: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env={"PYTHONPATH": SOURCE})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    nothing = helped = float("inf")
    for _ in range(20):
        nothing = min(nothing, cost("-c", "pass"))
        helped = min(helped, cost("-m", "claimledger", "--help"))
        if helped <= 8 * nothing:
            return
    pytest.fail(f"--help costs {helped / nothing:.1f} times as much as nothing")


def test_help_imports_little() -> None:
    code = "import sys\nfrom claimledger.cli import run\nrun(['--help'])\nprint(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": SOURCE}
    )
    assert not {"rich", "yaml", "claimledger.records", "decimal"} & set(eval(done.stderr))


def _path(first: Path) -> str:
    return os.pathsep.join([str(first), SOURCE])
