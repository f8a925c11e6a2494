"""Where a command works: the repository, the ledger in it, its settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from claimledger.ledger.history import file_at
from claimledger.records import Problem
from claimledger.settings import DEFAULTS, FILE_NAME, Settings, decode_settings, load_settings


@dataclass(frozen=True, slots=True)
class Place:
    """``root`` is what article paths are relative to; ``ledger`` the folder of records, which may not exist yet."""

    root: Path
    ledger: Path
    settings: Settings = DEFAULTS


def find_place(ledger: Path | None, start: Path) -> tuple[Place, list[Problem]]:
    """The place of a ledger folder, or of the repository around ``start``, and warnings about its settings.

    The repository is the nearest folder upwards with settings or ``.git``; without one it is the ledger's own parent.
    Raises ClaimledgerError when the settings are wrong.
    """
    if ledger is None:
        root = _repository(start) or start
        settings, problems = load_settings(root)
        return Place(root, root / settings.ledger, settings), problems
    folder = (start / ledger).resolve()
    root = _repository(folder.parent) or folder.parent
    settings, problems = load_settings(root)
    return Place(root, folder, settings), problems


def with_settings_of(place: Place, rev: str) -> tuple[Place, list[Problem]]:
    """The place with the settings that its repository has at a revision, and warnings about them: a pull request must
    not choose how it is judged. Raises GitError; ClaimledgerError when the settings are wrong there."""
    data = file_at(place.root, rev, FILE_NAME)
    settings, problems = decode_settings(data, f"{rev}:{FILE_NAME}") if data is not None else (DEFAULTS, [])
    chosen = place.ledger == place.root / place.settings.ledger
    return replace(place, ledger=place.root / settings.ledger if chosen else place.ledger, settings=settings), problems


def _repository(folder: Path) -> Path | None:
    place = folder.resolve()
    return next(
        (one for one in (place, *place.parents) if (one / FILE_NAME).is_file() or (one / ".git").exists()), None
    )
