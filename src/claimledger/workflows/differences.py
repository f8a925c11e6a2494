"""Two contents of one claim → what is otherwise, field by field, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from claimledger.ledger.strict import flow

DEFAULTS: Mapping[str, str] = {"stance": "asserts", "polarity": "affirmed", "modality": "actual"}
LONGEST = 90


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """``stance from asserts to denies``, ``speaker.role from nothing to "mayor"``; maps as `dump_claim` gives them."""
    for key in dict.fromkeys((*before, *after)):
        if key != "id":
            yield from _between(key, before.get(key, DEFAULTS.get(key)), after.get(key, DEFAULTS.get(key)))


def _between(name: str, old: Any, new: Any) -> Iterator[str]:
    if _plain(old) == _plain(new):
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from _between(f"{name}.{key}", old.get(key), new.get(key))
    elif name == "quantities" and old and new and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True), start=1):
            yield from _between(f"{name}[{number}]" if len(old) > 1 else name, one, other)
    else:
        yield f"{name} from {_text(old)} to {_text(new)}"


def _text(value: Any) -> str:
    text = "nothing" if value in (None, (), []) else flow(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _plain(value: Any) -> Any:
    """Lists and tuples that hold the same are the same."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
