"""Findings → Markdown for a pull request comment or a job summary: fact by fact, with quotes and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimledger.findings import Entry, Findings, by_urgency, count, is_open, is_silenced, said, summary
from claimledger.report.blocks import Block, blocks, excerpt
from claimledger.report.uri import relative_uri
from claimledger.report.visible import visible

MOST_CHARACTERS = 58_000
MOST_WARNINGS = 20
LONGEST_QUOTE = 240

# Entities rather than backslashes where a backslash leaves something live: tags, mentions, bare links.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "|": "&#124;"}
_SPECIAL = re.compile(r"[\\`*_\[\]#~$]")
_LIST_ITEM = re.compile(r"^(\d*)([-+.)])")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")


def markdown_lines(findings: Findings) -> Iterator[str]:
    """A heading with the counts; a table of values for each fact, its conflicts and how to rule on them; the other
    claims added, changed and removed; warnings. GitHub takes no comment of more than 65,536 characters: of what is
    beyond, the last and least urgent, only the number is given."""
    yield f"## claimledger: {escape(summary(findings))}"
    room = MOST_CHARACTERS
    shown: set[str] = set()
    facts = list(blocks(findings))
    for number, block in enumerate(facts):
        lines = list(_block(block, findings))
        room -= sum(map(len, lines)) + len(lines)
        if room < 0:
            yield from ("", f"*{count(len(facts) - number, 'fact')} more: `claimledger diff` shows them.*")
            break
        yield from lines
        shown |= block.shown
    for change, ids in findings.changes():
        left = [claim for claim in ids if claim not in shown]
        if not left:
            continue
        above = f", beside {len(ids) - len(left):,} above" if len(left) < len(ids) else ""
        yield from (
            "",
            "<details>",
            f"<summary>{change.capitalize()}: {count(len(left), 'claim')}{above}</summary>",
            "",
        )
        for number, claim in enumerate(left):
            line = f"- {_claim(findings.entries.get(claim), claim, findings.web)}"
            room -= len(line) + 1
            if room < 0:
                yield f"- *{count(len(left) - number, 'claim')} more*"
                break
            yield line
        yield from ("", "</details>")
    yield from _silenced(findings)
    if findings.warnings:
        yield from ("", "### Warnings", "")
        yield from (f"- {escape(str(one))}" for one in findings.warnings[:MOST_WARNINGS])
        if len(findings.warnings) > MOST_WARNINGS:
            yield f"- *{count(len(findings.warnings) - MOST_WARNINGS, 'warning')} more*"


def _block(block: Block, findings: Findings) -> Iterator[str]:
    yield from ("", f"### {inline(block.heading)}: {block.counts}", "")
    yield from ("| | Value | Who says so | In the article |", "|---|---|---|---|")
    for row in block.rows:
        mark = {"+": "**new**", "~": "**changed**"}.get(row.mark, "")
        voices = "; ".join(map(escape, row.voices))
        if row.echoes:
            voices += f"; echoed by {'; '.join(map(escape, row.echoes))}"
        if row.more:
            voices += f" and {row.more:,} more"
        quote = f"“{inline(excerpt(row.quote, row.value, LONGEST_QUOTE))}” " if row.quote else ""
        source = _link(row.entry, findings.web)
        yield f"| {mark} | {inline(row.value)} | {voices} | {quote}{f'{source} ' if source else ''}`{row.claim}` |"
    if block.more_rows:
        yield f"| | … | {count(block.more_rows, 'value')} more | |"
    if block.lines:
        yield ""
    for line in block.lines:
        relation = line.relation
        name = f"**{relation.relation}**" if relation.relation == "conflicts" else relation.relation
        ruled = f" (ruled {inline(relation.ruling)})" if relation.ruling else ""
        said = f": {inline(line.said)}" if line.said else ""
        yield f"- {name} `{line.here}` `{line.there}`{said}{ruled}"
    if block.more_lines:
        yield f"- … {block.more_lines:,} more"
    if first := next((line for line in block.lines if is_open(line.relation)), None):
        command = f'claimledger rule {first.here} {first.there} --as no-conflict --note "why"'
        yield from ("", f"No conflict? `{command}`")


def _silenced(findings: Findings) -> Iterator[str]:
    ruled = [one for one in by_urgency(findings.relations) if is_silenced(one)]
    if not ruled:
        return
    if not findings.silenced:
        yield from (
            "",
            f"*{count(len(ruled), 'relation')} silenced by rulings: `claimledger diff --silenced` lists them.*",
        )
        return
    yield from ("", "### Silenced by rulings", "")
    for one in ruled[:MOST_WARNINGS]:
        note = findings.notes.get(frozenset((one.a, one.b)))
        words = f": {escape(note)}" if note else ""
        yield f"- {one.relation} `{one.a}` `{one.b}`, ruled {escape(one.ruling or '')}{words}"
    if len(ruled) > MOST_WARNINGS:
        yield f"- … {len(ruled) - MOST_WARNINGS:,} more"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, wherever it stands: no emphasis, tags, mentions, links, headings or lists."""
    return _LIST_ITEM.sub(r"\1\\\2", inline(text))


def inline(text: str) -> str:
    """The same for text that does not begin a line."""
    text = "".join(_ENTITIES.get(char, char) for char in visible(text))
    text = _LINK.sub(lambda match: f"{match[1]}&#{ord(match[2])};", text)
    # The "#" of an entity must stay; every other sign gets its backslash.
    parts = re.split(r"(&#?\w+;)", text)
    return "".join(part if part.startswith("&") else _SPECIAL.sub(r"\\\g<0>", part) for part in parts)


def _claim(entry: Entry | None, claim: str, web: str) -> str:
    if entry is None:
        return f"`{claim}`"
    link = _link(entry, web)
    where = f" {link}" if link else ""
    return f"{escape(excerpt(entry.claim.statement, '', LONGEST_QUOTE))} – {inline(said(entry))}{where} `{claim}`"


def _link(entry: Entry | None, web: str) -> str:
    """The article's file, at the claim's line where that is known; "" where the repository has no such file."""
    file = entry and (entry.file or entry.article.path)
    uri = relative_uri(file) if file else None
    if entry is None or not file or uri is None:
        return ""
    at = f"#L{entry.line}" if entry.line else ""
    return f"[{inline(file.rpartition('/')[2])}{f':{entry.line}' if entry.line else ''}]({web}{uri}{at})"
