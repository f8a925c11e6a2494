"""Claims by how their ids begin, for a shell that waits: a few files are looked through and no ledger is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath

from claimledger.errors import LedgerError
from claimledger.ledger.files import PEOPLE, ledger_files, read_file
from claimledger.records import Problem
from claimledger.workflows.place import Place

MOST_FILES = 20
MOST_CLAIMS = 200

_CLAIM = re.compile(r"^- id: ([a-z0-9-]+)\n  statement: (?:>-\n +)?(.*)", re.M)


def claims_beginning(start: str, place: Place) -> list[tuple[str, str]]:
    """(id, how its statement begins) of claims of the latest articles, at most some hundred; none where there is no
    ledger or it cannot be read."""
    try:
        return list(islice(_claims(start, place), MOST_CLAIMS))
    except LedgerError:
        return []


def _claims(start: str, place: Place) -> Iterator[tuple[str, str]]:
    if place.ledger.is_symlink() or not place.ledger.is_dir():
        return
    article = start.partition("-")[0]
    names = [
        name
        for name in ledger_files(place.ledger, [])
        if name not in PEOPLE and PurePosixPath(name).stem.rpartition("-")[2].startswith(article)
    ]
    for name in names[::-1][:MOST_FILES]:
        data = read_file(place.ledger, name)
        if not isinstance(data, Problem):
            for match in _CLAIM.finditer(data.decode("utf-8", "replace")):
                if match[1].startswith(start):
                    yield match[1], match[2].strip("\"' ")[:60]
