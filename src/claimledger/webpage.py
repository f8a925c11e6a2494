"""HTML pages → the article's text and what the page says of itself, through trafilatura (the extra ``html``).

A page is read in a process of its own, whose processor time and memory are bounded: libxml2 needs minutes for a
megabyte of attributes. Nothing is fetched.
"""

from __future__ import annotations

import codecs
import json
import os
import re
import resource
import signal
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from claimledger.metadata import LONGEST_VALUE, NAMES, Metadata, parse_published
from claimledger.records import Problem

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SUFFIXES = (".html", ".htm", ".xhtml")
MAX_BYTES = 4_000_000
SECONDS, CHARACTERS_A_SECOND = 3, 200_000
"""What a page may take: so much, and more for a long one. The tenth of it is usual."""
MEMORY = 1 << 30

_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^<>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LATIN = frozenset({"ascii", "iso8859-1", "cp1252"})
_ENCODING = re.compile(
    r"utf-8|iso8859-\d+|cp(?:125\d|866|932|949)|koi8-[ru]|shift_jis|euc_(?:jp|kr)|gb(?:2312|k|18030)|big5"
)
_TAGS = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "outlet": ("og:site_name", "publisher", "application-name"),
    "published": (
        *("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.date"),
        *("dc.date", "date", "pubdate", "publishdate", "publish-date", "sailthru.date", "parsely-pub-date"),
    ),
    "author": ("author", "article:author", "dc.creator", "byl", "parsely-author"),
    "url": ("og:url", "twitter:url"),
}
"""By field, the meta tags that give it, the surest first."""


def is_page(path: str | None) -> bool:
    """Whether a path names an HTML page by its suffix: its articles' offsets are those of a copy of their text."""
    return path is not None and path.lower().endswith(SUFFIXES)


def looks_like_page(data: bytes) -> bool:
    """Whether bytes of unknown kind begin as an HTML page does."""
    return data[:1000].removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith((b"<!doctype html", b"<html"))


def read_page(data: bytes, name: str) -> tuple[str, Metadata] | Problem:
    """The text of the article on a page, a paragraph a line with empty lines between, and the page's metadata."""
    try:
        # Imported once, before the processes part.
        import trafilatura  # noqa: F401
    except ImportError:
        hint = "pip install 'claimledger[html]', or save the article's text as .txt"
        return Problem("HTML is read with the extra html, which is not installed", name, hint=hint)
    page = _decode(data, name)
    if isinstance(page, Problem):
        return page
    found = _apart(page)
    if found is None:
        return Problem("set aside: this page takes too long or too much memory to read", name, hint=_BY_HAND)
    if not found["text"].strip():
        return Problem("no article was found on this page", name, hint=_BY_HAND)
    return found["text"], Metadata(**found["metadata"])


def _decode(data: bytes, name: str) -> str | Problem:
    declared = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if declared is None:
        match = _DECLARED.search(data, 0, 4096)
        declared = match[1].decode("ascii") if match else "utf-8"
    try:
        encoding = codecs.lookup(declared).name
    except LookupError:
        encoding = declared
    # What is declared as Latin 1 is read as Windows 1252 by every browser.
    encoding = "cp1252" if encoding in _LATIN else encoding
    if encoding != "utf-16" and not _ENCODING.fullmatch(encoding):
        return Problem(f"its encoding {declared!r} is not known", name, hint="save the page as UTF-8")
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        said = f"byte 0x{data[error.start]:02x} at byte offset {error.start}"
        return Problem(f"not {declared}, which it says it is: {said}", name, hint="save the page as UTF-8")


def _apart(page: str) -> dict[str, Any] | None:
    """What `_article` finds, in a process that may use only so much; None where that was too little."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python warns where there are threads, as in a notebook; the child needs none of what they may hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        try:
            os.close(reading)
            seconds = SECONDS + len(page) // CHARACTERS_A_SECOND
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            _, most = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (_address_space() + MEMORY, most))
            with os.fdopen(writing, "wb") as sink:
                sink.write(json.dumps(_article(page)).encode("ascii"))
        finally:
            # Whatever happened, the process ends here and not in the caller's code.
            os._exit(0)
    try:
        os.close(writing)
        with os.fdopen(reading, "rb") as source:
            told = source.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.waitpid(child, 0)
    try:
        found = json.loads(told)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _address_space() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 1 << 36


def _article(page: str) -> dict[str, Any]:
    import logging

    import trafilatura

    logging.disable()
    tree = trafilatura.load_html(page)
    if tree is None:
        return {"text": "", "metadata": {}}
    metadata = _metadata(tree)
    text = trafilatura.extract(tree, include_comments=False, include_tables=False, deduplicate=False) or ""
    lines = [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
    if lines and lines[0] == metadata.get("title"):
        del lines[0]
    return {"text": "".join(f"{line}\n\n" for line in lines)[:-1], "metadata": metadata}


def _metadata(tree: HtmlElement) -> dict[str, str]:
    """The fields of `Metadata` that the page's tags or its JSON-LD give, one after the other the surest first."""
    stated: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if key and meta.get("content"):
            stated.setdefault(key.strip().lower(), []).append(meta.get("content"))
    linked = _linked(tree)
    found: dict[str, list[str]] = {
        field: [value for key in keys for value in stated.get(key, ())] + linked.get(field, [])
        for field, keys in _TAGS.items()
    }
    found["url"] = [*tree.xpath("//link[@rel='canonical']/@href"), *found["url"]]
    found["published"] += tree.xpath("//time[@pubdate or @itemprop='datePublished']/@datetime")
    outlet = _first(found["outlet"], "outlet")
    for title in tree.iter("title"):
        found["title"].append(_without_outlet(title.text_content(), outlet))
        break
    return {name: value for name in NAMES if (value := _first(found[name], name))}


def _first(values: Iterable[str], field: str) -> str | None:
    for value in values:
        text: str | None = " ".join(value.split())
        if text and field == "published":
            text = parse_published(text)
        if text and ((field == "url") != text.lower().startswith(("http://", "https://"))):
            continue
        if text and len(text) <= LONGEST_VALUE:
            return text
    return None


def _without_outlet(title: str, outlet: str | None) -> str:
    return re.sub(rf"\s+[|·–—-]\s+(?:the\s+)?{re.escape(outlet)}\s*$", "", title, flags=re.I) if outlet else title


def _linked(tree: HtmlElement) -> dict[str, list[str]]:
    """The same from the first article that the page's JSON-LD describes."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for one in _things(data):
            kinds = one.get("@type")
            if any("article" in kind.lower() or "posting" in kind.lower() for kind in _texts(kinds)):
                return {
                    "title": _texts(one.get("headline")),
                    "outlet": _texts(one.get("publisher")),
                    "published": _texts(one.get("datePublished")),
                    "author": [", ".join(names)] if (names := _texts(one.get("author"))) else [],
                    "url": _texts(one.get("url")),
                }
    return {}


def _things(data: Any) -> Iterator[dict[str, Any]]:
    for one in data if isinstance(data, list) else [data]:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            yield from (inner for inner in (graph if isinstance(graph, list) else ()) if isinstance(inner, dict))


def _texts(value: Any) -> list[str]:
    """The texts of a JSON-LD value: a string, a thing's name, or a list of these."""
    values = value if isinstance(value, list) else [value]
    named = (one.get("name") if isinstance(one, dict) else one for one in values)
    return [one for one in named if isinstance(one, str) and one.strip()]


_BY_HAND = "save the article's text as .txt"
