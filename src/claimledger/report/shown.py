"""Claims → text for a terminal: listed, one in full, two that are at odds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from claimledger.findings import Entry, by_urgency, correction_mark, who
from claimledger.report.terminal import STYLES, console_on, hanging, print_entry, print_relation, styled
from claimledger.report.visible import visible

if TYPE_CHECKING:
    from claimledger.compare.explain import Explanation
    from claimledger.workflows.review import Dispute
    from claimledger.workflows.show import Shown, Told

Pieces = Sequence[tuple[str, str]]

_PARTS = {"": "", "content": "bold underline", "speaker": "bold green", "cue": "bold magenta"}
_BRACKETS = {"content": ("[", "]"), "speaker": ("{", "}"), "cue": ("<", ">")}
_MARGIN = 9
_WIDEST = 32


def print_claims(entries: Iterable[Entry], file: IO[str]) -> None:
    """Two lines for each claim: its id, when it was said or else published, who said it and where, in columns; then
    its words."""
    console = console_on(file)
    rows = [(entry, _day(entry), visible(who(entry))) for entry in entries]
    days = max((len(day) for _, day, _ in rows), default=0)
    widest = min(max((cell_len(name) for *_, name in rows), default=0), _WIDEST)
    for entry, day, name in rows:
        outlet = visible(entry.article.outlet or entry.article.title or entry.article.path or "")
        first = Text.assemble(f"{entry.claim.id}  ", f"{day:<{days}}  ", (name, "bold"))
        first.append(" " * max(widest - cell_len(name), 0))
        first.append("  ".join(("", outlet, correction_mark(entry))).rstrip(), "dim")
        hanging(console, Text(), first, 4)
        hanging(console, Text("    "), Text(visible(entry.claim.statement)), 4)


def print_claim(shown: Shown, file: IO[str]) -> None:
    """One claim in full: its fields, what people made of it, its paragraph with the parts of the attribution marked,
    its relations."""
    console = console_on(file)
    entry = shown.told.entry
    claim, article = entry.claim, entry.article
    styled(console, claim.statement, "bold")
    console.print()
    speaker = claim.speaker
    _fields(
        console,
        {
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
            "file": f"{entry.file}:{entry.line}" if entry.file and entry.line else article.path,
            "url": article.url,
            "people": correction_mark(entry),
        },
    )
    for note in shown.notes:
        hanging(console, Text(" " * _MARGIN), Text(visible(note)), _MARGIN)
    for ruling in shown.rulings:
        other = ruling.b if ruling.a == claim.id else ruling.a
        words = " – ".join(filter(None, (f"{ruling.verdict} with {other}", ruling.note, ruling.by)))
        hanging(console, Text(f"{'ruled':<{_MARGIN}}", "dim"), Text(visible(words)), _MARGIN)
    if shown.told.context:
        legend = _passage([("claim", "content"), (" ", ""), ("speaker", "speaker"), (" ", ""), ("cue", "cue")], console)
        hanging(console, Text(f"{'text':<{_MARGIN}}", "dim"), Text.assemble("with ", legend, " marked:"), _MARGIN)
        console.print()
        hanging(console, Text("  "), _passage(shown.told.context, console), 2)
    else:
        _fields(console, {"text": "the article's file is not here, or is another text now"})
    if shown.findings.relations:
        console.print()
        for relation in by_urgency(shown.findings.relations):
            print_relation(console, relation, shown.findings, known=claim.id)


def print_disputed(dispute: Dispute, heading: str, file: IO[str]) -> None:
    """A conflict and both claims in their paragraphs."""
    console = console_on(file)
    relation = dispute.relation
    console.print()
    head = Text.assemble((f"{heading}  ", "dim"), ("CONFLICTS", STYLES["conflicts"]), f"  {visible(relation.why)}")
    hanging(console, Text(), head, 2)
    for told in (dispute.a, dispute.b):
        console.print()
        _print_told(console, told)
    console.print()


def print_why(a: Entry, b: Entry, explanation: Explanation, ruling: str | None, file: IO[str]) -> None:
    """Both claims, the relation or what keeps them apart, and every test with its outcome."""
    console = console_on(file)
    for entry in (a, b):
        print_entry(console, entry, entry.claim.id, "")
    console.print()
    relation, reasons = explanation.relation, explanation.reasons
    if relation:
        head = Text.assemble((relation.relation.upper(), STYLES[relation.relation]), f"  {visible(relation.why)}")
        hanging(console, Text(), head, 2)
    else:
        because = ": " + ", ".join(dict.fromkeys(step.name for step in reasons)) if reasons else ""
        styled(console, f"No relation{because}", "bold")
    if ruling:
        hanging(console, Text(), Text(visible(f"ruled {ruling}")), 2)
    for step in explanation.steps:
        sign, style = {True: ("yes", "green"), False: ("no", "bold red"), None: ("-", "dim")}[step.passed]
        first = Text.assemble(f"  {step.name:<12}  ", (f"{sign:<3}", style), "  ")
        hanging(console, first, Text(visible(step.text)), 21)


def _print_told(console: Console, told: Told) -> None:
    """Who said it, where it stands, and the paragraph; the statement alone where the text is not here."""
    entry = told.entry
    where = f"{entry.file}:{entry.line}" if entry.file and entry.line else entry.article.path or ""
    outlet = entry.article.outlet or entry.article.title or ""
    first = Text(visible(who(entry)), "bold")
    first.append(visible("".join(f"  {part}" for part in (_day(entry), outlet, entry.claim.id, where) if part)), "dim")
    hanging(console, Text(), first, 2)
    words = _passage(told.context, console) if told.context else Text(visible(f"“{entry.claim.statement}”"))
    hanging(console, Text("  "), words, 2)


def _passage(pieces: Pieces, console: Console) -> Text:
    """The text with its parts in styles of their own, or in brackets where there are no colours to tell them apart."""
    plain = console.color_system is None or console.no_color
    out = Text()
    for words, part in pieces:
        text = visible(words, keep="\n").replace("\n", " ")
        if plain and part:
            opening, closing = _BRACKETS[part]
            core = text.strip()
            text = text.replace(core, f"{opening}{core}{closing}", 1) if core else text
        out.append(text, _PARTS[part] if not plain else "")
    return out


def _fields(console: Console, fields: dict[str, str | None]) -> None:
    for name, value in fields.items():
        if value:
            hanging(console, Text(f"{name:<{_MARGIN}}", "dim"), Text(visible(value)), _MARGIN)


def _day(entry: Entry) -> str:
    """When it was said, else published; "-" where neither is known."""
    said = entry.claim.said_on.date if entry.claim.said_on else None
    return said or entry.article.published or "-"


def _date(date: str | None, text: str) -> str:
    return f"{date} (“{text}”)" if date else f"“{text}”"
