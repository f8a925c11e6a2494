"""Commands on a ledger repository as a whole: ``init``, ``check``, ``schema``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimledger.cli.console import FLAGGED, OK, message, shown
from claimledger.cli.outcome import judged_place


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", show_default=False)] = Path("."),
) -> int:
    """Make a ledger repository.

    Folders, settings, a CI workflow and a pre-commit hook entry; files that are there already stay as they are.

    \b
    Examples:
      claimledger init
      claimledger init ~/stories/ferry
    """
    from claimledger.workflows.init import init as work

    for path, made in work(directory):
        message(f"{'made' if made else 'kept'} {path}")
    return OK


def check(context: typer.Context) -> int:
    """Validate the ledger.

    Schema, ids, digests, spans against the article files, rulings, aliases, corrections. Faults are printed, one a
    line, and make the exit code 1.

    \b
    Example:
      claimledger check
    """
    from claimledger.workflows.check import check as work

    checked = work(judged_place(context))
    for fault in checked.faults:
        print(shown(str(fault)))
    message(checked.summary)
    return FLAGGED if checked.faults else OK


def schema() -> int:
    """Print the JSON Schema of a ledger record.

    It describes each file in the ledger and each line of export --to jsonl.

    \b
    Example:
      claimledger schema > ledger.schema.json
    """
    from claimledger.workflows.schema import schema as work

    print(work(), end="")
    return OK
