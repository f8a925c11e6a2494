"""HTML from parts: text is escaped unless it came from here, so that nothing can be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from claimledger.report.visible import visible

_LINK = re.compile(r"(?i)https?://[^\s/?#]")
_VOID = frozenset(["meta", "input", "br", "link"])


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Part = str | None | Iterable["Part"]


def tag(name: str, /, *parts: Part, **attributes: str | int | bool | None) -> Markup:
    """An element. A trailing or inner ``_`` of an attribute's name is dropped or a hyphen; None and False leave the
    attribute out, True leaves it without a value."""
    written = "".join(
        f" {key.strip('_').replace('_', '-')}" + ("" if value is True else f'="{_safe(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(*parts)}</{name}>")


def join(*parts: Part) -> Markup:
    """The parts one after the other, text escaped, None left out."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, Markup):
            out.append(part)
        elif isinstance(part, str):
            out.append(_safe(part))
        elif part is not None:
            out.append(join(*part))
    return Markup("".join(out))


def link(text: str, url: str | None) -> Markup:
    """The text, as a link where the address is plain http or https."""
    if url is None or not _LINK.match(url) or visible(url) != url:
        return join(text)
    return tag("a", text, href=url, rel="noopener noreferrer nofollow")


def _safe(text: str) -> str:
    """Harmful characters shown, the rest escaped. Lines stay lines."""
    return escape(visible(text, keep="\n"))
