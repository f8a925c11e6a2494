"""Articles → records, through the language model; the only way from the commands to spaCy."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from claimledger.records import Article, ArticleRecord, Problem
from claimledger.settings import Settings
from claimledger.wordbook import in_force

if TYPE_CHECKING:
    from claimledger.parse import Parser

Progress = Callable[[int, int, str], None]


def silent(done: int, total: int, name: str) -> None:
    """Progress that nobody watches."""


def extract_articles(
    articles: Sequence[Article],
    settings: Settings,
    *,
    own_voice: bool = False,
    progress: Progress = silent,
    parser: Parser | None = None,
) -> tuple[list[ArticleRecord], list[Problem]]:
    """A record for each article in order, and a problem for each that the extraction failed on. ``parser``: one that is
    loaded already. Raises ModelError where there is no model."""
    records: list[ArticleRecord] = []
    problems: list[Problem] = []
    for one in extract_each(articles, settings, own_voice=own_voice, progress=progress, parser=parser):
        if isinstance(one, Problem):
            problems.append(one)
        else:
            records.append(one)
    return records, problems


def extract_each(
    articles: Sequence[Article],
    settings: Settings,
    *,
    own_voice: bool = False,
    progress: Progress = silent,
    parser: Parser | None = None,
) -> Iterator[ArticleRecord | Problem]:
    """For each article in order its record, or what is the matter where the extraction failed on it: one bad article of
    a thousand stops nothing else. Raises ModelError where there is no model."""
    if not articles:
        return
    # Imported here, since the other commands must not pay for spaCy.
    from claimledger.extract.pipeline import extract
    from claimledger.parse import load_parser

    if parser is None:
        parser = load_parser()
        # The model stays to the end: looking through it at every collection is a tenth of what extraction costs.
        gc.freeze()
    progress(0, len(articles), "")
    for number, (article, doc) in enumerate(zip(articles, parser.parse(articles), strict=True), start=1):
        name = article.info.path or article.info.title or article.info.id
        try:
            record = extract(doc, article, settings=settings, own_voice=own_voice)
        except Exception as error:
            if os.environ.get("CLAIMLEDGER_DEBUG"):
                raise
            message = f"set aside, since claimledger failed on it: {type(error).__name__}: {error}"
            yield Problem(message, name, hint="this is a bug: please report it with the article")
        else:
            info = record.article
            yield record if info.model else replace(record, article=replace(info, model=_with_words(parser.name)))
        progress(number, len(articles), name)


def without_claims(records: Sequence[ArticleRecord]) -> tuple[Problem, ...]:
    """What to say where articles were read and not one claim was found."""
    if not records or any(record.claims for record in records):
        return ()
    hint = (
        "a claim names its source, as in “officials said”; `ingest --own-voice` records the outlet's own figures, too"
    )
    return (Problem("no claims found", hint=hint),)


def is_recorded(article: Article, record: ArticleRecord, *, own_voice: bool) -> bool:
    """Whether a record is that of an article as it is now, made by the shipped model with the same option."""
    ours = any(one.cue is None and one.speaker and one.speaker.kind == "outlet" for one in record.claims)
    return record.article == replace(article.info, model=_with_words(model_name())) and ours == own_voice


@cache
def model_name() -> str:
    """How records name the shipped model."""
    meta = json.loads(files("claimledger").joinpath("model", "meta.json").read_text(encoding="utf-8"))
    return f"{meta['name']} {meta['version']}"


def _with_words(model: str) -> str:
    """How records name what made them: the model, and the words that the repository adds, where it does."""
    digest = in_force().digest
    return f"{model}, words {digest}" if digest else model
