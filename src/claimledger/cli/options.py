"""Options that several commands share, and what may be given to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

ListFormat = Literal["table", "json", "jsonl"]
FailOn = Literal["conflicts", "any", "never"]
SettingsOf = Literal["base", "here"]
Target = Literal["csv", "jsonl", "jsonld", "parquet"]
Verdict = Literal["conflict", "no-conflict", "same-origin", "independent", "update", "unrelated"]


def complete_claim(context: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Ids that begin so, each with its statement, for the shell."""
    from claimledger.cli.console import shown
    from claimledger.errors import ClaimledgerError
    from claimledger.workflows.complete import claims_beginning
    from claimledger.workflows.place import find_place

    try:
        place, _ = find_place(context.find_root().params.get("ledger"), Path.cwd())
    except ClaimledgerError:
        return
    for ident, statement in claims_beginning(incomplete, place):
        yield ident, shown(statement)


FormatsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT[=FILE]",
        help="table, json, jsonl, markdown, github, sarif, gitlab or junit; again with =FILE to write a file, too.",
        show_default=False,
    ),
]
ListFormatOption = Annotated[ListFormat, typer.Option("--format", "-f", metavar="FORMAT", help="table, json or jsonl.")]
SpeakerOption = Annotated[str | None, typer.Option(metavar="NAME", help="Said by this source, or part of its name.")]
AgencyOption = Annotated[str | None, typer.Option(metavar="NAME", help="On this institution's authority.")]
DateOption = Annotated[str | None, typer.Option(metavar="DATE", help="Said or happening then: 2024-10 or A/B.")]
PlaceOption = Annotated[str | None, typer.Option(metavar="PLACE", help="Happening there.")]
QuantityOption = Annotated[
    str | None, typer.Option(metavar="N", help="With a figure that allows N: 3000 or 3000..4000.")
]
