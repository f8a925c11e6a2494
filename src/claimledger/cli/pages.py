"""Commands that hand the ledger on: ``report``, ``export``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from claimledger.cli.console import OK, message, messages
from claimledger.cli.options import Target
from claimledger.cli.outcome import place_of


def report(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; - for output.")],
    title: Annotated[str, typer.Option(metavar="TEXT", help="The page's heading.")] = "Claim ledger",
) -> int:
    """Lay out the ledger on one HTML page.

    Conflicts first, figures over time by origin, every claim in its article. The page needs no network and no
    server: open it in a browser, mail it, print it.

    \b
    Examples:
      claimledger report -o report.html
      claimledger report -o report.html --title "Ferry Orion"
    """
    from claimledger.findings import summary
    from claimledger.report.html import page
    from claimledger.workflows.outfile import replacing
    from claimledger.workflows.report import report as work

    overview = work(place_of(context))
    messages(overview.findings.warnings)
    data = page(overview, title).encode("utf-8")
    if str(output) == "-":
        sys.stdout.buffer.write(data)
    else:
        with replacing(output) as file:
            file.write(data)
        message(f"written to {output}: {summary(overview.findings)}")
    return OK


def export(
    context: typer.Context,
    to: Annotated[Target, typer.Option("--to", metavar="FORMAT", help="csv, jsonl, jsonld or parquet.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to standard output.")
    ] = None,
) -> int:
    """Write the claims out for other programs.

    All claims of the ledger as people corrected them. CSV and Parquet hold a claim a row; JSON Lines an article with
    its claims a line, with nothing lost (claimledger schema describes it); JSON-LD speaks schema.org and W3C Web
    Annotation. Parquet needs pip install 'claimledger[parquet]'.

    \b
    Examples:
      claimledger export --to csv -o claims.csv
      claimledger export --to jsonl | jq -c '.claims[].statement'
      claimledger export --to parquet -o claims.parquet
    """
    from claimledger.workflows.export import export as work
    from claimledger.workflows.outfile import replacing

    if output is None:
        if to == "parquet" and sys.stdout.isatty():
            raise typer.BadParameter("Parquet is no text for a terminal: name a file with -o")
        done = work(place_of(context), to, sys.stdout.buffer)
    else:
        with replacing(output) as sink:
            done = work(place_of(context), to, sink)
        message(f"{done.summary} written to {output}")
    messages(done.warnings)
    return OK
