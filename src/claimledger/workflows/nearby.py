"""The part of a ledger that changed claims can meet, so that `diff` need not parse the rest.

Two claims meet only where their articles tell one story (``compare.facts.same_story``): some names in common, said
within so many days. Of a record that stands as claimledger wrote it, its text shows without a parser that it cannot be
so: too few of the names are among its words, or every date is too far off. What cannot be told is read whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from claimledger.compare.changes import Changes, changes
from claimledger.compare.edtf import Bounds, bounds
from claimledger.compare.entry import entries, said
from claimledger.compare.thresholds import DEFAULTS, Thresholds
from claimledger.errors import LedgerError
from claimledger.ledger.codec import sealed_header
from claimledger.ledger.files import PEOPLE, ledger_files, read_file
from claimledger.ledger.history import ledger_blobs, read_blobs
from claimledger.ledger.index import Index, Outline, clock_of, list_records, write_index
from claimledger.ledger.store import Ledger, assemble, load_ledger
from claimledger.records import ArticleInfo, ArticleRecord, Problem
from claimledger.vocabulary import countries
from claimledger.wordbook import in_force

_SAID = "\n  said_on: {text: "
_DATE = re.compile(r'\n  said_on: \{[^\n]*, date: "?([^",}\n]+)')
_ESCAPE = re.compile(r'\\[^"\\]')


def outline(record: ArticleRecord) -> Outline:
    """The outline of a record."""
    claims = entries([record])
    days = [said(one) for one in claims]
    names = claims[0].story if claims else frozenset[str]()
    first, last = _hull(days)
    return Outline(names, first, last)


def may_meet(a: Outline, b: Outline, limits: Thresholds = DEFAULTS) -> bool:
    """Whether claims of two articles can be of one story."""
    if bool(a.names) != bool(b.names) or (a.names and len(a.names & b.names) < limits.story_names):
        return False
    return _in_time(a, (b.first, b.last), limits.story_days)


class Sieve:
    """Tells of the text of a record whether it can be of a story with any of some articles. It errs on one side only:
    wherever `may_meet` says so of the record, `passes` says so of its text."""

    def __init__(self, wanted: Iterable[Outline], limits: Thresholds = DEFAULTS) -> None:
        self.limits = limits
        words: dict[str, set[str]] = {}
        for word, country in countries(capitals=False).items():
            if word.isalpha():
                words.setdefault(country, set()).add(word)
        self.wanted = [
            # Long words first: they are the rarer ones, though all must be looked for where the answer is no.
            (one, [sorted({name.lower(), *words.get(name, ())}) for name in sorted(one.names, key=len, reverse=True)])
            for one in wanted
        ]

    def passes(self, text: str, info: ArticleInfo) -> bool:
        """``text`` is a record of the article ``info``."""
        # An escape may hide a word, and a capital sigma is written small in two ways.
        if ("\\" in text and _ESCAPE.search(text)) or "Σ" in text:
            return bool(self.wanted)
        days = list(_days(text, info))
        near = [
            (one, names)
            for one, names in self.wanted
            if any(_in_time(one, _hull([day]), self.limits.story_days) for day in days)
        ]
        if not near:
            return False
        low = text.lower()
        return any(not one.names or self._shares(low, names) for one, names in near)

    def _shares(self, text: str, names: Sequence[Sequence[str]]) -> bool:
        left = self.limits.story_names
        if left <= 0:
            return True
        for spellings in names:
            if any(spelling in text for spelling in spellings):
                left -= 1
                if not left:
                    return True
        return False


def both_ledgers(root: Path, commit: str, limits: Thresholds = DEFAULTS) -> tuple[Ledger, Ledger, Changes]:
    """The ledger at a revision and as it lies in the folder, and what changed between the two. Articles whose record
    is the same in both are not in the former, and in the latter without claims unless their story can be that of a
    claim that changed. What is the matter with either is in its ``problems``. Raises LedgerError, GitError."""
    old_problems: list[Problem] = []
    problems: list[Problem] = []
    now = dict(_contents(root, problems))
    blobs = ledger_blobs(root, commit, old_problems)
    headers = dict(_sealed((name, now[name]) for name, blob in blobs.items() if _is_blob(now.get(name), blob)))
    contents = read_blobs(root, [blob for name, blob in blobs.items() if name not in headers])
    then = {name: now[name] if name in headers else contents[blob] for name, blob in blobs.items()}

    touched = _named_by_people(
        *(assemble(root, [one for one in side.items() if one[0] in PEOPLE]) for side in (then, now))
    )
    left_out = {name: info for name, info in headers.items() if info.id not in touched}
    before = assemble(root, [one for one in then.items() if one[0] not in left_out], old_problems)
    after = assemble(root, [one for one in now.items() if one[0] not in left_out], problems)
    if before.problems or after.problems:
        return before, after, Changes()
    change = changes(before.records, after.records)
    changed = {claim.partition("-")[0] for claim in (*change.added, *change.changed)}
    sieve = Sieve((outline(record) for record in after.records if record.article.id in changed), limits)
    left_out = {n: info for n, info in left_out.items() if not sieve.passes(now[n].decode("utf-8"), info)}
    whole = [one for one in now.items() if one[0] not in left_out]
    return before, assemble(root, whole, problems, left_out.items()), change


def part_of_ledger(
    root: Path, index: Index, articles: Iterable[ArticleInfo], wanted: Iterable[Outline], limits: Thresholds = DEFAULTS
) -> Ledger:
    """The ledger with no more records than these articles' own, those of their stories (``wanted``) and those that
    people ruled on or corrected, by an index of it. Raises BrokenIndex: read it whole instead."""
    problems: list[Problem] = []
    people = list(
        _read(root, (name for name in PEOPLE if (root / name).exists() or (root / name).is_symlink()), problems)
    )
    loose = list(_read(root, sorted(index.loose), problems))
    first = assemble(root, [*people, *loose])
    about = [*articles, *(record.article for record in first.recorded), *map(ArticleInfo, _named_by_people(first))]
    names = index.holding(about) | index.near(wanted, limits.story_names, limits.story_days)
    rest = _read(root, sorted(names - index.loose), problems)
    return assemble(root, [*people, *loose, *rest], problems)


def make_index(root: Path, file: Path) -> Ledger:
    """The whole ledger, and an index of it where nothing is wrong with it and the disk takes one."""
    try:
        listing = list_records(root, clock_of(file))
    except OSError:
        return load_ledger(root)
    ledger = load_ledger(root)
    if not ledger.problems:
        rows = ((ledger.files[record.article.id], record.article, outline(record)) for record in ledger.records)
        with contextlib.suppress(OSError):
            write_index(file, index_version(), listing, rows)
    return ledger


def index_version() -> str:
    """What an index holds beside the records depends on: the word lists in force, and how stories are told."""
    digest = hashlib.sha256()
    package = files("claimledger")
    for folder in ("compare", "data", "workflows"):
        for one in sorted(package.joinpath(folder).iterdir(), key=lambda one: one.name):
            if one.name.endswith((".py", ".yaml")) and (folder != "workflows" or one.name == "nearby.py"):
                digest.update(one.read_bytes())
    for name in ("vocabulary.py", "wordbook.py"):
        digest.update(package.joinpath(name).read_bytes())
    digest.update((in_force().digest or "").encode())
    return digest.hexdigest()


def _read(root: Path, names: Iterable[str], problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        content = read_file(root, name)
        if isinstance(content, Problem):
            problems.append(content)
        else:
            yield name, content


def _contents(root: Path, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    if root.is_symlink() or not root.is_dir():
        raise LedgerError(f"there is no ledger at {root}", hint="make one with `claimledger init`")
    yield from _read(root, ledger_files(root, problems), problems)


def _sealed(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, ArticleInfo]]:
    for name, content in files:
        if name in PEOPLE:
            continue
        try:
            info = sealed_header(content.decode("utf-8"))
        except UnicodeDecodeError:
            continue
        if info is not None:
            yield name, info


def _is_blob(content: bytes | None, blob: str) -> bool:
    """Whether git would name the content so."""
    if content is None:
        return False
    kind = "sha1" if len(blob) == 40 else "sha256"
    digest = hashlib.new(kind, b"blob %d\0" % len(content), usedforsecurity=False)
    digest.update(content)
    return digest.hexdigest() == blob


def _named_by_people(*ledgers: Ledger) -> set[str]:
    """Articles of claims that rulings and corrections speak of."""
    claims = [claim for one in ledgers for ruling in one.rulings for claim in (ruling.a, ruling.b)]
    corrected = {correction.target for one in ledgers for correction in one.corrections}
    return corrected | {claim.partition("-")[0] for claim in claims}


def _days(text: str, info: ArticleInfo) -> Iterator[Bounds | None]:
    """When the claims of a record were said, and perhaps other days besides."""
    yield bounds(info.published)
    if text.count("said_on") != text.count(_SAID):
        yield None
    for date in set(_DATE.findall(text)):
        # What is no date leaves the claim with the day of publication.
        if (day := bounds(date)) is not None:
            yield day


def _hull(days: Sequence[Bounds | None]) -> tuple[int | None, int | None]:
    """The first and last of the days; None, None where one of them may be any."""
    first, last = [], []
    for day in days:
        if day is None or day.yearless or day.first is None or day.last is None:
            return None, None
        first.append(day.first)
        last.append(day.last)
    return (min(first), max(last)) if first else (None, None)


def _in_time(a: Outline, b: tuple[int | None, int | None], days: int) -> bool:
    first, last = b
    if a.first is None or a.last is None or first is None or last is None:
        return True
    return first - a.last <= days and a.first - last <= days
