"""The ledger folder ↔ one immutable value: loaded whole, written a record at a time, each wholly or not at all.

Nothing but slugs and ids of an article chooses where its record goes.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from claimledger.errors import LedgerError
from claimledger.ledger.codec import dump_record, newer_schema, parse_header, parse_record
from claimledger.ledger.files import (
    ALIASES,
    ARTICLES,
    CORRECTIONS,
    PEOPLE,
    RULINGS,
    ledger_files,
    locked,
    move_file,
    read_file,
    remove_file,
    replace_file,
    require_folder,
    sync_folders,
)
from claimledger.ledger.people import (
    Alias,
    Aliases,
    Correction,
    Ruling,
    append_alias,
    append_correction,
    append_ruling,
    apply_corrections,
    orphaned_corrections,
    parse_aliases,
    parse_corrections,
    parse_rulings,
)
from claimledger.records import ArticleInfo, ArticleRecord, Problem

_HEADER_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Ledger:
    """A whole ledger. ``records`` are as people corrected them, ``recorded`` as the files say, in the same order,
    which is that of the file names; ``files`` gives each article's file, relative to ``root``.

    ``problems``: something could not be read, so that nothing may be concluded from the rest (`diff` refuses).
    ``warnings``: all was read, but a person should look: stale corrections, two records of one article.
    """

    root: Path
    records: tuple[ArticleRecord, ...] = ()
    aliases: Aliases = field(default_factory=Aliases)
    rulings: tuple[Ruling, ...] = ()
    corrections: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    recorded: tuple[ArticleRecord, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one record: its file relative to the ledger (None where it was refused, or superseded by a later
    record of the same article in the same call), and the ids of the earlier records whose place it took."""

    article: str
    status: Literal["created", "updated", "unchanged", "superseded", "refused"]
    file: str | None = None
    replaced: tuple[str, ...] = ()
    problem: Problem | None = None


def load_ledger(root: Path) -> Ledger:
    """The ledger in a folder. LedgerError: there is none. Whatever is wrong inside comes back in ``problems``."""
    require_folder(root)
    files: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    for name in ledger_files(root, problems):
        content = read_file(root, name)
        if isinstance(content, Problem):
            problems.append(content)
        else:
            files.append((name, content))
    return assemble(root, files, problems)


def assemble(
    root: Path,
    files: Iterable[tuple[str, bytes]],
    problems: Iterable[Problem] = (),
    headers: Iterable[tuple[str, ArticleInfo]] = (),
) -> Ledger:
    """The ledger that these files make, given as (name relative to the ledger, content), wherever they come from.
    ``headers`` are those of more files, whose claims nobody will ask for: their records come without any."""
    found = list(problems)
    people: dict[str, str] = {}
    named = [(name, ArticleRecord(info)) for name, info in headers]
    for name, content in sorted(files):
        text = _decode(content, str(root / name), found)
        if text is None:
            continue
        if name in PEOPLE:
            people[name] = text
            continue
        record, wrong = parse_record(text, str(root / name))
        found += wrong
        if record is not None:
            named.append((name, record))
    named.sort(key=lambda pair: pair[0])

    aliases, wrong = parse_aliases(people.get(ALIASES, ""), str(root / ALIASES))
    found += wrong
    rulings, wrong = parse_rulings(people.get(RULINGS, ""), str(root / RULINGS))
    found += wrong
    corrections, wrong = parse_corrections(people.get(CORRECTIONS, ""), str(root / CORRECTIONS))
    found += wrong

    by_id: dict[str, str] = {}
    for name, record in named:
        first = by_id.setdefault(record.article.id, name)
        if first != name:
            message = f"the article {record.article.id} is recorded here and in {first}"
            found.append(Problem(message, str(root / name), hint="take one of the two files out"))
    recorded = tuple(record for name, record in named if by_id[record.article.id] == name)
    records, stale = _correct(recorded, corrections)
    stale += orphaned_corrections(corrections, by_id)
    warnings = [Problem(p.message, str(root / CORRECTIONS), p.line, p.column, p.hint) for p in stale]
    warnings += _recorded_twice(root, recorded, by_id)
    return Ledger(root, records, aliases, rulings, corrections, tuple(found), tuple(warnings), recorded, by_id)


def write_records(root: Path, records: Iterable[ArticleRecord], base: Path | None = None) -> tuple[Written, ...]:
    """Records put into the ledger, one result each, in their order; on return they are on disk.

    A record takes the place of the one with its article id, and of those with its url or path (an edited text); of
    several such in one call the last one is kept. ``base``: the root of the repository; a path without a folder that is
    no file there belongs to an article from elsewhere, and says nothing about which article it is.
    LedgerError: the ledger cannot be written; what was not yet written is as it was.
    """
    require_folder(root)
    batch = tuple(records)
    with locked(root):
        return _write(root, batch, base)


def record_file(info: ArticleInfo) -> str:
    """Where an article's record goes, relative to the ledger: made of its date, slugs and id only."""
    date = re.match(r"([0-9]{4})(?:-[0-9]{2}){0,2}", info.published or "")
    slugs = [_slug(info.outlet or "", 30, drop_article=True), _slug(info.title or "", 50)]
    name = "-".join([*([date[0]] if date else []), *filter(None, slugs), info.id])
    return f"{ARTICLES}/{date[1] if date else 'undated'}/{name}.yaml"


def add_alias(root: Path, alias: Alias) -> None:
    """An entry more in aliases.yaml, the rest of which stays as it is. LedgerError: it cannot be read or written."""
    _append(root, ALIASES, lambda text: append_alias(text, alias))


def add_ruling(root: Path, ruling: Ruling) -> None:
    """An entry more in rulings.yaml, the rest of which stays as it is. LedgerError: it cannot be read or written."""
    _append(root, RULINGS, lambda text: append_ruling(text, ruling))


def add_correction(root: Path, correction: Correction) -> None:
    """An entry more in corrections.yaml, the rest of which stays as it is. LedgerError: as for rulings."""
    _append(root, CORRECTIONS, lambda text: append_correction(text, correction))


# Reading -------------------------------------------------------------------------------------------------------------


def _decode(content: bytes, path: str, problems: list[Problem]) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8 at byte {error.start}: {error.reason}"
        problems.append(Problem(message, path, line, hint="restore the file from git, or `claimledger ingest` again"))
        return None


def _correct(
    records: tuple[ArticleRecord, ...], corrections: tuple[Correction, ...]
) -> tuple[tuple[ArticleRecord, ...], tuple[Problem, ...]]:
    targets: dict[str, list[Correction]] = {}
    for correction in corrections:
        targets.setdefault(correction.target, []).append(correction)
    out: list[ArticleRecord] = []
    stale: list[Problem] = []
    for record in records:
        corrected, wrong = apply_corrections(record, targets.get(record.article.id, ()))
        out.append(corrected)
        stale += wrong
    return tuple(out), tuple(stale)


def _recorded_twice(root: Path, records: Sequence[ArticleRecord], files: Mapping[str, str]) -> Iterator[Problem]:
    for key in ("url", "path"):
        values = Counter(getattr(record.article, key) for record in records)
        for record in records:
            value = getattr(record.article, key)
            # Articles from outside the repository may share a bare file name.
            if value and values[value] > 1 and (key == "url" or "/" in value):
                message = f"another record has the same {key}, {value}"
                hint = "ingest the article again to keep its latest text only"
                yield Problem(message, str(root / files[record.article.id]), hint=hint)


# Writing -------------------------------------------------------------------------------------------------------------


def _write(root: Path, batch: Sequence[ArticleRecord], base: Path | None) -> tuple[Written, ...]:
    results: dict[int, Written] = {}
    todo: list[tuple[int, ArticleRecord]] = []
    claimed: set[tuple[str, str]] = set()
    for number, record in reversed(tuple(enumerate(batch))):
        keys = article_keys(record.article, base)
        if keys & claimed:
            results[number] = Written(record.article.id, "superseded")
        else:
            todo.append((number, record))
        claimed |= keys

    known = _known(root)
    touched: set[str] = set()
    for number, record in reversed(todo):
        try:
            results[number] = _write_one(root, record, article_keys(record.article, base), known, touched)
        except _Refused as refused:
            results[number] = Written(record.article.id, "refused", problem=refused.problem)
    sync_folders(root, touched)
    return tuple(results[number] for number in range(len(batch)))


def _write_one(
    root: Path,
    record: ArticleRecord,
    keys: set[tuple[str, str]],
    known: Mapping[tuple[str, str], Mapping[str, str]],
    touched: set[str],
) -> Written:
    ident, name = record.article.id, record_file(record.article)
    try:
        content = dump_record(record).encode("utf-8")
    except ValueError as error:
        raise _Refused(Problem(f"cannot be recorded: {error}", record.article.path)) from None
    earlier = {file: was for key in keys for file, was in known.get(key, {}).items() if file not in touched}
    contents = {file: _read(root, file) for file in sorted(earlier)}
    if contents == {name: content}:
        # Synced all the same: a run that was killed may have left the file in place and the folder unsynced.
        touched.add(name)
        return Written(ident, "unchanged", name)
    for file, there in contents.items():
        newer = newer_schema(there.decode("utf-8", "replace"), str(root / file))
        if newer is not None:
            raise _Refused(newer)
    _check(content, record)
    # The new text goes over the earlier record's file first, then to its own name: whenever the machine stops,
    # there is one record of the article, the earlier or the new.
    place = name if name in earlier or not earlier else max(earlier, key=lambda file: (earlier[file] == ident, file))
    replace_file(root, place, content)
    if place != name:
        move_file(root, place, name)
    for file in earlier.keys() - {place, name}:
        remove_file(root, file)
    touched |= {name, *earlier}
    replaced = tuple(sorted(set(earlier.values()) - {ident}))
    return Written(ident, "updated" if earlier else "created", name, replaced)


def _check(content: bytes, record: ArticleRecord) -> None:
    # What could not be read back must not get in: one such record would stop every later command.
    text = content.decode("utf-8")
    back, problems = parse_record(text)
    if problems or back is None or (back != record and dump_record(back) != text):
        reason = problems[0].message if problems else "it does not read back the same"
        raise _Refused(Problem(f"cannot be recorded: {reason}", record.article.path))


def article_keys(info: ArticleInfo, base: Path | None) -> set[tuple[str, str]]:
    """By what an article is recognised; ``base`` as in `write_records`."""
    keys = {("id", info.id)}
    if info.url:
        keys.add(("url", info.url))
    if info.path and ("/" in info.path or base is None or (base / info.path).is_file()):
        keys.add(("path", info.path))
    return keys


def _known(root: Path) -> dict[tuple[str, str], dict[str, str]]:
    # By id, url and path: the files that have it, and whose record each one is.
    known: dict[tuple[str, str], dict[str, str]] = {}
    problems: list[Problem] = []
    for name in ledger_files(root, problems):
        if not name.startswith(f"{ARTICLES}/"):
            continue
        head = _read(root, name, _HEADER_BYTES)
        if len(head) == _HEADER_BYTES and b"\ndigest:" not in head:
            head = _read(root, name)
        info = _header(head)
        # A file that cannot be read is still the record whose id it bears, so that `ingest` can mend it.
        ident = info.id if info else PurePosixPath(name).stem.rpartition("-")[2]
        for key in article_keys(info, None) if info else {("id", ident)}:
            known.setdefault(key, {})[name] = ident
    if problems:
        raise LedgerError(str(problems[0]))
    return known


def _read(root: Path, name: str, limit: int | None = None) -> bytes:
    # Of what cannot be read nobody knows whose record it is: to write beside it could record an article twice.
    content = read_file(root, name, limit)
    if isinstance(content, Problem):
        raise LedgerError(str(content))
    return content


_PLAIN_HEADER = re.compile(r"^  (id|url|path): ([^\s\"'>|#][^\n#]*)$", re.MULTILINE)


def _header(head: bytes) -> ArticleInfo | None:
    text = head.decode("utf-8", "replace").replace("\r\n", "\n")
    text = text[: text.find("\ndigest:") + 1]
    # Almost every header has its three lines plain; only the others are worth a YAML parser.
    found = dict(_PLAIN_HEADER.findall(text))
    if all(text.count(f"\n  {key}: ") == (key in found) for key in ("id", "url", "path")) and "id" in found:
        return ArticleInfo(found["id"], path=found.get("path"), url=found.get("url"))
    return parse_header(text)


def _append(root: Path, name: str, edit: Callable[[str], str]) -> None:
    require_folder(root)
    with locked(root):
        content = _read(root, name) if os.path.lexists(root / name) else b""
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise LedgerError(f"{root / name} is not UTF-8 at byte {error.start}") from None
        replace_file(root, name, edit(text).encode("utf-8"))
        sync_folders(root, [name])


def _slug(text: str, limit: int, *, drop_article: bool = False) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    slug = "-".join(words[1:] if drop_article and words[:1] == ["the"] else words)
    return slug if len(slug) <= limit else slug[: limit + 1].rpartition("-")[0] or slug[:limit]


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
