"""Copies of the texts that records' offsets are of, where the article's file is no text: ``texts/ARTICLE.txt``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from claimledger.ledger.files import locked, read_file, remove_file, replace_file, require_folder, sync_folders
from claimledger.records import Problem

TEXTS = "texts"


def text_file(article: str) -> str:
    """Where the copy of an article's text is, relative to the ledger."""
    return f"{TEXTS}/{article}.txt"


def write_texts(root: Path, texts: Mapping[str, str]) -> None:
    """The texts of articles, by id, on disk when this returns. LedgerError: the ledger cannot be written."""
    if not texts:
        return
    require_folder(root)
    with locked(root):
        for article, text in texts.items():
            name, content = text_file(article), text.encode("utf-8")
            if read_file(root, name) != content:
                replace_file(root, name, content)
        sync_folders(root, map(text_file, texts))


def remove_texts(root: Path, articles: Iterable[str]) -> None:
    """The copies of these articles are gone. LedgerError: one cannot be removed."""
    names = [name for name in map(text_file, articles) if os.path.lexists(root / name)]
    if not names or (root / TEXTS).is_symlink():
        return
    with locked(root):
        for name in names:
            remove_file(root, name)
        sync_folders(root, names)


def orphaned_texts(root: Path, articles: Iterable[str]) -> Iterator[Problem]:
    """A problem for each copy that belongs to none of these articles."""
    folder = root / TEXTS
    if folder.is_symlink() or not folder.is_dir():
        return
    known = {f"{article}.txt" for article in articles}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".txt") and name not in known:
            yield Problem("the copy of an article's text that no record speaks of", str(folder / name), hint=_TAKE_OUT)


_TAKE_OUT = "take it out"
