"""``correct`` and what ``check`` says of hand edits, through real processes on ledgers made by hand."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from claimledger.errors import ClaimledgerError
from claimledger.ledger.store import load_ledger, write_records
from claimledger.records import (
    ArticleInfo,
    ArticleRecord,
    Claim,
    DateValue,
    Quantity,
    Speaker,
    Topic,
    article_id,
    claim_ids,
)
from claimledger.settings import DEFAULTS
from claimledger.workflows.typed import date, quantity

SOURCE = str(Path(__file__).parents[1] / "src")
BODY = (
    "28 people died when the ferry Orion sank on Sunday, Ana Ruiz, the harbour mayor, said on Monday.\n\n"
    "“Two boats were sent,” Ruiz added. At least 40 divers were\nsearching the wreck near Port Vell, a survivor told us"
    ". Two boats were sent again later.\n"
)
FRONT = "---\ntitle: Ferry Orion sinks\n---\n"
STATEMENT = "28 people died when the ferry Orion sank on Sunday"
SENT = "Two boats were sent"


def record(path: str = "articles/a.txt") -> ArticleRecord:
    """Two claims of the mayor, the second without a figure."""
    text, ident = FRONT + BODY, article_id(BODY)
    speaker = Speaker("Ana Ruiz", "person", role="harbour mayor")
    first, second = text.index(STATEMENT), text.index(SENT)
    ids = claim_ids(ident, [(STATEMENT, "Ana Ruiz"), (SENT, "Ana Ruiz")])
    at = text.index("on Sunday")
    claims = (
        Claim(
            ids[0],
            STATEMENT,
            ((first, first + len(STATEMENT)),),
            speaker=speaker,
            agency="Port Vell harbour",
            when=DateValue("on Sunday", "2025-03-09", (at, at + 9)),
            places=("Port Vell",),
            quantities=(Quantity("28 people", Decimal(28), Decimal(28), "person"),),
            about=Topic(events=("kill",), participants=("ferry",), words=("die", "ferry", "people", "sink")),
        ),
        Claim(
            ids[1], SENT, ((second, second + len(SENT)),), quote="direct", speaker=speaker, agency="Port Vell harbour"
        ),
    )
    info = ArticleInfo(ident, path, "Ferry Orion sinks", outlet="Vell Post", published="2025-03-10")
    return ArticleRecord(info, claims)


RECORD = record()
A, B = (claim.id for claim in RECORD.claims)
ARTICLE = RECORD.article.id


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    outer = {**os.environ, "PYTHONPATH": SOURCE, "PYTHONUTF8": "1", "CLAIMLEDGER_DEBUG": "1"}
    command = [sys.executable, "-m", "claimledger", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=outer, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )


def git(*arguments: str, cwd: Path) -> None:
    named = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run([*named, *arguments], cwd=cwd, check=True, capture_output=True)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An article and its record, no git."""
    (tmp_path / "claimledger.toml").write_text("")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(FRONT + BODY, encoding="utf-8")
    (tmp_path / "ledger").mkdir()
    write_records(tmp_path / "ledger", [RECORD], tmp_path)
    return tmp_path


@pytest.fixture
def repository(place: Path) -> Path:
    """The same, committed."""
    git("init", "--quiet", "--initial-branch=main", cwd=place)
    git("add", ".", cwd=place)
    git("commit", "--quiet", "--message=first", cwd=place)
    return place


def listed(place: Path) -> dict[str, dict[str, object]]:
    done = run("list", "--format", "jsonl", cwd=place)
    assert done.returncode == 0, done.stderr
    return {claim["id"]: claim for claim in map(json.loads, done.stdout.splitlines())}


def now(place: Path) -> dict[str, Claim]:
    ledger = load_ledger(place / "ledger")
    assert ledger.problems == ()
    return {claim.id: claim for one in ledger.records for claim in one.claims}


def rewrite(place: Path, old: str, new: str) -> Path:
    [file] = (place / "ledger" / "articles").rglob("*.yaml")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


# Fields -------------------------------------------------------------------------------------------------------------


def test_fields_are_set_on_every_read(place: Path) -> None:
    done = run(
        *("correct", A, "--stance", "denies", "--agency", "Coast Guard", "--when", "2025-03-08"),
        *("--quantity", "30..35 people", "--place", "Vell", "--place", "Port", "--polarity", "negated"),
        *("--modality", "possible", "--said-on", "2025-03-10", "--note", "heard the tape", "--by", "R."),
        cwd=place,
    )
    assert done.returncode == 0, done.stderr
    assert f"{A}: stance from asserts to denies\n" in done.stdout
    assert f"{A}: quantities.min from 28 to 30\n" in done.stdout
    assert "corrections.yaml" in done.stderr
    claim = now(place)[A]
    assert (claim.stance, claim.agency, claim.polarity, claim.modality) == (
        "denies",
        "Coast Guard",
        "negated",
        "possible",
    )
    assert claim.when == DateValue("on Sunday", "2025-03-08", RECORD.claims[0].when and RECORD.claims[0].when.span)
    assert claim.said_on == DateValue("2025-03-10", "2025-03-10")
    assert claim.quantities == (Quantity("28 people", Decimal(30), Decimal(35), "person"),)
    assert claim.places == ("Vell", "Port")
    assert listed(place)[A]["agency"] == "Coast Guard"
    assert "heard the tape" in (place / "ledger" / "corrections.yaml").read_text(encoding="utf-8")
    assert "Coast Guard" in run("show", A, cwd=place).stdout
    out = run("report", "-o", "report.html", cwd=place)
    assert out.returncode == 0
    assert "Coast Guard" in (place / "report.html").read_text(encoding="utf-8")


def test_a_corrected_claim_is_marked(place: Path) -> None:
    run("correct", A, "--stance", "denies", "--agency", "Coast Guard", cwd=place)
    claims = listed(place)
    assert claims[A]["corrected"] == ["agency", "stance"]
    assert "corrected" not in claims[B]
    table = run("search", "ferry", cwd=place).stdout
    assert "corrected: agency, stance" in " ".join(table.split())
    assert "corrected" not in run("search", "boats", cwd=place).stdout


def test_the_record_itself_is_not_touched(place: Path) -> None:
    [file] = (place / "ledger" / "articles").rglob("*.yaml")
    before = file.read_bytes()
    run("correct", A, "--stance", "denies", cwd=place)
    assert file.read_bytes() == before
    assert run("check", cwd=place).returncode == 0


def test_a_correction_survives_a_second_ingest(place: Path) -> None:
    run("correct", A, "--stance", "denies", cwd=place)
    write_records(place / "ledger", [RECORD], place)
    assert now(place)[A].stance == "denies"


def test_the_later_correction_holds(place: Path) -> None:
    run("correct", A, "--stance", "denies", cwd=place)
    run("correct", A, "--stance", "warns", cwd=place)
    assert now(place)[A].stance == "warns"


def test_what_is_so_already_is_not_written(place: Path) -> None:
    done = run("correct", A, "--agency", "Port Vell harbour", cwd=place)
    assert (done.returncode, done.stdout) == (0, "")
    assert "is so already" in done.stderr
    assert not (place / "ledger" / "corrections.yaml").exists()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(
            ["--speaker", "Ana Ruiz Mora"], Speaker("Ana Ruiz Mora", "person", role="harbour mayor"), id="fuller name"
        ),
        pytest.param(["--speaker", "Ben Holt"], Speaker("Ben Holt", "person"), id="another person has another role"),
        pytest.param(["--speaker", "Vell Post"], Speaker("Vell Post", "outlet"), id="the outlet"),
        pytest.param(["--speaker", "a survivor"], Speaker("a survivor", "unnamed"), id="no name"),
        pytest.param(
            ["--speaker", "Port Vell harbour"], Speaker("Port Vell harbour", "organization"), id="an agency elsewhere"
        ),
        pytest.param(
            ["--speaker", "Two men", "--kind", "group"], Speaker("Two men", "group"), id="the kind that is given"
        ),
        pytest.param(["--role", "mayor"], Speaker("Ana Ruiz", "person", role="mayor"), id="role alone"),
        pytest.param(["--role", ""], Speaker("Ana Ruiz", "person"), id="role taken away"),
        pytest.param(["--speaker", ""], None, id="nobody"),
        pytest.param(["--set", "speaker={name: X, kind: group}"], Speaker("X", "group"), id="as the record writes it"),
    ],
)
def test_the_speaker(options: list[str], expected: Speaker | None, place: Path) -> None:
    done = run("correct", A, *options, cwd=place)
    assert done.returncode == 0, done.stderr
    assert now(place)[A].speaker == expected


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param([A], "nothing is to be corrected", id="nothing"),
        pytest.param([A, "--drop", "--stance", "denies"], "whole claim", id="drop and set"),
        pytest.param([A, "--drop", "--add"], "do not go together", id="drop and add"),
        pytest.param([A, "--stance", "lies"], "not one of asserts", id="stance"),
        pytest.param([A, "--polarity", "no"], "not one of affirmed", id="polarity"),
        pytest.param([A, "--speaker", "X", "--kind", "robot"], "not one of person", id="kind"),
        pytest.param([A, "--when", "yesterday"], "'yesterday' is no date", id="date"),
        pytest.param([A, "--when", "2025-02-31"], "is no date", id="a day that is none"),
        pytest.param([A, "--quantity", "many"], "is no figure", id="figure"),
        pytest.param([A, "--quantity", "9..3 people"], "begins above its end", id="range"),
        pytest.param([A, "--set", "colour=red"], "no field 'colour'", id="field"),
        pytest.param([A, "--set", "stance"], "names no field", id="no value"),
        pytest.param([A, "--set", "id=x"], "no field 'id'", id="the id stays"),
        pytest.param([A, "--span", "9"], "is no span", id="span"),
        pytest.param([A, "--statement", "a ferry exploded"], "does not say", id="words that are not there"),
        pytest.param(["a00000000000-7k3q", "--drop"], "no claim", id="no such claim"),
        pytest.param(["nowhere.txt", "--add", "--statement", "x"], "no article", id="no such article"),
        pytest.param([ARTICLE, "--add"], "needs its words", id="add without words"),
        pytest.param([ARTICLE, "--add", "--statement", "a ferry exploded"], "does not say", id="add what is not there"),
        pytest.param([ARTICLE, "--add", "--statement", SENT], "2 times", id="add what is there twice"),
    ],
)
def test_what_is_wrong_is_said_and_not_written(arguments: list[str], words: str, place: Path) -> None:
    done = run("correct", *arguments, cwd=place)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stdout == ""
    assert not (place / "ledger" / "corrections.yaml").exists()


def test_the_statement_moves_its_span_and_figures(place: Path) -> None:
    done = run("correct", B, "--statement", "At least 40 divers were searching the wreck near Port Vell", cwd=place)
    assert done.returncode == 0, done.stderr
    claim = now(place)[B]
    start, end = claim.span[0]
    assert (FRONT + BODY)[start:end] == "At least 40 divers were\nsearching the wreck near Port Vell"
    assert [(one.min, one.max, one.unit) for one in claim.quantities] == [(Decimal(40), None, "diver")]
    assert "searching" in run("show", B, cwd=place).stdout


# Dropped and added --------------------------------------------------------------------------------------------------


def test_drop(place: Path) -> None:
    assert run("correct", A, "--drop", "--note", "a title", cwd=place).returncode == 0
    assert list(now(place)) == [B]
    assert run("check", cwd=place).returncode == 0


def test_add_reads_what_the_words_tell(place: Path) -> None:
    done = run(
        *("correct", "articles/a.txt", "--add", "--speaker", "a survivor"),
        *("--statement", "At least 40 divers were searching the wreck near Port Vell"),
        cwd=place,
    )
    assert done.returncode == 0, done.stderr
    [added] = [claim for ident, claim in now(place).items() if ident not in (A, B)]
    text = FRONT + BODY
    assert text[slice(*added.span[0])].split() == added.statement.split()
    assert added.speaker == Speaker("a survivor", "unnamed")
    assert added.quote == "indirect"
    assert added.places == ("Port Vell",)
    [figure] = added.quantities
    assert (figure.min, figure.max, figure.unit) == (Decimal(40), None, "diver")
    assert figure.span and text[slice(*figure.span)] == "At least 40 divers"
    assert {"diver", "wreck"} <= set(added.about.words)
    assert listed(place)[added.id]["corrected"] == ["added"]
    again = run("correct", ARTICLE, "--add", "--speaker", "a survivor", "--statement", added.statement, cwd=place)
    assert again.returncode == 2
    assert added.id in again.stderr


def test_add_where_the_span_is_given(place: Path) -> None:
    at = (FRONT + BODY).rindex(SENT)
    done = run("correct", ARTICLE, "--add", "--statement", SENT, "--span", f"{at}..{at + len(SENT)}", cwd=place)
    assert done.returncode == 0, done.stderr
    [added] = [claim for ident, claim in now(place).items() if ident not in (A, B)]
    assert added.span == ((at, at + len(SENT)),)
    assert added.speaker is None


def test_add_an_interrupted_quotation(place: Path) -> None:
    words = "the ferry Orion sank … the harbour mayor"
    done = run("correct", ARTICLE, "--add", "--statement", words, cwd=place)
    assert done.returncode == 0, done.stderr
    [added] = [claim for ident, claim in now(place).items() if ident not in (A, B)]
    assert added.statement == words
    assert [(FRONT + BODY)[slice(*span)] for span in added.span] == words.split(" … ")


def test_add_without_the_article(place: Path) -> None:
    (place / "articles" / "a.txt").unlink()
    words = ["correct", ARTICLE, "--add", "--statement", "3 ships came"]
    refused = run(*words, cwd=place)
    assert refused.returncode == 2
    assert "--span" in refused.stderr
    assert run(*words, "--span", "100..112", cwd=place).returncode == 0
    [added] = [claim for ident, claim in now(place).items() if ident not in (A, B)]
    assert [(one.min, one.span) for one in added.quantities] == [(Decimal(3), None)]


def test_stale_corrections_are_told_by_check_and_diff(place: Path) -> None:
    run("correct", A, "--drop", cwd=place)
    run("correct", B, "--stance", "denies", cwd=place)
    write_records(place / "ledger", [ArticleRecord(RECORD.article, RECORD.claims[:1])], place)
    checked = run("check", cwd=place)
    assert checked.returncode == 1
    assert f"the correction of {B} is stale" in checked.stdout
    assert A not in checked.stdout
    assert f"the correction of {B} is stale" in run("diff", "--all", cwd=place).stderr


def test_no_model_is_loaded(place: Path) -> None:
    code = (
        "import sys; from claimledger.cli import run; "
        f"code = run(['correct', '{ARTICLE}', '--add', '--statement', 'Ruiz added']); "
        "assert 'spacy' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=place,
        env={**os.environ, "PYTHONPATH": SOURCE},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


# Hand edits ---------------------------------------------------------------------------------------------------------

AT = (FRONT + BODY).index("Ruiz added")
EDITS = [
    pytest.param("  agency: Port Vell harbour\n", "  agency: Coast Guard\n", "agency from", id="plain text"),
    pytest.param("  agency: Port Vell harbour\n", "", "to nothing", id="taken away"),
    pytest.param("quote: indirect\n", "quote: indirect\n  stance: denies\n", "from asserts to denies", id="choice"),
    pytest.param("role: harbour mayor", "role: mayor", "speaker.role from harbour mayor to mayor", id="role"),
    pytest.param("name: Ana Ruiz,", "name: Ben Holt,", "speaker.name", id="name"),
    pytest.param("max: 28", "max: 30", "quantities.max from 28 to 30", id="figure"),
    pytest.param('"2025-03-09"', '"2025-03-08"', "when.date", id="date"),
    pytest.param("places: [Port Vell]", "places: [Port Vell, Vell]", "places", id="places"),
    pytest.param("events: [kill]", "events: [injure]", "about.events", id="a field without an option"),
    pytest.param("statement: Two boats", 'statement: Both "boats", it\'s', "statement", id="statement"),
    pytest.param(
        f"- id: {B}\n  statement: Two boats were sent\n  span: [[132, 151]]\n  quote: direct\n",
        f"- id: {ARTICLE}-zzzz\n  statement: Ruiz added\n  span: [[{AT}, {AT + 10}]]\n  quote: indirect\n",
        "--add --statement 'Ruiz added'",
        id="added where it stands",
    ),
]


@pytest.mark.parametrize("first", ["correct", "restore"])
@pytest.mark.parametrize(("old", "new", "words"), EDITS)
def test_check_prints_the_command_that_keeps_a_hand_edit(
    old: str, new: str, words: str, first: str, repository: Path
) -> None:
    file = rewrite(repository, old, new)
    edited = file.read_text(encoding="utf-8")
    checked = run("check", cwd=repository)
    assert checked.returncode == 1
    assert words in checked.stdout
    assert "claimledger ingest articles/a.txt" in checked.stdout
    commands = re.findall(r"\((?:to keep it|to leave it out): claimledger (.*)\)$", checked.stdout, re.M)
    assert commands
    wanted = {claim_of(claim) for claim in load_ledger(repository / "ledger").recorded[0].claims}
    if first == "restore":
        git("restore", "ledger/articles", cwd=repository)
    for command in commands:
        done = run(*shlex.split(command), cwd=repository)
        assert done.returncode == 0, done.stderr
    if first == "correct":
        assert file.read_text(encoding="utf-8") == edited
        kept = run("check", cwd=repository).stdout
        assert "to keep it" not in kept
        assert "stale" not in kept
        git("restore", "ledger/articles", cwd=repository)
    assert {claim_of(claim) for claim in now(repository).values()} == wanted
    assert run("check", cwd=repository).returncode == 0


def claim_of(claim: Claim) -> str:
    """All of a claim but its id."""
    return repr(claim).replace(claim.id, "")


def test_a_committed_hand_edit_is_compared_with_the_version_before(repository: Path) -> None:
    rewrite(repository, "  agency: Port Vell harbour\n", "  agency: Coast Guard\n")
    git("commit", "--quiet", "--all", "--message=edit", cwd=repository)
    assert f"claimledger correct {A} --agency 'Coast Guard'" in run("check", cwd=repository).stdout


def test_without_git_the_digest_alone_tells(place: Path) -> None:
    rewrite(place, "max: 28", "max: 30")
    checked = run("check", cwd=place)
    assert checked.returncode == 1
    assert "the digest differs" in checked.stdout
    assert "no git to compare" in checked.stdout
    assert run("correct", A, "--quantity", "28..30 people", cwd=place).returncode == 0


def test_an_added_claim_stands_where_the_article_has_it(repository: Path) -> None:
    rewrite(
        repository, f"- id: {B}\n  statement: Two boats were sent\n", f"- id: {ARTICLE}-zzzz\n  statement: Ruiz added\n"
    )
    [command] = re.findall(r"to keep it: claimledger (.*)\)$", run("check", cwd=repository).stdout, re.M)
    assert run(*shlex.split(command), cwd=repository).returncode == 0
    git("restore", "ledger/articles", cwd=repository)
    [added] = [claim for ident, claim in now(repository).items() if ident not in (A, B)]
    assert (added.statement, added.span, added.quote) == ("Ruiz added", ((AT, AT + 10),), "direct")


def test_words_that_the_article_does_not_have_cannot_be_kept(repository: Path) -> None:
    rewrite(repository, f"- id: {B}\n  statement: Two", f"- id: {ARTICLE}-zzzz\n  statement: Nine")
    out = run("check", cwd=repository).stdout
    assert "it cannot be kept: articles/a.txt does not say 'Nine boats were sent'" in out
    assert "--add" not in out


def test_a_changed_id_is_told_as_such(repository: Path) -> None:
    rewrite(repository, f"- id: {B}", f"- id: {ARTICLE}-zzzz")
    out = run("check", cwd=repository).stdout
    assert f"{ARTICLE}-zzzz is {B}: its id was changed by hand" in out
    assert "claimledger correct" not in out


def test_layout_alone_is_told_as_such(place: Path) -> None:
    rewrite(place, "claims:\n", "claims:  # ours\n")
    assert "though no field of it" in run("check", cwd=place).stdout


def test_what_was_written_of_the_article_goes_to_the_article(repository: Path) -> None:
    rewrite(repository, "outlet: Vell Post", "outlet: Vell Herald")
    out = run("check", cwd=repository).stdout
    assert "outlet from Vell Post to Vell Herald" in out
    assert "write it on top of the article: outlet: Vell Herald" in out


def test_without_the_article_git_restores(repository: Path) -> None:
    (repository / "articles" / "a.txt").unlink()
    file = rewrite(repository, "max: 28", "max: 30")
    [command] = re.findall(r"restore the file: (git .*)\)$", run("check", cwd=repository).stdout, re.M)
    subprocess.run(shlex.split(command), cwd=repository, check=True)
    assert "max: 28" in file.read_text(encoding="utf-8")


# Values as typed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("28 people", (28, 28, "person", None, False), id="exact"),
        pytest.param("3,000..4,000 North Korean soldiers", (3000, 4000, "soldier", "North Korean", False), id="range"),
        pytest.param("3000.. soldier", (3000, None, "soldier", None, False), id="at least"),
        pytest.param("..1500", (None, 1500, None, None, False), id="at most, no unit"),
        pytest.param("about 66.67 percent", (Decimal("66.67"), Decimal("66.67"), "percent", None, True), id="about"),
        pytest.param("0", (0, 0, None, None, False), id="none at all"),
        pytest.param("at least 3,000 soldiers", (3000, None, "soldier", None, False), id="as a text says it"),
    ],
)
def test_quantity(typed: str, expected: tuple[object, ...]) -> None:
    found = quantity(typed, None, DEFAULTS)
    assert found["text"] == typed
    assert (*(found.get(key) for key in ("min", "max", "unit", "of")), found.get("approximate", False)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("2024-10-27", "2024-10-27", id="day"),
        pytest.param("XXXX-10-27", "XXXX-10-27", id="no year"),
        pytest.param("2024-10-21/2024-10-28", "2024-10-21/2024-10-28", id="interval"),
        pytest.param("27 October 2024", "2024-10-27", id="as outlets write it"),
        pytest.param("3/4/2024", None, id="no-op: two readings"),
        pytest.param("2024-10-28/2024-10-21", None, id="no-op: backwards"),
    ],
)
def test_date(typed: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(ClaimledgerError, match="--when"):
            date("--when", typed, None)
    else:
        assert date("--when", typed, None) == {"text": typed, "date": expected}
