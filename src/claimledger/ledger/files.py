"""The disk under the ledger: plain files only, read whole, replaced whole, one writer at a time.

The lock is `flock` on the ledger folder itself, so that no lock file lies about. A file is written beside its target,
synced, and renamed over it; links and pipes are neither followed nor opened.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimledger.errors import LedgerError
from claimledger.records import Problem

ARTICLES = "articles"
ALIASES, RULINGS, CORRECTIONS = PEOPLE = ("aliases.yaml", "rulings.yaml", "corrections.yaml")
MAX_BYTES = 32 * 1024 * 1024

_TEMPORARY = ".claimledger-"
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def ledger_files(root: Path, problems: list[Problem]) -> Iterator[str]:
    """The names, relative to the ledger and in order, of the files that make it up; what is neither a plain file nor a
    plain folder among them is refused and told in ``problems``."""
    with _told(root, "cannot be read"):
        names = {entry.name: entry for entry in _scan(root)}
    for name in (*PEOPLE, ARTICLES):
        if (entry := names.get(name)) is not None:
            yield from _walk(entry, name, folder=name == ARTICLES, problems=problems)


def read_file(root: Path, name: str, limit: int | None = None) -> bytes | Problem:
    """A ledger file's bytes, at most ``limit`` of them, or why there are none: no plain file, too large, unreadable."""
    path = root / name
    try:
        handle = os.open(path, _READ)
        try:
            info = os.fstat(handle)
            if not stat.S_ISREG(info.st_mode):
                return Problem("this is not a plain file", str(path), hint=_ODD)
            if info.st_size > MAX_BYTES and limit is None:
                return Problem(f"{info.st_size} bytes; at most {MAX_BYTES} are read", str(path))
            return _read_all(handle, MAX_BYTES if limit is None else limit)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return Problem("this is a symbolic link", str(path), hint=_ODD)
        return Problem(f"cannot be read: {error.strerror}", str(path), hint=_HINTS.get(error.errno or 0))


def _read_all(handle: int, limit: int) -> bytes:
    chunks, left = [], limit
    while left > 0 and (chunk := os.read(handle, min(left, 1 << 20))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _scan(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _walk(entry: os.DirEntry[str], name: str, *, folder: bool, problems: list[Problem]) -> Iterator[str]:
    # `articles/` and the years in it are folders, everything else a file; hidden names are other programs' business.
    if entry.is_dir(follow_symlinks=False) and folder:
        try:
            inside = _scan(Path(entry.path))
        except OSError as error:
            problems.append(Problem(f"cannot be read: {error.strerror}", entry.path))
            return
        deeper = name.count("/") < 3
        for inner in inside:
            if inner.name.startswith("."):
                continue
            is_dir = inner.is_dir(follow_symlinks=False)
            if (is_dir and deeper) or inner.name.endswith(".yaml") or inner.is_symlink():
                yield from _walk(inner, f"{name}/{inner.name}", folder=is_dir, problems=problems)
    elif entry.is_file(follow_symlinks=False) and not folder:
        yield name
    else:
        what = "a symbolic link" if entry.is_symlink() else "neither a plain file nor a plain folder"
        problems.append(Problem(f"this is {what}", entry.path, hint=_ODD))


def require_folder(root: Path) -> None:
    """LedgerError: there is no ledger folder here, or it is a link."""
    if root.is_symlink():
        raise LedgerError(f"{root} is a symbolic link", hint="name the ledger folder itself with --ledger")
    if not root.is_dir():
        raise LedgerError(f"there is no ledger at {root}", hint="make one with `claimledger init`")


def make_folder(root: Path) -> None:
    """The ledger's folder is there. LedgerError: it cannot be made."""
    with _told(root, "cannot be made"):
        root.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """The ledger to this process alone; another writer waits until it is done. What a killed writer left is cleared
    away. LedgerError: the folder cannot be opened or locked."""
    with _told(root, "cannot be locked"):
        handle = os.open(root, _FOLDER)
    try:
        with _told(root, "cannot be locked"):
            fcntl.flock(handle, fcntl.LOCK_EX)
            _sweep(root)
        yield
    finally:
        os.close(handle)


def replace_file(root: Path, name: str, content: bytes) -> None:
    """The file holds these bytes, or what it held before: never a part. Its folders are made. The caller syncs the
    folder (`sync_folders`). LedgerError: something is in the way, or the disk refuses."""
    target = root / name
    _make_folders(root, target.parent)
    _refuse_odd(target)
    temporary = target.parent / f"{_TEMPORARY}{os.getpid()}.tmp"
    try:
        with _told(target, "cannot be written"):
            handle = os.open(temporary, _CREATE, 0o666)
            try:
                left = memoryview(content)
                while left:
                    left = left[os.write(handle, left) :]
                os.fsync(handle)
            finally:
                os.close(handle)
            os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def move_file(root: Path, old: str, new: str) -> None:
    """The file under another name, taking the place of what had it. LedgerError: it cannot be moved."""
    target = root / new
    _make_folders(root, target.parent)
    _refuse_odd(target)
    with _told(target, "cannot be written"):
        os.replace(root / old, target)


def remove_file(root: Path, name: str) -> None:
    """The file is gone. LedgerError: it cannot be removed."""
    with _told(root / name, "cannot be removed"):
        os.unlink(root / name)


def sync_folders(root: Path, names: Iterable[str]) -> None:
    """The folders of these files, up to the ledger itself, are on disk. LedgerError: the disk refuses."""
    folders = {root / parent for name in names for parent in Path(name).parents}
    for folder in sorted(folders, reverse=True):
        with _told(folder, "cannot be synced to disk"):
            handle = os.open(folder, _FOLDER)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _make_folders(root: Path, folder: Path) -> None:
    for parent in reversed([folder, *folder.parents]):
        if parent == root or root not in parent.parents:
            continue
        with _told(parent, "cannot be made"), contextlib.suppress(FileExistsError):
            os.mkdir(parent)
        if parent.is_symlink() or not parent.is_dir():
            raise LedgerError(f"{parent} is not a plain folder", hint=_ODD)


def _refuse_odd(target: Path) -> None:
    with _told(target, "cannot be written"), contextlib.suppress(FileNotFoundError):
        if not stat.S_ISREG(os.lstat(target).st_mode):
            raise LedgerError(f"{target} is not a plain file", hint=_ODD)


def _sweep(root: Path) -> None:
    # Only a killed writer leaves these: whoever holds the lock has none yet.
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.startswith(_TEMPORARY) and name.endswith(".tmp"):
                os.unlink(os.path.join(folder, name))


@contextlib.contextmanager
def _told(path: Path, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LedgerError(f"{path} {what}: {error.strerror}", hint=_HINTS.get(error.errno or 0)) from error


_ODD = "links, pipes and devices are not followed: put the thing itself here, or take it out"
_HINTS = {
    errno.ENOSPC: "the disk is full: make room and run it again; what was there before is untouched",
    errno.EACCES: "check who may write to this folder",
    errno.EROFS: "the file system is read-only",
}
