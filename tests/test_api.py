"""``import claimledger``: cheap, documented by examples that run, and what it gives can be kept in sets."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import claimledger
from claimledger import ArticleRecord, Claim, ClaimledgerError, Ledger, Relation, compare, extract, read
from claimledger import api as module

SOURCE = str(Path(__file__).parents[1] / "src")
FERRY = "At least 28 people died when the ferry Orion sank, the coast guard said."
NAVY = "35 people died when the ferry Orion sank, the navy said."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the examples of the documentation run in."""
    (tmp_path / "ledger").mkdir()
    (tmp_path / "articles").mkdir()
    (tmp_path / "claimledger.toml").write_text("")
    (tmp_path / "articles" / "ferry.txt").write_text("---\noutlet: Harbour Wire\npublished: 2025-03-10\n---\n" + FERRY)
    (tmp_path / "articles" / "navy.txt").write_text("---\noutlet: Cape News\npublished: 2025-03-10\n---\n" + NAVY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_of_the_documentation_runs(folder: Path) -> None:
    page = Path(SOURCE).parent / "docs/api.md"
    text = page.read_text(encoding="utf-8").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    assert len(test.examples) > 10
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("name", ["read", "extract", "compare", "Ledger"])
def test_the_documented_examples_run(name: str, folder: Path) -> None:
    tests = doctest.DocTestFinder(recurse=False).find(getattr(module, name), name, globs=vars(module).copy())
    assert [test.examples for test in tests if test.examples], "an example is missing"
    for test in tests:
        assert doctest.DocTestRunner().run(test).failed == 0


def test_the_whole_way(folder: Path) -> None:
    article = read("articles/ferry.txt")
    assert (article.info.path, article.info.published) == ("articles/ferry.txt", "2025-03-10")
    record = extract(article)
    assert record.article.model
    ledger = Ledger()
    assert (len(ledger), list(ledger), ledger.add(article)) == (0, [], ())
    assert ledger.records == (record,)
    [relation] = ledger.add("articles/navy.txt")
    assert relation in compare(*ledger.records)
    assert ledger.relations() == ledger.relations(record.claims[0]) == (relation,)
    assert {claim.agency for claim in ledger} == {"coast guard", "navy"}
    assert ledger.find("ferry", agency="navy", date="2025", quantity="35") == (ledger[relation.a],)


def test_extraction_takes_the_words_and_settings_of_a_ledger(folder: Path) -> None:
    (folder / "vocabulary").mkdir()
    (folder / "vocabulary" / "events.yaml").write_text("classes:\n  spill: {verb: [slosh]}\n")
    (folder / "claimledger.toml").write_text("dozens = 36\n")
    text = "Dozens of barrels sloshed into the bay, the coast guard said."
    ledger = Ledger("ledger")
    [plain], [own] = extract(text).claims, extract(text, ledger=ledger).claims
    assert (plain.about.events, own.about.events) == ((), ("spill",))
    assert [one.quantities[0].min for one in (plain, own)] == [24, 36]
    ledger.add(read(text=text))
    assert ledger.records == (extract(text, ledger=ledger),)
    assert extract(text).claims == (plain,)


def test_records_are_hashable_and_read_well() -> None:
    record = extract(FERRY)
    [claim] = record.claims
    assert {record, claim, read(text=FERRY)} == {record, claim, read(text=FERRY)}
    assert str(claim) == "coast guard: At least 28 people died when the ferry Orion sank"
    assert repr(claim) == f"<Claim {claim.id} {str(claim)[:59] + '…'!r}>"
    assert repr(record) == f"<ArticleRecord {record.article.id}, 1 claims>"
    assert repr(read(text=FERRY, title="Ferry Orion sinks")) == f"<Article {record.article.id} 'Ferry Orion sinks'>"
    assert str(Relation("echoes", "a", "b", "the same words")) == "a echoes b: the same words"


def test_a_folder_may_hold_what_cannot_be_read(folder: Path) -> None:
    (folder / "articles" / "latin.txt").write_bytes(b"\xe9")
    ledger = Ledger(folder / "ledger")
    with pytest.raises(ClaimledgerError, match=r"latin\.txt:1: not UTF-8"):
        ledger.add("articles")
    assert len(ledger.records) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({}, "a file or a text", id="nothing"),
        pytest.param({"file": "a.txt", "text": "x"}, "a file or a text", id="both"),
        pytest.param({"file": "missing.txt"}, "cannot be read", id="no file"),
        pytest.param({"file": "articles"}, "holds 2 articles", id="a folder"),
        pytest.param({"text": " "}, "no text", id="empty"),
        pytest.param({"text": "a\ud800"}, "not UTF-8", id="half a character"),
        pytest.param({"text": "x", "published": "3/4/2025"}, "is no date", id="no date"),
    ],
)
def test_what_cannot_be_read_says_why(arguments: dict[str, str], message: str, folder: Path) -> None:
    with pytest.raises(ClaimledgerError, match=message):
        read(**arguments)  # type: ignore[arg-type]


def test_there_is_no_such_ledger(tmp_path: Path) -> None:
    with pytest.raises(ClaimledgerError, match="claimledger init"):
        Ledger(tmp_path / "none")


def test_importing_costs_nothing_and_every_name_is_there() -> None:
    code = (
        "import sys, claimledger\n"
        "assert not [name for name in sys.modules if name.startswith('claimledger.')], sys.modules\n"
        "assert {*claimledger.__all__} <= {*dir(claimledger)}\n"
        "assert all(getattr(claimledger, name) for name in claimledger.__all__)\n"
        "assert not {'spacy', 'rich', 'typer'} & {*sys.modules}\n"
        "assert not hasattr(claimledger, 'nothing')\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, env={"PYTHONPATH": SOURCE})


def test_a_function_is_not_hidden_by_the_module_of_its_name() -> None:
    import claimledger.compare.verdict
    import claimledger.extract.pipeline
    import claimledger.read

    assert (claimledger.read, claimledger.extract, claimledger.compare) == (module.read, module.extract, module.compare)
    assert (claimledger.Claim, claimledger.ArticleRecord) == (Claim, ArticleRecord)


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(claimledger.__file__).parent / "py.typed").is_file()
