"""Where a command works: the repository, the ledger in it, its settings and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from claimledger.errors import ClaimledgerError
from claimledger.ledger.history import file_at, folder_at, in_repository
from claimledger.ledger.words import FOLDER, load_words, parse_words
from claimledger.records import Problem
from claimledger.settings import DEFAULTS, FILE_NAME, Settings, decode_settings, load_settings
from claimledger.wordbook import SHIPPED, Wordbook


@dataclass(frozen=True, slots=True)
class Place:
    """``root`` is what article paths are relative to; ``ledger`` the folder of records, which may not exist yet;
    ``words`` the word lists, which are in force within ``using(place.words)``."""

    root: Path
    ledger: Path
    settings: Settings = DEFAULTS
    words: Wordbook = SHIPPED


def find_place(ledger: Path | None, start: Path) -> tuple[Place, list[Problem]]:
    """The place of a ledger folder, or of the repository around ``start``, and warnings about its settings.

    The repository is the nearest folder upwards with settings or ``.git``; without one it is the ledger's own parent.
    Raises ClaimledgerError when the settings or the words that it adds are wrong.
    """
    if ledger is None:
        root = _repository(start) or start
        settings, problems = load_settings(root)
        return Place(root, root / settings.ledger, settings, _sound(load_words(root))), problems
    folder = (start / ledger).resolve()
    root = _repository(folder.parent) or folder.parent
    settings, problems = load_settings(root)
    return Place(root, folder, settings, _sound(load_words(root))), problems


def with_settings_of(place: Place, rev: str) -> tuple[Place, list[Problem]]:
    """The place with the settings and words that its repository has at a revision, and warnings about them: a pull
    request must not choose how it is judged. Raises GitError; ClaimledgerError when they are wrong there."""
    data = file_at(place.root, rev, FILE_NAME)
    settings, problems = decode_settings(data, f"{rev}:{FILE_NAME}") if data is not None else (DEFAULTS, [])
    chosen = place.ledger == place.root / place.settings.ledger
    words = _sound(parse_words(folder_at(place.root, rev, FOLDER), f"{rev}:{FOLDER}"))
    ledger = place.root / settings.ledger if chosen else place.ledger
    return replace(place, ledger=ledger, settings=settings, words=words), problems


def _sound(found: tuple[Wordbook, tuple[Problem, ...]]) -> Wordbook:
    """The word lists, where nothing is wrong with them: what is left of a broken list would silently change results."""
    words, problems = found
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        first = problems[0]
        raise ClaimledgerError(f"{replace(first, hint=None)}{more}", hint=first.hint)
    return words


def has_revisions(place: Place) -> bool:
    """Whether a place is under git at all."""
    return in_repository(place.root)


def ci_base(environment: Mapping[str, str]) -> str:
    """The revision that a pull request is judged by, as GitHub Actions checks one out and GitLab CI names it; elsewhere
    the one that is checked out."""
    if environment.get("GITHUB_EVENT_NAME") == "pull_request":
        return "HEAD^1"
    return environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA") or "HEAD"


def _repository(folder: Path) -> Path | None:
    place = folder.resolve()
    return next(
        (one for one in (place, *place.parents) if (one / FILE_NAME).is_file() or (one / ".git").exists()), None
    )
