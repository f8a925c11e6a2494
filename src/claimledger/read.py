"""Files, folders, standard input → Articles. Nothing is replaced: what cannot be read comes back as a problem."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from claimledger import webpage
from claimledger.errors import ClaimledgerError
from claimledger.frontmatter import split_front_matter
from claimledger.metadata import NOTHING, Metadata, parse_published
from claimledger.paragraphs import split_paragraphs
from claimledger.records import Article, ArticleInfo, Problem, article_id

MAX_BYTES = 1_000_000
TEXT_SUFFIXES = ("", ".txt", ".md", ".markdown")
BULK_SUFFIX = ".jsonl"
_SUFFIXES = (*TEXT_SUFFIXES, *webpage.SUFFIXES, BULK_SUFFIX)
_KINDS = ".txt, .md, .html or .jsonl"
_SIGNATURES = {
    b"%PDF-": ("a PDF", "pdftotext FILE.pdf - gives its text"),
    b"PK\x03\x04": ("a ZIP archive or an office document", "save it as plain text"),
    b"\xd0\xcf\x11\xe0": ("an office document", "save it as plain text"),
    b"{\\rtf": ("a rich text document", "save it as plain text"),
}


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
        results = list(_read_path(str(path), options, root, stdin))
        for result in results or [Problem("no articles here", str(path), hint=f"looked for {_KINDS}")]:
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
        for signature, (kind, hint) in _SIGNATURES.items():
            if data.startswith(signature):
                return Problem(f"this is {kind}, no text", name, hint=hint)
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
    if not text[start:].strip():
        return Problem("no text in this article", name)
    return _article(text, start, options.over(metadata), path)


def recorded_path(path: Path, root: Path | None) -> str:
    """How the ledger names a file: relative to ``root`` with forward slashes, or its bare name when outside."""
    place = path.parent.resolve() / path.name
    if root is not None and place.is_relative_to(root.resolve()):
        return place.relative_to(root.resolve()).as_posix()
    return path.name


def _article(text: str, start: int, known: Metadata, path: str | None) -> Article:
    info = ArticleInfo(
        id=article_id(text[start:]),
        path=path,
        title=known.title,
        outlet=known.outlet,
        published=known.published,
        url=known.url,
        author=known.author,
    )
    return Article(text=text, info=info, body=start, paragraphs=split_paragraphs(text, start))


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
        if webpage.looks_like_page(data):
            yield Problem("this is an HTML page", "-", hint="save it as a .html file and name that")
        else:
            yield _too_long("-") if len(data) > MAX_BYTES else parse_article(data, options, name="-")
        return
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        yield Problem("file name is not UTF-8", path.encode("utf-8", "backslashreplace").decode(), hint="rename it")
        return
    if re.match("https?://", path):
        hint = "save the page and name the file, with --url for its address"
        yield Problem("an address: claimledger fetches nothing", path, hint=hint)
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
    if suffix not in _SUFFIXES:
        yield Problem(f"{suffix} is no kind of article", str(path), hint=f"give {_KINDS}, or - for input")
        return
    most = webpage.MAX_BYTES if suffix in webpage.SUFFIXES else MAX_BYTES
    with _open_regular(path) as file:
        if suffix == BULK_SUFFIX:
            yield from _read_lines(file, str(path), options)
            return
        data = file.read(most + 1)
    where = recorded_path(path, root)
    if len(data) > most:
        yield _too_long(str(path), most=most)
    elif suffix in webpage.SUFFIXES:
        yield _parse_page(data, options, str(path), where)
    else:
        yield parse_article(data, options, name=str(path), path=where)


def _parse_page(data: bytes, options: Metadata, name: str, path: str) -> Article | Problem:
    """The article on a page: its text is the copy that offsets are of."""
    page = webpage.read_page(data, name)
    if isinstance(page, Problem):
        return page
    text, metadata = page
    return _too_long(name) if len(text) > MAX_BYTES else _article(text, 0, options.over(metadata), path)


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
    article = parse_article(data["text"], options.over(metadata), name=name, path=path)
    return article if isinstance(article, Problem) else replace(article, bulk=True)


def is_plain_path(path: str) -> bool:
    parts: Sequence[str] = path.split("/")
    return bool(path) and path.isprintable() and "\\" not in path and not {"", ".", ".."} & set(parts)


def _not_utf8(data: bytes, error: UnicodeDecodeError, name: str) -> Problem:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    line = None if wide else data.count(b"\n", 0, error.start) + 1
    said = "it looks like UTF-16" if wide else f"byte 0x{data[error.start]:02x} at byte offset {error.start}"
    hint = f"convert it, for example with iconv -f {'UTF-16' if wide else 'WINDOWS-1252'} -t UTF-8"
    return Problem(f"not UTF-8: {said}", name, line, hint=hint)


def _too_long(name: str, line: int | None = None, most: int = MAX_BYTES) -> Problem:
    return Problem(f"set aside: longer than {most:,} bytes", name, line, hint="split it into articles")
