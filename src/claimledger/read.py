"""Files, folders, standard input → Articles. Nothing is replaced: what cannot be read comes back as a problem."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from claimledger.errors import ClaimledgerError
from claimledger.frontmatter import split_front_matter
from claimledger.metadata import NOTHING, Metadata, parse_published
from claimledger.paragraphs import split_paragraphs
from claimledger.records import Article, ArticleInfo, Problem, article_id

MAX_BYTES = 1_000_000
TEXT_SUFFIXES = ("", ".txt", ".md", ".markdown")
BULK_SUFFIX = ".jsonl"
LATER_SUFFIXES = (".html", ".htm", ".xhtml")
_SUFFIXES = (*TEXT_SUFFIXES, *LATER_SUFFIXES, BULK_SUFFIX)


@dataclass(frozen=True, slots=True)
class _Source:
    """Bytes and the name that messages use; ``path`` is what the ledger records."""

    name: str
    path: str | None
    data: bytes


def read_many(
    paths: Iterable[str | Path],
    options: Metadata = NOTHING,
    *,
    root: Path | None = None,
    stdin: BinaryIO | None = None,
) -> tuple[list[Article], list[Problem]]:
    """Articles of files, folders, ``.jsonl`` and ``-``, in the given order, and what was set aside and why.

    ``options`` go before what an article says of itself; ``root`` is the repository that recorded paths are relative
    to. An article that turns up twice is returned once. Raises ClaimledgerError where an option itself is wrong.
    """
    options = _checked(options)
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    for path in paths:
        for result in _read_path(str(path), options, root, stdin):
            if isinstance(result, Problem):
                problems.append(result)
            else:
                articles.setdefault(result.info.id, result)
    return list(articles.values()), problems


def parse_article(
    data: bytes | str, options: Metadata = NOTHING, *, name: str = "article", path: str | None = None
) -> Article | Problem:
    """The article in a file's bytes (or text), or what is wrong with it.

    A BOM is dropped and not counted; line breaks stay as they are, so that offsets are those of the decoded file.
    """
    if isinstance(data, bytes):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            return _not_utf8(data, error, name)
    else:
        text = data
        if surrogate := re.search("[\ud800-\udfff]", text):
            return Problem(f"half of a surrogate pair at character {surrogate.start()}", name)
    text = text.removeprefix("\ufeff")
    front = split_front_matter(text, name)
    if isinstance(front, Problem):
        return front
    metadata, start = front
    body = text[start:]
    if not body.strip():
        return Problem("no text in this article", name)
    known = options.over(metadata)
    info = ArticleInfo(
        id=article_id(body),
        path=path,
        title=known.title,
        outlet=known.outlet,
        published=known.published,
        url=known.url,
        author=known.author,
    )
    return Article(text=text, info=info, body=start, paragraphs=split_paragraphs(text, start))


def recorded_path(path: Path, root: Path | None) -> str:
    """How the ledger names a file: relative to ``root`` with forward slashes, or its bare name when outside."""
    place = path.parent.resolve() / path.name
    if root is not None and place.is_relative_to(root.resolve()):
        return place.relative_to(root.resolve()).as_posix()
    return path.name


def _checked(options: Metadata) -> Metadata:
    if options.published is None:
        return options
    date = parse_published(options.published)
    if date is None:
        raise ClaimledgerError(f"--published {options.published!r} is no date", hint="give it as 2024-10-28")
    return Metadata(published=date).over(options)


def _read_path(path: str, options: Metadata, root: Path | None, stdin: BinaryIO | None) -> Iterator[Article | Problem]:
    if path == "-":
        if stdin is None:
            yield Problem("standard input is not available here", "-")
            return
        data = stdin.read(MAX_BYTES + 1)
        yield _too_long("-") if len(data) > MAX_BYTES else parse_article(data, options, name="-")
        return
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        yield Problem("file name is not UTF-8", path.encode("utf-8", "backslashreplace").decode(), hint="rename it")
        return
    place = Path(path)
    try:
        if place.is_dir():
            yield from _read_folder(place, options, root)
        else:
            yield from _read_file(place, options, root)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Problem(f"cannot be read: {reason}", path)


def _read_folder(folder: Path, options: Metadata, root: Path | None) -> Iterator[Article | Problem]:
    """Articles below a folder in the order of their names; hidden entries and other kinds of files are passed over."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        suffix = Path(entry.name).suffix.lower()
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            yield Problem("a symbolic link in a folder is not followed", entry.path, hint="name the file itself")
        elif entry.is_dir(follow_symlinks=False) or (suffix and suffix in _SUFFIXES):
            yield from _read_path(entry.path, options, root, None)


def _read_file(path: Path, options: Metadata, root: Path | None) -> Iterator[Article | Problem]:
    suffix = path.suffix.lower()
    if suffix in LATER_SUFFIXES:
        yield Problem("HTML articles are not read yet", str(path), hint="save the article's text as .txt")
        return
    if suffix not in (*TEXT_SUFFIXES, BULK_SUFFIX):
        yield Problem(f"{suffix} is no kind of article", str(path), hint="give .txt, .md or .jsonl, or - for input")
        return
    with _open_regular(path) as file:
        if suffix == BULK_SUFFIX:
            yield from _read_lines(file, str(path), options)
            return
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield _too_long(str(path))
    else:
        yield parse_article(data, options, name=str(path), path=recorded_path(path, root))


def _open_regular(path: Path) -> BinaryIO:
    """The file opened for reading; OSError for a pipe or device, which could block for ever."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(0, "not a regular file (use - for standard input)")
    return os.fdopen(handle, "rb")


def _read_lines(file: BinaryIO, name: str, options: Metadata) -> Iterator[Article | Problem]:
    """One article a line. A line may be twice the limit, since JSON escapes its text."""
    number = 0
    while line := file.readline(2 * MAX_BYTES):
        number += 1
        if not line.endswith(b"\n") and len(line) == 2 * MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = file.readline(2 * MAX_BYTES)
            yield _too_long(name, number)
        elif line.strip():
            yield _parse_line(line, f"{name}:{number}", options)


def _parse_line(line: bytes, name: str, options: Metadata) -> Article | Problem:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _not_utf8(line, error, name)
    except (ValueError, RecursionError) as error:
        return Problem(f"not JSON: {error}", name)
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        return Problem('not an object with a "text"', name, hint='{"text": "…", "title": "…", "outlet": "…"}')
    if len(data["text"]) > MAX_BYTES:
        return _too_long(name)
    metadata = Metadata.of(data, name)
    if isinstance(metadata, Problem):
        return metadata
    path = data.get("path")
    if path is not None and not (isinstance(path, str) and is_plain_path(path)):
        return Problem(f"path {path!r} leaves the repository", name, hint="give a relative path without ..")
    return parse_article(data["text"], options.over(metadata), name=name, path=path)


def is_plain_path(path: str) -> bool:
    parts: Sequence[str] = path.split("/")
    return bool(path) and path.isprintable() and "\\" not in path and not {"", ".", ".."} & set(parts)


def _not_utf8(data: bytes, error: UnicodeDecodeError, name: str) -> Problem:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    line = None if wide else data.count(b"\n", 0, error.start) + 1
    said = "it looks like UTF-16" if wide else f"byte 0x{data[error.start]:02x} at byte offset {error.start}"
    return Problem(f"not UTF-8: {said}", name, line, hint="convert it, for example with iconv -t UTF-8")


def _too_long(name: str, line: int | None = None) -> Problem:
    return Problem(f"set aside: longer than {MAX_BYTES:,} bytes", name, line, hint="split it into articles")
