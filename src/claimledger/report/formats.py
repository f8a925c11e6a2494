"""Format name → how findings and lists of claims are written in it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import IO, Literal, get_args

from claimledger.errors import ClaimledgerError
from claimledger.findings import Entry, Findings
from claimledger.report.github import github_lines
from claimledger.report.gitlab import gitlab_text
from claimledger.report.json import diff_json, diff_jsonl, dumps, entry_object
from claimledger.report.junit import junit_text
from claimledger.report.markdown import markdown_lines
from claimledger.report.sarif import sarif_text

Format = Literal["table", "json", "jsonl", "markdown", "github", "sarif", "gitlab", "junit"]
ListFormat = Literal["table", "json", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)
LOCATED: frozenset[Format] = frozenset({"markdown", "github", "sarif", "gitlab", "junit"})
"""Formats that say in which file and line a claim stands."""


def parse_formats(values: Iterable[str]) -> tuple[Format, dict[str, Format]]:
    """The format of standard output (a table unless one is given) and the format of each file, from ``FORMAT`` and
    ``FORMAT=FILE``. Raises ClaimledgerError: no such format, two for one output, or no file after the sign."""
    outputs: dict[str, Format] = {}
    for value in values:
        name, separator, file = value.partition("=")
        format = next((one for one in FORMATS if one == name), None)
        if format is None:
            raise ClaimledgerError(f"--format {name!r} is no format", hint=f"give one of {', '.join(FORMATS)}")
        if separator and not file:
            raise ClaimledgerError(f"--format {value!r} names no file", hint=f"give {name}=FILE")
        if file in outputs:
            where = file or "standard output"
            raise ClaimledgerError(f"two formats for {where}", hint="give each but one a file: --format sarif=FILE")
        outputs[file] = format
    return outputs.pop("", "table"), outputs


def write_findings(findings: Findings, format: Format, file: IO[str]) -> None:
    """The findings in a format, as lines on ``file``."""
    _FINDINGS[format](findings, file)


def findings_text(findings: Findings, format: Format) -> str:
    """The findings in a format, for a file."""
    file = io.StringIO()
    write_findings(findings, format, file)
    return file.getvalue()


def write_entries(entries: Sequence[Entry], format: ListFormat, file: IO[str]) -> None:
    """Claims in a format: JSON is one list, JSON lines a claim a line."""
    if format == "table":
        from claimledger.report.shown import print_claims

        print_claims(entries, file)
    elif format == "json":
        _write_lines((dumps([entry_object(entry) for entry in entries], indent=1),), file)
    else:
        _write_lines((dumps(entry_object(entry)) for entry in entries), file)


def _table(findings: Findings, file: IO[str]) -> None:
    # rich takes longer to import than the other formats take to print.
    from claimledger.report.tables import print_findings

    print_findings(findings, file)


def _write_lines(lines: Iterable[str], file: IO[str]) -> None:
    file.writelines(f"{line}\n" for line in lines)


_FINDINGS: dict[Format, Callable[[Findings, IO[str]], None]] = {
    "table": _table,
    "json": lambda findings, file: _write_lines((diff_json(findings),), file),
    "jsonl": lambda findings, file: _write_lines(diff_jsonl(findings), file),
    "markdown": lambda findings, file: _write_lines(markdown_lines(findings), file),
    "github": lambda findings, file: _write_lines(github_lines(findings), file),
    "sarif": lambda findings, file: _write_lines((sarif_text(findings),), file),
    "gitlab": lambda findings, file: _write_lines((gitlab_text(findings),), file),
    "junit": lambda findings, file: _write_lines((junit_text(findings),), file),
}
