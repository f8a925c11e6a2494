"""YAML front matter of an article file → Metadata and where the body starts."""

from __future__ import annotations

import re
from dataclasses import replace

from claimledger.ledger.strict import load_strict, locate
from claimledger.metadata import Metadata
from claimledger.records import Problem

LONGEST = 20_000

_OPENING = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$\n?", re.M)
_KEY = re.compile(r"^[\w\"'][\w \"'-]*:(?:\s|$)", re.M)


def split_front_matter(text: str, name: str) -> tuple[Metadata, int] | Problem:
    """(metadata, offset of the body); a text that only begins with a rule has none and starts at 0."""
    opening = _OPENING.match(text)
    if opening is None:
        return Metadata(), 0
    closing = _CLOSING.search(text, opening.end(), opening.end() + LONGEST)
    inside = text[opening.end() : closing.start() if closing else opening.end() + LONGEST]
    if not inside.strip() and closing:
        return Metadata(), closing.end()
    if not _KEY.search(inside):
        return Metadata(), 0
    if closing is None:
        return Problem("front matter without its closing ---", name, 1, hint="end it with a line of three hyphens")
    data, problems = load_strict(inside.replace("\r\n", "\n"), name)
    if problems:
        return _moved(problems[0])
    if not isinstance(data, dict):
        return Problem("front matter is not a list of keys and values", name, 1, hint="write title: …")
    metadata = Metadata.of({str(key).lower(): value for key, value in data.items()}, name)
    if isinstance(metadata, Problem):
        wrong = metadata.message.split(" ", 1)[0]
        line, column = locate(inside, [key for key in data if str(key).lower() == wrong][-1:])
        return _moved(replace(metadata, line=line, column=column))
    return metadata, closing.end()


def _moved(problem: Problem) -> Problem:
    """The problem with its line counted in the file, where the opening ``---`` comes first."""
    hint = problem.hint or "put a value that holds ': ' or begins with a sign in quotes"
    line = None if problem.line is None else problem.line + 1
    return replace(problem, message=f"front matter: {problem.message}", line=line, hint=hint)
