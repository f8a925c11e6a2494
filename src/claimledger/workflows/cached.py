"""As much of a ledger as some articles need, by the cache of it: never needed, never trusted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing

from claimledger.ledger.files import require_folder
from claimledger.ledger.index import BrokenIndex, Index, index_file
from claimledger.ledger.store import Ledger, load_ledger
from claimledger.records import ArticleInfo, ArticleRecord
from claimledger.workflows.nearby import index_version, make_index, outline, part_of_ledger
from claimledger.workflows.opened import thresholds
from claimledger.workflows.place import Place

Records = Sequence[ArticleRecord]


def ledger_about(
    place: Place, articles: Iterable[ArticleInfo], records: Callable[[Ledger], Records] = lambda own: ()
) -> tuple[Ledger, Records]:
    """The ledger with no more records than those of the articles, those whose claims can meet one of ``records``, and
    those that people ruled on or corrected; where no cache tells which these are, or any of them cannot be read, the
    whole of it. ``records`` is asked once, given the ledger with the articles' own; what it says comes back too.
    Raises LedgerError where there is no ledger, and whatever ``records`` raises.
    """
    require_folder(place.ledger)
    infos = tuple(articles)
    asked: Records | None = None
    file = index_file(place.ledger, os.environ)
    ledger = load_ledger(place.ledger) if file is None else None
    if file is not None:
        try:
            with closing(Index(file, place.ledger, index_version())) as index:
                part = part_of_ledger(place.ledger, index, infos, [])
                if not part.problems:
                    asked = records(part)
                    part = part_of_ledger(place.ledger, index, infos, map(outline, asked), thresholds(place))
                ledger = load_ledger(place.ledger) if part.problems else part
        except BrokenIndex:
            ledger = make_index(place.ledger, file)
    assert ledger is not None
    return ledger, records(ledger) if asked is None else asked
