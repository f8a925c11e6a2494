"""Records → Parquet, through pyarrow (the extra ``parquet``): one claim a row, lists and figures as nested columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from claimledger.errors import ClaimledgerError
from claimledger.export.table import COLUMNS, Kind
from claimledger.ledger.fields import QUANTITY_KEYS
from claimledger.records import SCHEMA, ArticleRecord, Quantity

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_AT_ONCE = 10_000


def write_parquet(records: Iterable[ArticleRecord], sink: BinaryIO) -> None:
    """The columns of ``table``; figures are doubles, made for computing (JSON Lines has them exact).

    Raises ClaimledgerError where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ClaimledgerError(
            "Parquet is written through pyarrow, which is not installed",
            hint="pip install 'claimledger[parquet]'; CSV and JSON Lines need nothing more",
        ) from error
    schema = pa.schema([(column.name, _type(column.kind, pa)) for column in COLUMNS], {"claimledger": SCHEMA})
    rows = _rows(records)
    with pq.ParquetWriter(sink, schema) as writer:
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            writer.write_table(pa.Table.from_pylist(batch, schema))


def _rows(records: Iterable[ArticleRecord]) -> Iterator[dict[str, Any]]:
    for record in records:
        for claim in record.claims:
            yield {column.name: _cell(column.value(claim, record.article), column.kind) for column in COLUMNS}


def _cell(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if kind == "number":
        return float(value)
    if kind == "texts":
        return list(value)
    return [_quantity(one) for one in value] if kind == "quantities" else value


def _quantity(quantity: Quantity) -> dict[str, Any]:
    fields = {key: getattr(quantity, key) for key in QUANTITY_KEYS if key != "span"}
    return fields | {key: None if fields[key] is None else float(fields[key]) for key in ("min", "max")}


def _type(kind: Kind, pa: Any) -> pa.DataType:
    texts = {"text": pa.string(), "number": pa.float64(), "integer": pa.int64(), "flag": pa.bool_()}
    if kind in texts:
        return texts[kind]
    if kind == "texts":
        return pa.list_(pa.string())
    kinds = {"min": "number", "max": "number", "approximate": "flag"}
    return pa.list_(pa.struct([(key, texts[kinds.get(key, "text")]) for key in QUANTITY_KEYS if key != "span"]))
