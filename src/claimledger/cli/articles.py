"""Commands that read articles: ``ingest``, ``diff``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from claimledger.cli.console import message, progress
from claimledger.cli.options import FailOn, FormatsOption, SettingsOf
from claimledger.cli.outcome import finish, judged_place, outputs_of, place_of, print_pair


def ingest(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Articles, folders, .jsonl, or - for input.")],
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title, before what the file says.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When: 2024-10-28.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it was found.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
    own_voice: Annotated[
        bool, typer.Option("--own-voice", help="Also record what the outlet says in its own voice.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Also read lines of a .jsonl that are recorded already.")
    ] = False,
    format: FormatsOption = None,
) -> int:
    """Record the claims of articles.

    Prints the claims and how they stand to those of the ledger: conflicts first. Ingesting an article again
    changes nothing; an edited one replaces its earlier record. HTML pages need pip install 'claimledger[html]'. Lines
    of a .jsonl that are recorded already are not read again: after an interruption, run the same command.

    \b
    Examples:
      claimledger ingest articles/kyiv.txt
      claimledger ingest articles/ --dry-run
      claimledger ingest page.txt --outlet "The Kyiv Independent" --published 2024-10-28
      claimledger ingest feed.jsonl
      pdftotext report.pdf - | claimledger ingest - --outlet OSCE
    """
    from claimledger.metadata import Metadata
    from claimledger.workflows.ingest import ingest as work

    outputs = outputs_of(format)
    place = place_of(context)
    try:
        findings = work(
            paths,
            place,
            Metadata(title=title, outlet=outlet, published=published, url=url),
            own_voice=own_voice,
            again=again,
            dry_run=dry_run,
            stdin=sys.stdin.buffer,
            progress=progress,
        )
    except KeyboardInterrupt:
        message("interrupted: articles that were read before the last few are recorded")
        raise
    return finish(findings, outputs, "never", place)


def diff(
    context: typer.Context,
    articles: Annotated[
        list[str] | None,
        typer.Argument(metavar="ARTICLE", help="Articles or folders, not of the ledger.", show_default=False),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="REV", help="The revision to compare with; REV... is where this branch left it [default: HEAD]."
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every pair in the ledger; needs no git.")] = False,
    why: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="Say why these two claims are related, or are not.", show_default=False),
    ] = None,
    silenced: Annotated[bool, typer.Option("--silenced", help="Also list what rulings silenced.")] = False,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(metavar="WHAT", help="Exit with 1 on: conflicts, any, never [default: conflicts, or as set]."),
    ] = None,
    settings: Annotated[
        SettingsOf | None,
        typer.Option(
            metavar="base|here", help="Whose claimledger.toml counts [default: here, and in CI that of the base]."
        ),
    ] = None,
    format: FormatsOption = None,
) -> int:
    """Say what changed and what conflicts.

    Claims added (+), changed (~) and removed since a revision, and how they stand to the others, fact by fact. With
    articles: those files against the ledger, nothing written.

    \b
    Examples:
      claimledger diff                                  not yet committed
      claimledger diff --base origin/main...            all of this branch
      claimledger diff draft.txt                        a file against the ledger
      claimledger diff --why a9b1c7f20e4a-7k3q a04c1d2e3f4b-m2xz
      claimledger diff --all --format json | jq .relations
      claimledger diff --base origin/main --format github      annotations in GitHub Actions
      claimledger diff --format markdown --format sarif=claims.sarif --format junit=claims.xml
    """
    from dataclasses import replace

    from claimledger.workflows.diff import diff_all, diff_articles, diff_revision

    if articles and every:
        raise typer.BadParameter("--all takes no articles")
    outputs = outputs_of(format)
    if why:
        if articles or every:
            raise typer.BadParameter("--why takes two claims and nothing else")
        if outputs[1] or outputs[0] not in ("table", "json", "jsonl"):
            raise typer.BadParameter("--why is told as table, json or jsonl")
        return print_pair(*why, place_of(context), outputs[0])
    place = judged_place(context, settings, base)
    if articles:
        findings = diff_articles(articles, place, stdin=sys.stdin.buffer, progress=progress)
    elif every:
        findings = diff_all(place)
    else:
        findings = diff_revision(place, base or "HEAD")
    return finish(replace(findings, silenced=silenced), outputs, fail_on or place.settings.fail_on, place)
