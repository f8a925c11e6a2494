"""The command line: options in, data out, exit codes (``console``). What the commands do is in ``workflows``.

Imports are inside the commands, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, get_args

import typer

from claimledger.console import (
    BAD_INPUT,
    FLAGGED,
    OK,
    asked,
    exit_code,
    lean,
    message,
    messages,
    prepare_streams,
    progress,
    shown,
)
from claimledger.options import (
    AgencyOption,
    DateOption,
    FailOn,
    FormatsOption,
    ListFormat,
    ListFormatOption,
    PlaceOption,
    QuantityOption,
    SettingsOf,
    SpeakerOption,
    Target,
    Verdict,
)

if TYPE_CHECKING:
    from claimledger.findings import Findings
    from claimledger.report.formats import Format
    from claimledger.workflows.place import Place
    from claimledger.workflows.select import Filters

app = typer.Typer(
    name="claimledger",
    add_completion=False,
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
    return exit_code(lambda: lean(app, arguments)(arguments, prog_name="claimledger", standalone_mode=False))


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


@app.command()
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


@app.command()
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
    format: FormatsOption = None,
) -> int:
    """Record the claims of articles.

    Prints the claims and how they stand to those of the ledger: conflicts first. Ingesting an article again
    changes nothing; an edited one replaces its earlier record.

    \b
    Examples:
      claimledger ingest articles/kyiv.txt
      claimledger ingest articles/ --dry-run
      claimledger ingest page.txt --outlet "The Kyiv Independent" --published 2024-10-28
      pdftotext report.pdf - | claimledger ingest - --outlet OSCE
    """
    from claimledger.metadata import Metadata
    from claimledger.workflows.ingest import ingest as work

    outputs = _outputs(format)
    place = _place(context)
    findings = work(
        paths,
        place,
        Metadata(title=title, outlet=outlet, published=published, url=url),
        own_voice=own_voice,
        dry_run=dry_run,
        stdin=sys.stdin.buffer,
        progress=progress,
    )
    return _finish(findings, outputs, "never", place)


@app.command()
def diff(
    context: typer.Context,
    articles: Annotated[
        list[str] | None,
        typer.Argument(metavar="ARTICLE", help="Articles or folders, not of the ledger.", show_default=False),
    ] = None,
    base: Annotated[
        str, typer.Option(metavar="REV", help="The revision to compare with; REV... is where this branch left it.")
    ] = "HEAD",
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
    if why and (articles or every):
        raise typer.BadParameter("--why takes two claims and nothing else")
    outputs = _outputs(format)
    place = _place(context)
    if why:
        return _why(*why, place)
    if (settings or ("base" if os.environ.get("CI") else "here")) == "base" and not (articles or every):
        place = _settings_of(place, base)
    if articles:
        findings = diff_articles(articles, place, stdin=sys.stdin.buffer, progress=progress)
    elif every:
        findings = diff_all(place)
    else:
        findings = diff_revision(place, base)
    return _finish(replace(findings, silenced=silenced), outputs, fail_on or place.settings.fail_on, place)


@app.command()
def show(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="ID", help="A claim's id, or how it begins.")],
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

    found = work(claim, _place(context))
    messages(found.findings.warnings)
    if format == "table":
        from claimledger.report.tables import print_claim

        print_claim(found.entry, found.context, found.findings, sys.stdout)
    else:
        from claimledger.report.formats import write_entries

        write_entries([found.entry], format, sys.stdout)
    return OK


@app.command("list")
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


@app.command()
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


@app.command()
def rule(
    context: typer.Context,
    a: Annotated[str, typer.Argument(metavar="A", help="A claim's id.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other claim's id.")],
    verdict: Annotated[
        Verdict | None,
        typer.Option("--as", metavar="RULING", help="What you decide; without it both are shown and you are asked."),
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; others will read it.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decided.")] = None,
) -> int:
    """Decide on a pair of claims.

    The decision is kept in the ledger, and diff flags the pair no more.

    RULING is one of conflict, no-conflict, same-origin, independent, update, unrelated. conflict confirms one: it stays
    in the list.

    \b
    Examples:
      claimledger rule a9b1c7f20e4a-7k3q a04c1d2e3f4b-m2xz
      claimledger rule a9b1c7f20e4a-7k3q a04c1d2e3f4b-m2xz --as no-conflict --note "sent, not arrived"
    """
    from claimledger.workflows.rule import rule as work

    place = _place(context)
    if verdict is None:
        if not sys.stdin.isatty():
            raise typer.BadParameter(f"say what you decide with --as: {', '.join(get_args(Verdict))}")
        _why(a, b, place)
        verdict = asked(get_args(Verdict))
        note = note or typer.prompt("Note for others", default="", show_default=False, err=True) or None
    path = work(a, b, verdict, place, note=note, by=by)
    message(f"ruled {verdict} in {path}")
    return OK


@app.command()
def correct(
    context: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID", help="A claim's id; with --add an article's id or path.")],
    statement: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Its words in the article; … for a gap.")
    ] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Who said it.")] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="person, organization, group, unnamed or outlet.")
    ] = None,
    role: Annotated[str | None, typer.Option(metavar="TEXT", help="The speaker's role.")] = None,
    affiliation: Annotated[str | None, typer.Option(metavar="NAME", help="The speaker's institution.")] = None,
    agency: Annotated[str | None, typer.Option(metavar="NAME", help="On whose authority it rests.")] = None,
    via: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Who relayed it, outermost first.")] = None,
    quote: Annotated[str | None, typer.Option(metavar="QUOTE", help="direct, indirect or mixed.")] = None,
    stance: Annotated[str | None, typer.Option(metavar="STANCE", help="asserts, denies, warns, …")] = None,
    said_on: Annotated[str | None, typer.Option(metavar="DATE", help="When it was said: 2024-10-27.")] = None,
    when: Annotated[str | None, typer.Option(metavar="DATE", help="When it happened.")] = None,
    polarity: Annotated[str | None, typer.Option(metavar="POLARITY", help="affirmed or negated.")] = None,
    modality: Annotated[str | None, typer.Option(metavar="MODALITY", help="actual, planned, possible, …")] = None,
    place: Annotated[list[str] | None, typer.Option(metavar="PLACE", help="Where it happened; again for more.")] = None,
    quantity: Annotated[
        list[str] | None, typer.Option(metavar="FIGURE", help='"28 people", "3000.. soldiers"; again for more.')
    ] = None,
    span: Annotated[
        list[str] | None, typer.Option(metavar="A..B", help="Where its words stand, if that is not plain.")
    ] = None,
    set: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=YAML", help="Any field, as the record writes it.")
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="It is no claim: take it out.")] = False,
    add: Annotated[bool, typer.Option("--add", help="A claim that was missed: put it in.")] = False,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; others will read it.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who corrected it.")] = None,
) -> int:
    """Correct a claim, drop it, or add a missed one.

    The correction is kept beside the records, in corrections.yaml: it holds on every read and after the article is
    ingested again, and check reports it when its claim is gone. An empty value takes a field away.

    \b
    Examples:
      claimledger correct a9b1c7f20e4a-7k3q --speaker "John Kirby" --agency "White House" --note "not the Pentagon"
      claimledger correct a9b1c7f20e4a-7k3q --stance denies --when 2024-10-27 --quantity "3000..4000 soldiers"
      claimledger correct a9b1c7f20e4a-7k3q --drop --note "a book title"
      claimledger correct articles/kyiv.txt --add --statement "two ferries sank" --speaker "a survivor"
    """
    from claimledger.workflows import correct as work

    given = work.Given(
        *(statement, span or (), speaker, kind, role, affiliation, agency, via or (), quote, stance, said_on, when),
        *(polarity, modality, place or (), quantity or (), set or ()),
    )
    if add and drop:
        raise typer.BadParameter("--add and --drop do not go together")
    where = _place(context)
    if add:
        done = work.add(ident, where, given, note=note, by=by)
    else:
        done = work.correct(ident, where, given, drop=drop, note=note, by=by)
    for change in done.changes:
        print(shown(f"{done.claim}: {change}"))
    message(f"written to {done.file}" if done.file else f"{done.claim} is so already: nothing is written")
    return OK


@alias_app.command("suggest")
def alias_suggest(context: typer.Context) -> int:
    """Suggest names that look like one source.

    The surest first, each with the command that merges them. Nothing is merged until you run it.

    \b
    Example:
      claimledger alias suggest
    """
    from claimledger.workflows.alias import suggest

    for one in suggest(_place(context)):
        print(shown(f"{' = '.join(one.names)}  ({one.reason})\n  {one.command}", keep="\n"))
    return OK


@alias_app.command("add")
def alias_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show.")],
    also: Annotated[list[str], typer.Argument(metavar="ALSO", help="Names that mean the same.")],
) -> int:
    """Say that names mean one source or agency.

    \b
    Example:
      claimledger alias add "United Nations" UN "the U.N."
    """
    from claimledger.workflows.alias import add

    message(f"written to {add(name, also, _place(context))}")
    return OK


@app.command()
def check(context: typer.Context) -> int:
    """Validate the ledger.

    Schema, ids, digests, spans against the article files, rulings, aliases, corrections. Faults are printed, one a
    line, and make the exit code 1.

    \b
    Example:
      claimledger check
    """
    from claimledger.workflows.check import check as work

    checked = work(_place(context))
    for fault in checked.faults:
        print(shown(str(fault)))
    message(checked.summary)
    return FLAGGED if checked.faults else OK


@app.command()
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

    overview = work(_place(context))
    messages(overview.findings.warnings)
    data = page(overview, title).encode("utf-8")
    if str(output) == "-":
        sys.stdout.buffer.write(data)
    else:
        with replacing(output) as file:
            file.write(data)
        message(f"written to {output}: {summary(overview.findings)}")
    return OK


@app.command()
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
        done = work(_place(context), to, sys.stdout.buffer)
    else:
        with replacing(output) as sink:
            done = work(_place(context), to, sink)
        message(f"{done.summary} written to {output}")
    messages(done.warnings)
    return OK


@app.command()
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
    entries, problems = select(filters, _place(context))
    messages(problems)
    write_entries(entries, format, sys.stdout)
    if not entries:
        message("no such claims")
    return OK


def _place(context: typer.Context) -> Place:
    from claimledger.workflows.place import find_place

    place, problems = find_place(context.obj, Path.cwd())
    messages(problems)
    return place


def _settings_of(place: Place, base: str) -> Place:
    from claimledger.workflows.diff import revision
    from claimledger.workflows.place import with_settings_of

    place, problems = with_settings_of(place, revision(place, base))
    messages(problems)
    return place


def _why(a: str, b: str, place: Place) -> int:
    from claimledger.report.tables import print_why
    from claimledger.workflows.why import why as work

    found = work(a, b, place)
    print_why(found.a, found.b, found.explanation, found.ruling.verdict if found.ruling else None, sys.stdout)
    return OK


def _outputs(values: list[str] | None) -> tuple[Format, dict[str, Format]]:
    from claimledger.report.formats import parse_formats

    return parse_formats(values or ())


def _finish(findings: Findings, outputs: tuple[Format, dict[str, Format]], fail_on: str, place: Place) -> int:
    from dataclasses import replace

    from claimledger.findings import is_flagged
    from claimledger.report.formats import LOCATED, findings_text, write_findings

    shown_as, files = outputs
    if LOCATED & {shown_as, *files.values()}:
        from claimledger.report.uri import web_folder
        from claimledger.workflows.source_text import with_lines

        findings = replace(with_lines(findings, place), web=web_folder(os.environ))
    for name, format in files.items():
        from claimledger.workflows.outfile import write_file

        write_file(Path(name), findings_text(findings, format))
    if not findings.problems or findings.relations or any(ids for _, ids in findings.changes()):
        write_findings(findings, shown_as, sys.stdout)
    messages((*findings.warnings, *findings.problems))
    if findings.problems:
        return BAD_INPUT
    return FLAGGED if is_flagged(findings, fail_on) else OK
