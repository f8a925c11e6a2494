"""Commands that look at claims: ``show``, ``list``, ``search``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from claimledger.cli.console import OK, message, messages
from claimledger.cli.options import (
    AgencyOption,
    DateOption,
    ListFormat,
    ListFormatOption,
    PlaceOption,
    QuantityOption,
    SpeakerOption,
    complete_claim,
)
from claimledger.cli.outcome import place_of

if TYPE_CHECKING:
    from claimledger.workflows.select import Filters


def show(
    context: typer.Context,
    claim: Annotated[
        str, typer.Argument(metavar="ID", help="A claim's id, or how it begins.", autocompletion=complete_claim)
    ],
    format: ListFormatOption = "table",
) -> int:
    """Show a claim in its context.

    Its fields, the text around it where the article's file is there, and how it stands to other claims.

    \b
    Examples:
      claimledger show a9b1c7f20e4a-7k3q
      claimledger show a9b1c7f20e4a-7k3q --format json
    """
    from claimledger.workflows.show import show as work

    found = work(claim, place_of(context))
    messages(found.findings.warnings)
    if format == "table":
        from claimledger.report.shown import print_claim

        print_claim(found, sys.stdout)
    else:
        from claimledger.report.formats import write_entries

        write_entries([found.told.entry], format, sys.stdout)
    return OK


def list_claims(
    context: typer.Context,
    speaker: SpeakerOption = None,
    agency: AgencyOption = None,
    date: DateOption = None,
    place: PlaceOption = None,
    quantity: QuantityOption = None,
    words: Annotated[str | None, typer.Option(metavar="WORDS", help="With all of these words.")] = None,
    format: ListFormatOption = "table",
) -> int:
    """List claims, all or filtered.

    A claim is listed if it passes every filter that is given.

    \b
    Examples:
      claimledger list --speaker Kirby
      claimledger list --agency "White House" --date 2024-10
      claimledger list --place Kursk --quantity 3000..12000 --format jsonl
    """
    return _list(context, format, words, speaker, agency, date, place, quantity)


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORD", help="Words or beginnings of words, all of them.")],
    speaker: SpeakerOption = None,
    agency: AgencyOption = None,
    date: DateOption = None,
    place: PlaceOption = None,
    quantity: QuantityOption = None,
    format: ListFormatOption = "table",
) -> int:
    """Find claims by their words.

    All of the words must stand in statement, source or article title.

    \b
    Examples:
      claimledger search troops kursk
      claimledger search evacuat --date 2024-10-01/2024-10-31
    """
    return _list(context, format, " ".join(words), speaker, agency, date, place, quantity)


def _list(
    context: typer.Context,
    format: ListFormat,
    words: str | None,
    speaker: str | None,
    agency: str | None,
    date: str | None,
    place: str | None,
    quantity: str | None,
) -> int:
    from claimledger.report.formats import write_entries
    from claimledger.workflows.select import Filters, select

    filters: Filters = Filters.of(words, speaker, agency, date, place, quantity)
    entries, problems = select(filters, place_of(context))
    messages(problems)
    write_entries(entries, format, sys.stdout)
    if not entries:
        message("no such claims")
    return OK
