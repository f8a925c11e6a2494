"""A ledger as a git revision has it. The only module that runs git.

Git runs with nothing that a repository could make it run: no fsmonitor, hooks, textconv, external diff or lazy fetch. A
revision is resolved once, and object ids are all that git is asked about from then on.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from claimledger.errors import GitError
from claimledger.ledger.files import ARTICLES, PEOPLE
from claimledger.ledger.store import Ledger, assemble
from claimledger.records import Problem

_OPTIONS = (
    "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null",
    "-c", "core.pager=cat",
    "-c", "protocol.allow=never",
    "-c", "log.showSignature=false",
)  # fmt: skip
# A hook runs with GIT_DIR and GIT_INDEX_FILE of its own; only what finds objects and bounds the search is kept.
_KEPT = frozenset({"GIT_CEILING_DIRECTORIES", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"})
_SET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
_PLAIN_FILES = frozenset({b"100644", b"100755", b"100664"})


def ledger_at(root: Path, rev: str = "HEAD") -> Ledger:
    """The ledger folder's content at a revision; an empty ledger where the revision has no such folder, and for HEAD of
    a repository without a commit. GitError: no repository, no such revision, no git."""
    problems: list[Problem] = []
    blobs = ledger_blobs(root, rev, problems)
    contents = read_blobs(root, blobs.values())
    return assemble(root, ((name, contents[blob]) for name, blob in blobs.items()), problems)


def ledger_blobs(root: Path, rev: str, problems: list[Problem]) -> dict[str, str]:
    """The object id of each ledger file at a revision, by name relative to the ledger: what changed is seen without
    reading. Links and submodules are refused and told in ``problems``. GitError: as for `ledger_at`."""
    top = repository_root(root)
    commit = resolve(root, rev)
    if commit is None:
        return {}
    prefix = root.resolve().relative_to(top).as_posix()
    folder = b"" if prefix == "." else os.fsencode(prefix) + b"/"
    listing = _git(top, "ls-tree", "-r", "-z", "--full-tree", commit, *(["--", os.fsdecode(folder)] if folder else []))
    out = {}
    for line in listing.split(b"\0")[:-1]:
        head, _, path = line.partition(b"\t")
        mode, _, blob = head.split(b" ")
        name = os.fsdecode(path.removeprefix(folder))
        is_article = name.startswith(f"{ARTICLES}/") and "/." not in name
        if name not in PEOPLE and not (is_article and (name.endswith(".yaml") or mode == b"120000")):
            continue
        if mode in _PLAIN_FILES:
            out[name] = blob.decode("ascii")
        else:
            message = f"at {rev} this is a symbolic link or a submodule"
            problems.append(Problem(message, str(root / name), hint="put the file itself here"))
    return out


def read_blobs(root: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """The content of git objects by their ids. GitError: one is missing, as in a partial clone."""
    wanted = sorted(set(blobs))
    if not wanted:
        return {}
    output = memoryview(_git(root, "cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in wanted).encode()))
    return dict(_split_batch(output, wanted))


def resolve(path: Path, rev: str) -> str | None:
    """The commit that a revision names, as an object id; None for HEAD where there is no commit yet.
    GitError: there is no such revision."""
    if not rev or any(ord(char) < 32 for char in rev):
        raise GitError(f"{rev!r} is not a revision", hint="name a branch, a tag or a commit")
    result = _run(path, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
    if result.returncode == 0:
        return result.stdout.decode("ascii").strip()
    if rev == "HEAD" and _is_unborn(path):
        return None
    shallow = _is_shallow(path)
    hint = "this clone is shallow: fetch the revision, in CI with `fetch-depth: 0`" if shallow else "see `git log`"
    raise GitError(f"there is no revision {rev!r} here", hint=hint)


def merge_base(path: Path, rev: str) -> str:
    """The commit at which HEAD left a revision, as an object id. GitError: there is none, or no such revision."""
    commit, head = resolve(path, rev), resolve(path, "HEAD")
    if commit is not None and head is not None:
        result = _run(path, "merge-base", commit, head)
        if result.returncode == 0:
            return result.stdout.decode("ascii").split()[0]
    hint = "fetch more of the history, in CI with `fetch-depth: 0`" if _is_shallow(path) else "name the revision itself"
    raise GitError(f"HEAD and {rev!r} have no commit in common", hint=hint)


def file_at(folder: Path, rev: str, name: str) -> bytes | None:
    """The content that a file in a folder has at a revision; None where there is none, or no commit yet.
    GitError: it is a link or a submodule there, or as for `ledger_at`."""
    top = repository_root(folder)
    commit = resolve(folder, rev)
    if commit is None:
        return None
    path = (folder.resolve().relative_to(top) / name).as_posix()
    listing = _git(top, "ls-tree", "-z", "--full-tree", commit, "--", path)
    if not listing:
        return None
    mode, _, blob = listing.partition(b"\t")[0].split(b" ")
    if mode not in _PLAIN_FILES:
        raise GitError(f"{name} is no file at {rev}", hint="put the file itself there")
    return read_blobs(top, [blob.decode("ascii")])[blob.decode("ascii")]


def folder_at(folder: Path, rev: str, name: str) -> dict[str, bytes]:
    """The content of the plain files right in a subfolder at a revision, by name; none where there is no such folder
    or no commit yet. GitError: one of them is a link or a submodule, or as for `ledger_at`."""
    top = repository_root(folder)
    commit = resolve(folder, rev)
    if commit is None:
        return {}
    path = (folder.resolve().relative_to(top) / name).as_posix() + "/"
    blobs: dict[str, str] = {}
    for line in _git(top, "ls-tree", "-z", "--full-tree", commit, "--", path).split(b"\0")[:-1]:
        head, _, file = line.partition(b"\t")
        mode, kind, blob = head.split(b" ")
        one = os.fsdecode(file).removeprefix(path)
        if mode in _PLAIN_FILES:
            blobs[one] = blob.decode("ascii")
        elif kind != b"tree":
            raise GitError(f"{path}{one} is no file at {rev}", hint="put the file itself there")
    contents = read_blobs(top, blobs.values())
    return {one: contents[blob] for one, blob in blobs.items()}


def repository_root(path: Path) -> Path:
    """The top folder of the git repository that a path is in, itself there or not. GitError: it is in none."""
    result = _run(path, "rev-parse", "--show-toplevel")
    if result.returncode == 0:
        return Path(os.fsdecode(result.stdout.removesuffix(b"\n")))
    reason = result.stderr.decode("utf-8", "replace").strip()
    if "not a git repository" in reason or "must be run in a work tree" in reason:
        raise GitError(
            f"{path} is not in a git repository", hint="run `git init`, or compare without git: `diff --all`"
        )
    raise GitError(f"git cannot use the repository of {path}: {reason}")


def in_repository(path: Path) -> bool:
    """Whether a path is inside a git repository's work tree; False too where there is no git."""
    try:
        repository_root(path)
    except GitError:
        return False
    return True


def _is_shallow(path: Path) -> bool:
    return _run(path, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def _is_unborn(path: Path) -> bool:
    # A branch that is there but broken must not pass for one without a commit: everything would look new.
    branch = _run(path, "symbolic-ref", "--quiet", "HEAD")
    if branch.returncode != 0:
        return False
    there = _run(path, "for-each-ref", os.fsdecode(branch.stdout.strip()))
    return there.returncode == 0 and not there.stdout and not there.stderr


def _split_batch(output: memoryview, wanted: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    at = 0
    for blob in wanted:
        end = at + bytes(output[at : at + 200]).index(b"\n")
        fields = bytes(output[at:end]).split(b" ")
        if len(fields) != 3 or fields[1] != b"blob":
            raise GitError(f"git has no file {blob}", hint="the clone is not complete: fetch it in full")
        size = int(fields[2])
        yield blob, bytes(output[end + 1 : end + 1 + size])
        at = end + 1 + size + 1


def _git(path: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    result = _run(path, *arguments, stdin=stdin)
    if result.returncode != 0:
        reason = result.stderr.decode("utf-8", "replace").strip()
        raise GitError(f"git {arguments[0]} failed: {reason}")
    return result.stdout


def _run(path: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["git", *_OPTIONS, "--no-pager", "-C", str(_folder(path)), *arguments]
    try:
        return subprocess.run(command, input=stdin, capture_output=True, env=_environment(os.environ), check=False)
    except FileNotFoundError:
        raise GitError("git is not installed", hint="install git, or compare without it: `diff --all`") from None


def _environment(outer: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in outer.items() if not name.startswith("GIT_") or name in _KEPT} | _SET


def _folder(path: Path) -> Path:
    real = path.resolve()
    return next(folder for folder in (real, *real.parents) if folder.is_dir())
