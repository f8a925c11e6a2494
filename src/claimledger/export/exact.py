"""Values → JSON text that loses nothing: figures stay exact decimals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal

from claimledger.ledger.strict import scalar
from claimledger.report.visible import json_safe


def exact_json(value: object) -> str:
    """One line of JSON, decimals digit by digit, characters that act on a terminal as escapes."""
    return json_safe(_written(value))


def _written(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_written(key)}: {_written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, Decimal):
        return scalar(value)
    return json.dumps(value, ensure_ascii=False)
