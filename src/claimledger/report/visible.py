"""Text of strangers → text that is safe to show. Everything printed goes through here."""

from __future__ import annotations

import re

# Controls act on a terminal; bidi and invisible characters make one text look like another; lone surrogates cannot be
# encoded. Zero-width joiners stay: Persian, Indic scripts and emoji need them.
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str, *, keep: str = "") -> str:
    """The text on one line, harmful characters as escapes (``\\x1b``, ``\\u202e``); those in ``keep`` stay."""
    return _HARMFUL.sub(lambda match: match[0] if match[0] in keep else _shown(match[0]), text)


def _shown(char: str) -> str:
    if char in "\n\t\r\x0b\x0c\u2028\u2029\x85":
        return " "
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def json_safe(text: str) -> str:
    """JSON text with harmful characters as JSON escapes: the same value, and a terminal shows it as it is."""
    return _HARMFUL.sub(lambda match: match[0] if match[0] == "\n" else _json_escape(match[0]), text)


def _json_escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
