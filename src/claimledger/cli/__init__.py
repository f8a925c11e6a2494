"""The command line: a room for each group of commands, thin; what the commands do is in ``workflows``.

Imports are inside the commands, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from claimledger.cli.articles import diff, ingest
from claimledger.cli.claims import list_claims, search, show
from claimledger.cli.console import OK, exit_code, lean, prepare_streams
from claimledger.cli.decisions import alias_add, alias_suggest, correct, rule
from claimledger.cli.pages import export, report
from claimledger.cli.repository import check, init, schema

app = typer.Typer(
    name="claimledger",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
alias_app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
app.add_typer(alias_app, name="alias", help="Say which names mean one source.")


def main() -> NoReturn:
    """Run the command line and exit."""
    prepare_streams()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a command line."""
    # A shell that completes a command needs the options of them all.
    whole = app if "_CLAIMLEDGER_COMPLETE" in os.environ else lean(app, arguments)
    return exit_code(lambda: whole(arguments, prog_name="claimledger", standalone_mode=False))


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print("claimledger", version("claimledger"))
        except PackageNotFoundError:
            print("claimledger (run from its source)")
        raise typer.Exit(OK)


@app.callback()
def options(
    context: typer.Context,
    ledger: Annotated[
        Path | None, typer.Option("--ledger", metavar="DIR", help="The ledger's folder [default: ledger, or as set].")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Who claimed what, when, and on whose authority: claims from news articles, compared with one another.

    Works offline on text files in a git repository; the ledger is a folder of YAML files.

    \b
      claimledger init                          a new ledger repository
      claimledger ingest articles/kyiv.txt      claims of an article into the ledger
      claimledger diff                          what this branch adds, and what it conflicts with
      claimledger diff draft.txt                the same for a file, nothing written
      claimledger show a9b1c7f20e4a-7k3q        one claim in its context

    Exit codes: 0 nothing to flag, 1 conflicts without a ruling, 2 bad usage or input, 3 a bug.
    """
    context.obj = ledger


# In the order of --help.
app.command()(init)
app.command()(ingest)
app.command()(diff)
app.command()(show)
app.command("list")(list_claims)
app.command()(search)
app.command()(rule)
app.command()(correct)
app.command()(check)
app.command()(report)
app.command()(export)
app.command()(schema)
alias_app.command("suggest")(alias_suggest)
alias_app.command("add")(alias_add)
