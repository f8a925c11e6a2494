"""An entry more at the end of a YAML list that people write, every byte before it as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from claimledger.errors import LedgerError
from claimledger.ledger.strict import entry, item, load_strict, locate

_EMPTY_LIST = re.compile(r"^\[ *\] *(?=\r?$)", re.MULTILINE)


def append_entry(text: str, values: Mapping[str, Any]) -> str:
    """The text with one entry more at its end; keys with empty values are left out.
    LedgerError: the text is no list in block style, and nothing can be added without writing it anew."""
    before, problems = load_strict(text)
    if problems:
        raise LedgerError(f"cannot add to a file that cannot be read: {problems[0]}")
    if before == []:
        # `[]` by itself is the one flow list that a block list can take the place of.
        text, before = _EMPTY_LIST.sub("", text, count=1), None
    column = locate(text, ())[1] - 1 if before else 0
    lines = _entry_lines({key: value for key, value in values.items() if value}, " " * column)
    line_end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith("\n") else line_end
    after = text + gap + lines.replace("\n", line_end)
    value, problems = load_strict(after)
    if problems or value != [*(before or []), *load_strict(lines)[0]]:
        raise LedgerError("the file is not a plain list of entries", hint=f"add these lines to it by hand:\n{lines}")
    return after


def _entry_lines(values: Mapping[str, Any], indent: str) -> str:
    out, start = "", "- "
    for key, value in values.items():
        if isinstance(value, Mapping):
            block = "".join(entry(name, inner, indent + "    ") for name, inner in value.items())
            out += f"{indent}{start}{key}:\n{block}"
        elif key == "statements":
            out += f"{indent}{start}{key}:\n" + "".join(item(text, indent + "  ") for text in value)
        else:
            out += entry(key, value, indent + start)
        start = "  "
    return out
