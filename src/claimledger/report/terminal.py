"""The terminal: wrapped lines with hanging margins, colours that read on light ground and dark, single claims."""

from __future__ import annotations

import os
from typing import IO

from rich.console import Console
from rich.text import Text

from claimledger.findings import Entry, Findings, correction_mark, said
from claimledger.records import Relation
from claimledger.report.visible import visible

WIDTH_WITHOUT_TERMINAL = 80
STYLES = {"conflicts": "bold red", "updates": "magenta", "corroborates": "green", "echoes": "cyan"}
"""Only what reads on a light ground and on a dark one: no yellow, no blue."""


def print_relation(console: Console, relation: Relation, findings: Findings, known: str = "") -> None:
    """The reason and both claims, but for one that the reader knows."""
    ruled = f" [ruled {relation.ruling}]" if relation.ruling else ""
    style = "dim" if relation.ruling else STYLES[relation.relation]
    head = Text.assemble((relation.relation.upper() + visible(ruled), style), "  ", visible(relation.why))
    hanging(console, Text(), head, 2)
    if note := findings.notes.get(frozenset((relation.a, relation.b))):
        hanging(console, Text("  "), Text(visible(note)), 2)
    for claim in (relation.a, relation.b):
        if claim != known:
            print_entry(console, findings.entries.get(claim), claim, "  ")
    console.print()


def print_entry(console: Console, entry: Entry | None, claim: str, indent: str) -> None:
    margin = len(indent) + 2
    if entry is None:
        hanging(console, Text(f"{indent}- "), Text(claim, "dim"), margin)
        return
    hanging(console, Text(f"{indent}- "), Text(visible(entry.claim.statement)), margin)
    line = "  ".join(part for part in (said(entry), claim, correction_mark(entry)) if part)
    hanging(console, Text(" " * margin), Text(visible(line), "dim"), margin)


def hanging(console: Console, first: Text, text: Text, margin: int) -> None:
    """The text wrapped to the width, its first line after ``first`` and the others after a margin."""
    room = max(console.width - margin, 20)
    for number, line in enumerate(text.wrap(console, room)):
        line.rstrip()
        console.print(Text.assemble(first if number == 0 else " " * margin, line), soft_wrap=True)


def styled(console: Console, text: str, style: str) -> None:
    hanging(console, Text(), Text(visible(text), style), 0)


def console_on(file: IO[str]) -> Console:
    """A console that shows text as it is; colour only on a terminal and never with NO_COLOR."""
    terminal = file.isatty()
    return Console(
        file=file,
        width=None if terminal else _columns(),
        force_terminal=terminal,
        no_color=bool(os.environ.get("NO_COLOR")) or not terminal,
        color_system="auto" if terminal else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def _columns() -> int:
    columns = os.environ.get("COLUMNS", "")
    return min(max(int(columns), 40), 400) if columns.isdecimal() else WIDTH_WITHOUT_TERMINAL
