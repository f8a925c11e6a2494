"""``diff`` on real git repositories, as CI and reviewers meet them, with ledgers made by hand."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from claimledger.errors import ClaimledgerError, GitError
from claimledger.findings import Findings
from claimledger.ledger.history import file_at, merge_base
from claimledger.ledger.store import load_ledger, write_records
from claimledger.records import ArticleInfo, ArticleRecord, Claim, Quantity, Speaker, Topic, article_id, claim_ids
from claimledger.wordbook import SHIPPED
from claimledger.workflows.diff import diff_revision
from claimledger.workflows.init import init
from claimledger.workflows.place import Place, find_place, with_settings_of

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def _own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository whose first commit, on main, holds one article."""
    folder = tmp_path / "story"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "claimledger.toml").write_text("")
    ingest(folder, "a", 28, "Coast Guard")
    commit(folder)
    return folder


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "x")
    return git(folder, "rev-parse", "HEAD")


def ingest(folder: Path, name: str, number: int, who: str) -> str:
    """The id of the one claim of an article, which is written with its record."""
    statement = f"{number} people died when the ferry Orion sank"
    text = f"{statement}, the {who} said.\n"
    path = folder / "articles" / f"{name}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    ident = article_id(text)
    claim = Claim(
        claim_ids(ident, [(statement, who)])[0],
        statement,
        ((0, len(statement)),),
        speaker=Speaker(who, "organization"),
        agency=who,
        quantities=(Quantity(f"{number} people", Decimal(number), Decimal(number), "person"),),
        about=Topic(("kill",), ("Orion",), ("ferry", "orion", "people", "sink"), measures=("kill",)),
    )
    info = ArticleInfo(ident, f"articles/{name}.txt", "Ferry Orion sinks", f"{who} Post", "2025-03-10")
    (folder / "ledger").mkdir(exist_ok=True)
    write_records(folder / "ledger", [ArticleRecord(info, (claim,))], folder)
    return claim.id


def diff(folder: Path, base: str = "HEAD") -> Findings:
    return diff_revision(find_place(None, folder)[0], base)


def test_a_branch_with_one_more_article(repo: Path) -> None:
    git(repo, "checkout", "--quiet", "-b", "new")
    new = ingest(repo, "b", 35, "Navy")
    assert diff(repo).added == (new,)
    commit(repo)
    assert diff(repo).added == ()
    found = diff(repo, "main")
    assert (found.added, found.removed, [one.relation for one in found.relations]) == ((new,), (), ["conflicts"])
    assert len(found.facts) == 1


def test_what_main_gained_meanwhile_was_not_removed_here(repo: Path) -> None:
    git(repo, "checkout", "--quiet", "-b", "new")
    new = ingest(repo, "b", 35, "Navy")
    commit(repo)
    git(repo, "checkout", "--quiet", "main")
    other = ingest(repo, "c", 30, "Owner")
    commit(repo)
    git(repo, "checkout", "--quiet", "new")
    assert diff(repo, "main").removed == (other,)
    found = diff(repo, "main...")
    assert (found.added, found.removed) == ((new,), ())


def test_a_merge_as_a_pull_request_is_checked_out(repo: Path) -> None:
    git(repo, "checkout", "--quiet", "-b", "new")
    new = ingest(repo, "b", 35, "Navy")
    commit(repo)
    git(repo, "checkout", "--quiet", "main")
    other = ingest(repo, "c", 30, "Owner")
    commit(repo)
    git(repo, "checkout", "--quiet", "--detach")
    git(repo, "merge", "--quiet", "--no-ff", "--message", "x", "new")
    found = diff(repo, "HEAD^1")
    assert (found.added, found.removed) == ((new,), ())
    assert {claim for one in found.relations for claim in (one.a, one.b)} >= {new, other}


def test_a_shallow_clone_of_depth_two_is_enough(repo: Path, tmp_path: Path) -> None:
    git(repo, "checkout", "--quiet", "-b", "new")
    commit(repo)
    new = ingest(repo, "b", 35, "Navy")
    commit(repo)
    git(repo, "checkout", "--quiet", "main")
    git(repo, "merge", "--quiet", "--no-ff", "--message", "x", "new")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{repo}", str(clone))
    assert diff(clone, "HEAD^1").added == (new,)
    alone = tmp_path / "alone"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repo}", str(alone))
    with pytest.raises(GitError, match="fetch-depth"):
        diff(alone, "HEAD^1")


def test_a_record_under_another_name_is_no_change(repo: Path) -> None:
    [file] = (repo / "ledger").rglob("*.yaml")
    git(repo, "mv", str(file), str(file.with_name("renamed-" + file.name)))
    found = diff(repo)
    assert (found.added, found.changed, found.removed) == ((), (), ())
    git(repo, "mv", "articles/a.txt", "articles/z.txt")
    assert diff(repo).changed == ()


def claims(repo: Path) -> list[str]:
    """The ids of every claim in the ledger."""
    return [claim.id for record in load_ledger(repo / "ledger").records for claim in record.claims]


def test_an_edited_article_removes_its_claim_and_adds_another(repo: Path) -> None:
    [old] = claims(repo)
    new = ingest(repo, "a", 29, "Coast Guard")
    found = diff(repo)
    assert (found.added, found.removed) == ((new,), (old,))
    assert {old, new} <= found.entries.keys()


def test_a_claim_that_reads_the_same_and_says_more_has_changed(repo: Path) -> None:
    place, _ = find_place(None, repo)
    [record] = load_ledger(place.ledger).records
    claim = replace(record.claims[0], places=("Strait of Orion",))
    write_records(place.ledger, [ArticleRecord(record.article, (claim,))], repo)
    found = diff(repo)
    assert (found.added, found.changed, found.removed) == ((), (claim.id,), ())


def test_a_deleted_record_removes_its_claims(repo: Path) -> None:
    [claim] = claims(repo)
    [file] = (repo / "ledger").rglob("*.yaml")
    file.unlink()
    assert diff(repo).removed == (claim,)


def test_before_the_first_commit_everything_is_new(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    git(folder, "init", "--quiet")
    claim = ingest(folder, "a", 28, "Navy")
    assert diff(folder).added == (claim,)
    assert settings_of(folder, "HEAD").settings.fail_on == "conflicts"
    with pytest.raises(GitError, match="no commit in common"):
        diff(folder, "HEAD...")


def test_histories_without_a_common_commit(repo: Path) -> None:
    git(repo, "checkout", "--quiet", "--orphan", "other")
    git(repo, "commit", "--quiet", "--message", "another beginning")
    with pytest.raises(GitError, match="no commit in common"):
        merge_base(repo, "main")


# Settings -------------------------------------------------------------------------------------------------------------


def settings_of(folder: Path, rev: str) -> Place:
    return with_settings_of(find_place(None, folder)[0], rev)[0]


def test_the_settings_of_the_base_count(repo: Path) -> None:
    (repo / "claimledger.toml").write_text('fail_on = "never"\napproximate = 0.5\n')
    assert find_place(None, repo)[0].settings.fail_on == "never"
    place = settings_of(repo, "HEAD")
    assert (place.settings.fail_on, place.settings.approximate) == ("conflicts", Decimal("0.10"))


def test_a_change_cannot_move_the_ledger_out_of_sight(repo: Path) -> None:
    (repo / "claimledger.toml").write_text('ledger = "elsewhere"\n')
    assert settings_of(repo, "HEAD").ledger == repo / "ledger"
    named, _ = find_place(Path("ledger"), repo)
    assert with_settings_of(named, "HEAD")[0].ledger == repo / "ledger"


def test_the_words_of_the_base_count(repo: Path) -> None:
    words = repo / "vocabulary" / "hedges.yaml"
    words.parent.mkdir(exist_ok=True)
    words.write_text("possible: [on the cards]\n")
    assert find_place(None, repo)[0].words.added == {"hedges": {"possible": ["on the cards"]}}
    assert settings_of(repo, "HEAD").words is SHIPPED
    commit(repo)
    words.write_text("possible: [on the cards, in the offing]\n")
    assert settings_of(repo, "HEAD").words.added == {"hedges": {"possible": ["on the cards"]}}
    words.unlink()
    words.symlink_to(repo / "claimledger.toml")
    commit(repo)
    words.unlink()
    with pytest.raises(GitError, match="is no file"):
        settings_of(repo, "HEAD")


def test_a_base_without_settings_has_the_defaults(repo: Path) -> None:
    git(repo, "rm", "--quiet", "claimledger.toml")
    first = commit(repo)
    (repo / "claimledger.toml").write_text('fail_on = "any"\n')
    assert settings_of(repo, first).settings.fail_on == "conflicts"
    assert file_at(repo, first, "claimledger.toml") is None


def test_settings_that_are_wrong_at_the_base_name_it(repo: Path) -> None:
    (repo / "claimledger.toml").write_text('fail_on = "sometimes"\n')
    commit(repo)
    (repo / "claimledger.toml").write_text("")
    with pytest.raises(ClaimledgerError, match=r"HEAD:claimledger\.toml:1: fail_on must be"):
        settings_of(repo, "HEAD")


def test_a_link_is_no_settings_file(repo: Path) -> None:
    (repo / "claimledger.toml").unlink()
    (repo / "claimledger.toml").symlink_to("/etc/passwd")
    commit(repo)
    with pytest.raises(GitError, match="is no file at HEAD"):
        file_at(repo, "HEAD", "claimledger.toml")


def test_settings_in_a_folder_of_the_repository(repo: Path) -> None:
    inner = repo / "desk"
    inner.mkdir()
    (inner / "claimledger.toml").write_text('fail_on = "any"\n')
    commit(repo)
    (inner / "claimledger.toml").write_text("")
    assert settings_of(inner, "HEAD").settings.fail_on == "any"


# What init writes -----------------------------------------------------------------------------------------------------


def test_init_writes_ci_that_can_only_read(tmp_path: Path) -> None:
    init(tmp_path)
    workflow = yaml.safe_load((tmp_path / ".github/workflows/claimledger.yml").read_text())
    # YAML 1.1 reads the key "on" as true.
    assert (list(workflow[True]), workflow["permissions"]) == (["pull_request"], {"contents": "read"})
    steps = workflow["jobs"]["diff"]["steps"]
    assert all(len(step["uses"].partition("@")[2].partition(" ")[0]) == 40 for step in steps if "uses" in step)
    assert steps[0]["with"] == {"fetch-depth": 2, "persist-credentials": False}
    assert not any("${{ github" in step.get("run", "") for step in steps), "text of a stranger in a shell script"
    job = yaml.safe_load((tmp_path / ".gitlab/claimledger.yml").read_text())["claimledger"]
    assert job["variables"] == {"GIT_DEPTH": "0"}
    assert yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text())["include"] == [
        {"local": ".gitlab/claimledger.yml"}
    ]
    [hook] = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    assert hook["entry"] == "claimledger check"


def test_the_workflows_commands_run(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The very command line of the workflow, on a merge of a branch that also loosens the settings."""
    from claimledger.cli import run

    init(repo)
    git(repo, "checkout", "--quiet", "-b", "new")
    ingest(repo, "b", 35, "Navy")
    (repo / "claimledger.toml").write_text('fail_on = "never"\n')
    commit(repo)
    git(repo, "checkout", "--quiet", "main")
    git(repo, "merge", "--quiet", "--no-ff", "--message", "x", "new")
    workflow = yaml.safe_load((repo / ".github/workflows/claimledger.yml").read_text())
    [command] = [step["run"] for step in workflow["jobs"]["diff"]["steps"] if "diff" in step.get("run", "")]
    monkeypatch.chdir(repo)
    assert run(command.split()[1:]) == 1
    assert (repo / "claimledger.md").read_text().startswith("## claimledger: 1 conflict")


def test_gitlabs_commands_run(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The very command lines of the GitLab job, on a detached HEAD as its runners have it."""
    from claimledger.cli import run

    init(repo)
    base = commit(repo)
    git(repo, "checkout", "--quiet", "-b", "new")
    ingest(repo, "b", 35, "Navy")
    (repo / "claimledger.toml").write_text('fail_on = "never"\n')
    git(repo, "checkout", "--quiet", "--detach", commit(repo))
    job = yaml.safe_load((repo / ".gitlab/claimledger.yml").read_text())["claimledger"]
    check, command = (line.replace('"$CI_MERGE_REQUEST_DIFF_BASE_SHA"', base).split()[1:] for line in job["script"])
    monkeypatch.chdir(repo)
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("CI_MERGE_REQUEST_DIFF_BASE_SHA", base)
    assert (run(check), run(command)) == (0, 1)
    for name in (*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()):
        assert (repo / name).stat().st_size > 0


GITHUB = {"CI": "true", "GITHUB_EVENT_NAME": "pull_request"}


@pytest.mark.parametrize(
    ("environment", "options", "code"),
    [
        pytest.param({}, ["--all"], 0, id="on a desk the settings that lie there"),
        pytest.param({}, ["--all", "--settings", "base", "--base", "HEAD^1"], 1, id="on a desk, when asked to"),
        pytest.param(GITHUB, ["--all"], 1, id="all pairs, GitHub"),
        pytest.param(GITHUB, ["articles/b.txt"], 1, id="an article, GitHub"),
        pytest.param(GITHUB, ["--all", "--base", "HEAD^1"], 1, id="all pairs, the base named"),
        pytest.param({"CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "main~1"}, ["--all"], 1, id="all pairs, GitLab"),
        pytest.param(GITHUB, ["--all", "--settings", "here"], 0, id="no-op: those here, when asked to"),
        pytest.param({"CI": "true"}, ["--all"], 0, id="a branch is its own base"),
    ],
)
def test_a_pull_request_does_not_choose_how_it_is_judged(
    environment: dict[str, str], options: list[str], code: int, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimledger.cli import run

    git(repo, "checkout", "--quiet", "-b", "new")
    ingest(repo, "b", 35, "Navy")
    (repo / "claimledger.toml").write_text('fail_on = "never"\n')
    commit(repo)
    git(repo, "checkout", "--quiet", "main")
    git(repo, "merge", "--quiet", "--no-ff", "--message", "x", "new")
    for name in ("CI", "GITHUB_EVENT_NAME", "CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(repo)
    assert run(["diff", *options]) == code


def test_check_in_ci_looks_at_the_ledger_that_the_base_names(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimledger.cli import run

    git(repo, "checkout", "--quiet", "-b", "new")
    [file] = (repo / "ledger").rglob("*.yaml")
    file.write_text(file.read_text().replace("28 people", "82 people"))
    (repo / "elsewhere").mkdir()
    (repo / "claimledger.toml").write_text('ledger = "elsewhere"\n')
    commit(repo)
    git(repo, "checkout", "--quiet", "main")
    git(repo, "merge", "--quiet", "--no-ff", "--message", "x", "new")
    monkeypatch.chdir(repo)
    monkeypatch.delenv("CI", raising=False)
    assert run(["check"]) == 0
    for name, value in GITHUB.items():
        monkeypatch.setenv(name, value)
    assert run(["check"]) == 1


def test_without_git_ci_takes_the_settings_that_lie_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimledger.cli import run

    (tmp_path / "claimledger.toml").write_text('fail_on = "never"\n')
    ingest(tmp_path, "a", 28, "Coast Guard")
    ingest(tmp_path, "b", 35, "Navy")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CI", "true")
    assert run(["diff", "--all"]) == 0
    assert run(["diff", "--all", "--settings", "base"]) == 2
