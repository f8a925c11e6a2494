"""Records → CSV (RFC 4180, but with plain line feeds): one claim a row, made to be opened in a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Any

from claimledger.export.exact import exact_json
from claimledger.export.table import COLUMNS, Kind
from claimledger.ledger.fields import QUANTITY_KEYS
from claimledger.ledger.strict import scalar
from claimledger.records import ArticleRecord, Quantity
from claimledger.report.visible import visible

# What makes a spreadsheet take a text for a formula, full-width forms included; white space before it does not help.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


class _Line:
    """A file that holds one line: what the csv module writes into."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def csv_lines(records: Iterable[ArticleRecord]) -> Iterator[str]:
    """A line of column names, then one for each claim.

    Lists are joined with ``" | "``; ``quantities`` is a JSON list of all figures, the ``quantity_…`` columns hold the
    first. A text that a spreadsheet would compute has an apostrophe before it; line breaks and harmful characters are
    shown, not passed on, so that a row is a line.
    """
    line = _Line()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow([column.name for column in COLUMNS])
    yield line.text
    for record in records:
        for claim in record.claims:
            writer.writerow([_cell(column.value(claim, record.article), column.kind) for column in COLUMNS])
            yield line.text


def _cell(value: Any, kind: Kind) -> str:
    if value is None or value == ():
        return ""
    if kind in ("number", "integer", "flag"):
        return scalar(value)
    if kind == "texts":
        return _text(" | ".join(value))
    if kind == "quantities":
        return exact_json([_quantity(one) for one in value])
    return _text(value)


def _text(text: str) -> str:
    return f"'{visible(text)}" if _FORMULA.match(text) else visible(text)


def _quantity(quantity: Quantity) -> dict[str, Any]:
    fields = ((key, getattr(quantity, key)) for key in QUANTITY_KEYS if key != "span")
    return {key: value for key, value in fields if value is not None and value is not False}
