"""A file that a command writes for people or for other programs: whole, or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from claimledger.errors import ClaimledgerError


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """What is written takes the file's place at the end; after an exception the file is as it was. A link is followed,
    a pipe or device written straight to. Raises ClaimledgerError where that fails."""
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                yield file
            return
        temporary = target.with_name(f".{target.name[:200]}.{os.getpid()}.tmp")
        try:
            with temporary.open("xb") as file:
                yield file
            temporary.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise ClaimledgerError(f"{path} cannot be written: {error.strerror}", hint="name another file") from error


def write_file(path: Path, text: str) -> None:
    """The text in a file, as UTF-8. Raises ClaimledgerError where that fails."""
    with replacing(path) as file:
        file.write(text.encode("utf-8", "backslashreplace"))
