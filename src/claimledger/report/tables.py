"""Findings → text for a terminal: fact by fact, conflicts before all."""

from __future__ import annotations

from typing import IO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from claimledger.findings import Findings, by_urgency, count, is_silenced, summary
from claimledger.report.blocks import Block, Line, Row, blocks, excerpt
from claimledger.report.terminal import STYLES, console_on, hanging, print_entry, print_relation, styled
from claimledger.report.visible import visible

_MARKS = {"+": "bold green", "~": "bold magenta"}


def print_findings(findings: Findings, file: IO[str]) -> None:
    """Each fact with its values, who says so, its conflicts and updates; then the other claims added, changed and
    removed."""
    console = console_on(file)
    shown: set[str] = set()
    for block in blocks(findings):
        _print_block(console, block)
        shown |= block.shown
    for change, ids in findings.changes():
        left = [claim for claim in ids if claim not in shown]
        if left:
            above = f", beside {len(ids) - len(left):,} above" if len(left) < len(ids) else ""
            styled(console, f"{change.capitalize()}: {count(len(left), 'claim')}{above}", "bold")
            for claim in left:
                print_entry(console, findings.entries.get(claim), claim, "  ")
            console.print()
    ruled = [one for one in by_urgency(findings.relations) if is_silenced(one)]
    if ruled and findings.silenced:
        styled(console, "Silenced by rulings", "bold")
        for relation in ruled:
            print_relation(console, relation, findings)
    styled(console, summary(findings), "bold")
    if ruled and not findings.silenced:
        styled(console, f"{count(len(ruled), 'relation')} silenced by rulings; diff --silenced lists them", "dim")


def _print_block(console: Console, block: Block) -> None:
    """The heading, a row for each value with its quote below, then a line for each conflict and update."""
    heading = Text(visible(block.heading), "bold")
    hanging(console, Text(), Text.assemble(heading, ": ", (block.counts, "bold red" if block.conflicting else "")), 2)
    # Values stand in a column of their own; one that is too long for it has a line of its own.
    widths = [cell_len(visible(row.value)) for row in block.rows]
    room = max((width for width in widths if width <= console.width // 3), default=0)
    for row in block.rows:
        _print_row(console, row, room)
    if block.more_rows:
        hanging(console, Text("    "), Text(f"… {count(block.more_rows, 'value')} more", "dim"), 4)
    for line in block.lines:
        _print_line(console, line)
    if block.more_lines:
        hanging(console, Text("  "), Text(f"… {block.more_lines:,} more; --format jsonl has them all", "dim"), 2)
    console.print()


def _print_row(console: Console, row: Row, room: int) -> None:
    mark = Text(f"{row.mark or ' '} ", _MARKS.get(row.mark, ""))
    value = Text(visible(row.value), "bold")
    margin = 4 + (room + 2 if room else 0)
    voices = Text(visible("; ".join(row.voices)))
    if row.echoes:
        voices.append(visible(f"; echoed by {'; '.join(row.echoes)}"))
    if row.more:
        voices.append(f" and {row.more:,} more", "dim")
    if value.cell_len > room:
        hanging(console, Text.assemble("  ", mark), value, 4)
        first = Text(" " * margin)
    else:
        first = Text.assemble("  ", mark, value, " " * (margin - 4 - value.cell_len))
    hanging(console, first, voices, margin)
    width = max(console.width - 4, 20)
    beside = width - cell_len(row.claim) - 2
    if beside >= 40:
        quote = visible(f"“{excerpt(row.quote, row.value, beside - 2)}”") if row.quote else ""
        hanging(console, Text("    "), Text.assemble(quote, "  " if quote else "", (row.claim, "dim")), 4)
        return
    if row.quote:
        hanging(console, Text("    "), Text(visible(f"“{excerpt(row.quote, row.value, 2 * width)}”")), 4)
    hanging(console, Text("    "), Text(row.claim, "dim"), 4)


def _print_line(console: Console, line: Line) -> None:
    relation = line.relation
    ruled = f"ruled {relation.ruling}" if relation.ruling else ""
    text = Text.assemble(f"{line.here}  {line.there}", "  " if line.said or ruled else "", visible(line.said))
    if ruled:
        text.append(f"  {ruled}" if line.said else ruled, "dim")
    style = "dim" if ruled else STYLES[relation.relation]
    hanging(console, Text.assemble("  ", (f"{relation.relation:<9}  ", style)), text, 13)
