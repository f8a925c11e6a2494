"""Articles → records, through the language model; the only way from the commands to spaCy."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace

from claimledger.records import Article, ArticleRecord, Problem
from claimledger.settings import Settings

Progress = Callable[[int, int, str], None]


def silent(done: int, total: int, name: str) -> None:
    """Progress that nobody watches."""


def extract_articles(
    articles: Sequence[Article], settings: Settings, *, own_voice: bool = False, progress: Progress = silent
) -> tuple[list[ArticleRecord], list[Problem]]:
    """A record for each article in order, and a problem for each that the extraction failed on: one bad article of a
    thousand stops nothing else. Raises ModelError where there is no model."""
    if not articles:
        return [], []
    # Imported here, since the other commands must not pay for spaCy.
    from claimledger.extract.pipeline import extract
    from claimledger.parse import load_parser

    parser = load_parser()
    records: list[ArticleRecord] = []
    problems: list[Problem] = []
    progress(0, len(articles), "")
    for number, (article, doc) in enumerate(zip(articles, parser.parse(articles), strict=True), start=1):
        name = article.info.path or article.info.title or article.info.id
        try:
            record = extract(doc, article, settings=settings, own_voice=own_voice)
        except Exception as error:
            if os.environ.get("CLAIMLEDGER_DEBUG"):
                raise
            message = f"set aside, since claimledger failed on it: {type(error).__name__}: {error}"
            problems.append(Problem(message, name, hint="this is a bug: please report it with the article"))
        else:
            info = record.article
            records.append(record if info.model else replace(record, article=replace(info, model=parser.name)))
        progress(number, len(articles), name)
    return records, problems
