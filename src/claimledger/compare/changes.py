"""What changed between two sets of records: claims added, changed and removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimledger.records import ArticleRecord, Claim


@dataclass(frozen=True, slots=True)
class Changes:
    """Claim ids, each group in the order of its records. ``changed``: same id, another content."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def changes(old: Iterable[ArticleRecord], new: Iterable[ArticleRecord]) -> Changes:
    """Changes from ``old`` to ``new``; where a claim stands in its article, or its file's path, is no change."""
    before = _by_id(old)
    after = _by_id(new)
    return Changes(
        added=tuple(key for key in after if key not in before),
        changed=tuple(key for key, claim in after.items() if key in before and before[key] != claim),
        removed=tuple(key for key in before if key not in after),
    )


def _by_id(records: Iterable[ArticleRecord]) -> dict[str, Claim]:
    return {claim.id: claim for record in records for claim in record.claims}
