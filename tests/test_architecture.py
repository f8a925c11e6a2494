"""The house: which module may import which, as a table; imports go one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "claimledger"

# Room → rooms that it may import. A room is a module or a package; what is not listed here does not exist.
ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "records": set(),
    "wordbook": set(),
    "vocabulary": {"records", "wordbook"},
    "quotation": {"records"},
    "settings": {"errors", "records"},
    "metadata": {"records"},
    "paragraphs": {"records"},
    "frontmatter": {"ledger", "metadata", "records"},
    "webpage": {"metadata", "records"},
    "read": {"errors", "frontmatter", "metadata", "paragraphs", "records", "webpage"},
    "model": {"errors", "records", "quotation", "vocabulary"},
    "parse": {"errors", "model", "quotation", "records"},
    "extract": {"errors", "quotation", "records", "settings", "vocabulary", "wordbook"},
    "ledger": {"errors", "records", "vocabulary", "wordbook"},
    "compare": {"records", "vocabulary", "wordbook"},
    "findings": {"records"},
    "report": {"errors", "findings", "ledger", "paragraphs", "records"},
    "export": {"errors", "ledger", "records", "report"},
    "workflows": {
        *("compare", "errors", "export", "extract", "findings", "frontmatter", "ledger", "metadata", "parse"),
        *("paragraphs", "read", "records", "settings", "vocabulary", "webpage", "wordbook"),
    },
    "cli": {"errors", "findings", "metadata", "records", "report", "wordbook", "workflows"},
    "api": {
        *("compare", "errors", "findings", "metadata", "parse", "read", "records", "settings", "wordbook", "workflows"),
    },
    "__init__": {"api"},
    "__main__": {"cli"},
}

# Library → rooms or modules that may import it.
LIBRARIES: dict[str, set[str]] = {
    "spacy": {"parse", "extract"},
    "thinc": {"parse", "extract"},
    "numpy": {"model", "parse"},
    "onnxruntime": {"model"},
    "curated_tokenizers": {"model"},
    "rich": {"report"},
    "typer": {"cli"},
    "trafilatura": {"webpage"},
    "lxml": {"webpage"},
    "pyarrow": {"export/parquet"},
    "subprocess": {"ledger/history"},
    "tomllib": {"settings"},
    "pickle": set(),
    "random": set(),
    "socket": set(),
    "urllib": set(),
    "http": set(),
    "requests": set(),
    "time": set(),
}

PURE = {"compare": {"os", "pathlib", "io", "shutil", "tempfile"}, "records": {"os", "pathlib", "io", "yaml"}}


def modules(root: Path) -> Iterator[tuple[str, str, ast.Module]]:
    """(path without suffix, room, syntax tree) of every module."""
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).with_suffix("").as_posix()
        yield name, name.split("/")[0], ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    """Full names that a module imports anywhere, those for type checking alone left out."""
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in guarded:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield "relative import"
            elif node.module == "claimledger":
                yield from (f"claimledger.{alias.name}" for alias in node.names)
            elif node.module:
                yield node.module


def violations(root: Path) -> list[str]:
    """What breaks the tables, one line each."""
    found = []
    for name, room, tree in modules(root):
        if room not in ROOMS:
            found.append(f"{name}: a room that the table does not know")
            continue
        for target in imports(tree):
            top, _, rest = target.partition(".")
            other = rest.partition(".")[0]
            if top == "relative import":
                found.append(f"{name}: relative import")
            elif top == "claimledger":
                if other and other != room and other not in ROOMS[room]:
                    found.append(f"{name}: imports {target}")
            elif not LIBRARIES.get(top, {room}) & {room, name} or top in PURE.get(room, set()):
                found.append(f"{name}: imports {target}")
    return found


def test_imports_go_one_way() -> None:
    assert violations(ROOT) == []


def test_the_table_has_no_circle() -> None:
    done: set[str] = set()
    while ready := {room for room, needs in ROOMS.items() if room not in done and needs <= done}:
        done |= ready
    assert done == set(ROOMS)


@pytest.mark.parametrize(
    ("module", "code", "found"),
    [
        pytest.param(
            "compare/x.py", "from claimledger.ledger.store import Ledger", "ledger", id="compare knows no files"
        ),
        pytest.param("ledger/x.py", "import claimledger.extract.pipeline", "extract", id="ledger knows no extraction"),
        pytest.param("ledger/x.py", "def f():\n    import spacy", "spacy", id="a late import is one, too"),
        pytest.param("cli/x.py", "import spacy.tokens", "spacy", id="spaCy in the command line"),
        pytest.param("workflows/x.py", "from rich.table import Table", "rich", id="a workflow prints"),
        pytest.param("compare/x.py", "from pathlib import Path", "pathlib", id="comparison is pure"),
        pytest.param("records.py", "from claimledger import errors", "errors", id="records know nothing of ours"),
        pytest.param("ledger/store.py", "import subprocess", "subprocess", id="git in one module"),
        pytest.param("read.py", "from .records import Article", "relative", id="relative"),
        pytest.param("helpers.py", "", "helpers", id="a room of its own"),
    ],
)
def test_a_planted_violation_is_found(module: str, code: str, found: str, tmp_path: Path) -> None:
    (tmp_path / module).parent.mkdir(exist_ok=True)
    (tmp_path / module).write_text(code)
    [line] = violations(tmp_path)
    assert found in line


@pytest.mark.parametrize(
    ("module", "code"),
    [
        pytest.param("extract/x.py", "import spacy", id="extraction reads Docs"),
        pytest.param("ledger/history.py", "import subprocess", id="history runs git"),
        pytest.param("compare/x.py", "from claimledger.compare.verdict import relate", id="within a room"),
        pytest.param(
            "compare/x.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from pathlib import Path",
            id="for types alone",
        ),
    ],
)
def test_what_the_table_allows(module: str, code: str, tmp_path: Path) -> None:
    (tmp_path / module).parent.mkdir(exist_ok=True)
    (tmp_path / module).write_text(code)
    assert violations(tmp_path) == []


def test_modules_stay_small() -> None:
    long = {name: len(ast.unparse(tree).splitlines()) for name, _, tree in modules(ROOT)}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}
