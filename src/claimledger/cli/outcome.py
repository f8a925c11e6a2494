"""Where a command works and what comes of it: findings printed, files written, the exit code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from claimledger.cli.console import BAD_INPUT, FLAGGED, OK, messages
from claimledger.cli.options import SettingsOf

if TYPE_CHECKING:
    from claimledger.findings import Findings
    from claimledger.report.formats import Format
    from claimledger.workflows.place import Place


def place_of(context: typer.Context) -> Place:
    """The place that the command line names, warnings about its settings told."""
    from claimledger.workflows.place import find_place

    place, problems = find_place(context.obj, Path.cwd())
    messages(problems)
    return _entered(context, place)


def judged_place(context: typer.Context, settings: SettingsOf | None = None, base: str | None = None) -> Place:
    """The same, in CI with the settings of the base: a pull request must not choose how it is judged."""
    from claimledger.workflows.place import ci_base, find_place, has_revisions, with_settings_of

    place, problems = find_place(context.obj, Path.cwd())
    if settings == "base" or (settings is None and os.environ.get("CI") and has_revisions(place)):
        if base:
            from claimledger.workflows.diff import revision

            place, problems = with_settings_of(place, revision(place, base))
        else:
            place, problems = with_settings_of(place, ci_base(os.environ))
    messages(problems)
    return _entered(context, place)


def _entered(context: typer.Context, place: Place) -> Place:
    """The place, with its word lists in force until the command ends."""
    from claimledger.wordbook import using

    context.with_resource(using(place.words))
    return place


def outputs_of(values: list[str] | None) -> tuple[Format, dict[str, Format]]:
    """The format of standard output, and the format of each file."""
    from claimledger.report.formats import parse_formats

    return parse_formats(values or ())


def print_pair(a: str, b: str, place: Place, format: Format = "table") -> int:
    """Two claims and why they are related, or are not, printed: for people, or as JSON."""
    from claimledger.workflows.why import why as work

    found = work(a, b, place)
    ruling = found.ruling.verdict if found.ruling else None
    if format in ("json", "jsonl"):
        from claimledger.report.json import dumps, why_object

        print(dumps(why_object(found.a, found.b, found.explanation, ruling), indent=1 if format == "json" else None))
    else:
        from claimledger.report.shown import print_why

        print_why(found.a, found.b, found.explanation, ruling, sys.stdout)
    return OK


def finish(findings: Findings, outputs: tuple[Format, dict[str, Format]], fail_on: str, place: Place) -> int:
    """The exit code, the findings printed and written to their files."""
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
