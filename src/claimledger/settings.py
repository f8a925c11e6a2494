"""``claimledger.toml`` → one immutable value; every key is optional and the defaults need no file.

Nothing in it can name code, a model, a plugin or a pattern: the file comes with a repository, and repositories come
from strangers.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args

from claimledger.errors import ClaimledgerError
from claimledger.records import Problem

FILE_NAME = "claimledger.toml"
MAX_BYTES = 100_000

FailOn = Literal["conflicts", "any", "never"]
FAIL_ON: tuple[FailOn, ...] = get_args(FailOn)


@dataclass(frozen=True, slots=True)
class Settings:
    """How claims are read, compared and flagged. Figures are the least that a vague word can mean.

    ``approximate``: "about N" is N give or take this share. ``rounding``: the same for an exact figure that had to be
    converted to another unit. ``story_names``: names that two articles must share to be about one story.
    ``story_days``: days apart beyond which they tell different ones. ``shared_words``: content words that two claims
    without figures share at least to be about one fact. ``same_words``: the share of the shorter statement's content
    that makes it the same statement. ``echo_words``: the share that one source's repetition keeps. ``copied_words``:
    words in a row that show a statement to be copied, whoever is named as its source. ``fact_days``: a date given more
    vaguely than this dates no fact. ``clock_minutes``: minutes by which two times of one event may differ.
    ``likeness``: the score, in hundredths of a logit, from which two figures that no class of events names are of one
    fact. ``candidates``: claims that one fact of a claim may lead to, the nearest in time first; what is beyond is
    reported.
    """

    ledger: str = "ledger"
    fail_on: FailOn = "conflicts"
    own_voice: bool = False
    approximate: Decimal = Decimal("0.10")
    rounding: Decimal = Decimal("0.03")
    story_names: int = 2
    story_days: int = 120
    shared_words: int = 2
    same_words: Decimal = Decimal("0.65")
    echo_words: Decimal = Decimal("0.4")
    copied_words: int = 9
    fact_days: int = 31
    clock_minutes: int = 15
    likeness: int = 30
    candidates: int = 300
    dozens: int = 24
    scores: int = 40
    hundreds: int = 200
    thousands: int = 2_000
    tens_of_thousands: int = 20_000
    hundreds_of_thousands: int = 200_000
    millions: int = 2_000_000
    billions: int = 2_000_000_000


DEFAULTS = Settings()


def load_settings(root: Path) -> tuple[Settings, list[Problem]]:
    """Settings of the repository at ``root``, with a warning for each key that is not known.

    Raises ClaimledgerError when the file cannot be read or a value is wrong.
    """
    path = root / FILE_NAME
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return DEFAULTS, []
    except OSError as error:
        raise ClaimledgerError(f"{path}: cannot be read: {error.strerror}") from error
    return decode_settings(data, str(path))


def decode_settings(data: bytes, path: str) -> tuple[Settings, list[Problem]]:
    """Settings in the bytes of a file that messages call ``path``. Raises ClaimledgerError as `load_settings` does."""
    if len(data) > MAX_BYTES:
        raise ClaimledgerError(f"{path}: more than {MAX_BYTES} bytes; this is not a settings file of claimledger")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ClaimledgerError(f"{path}: not UTF-8 (byte {error.start})", hint="save the file as UTF-8") from error
    return parse_settings(text, path)


def parse_settings(text: str, path: str = FILE_NAME) -> tuple[Settings, list[Problem]]:
    """Settings in a TOML text, with a warning for each unknown key. Raises ClaimledgerError on a bad value."""
    try:
        data = tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ClaimledgerError(f"{path}: not TOML: {error}") from error
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in data.items():
        check = _CHECKS.get(key)
        if check is None:
            known = ", ".join(field.name for field in fields(Settings))
            problems.append(Problem(f"unknown setting {key!r}", path, _line_of(text, key), hint=f"known: {known}"))
            continue
        try:
            values[key] = check(value)
        except ValueError as error:
            line = _line_of(text, key)
            where = f"{path}:{line}" if line else path
            raise ClaimledgerError(f"{where}: {key} must be {error}, not {value!r}") from None
    return replace(DEFAULTS, **values), problems


def _line_of(text: str, key: str) -> int | None:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip().strip("[]").split("=")[0].strip(" \"'") == key:
            return number
    return None


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10**15:
        raise ValueError("a whole number of 1 or more")
    return value


def _share(value: object, most: Decimal = Decimal("0.5")) -> Decimal:
    share = Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else Decimal(-1)
    if not share.is_finite() or not 0 <= share <= most:
        raise ValueError(f"a share from 0 to {most}")
    return share


def _portion(value: object) -> Decimal:
    return _share(value, Decimal(1))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _fail_on(value: object) -> FailOn:
    for name in FAIL_ON:
        if value == name:
            return name
    raise ValueError("one of " + ", ".join(f'"{name}"' for name in FAIL_ON))


def _folder(value: object) -> str:
    parts = value.split("/") if isinstance(value, str) else [""]
    if any(part in ("", ".", "..") for part in parts) or not isinstance(value, str) or "\\" in value or ":" in value:
        raise ValueError("a folder inside the repository, with forward slashes")
    return value


_CHECKS: dict[str, Callable[[object], object]] = {
    "ledger": _folder,
    "fail_on": _fail_on,
    "own_voice": _flag,
    "approximate": _share,
    "rounding": _share,
    "same_words": _portion,
    "echo_words": _portion,
    **dict.fromkeys(
        (
            "dozens",
            "scores",
            "hundreds",
            "thousands",
            "tens_of_thousands",
            "hundreds_of_thousands",
            "millions",
            "billions",
            "story_names",
            "story_days",
            "shared_words",
            "copied_words",
            "fact_days",
            "clock_minutes",
            "likeness",
            "candidates",
        ),
        _count,
    ),
}
