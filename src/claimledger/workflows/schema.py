"""``schema``: what a ledger record looks like, as a JSON Schema."""

from __future__ import annotations

from importlib.resources import files


def schema() -> str:
    """The JSON Schema (draft 2020-12) of a record: of a file in the ledger, or of a line that ``export`` writes."""
    return files("claimledger").joinpath("data", "ledger.schema.json").read_text(encoding="utf-8")
