"""Findings and claims → text for a terminal: fact by fact, conflicts before all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from claimledger.findings import Entry, Findings, by_urgency, correction_mark, count, is_silenced, said, summary
from claimledger.records import Relation
from claimledger.report.blocks import Block, Line, Row, blocks, excerpt
from claimledger.report.visible import visible

if TYPE_CHECKING:
    from claimledger.compare.explain import Explanation

Pieces = Sequence[tuple[str, str]]
WIDTH_WITHOUT_TERMINAL = 80
# Only what reads on a light ground and on a dark one: no yellow, no blue.
_STYLES = {"conflicts": "bold red", "updates": "magenta", "corroborates": "green", "echoes": "cyan"}
_PARTS = {"": "", "content": "bold underline", "speaker": "bold green", "cue": "bold magenta"}
_BRACKETS = {"content": ("[", "]"), "speaker": ("{", "}"), "cue": ("<", ">")}
_MARKS = {"+": "bold green", "~": "bold magenta"}


def print_findings(findings: Findings, file: IO[str]) -> None:
    """Each fact with its values, who says so, its conflicts and updates; then the other claims added, changed and
    removed."""
    console = _console(file)
    shown: set[str] = set()
    for block in blocks(findings):
        _print_block(console, block)
        shown |= block.shown
    for change, ids in findings.changes():
        left = [claim for claim in ids if claim not in shown]
        if left:
            above = f", beside {len(ids) - len(left):,} above" if len(left) < len(ids) else ""
            _line(console, f"{change.capitalize()}: {count(len(left), 'claim')}{above}", "bold")
            for claim in left:
                _print_claim(console, findings.entries.get(claim), claim, "  ")
            console.print()
    ruled = [one for one in by_urgency(findings.relations) if is_silenced(one)]
    if ruled and findings.silenced:
        _line(console, "Silenced by rulings", "bold")
        for relation in ruled:
            _print_relation(console, relation, findings)
    _line(console, summary(findings), "bold")
    if ruled and not findings.silenced:
        _line(console, f"{count(len(ruled), 'relation')} silenced by rulings; diff --silenced lists them", "dim")


def print_claims(entries: Iterable[Entry], file: IO[str]) -> None:
    """Each claim with who said it and its id."""
    console = _console(file)
    for entry in entries:
        _print_claim(console, entry, entry.claim.id, "")


def print_claim(entry: Entry, context: Pieces | None, relations: Findings, file: IO[str]) -> None:
    """One claim in full: its fields, its paragraph with the parts of the attribution marked, its relations."""
    console = _console(file)
    claim, article = entry.claim, entry.article
    _line(console, claim.statement, "bold")
    console.print()
    speaker = claim.speaker
    fields = {
        "id": claim.id,
        "speaker": ", ".join(part for part in (speaker.name, speaker.role) if part) if speaker else "not named",
        "agency": claim.agency,
        "via": ", via ".join(claim.via),
        "cue": claim.cue.text if claim.cue else None,
        "stance": ", ".join((claim.stance, claim.polarity, claim.modality)),
        "said on": _date(claim.said_on.date, claim.said_on.text) if claim.said_on else None,
        "when": _date(claim.when.date, claim.when.text) if claim.when else None,
        "places": ", ".join(claim.places),
        "figures": "; ".join(one.text for one in claim.quantities),
        "article": " · ".join(part for part in (article.title, article.outlet, article.published) if part),
        "file": f"{article.path}:{entry.line}" if article.path and entry.line else article.path,
        "url": article.url,
        "people": correction_mark(entry),
    }
    for name, value in fields.items():
        if value:
            _hanging(console, Text(f"{name:<9}", "dim"), Text(visible(value)), 9)
    if context:
        plain = console.color_system is None
        legend = _passage(
            [("claim", "content"), (" ", ""), ("speaker", "speaker"), (" ", ""), ("cue", "cue")], plain=plain
        )
        _hanging(console, Text(f"{'text':<9}", "dim"), Text.assemble("with ", legend, " marked:"), 9)
        console.print()
        _hanging(console, Text("  "), _passage(context, plain=plain), 2)
    else:
        _hanging(
            console, Text(f"{'text':<9}", "dim"), Text("the article's file is not here, or is another text now"), 9
        )
    if relations.relations:
        console.print()
        for relation in by_urgency(relations.relations):
            _print_relation(console, relation, relations, known=claim.id)


def print_why(a: Entry, b: Entry, explanation: Explanation, ruling: str | None, file: IO[str]) -> None:
    """Both claims, the relation or what keeps them apart, and every test with its outcome."""
    console = _console(file)
    for entry in (a, b):
        _print_claim(console, entry, entry.claim.id, "")
    console.print()
    relation, reasons = explanation.relation, explanation.reasons
    if relation:
        head = Text.assemble((relation.relation.upper(), _STYLES[relation.relation]), f"  {visible(relation.why)}")
        _hanging(console, Text(), head, 2)
    else:
        because = ": " + ", ".join(dict.fromkeys(step.name for step in reasons)) if reasons else ""
        _line(console, f"No relation{because}", "bold")
    if ruling:
        _hanging(console, Text(), Text(visible(f"ruled {ruling}")), 2)
    for step in explanation.steps:
        sign, style = {True: ("yes", "green"), False: ("no", "bold red"), None: ("-", "dim")}[step.passed]
        first = Text.assemble(f"  {step.name:<12}  ", (f"{sign:<3}", style), "  ")
        _hanging(console, first, Text(visible(step.text)), 21)


def _passage(pieces: Pieces, *, plain: bool) -> Text:
    """The text with its parts in styles of their own, or in brackets where there are no styles."""
    out = Text()
    for words, part in pieces:
        text = visible(words, keep="\n").replace("\n", " ")
        if plain and part:
            opening, closing = _BRACKETS[part]
            core = text.strip()
            text = text.replace(core, f"{opening}{core}{closing}", 1) if core else text
        out.append(text, _PARTS[part] if not plain else "")
    return out


def _print_block(console: Console, block: Block) -> None:
    """The heading, a row for each value with its quote below, then a line for each conflict and update."""
    heading = Text(visible(block.heading), "bold")
    _hanging(console, Text(), Text.assemble(heading, ": ", (block.counts, "bold red" if block.conflicting else "")), 2)
    # Values stand in a column of their own; one that is too long for it has a line of its own.
    widths = [cell_len(visible(row.value)) for row in block.rows]
    room = max((width for width in widths if width <= console.width // 3), default=0)
    for row in block.rows:
        _print_row(console, row, room)
    if block.more_rows:
        _hanging(console, Text("    "), Text(f"… {count(block.more_rows, 'value')} more", "dim"), 4)
    for line in block.lines:
        _print_line(console, line)
    if block.more_lines:
        _hanging(console, Text("  "), Text(f"… {block.more_lines:,} more; --format jsonl has them all", "dim"), 2)
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
        _hanging(console, Text.assemble("  ", mark), value, 4)
        first = Text(" " * margin)
    else:
        first = Text.assemble("  ", mark, value, " " * (margin - 4 - value.cell_len))
    _hanging(console, first, voices, margin)
    width = max(console.width - 4, 20)
    beside = width - cell_len(row.claim) - 2
    if beside >= 40:
        quote = visible(f"“{excerpt(row.quote, row.value, beside - 2)}”") if row.quote else ""
        _hanging(console, Text("    "), Text.assemble(quote, "  " if quote else "", (row.claim, "dim")), 4)
        return
    if row.quote:
        _hanging(console, Text("    "), Text(visible(f"“{excerpt(row.quote, row.value, 2 * width)}”")), 4)
    _hanging(console, Text("    "), Text(row.claim, "dim"), 4)


def _print_line(console: Console, line: Line) -> None:
    relation = line.relation
    ruled = f"ruled {relation.ruling}" if relation.ruling else ""
    text = Text.assemble(f"{line.here}  {line.there}", "  " if line.said or ruled else "", visible(line.said))
    if ruled:
        text.append(f"  {ruled}" if line.said else ruled, "dim")
    style = "dim" if ruled else _STYLES[relation.relation]
    _hanging(console, Text.assemble("  ", (f"{relation.relation:<9}  ", style)), text, 13)


def _print_relation(console: Console, relation: Relation, findings: Findings, known: str = "") -> None:
    """The reason and both claims, but for one that the reader knows."""
    ruled = f" [ruled {relation.ruling}]" if relation.ruling else ""
    style = "dim" if relation.ruling else _STYLES[relation.relation]
    head = Text.assemble((relation.relation.upper() + visible(ruled), style), "  ", visible(relation.why))
    _hanging(console, Text(), head, 2)
    if note := findings.notes.get(frozenset((relation.a, relation.b))):
        _hanging(console, Text("  "), Text(visible(note)), 2)
    for claim in (relation.a, relation.b):
        if claim != known:
            _print_claim(console, findings.entries.get(claim), claim, "  ")
    console.print()


def _print_claim(console: Console, entry: Entry | None, claim: str, indent: str) -> None:
    margin = len(indent) + 2
    if entry is None:
        _hanging(console, Text(f"{indent}- "), Text(claim, "dim"), margin)
        return
    _hanging(console, Text(f"{indent}- "), Text(visible(entry.claim.statement)), margin)
    line = "  ".join(part for part in (said(entry), claim, correction_mark(entry)) if part)
    _hanging(console, Text(" " * margin), Text(visible(line), "dim"), margin)


def _hanging(console: Console, first: Text, text: Text, margin: int) -> None:
    """The text wrapped to the width, its first line after ``first`` and the others after a margin."""
    room = max(console.width - margin, 20)
    for number, line in enumerate(text.wrap(console, room)):
        line.rstrip()
        console.print(Text.assemble(first if number == 0 else " " * margin, line), soft_wrap=True)


def _line(console: Console, text: str, style: str) -> None:
    _hanging(console, Text(), Text(visible(text), style), 0)


def _date(date: str | None, text: str) -> str:
    return f"{date} (“{text}”)" if date else f"“{text}”"


def _console(file: IO[str]) -> Console:
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
