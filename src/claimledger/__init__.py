"""claimledger: attributed claims from news text, in a ledger under version control, compared across articles.

In a notebook:

    import claimledger

    article = claimledger.read("articles/kyiv.txt")
    record = claimledger.extract(article)
    for claim in record.claims:
        print(claim)

    ledger = claimledger.Ledger("ledger")
    ledger.find(speaker="Kirby", quantity="3000")

See `read`, `extract`, `compare` and `Ledger`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimledger.api import Ledger, compare, extract, read
    from claimledger.errors import ClaimledgerError
    from claimledger.records import Article, ArticleInfo, ArticleRecord, Claim, Problem, Relation

__version__ = "0.1.0"
__all__ = [
    "Article",
    "ArticleInfo",
    "ArticleRecord",
    "Claim",
    "ClaimledgerError",
    "Ledger",
    "Problem",
    "Relation",
    "compare",
    "extract",
    "read",
]


class _Package(type(sys)):  # type: ignore[misc]  # the type of modules, without an import
    """The names of ``__all__`` are imported when they are asked for, so that ``import claimledger`` costs nothing.

    Some are also names of rooms of the house (``claimledger.read``, ``.extract``, ``.compare``), which Python puts into
    the package when it imports them: here the function wins.
    """

    def __getattr__(self, name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module 'claimledger' has no attribute {name!r}")
        from claimledger import api

        value = getattr(api, name)
        self.__dict__[name] = value
        return value

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, type(sys))):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
