"""A derived cache of what each record is about, so that a large ledger need not be read to know what may meet.

One SQLite file for each ledger, in the user's cache folder: never in the repository, where a pull request could bring
one along. It is written whole and renamed into place, so that two processes never mix theirs, and every row carries a
checksum that binds it to its build and its place, so that whatever is damaged is seen. A record file is taken for the
one that was indexed while its inode, size and times are the same, as git does it; one that had been changed within two
seconds of the indexing is always read. Whoever finds no index, or a broken one, reads the ledger itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import stat
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from claimledger.ledger.files import ARTICLES
from claimledger.records import ArticleInfo

_FORMAT = f"1 {sys.byteorder} {array('I').itemsize}"
_CHUNK = 256
_RACY = 2_000_000_000
_LOOSE = 500
_ANY = (-(2**31), 2**31 - 1)
_DEPTH = 3

Row = str
"""Of a file: mode, inode, size, time of change of its content and of its inode in nanoseconds, and its name, with a
space between each two. One text, since a ledger can have a hundred thousand files."""


class BrokenIndex(Exception):
    """The index cannot be used; nothing is lost by leaving it."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What of an article tells which others can be of its story: the names of the story, and the first and last day on
    which its claims were said, as ordinals, None where any of them may be of any day."""

    names: frozenset[str] = frozenset()
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The record files of a ledger as they lie there, by folder relative to the ledger; ``clock`` is when that was."""

    folders: Mapping[str, tuple[Row, ...]]
    clock: int = 0

    def fingerprints(self) -> dict[str, str]:
        """One digest a folder."""
        return {name: hashlib.sha256(os.fsencode("\0".join(rows))).hexdigest() for name, rows in self.folders.items()}


def index_file(root: Path, environment: Mapping[str, str]) -> Path | None:
    """Where the index of a ledger belongs: the user's cache folder; None where there is none."""
    home = environment.get("HOME")
    base = environment.get("XDG_CACHE_HOME") or (os.path.join(home, ".cache") if home else "")
    if not os.path.isabs(base):
        return None
    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:32]
    return Path(base) / "claimledger" / f"{name}.sqlite"


def list_records(root: Path, clock: int = 0) -> Listing:
    """What lies in the ledger now, no file opened. OSError: a folder cannot be read."""
    return Listing(dict(_folders(root, ARTICLES)) if (root / ARTICLES).is_dir() else {}, clock)


def clock_of(file: Path) -> int:
    """Now, by the clock of the disk that the index goes to, in nanoseconds. OSError: it cannot be written there."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    probe = _temporary(file)
    try:
        probe.touch()
        return probe.stat().st_mtime_ns
    finally:
        probe.unlink(missing_ok=True)


def write_index(
    file: Path, version: str, listing: Listing, records: Iterable[tuple[str, ArticleInfo, Outline]]
) -> None:
    """An index of these records, (file name relative to the ledger, article, outline), which were read after the
    listing was made; ``version`` names everything else that outlines depend on. OSError: there is no index."""
    ordered = sorted(records, key=lambda one: one[0])
    head = {
        "folders": listing.fingerprints(),
        "read": sorted(_recent(listing) | _twice(ordered)),
        "count": len(ordered),
        "buckets": max(16, len(ordered) // 16),
    }
    build = hashlib.sha256(json.dumps([_FORMAT, version, head]).encode()).digest()
    temporary = _temporary(file)
    temporary.unlink(missing_ok=True)
    try:
        with contextlib.closing(sqlite3.connect(temporary)) as base:
            base.execute("PRAGMA journal_mode=OFF")
            base.execute("PRAGMA synchronous=OFF")
            base.execute(
                "CREATE TABLE rows (kind TEXT, number INT, body BLOB, PRIMARY KEY (kind, number)) WITHOUT ROWID"
            )
            base.executemany("INSERT INTO rows VALUES (?, ?, ?)", _sealed(build, version, head, listing, ordered))
            base.commit()
        os.chmod(temporary, 0o600)
        os.replace(temporary, file)
    except sqlite3.Error as error:
        raise OSError(str(error)) from None
    finally:
        temporary.unlink(missing_ok=True)


class Index:
    """An index opened for reading. Every method may raise BrokenIndex. File names are relative to the ledger."""

    def __init__(self, file: Path, root: Path, version: str) -> None:
        try:
            self._base = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
            self._build = hashlib.sha256(version.encode()).digest()
            found = json.loads(self._row("head", 0))
            self._build = bytes.fromhex(found["build"])
            head = found["head"]
            self._count, self._buckets = int(head["count"]), int(head["buckets"])
            self._order = sorted(head["folders"])
            changed, self._gone = self._since(root, head["folders"])
        except (sqlite3.Error, OSError, ValueError, KeyError, TypeError) as error:
            raise BrokenIndex(str(error)) from None
        self.loose = frozenset(changed | (set(head["read"]) - self._gone))
        """Files that must be read: new or changed since the index was made, or of articles that are there twice."""
        if len(self.loose) > _LOOSE:
            raise BrokenIndex(f"{len(self.loose)} files would have to be read")

    def close(self) -> None:
        """The file is let go."""
        self._base.close()

    def near(self, wanted: Iterable[Outline], least: int, days: int) -> set[str]:
        """Files of records that share at least so many names with one of the outlines, or have none as it has none,
        and were said at most so many days before or after."""
        spans = array("i")
        spans.frombytes(self._row("days", 0))
        if least < 1 or len(spans) != 2 * self._count:
            raise BrokenIndex("no selection possible")
        numbers: set[int] = set()
        for one in wanted:
            shared: Counter[int] = Counter()
            for name in one.names:
                shared.update(self._posting(f"name {name}"))
            hits = [n for n, times in shared.items() if times >= least] if one.names else self._posting("nameless")
            first, last = _ANY if one.first is None or one.last is None else (one.first, one.last)
            numbers.update(n for n in hits if spans[2 * n] - last <= days and first - spans[2 * n + 1] <= days)
        return self._files(numbers)

    def holding(self, infos: Iterable[ArticleInfo]) -> set[str]:
        """Files of records with the id, address or path of one of these articles."""
        return self._files({n for info in infos for key in _identities(info) for n in self._posting(key)})

    def _since(self, root: Path, folders: Mapping[str, str]) -> tuple[set[str], set[str]]:
        """Files that are new or otherwise than at the indexing, and files that were there then and are not now."""
        listing = list_records(root)
        changed: set[str] = set()
        gone: set[str] = set()
        prints = listing.fingerprints()
        for name in prints.keys() | folders.keys():
            if prints.get(name) == folders.get(name):
                continue
            rows = listing.folders.get(name, ())
            then = set(json.loads(self._row("stat", self._order.index(name)))) if name in folders else set()
            if any(not stat.S_ISREG(int(row.partition(" ")[0])) for row in rows):
                raise BrokenIndex(f"{name} holds what is no plain file")
            changed.update(_file(name, row) for row in rows if row not in then)
            gone.update({_file(name, row) for row in then} - {_file(name, row) for row in rows})
        return changed, gone

    def _posting(self, key: str) -> array[int]:
        body = self._row("post", _bucket(key, self._buckets))
        size = int.from_bytes(body[:4], "little")
        place = json.loads(body[4 : 4 + size]).get(key)
        numbers: array[int] = array("I")
        if place is not None:
            start = 4 + size + place[0] * numbers.itemsize
            numbers.frombytes(body[start : start + place[1] * numbers.itemsize])
        return numbers

    def _files(self, numbers: Iterable[int]) -> set[str]:
        out: set[str] = set()
        chunks: dict[int, list[str]] = {}
        for number in numbers:
            chunk = number // _CHUNK
            if chunk not in chunks:
                chunks[chunk] = json.loads(self._row("file", chunk))
            out.add(chunks[chunk][number % _CHUNK])
        return out - self._gone

    def _row(self, kind: str, number: int) -> bytes:
        try:
            found = self._base.execute("SELECT body FROM rows WHERE kind = ? AND number = ?", (kind, number)).fetchone()
        except sqlite3.Error as error:
            raise BrokenIndex(str(error)) from None
        if found is None or type(found[0]) is not bytes:
            raise BrokenIndex(f"{kind} {number} is missing")
        body: bytes = found[0]
        if body[:16] != _seal(self._build, kind, number, body[16:]):
            raise BrokenIndex(f"{kind} {number} is damaged")
        return body[16:]


# Writing -------------------------------------------------------------------------------------------------------------


def _sealed(
    build: bytes,
    version: str,
    head: Mapping[str, object],
    listing: Listing,
    records: list[tuple[str, ArticleInfo, Outline]],
) -> Iterator[tuple[str, int, bytes]]:
    # The head is sealed with the version alone, by which it is looked for; it names the build that seals the rest.
    first = json.dumps({"build": build.hex(), "head": head}).encode()
    yield "head", 0, _seal(hashlib.sha256(version.encode()).digest(), "head", 0, first) + first
    for kind, number, body in _rows(listing, int(str(head["buckets"])), records):
        yield kind, number, _seal(build, kind, number, body) + body


def _rows(
    listing: Listing, buckets: int, records: list[tuple[str, ArticleInfo, Outline]]
) -> Iterator[tuple[str, int, bytes]]:
    for number, name in enumerate(sorted(listing.folders)):
        yield "stat", number, json.dumps(listing.folders[name]).encode()
    spans = array("i")
    postings: list[dict[str, array[int]]] = [{} for _ in range(buckets)]
    for number, (_, info, outline) in enumerate(records):
        known = outline.first is not None and outline.last is not None
        spans.extend((outline.first or 0, outline.last or 0) if known else _ANY)
        names = [f"name {name}" for name in outline.names] or ["nameless"]
        for key in (*names, *_identities(info)):
            postings[_bucket(key, buckets)].setdefault(key, array("I")).append(number)
    yield "days", 0, spans.tobytes()
    for number in range(0, len(records), _CHUNK):
        names = [name for name, _, _ in records[number : number + _CHUNK]]
        yield "file", number // _CHUNK, json.dumps(names).encode()
    for number, bucket in enumerate(postings):
        places, at = {}, 0
        for key, numbers in bucket.items():
            places[key] = (at, len(numbers))
            at += len(numbers)
        start = json.dumps(places).encode()
        yield "post", number, len(start).to_bytes(4, "little") + start + b"".join(n.tobytes() for n in bucket.values())


def _recent(listing: Listing) -> set[str]:
    # Such a file could change once more within one tick of the clock, and no time would show it.
    since = listing.clock - _RACY
    return {
        _file(folder, row)
        for folder, rows in listing.folders.items()
        for row in rows
        if int(row.split(" ", 5)[4]) > since
    }


def _twice(records: Iterable[tuple[str, ArticleInfo, Outline]]) -> set[str]:
    names: dict[str, list[str]] = {}
    for name, info, _ in records:
        for key in _identities(info):
            names.setdefault(key, []).append(name)
    return {name for same in names.values() if len(same) > 1 for name in same}


def _identities(info: ArticleInfo) -> Iterator[str]:
    yield f"id {info.id}"
    if info.url:
        yield f"url {info.url}"
    if info.path:
        yield f"path {info.path}"


def _bucket(key: str, buckets: int) -> int:
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % buckets


def _seal(build: bytes, kind: str, number: int, body: bytes) -> bytes:
    return hashlib.sha256(b"%s %s %d " % (build, kind.encode(), number) + body).digest()[:16]


def _folders(root: Path, name: str) -> Iterator[tuple[str, tuple[Row, ...]]]:
    rows: list[Row] = []
    deeper: list[str] = []
    handle = os.open(root / name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        for entry in os.listdir(handle):
            if entry.startswith("."):
                continue
            info = os.stat(entry, dir_fd=handle, follow_symlinks=False)
            mode = info.st_mode
            if stat.S_ISDIR(mode) and name.count("/") < _DEPTH:
                deeper.append(f"{name}/{entry}")
            elif entry.endswith(".yaml") or not stat.S_ISREG(mode):
                rows.append(f"{mode} {info.st_ino} {info.st_size} {info.st_mtime_ns} {info.st_ctime_ns} {entry}")
    finally:
        os.close(handle)
    yield name, tuple(sorted(rows))
    for folder in sorted(deeper):
        yield from _folders(root, folder)


def _file(folder: str, row: Row) -> str:
    return f"{folder}/{row.split(' ', 5)[5]}"


def _temporary(file: Path) -> Path:
    return file.with_name(f".{file.name}.{os.getpid()}.tmp")
