"""Commands with which people decide: ``rule``, ``correct``, ``alias suggest``, ``alias add``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from claimledger.cli.console import OK, asked, from_here, message, shown
from claimledger.cli.options import Verdict, complete_claim
from claimledger.cli.outcome import place_of, print_pair

if TYPE_CHECKING:
    from claimledger.workflows.place import Place


def rule(
    context: typer.Context,
    a: Annotated[
        str | None,
        typer.Argument(metavar="A", help="A claim's id.", autocompletion=complete_claim, show_default=False),
    ] = None,
    b: Annotated[
        str | None,
        typer.Argument(metavar="B", help="The other claim's id.", autocompletion=complete_claim, show_default=False),
    ] = None,
    verdict: Annotated[
        Verdict | None,
        typer.Option("--as", metavar="RULING", help="What you decide; without it both are shown and you are asked."),
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; others will read it.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decided.")] = None,
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Ask, also where no terminal is; the default on one.")
    ] = False,
) -> int:
    """Decide on a pair of claims.

    The decision is kept in the ledger, and diff flags the pair no more. Without a pair you are asked about one open
    conflict after the other (those of A, where it is given): Enter skips it, why tells how it came about.

    RULING is one of conflict, no-conflict, same-origin, independent, update, unrelated. conflict confirms one: it stays
    in the list.

    \b
    Examples:
      claimledger rule
      claimledger rule a9b1c7f20e4a-7k3q a04c1d2e3f4b-m2xz
      claimledger rule a9b1c7f20e4a-7k3q a04c1d2e3f4b-m2xz --as no-conflict --note "sent, not arrived"
    """
    from claimledger.workflows.rule import rule as work

    ask = interactive or sys.stdin.isatty()
    if a is None or b is None:
        if verdict is not None:
            raise typer.BadParameter("--as needs two claims")
        if not ask:
            raise typer.BadParameter("name two claims, or be asked with --interactive")
        return _review(place_of(context), a, note, by)
    if verdict is None and not ask:
        raise typer.BadParameter(f"say what you decide with --as: {', '.join(get_args(Verdict))}")
    place = place_of(context)
    if verdict is None:
        print_pair(a, b, place)
        verdict = asked(get_args(Verdict))
        note = note or _note()
    path = work(a, b, verdict, place, note=note, by=by)
    message(f"ruled {verdict} in {from_here(path)}")
    return OK


def _review(place: Place, claim: str | None, note: str | None, by: str | None) -> int:
    from claimledger.report.shown import print_disputed
    from claimledger.workflows.review import review
    from claimledger.workflows.rule import rule as work

    disputes = review(place, claim)
    ruled = 0
    try:
        for number, dispute in enumerate(disputes, start=1):
            relation = dispute.relation
            print_disputed(dispute, f"{number} of {len(disputes)}", sys.stdout)
            sys.stdout.flush()
            answer = asked((*get_args(Verdict), "skip", "why", "quit"), "skip")
            while answer == "why":
                print_pair(relation.a, relation.b, place)
                sys.stdout.flush()
                answer = asked((*get_args(Verdict), "skip", "quit"), "skip")
            if answer == "quit":
                break
            if answer != "skip":
                work(relation.a, relation.b, answer, place, note=note or _note(), by=by)
                ruled += 1
    except typer.Abort:
        # The end of the input, or Ctrl-C at the question: what was ruled on is written.
        typer.echo(err=True)
    message(f"{ruled} ruled on, {len(disputes) - ruled} left open")
    return OK


def _note() -> str | None:
    return typer.prompt("Note for others", default="", show_default=False, err=True) or None


def correct(
    context: typer.Context,
    ident: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A claim's id; with --add an article's id or path.", autocompletion=complete_claim
        ),
    ],
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
    where = place_of(context)
    if add:
        done = work.add(ident, where, given, note=note, by=by)
    else:
        done = work.correct(ident, where, given, drop=drop, note=note, by=by)
    for change in done.changes:
        print(shown(f"{done.claim}: {change}"))
    message(f"written to {from_here(done.file)}" if done.file else f"{done.claim} is so already: nothing is written")
    return OK


def alias_suggest(context: typer.Context) -> int:
    """Suggest names that look like one source.

    The surest first, each with the command that merges them. Nothing is merged until you run it.

    \b
    Example:
      claimledger alias suggest
    """
    from claimledger.workflows.alias import suggest

    for one in suggest(place_of(context)):
        print(shown(f"{' = '.join(one.names)}  ({one.reason})\n  {one.command}", keep="\n"))
    return OK


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

    message(f"written to {from_here(add(name, also, place_of(context)))}")
    return OK
